/* The inhibition, by programs of the test's own. */
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
put_program(const char *name, const char *script)
{
    char path[TEMP_FOLDER_BYTES + 32];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    (void)unlink(path);
    if (!script)
        return;
    file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s", script);
    fclose(file);
    assert_int_equal(chmod(path, 0755), 0);
}

static void
put_programs(const char *systemd, const char *gnome)
{
    put_program("systemd-inhibit", systemd);
    put_program("gnome-session-inhibit", gnome);
}

static int
count_running(const struct mat_inhibit *inhibit)
{
    int count = 0;

    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++)
        count += inhibit->children[i].process > 0;
    return count;
}

static void
assert_none_is_left(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void
test_trials(void **state)
{
    static const struct {
        const char *systemd;
        const char *gnome;
        enum mat_inhibit_trial trials[MAT_INHIBITOR__COUNT];
    } rows[] = {
        {GOOD, GOOD, {MAT_INHIBIT_WORKS, MAT_INHIBIT_WORKS}},
        {GOOD, "exit 1\n", {MAT_INHIBIT_WORKS, MAT_INHIBIT_FAILS}},
        {"exit 1\n", GOOD, {MAT_INHIBIT_FAILS, MAT_INHIBIT_WORKS}},
        {"kill -KILL $$\n",
         "exec /nowhere\n",
         {MAT_INHIBIT_FAILS, MAT_INHIBIT_FAILS}},
        {GOOD, "exec sleep 60\n", {MAT_INHIBIT_WORKS, MAT_INHIBIT_HANGS}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum mat_inhibit_trial trials[MAT_INHIBITOR__COUNT];

        put_programs(rows[i].systemd, rows[i].gnome);
        mat_inhibit_try(trials);
        for (int k = 0; k < MAT_INHIBITOR__COUNT; k++)
            assert_int_equal(trials[k], rows[i].trials[k]);
        assert_none_is_left();
    }
}

static void
test_without_the_programs_there_is_none(void **state)
{
    enum mat_inhibit_trial trials[MAT_INHIBITOR__COUNT];
    struct mat_inhibit inhibit = {0};
    char *path = strdup(getenv("PATH"));

    (void)state;
    setenv("PATH", "/nowhere", 1);
    mat_inhibit_try(trials);
    assert_int_equal(trials[MAT_INHIBITOR_SYSTEMD], MAT_INHIBIT_MISSING);
    assert_int_equal(trials[MAT_INHIBITOR_GNOME], MAT_INHIBIT_MISSING);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(count_running(&inhibit), 0);
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
    put_programs(GOOD, GOOD);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(count_running(&inhibit), 2);
    process = inhibit.children[0].process;
    mat_inhibit_begin(&inhibit);
    assert_int_equal(inhibit.children[0].process, process);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), 0);
    mat_inhibit_end(&inhibit);
    assert_none_is_left();
    mat_inhibit_end(&inhibit);
    mat_inhibit_begin(&inhibit);
    assert_int_equal(count_running(&inhibit), 2);
    mat_inhibit_end(&inhibit);
}

static void
look_until_running(struct mat_inhibit *inhibit, int count)
{
    struct mat_sink sink = mat_inhibit_sink(inhibit);

    for (int looks = 0; count_running(inhibit) != count; looks++) {
        assert_true(looks < 20000);
        sink.ops->on_frame(sink.self, NULL, NULL, 0);
        (void)poll(NULL, 0, 1);
    }
}

static void
test_one_that_ends_early_is_reaped_by_the_sink(void **state)
{
    struct mat_inhibit inhibit = {0};

    (void)state;
    put_programs("exit 1\n", GOOD);
    mat_inhibit_begin(&inhibit);
    look_until_running(&inhibit, 1);
    assert_int_equal(inhibit.children[MAT_INHIBITOR_SYSTEMD].process, 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), 0); /* no zombie */
    mat_inhibit_end(&inhibit);
}

/* As when we are killed: its input ends, and so does it. */
static void
test_it_ends_with_its_input(void **state)
{
    struct mat_inhibit inhibit = {0};

    (void)state;
    put_programs(GOOD, GOOD);
    mat_inhibit_begin(&inhibit);
    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++) {
        assert_int_equal(close(inhibit.children[i].input), 0);
        inhibit.children[i].input = -1;
    }
    look_until_running(&inhibit, 0);
    assert_int_equal(inhibit.children[0].status, 0);
    assert_int_equal(inhibit.children[1].status, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trials),
        cmocka_unit_test(test_without_the_programs_there_is_none),
        cmocka_unit_test(test_it_is_taken_once_and_given_up),
        cmocka_unit_test(test_one_that_ends_early_is_reaped_by_the_sink),
        cmocka_unit_test(test_it_ends_with_its_input),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
