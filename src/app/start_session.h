/**
 * \file
 * A session from its first moment to the closing page.
 */
#ifndef MAT_APP_START_SESSION_H
#define MAT_APP_START_SESSION_H

#include "app/start_keep.h"
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
};

/** Runs it. Signals must be taken; what it opens stays open. \return what to
 *  exit with */
int mat_session_run(struct mat_session *session);

#endif
