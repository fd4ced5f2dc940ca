/* What is said of facts, in which form, and by what means: the desktop's
 * program and the terminal are made up here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link/notify.h"
#include "matsession/text.h"

static struct {
    bool there; /* notify-send */
    int runs;   /* of it */
    char args[512];
    bool ended; /* all that were started, .. */
    int status; /* .. with this status */
    bool late;
    int killed;
    int left;
    bool in_view;
    char sent[1024]; /* to the terminal */
} fake;

char *
mat_child_find(const char *name)
{
    assert_string_equal(name, "notify-send");
    return fake.there ? strdup("/bin/notify-send") : NULL;
}

int
mat_child_start(struct mat_child *ret_child,
                const struct mat_child_order *order)
{
    assert_true(order->outlives);
    assert_int_equal(order->time, MAT_NOTIFY_TIME);
    fake.args[0] = '\0';
    for (int i = 0; order->argv[i]; i++) {
        strcat(fake.args, "[");
        strcat(fake.args, order->argv[i]);
        strcat(fake.args, "]");
    }
    *ret_child = (struct mat_child){.process = ++fake.runs};
    return 0;
}

bool
mat_child_look(struct mat_child *child)
{
    if (child->process == 0)
        return false;
    if (!fake.ended)
        return true;
    child->process = 0;
    child->status = fake.status;
    child->late = fake.late;
    return false;
}

mat_ms
mat_child_patience(const struct mat_child *child)
{
    return child->process == 0 ? MAT_MS_NONE : 50;
}

void
mat_child_end(struct mat_child *child)
{
    fake.killed += child->process != 0;
    child->process = 0;
}

void
mat_child_leave(struct mat_child *child)
{
    fake.left += child->process != 0;
    child->process = 0;
}

static bool
in_view(void *to)
{
    assert_ptr_equal(to, &fake);
    return fake.in_view;
}

static void
send_bytes(void *to, const char *bytes)
{
    assert_ptr_equal(to, &fake);
    strcat(fake.sent, bytes);
}

/* --- the session --- */

static const struct mat_segment segments[] = {
    {.title = "First"},
    {.title = "Back & <feet>"},
    {.title = "A;b\033c"},
};

static const struct mat_schedule schedule = {
    .title = "My; plan", .segments = segments, .n_segments = 3};

static struct mat_fact
fact_of(enum mat_fact_kind kind, int segment, mat_ms ms)
{
    return (struct mat_fact){.kind = kind,
                             .at = 1000,
                             .segment = segment,
                             .ms = ms,
                             .attempt = kind == MAT_FACT_ALARM};
}

#define STEP fact_of(MAT_FACT_STEP_BEGAN, 1, MAT_MINUTES(3))
#define END fact_of(MAT_FACT_SESSION_ENDED, 1, 0)

static struct mat_notify
notify_new(enum mat_notify_by by, enum mat_escape escape)
{
    memset(&fake, 0, sizeof(fake));
    return (struct mat_notify){.settings = {.by = by,
                                            .escape = escape,
                                            .bell = true,
                                            .in_view = in_view,
                                            .send = send_bytes,
                                            .to = &fake}};
}

static void
tell(struct mat_notify *notify, struct mat_fact fact)
{
    struct mat_sink sink = mat_notify_sink(notify);

    assert_true(sink.ops->on_fact(sink.self, &schedule, &fact));
}

static void
frame(struct mat_notify *notify)
{
    struct mat_sink sink = mat_notify_sink(notify);

    sink.ops->on_frame(sink.self, &schedule, NULL, 0);
}

/* --- texts --- */

