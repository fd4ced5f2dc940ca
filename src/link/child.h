/**
 * \file
 * A program that is run beside the session: without a shell, in a process
 * group of its own, with nothing of ours open, and never waited for. It ends
 * in time or is ended, with whatever it has started: also while nobody looks at
 * it, though half a second later, and when we are killed.
 */
#ifndef MAT_LINK_CHILD_H
#define MAT_LINK_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "matsession/time.h"

/** What is to be run. */
struct mat_child_order {
    const char *const *argv;  /**< NULL at its end; the first is looked for in
                                   PATH unless it has a slash */
    char *const *environment; /**< NULL: ours */
    mat_ms time;              /**< it has so long; MAT_MS_NONE: no limit, and
                                   when we are killed then only it ends, not
                                   what it has started */
    bool held;     /**< its input stays open for as long as we live and have it;
                        else it is empty */
    bool outlives; /**< our own end does not end it; its time does, but not what
                        it has started */
};

/** One that runs, or has run. All zero is none. */
struct mat_child {
    pid_t process; /**< 0: none, or it has ended */
    int input;     /**< -1 unless `held` */
    int complaint; /**< private */
    mat_ms began;  /**< private, by mat_steady_now() */
    mat_ms until;  /**< the same; moved on when it is ended */
    bool late;     /**< it was ended, for its time was over */
    int error;     /**< errno, when it could not be executed; else 0 */
    int status;    /**< exit status, or -1 for another end */
};

/** Where the program \p name is, as a child is found: as it is with a slash,
 *  else in PATH. \return freed by the caller; NULL: nowhere */
char *mat_child_find(const char *name);

/** Starts it. \return 0, or an errno value and \p ret_child as it was; one that
 *  cannot be executed shows later, in `error` */
int mat_child_start(struct mat_child *ret_child,
                    const struct mat_child_order *order);

/** Looks at it: reaps it if it has ended, and then ends what it has left
 *  behind; ends it whole when its time is over. \return whether it still runs
 */
bool mat_child_look(struct mat_child *child);

/** After how many milliseconds to look again; MAT_MS_NONE: it does not run. */
mat_ms mat_child_patience(const struct mat_child *child);

/** Waits until it has ended, or is ended because its time is over. Fine for
 *  none. */
void mat_child_wait(struct mat_child *child);

/** Ends it with whatever it has started, and reaps it. Fine for none. */
void mat_child_end(struct mat_child *child);

/** Leaves one that `outlives` to itself. Fine for none. */
void mat_child_leave(struct mat_child *child);

#endif
