#include "speaker/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Who holds the other files open keeps others waiting for their end. */
static void
keep_only_input(int input)
{
    if (dup2(input, STDIN_FILENO) < 0)
        _exit(EXIT_FAILURE);
#if defined(__linux__) && defined(CLOSE_RANGE_CLOEXEC)
    if (close_range(STDIN_FILENO + 1, ~0U, 0) == 0)
        return;
#endif
    for (int file = STDIN_FILENO + 1; file < 1024; file++)
        (void)close(file);
}

static bool
hear(pid_t *group)
{
    pid_t told;
    ssize_t n;

    do {
        n = read(STDIN_FILENO, &told, sizeof(told));
    } while (n < 0 && errno == EINTR);
    if (n == (ssize_t)sizeof(told))
        *group = told;
    return n > 0;
}

/* In the child: in a group of its own, so that it is not killed with us. */
static _Noreturn void
watch(int input)
{
    pid_t group = 0;

    (void)setpgid(0, 0);
    keep_only_input(input);
    while (hear(&group))
        continue;
    if (group > 0)
        (void)kill(-group, SIGKILL);
    _exit(EXIT_SUCCESS);
}

/* It keeps all signals blocked: one to all that have our name is not for it. */
static pid_t
fork_deaf(int input, int *ret_error)
{
    sigset_t all;
    sigset_t old;
    pid_t process;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    process = fork();
    if (process == 0)
        watch(input);
    *ret_error = errno;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return process;
}

int
mat_guard_start(struct mat_guard *guard)
{
    int files[2];
    pid_t process;
    int error;

    if (pipe2(files, O_CLOEXEC) != 0)
        return errno;
    process = fork_deaf(files[0], &error);
    close(files[0]);
    if (process < 0) {
        close(files[1]);
        return error;
    }
    (void)setpgid(process, process); /* whichever of both comes first */
    *guard = (struct mat_guard){.process = process, .file = files[1]};
    return 0;
}

void
mat_guard_tell(const struct mat_guard *guard, pid_t group)
{
    if (!guard || guard->process == 0)
        return;
    if (write(guard->file, &group, sizeof(group)) < 0) {
        /* Somebody has ended it: there is none. */
    }
}

void
mat_guard_end(struct mat_guard *guard)
{
    if (guard->process == 0)
        return;
    close(guard->file);
    (void)waitpid(guard->process, NULL, 0);
    *guard = (struct mat_guard){0};
}
