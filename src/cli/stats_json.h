/**
 * \file
 * What was counted, for programs.
 */
#ifndef MAT_CLI_STATS_JSON_H
#define MAT_CLI_STATS_JSON_H

#include <stdio.h>

#include "cli/stats_sum.h"

/**
 * Prints one object, a line:
 *
 * `{"sessions":..,"mat_seconds":..,"first":"2026-10-24","last":..,
 * "last_28_days":{"sessions":..,"mat_seconds":..},
 * "weeks":[{"week":"2026-W47","monday":"2026-11-16","days":[300,0,..]}],
 * "areas":{"back":{"mat_seconds":..,"last_28_days":..}},
 * "stages":[{"date":..,"stage":"week"}],
 * "strength":[{"date":..,"strength":3}],
 * "today":{"stage":..,"sessions":..,"days":..,"last":"easy"}}`
 *
 * `first` and `last` are null without sessions. Days are seconds on the mat,
 * Monday first. Weeks and areas without any, and sessions of which nobody has
 * said how strong they were, are left out. `last` is none, easy, unrated,
 * strong, marks or stop.
 */
void mat_stats_json(FILE *file, const struct mat_stats *stats,
                    const struct mat_progress *progress);

#endif
