#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "link/child.h"

#define PATIENCE 20000 /* looks, a millisecond each at least */

static int
count_files(void)
{
    DIR *list = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(list);
    while (readdir(list))
        count++;
    closedir(list);
    return count;
}

static struct mat_child
start(const char *script, mat_ms time, bool held)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    const struct mat_child_order order = {
        .argv = argv, .time = time, .held = held};
    struct mat_child child = {0};

    assert_int_equal(mat_child_start(&child, &order), 0);
    assert_true(child.process > 0);
    return child;
}

static void
await_end(struct mat_child *child)
{
    int looks = 0;

    while (mat_child_look(child)) {
        assert_true(looks++ < PATIENCE);
        (void)poll(NULL, 0, 1);
    }
    assert_int_equal(child->process, 0);
    assert_true(mat_child_patience(child) == MAT_MS_NONE);
}

/* Whoever was killed may still be on its way out, or wait for init. */
static bool
group_lives(pid_t group)
{
    char path[64];
    DIR *list = opendir("/proc");
    const struct dirent *entry;
    bool lives = false;

    while ((entry = readdir(list))) {
        FILE *file;
        char state = 'Z';
        int of = 0;

        snprintf(path, sizeof(path), "/proc/%.32s/stat", entry->d_name);
        file = fopen(path, "r");
        if (!file)
            continue;
        if (fscanf(file, "%*d (%*[^)]) %c %*d %d", &state, &of) == 2 &&
            of == group && state != 'Z')
            lives = true;
        fclose(file);
    }
    closedir(list);
    return lives;
}

static void
assert_group_ends(pid_t group)
{
    for (int i = 0; group_lives(group); i++) {
        assert_true(i < PATIENCE / 10);
        (void)poll(NULL, 0, 1);
    }
}

static const struct {
    const char *claim;
    const char *script;
    mat_ms time;
    int status;
    bool late;
} ends[] = {
    {"it ends well", "exit 0", MAT_SECONDS(60), 0, false},
    {"it fails", "exit 3", MAT_SECONDS(60), 3, false},
    {"it is killed", "kill -KILL $$", MAT_SECONDS(60), -1, false},
    {"it has no limit", "exit 4", MAT_MS_NONE, 4, false},
    {"it is late", "exec sleep 60", 20, -1, true},
    {"it ignores signals", "trap '' TERM INT; while :; do sleep 1; done", 20,
     -1, true},
    {"what it started is late", "sleep 60 & sleep 60 & wait", 20, -1, true},
    {"it leaves something behind", "sleep 60 & exit 0", MAT_SECONDS(60), 0,
     false},
};

static void
test_it_ends_with_all_it_started(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        int files = count_files();
        struct mat_child child = start(ends[i].script, ends[i].time, false);
        pid_t group = child.process;

        print_message("%s\n", ends[i].claim);
        await_end(&child);
        assert_int_equal(child.status, ends[i].status);
        assert_int_equal(child.late, ends[i].late);
        assert_int_equal(child.error, 0);
        assert_group_ends(group);
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
        assert_int_equal(errno, ECHILD);
        assert_int_equal(count_files(), files);
    }
}

static void
test_what_cannot_be_executed_says_why(void **state)
{
    static const struct {
        const char *program;
        int error;
    } rows[] = {
        {"/nowhere/program", ENOENT},
        {"/etc/passwd", EACCES},
        {"/etc", EACCES},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *const argv[] = {rows[i].program, NULL};
        const struct mat_child_order order = {.argv = argv,
                                              .time = MAT_SECONDS(60)};
        struct mat_child child = {0};

        assert_int_equal(mat_child_start(&child, &order), 0);
        await_end(&child);
        assert_int_equal(child.error, rows[i].error);
        assert_int_equal(child.status, 127);
    }
    assert_int_equal(
        mat_child_start(&(struct mat_child){0},
                        &(struct mat_child_order){
                            .argv = (const char *const[]){"no-such-one", NULL},
                            .time = MAT_SECONDS(60)}),
        ENOENT);
}

