/**
 * \file
 * What a process that we have forked does before it becomes another program.
 * Nothing here allocates or locks, so that all of it is safe behind fork().
 */
#ifndef MAT_FRONT_FORKED_H
#define MAT_FRONT_FORKED_H

#include <stdbool.h>
#include <sys/types.h>

/** Closes every file from \p first on, those of libraries and those that our
 *  own parent left open among them, for they are not marked as ours are.
 *  \param on_exec   not now, but when the program begins */
void mat_forked_close(int first, bool on_exec);

/** Has it killed when \p parent, which has forked it, ends; ends it if that has
 *  happened already. Where the system cannot do the former, only the latter. */
void mat_forked_die_with(pid_t parent);

/** Sets every signal to what it does by default, and blocks none. */
void mat_forked_signals(void);

#endif