static void
test_what_is_said_of_facts(void **state)
{
    static const struct {
        struct mat_fact fact;
        const char *body; /* NULL: nothing */
    } rows[] = {
        {{.kind = MAT_FACT_SESSION_BEGAN}, NULL},
        {{.kind = MAT_FACT_STEP_BEGAN, .ms = 60000}, NULL},
        {{.kind = MAT_FACT_STEP_BEGAN, .at = 9000, .ms = 60000}, "First, 1m"},
        {{.kind = MAT_FACT_STEP_BEGAN, .segment = 1, .ms = MAT_MS_NONE},
         "Back & <feet>"},
        {{.kind = MAT_FACT_STEP_BEGAN, .segment = 2, .ms = 1000}, "A;b?c, 1s"},
        {{.kind = MAT_FACT_CUE}, NULL},
        {{.kind = MAT_FACT_STEP_ENDED}, NULL},
        {{.kind = MAT_FACT_PAUSED}, NULL},
        {{.kind = MAT_FACT_ALARM, .attempt = 1}, "Time to come off the mat."},
        {{.kind = MAT_FACT_ALARM, .attempt = 2}, NULL},
        {{.kind = MAT_FACT_ALARM, .attempt = 19, .last = true},
         "Come off the mat now, please."},
        {{.kind = MAT_FACT_SESSION_ENDED}, "The session is over."},
        {{.kind = MAT_FACT_SESSION_ENDED, .outcome = MAT_OUTCOME_UNWELL},
         "The session has ended."},
        {{.kind = MAT_FACT_SESSION_ENDED, .outcome = MAT_OUTCOME_STOPPED},
         "The session has ended."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mat_notify_text text;
        bool said = mat_notify_text_make(&schedule, &rows[i].fact, &text);

        assert_int_equal(said, rows[i].body != NULL);
        if (!said)
            continue;
        assert_string_equal(text.title, "My; plan");
        assert_string_equal(text.body, rows[i].body);
    }
}

static void
test_long_titles_are_cut(void **state)
{
    char title[2000];
    struct mat_segment long_one = {.title = title};
    struct mat_schedule plan = {
        .title = title, .segments = &long_one, .n_segments = 1};
    const struct mat_fact fact = {
        .kind = MAT_FACT_STEP_BEGAN, .at = 1, .ms = MAT_DURATION_MAX};
    struct mat_notify_text text;
    char buffer[MAT_NOTIFY_ESCAPE];
    char markup[6 * MAT_NOTIFY_BODY];
    size_t size;

    (void)state;
    memset(title, '&', sizeof(title));
    title[sizeof(title) - 1] = '\0';
    assert_true(mat_notify_text_make(&plan, &fact, &text));
    assert_non_null(strstr(text.body, "..., 3h"));
    mat_notify_text_escape(&text, MAT_ESCAPE_OSC777, true, buffer);
    size = strlen(buffer);
    assert_string_equal(buffer + size - 5, "\033\033\\\033\\");
    mat_notify_text_markup(&text, markup, sizeof(markup));
    assert_string_equal(markup + strlen(markup) - 4, ", 3h");
}

static void
test_escapes(void **state)
{
    const struct mat_notify_text text = {.title = "My; plan",
                                         .body = "A;b, 1s"};
    static const struct {
        enum mat_escape escape;
        bool tmux;
        const char *expected;
    } rows[] = {
        {MAT_ESCAPE_OSC9, false, "\033]9;My, plan: A,b, 1s\a"},
        {MAT_ESCAPE_OSC777, false, "\033]777;notify;My, plan;A,b, 1s\033\\"},
        {MAT_ESCAPE_OSC9, true,
         "\033Ptmux;\033\033]9;My, plan: A,b, 1s\a\033\\"},
        {MAT_ESCAPE_OSC777, true,
         "\033Ptmux;\033\033]777;notify;My, plan;A,b, 1s\033\033\\\033\\"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char buffer[MAT_NOTIFY_ESCAPE];

        assert_string_equal(
            mat_notify_text_escape(&text, rows[i].escape, rows[i].tmux, buffer),
            rows[i].expected);
    }
}

static void
test_markup(void **state)
{
    const struct mat_notify_text text = {.body = "<b>\\n & \"more\""};
    char buffer[64];

    (void)state;
    assert_string_equal(mat_notify_text_markup(&text, buffer, sizeof(buffer)),
                        "&lt;b&gt;\\\\n &amp; \"more\"");
    assert_string_equal(mat_notify_text_markup(&text, buffer, 6), "&lt;b");
}

/* --- means --- */

#define OSC9 "\033]9;My, plan: "

static void
test_by_what_means(void **state)
{
    static const struct {
        const char *claim;
        enum mat_notify_by by;
        enum mat_escape escape;
        bool there; /* a desktop */
        bool away;
        bool end;
        int runs;
        const char *sent;
    } rows[] = {
        {"desktop first", MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9, true, true, false,
         1, ""},
        {"then the escape", MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9, false, true,
         false, 0, OSC9 "Back & <feet>, 3m\a"},
        {"then the bell", MAT_NOTIFY_AUTO, MAT_ESCAPE_NONE, false, true, false,
         0, "\a"},
        {"no step in view", MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9, true, false,
         false, 0, ""},
        {"the end in view", MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9, true, false, true,
         1, ""},
        {"the end in view by escape", MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9, false,
         false, true, 0, OSC9 "The session is over.\a"},
        {"no bell in view", MAT_NOTIFY_AUTO, MAT_ESCAPE_NONE, false, false,
         true, 0, ""},
        {"a bell at the end, away", MAT_NOTIFY_AUTO, MAT_ESCAPE_NONE, false,
         true, true, 0, "\a"},
        {"a bell by choice", MAT_NOTIFY_BELL, MAT_ESCAPE_OSC9, true, false,
         true, 0, "\a"},
        {"the terminal by choice", MAT_NOTIFY_TERMINAL, MAT_ESCAPE_OSC9, true,
         true, true, 0, OSC9 "The session is over.\a"},
        {"the terminal without an escape", MAT_NOTIFY_TERMINAL, MAT_ESCAPE_NONE,
         true, true, true, 0, "\a"},
        {"the desktop by choice", MAT_NOTIFY_DESKTOP, MAT_ESCAPE_OSC9, false,
         true, true, 1, ""},
        {"off", MAT_NOTIFY_OFF, MAT_ESCAPE_OSC9, true, true, true, 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mat_notify notify = notify_new(rows[i].by, rows[i].escape);

        print_message("%s\n", rows[i].claim);
        fake.there = rows[i].there;
        fake.in_view = !rows[i].away;
        tell(&notify, rows[i].end ? END : STEP);
        assert_int_equal(fake.runs, rows[i].runs);
        assert_string_equal(fake.sent, rows[i].sent);
        mat_notify_end(&notify);
        assert_string_equal(fake.sent, rows[i].sent);
        assert_int_equal(fake.left, rows[i].runs);
        assert_int_equal(fake.killed, 0);
    }
}

static void
test_steps_always_and_never(void **state)
{
    struct mat_notify notify = notify_new(MAT_NOTIFY_BELL, MAT_ESCAPE_NONE);

    (void)state;
    fake.in_view = true;
    notify.settings.steps = MAT_NOTIFY_ALWAYS;
    tell(&notify, STEP);
    assert_string_equal(fake.sent, "\a");
    fake.in_view = false;
    notify.settings.steps = MAT_NOTIFY_NEVER;
    tell(&notify, STEP);
    assert_string_equal(fake.sent, "\a");
    notify.settings.bell = false;
    tell(&notify, END);
    assert_string_equal(fake.sent, "\a");
    notify.settings.bell = true;
    notify.settings.send = NULL;
    tell(&notify, END);
    assert_string_equal(fake.sent, "\a");
}

static void
test_titles_are_no_options(void **state)
{
    struct mat_notify notify = notify_new(MAT_NOTIFY_DESKTOP, MAT_ESCAPE_NONE);

    (void)state;
    tell(&notify, STEP);
    assert_string_equal(fake.args,
                        "[notify-send][--app-name=matsession][--urgency=low]"
                        "[--][My; plan][Back &amp; &lt;feet&gt;, 3m]");
    mat_notify_end(&notify);
}

/* What the desktop could not show is shown otherwise, and it is not asked
 * again. */
static void
test_a_desktop_that_fails_is_replaced(void **state)
{
    (void)state;
    for (int late = 0; late < 2; late++) {
        struct mat_notify notify = notify_new(MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9);

        fake.there = true;
        tell(&notify, STEP);
        assert_string_equal(fake.sent, "");
        fake.ended = true;
        fake.late = late == 1;
        fake.status = 1 - late;
        frame(&notify);
        assert_string_equal(fake.sent, OSC9 "Back & <feet>, 3m\a");
        tell(&notify, END);
        assert_int_equal(fake.runs, 1);
        assert_string_equal(fake.sent, OSC9 "Back & <feet>, 3m\a" OSC9
                                            "The session is over.\a");
        mat_notify_end(&notify);
    }
}

static void
test_one_that_works_leaves_it_at_that(void **state)
{
    struct mat_notify notify = notify_new(MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9);

    (void)state;
    fake.there = true;
    tell(&notify, STEP);
    fake.ended = true;
    frame(&notify);
    tell(&notify, END);
    mat_notify_end(&notify);
    assert_int_equal(fake.runs, 2);
    assert_string_equal(fake.sent, "");
}

static void
test_there_are_never_many(void **state)
{
    struct mat_notify notify = notify_new(MAT_NOTIFY_DESKTOP, MAT_ESCAPE_NONE);

    (void)state;
    for (int i = 0; i < 20; i++)
        tell(&notify, STEP);
    assert_int_equal(fake.runs - fake.killed, MAT_NOTIFY_AT_ONCE);
    mat_notify_end(&notify);
    assert_int_equal(fake.left, MAT_NOTIFY_AT_ONCE);
}

static int
set_bus(void **state)
{
    (void)state;
    return setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_said_of_facts),
        cmocka_unit_test(test_long_titles_are_cut),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_markup),
        cmocka_unit_test(test_by_what_means),
        cmocka_unit_test(test_steps_always_and_never),
        cmocka_unit_test(test_titles_are_no_options),
        cmocka_unit_test(test_a_desktop_that_fails_is_replaced),
        cmocka_unit_test(test_one_that_works_leaves_it_at_that),
        cmocka_unit_test(test_there_are_never_many),
    };

    return cmocka_run_group_tests(tests, set_bus, NULL);
}
