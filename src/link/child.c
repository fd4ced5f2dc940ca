#include "link/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front/forked.h"
#include "front/out.h"
#include "front/steady.h"

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

/* --- the child: nothing but calls that are safe behind fork() --- */

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

/* Nobody can read what is written to `complaint` any more when we have gone, or
 * have killed the group and reaped its leader; then nothing is left to kill,
 * for no number is given again so soon. */
static _Noreturn void
guard(pid_t group, int complaint, mat_ms time)
{
    struct pollfd reader = {.fd = STDIN_FILENO};

    if (dup2(complaint, STDIN_FILENO) < 0)
        _exit(127);
    mat_forked_close(STDIN_FILENO + 1, false);
    (void)poll(&reader, 1, (int)mat_ms_min(mat_ms_add(time, ENDING), INT_MAX));
    (void)kill(-group, SIGKILL);
    _exit(0);
}

/* While we are stopped, or wait for a key, nobody looks. What then ends the
 * group is a process that is neither in it nor anybody's child: the one between
 * ends at once. All signals are blocked in it. */
static void
set_guard(int complaint, mat_ms time)
{
    pid_t group = getpid();
    pid_t between = fork();

    if (between == 0) {
        (void)setpgid(0, 0);
        if (fork() == 0)
            guard(group, complaint, time);
        _exit(0);
    }
    if (between > 0)
        (void)waitpid(between, NULL, 0);
}

/* An exec leaves the alarm as it is. It is all there is for one that outlives
 * us. */
static void
limit_time(const struct mat_child_order *order, int complaint)
{
    if (order->time == MAT_MS_NONE)
        return;
    if (!order->outlives)
        set_guard(complaint, order->time);
    (void)alarm((unsigned)(order->time / MAT_SECONDS(1)) + 1);
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
        mat_forked_die_with(parent);
    set_files(input, &complaint);
    limit_time(order, complaint);
    mat_forked_close(OTHERS, true);
    mat_forked_signals();
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
    mat_ms now = mat_steady_now();
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
    if (WIFSIGNALED(status) && mat_steady_now() >= child->until &&
        (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGKILL))
        child->late = true; /* while nobody looked */
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
    mat_ms now = mat_steady_now();

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
    mat_ms now = mat_steady_now();
    mat_ms next =
        mat_ms_sub(now, child->began) < SOON_FOR || child->late ? SOON : SELDOM;

    if (child->process == 0)
        return MAT_MS_NONE;
    return mat_ms_max(0, mat_ms_min(next, mat_ms_sub(child->until, now)));
}

void
mat_child_wait(struct mat_child *child)
{
    while (mat_child_look(child))
        (void)poll(NULL, 0, (int)mat_child_patience(child));
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