static void
test_it_has_nothing_of_ours(void **state)
{
    static const char script[] =
        "for file in 0 1 2; do"
        " test \"$(readlink /proc/$$/fd/$file)\" = /dev/null || exit 10; done;"
        "test -e /proc/$$/fd/77 && exit 11;"
        "test \"$(sed -n 's/^SigBlk:.0*//p' /proc/$$/status)\" = '' || exit 12;"
        "test \"$(sed -n 's/^SigIgn:.0*//p' /proc/$$/status)\" = '' || exit 13;"
        "test \"$(cut -d' ' -f5 /proc/$$/stat)\" = $$ || exit 14;"
        "exit 0";
    struct mat_child child;
    sigset_t all;
    sigset_t old;

    (void)state;
    assert_int_equal(dup2(STDERR_FILENO, 77), 77);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    signal(SIGPIPE, SIG_IGN);
    child = start(script, MAT_SECONDS(60), false);
    await_end(&child);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &old, NULL);
    close(77);
    assert_int_equal(child.status, 0);
}

static void
test_its_environment_is_what_was_given(void **state)
{
    const char *const argv[] = {"sh", "-c", "exit $STATUS", NULL};
    char *const environment[] = {(char *)"STATUS=42", NULL};
    const struct mat_child_order order = {
        .argv = argv, .environment = environment, .time = MAT_SECONDS(60)};
    struct mat_child child = {0};

    (void)state;
    assert_int_equal(mat_child_start(&child, &order), 0);
    await_end(&child);
    assert_int_equal(child.status, 42);
}

static void
test_a_held_one_lasts_until_its_input_ends(void **state)
{
    struct mat_child child = start("exec cat", MAT_MS_NONE, true);
    pid_t group = child.process;

    (void)state;
    assert_true(mat_child_look(&child));
    assert_true(group_lives(group));
    mat_child_end(&child);
    assert_int_equal(child.process, 0);
    assert_false(group_lives(group));

    child = start("cat; exit 5", MAT_MS_NONE, true);
    close(child.input);
    child.input = -1;
    await_end(&child);
    assert_int_equal(child.status, 5);
}

static void
test_one_that_is_left_goes_on(void **state)
{
    int files = count_files();
    struct mat_child child = start("exec sleep 60", MAT_SECONDS(60), false);
    pid_t process = child.process;

    (void)state;
    mat_child_leave(&child);
    assert_int_equal(child.process, 0);
    assert_int_equal(count_files(), files);
    assert_int_equal(kill(process, 0), 0);
    assert_int_equal(kill(-process, SIGKILL), 0);
    assert_int_equal(waitpid(process, NULL, 0), process);
}

static void
test_none_is_fine(void **state)
{
    struct mat_child none = {0};

    (void)state;
    assert_false(mat_child_look(&none));
    mat_child_end(&none);
    mat_child_leave(&none);
    assert_true(mat_child_patience(&none) == MAT_MS_NONE);
}

static void
test_programs_are_found_as_they_are_run(void **state)
{
    char folder[TEMP_FOLDER_BYTES];
    char path[TEMP_FOLDER_BYTES + 16];
    char *before = strdup(getenv("PATH"));
    char *found;

    (void)state;
    assert_true(temp_folder_make(folder));
    snprintf(path, sizeof(path), "%s/prog", folder);
    close(open(path, O_CREAT | O_WRONLY, 0644));
    setenv("PATH", folder, 1);
    assert_null(mat_child_find("prog"));
    assert_int_equal(chmod(path, 0755), 0);
    found = mat_child_find("prog");
    assert_string_equal(found, path);
    free(found);
    found = mat_child_find(path);
    assert_string_equal(found, path);
    free(found);
    assert_null(mat_child_find(folder));
    setenv("PATH", "/nowhere::/other", 1);
    assert_null(mat_child_find("prog"));
    setenv("PATH", before, 1);
    free(before);
    assert_true(temp_folder_remove(folder));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_ends_with_all_it_started),
        cmocka_unit_test(test_what_cannot_be_executed_says_why),
        cmocka_unit_test(test_it_has_nothing_of_ours),
        cmocka_unit_test(test_its_environment_is_what_was_given),
        cmocka_unit_test(test_a_held_one_lasts_until_its_input_ends),
        cmocka_unit_test(test_one_that_is_left_goes_on),
        cmocka_unit_test(test_none_is_fine),
        cmocka_unit_test(test_programs_are_found_as_they_are_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
