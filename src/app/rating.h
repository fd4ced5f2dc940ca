/**
 * \file
 * What is asked about a session when it is over, and what is left to ask about
 * the last one when the next begins. One key each, every one may be left out.
 */
#ifndef MAT_APP_RATING_H
#define MAT_APP_RATING_H

#include "app/pager.h"
#include "app/past.h"

/**
 * Asks how strong a session was at the end and how the skin is, and records
 * it.
 *
 * \param text      paragraphs above the first question: how it ended
 * \param used      areas that were on the mat
 * \param at_most   each page goes by itself after so long; MAT_MS_NONE: never
 * \return as mat_pager_run(); MAT_EXIT_DONE also when nothing was said. A
 *         ledger that cannot be written is said
 */
int mat_rating_ask(enum mat_ask how, const char *title, const char *const *text,
                   int n_text, const char *id, mat_area_set used,
                   mat_ms at_most);

/** Asks about the last session what nobody has said yet: how strong it was,
 *  and whether the paused areas that keep some of \p areas from being used have
 *  healed. \p past is read anew when something was said. \return as
 * mat_rating_ask() */
int mat_rating_ask_before(enum mat_ask how, const struct mat_tables *tables,
                          struct mat_known_past *past, mat_area_set areas);

/** After today's questions: notes of the last session that its marks have gone,
 *  or not, where that is news. A ledger that cannot be written is said. */
void mat_rating_note_marks(const struct mat_tables *tables,
                           struct mat_known_past *past,
                           enum mat_answer_kind marks);

/** How strong a key says that it was, or -1: left out. */
int mat_rating_strength(int key);

/** What a key says of the skin; UNKNOWN: left out. */
enum mat_skin mat_rating_skin(int key);

/** The area that a key ticks where these were on the mat, or NONE: done. */
enum mat_area mat_rating_area(mat_area_set used, int key);

/** Whether a key says that the skin has healed. */
bool mat_rating_healed(int key);

#endif
