/* What the quick way to read a line leaves to jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/quick_way.h"
#include "store/ledger_line.h"
#include "store/record.h"

#define ID "01234567-89ab-4def-8123-456789abcdef"
#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NAMES "\"id\":\"" ID "\",\"device\":\"0123456789abcdef\""
#define RATED_AT(ms, offset)                               \
    "{\"v\":1,\"event\":\"rated\"," NAMES ",\"at_ms\":" ms \
    ",\"offset_min\":" offset ",\"strength\":3}"
#define RATED(rest)                                       \
    "{\"v\":1,\"event\":\"rated\"," NAMES ",\"at_ms\":5," \
    "\"offset_min\":0" rest "}"
#define SESSION(plan, planned, areas, steps)                          \
    "{\"v\":1,\"event\":\"session\"," NAMES                           \
    ",\"began_ms\":5,\"offset_min\":0,\"zone\":\"\",\"plan\":" plan   \
    ",\"stage\":\"first\",\"outcome\":\"stopped\",\"mat_ms\":0,"      \
    "\"planned_ms\":" planned ",\"areas\":" areas ",\"steps\":" steps \
    ",\"program\":\"\"}"
#define TEN "0123456789"
#define CHANGE(step)                                                     \
    SESSION("\"p\"", "0", "{}",                                          \
            "[],\"changes\":[{\"step\":" step                            \
            ",\"change\":\"rise\",\"cause\":\"row\",\"from\":1,\"to\":2" \
            "}]")
#define NOTED(digits)                                     \
    "{\"v\":1,\"event\":\"noted\"," NAMES ",\"at_ms\":5," \
    "\"offset_min\":0,\"note\":\"%0" #digits "d\"}"
#define PLAN(plan) SESSION(plan, "0", "{}", "[]")

static void
limits_are_those_of_the_ledger(void **state)
{
    static const struct {
        const char *text;
        bool taken;
    } cases[] = {
        {RATED_AT("253402300799999", "0"), true},
        {RATED_AT("253402300800000", "0"), false},
        {RATED_AT("9999999999999999999", "0"), false},
        {RATED_AT("05", "0"), false},
        {RATED_AT("-5", "0"), false},
        {RATED_AT("5.0", "0"), false},
        {RATED_AT("5e0", "0"), false},
        {RATED_AT("5", "-1440"), true},
        {RATED_AT("5", "-1441"), false},
        {RATED_AT("5", "1441"), false},
        {RATED_AT("5", "-0"), false},
        {RATED_AT("5", "+1"), false},
        {RATED(""), false},
        {RATED(",\"strength\":10"), true},
        {RATED(",\"strength\":11"), false},
        {RATED(",\"strength\":-1"), false},
        {RATED(",\"areas\":[]"), false},
        {RATED(",\"areas\":[\"feet\",\"back\",\"feet\"]"), true},
        {RATED(",\"areas\":[\"feet\",]"), false},
        {RATED(",\"skin\":\"fine\",\"strength\":1"), false},
        {RATED(",\"strength\":1,\"strength\":1"), false},
        {RATED(",\"strength\":1,\"x\":1"), false},
        {RATED(",\"strength\":1") " ", false},
        {RATED(",\"strength\":1") "}", false},
        {" " RATED(",\"strength\":1"), false},
        {SESSION("\"p\"", "86400000", "{}", "[]"), true},
        {SESSION("\"p\"", "86400001", "{}", "[]"), false},
        {SESSION("\"p\"", "0", "{\"back\":86400000}", "[]"), true},
        {SESSION("\"p\"", "0", "{\"back\":86400001}", "[]"), false},
        {SESSION("\"p\"", "0", "{\"back\":1,\"back\":1}", "[]"), false},
        {SESSION("\"p\"", "0", "{\"tail\":1}", "[]"), false},
        {SESSION("\"p\"", "0", "{}", "[{\"kind\":\"on\",\"lasted_ms\":1}]"),
         true},
        {SESSION("\"p\"", "0", "{}", "[{\"kind\":\"mat\",\"lasted_ms\":1}]"),
         false},
        {CHANGE("1"), true},
        {CHANGE("01"), false},
        {CHANGE("01\"x\""), false},
        {CHANGE("9999999999999999\"x\""), false},
        {PLAN("\"\""), false},
        {PLAN("\"a/\""), false},
        {PLAN("\"/a/b/" TEN TEN TEN TEN "0123456\""), true},
        {PLAN("\"" TEN TEN TEN TEN "01234567\""), false},
        {PLAN("\"a\\u0062\""), false},
        {PLAN("\"a\x1b"
              "b\""),
         false},
        {PLAN("\"a\x7f\""), false},
        {PLAN("\"\xc3\xa9\""), true},
        {PLAN("\"\xc3\""), false},
        {PLAN("\"\xc2\x9b\""), false},
        {PLAN("\"\xe2\x80\xae\""), false},
        {PLAN("\"\xc0\xaf\""), false},
        {PLAN("\"\xed\xa0\x80\""), false},
        /* A line within a line that fails. */
        {"{\"v\":1,\"event\":\"session\",\"id\":\"" RATED(",\"strength\":1"),
         false},
        {"{\"v\":2,\"event\":\"rated\"," NAMES
         ",\"at_ms\":5,\"offset_min\":0,\"strength\":3}",
         false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (is_taken(cases[i].text, strlen(cases[i].text)) != cases[i].taken)
            fail_msg("%s", cases[i].text);
}

static void
a_line_has_a_limit(void **state)
{
    static const char head[] =
        SESSION("\"p\"", "0", "{}", "[{\"kind\":\"on\",\"title\":\"");
    static const char tail[] = "\",\"lasted_ms\":1}],\"program\":\"\"}";
    const size_t begin = strlen(head) - strlen(",\"program\":\"\"}");
    const size_t room = MAT_LEDGER_LINE_MAX + 1;
    char *line = malloc(room);

    (void)state;
    memset(line, 'x', room);
    memcpy(line, head, begin);
    memcpy(line + room - 1 - strlen(tail), tail, strlen(tail));
    assert_true(is_taken(line, room - 1));
    memcpy(line + room - strlen(tail) - 1, "x", 1);
    memcpy(line + room - strlen(tail), tail, strlen(tail));
    assert_false(is_taken(line, room));
    free(line);
}

static void
a_note_has_a_limit(void **state)
{
    char line[2 * MAT_NOTE_TEXT];

    (void)state;
    snprintf(line, sizeof(line), NOTED(499), 0);
    assert_true(is_taken(line, strlen(line)));
    snprintf(line, sizeof(line), NOTED(500), 0);
    assert_false(is_taken(line, strlen(line)));
}

static void
a_path_has_a_limit(void **state)
{
    char line[MAT_PLAN_TEXT + 512];

    (void)state;
    for (int more = 0; more < 2; more++) {
        int size = snprintf(line, sizeof(line), PLAN("\"%0*d/p\""),
                            MAT_PLAN_TEXT - 3 + more, 0);

        assert_int_equal(is_taken(line, (size_t)size), more == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_are_those_of_the_ledger),
        cmocka_unit_test(a_line_has_a_limit),
        cmocka_unit_test(a_note_has_a_limit),
        cmocka_unit_test(a_path_has_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
