/**
 * \file
 * A process that outlives this one by a moment: it kills the group of processes
 * that it was told of when this process has ended without doing so, by whatever
 * signal. It costs nothing meanwhile, for it only waits.
 */
#ifndef MAT_SPEAKER_GUARD_H
#define MAT_SPEAKER_GUARD_H

#include <sys/types.h>

/** A guard. All zero is none. */
struct mat_guard {
    pid_t process; /**< 0: none */
    int file;      /**< of what it is told; its end tells it of ours */
};

/** Starts it, before there are threads: it is a copy of this process.
 *  \return 0 or an errno value; \p guard is then as before */
int mat_guard_start(struct mat_guard *guard);

/** Tells it of the group of processes that now runs; 0: none does.
 *  \param guard  NULL and none are fine */
void mat_guard_tell(const struct mat_guard *guard, pid_t group);

/** Has it do what it is there for, and waits for that. */
void mat_guard_end(struct mat_guard *guard);

#endif
