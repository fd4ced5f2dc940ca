/**
 * \file
 * The terminal, however it was taken: given back at the end, and when the
 * program ends for want of memory.
 */
#ifndef MAT_APP_TERMINAL_H
#define MAT_APP_TERMINAL_H

#include <poll.h>
#include <stdbool.h>

/** Sees to it that mat_no_memory() gives the terminal back. Called before it is
 *  taken. */
void mat_terminal_guard(void);

/** Gives the terminal back. Fine when it was not taken, and twice. */
void mat_terminal_give_back(void);

/** Whether a poll says that the terminal on standard input has gone: it hung
 *  up, or is ready with nothing to read. */
bool mat_terminal_has_gone(const struct pollfd *input);

/** Whether standard input was a terminal and hung up, as opposed to somebody's
 *  `kill -HUP`. */
bool mat_terminal_hung_up(void);

/** Takes an open screen anew and repaints it: the program was stopped from
 *  outside, and the shell had the terminal meanwhile. */
void mat_terminal_take_again(void);

/** Throws away what was typed and not yet read: nobody has seen what it would
 *  answer. */
void mat_terminal_forget_typed(void);

#endif
