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

/**
 * Shows how it ended on the open screen, and asks how it was; closes itself
 * after a while.
 *
 * \param id    of the recorded session; NULL: nothing is asked
 * \return as mat_pager_show()
 */
int mat_closing_page(const struct mat_prepared *prepared,
                     const struct mat_state *state, const char *id);

/** Asks the same questions in lines, by single keys. \return as
 *  mat_pager_show() */
int mat_closing_questions(const struct mat_prepared *prepared,
                          const struct mat_state *state, const char *id);

/** Prints the same, to stay where the session was. */
void mat_closing_lines(const struct mat_prepared *prepared,
                       const struct mat_state *state);

#endif
