/**
 * \file
 * Today's prompts, on one page.
 */
#ifndef MAT_APP_TODAY_H
#define MAT_APP_TODAY_H

#include "app/pager.h"

/**
 * Asks the rows of \p prompts about today.
 *
 * An urgent row that is not answered no shows its text.
 *
 * \param ret_today set on success: one answer a row of the tables
 * \return MAT_EXIT_DONE; MAT_EXIT_REFUSED after an urgent answer;
 *         MAT_EXIT_STOPPED when the user left it; or what mat_pager_run() came
 *         to
 */
int mat_ask_today(enum mat_ask how, const struct mat_tables *tables,
                  const int *prompts, int n_prompts,
                  struct mat_answer *ret_today);

#endif
