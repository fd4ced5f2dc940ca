/**
 * \file
 * How strong sessions were, over time.
 */
#ifndef MAT_CLI_STATS_STRENGTH_H
#define MAT_CLI_STATS_STRENGTH_H

#include <stdio.h>

#include "cli/stats_sum.h"

/**
 * Prints the newest sessions that fit into a line of \p width columns: a row
 * of digits and, unless \p ascii, one of bars above it, then what is to be
 * known about them.
 */
void mat_stats_strength(FILE *file, const struct mat_stats *stats, int width,
                        bool ascii);

#endif
