#include "app/signals.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#define NS_PER_S 1000000000

static const struct {
    int number;
    bool keep_ignored;
} caught[] = {
    {SIGINT, true},    {SIGTERM, false}, {SIGHUP, true},   {SIGQUIT, true},
    {SIGWINCH, false}, {SIGTSTP, true},  {SIGCONT, false},
};

#define N_CAUGHT (sizeof(caught) / sizeof(caught[0]))

static int taken;
static struct sigaction old_actions[N_CAUGHT];
static struct sigaction old_pipe;
static sigset_t old_mask;
static sigset_t wait_mask;

static volatile sig_atomic_t seen_end;
static volatile sig_atomic_t seen_resize;
static volatile sig_atomic_t seen_stop;
static volatile sig_atomic_t seen_continue;

static void
on_signal(int number)
{
    switch (number) {
    case SIGWINCH:
        seen_resize = 1;
        break;
    case SIGTSTP:
        seen_stop = 1;
        break;
    case SIGCONT:
        seen_continue = 1;
        break;
    default:
        /* The first is why it ends; impatience behind it changes nothing. */
        if (seen_end == 0)
            seen_end = number;
        break;
    }
}

static void
forget_seen(void)
{
    seen_end = seen_resize = seen_stop = seen_continue = 0;
}

static void
install(size_t i)
{
    struct sigaction action;

    sigaction(caught[i].number, NULL, &old_actions[i]);
    if (caught[i].keep_ignored && old_actions[i].sa_handler == SIG_IGN)
        return;
    memset(&action, 0, sizeof(action));
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask); /* all that is pending comes at once */
    sigaction(caught[i].number, &action, NULL);
}

void
mat_signals_take(void)
{
    struct sigaction ignore;
    sigset_t ours;

    if (taken++ > 0)
        return;
    forget_seen();
    sigemptyset(&ours);
    for (size_t i = 0; i < N_CAUGHT; i++)
        sigaddset(&ours, caught[i].number);
    sigprocmask(SIG_BLOCK, &ours, &old_mask);
    wait_mask = old_mask;
    for (size_t i = 0; i < N_CAUGHT; i++) {
        sigdelset(&wait_mask, caught[i].number);
        install(i);
    }
    memset(&ignore, 0, sizeof(ignore));
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &old_pipe);
}

void
mat_signals_give_back(void)
{
    assert(taken > 0);
    if (--taken > 0)
        return;
    for (size_t i = 0; i < N_CAUGHT; i++)
        sigaction(caught[i].number, &old_actions[i], NULL);
    sigaction(SIGPIPE, &old_pipe, NULL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
}

/* A file that is always ready would keep ppoll() from delivering anything, so
 * what is pending is let in here. */
static void
let_pending_in(void)
{
    sigset_t blocked;

    sigprocmask(SIG_SETMASK, &wait_mask, &blocked);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
}

int
mat_signals_wait(struct pollfd *fds, nfds_t n, int64_t timeout_ns,
                 struct mat_signals *ret)
{
    int64_t wait = timeout_ns > 0 ? timeout_ns : 0;
    struct timespec timeout = {.tv_sec = (time_t)(wait / NS_PER_S),
                               .tv_nsec = (long)(wait % NS_PER_S)};
    int ready, error;

    assert(taken > 0);
    ready =
        ppoll(fds, n, timeout_ns == INT64_MAX ? NULL : &timeout, &wait_mask);
    error = errno;
    if (ready > 0)
        let_pending_in();
    ret->ended = seen_end;
    ret->resized = seen_resize != 0;
    ret->stop_asked = seen_stop != 0;
    ret->continued = seen_continue != 0;
    forget_seen();
    if (ready < 0 && error == EINTR) {
        for (nfds_t i = 0; i < n; i++)
            fds[i].revents = 0; /* not written by a call that failed */
        return 0;
    }
    errno = error;
    return ready;
}

void
mat_signals_stop_here(void)
{
    struct sigaction by_default, ours;
    sigset_t stop, blocked;

    memset(&by_default, 0, sizeof(by_default));
    by_default.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &by_default, &ours);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, &blocked);
    /* Stopped here, and continued. */
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    sigaction(SIGTSTP, &ours, NULL);
}
