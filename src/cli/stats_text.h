/**
 * \file
 * What was counted, for people.
 */
#ifndef MAT_CLI_STATS_TEXT_H
#define MAT_CLI_STATS_TEXT_H

#include <stdio.h>

#include "cli/stats_sum.h"

/**
 * Prints it in at most \p width columns, of which it wants 40.
 *
 * \param ascii  nothing else can be shown
 */
void mat_stats_text(FILE *file, const struct mat_stats *stats,
                    const struct mat_progress *progress, int width, bool ascii);

#endif
