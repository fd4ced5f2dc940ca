/**
 * \file
 * A session from its first moment to the closing page.
 */
#ifndef MAT_APP_START_SESSION_H
#define MAT_APP_START_SESSION_H

#include "app/start_keep.h"
#include "link/control.h"
#include "speak/ears.h"
#include "store/config.h"

/** A session that is to run, and what came of it. */
struct mat_session {
    const struct mat_start_options *options;
    const struct mat_prepared *prepared;
    struct mat_keep *keep;
    const struct mat_config *config;
    bool takes_up;          /**< the session of `keep->resume` */
    bool on_screen;         /**< the terminal is open */
    bool ended;             /**< with somebody there to read how .. */
    bool told;              /**< .. and that was printed already */
    struct mat_state state; /**< at the end */
    struct mat_screen screen;
    struct mat_ears ears;
    bool listens;               /**< the ears were begun, if they are wanted */
    struct mat_control control; /**< opened before, or when it is run */
};

/** Starts its ears, unless they are: a page before it leaves the sound device
 *  and the first sentences time to be ready. Without a page they start behind
 *  the first frame. What is above `ended` must be set. */
void mat_session_listen(struct mat_session *session);

/** Ends what was begun for one that was left before it ran, at once. Fine for
 *  one that has run. */
void mat_session_leave(struct mat_session *session);

/** Runs it. Signals must be taken; what it opens stays open. \return what to
 *  exit with */
int mat_session_run(struct mat_session *session);

#endif
