/* The inhibition, by a systemd-inhibit of the test's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "link/inhibit.h"

#define GOOD "for command; do :; done; \"$command\"\n"

static char folder[TEMP_FOLDER_BYTES];

static int
make_folder(void **state)
{
    char path[TEMP_FOLDER_BYTES + 32];

    (void)state;
    if (!temp_folder_make(folder))
        return 1;
    snprintf(path, sizeof(path), "%s:/usr/bin:/bin", folder);
    return setenv("PATH", path, 1);
}

static int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

static void
put_program(const char *script)
{
    char path[TEMP_FOLDER_BYTES + 32];
    FILE *file;

    snprintf(path, sizeof(path), "%s/systemd-inhibit", folder);
    (void)unlink(path);
    file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s", script);
    fclose(file);
    assert_int_equal(chmod(path, 0755), 0);
}

static void
test_trials(void **state)
{
    static const struct {
        const char *script;
        enum mat_inhibit_trial trial;
    } rows[] = {
        {GOOD, MAT_INHIBIT_WORKS},
        {"exit 1\n", MAT_INHIBIT_FAILS},
        {"kill -KILL $$\n", MAT_INHIBIT_FAILS},
        {"exec sleep 60\n", MAT_INHIBIT_HANGS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        put_program(rows[i].script);
        assert_int_equal(mat_inhibit_try(), rows[i].trial);
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    }
}

static void
test_without_the_program_there_is_none(void **state)
{
    struct mat_inhibit inhibit = {0};
    char *path = strdup(getenv("PATH"));

    (void)state;
    setenv("PATH", "/nowhere", 1);
    assert_int_equal(mat_inhibit_try(), MAT_INHIBIT_MISSING);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(inhibit.child.process, 0);
    mat_inhibit_end(&inhibit);
    setenv("PATH", path, 1);
    free(path);
}

static void
test_it_is_taken_once_and_given_up(void **state)
{
    struct mat_inhibit inhibit = {0};
    pid_t process;

    (void)state;
    put_program(GOOD);
    mat_inhibit_begin(&inhibit);
    process = inhibit.child.process;
    assert_true(process > 0);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(inhibit.child.process, process);
    assert_int_equal(waitpid(process, NULL, WNOHANG), 0);
    mat_inhibit_end(&inhibit);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    mat_inhibit_end(&inhibit);
    mat_inhibit_begin(&inhibit);
    assert_true(inhibit.child.process > 0);
    mat_inhibit_end(&inhibit);
}

/* As when we are killed: its input ends, and so does it. */
static void
test_it_ends_with_its_input(void **state)
{
    struct mat_inhibit inhibit = {0};
    int looks = 0;

    (void)state;
    put_program(GOOD);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(close(inhibit.child.input), 0);
    inhibit.child.input = -1;
    while (mat_child_look(&inhibit.child)) {
        assert_true(looks++ < 20000);
        (void)poll(NULL, 0, 1);
    }
    assert_int_equal(inhibit.child.status, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trials),
        cmocka_unit_test(test_without_the_program_there_is_none),
        cmocka_unit_test(test_it_is_taken_once_and_given_up),
        cmocka_unit_test(test_it_ends_with_its_input),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
