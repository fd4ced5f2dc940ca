/**
 * \file
 * Diagnostics as JSON, for `check --json`.
 */
#ifndef MAT_FRONT_DIAG_JSON_H
#define MAT_FRONT_DIAG_JSON_H

#include "matsession/diag.h"

/**
 * One diagnostic as one line of JSON without a newline: file, line, column,
 * level, path and message.
 *
 * \param file  its name; what must not be shown is replaced
 * \return a string that the caller frees; NULL without memory
 */
char *mat_diag_json(const char *file, const struct mat_diag *diag);

#endif
