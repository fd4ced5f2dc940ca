#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* As while a page stands, or while we are stopped. */
static void
test_it_is_waited_for_to_its_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        struct mat_child child = start(ends[i].script, ends[i].time, false);
        pid_t group = child.process;

        mat_child_wait(&child);
        assert_int_equal(child.process, 0);
        assert_int_equal(child.status, ends[i].status);
        assert_int_equal(child.late, ends[i].late);
        assert_group_ends(group);
    }
}

static void
test_one_that_nobody_looks_at_is_late(void **state)
{
    static const struct {
        const char *claim;
        const char *script;
        int status;
        bool late;
    } rows[] = {
        {"it is late", "exec sleep 60", -1, true},
        {"what it started is late", "sleep 60 & sleep 60 & wait", -1, true},
        {"it ignores its alarm", "trap '' ALRM TERM; sleep 60 & wait", -1,
         true},
        {"it stops itself", "sleep 60 & kill -STOP $$", -1, true},
        {"it leaves something behind", "sleep 60 & exit 3", 3, false},
        {"it ends well", "exit 0", 0, false},
        {"another one sent the alarm", "kill -ALRM $$", -1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mat_child child = start(rows[i].script, 20, false);

        print_message("%s\n", rows[i].claim);
        assert_group_ends(child.process);
        if (!rows[i].late)
            child.until = MAT_MS_NONE; /* it was in time */
        assert_false(mat_child_look(&child));
        assert_int_equal(child.late, rows[i].late);
        assert_int_equal(child.status, rows[i].status);
    }
}

static void
test_the_alarm_ends_one_that_outlives_us(void **state)
{
    static const char *const argv[] = {"sleep", "60", NULL};
    const struct mat_child_order order = {
        .argv = argv, .time = 20, .outlives = true};
    struct mat_child child = {0};
    siginfo_t info;

    (void)state;
    assert_int_equal(mat_child_start(&child, &order), 0);
    assert_int_equal(
        waitid(P_PID, (id_t)child.process, &info, WEXITED | WNOWAIT), 0);
    assert_int_equal(info.si_status, SIGALRM);
    assert_false(mat_child_look(&child));
    assert_true(child.late);
    assert_int_equal(child.status, -1);
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
    static const char *const argv[] = {"sleep", "60", NULL};
    const struct mat_child_order order = {
        .argv = argv, .time = MAT_SECONDS(60), .outlives = true};
    int files = count_files();
    struct mat_child child = {0};
    pid_t process;

    (void)state;
    assert_int_equal(mat_child_start(&child, &order), 0);
    process = child.process;
    mat_child_leave(&child);
    assert_int_equal(child.process, 0);
    assert_int_equal(count_files(), files);
    assert_int_equal(kill(process, 0), 0);
    assert_int_equal(kill(-process, SIGKILL), 0);
    assert_int_equal(waitpid(process, NULL, 0), process);
}

static bool
is_called(pid_t process, const char *name)
{
    char path[64];
    char found[32] = "";
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/comm", (int)process);
    file = fopen(path, "r");
    if (!file)
        return false;
    (void)!fscanf(file, "%31s", found);
    fclose(file);
    return strcmp(found, name) == 0;
}

/* Starts one in a process that then ends. */
static pid_t
orphan(bool outlives)
{
    static const char *const argv[] = {"sh", "-c", "sleep 60 & exec sleep 60",
                                       NULL};
    const struct mat_child_order order = {
        .argv = argv, .time = MAT_SECONDS(60), .outlives = outlives};
    struct mat_child child = {0};
    int files[2];
    pid_t parent;

    assert_int_equal(pipe(files), 0);
    parent = fork();
    if (parent == 0) {
        (void)mat_child_start(&child, &order);
        /* Until it is what it is to be. */
        for (int i = 0; i < PATIENCE && !is_called(child.process, "sleep"); i++)
            (void)poll(NULL, 0, 1);
        (void)!write(files[1], &child.process, sizeof(child.process));
        _exit(0);
    }
    assert_int_equal(read(files[0], &child.process, sizeof(child.process)),
                     sizeof(child.process));
    close(files[0]);
    close(files[1]);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    return child.process;
}

static void
test_only_one_that_outlives_us_does(void **state)
{
    pid_t process;

    (void)state;
    assert_group_ends(orphan(false));
    process = orphan(true);
    for (int i = 0; i < 100; i++) {
        assert_true(group_lives(process));
        (void)poll(NULL, 0, 1);
    }
    assert_int_equal(kill(-process, SIGKILL), 0);
}

/* A pipe can then have the numbers that the child's own files must have. */
static void
test_it_is_all_the_same_with_our_files_closed(void **state)
{
    static const char *const argv[] = {"/nowhere/program", NULL};
    const struct mat_child_order order = {.argv = argv,
                                          .time = MAT_SECONDS(60)};
    int status;
    pid_t process = fork();

    (void)state;
    if (process == 0) {
        struct mat_child child;

        for (int file = 0; file < 3; file++)
            close(file);
        child = start("for file in 0 1 2; do"
                      " test \"$(readlink /proc/$$/fd/$file)\" = /dev/null ||"
                      " exit 10; done",
                      MAT_SECONDS(60), false);
        await_end(&child);
        if (child.status != 0)
            _exit(1);
        if (mat_child_start(&child, &order) != 0)
            _exit(2);
        await_end(&child);
        _exit(child.error == ENOENT ? 0 : 3);
    }
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_int_equal(status, 0);
}

static void
test_it_is_looked_at_soon_and_never_too_late(void **state)
{
    struct mat_child child = start("exec sleep 60", 20, false);

    (void)state;
    assert_in_range(mat_child_patience(&child), 0, 20);
    await_end(&child);
    child = start("exec sleep 60", MAT_MS_NONE, false);
    assert_in_range(mat_child_patience(&child), 1, 50);
    mat_child_end(&child);
}

static void
test_none_is_fine(void **state)
{
    struct mat_child none = {0};

    (void)state;
    assert_false(mat_child_look(&none));
    mat_child_wait(&none);
    mat_child_end(&none);
    mat_child_leave(&none);
    assert_true(mat_child_patience(&none) == MAT_MS_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_ends_with_all_it_started),
        cmocka_unit_test(test_it_is_waited_for_to_its_end),
        cmocka_unit_test(test_one_that_nobody_looks_at_is_late),
        cmocka_unit_test(test_the_alarm_ends_one_that_outlives_us),
        cmocka_unit_test(test_what_cannot_be_executed_says_why),
        cmocka_unit_test(test_it_has_nothing_of_ours),
        cmocka_unit_test(test_its_environment_is_what_was_given),
        cmocka_unit_test(test_a_held_one_lasts_until_its_input_ends),
        cmocka_unit_test(test_one_that_is_left_goes_on),
        cmocka_unit_test(test_only_one_that_outlives_us_does),
        cmocka_unit_test(test_it_is_all_the_same_with_our_files_closed),
        cmocka_unit_test(test_it_is_looked_at_soon_and_never_too_late),
        cmocka_unit_test(test_none_is_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
