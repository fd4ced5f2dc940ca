/**
 * \file
 * The terminal, however it was taken: given back at the end, and when the
 * program ends for want of memory.
 */
#ifndef MAT_APP_TERMINAL_H
#define MAT_APP_TERMINAL_H

/** Sees to it that mat_no_memory() gives the terminal back. Called before it is
 *  taken. */
void mat_terminal_guard(void);

/** Gives the terminal back. Fine when it was not taken, and twice. */
void mat_terminal_give_back(void);

#endif
