/**
 * \file
 * What an answer comes to, in words.
 */
#ifndef MAT_APP_MEANING_H
#define MAT_APP_MEANING_H

#include "matsession/gate.h"

/** Room for what an answer comes to. */
#define MAT_MEANING_TEXT 800

/**
 * Says in a sentence or two what a yes or an unsure comes to: "Left out until
 * a professional agrees: the mat."
 *
 * \param answer    of kind YES or UNSURE
 * \return \p buffer
 */
char *mat_meaning(const struct mat_tables *tables, const struct mat_row *row,
                  const struct mat_answer *answer,
                  char buffer[MAT_MEANING_TEXT]);

#endif
