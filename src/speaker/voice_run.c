#include "speaker/voice_run.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "matsession/text.h"
#include "speaker/voice.h"

/* How long an end may take that has begun: of a process that has closed its
 * output, and of one that was killed. */
#define ENDING 500
/* An end is looked for so often. */
#define LOOK 5
#define LOOKS_MAX 100

/* --- the child: nothing but calls that are safe behind fork() --- */

static void
keep_only(int from, int to)
{
    if (dup2(from, to) < 0)
        _exit(127);
}

static void
close_the_rest(void)
{
#if defined(__linux__) && defined(CLOSE_RANGE_CLOEXEC)
    /* Ours are all marked; those of the libraries may not be. */
    (void)close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC);
#endif
}

static void
die_with_parent(pid_t parent)
{
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(127);
#else
    (void)parent;
#endif
}

static void
default_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Any of the three files may stand where another has to go. */
static _Noreturn void
become(char *const *argv, int input, int output, int complaint, pid_t parent)
{
    int nowhere;
    int error;

    (void)setpgid(0, 0);
    die_with_parent(parent);
    input = fcntl(input, F_DUPFD_CLOEXEC, 3);
    output = fcntl(output, F_DUPFD_CLOEXEC, 3);
    complaint = fcntl(complaint, F_DUPFD_CLOEXEC, 3);
    nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    nowhere = fcntl(nowhere, F_DUPFD_CLOEXEC, 3);
    keep_only(input, STDIN_FILENO);
    keep_only(output, STDOUT_FILENO);
    keep_only(nowhere, STDERR_FILENO);
    close_the_rest();
    default_signals();
    execvp(argv[0], argv);
    error = errno;
    (void)!write(complaint, &error, sizeof(error));
    _exit(127);
}

/* --- start --- */

enum { INPUT, OUTPUT, COMPLAINT, N_PIPES };

