/**
 * \file
 * Past sessions for tests of what is counted.
 */
#ifndef MAT_TESTS_STATS_WORLD_H
#define MAT_TESTS_STATS_WORLD_H

#include "cli/stats_sum.h"

#define MAT_STATS_WORLD_MAX 200

/** Past sessions in the order of time. All zero is none. */
struct mat_stats_world {
    struct mat_past past[MAT_STATS_WORLD_MAX];
    int n;
};

/** A date, `YYYY-MM-DD`, as days since 1970. */
int64_t mat_stats_world_day(const char *date);

/** Adds a session that began at \p hour UTC, \p offset minutes east of it, of
 *  so many seconds on the back; not rated. \return it, to be changed */
struct mat_past *mat_stats_world_add(struct mat_stats_world *world,
                                     const char *date, int hour, int offset,
                                     int seconds);

/** mat_stats_sum() of them. */
void mat_stats_world_sum(const struct mat_stats_world *world, const char *today,
                         struct mat_stats *ret_stats);

#endif
