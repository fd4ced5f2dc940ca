#include "front/raw_keys.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "front/keys.h"

static bool is_open;
static struct termios before;

bool
mat_raw_keys_open(void)
{
    struct termios raw;

    if (is_open)
        return true;
    /* A job in the background must not touch the terminal. */
    if (tcgetattr(STDIN_FILENO, &before) != 0 ||
        tcgetpgrp(STDIN_FILENO) != getpgrp())
        return false;
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_iflag &= ~(tcflag_t)IXON; /* Ctrl-S in the dark must stop nothing */
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_open = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
    return is_open;
}

void
mat_raw_keys_close(void)
{
    if (!is_open)
        return;
    is_open = false;
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static bool
read_byte(unsigned char *ret_byte)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0 &&
           read(STDIN_FILENO, ret_byte, 1) == 1;
}

/* Takes the rest of what an arrow or a function key sends. */
static void
skip_sequence(void)
{
    unsigned char byte;

    if (!read_byte(&byte) || (byte != '[' && byte != 'O'))
        return;
    while (read_byte(&byte) && (byte < 0x40 || byte > 0x7e))
        continue;
}

int
mat_raw_keys_read(void)
{
    unsigned char byte;

    do {
        if (!read_byte(&byte))
            return MAT_KEY_NONE;
    } while ((byte & 0xc0) == 0x80); /* inside a character beyond ASCII */
    if (byte == MAT_KEY_ESCAPE)
        skip_sequence();
    if (byte == '\r')
        return MAT_KEY_ENTER;
    return byte < 0x80 && byte != MAT_KEY_ESCAPE ? byte : MAT_KEY_OTHER;
}
