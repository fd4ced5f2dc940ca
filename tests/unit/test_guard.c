/* The guard: whatever ends the one it was started by, the group that it was
 * told of goes, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "speaker/guard.h"

/* A process in a group of its own that only a signal ends; should the test have
 * failed, that of an alarm. */
static pid_t
start_sleeper(void)
{
    pid_t process = fork();

    assert_true(process >= 0);
    if (process == 0) {
        (void)setpgid(0, 0);
        (void)alarm(20);
        for (;;)
            (void)pause();
    }
    assert_int_equal(setpgid(process, process), 0);
    return process;
}

static void
assert_killed(pid_t process)
{
    int status;

    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
}

static void
assert_lives(pid_t process)
{
    assert_int_equal(waitpid(process, NULL, WNOHANG), 0);
    assert_int_equal(kill(process, SIGKILL), 0);
    assert_killed(process);
}

static void
it_kills_the_group_that_it_was_told_of_last(void **state)
{
    struct mat_guard guard = {0};
    pid_t before = start_sleeper();
    pid_t last = start_sleeper();

    (void)state;
    assert_int_equal(mat_guard_start(&guard), 0);
    assert_int_equal(getpgid(guard.process), guard.process);
    mat_guard_tell(&guard, before);
    mat_guard_tell(&guard, 0);
    mat_guard_tell(&guard, last);
    assert_int_equal(kill(guard.process, SIGTERM), 0);
    mat_guard_end(&guard);
    assert_killed(last);
    assert_lives(before);
}

static void
it_kills_nothing_when_all_has_ended(void **state)
{
    struct mat_guard guard = {0};
    pid_t process = start_sleeper();

    (void)state;
    assert_int_equal(mat_guard_start(&guard), 0);
    mat_guard_tell(&guard, process);
    mat_guard_tell(&guard, 0);
    mat_guard_end(&guard);
    assert_lives(process);
    assert_int_equal(waitpid(-1, NULL, 0), -1);
    assert_int_equal(errno, ECHILD);
}

static void
it_outlives_whoever_is_killed_with_its_group(void **state)
{
    pid_t process = start_sleeper();
    pid_t killed = fork();

    (void)state;
    if (killed == 0) {
        struct mat_guard guard = {0};

        (void)setpgid(0, 0);
        if (mat_guard_start(&guard) != 0)
            _exit(1);
        mat_guard_tell(&guard, process);
        (void)kill(0, SIGKILL);
    }
    assert_killed(killed);
    assert_killed(process);
    /* The guard itself comes to us when it has done that. */
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    assert_int_equal(errno, ECHILD);
}

static void
none_is_told_without_harm(void **state)
{
    struct mat_guard none = {0};

    (void)state;
    mat_guard_tell(NULL, 1);
    mat_guard_tell(&none, 1);
    mat_guard_end(&none);
    mat_guard_end(&none);
}

/* A guard that somebody has killed. */
static void
one_that_has_gone_is_told_without_harm(void **state)
{
    struct mat_guard guard = {0};

    (void)state;
    assert_int_equal(mat_guard_start(&guard), 0);
    assert_int_equal(kill(guard.process, SIGKILL), 0);
    assert_killed(guard.process);
    mat_guard_tell(&guard, 1);
    mat_guard_end(&guard);
}

static int
set_up(void **state)
{
    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)alarm(30); /* a guard that does nothing leaves us waiting */
    return prctl(PR_SET_CHILD_SUBREAPER, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_kills_the_group_that_it_was_told_of_last),
        cmocka_unit_test(it_kills_nothing_when_all_has_ended),
        cmocka_unit_test(it_outlives_whoever_is_killed_with_its_group),
        cmocka_unit_test(none_is_told_without_harm),
        cmocka_unit_test(one_that_has_gone_is_told_without_harm),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
