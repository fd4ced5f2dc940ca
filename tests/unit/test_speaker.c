/* The speaker as a process, with shell scripts in its place: what it gets, what
 * is heard of it, and that nothing of it is left. Nothing here waits for time
 * to pass, but for something to happen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "front/steady.h"
#include "speak/speaker.h"

/* Far more than anything takes; a test that needs it has failed. */
#define LONG MAT_MINUTES(1)

/* What scripts do. */
#define SAY_READY "echo '{\"is\":\"ready\"}'\n"
#define SAY_DONE "echo '{\"is\":\"done\",\"ms\":7}'\n"
#define HANG "exec sleep 600\n"

static char folder[TEMP_FOLDER_BYTES];
static struct mat_speaker speaker;

static void
start(const char *script)
{
    FILE *file = fopen("script", "w");

    assert_non_null(file);
    fputs(script, file);
    fclose(file);
    assert_int_equal(mat_speaker_start(&speaker, "/bin/sh", "script"), 0);
    assert_int_equal(getpgid(speaker.process), speaker.process);
}

/* The next report. \return false: it has gone */
static bool
hear(struct mat_report *report)
{
    struct pollfd file = {.fd = speaker.file, .events = POLLIN};

    while (!mat_speaker_hear(&speaker, report)) {
        if (speaker.gone)
            return false;
        assert_int_equal(poll(&file, 1, (int)LONG), 1);
    }
    return true;
}

/* Ends it, and holds that nothing of it is left. \return how long that took */
static mat_ms
end(mat_ms patience)
{
    pid_t group = speaker.process;
    mat_ms before = mat_steady_now();
    mat_ms after;

    mat_speaker_end(&speaker, patience);
    after = mat_steady_now();
    assert_int_equal(speaker.process, 0);
    assert_int_equal(waitpid(group, NULL, WNOHANG), -1);
    /* What it had started comes to us when it dies: the group is empty. */
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    assert_int_equal(kill(-group, 0), -1);
    assert_int_equal(errno, ESRCH);
    return after - before;
}

static void
the_path_is_that_of_the_variable(void **state)
{
    char *path;

    (void)state;
    setenv("MATSESSION_SPEAKER", "/nonexistent/speaker", 1);
    path = mat_speaker_path();
    assert_string_equal(path, "/nonexistent/speaker");
    free(path);
    assert_false(mat_speaker_is_off());
    setenv("MATSESSION_SPEAKER", "", 1);
    assert_null(mat_speaker_path());
    assert_true(mat_speaker_is_off());
    unsetenv("MATSESSION_SPEAKER");
    assert_false(mat_speaker_is_off());
}

static void
it_is_told_and_heard(void **state)
{
    struct mat_report report;

    (void)state;
    start("read order; read more; echo garbage; echo\n"
          "[ \"$order$more\" = '{\"a\":1}{\"b\":2}' ] && " SAY_READY
          "printf '{\"is\":\"silent\",'; echo '\"why\":\"w\"}'\n");
    mat_speaker_tell(&speaker, strdup("{\"a\":1}\n"));
    mat_speaker_tell(&speaker, NULL);
    mat_speaker_tell(&speaker, strdup("{\"b\":2}\n"));
    assert_true(hear(&report));
    assert_int_equal(report.kind, MAT_REPORT_READY);
    assert_true(hear(&report));
    assert_int_equal(report.kind, MAT_REPORT_SILENT);
    assert_string_equal(report.why, "w");
    assert_false(hear(&report));
    mat_speaker_tell(&speaker, strdup("{}\n"));
    end(0);
}

static void
one_that_is_not_there_is_gone(void **state)
{
    static const char *const paths[] = {"/nonexistent/speaker", "/dev/null",
                                        "/"};
    struct mat_report report;

    (void)state;
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
        assert_int_equal(mat_speaker_start(&speaker, paths[i], NULL), 0);
        assert_false(hear(&report));
        end(LONG);
    }
}