static void
close_file(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

static void
close_pipes(int pipes[N_PIPES][2])
{
    for (int i = 0; i < N_PIPES; i++) {
        close_file(&pipes[i][0]);
        close_file(&pipes[i][1]);
    }
}

static int
open_pipes(int pipes[N_PIPES][2])
{
    int error = 0;

    for (int i = 0; i < N_PIPES; i++)
        pipes[i][0] = pipes[i][1] = -1;
    for (int i = 0; i < N_PIPES && error == 0; i++) {
        if (pipe2(pipes[i], O_CLOEXEC) != 0)
            error = errno;
    }
    if (error == 0 && (fcntl(pipes[INPUT][1], F_SETFL, O_NONBLOCK) != 0 ||
                       fcntl(pipes[OUTPUT][0], F_SETFL, O_NONBLOCK) != 0 ||
                       fcntl(pipes[COMPLAINT][0], F_SETFL, O_NONBLOCK) != 0))
        error = errno;
    if (error != 0)
        close_pipes(pipes);
    return error;
}

/* An empty pipe takes all of it before there is anyone to read it, so nobody
 * who does not read can hold us up. */
static int
write_text(int input, const char *text)
{
    char line[MAT_VOICE_TEXT + 2];
    size_t size;

    mat_text_shown(text, line, MAT_VOICE_TEXT + 1);
    size = strlen(line);
    line[size++] = '\n';
    return write(input, line, size) == (ssize_t)size ? 0 : EIO;
}

/* No handler of ours may run in the child. */
static pid_t
fork_quietly(char *const *argv, int pipes[N_PIPES][2], int *ret_error)
{
    pid_t parent = getpid();
    sigset_t all;
    sigset_t old;
    pid_t process;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    process = fork();
    if (process == 0)
        become(argv, pipes[INPUT][0], pipes[OUTPUT][1], pipes[COMPLAINT][1],
               parent);
    *ret_error = errno;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return process;
}

int
mat_voice_run_start(struct mat_voice_run *run, char *const *argv,
                    const char *text, mat_ms now)
{
    int pipes[N_PIPES][2];
    pid_t process;
    int error;

    assert(run->process == 0 && argv[0]);
    error = open_pipes(pipes);
    if (error != 0)
        return error;
    error = write_text(pipes[INPUT][1], text);
    if (error == 0) {
        process = fork_quietly(argv, pipes, &error);
        if (process > 0) {
            error = 0;
            (void)setpgid(process, process); /* whoever comes first */
            *run = (struct mat_voice_run){
                .process = process,
                .output = pipes[OUTPUT][0],
                .complaint = pipes[COMPLAINT][0],
                .until = mat_ms_add(now, MAT_VOICE_TIME),
            };
            pipes[OUTPUT][0] = pipes[COMPLAINT][0] = -1;
        }
    }
    close_pipes(pipes);
    return error;
}

/* --- going on --- */

static void
kill_all(struct mat_voice_run *run, enum mat_voice_end end, mat_ms now)
{
    (void)kill(-run->process, SIGKILL);
    close_file(&run->output);
    run->killed = true;
    run->end = end;
    run->until = mat_ms_add(now, ENDING);
}

static bool
make_room(struct mat_voice_run *run)
{
    size_t room = run->room > 0 ? run->room * 2 : 65536;
    unsigned char *more;

    if (run->n < run->room)
        return true;
    more = realloc(run->bytes, room);
    if (!more)
        return false;
    run->bytes = more;
    run->room = room;
    return true;
}

/* \return false when there is more than there may be */
static bool
read_output(struct mat_voice_run *run)
{
    ssize_t n;

    while (run->output >= 0) {
        if (run->n > MAT_VOICE_BYTES || !make_room(run))
            return false;
        n = read(run->output, run->bytes + run->n, run->room - run->n);
        if (n < 0 && errno == EAGAIN)
            break;
        if (n > 0)
            run->n += (size_t)n;
        else if (n == 0 || errno != EINTR)
            close_file(&run->output);
    }
    return true;
}

static void
set_end(struct mat_voice_run *run, int status)
{
    int error;

    if (read(run->complaint, &error, sizeof(error)) == (ssize_t)sizeof(error)) {
        run->end = MAT_VOICE_NOT_RUN;
        run->detail = error;
    } else if (WIFSIGNALED(status)) {
        run->end = MAT_VOICE_CRASHED;
        run->detail = WTERMSIG(status);
    } else {
        run->end = MAT_VOICE_ENDED;
        run->detail = WEXITSTATUS(status);
    }
}

/* What it has started goes before it does itself: its number then still stands
 * for the group. Where children are not waited for, its end is not known. */
static bool
reap(struct mat_voice_run *run)
{
    siginfo_t info = {0};
    int status = 0;

    if (waitid(P_PID, (id_t)run->process, &info, WEXITED | WNOHANG | WNOWAIT) ==
        0) {
        if (info.si_pid == 0)
            return false;
        (void)kill(-run->process, SIGKILL);
        (void)waitpid(run->process, &status, 0);
    }
    if (!run->killed)
        set_end(run, status);
    run->process = 0;
    close_file(&run->complaint);
    return true;
}

mat_ms
mat_voice_run_go_on(struct mat_voice_run *run, mat_ms now)
{
    bool was_open = run->output >= 0;

    if (run->process == 0)
        return now;
    if (!read_output(run))
        kill_all(run, MAT_VOICE_TOO_MUCH, now);
    if (was_open && run->output < 0)
        run->until = mat_ms_min(run->until, mat_ms_add(now, ENDING));
    if (run->output < 0 && reap(run))
        return now;
    if (now >= run->until && run->killed) {
        /* Not even that ends it: it hangs in the system, and is left to it. */
        run->process = 0;
        close_file(&run->complaint);
        return now;
    }
    /* One that has said all but does not end is not late. */
    if (now >= run->until)
        kill_all(run, run->output < 0 ? MAT_VOICE_ENDED : MAT_VOICE_LATE, now);
    return run->output < 0 ? mat_ms_min(run->until, mat_ms_add(now, LOOK))
                           : run->until;
}

void
mat_voice_run_done(struct mat_voice_run *run)
{
    const struct timespec look = {.tv_nsec = LOOK * 1000000L};

    if (run->process != 0) {
        kill_all(run, MAT_VOICE_LATE, 0);
        for (int i = 0; i < LOOKS_MAX && !reap(run); i++)
            (void)nanosleep(&look, NULL);
        close_file(&run->complaint);
    }
    free(run->bytes);
    memset(run, 0, sizeof(*run));
}
