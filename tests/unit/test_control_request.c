/* Lines that are requests, and lines that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "link/control_request.h"

static void
only_requests_are_taken(void **state)
{
    static const struct {
        const char *line;
        const char *why;
    } bad[] = {
        {"", "a line is one JSON object: {\"do\":\"status\"}"},
        {"status", "a line is one JSON object: {\"do\":\"status\"}"},
        {"[1]", "a line is one JSON object: {\"do\":\"status\"}"},
        {"{\"do\":\"status\"} x",
         "a line is one JSON object: {\"do\":\"status\"}"},
        {"{\"do\":\"status\",\"do\":\"stop\"}",
         "a line is one JSON object: {\"do\":\"status\"}"},
        {"{}", "\"do\" is missing, or no text: {\"do\":\"status\"}"},
        {"{\"do\":7}", "\"do\" is missing, or no text: {\"do\":\"status\"}"},
        {"{\"do\":\"puase\"}",
         "nothing is called \"puase\"; did you mean \"pause\"?"},
        {"{\"do\":\"a\\u001b[2J\"}", "nothing is called \"a?[2J\""},
        {"{\"do\":\"pause\",\"by_ms\":1}", "only \"do\" is allowed here"},
        {"{\"do\":\"extend\"}", "\"by_ms\" is a whole number of milliseconds, "
                                "not 0, at most three hours"},
        {"{\"do\":\"extend\",\"by_ms\":0}",
         "\"by_ms\" is a whole number of milliseconds, not 0, at most three "
         "hours"},
        {"{\"do\":\"extend\",\"by_ms\":1.5}",
         "\"by_ms\" is a whole number of milliseconds, not 0, at most three "
         "hours"},
        {"{\"do\":\"extend\",\"by_ms\":10800001}",
         "\"by_ms\" is a whole number of milliseconds, not 0, at most three "
         "hours"},
        {"{\"do\":\"extend\",\"by_ms\":1,\"x\":1}",
         "only \"do\" and \"by_ms\" are allowed here"},
    };
    char why[MAT_CONTROL_WHY];
    struct mat_control_request request;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(mat_control_request_read(bad[i].line, strlen(bad[i].line),
                                              &request, why));
        assert_string_equal(why, bad[i].why);
    }
    assert_false(
        mat_control_request_read("{\"do\":\"stop\0\"}", 14, &request, why));
    for (int verb = 0; verb < MAT_VERB__COUNT; verb++) {
        struct mat_control_request sent = {.verb = (enum mat_verb)verb};
        char *line;

        sent.by = verb == MAT_VERB_EXTEND ? -90000 : 0;
        line = mat_control_request_line(&sent);
        assert_true(
            mat_control_request_read(line, strlen(line), &request, why));
        assert_int_equal(request.verb, sent.verb);
        assert_int_equal(request.by, sent.by);
        free(line);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_requests_are_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