static void
it_inherits_nothing_but_its_files(void **state)
{
    struct mat_report report;
    struct sigaction ignore = {0};
    sigset_t set;

    (void)state;
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    assert_int_equal(dup2(STDERR_FILENO, 9), 9); /* without CLOEXEC */
    start("[ -e /proc/$$/fd/9 ] && exit\n"
          "[ \"$(readlink /proc/$$/fd/2)\" = /dev/null ] || exit\n"
          "grep -qE 'Sig(Blk|Ign):.*[1-9a-f]' /proc/self/status && "
          "exit\n" SAY_READY);
    close(9);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    assert_true(hear(&report));
    end(0);
}

static void
one_that_reads_nothing_keeps_nobody_waiting(void **state)
{
    struct mat_report report;
    size_t full;

    (void)state;
    start(HANG);
    for (int i = 0; i < 100000 && !speaker.stuck; i++)
        mat_speaker_tell(&speaker, strdup("{\"do\":\"prepare\",\"say\":"
                                          "\"Let the out-breath be a little "
                                          "longer.\"}\n"));
    assert_true(speaker.stuck);
    full = speaker.n_queue;
    assert_true(full <= MAT_SPEAKER_QUEUE);
    assert_int_equal(speaker.queue[full - 1], '\n');
    assert_false(mat_speaker_hear(&speaker, &report));
    assert_false(speaker.gone);
    assert_true(end(0) < LONG);
}

static void
what_waited_is_sent_whole_once_it_reads(void **state)
{
    struct mat_report report;
    int told = 0;

    (void)state;
    start("read first; while read line; do\n"
          "case $line in *}) n=$((n + 1));; *) exit;; esac\n"
          "[ \"$line\" = '{\"last\":0}' ] && "
          "echo \"{\\\"is\\\":\\\"done\\\",\\\"ms\\\":$n}\"\ndone\n");
    mat_speaker_tell(&speaker, strdup("{}\n"));
    do {
        mat_speaker_tell(&speaker, strdup("{\"do\":\"prepare\",\"say\":"
                                          "\"The same again.\"}\n"));
        told++;
    } while (speaker.n_queue < MAT_SPEAKER_QUEUE / 2 && told < 100000);
    mat_speaker_tell(&speaker, strdup("{\"last\":0}\n"));
    assert_false(speaker.stuck);
    while (speaker.n_queue > 0 && !speaker.gone) {
        struct pollfd file = {.fd = speaker.file, .events = POLLOUT};

        assert_int_equal(poll(&file, 1, (int)LONG), 1);
        (void)mat_speaker_hear(&speaker, &report);
    }
    assert_true(hear(&report));
    assert_int_equal(report.ms, told + 1);
    end(0);
}

static void
whatever_it_does_nothing_of_it_is_left(void **state)
{
    static const char *const scripts[] = {
        HANG,
        "exit 1\n",
        "trap '' TERM HUP INT PIPE\n" HANG,
        "sleep 600 &\n" HANG,
        "sleep 600 & exit\n",
        "exec yes\n",
        "exec yes '"
        "{\"is\":\"ready\"}"
        "'\n",
        "exec cat /dev/zero\n",
        "exec yes >&2\n",
        "kill -STOP $$\n",
        "kill -SEGV $$\n",
        "exec >&-; exec <&-\n" HANG,
    };
    static const mat_ms patience[] = {0, 50};

    (void)state;
    for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++) {
        for (size_t j = 0; j < 2; j++) {
            struct mat_report report;

            start(scripts[i]);
            for (int k = 0; k < 3; k++) {
                mat_speaker_tell(&speaker, strdup("{\"do\":\"end\"}\n"));
                (void)mat_speaker_hear(&speaker, &report);
            }
            if (end(patience[j]) >= LONG)
                fail_msg("it waited for: %s", scripts[i]);
        }
    }
}

static void
a_line_without_end_hides_no_report_behind_it(void **state)
{
    struct mat_report report;

    (void)state;
    start("head -c 98304 /dev/zero | tr '\\0' a\n"
          "echo '{\"is\":\"done\"}'\n" SAY_READY);
    assert_true(hear(&report));
    assert_int_equal(report.kind, MAT_REPORT_READY);
    end(0);
}

