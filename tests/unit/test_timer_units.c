/* The texts of the systemd units that remind of a session. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "app/timer_units.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct mat_timer_order order = {.at = 21 * 60 + 58,
                                             .bedtime = 23 * 60,
                                             .plan = "evening",
                                             .program = "/usr/bin/matsession"};

static void
assert_has(const char *text, const char *line)
{
    if (!strstr(text, line))
        fail_msg("no \"%s\" in:\n%s", line, text);
}

static void
test_the_units_say_when_and_what(void **state)
{
    char *timer = mat_timer_units_timer(&order);
    char *service = mat_timer_units_service(&order);

    (void)state;
    assert_true(mat_timer_units_is_ours(timer));
    assert_true(mat_timer_units_is_ours(service));
    assert_has(timer, "\nOnCalendar=*-*-* 21:58:00\n");
    assert_has(timer, "\nOnCalendar=*-*-* 12:00:00\n");
    assert_has(timer, "\nPersistent=false\n");
    assert_has(timer, "\n[Install]\nWantedBy=timers.target\n");
    assert_has(service, "\nType=oneshot\n");
    assert_has(service, "\nExecStart=\"/usr/bin/matsession\" bedtime --remind "
                        "-- 23:00 \"evening\"\n");
    free(service);
    free(timer);
}

static void
test_words_are_quoted_for_systemd(void **state)
{
    static const struct {
        const char *program;
        const char *plan;
        const char *line;
    } rows[] = {
        {"/a b/m", "/c d.yaml",
         "\"/a b/m\" bedtime --remind -- 23:00 \"/c d.yaml\"\n"},
        {"/a%n/m", "/%n.yaml",
         "\"/a%%n/m\" bedtime --remind -- 23:00 \"/%%n.yaml\"\n"},
        /* The path of a program is not searched for variables. */
        {"/$a/m", "/$HOME.yaml",
         "\"/$a/m\" bedtime --remind -- 23:00 \"/$$HOME.yaml\"\n"},
        {"/m", "/\\n\".yaml",
         "\"/m\" bedtime --remind -- 23:00 \"/\\\\n\\\".yaml\"\n"},
        {"/m", "/x\\", "\"/m\" bedtime --remind -- 23:00 \"/x\\\\\"\n"},
        {"/m", "-x;'#", "\"/m\" bedtime --remind -- 23:00 \"-x;'#\"\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mat_timer_order odd = order;
        char *text;

        odd.program = rows[i].program;
        odd.plan = rows[i].plan;
        assert_null(mat_timer_units_problem(&odd));
        text = mat_timer_units_service(&odd);
        assert_has(text, rows[i].line);
        free(text);
    }
}

static void
test_what_systemd_does_not_take_is_refused(void **state)
{
    static const char *const programs[] = {"/a'b", "/a\"b", "/a\\b", "/a\nb",
                                           "/a\x80"};
    static const char *const plans[] = {"/a\nb", "/a\x1b[2J", "/\xff", ""};
    struct mat_timer_order odd = order;

    (void)state;
    for (size_t i = 0; i < COUNT(programs); i++) {
        odd.program = programs[i];
        assert_non_null(mat_timer_units_problem(&odd));
    }
    odd = order;
    for (size_t i = 0; i < COUNT(plans); i++) {
        odd.plan = plans[i];
        assert_non_null(mat_timer_units_problem(&odd));
    }
}

static void
test_a_timer_is_read_back(void **state)
{
    static const char *const plans[] = {"evening", "/a, plan b\\", "%n $x"};

    (void)state;
    for (size_t i = 0; i < COUNT(plans); i++) {
        struct mat_timer_order told = order;
        struct mat_timer_order found;
        char *text;

        told.plan = plans[i];
        text = mat_timer_units_timer(&told);
        assert_true(mat_timer_units_read(text, &found));
        assert_int_equal(found.at, told.at);
        assert_int_equal(found.bedtime, told.bedtime);
        assert_string_equal(found.plan, told.plan);
        free(text);
    }
}

static void
test_a_timer_is_not_trusted(void **state)
{
#define OURS "# Written by matsession; x\n"
    static const char *const texts[] = {
        "",
        "# Written by somebody\n# Bedtime 23:00, plan e\n"
        "OnCalendar=*-*-* 21:58:00\n",
        OURS,
        OURS "# Bedtime 23:00, plan e\n",
        OURS "OnCalendar=*-*-* 21:58:00\n",
        OURS "# Bedtime 24:00, plan e\nOnCalendar=*-*-* 21:58:00\n",
        OURS "# Bedtime 23:00, plan e\nOnCalendar=*-*-* 21:5",
        OURS "# Bedtime 23:00, plan e\nOnCalendar=*-*-* 21:58:30\n",
        OURS "# Bedtime 23:00, plan e\nOnCalendar=*-*-* 21:61:00\n",
        OURS "# Bedtime 23:00, plan \nOnCalendar=*-*-* 21:58:00\n",
        OURS "# Bedtime 23:00, plan \x1b[2J\nOnCalendar=*-*-* 21:58:00\n",
        OURS "# Bedtime 23:00, plan \xff\nOnCalendar=*-*-* 21:58:00\n",
        OURS "# Bedtime 23:00\nOnCalendar=*-*-* 21:58:00\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct mat_timer_order found;
        char *text = strdup(texts[i]);

        assert_false(mat_timer_units_read(text, &found));
        free(text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_units_say_when_and_what),
        cmocka_unit_test(test_words_are_quoted_for_systemd),
        cmocka_unit_test(test_what_systemd_does_not_take_is_refused),
        cmocka_unit_test(test_a_timer_is_read_back),
        cmocka_unit_test(test_a_timer_is_not_trusted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
