/**
 * \file
 * The line of a session: from its JSON to a past. A part of ledger_line.
 */
#ifndef MAT_STORE_LEDGER_SESSION_H
#define MAT_STORE_LEDGER_SESSION_H

#include <jansson.h>

#include "store/ledger_line.h"

/**
 * Takes what only a session has: stage, outcome, plan, times and steps.
 *
 * \param line  set as far as it went
 * \return NULL, or what is wrong, static
 */
const char *mat_line_take_session(const json_t *object, struct mat_line *line);

/** Makes the past of \p line that of a session without any steps. `at` is set.
 */
void mat_line_begin_past(struct mat_line *line);

/** Counts a step on the mat in. \param lasted  at least 0 */
void mat_line_count_mat(struct mat_past *past, enum mat_position position,
                        enum mat_layer layer, enum mat_surface surface,
                        mat_ms lasted);

#endif
