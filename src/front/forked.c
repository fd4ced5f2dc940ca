#include "front/forked.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

void
mat_forked_close(int first, bool on_exec)
{
#ifdef SYS_close_range
    enum { ON_EXEC = 4 };

    if (syscall(SYS_close_range, first, ~0U, on_exec ? ON_EXEC : 0) == 0)
        return;
#endif
    for (int file = first; file < 1024; file++)
        (void)(on_exec ? fcntl(file, F_SETFD, FD_CLOEXEC) : close(file));
}

void
mat_forked_die_with(pid_t parent)
{
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        _exit(127);
#endif
    if (getppid() != parent)
        _exit(127);
}

void
mat_forked_signals(void)
{
    struct sigaction by_default = {0};
    sigset_t none;

    by_default.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++)
        (void)sigaction(number, &by_default, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}
