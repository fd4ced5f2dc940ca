/**
 * \file
 * The pages around a session: what is to come, and how it ended.
 */
#ifndef MAT_APP_START_PAGES_H
#define MAT_APP_START_PAGES_H

#include "app/prepare.h"
#include "app/screening.h"
#include "matsession/engine.h"

/**
 * Shows what is to come and why, and asks for Enter.
 *
 * \return MAT_EXIT_DONE to go on, MAT_EXIT_STOPPED when the user leaves, or
 *         what mat_pager_run() ended with
 */
int mat_opening(enum mat_ask how, const struct mat_prepared *prepared);

/**
 * Shows how it ended: a page that closes itself after a while, or lines.
 *
 * \param on_screen the terminal is open; it is closed, and one line is left
 * \param silent    nothing at all (JSON)
 */
void mat_closing(bool on_screen, bool silent,
                 const struct mat_prepared *prepared,
                 const struct mat_state *state);

#endif
