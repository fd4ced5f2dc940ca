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

#endif
