/* The least that a countdown on an ncurses screen can do, as a yardstick: it
 * wakes at whole seconds, draws the time left, and gives the terminal back. */
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#define NS ((int64_t)1000000000)
#define LENGTH 1500 /* seconds */

static volatile sig_atomic_t ended;

static void
on_end(int number)
{
    ended = number;
}

static int64_t
now(void)
{
    struct timespec moment;

    clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment.tv_sec * NS + moment.tv_nsec;
}

/* Blocks the signals that end it. \return the mask to wait with */
static sigset_t
take_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_end};
    sigset_t ours, before;

    sigemptyset(&ours);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        sigaction(numbers[i], &action, NULL);
        sigaddset(&ours, numbers[i]);
    }
    sigprocmask(SIG_BLOCK, &ours, &before);
    return before;
}

static void
draw(int left)
{
    mvprintw(LINES / 2, COLS / 2 - 3, "%02d:%02d", left / 60, left % 60);
    refresh();
}

/* \return false when the user or the terminal has gone */
static bool
wait_until(int64_t moment, const sigset_t *mask)
{
    struct pollfd keys = {.fd = STDIN_FILENO, .events = POLLIN};
    int64_t rest = moment - now();
    struct timespec timeout = {0};
    int ready;

    if (rest > 0)
        timeout = (struct timespec){rest / NS, rest % NS};
    ready = ppoll(&keys, 1, &timeout, mask);
    if (ready < 0)
        return errno == EINTR && !ended;
    return ready == 0 || (keys.revents == POLLIN && getch() != 'q');
}

int
main(void)
{
    sigset_t mask = take_signals();
    int64_t start;

    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    noecho();
    curs_set(0);
    nodelay(stdscr, TRUE);
    start = now();
    for (int second = 0; second < LENGTH; second++) {
        draw(LENGTH - second);
        if (!wait_until(start + (second + 1) * NS, &mask))
            break;
    }
    endwin();
    return ended ? 128 + ended : 0;
}
