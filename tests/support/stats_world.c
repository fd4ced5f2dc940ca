#include "stats_world.h"

#include <stdlib.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/date.h"

#define HOUR_MS MAT_MINUTES(60)

int64_t
mat_stats_world_day(const char *date)
{
    int64_t day;

    assert_true(mat_date_parse(date, &day));
    return day;
}

struct mat_past *
mat_stats_world_add(struct mat_stats_world *world, const char *date, int hour,
                    int offset, int seconds)
{
    struct mat_past *past = &world->past[world->n++];

    assert_true(world->n <= MAT_STATS_WORLD_MAX);
    *past = (struct mat_past){
        .began = {.ms =
                      mat_stats_world_day(date) * 24 * HOUR_MS + hour * HOUR_MS,
                  .offset = offset},
        .strength = -1,
        .skin = MAT_SKIN_UNKNOWN,
    };
    past->used[MAT_AREA_BACK] = MAT_SECONDS(seconds);
    return past;
}

void
mat_stats_world_sum(const struct mat_stats_world *world, const char *today,
                    struct mat_stats *ret_stats)
{
    mat_stats_sum(world->past, world->n, mat_stats_world_day(today), ret_stats);
}
