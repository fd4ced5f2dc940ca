#include "link/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "front/out.h"

/* The first file that is none of the standard ones. */
#define OTHERS 3
/* What a process that was killed may take to be gone. */
#define ENDING 500
/* An end is looked for soon at first, for most are quick, then seldom. */
#define SOON 50
#define SOON_FOR 200
#define SELDOM 250

static bool
is_program(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           access(path, X_OK) == 0;
}

char *
mat_child_find(const char *name)
{
    const char *folders = getenv("PATH");

    if (strchr(name, '/'))
        return is_program(name) ? mat_xcopy(name) : NULL;
    for (folders = folders ? folders : "/bin:/usr/bin";; folders++) {
        size_t size = strcspn(folders, ":");
        char *path = mat_xprintf("%.*s%s%s", (int)size, folders,
                                 size > 0 ? "/" : "", name);

        if (is_program(path))
            return path;
        free(path);
        folders += size;
        if (*folders == '\0')
            return NULL;
    }
}

mat_ms
mat_child_now(void)
{
    struct timespec time = {0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return MAT_SECONDS(time.tv_sec) + time.tv_nsec / 1000000;
}

/* --- the child: nothing but calls that are safe behind fork() --- */

/* Files of libraries, and those that our own parent left open, are not marked
 * as ours are. */
static void
mark_others(void)
{
#if defined(SYS_close_range)
    enum { ON_EXEC = 4 };

    if (syscall(SYS_close_range, OTHERS, ~0U, ON_EXEC) == 0)
        return;
#endif
    for (int file = OTHERS; file < 1024; file++)
        (void)fcntl(file, F_SETFD, FD_CLOEXEC);
}

static void
die_with_parent(pid_t parent)
{
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        _exit(127);
#endif
    if (getppid() != parent) /* which ended before that */
        _exit(127);
}

static void
default_signals(void)
{
    struct sigaction by_default = {0};
    sigset_t none;

    by_default.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++)
        (void)sigaction(number, &by_default, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Any file may stand where another has to go: where the caller's own were
 * closed, a pipe can have their numbers. */
static void
set_files(int input, int *complaint)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

    nowhere = fcntl(nowhere, F_DUPFD_CLOEXEC, OTHERS);
    input = input < 0 ? nowhere : fcntl(input, F_DUPFD_CLOEXEC, OTHERS);
    *complaint = fcntl(*complaint, F_DUPFD_CLOEXEC, OTHERS);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        dup2(nowhere, STDERR_FILENO) < 0)
        _exit(127);
}

/* Should we be stopped or killed, the alarm, which an exec leaves as it is, is
 * what ends it. */
static void
set_alarm(mat_ms time)
{
    if (time != MAT_MS_NONE)
        (void)alarm((unsigned)(time / MAT_SECONDS(1)) + 1);
}

/* Never execvp(): it hands what the system does not know to a shell. */
static _Noreturn void
become(const struct mat_child_order *order, const char *path, int input,
       int complaint, pid_t parent)
{
    char *const *argv = (char *const *)order->argv;
    int error;

    (void)setpgid(0, 0);
    if (!order->outlives)
        die_with_parent(parent);
    set_files(input, &complaint);
    mark_others();
    default_signals();
    set_alarm(order->time);
    execve(path, argv, order->environment ? order->environment : environ);
    error = errno;
    (void)!write(complaint, &error, sizeof(error));
    _exit(127);
}

/* --- start --- */

static void
close_file(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* No handler of ours may run in the child. */
static pid_t
fork_quietly(const struct mat_child_order *order, const char *path, int input,
             int complaint, int *ret_error)
{
    pid_t parent = getpid();
    sigset_t all;
    sigset_t old;
    pid_t process;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    process = fork();
    if (process == 0)
        become(order, path, input, complaint, parent);
    *ret_error = process < 0 ? errno : 0;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return process;
}

static int
start(struct mat_child *ret_child, const struct mat_child_order *order,
      const char *path)
{
    int complaint[2] = {-1, -1};
    int input[2] = {-1, -1};
    mat_ms now = mat_child_now();
    pid_t process = -1;
    int error = 0;

    if (pipe2(complaint, O_CLOEXEC | O_NONBLOCK) != 0 ||
        (order->held && pipe2(input, O_CLOEXEC) != 0))
        error = errno;
    if (error == 0)
        process = fork_quietly(order, path, input[0], complaint[1], &error);
    close_file(&input[0]);
    close_file(&complaint[1]);
    if (error != 0) {
        close_file(&input[1]);
        close_file(&complaint[0]);
        return error;
    }
    (void)setpgid(process, process); /* whichever of both comes first */
    *ret_child = (struct mat_child){
        .process = process,
        .input = input[1],
        .complaint = complaint[0],
        .began = now,
        .until = mat_ms_add(now, order->time),
    };
    return 0;
}

int
mat_child_start(struct mat_child *ret_child,
                const struct mat_child_order *order)
{
    const char *name = order->argv[0];
    char *path;
    int error;

    assert(name);
    path = strchr(name, '/') ? mat_xcopy(name) : mat_child_find(name);
    error = path ? start(ret_child, order, path) : ENOENT;
    free(path);
    return error;
}

/* --- going on --- */

static void
forget(struct mat_child *child)
{
    child->process = 0;
    close_file(&child->input);
    close_file(&child->complaint);
}

static void
set_end(struct mat_child *child, int status)
{
    int error;

    child->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (read(child->complaint, &error, sizeof(error)) == (ssize_t)sizeof(error))
        child->error = error;
}

/* What it has started goes before it does itself: its number then still stands
 * for the group. Where the system reaps by itself its end is not known. */
static bool
reap(struct mat_child *child)
{
    siginfo_t info = {0};
    int status = 0;

    if (waitid(P_PID, (id_t)child->process, &info,
               WEXITED | WNOHANG | WNOWAIT) == 0) {
        if (info.si_pid == 0)
            return false;
        (void)kill(-child->process, SIGKILL);
        (void)waitpid(child->process, &status, 0);
    }
    set_end(child, status);
    forget(child);
    return true;
}

bool
mat_child_look(struct mat_child *child)
{
    mat_ms now = mat_child_now();

    if (child->process == 0 || reap(child))
        return false;
    if (now < child->until)
        return true;
    if (child->late) {
        /* Not even that ends it: it hangs in the system, and is left to it. */
        child->status = -1;
        forget(child);
        return false;
    }
    (void)kill(-child->process, SIGKILL);
    child->late = true;
    child->until = mat_ms_add(now, ENDING);
    return !reap(child);
}

mat_ms
mat_child_patience(const struct mat_child *child)
{
    mat_ms now = mat_child_now();
    mat_ms next =
        mat_ms_sub(now, child->began) < SOON_FOR || child->late ? SOON : SELDOM;

    if (child->process == 0)
        return MAT_MS_NONE;
    return mat_ms_max(0, mat_ms_min(next, mat_ms_sub(child->until, now)));
}

void
mat_child_end(struct mat_child *child)
{
    if (child->process == 0)
        return;
    (void)kill(-child->process, SIGKILL);
    for (int i = 0; i < ENDING && !reap(child); i++)
        (void)poll(NULL, 0, 1);
    if (child->process != 0)
        forget(child);
}

void
mat_child_leave(struct mat_child *child)
{
    if (child->process != 0 && !reap(child))
        forget(child);
}
