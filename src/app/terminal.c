#include "app/terminal.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "front/out.h"
#include "front/raw_keys.h"
#include "front/tui.h"

void
mat_terminal_guard(void)
{
    mat_out_of_memory = mat_terminal_give_back;
}

void
mat_terminal_give_back(void)
{
    mat_tui_close();
    mat_raw_keys_close();
}

bool
mat_terminal_has_gone(const struct pollfd *input)
{
    int waiting = 0;

    if ((input->revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        return true;
    return (input->revents & POLLIN) != 0 &&
           (ioctl(input->fd, FIONREAD, &waiting) != 0 || waiting == 0);
}

bool
mat_terminal_hung_up(void)
{
    struct termios settings;

    return tcgetattr(STDIN_FILENO, &settings) != 0 && errno != ENOTTY &&
           errno != EBADF;
}

void
mat_terminal_take_again(void)
{
    mat_tui_suspend();
    mat_tui_resume();
}

void
mat_terminal_forget_typed(void)
{
    (void)tcflush(STDIN_FILENO, TCIFLUSH);
    while (mat_tui_is_open() && mat_tui_key() != MAT_KEY_NONE)
        continue;
}
