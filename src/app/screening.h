/**
 * \file
 * The screening, one page a group of the table.
 */
#ifndef MAT_APP_SCREENING_H
#define MAT_APP_SCREENING_H

#include "app/load.h"
#include "app/pager.h"

/**
 * Runs the screening and saves the profile at its end.
 *
 * An urgent row that is not answered no shows its text and ends it with nothing
 * saved.
 *
 * \param why       the sentence on top: why it is asked now
 * \param known     its answers are shown at first; profile and `exists` are set
 *                  on success only
 * \return MAT_EXIT_DONE; MAT_EXIT_REFUSED after an urgent answer;
 *         MAT_EXIT_STOPPED when the user left it, with nothing saved;
 *         MAT_EXIT_FAILED when saving failed (said, the terminal given back);
 *         or what mat_pager_run() came to
 */
int mat_screening(enum mat_ask how, const struct mat_tables *tables,
                  const char *why, struct mat_known_profile *known);

#endif
