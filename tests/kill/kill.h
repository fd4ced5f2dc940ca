/**
 * \file
 * What the parts of the kill test share: what a session tells of itself, the
 * process it runs in, and how the ledger is checked.
 */
#ifndef MAT_TESTS_KILL_H
#define MAT_TESTS_KILL_H

#include <stdatomic.h>
#include <sys/types.h>

#include "app/prepare.h"
#include "store/ids.h"

/* How far a session has come. */
enum stage { BEFORE, RUNNING, FINISHING, AFTER, N_STAGES };

/* What a session tells of itself. All of it is there however it ends. */
struct page {
    atomic_int stage;
    atomic_bool up;       /* about to begin, or to sweep */
    atomic_bool begun;    /* mat_history_begin() has returned: `id` is known */
    atomic_int facts;     /* that the history has taken */
    atomic_bool ended;    /* the last fact is there .. */
    atomic_bool told;     /* .. and the history has taken it */
    _Atomic mat_ms most;  /* on the mat, at the last fact there was .. */
    _Atomic mat_ms least; /* .. and at the last that the history has taken */
    atomic_bool finished; /* mat_history_finish() has said so */
    char id[MAT_ID_TEXT];
};

extern struct page *page;    /**< shared by all processes */
extern int64_t virtual_now;  /**< a session's clock, in nanoseconds .. */
extern int64_t virtual_jump; /**< .. and how far it jumps at each look */

/** Ends the test, with seed and run, where \p claim does not hold. */
__attribute__((format(printf, 2, 3))) void require(bool claim,
                                                   const char *format, ...);

/** What a process can do: run a session with its recording; sweep. */
void run_session(const struct mat_prepared *what);
void sweep_session(const struct mat_prepared *what);

/** Does it in a process of its own, under the lock, as `start` does. */
pid_t begin_process(void (*act)(const struct mat_prepared *),
                    const struct mat_prepared *what);

/** Waits until it has begun to act. */
void wait_up(pid_t child);

/** Whether it has ended; it is still there. */
bool is_over(pid_t child);

/** Waits for its end. \return whether it was killed, not over before that */
bool end_process(pid_t child);

/** What ledgers hold is checked against this: all that was there before, and
 *  the session of the page. */
struct seen {
    char id[MAT_ID_TEXT];
    enum mat_outcome outcome;
    mat_ms mat;
};

extern struct seen *seen; /**< with room for all */
extern int n_seen;

/** After a sweep: the ledger holds every session once, as it was, and no
 *  journal is left. \return torn lines */
int check_ledger(void);

#endif
