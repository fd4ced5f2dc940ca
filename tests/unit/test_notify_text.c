/* What is said of facts, and in which form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "link/notify_text.h"
#include "matsession/text.h"

static const struct mat_segment segments[] = {
    {.title = "First"},
    {.title = "Back & <feet>"},
    {.title = "A;b\033c"},
};

static const struct mat_schedule schedule = {
    .title = "My; plan", .segments = segments, .n_segments = 3};

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
    buffer[5] = '#';
    assert_string_equal(mat_notify_text_markup(&text, buffer, 5), "&lt;");
    assert_int_equal(buffer[5], '#');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_said_of_facts),
        cmocka_unit_test(test_long_titles_are_cut),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_markup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
