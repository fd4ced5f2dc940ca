/**
 * \file
 * Rows of the contraindication table as forms: what screening and today's
 * prompts share.
 */
#ifndef MAT_APP_ROWS_H
#define MAT_APP_ROWS_H

#include "app/pager.h"

/** The question of a row; of one that may have changed since the screening, the
 *  question about \p today. */
const char *mat_rows_question(const struct mat_row *row, bool today);

/**
 * Asks some rows on one page.
 *
 * \param form      all but items and marks is the caller's
 * \param today     whether they are about today: the `today` question is asked
 *                  of a row that is not transient
 * \param answers   one a row of the tables: shown at first, and set unless the
 *                  page was left; an untouched row becomes NO
 * \return as mat_pager_run()
 */
int mat_rows_ask(struct mat_pager *pager, const struct mat_tables *tables,
                 struct mat_form *form, const int *rows, int n_rows, bool today,
                 struct mat_answer *answers, enum mat_form_event *ret_event);

/** The first of \p rows that is urgent and was not answered no, or -1: not
 *  sure is no answer to leave such a question at. */
int mat_rows_urgent(const struct mat_tables *tables, const int *rows,
                    int n_rows, const struct mat_answer *answers);

/** Shows what an urgent row says. \return MAT_EXIT_REFUSED, or what else the
 *  page came to */
int mat_rows_show_urgent(struct mat_pager *pager,
                         const struct mat_tables *tables, int row);

/**
 * The text of an urgent row, a paragraph each; where its answer is not to be
 * kept, the notice `crisis` and the helplines.
 *
 * \param ret_text  set: strings and list freed by mat_rows_texts_free()
 * \return how many
 */
int mat_rows_urgent_text(const struct mat_tables *tables, int row,
                         char ***ret_text);

/** Frees a list of texts. */
void mat_rows_texts_free(char **texts, int n_texts);

#endif
