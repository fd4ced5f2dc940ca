/* The terminal is given back when the program ends for want of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "app/terminal.h"
#include "front/out.h"
#include "front/raw_keys.h"
#include "front/tui.h"

/* What a child on a terminal of its own has written, and left of it. */
struct left {
    char output[4096];
    struct termios settings;
    int status;
};

static bool
take_screen(void)
{
    return mat_tui_open(MAT_PALETTE_DAY);
}

/* Reads until nothing has come for a moment after the end. */
static void
read_all(int master, pid_t child, struct left *left)
{
    struct pollfd input = {.fd = master, .events = POLLIN};
    size_t used = 0;
    bool ended = false;

    for (;;) {
        ended = ended || waitpid(child, &left->status, WNOHANG) == child;
        if (poll(&input, 1, 20) > 0) {
            ssize_t n = read(master, left->output + used,
                             sizeof(left->output) - 1 - used);

            if (n <= 0)
                break;
            used += (size_t)n;
        } else if (ended) {
            break;
        }
    }
    left->output[used] = '\0';
}

static void
run_out_of_memory(bool (*take)(void), struct left *left)
{
    int master;
    int slave;
    pid_t child;

    assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
    child = fork();
    if (child == 0) {
        (void)login_tty(slave);
        (void)setenv("TERM", "xterm", 1);
        mat_terminal_guard();
        if (!take())
            _exit(99);
        mat_no_memory();
    }
    read_all(master, child, left);
    assert_int_equal(tcgetattr(slave, &left->settings), 0);
    (void)close(slave);
    (void)close(master);
    assert_true(WIFEXITED(left->status));
    assert_int_equal(WEXITSTATUS(left->status), EXIT_FAILURE);
    assert_non_null(strstr(left->output, "out of memory"));
    assert_true((left->settings.c_lflag & ICANON) != 0);
    assert_true((left->settings.c_lflag & ECHO) != 0);
}

static void
keys_are_given_back_without_memory(void **state)
{
    struct left left = {0};

    (void)state;
    run_out_of_memory(mat_raw_keys_open, &left);
}

static void
the_screen_is_given_back_without_memory(void **state)
{
    struct left left = {0};
    const char *back;

    (void)state;
    run_out_of_memory(take_screen, &left);
    back = strstr(left.output, "\033[?1049l");
    assert_non_null(back);
    assert_non_null(strstr(back, "out of memory")); /* where it can be read */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_given_back_without_memory),
        cmocka_unit_test(the_screen_is_given_back_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
