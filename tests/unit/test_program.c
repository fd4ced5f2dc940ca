/*
 * Programs of others, written as a shell reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "app/program.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
words_are_quoted_for_a_shell(void **state)
{
    static const struct {
        const char *claim;
        const char *argv[4];
        const char *line;
    } cases[] = {
        {"what a shell leaves alone",
         {"/a/b-c_d.e", "--x=1:2,3%", "@+"},
         "/a/b-c_d.e --x=1:2,3% @+"},
        {"one word", {"voice"}, "voice"},
        {"no word at all", {"voice", ""}, "voice ''"},
        {"blanks", {"voice", "a b"}, "voice 'a b'"},
        {"what would run something",
         {"voice", "$(x)`;&|<>*"},
         "voice '$(x)`;&|<>*'"},
        {"quotation marks",
         {"voice", "it's", "''"},
         "voice 'it'\\''s' ''\\'''\\'''"},
        {"other languages", {"voice", "f\xc3\xbcr"}, "voice 'f\xc3\xbcr'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *line = mat_program_line(cases[i].argv);

        if (strcmp(line, cases[i].line) != 0)
            fail_msg("%s: %s", cases[i].claim, line);
        free(line);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_quoted_for_a_shell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