static void
its_end_is_waited_for(void **state)
{
    (void)state;
    start(
        "while read line; do case $line in *end*) break;; esac; done\n" SAY_DONE
        ": >over\n");
    mat_speaker_tell(&speaker, strdup("{\"do\":\"end\"}\n"));
    assert_true(end(LONG) < LONG);
    assert_int_equal(access("over", F_OK), 0);
}

static void
once_it_is_done_it_is_not_waited_for_long(void **state)
{
    (void)state;
    start(SAY_DONE HANG);
    assert_true(end(LONG) < LONG);
}

static void
one_that_does_not_read_is_not_waited_for_long(void **state)
{
    (void)state;
    start(SAY_READY HANG);
    mat_speaker_tell(&speaker, strdup("{\"do\":\"end\"}\n"));
    assert_true(end(LONG) < LONG);
}

static void
patience_begins_with_what_was_told_last(void **state)
{
    (void)state;
    start("read line; " HANG);
    mat_speaker_tell(&speaker, strdup("{\"do\":\"end\"}\n"));
    speaker.last -= LONG;
    assert_true(end(LONG) < LONG);
}

static volatile sig_atomic_t seen;

static void
see(int number)
{
    seen = number;
}

static void
a_signal_of_the_user_cuts_the_wait_short(void **state)
{
    struct sigaction action = {0};
    sigset_t set;

    (void)state;
    action.sa_handler = see;
    sigaction(SIGINT, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    start(HANG);
    raise(SIGINT); /* held back until the wait */
    assert_int_equal(seen, 0);
    assert_true(end(LONG) < LONG);
    assert_int_equal(seen, SIGINT);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* One that starts a speaker and is killed before it can do anything. */
static pid_t
start_and_be_killed(void)
{
    int ends[2];
    pid_t session;
    pid_t process = 0;

    assert_int_equal(pipe(ends), 0);
    session = fork();
    if (session == 0) {
        struct mat_report report;

        start("trap '' TERM HUP INT PIPE\n" SAY_READY HANG);
        (void)hear(&report);
        if (write(ends[1], &speaker.process, sizeof(process)) < 0)
            _exit(1);
        raise(SIGKILL);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &process, sizeof(process)), sizeof(process));
    close(ends[0]);
    waitpid(session, NULL, 0);
    return process;
}

static void
it_dies_with_a_session_that_is_killed(void **state)
{
    pid_t process = start_and_be_killed();
    int status;

    (void)state;
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
}

static void
none_is_ended_without_harm(void **state)
{
    struct mat_speaker none = {0};
    struct mat_report report;

    (void)state;
    mat_speaker_tell(&none, strdup("{}\n"));
    assert_false(mat_speaker_hear(&none, &report));
    mat_speaker_end(&none, LONG);
    mat_speaker_end(&none, LONG);
}

static int
set_up(void **state)
{
    (void)state;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    return temp_folder_make(folder) && chdir(folder) == 0 ? 0 : 1;
}

static int
tear_down(void **state)
{
    (void)state;
    return temp_folder_remove(folder) ? 0 : 1;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_is_that_of_the_variable),
        cmocka_unit_test(it_is_told_and_heard),
        cmocka_unit_test(one_that_is_not_there_is_gone),
        cmocka_unit_test(it_inherits_nothing_but_its_files),
        cmocka_unit_test(one_that_reads_nothing_keeps_nobody_waiting),
        cmocka_unit_test(what_waited_is_sent_whole_once_it_reads),
        cmocka_unit_test(whatever_it_does_nothing_of_it_is_left),
        cmocka_unit_test(a_line_without_end_hides_no_report_behind_it),
        cmocka_unit_test(its_end_is_waited_for),
        cmocka_unit_test(once_it_is_done_it_is_not_waited_for_long),
        cmocka_unit_test(one_that_does_not_read_is_not_waited_for_long),
        cmocka_unit_test(patience_begins_with_what_was_told_last),
        cmocka_unit_test(a_signal_of_the_user_cuts_the_wait_short),
        cmocka_unit_test(it_dies_with_a_session_that_is_killed),
        cmocka_unit_test(none_is_ended_without_harm),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
