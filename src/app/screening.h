/**
 * \file
 * Asking: the screening, one page a group of the table, and today's prompts
 * on one page. On a terminal as pages, else as numbered questions.
 */
#ifndef MAT_APP_SCREENING_H
#define MAT_APP_SCREENING_H

#include "app/exit.h"
#include "store/profile.h"

/** How to ask. */
enum mat_ask {
    MAT_ASK_PAGES, /**< full-screen pages */
    MAT_ASK_LINES, /**< numbered questions, stdin and stderr */
};

/** Whether somebody can be asked: stdin is a terminal, and stderr or stdout. */
bool mat_can_ask(void);

/**
 * Runs the screening and saves the profile at its end.
 *
 * An answer of `yes` to an urgent row shows its text and ends with nothing
 * saved.
 *
 * \param why       the sentence on top: why it is asked now
 * \param profile   answers shown at first; set on success only
 * \return MAT_EXIT_DONE; MAT_EXIT_REFUSED after an urgent answer;
 *         MAT_EXIT_STOPPED when the user left it, with nothing saved;
 *         MAT_EXIT_FAILED when saving failed (said); MAT_EXIT_SIGNAL + n
 */
int mat_screening(enum mat_ask how, const struct mat_tables *tables,
                  const char *why, struct mat_profile *profile);

/**
 * Asks the rows of \p prompts about today.
 *
 * \param ret_today set on success: one answer a row of the tables
 * \return as mat_screening(); an urgent `yes` shows its text
 */
int mat_ask_today(enum mat_ask how, const struct mat_tables *tables,
                  const int *prompts, int n_prompts,
                  struct mat_answer *ret_today);

#endif
