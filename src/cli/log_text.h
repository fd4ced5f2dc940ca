/**
 * \file
 * Past sessions for people.
 */
#ifndef MAT_CLI_LOG_TEXT_H
#define MAT_CLI_LOG_TEXT_H

#include <stdio.h>

#include "store/ledger.h"

/**
 * Prints entries from the last to the first: a line each where \p width allows,
 * else more behind an indent. Moments are those of the session's own clock.
 */
void mat_log_text(FILE *file, const struct mat_entry *entries, int count,
                  int width);

#endif
