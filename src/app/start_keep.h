/**
 * \file
 * What a session takes and leaves beside itself: the lock, the sessions that
 * were cut off before it, and its recording.
 */
#ifndef MAT_APP_START_KEEP_H
#define MAT_APP_START_KEEP_H

#include "app/history.h"
#include "app/resume.h"
#include "app/start.h"
#include "front/screen.h"

/** The most complaints about a recording that are kept. */
#define MAT_COMPLAINTS_MAX 16

/** A session's keeping. All zero is none. */
struct mat_keep {
    struct mat_lock lock;
    bool locked;  /**< the part of it that guards the journals is held */
    bool records; /**< this session is to be recorded */
    struct mat_history history;
    struct mat_resume resume;  /**< the session that is taken up */
    struct mat_screen *screen; /**< shows complaints; NULL: they are printed */
    char *complaints[MAT_COMPLAINTS_MAX]; /**< that are printed at the end */
    int n_complaints;
};

/** Takes the lock where one is wanted. \return MAT_EXIT_DONE; MAT_EXIT_BUSY
 *  (said): another session runs */
int mat_keep_begin(struct mat_keep *keep,
                   const struct mat_start_options *options);

/**
 * Finds the session that is to be taken up. Where there is none it is said why,
 * and what was cut off enters the history.
 *
 * \param plan  asked for, or NULL: whichever it was
 * \param ret_wish set on success
 * \return MAT_EXIT_DONE, MAT_EXIT_NO_SUCH, MAT_EXIT_USAGE for another plan, or
 *         MAT_EXIT_FAILED without the lock
 */
int mat_keep_find(struct mat_keep *keep, const char *plan,
                  struct mat_wish *ret_wish);

/**
 * Lets sessions that were cut off enter the history, and says so.
 *
 * \param may_ask   one that can be taken up is left where it is
 * \return whether one was
 */
bool mat_keep_sweep(struct mat_keep *keep, bool may_ask);

/** Says a problem in a sentence while the session runs: where it is seen, and
 *  once more when the screen has gone. \param to  the keeping */
void mat_keep_complain(void *to, const char *text);

/** Says what can wait: once the screen has gone where there is one, and never
 *  keeps the session waiting. \param to  the keeping */
void mat_keep_mention(void *to, const char *text);

/** Begins the recording, or goes on with that of `resume`. */
void mat_keep_record(struct mat_keep *keep,
                     const struct mat_prepared *prepared);

/** Enters the session into the history and gives the lock back. \return whether
 *  it can be rated: it is there, and not forgotten */
bool mat_keep_finish(struct mat_keep *keep, bool discard);

/** Releases what it holds; then prints what only the screen has shown, so give
 *  the terminal back first. */
void mat_keep_done(struct mat_keep *keep);

#endif
