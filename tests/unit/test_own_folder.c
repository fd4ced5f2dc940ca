#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "front/own_folder.h"

/* Copies of this test say in which folder they are, one of them after it has
 * taken itself away. */
#define SAY "--say"
#define SAY_GONE "--say-gone"

static char root[TEMP_FOLDER_BYTES];

static void
run(const char *format)
{
    char command[3 * PATH_MAX];

    snprintf(command, sizeof(command), format, root);
    assert_int_equal(system(command), 0);
}

static int
setup(void **state)
{
    (void)state;
    if (!temp_folder_make(root))
        return -1;
    run("cd '%s' && mkdir 'a blank' links && "
        "cp /proc/$PPID/exe 'a blank/program' && "
        "ln -s '../a blank/program' links/program");
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    return temp_folder_remove(root) ? 0 : -1;
}

static void
a_link_to_the_program_leads_to_its_folder(void **state)
{
    (void)state;
    run("cd '%s' && here=$(pwd -P) && "
        "test \"$('a blank/program' " SAY ")\" = \"$here/a blank/\" && "
        "test \"$(links/program " SAY ")\" = \"$here/a blank/\"");
}

static void
one_that_was_taken_away_has_been_there(void **state)
{
    (void)state;
    run("cd '%s' && here=$(pwd -P) && "
        "test \"$('a blank/program' " SAY_GONE ")\" = \"$here/a blank/\" && "
        "test ! -e 'a blank/program'");
}

static void
this_one_has_one_too(void **state)
{
    char *folder = mat_own_folder();

    (void)state;
    assert_non_null(folder);
    assert_int_equal(folder[0], '/');
    assert_int_equal(folder[strlen(folder) - 1], '/');
    free(folder);
}

static void
the_program_is_in_it(void **state)
{
    char *folder = mat_own_folder();
    char *program = mat_own_program();

    (void)state;
    assert_non_null(program);
    assert_memory_equal(program, folder, strlen(folder));
    assert_string_equal(program + strlen(folder), "test_own_folder");
    free(program);
    free(folder);
}

static int
say(void)
{
    char *folder = mat_own_folder();

    fputs(folder ? folder : "", stdout);
    free(folder);
    return 0;
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_link_to_the_program_leads_to_its_folder, setup, teardown),
        cmocka_unit_test_setup_teardown(one_that_was_taken_away_has_been_there,
                                        setup, teardown),
        cmocka_unit_test(this_one_has_one_too),
        cmocka_unit_test(the_program_is_in_it),
    };

    if (argc > 1 && strcmp(argv[1], SAY_GONE) == 0 && unlink(argv[0]) != 0)
        return 1;
    if (argc > 1)
        return say();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
