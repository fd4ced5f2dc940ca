/* By what means facts are told: the desktop's program and the terminal are made
 * up here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "front/steady.h"
#include "link/notify.h"

static struct {
    bool there; /* notify-send */
    int runs;   /* of it */
    char args[512];
    bool ended; /* all that were started, .. */
    int status; /* .. with this status */
    bool late;
    int killed;
    int left;
    mat_ms now;
    mat_ms ends_at; /* then they do */
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

mat_ms
mat_steady_now(void)
{
    return fake.now;
}

/* Time passes with every look. */
bool
mat_child_look(struct mat_child *child)
{
    if (child->process == 0)
        return false;
    fake.now += 10;
    if (!fake.ended && (fake.ends_at == 0 || fake.now < fake.ends_at))
        return true;
    child->process = 0;
    child->status = fake.status;
    child->late = fake.late;
    return false;
}

void
mat_child_wait(struct mat_child *child)
{
    while (mat_child_look(child))
        continue;
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

/* --- means --- */

static int
set_bus(void **state)
{
    (void)state;
    return setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", 1);
}

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
test_one_that_has_failed_is_seen_before_the_next(void **state)
{
    struct mat_notify notify = notify_new(MAT_NOTIFY_AUTO, MAT_ESCAPE_OSC9);

    (void)state;
    fake.there = true;
    tell(&notify, STEP);
    fake.ended = true;
    fake.status = 1;
    tell(&notify, END);
    assert_int_equal(fake.runs, 1);
    assert_string_equal(fake.sent, OSC9 "Back & <feet>, 3m\a" OSC9
                                        "The session is over.\a");
}

static void
test_where_a_desktop_may_be(void **state)
{
    static const struct {
        const char *name;
        const char *value;
        bool there;
    } rows[] = {
        {"OTHER", "1", false},
        {"DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", true},
        {"DBUS_SESSION_BUS_ADDRESS", "", false},
        {"DISPLAY", ":0", true},
        {"WAYLAND_DISPLAY", "wayland-0", true},
        {"XDG_RUNTIME_DIR", "/nowhere", false},
        {"XDG_RUNTIME_DIR", ".", false}, /* though there is a bus */
    };
    static const char *const names[] = {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY",
                                        "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"};
    char folder[TEMP_FOLDER_BYTES];
    char here[4096];

    assert_non_null(getcwd(here, sizeof(here)));
    assert_true(temp_folder_make(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkdir("bus", 0700), 0);
    memset(&fake, 0, sizeof(fake));
    for (size_t i = 0; i <= sizeof(rows) / sizeof(rows[0]); i++) {
        bool last = i == sizeof(rows) / sizeof(rows[0]);

        for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
            unsetenv(names[k]);
        setenv(last ? "XDG_RUNTIME_DIR" : rows[i].name,
               last ? folder : rows[i].value, 1);
        fake.there = true;
        assert_int_equal(mat_notify_has_desktop(), last || rows[i].there);
        fake.there = false;
        assert_false(mat_notify_has_desktop());
    }
    assert_int_equal(chdir(here), 0);
    assert_true(temp_folder_remove(folder));
    unsetenv("XDG_RUNTIME_DIR");
    set_bus(state);
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

/* A failure is news at the end, but not once the closing page was read. */
static void
test_the_end_waits_a_moment_for_the_answer(void **state)
{
    static const struct {
        const char *claim;
        enum mat_notify_by by;
        mat_ms ends_at;
        int status;
        mat_ms most;
        const char *sent;
    } rows[] = {
        {"it fails soon", MAT_NOTIFY_AUTO, 100, 1, 100,
         OSC9 "The session is over.\a"},
        {"it works", MAT_NOTIFY_AUTO, 100, 0, 100, ""},
        {"it fails later", MAT_NOTIFY_AUTO, 1000, 1, MAT_NOTIFY_ANSWER, ""},
        {"nothing else is wanted", MAT_NOTIFY_DESKTOP, 100, 1, 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mat_notify notify = notify_new(rows[i].by, MAT_ESCAPE_OSC9);

        print_message("%s\n", rows[i].claim);
        fake.there = true;
        fake.ends_at = rows[i].ends_at;
        fake.status = rows[i].status;
        tell(&notify, END);
        mat_notify_settle(&notify);
        assert_int_equal(fake.now, rows[i].most);
        assert_string_equal(fake.sent, rows[i].sent);
        fake.ended = true;
        mat_notify_end(&notify);
        assert_string_equal(fake.sent, rows[i].sent);
    }
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_what_means),
        cmocka_unit_test(test_steps_always_and_never),
        cmocka_unit_test(test_titles_are_no_options),
        cmocka_unit_test(test_a_desktop_that_fails_is_replaced),
        cmocka_unit_test(test_one_that_has_failed_is_seen_before_the_next),
        cmocka_unit_test(test_where_a_desktop_may_be),
        cmocka_unit_test(test_one_that_works_leaves_it_at_that),
        cmocka_unit_test(test_the_end_waits_a_moment_for_the_answer),
        cmocka_unit_test(test_there_are_never_many),
    };

    return cmocka_run_group_tests(tests, set_bus, NULL);
}
