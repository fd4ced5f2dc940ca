/**
 * \file
 * Signals as values: handlers only set flags, and nothing is delivered but
 * while mat_signals_wait() waits, so no loop has a race to think of.
 */
#ifndef MAT_APP_SIGNALS_H
#define MAT_APP_SIGNALS_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

/** What came in since the wait before. */
struct mat_signals {
    int ended;       /**< SIGINT, SIGTERM, SIGHUP or SIGQUIT; 0: none */
    bool resized;    /**< SIGWINCH */
    bool stop_asked; /**< SIGTSTP: see mat_signals_stop_here() */
    bool continued;  /**< SIGCONT, but for mat_signals_stop_here(): stopped from
                          outside, and the shell had the terminal */
};

/**
 * Takes the signals over: INT, TERM, HUP, QUIT, WINCH, TSTP and CONT are
 * blocked except inside mat_signals_wait(), PIPE is ignored. A signal of INT,
 * HUP, QUIT and TSTP that was ignored (nohup, a background job) stays ignored.
 * May be nested; each call is paired with mat_signals_give_back().
 */
void mat_signals_take(void);

/** Restores handlers and mask. What came in after the last wait then does what
 *  it does by default, so give the terminal back first. */
void mat_signals_give_back(void);

/**
 * Waits for files and signals. Signals must be taken.
 *
 * \param fds           may be NULL when \p n is 0
 * \param timeout_ns    nanoseconds from now, so that a wait for a moment ends
 *                      at it and not a millisecond beside it; negative counts
 *                      as 0; INT64_MAX: forever
 * \param ret           always set
 * \return files that are ready; 0 on timeout or on a signal; -1 on an error,
 *         with errno
 */
int mat_signals_wait(struct pollfd *fds, nfds_t n, int64_t timeout_ns,
                     struct mat_signals *ret);

/** Stops the process as the shell expects of SIGTSTP, and returns when it is
 *  continued; at once where nobody could continue it. Give the terminal back
 *  first. */
void mat_signals_stop_here(void);

#endif
