/**
 * \file
 * What the check of a plan comes to, for people.
 */
#ifndef MAT_CLI_CHECK_TEXT_H
#define MAT_CLI_CHECK_TEXT_H

#include "matsession/diag.h"

/** Prints what is wrong, a line each, and a summary: "evening: fine".
 *  \param name what the user calls it \param file where it is */
void mat_check_text(const char *name, const char *file,
                    const struct mat_diags *diags);

#endif
