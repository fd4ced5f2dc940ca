#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "app/schema_place.h"

/* A copy of this test in a folder of its own says where it finds the schema:
 * what a program finds depends on where it is. */
#define SAY "--say"
#define BESIDE "bin/plan.schema.json"
#define SHARED "share/matsession/sessions/schema/plan.schema.json"

static char root[TEMP_FOLDER_BYTES];

static void
run(const char *format, ...)
{
    char command[3 * PATH_MAX];
    va_list values;

    va_start(values, format);
    vsnprintf(command, sizeof(command), format, values);
    va_end(values);
    assert_int_equal(system(command), 0);
}

static int
setup(void **state)
{
    (void)state;
    if (!temp_folder_make(root))
        return -1;
    run("mkdir -p '%s/top/bin' '%s/top/share/matsession/sessions/schema'", root,
        root);
    run("cp /proc/%d/exe '%s/top/bin/program'", (int)getpid(), root);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    return temp_folder_remove(root) ? 0 : -1;
}

static void
put(const char *top, const char *name)
{
    run("echo '{}' >\"%s/%s/%s\"", root, top, name);
}

/* What a program in \p top finds; "" is nothing. */
static void
assert_finds(const char *top, const char *name)
{
    char command[2 * PATH_MAX];
    char found[PATH_MAX] = "";
    char wanted[PATH_MAX] = "";
    FILE *pipe;

    snprintf(command, sizeof(command), "\"%s/%s/bin/program\" " SAY, root, top);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_true(fread(found, 1, sizeof(found) - 1, pipe) < sizeof(found) - 1);
    assert_int_equal(pclose(pipe), 0);
    if (name[0] != '\0')
        snprintf(wanted, sizeof(wanted), "%s/%s/%s", root, top, name);
    assert_string_equal(found, wanted);
}

static void
test_there_is_none(void **state)
{
    (void)state;
    assert_finds("top", "");
}

static void
test_beside_the_program(void **state)
{
    (void)state;
    put("top", BESIDE);
    put("top", SHARED);
    assert_finds("top", BESIDE);
}

static void
test_where_it_is_installed(void **state)
{
    (void)state;
    put("top", SHARED);
    assert_finds("top", SHARED);
}

static void
test_a_moved_prefix_takes_it_along(void **state)
{
    (void)state;
    put("top", SHARED);
    run("mv '%s/top' '%s/a blank'", root, root);
    assert_finds("a blank", SHARED);
}

static void
test_a_link_to_the_program_leads_to_its_own(void **state)
{
    (void)state;
    put("top", SHARED);
    run("mkdir -p '%s/links/bin'", root);
    run("ln -s '%s/top/bin/program' '%s/links/bin/program'", root, root);
    run("cp '%s/top/" SHARED "' '%s/links/" BESIDE "'", root, root);
    run("mv '%s/top' '%s/away' && ln -s away '%s/top'", root, root, root);
    run("test \"$('%s/links/bin/program' " SAY ")\" = '%s/away/" SHARED "'",
        root, root);
}

static void
test_a_folder_or_a_pipe_is_none(void **state)
{
    (void)state;
    put("top", SHARED);
    run("mkdir '%s/top/" BESIDE "'", root);
    assert_finds("top", SHARED);
    run("rmdir '%s/top/" BESIDE "' && mkfifo '%s/top/" BESIDE "'", root, root);
    assert_finds("top", SHARED);
}

static void
test_a_name_that_would_break_a_line_is_none(void **state)
{
    (void)state;
    put("top", SHARED);
    run("mv '%s/top' \"$(printf '%s/a\\nb')\"", root, root);
    assert_finds("a\nb", "");
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_there_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_beside_the_program, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_where_it_is_installed, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_moved_prefix_takes_it_along,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_link_to_the_program_leads_to_its_own, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_folder_or_a_pipe_is_none, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            test_a_name_that_would_break_a_line_is_none, setup, teardown),
    };

    if (argc > 1 && strcmp(argv[1], SAY) == 0) {
        char *place = mat_schema_place();

        fputs(place ? place : "", stdout);
        free(place);
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
