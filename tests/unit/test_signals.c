#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/signals.h"

static int
take(void **state)
{
    (void)state;
    mat_signals_take();
    return 0;
}

static int
give_back(void **state)
{
    (void)state;
    mat_signals_give_back();
    return 0;
}

static void
a_signal_waits_for_the_wait(void **state)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    struct mat_signals signals;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        raise(ends[i]);
        assert_int_equal(mat_signals_wait(NULL, 0, INT64_MAX, &signals), 0);
        assert_int_equal(signals.ended, ends[i]);
        assert_int_equal(mat_signals_wait(NULL, 0, -5, &signals), 0);
        assert_int_equal(signals.ended, 0);
    }
}

static void
each_signal_has_its_flag(void **state)
{
    struct mat_signals signals;

    (void)state;
    raise(SIGWINCH);
    raise(SIGTSTP);
    assert_int_equal(mat_signals_wait(NULL, 0, INT64_MAX, &signals), 0);
    assert_true(signals.resized);
    assert_true(signals.stop_asked);
    assert_int_equal(signals.ended, 0);
}

static void
a_busy_file_does_not_hide_a_signal(void **state)
{
    struct mat_signals signals;
    struct pollfd file = {.events = POLLIN};
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    file.fd = ends[0];
    raise(SIGTERM);
    (void)mat_signals_wait(&file, 1, INT64_MAX, &signals);
    assert_int_equal(signals.ended, SIGTERM);
    assert_int_equal(mat_signals_wait(&file, 1, INT64_MAX, &signals), 1);
    assert_int_equal(signals.ended, 0);
    assert_true((file.revents & POLLIN) != 0);
    close(ends[0]);
    close(ends[1]);
}

static void
a_broken_pipe_is_an_error_not_an_end(void **state)
{
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_int_equal(write(ends[1], "x", 1), -1);
    close(ends[1]);
}

static void
taking_twice_needs_giving_back_twice(void **state)
{
    struct mat_signals signals;

    (void)state;
    mat_signals_take();
    mat_signals_give_back();
    raise(SIGTERM); /* would end the process if it were not taken */
    assert_int_equal(mat_signals_wait(NULL, 0, INT64_MAX, &signals), 0);
    assert_int_equal(signals.ended, SIGTERM);
}

/* What a child that takes signals with `number` ignored saw of it. */
static int
seen_when_ignored(int number)
{
    struct mat_signals signals;
    int result;
    pid_t child = fork();

    if (child == 0) {
        signal(number, SIG_IGN);
        mat_signals_take();
        raise(number);
        (void)mat_signals_wait(NULL, 0, 0, &signals);
        _exit(signals.ended);
    }
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    return WEXITSTATUS(result);
}

static void
nohup_is_respected(void **state)
{
    (void)state;
    assert_int_equal(seen_when_ignored(SIGHUP), 0);
    assert_int_equal(seen_when_ignored(SIGINT), 0);
    assert_int_equal(seen_when_ignored(SIGTERM), SIGTERM);
}

static void
what_comes_after_the_last_wait_does_what_it_does(void **state)
{
    int result;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        mat_signals_take();
        raise(SIGTERM);
        mat_signals_give_back();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
    assert_int_equal(WTERMSIG(result), SIGTERM);
}

static void
a_stop_stops_and_goes_on(void **state)
{
    int result;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        setpgid(0, 0); /* not orphaned: the parent is in another group */
        mat_signals_take();
        mat_signals_stop_here();
        _exit(7);
    }
    assert_int_equal(waitpid(child, &result, WUNTRACED), child);
    if (!WIFSTOPPED(result))
        skip(); /* this run has no job control: its group is orphaned */
    assert_int_equal(WSTOPSIG(result), SIGTSTP);
    kill(child, SIGCONT);
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result));
    assert_int_equal(WEXITSTATUS(result), 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_signal_waits_for_the_wait, take,
                                        give_back),
        cmocka_unit_test_setup_teardown(each_signal_has_its_flag, take,
                                        give_back),
        cmocka_unit_test_setup_teardown(a_busy_file_does_not_hide_a_signal,
                                        take, give_back),
        cmocka_unit_test_setup_teardown(a_broken_pipe_is_an_error_not_an_end,
                                        take, give_back),
        cmocka_unit_test_setup_teardown(taking_twice_needs_giving_back_twice,
                                        take, give_back),
        cmocka_unit_test(nohup_is_respected),
        cmocka_unit_test(what_comes_after_the_last_wait_does_what_it_does),
        cmocka_unit_test(a_stop_stops_and_goes_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
