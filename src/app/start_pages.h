/**
 * \file
 * The pages around a session: what is to come, and how it ended.
 */
#ifndef MAT_APP_START_PAGES_H
#define MAT_APP_START_PAGES_H

#include "app/pager.h"
#include "app/prepare.h"
#include "matsession/engine.h"

/**
 * Shows what is to come and why, and asks for Enter.
 *
 * \return MAT_EXIT_DONE to go on, MAT_EXIT_STOPPED when the user leaves, or
 *         what mat_pager_run() ended with
 */
int mat_opening(enum mat_ask how, const struct mat_prepared *prepared);

/** Shows how it ended on the open screen; closes itself after a while.
 *  \return as mat_pager_show() */
int mat_closing_page(const struct mat_prepared *prepared,
                     const struct mat_state *state);

/** Prints the same, to stay where the session was. */
void mat_closing_lines(const struct mat_prepared *prepared,
                       const struct mat_state *state);

#endif
