#include "cli/stats_sum.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "front/out.h"

#define DAY_SECONDS INT64_C(86400)

/* 0 is Monday. The first of January 1970 was a Thursday. */
static int
weekday(int64_t day)
{
    int since_monday = (int)((day + 3) % MAT_WEEK_DAYS);

    return since_monday < 0 ? since_monday + MAT_WEEK_DAYS : since_monday;
}

/* The week of \p monday, made where it is missing. Clocks differ by a day at
 * most, so it is one of the last. */
static struct mat_stats_week *
week_of(struct mat_stats *stats, int64_t monday)
{
    int at = stats->n_weeks;

    while (at > 0 && stats->weeks[at - 1].monday > monday)
        at--;
    if (at > 0 && stats->weeks[at - 1].monday == monday)
        return &stats->weeks[at - 1];
    memmove(&stats->weeks[at + 1], &stats->weeks[at],
            (size_t)(stats->n_weeks - at) * sizeof(*stats->weeks));
    stats->weeks[at] = (struct mat_stats_week){.monday = monday};
    stats->n_weeks++;
    return &stats->weeks[at];
}

static void
add_time(struct mat_stats *stats, const struct mat_past *past, int64_t day)
{
    bool lately = day > stats->today - MAT_STATS_LATELY && day <= stats->today;
    mat_ms mat = mat_past_mat_time(past);

    stats->mat = mat_ms_add(stats->mat, mat);
    if (lately) {
        stats->sessions_lately++;
        stats->mat_lately = mat_ms_add(stats->mat_lately, mat);
    }
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        mat_ms used = mat_ms_max(past->used[area], 0);

        stats->areas[area] = mat_ms_add(stats->areas[area], used);
        if (lately)
            stats->lately[area] = mat_ms_add(stats->lately[area], used);
    }
}

static void
add_moment(struct mat_stats *stats, int64_t day)
{
    if (stats->sessions == 0 || day < stats->first_day)
        stats->first_day = day;
    if (stats->sessions == 0 || day > stats->last_day)
        stats->last_day = day;
}

static void
add(struct mat_stats *stats, const struct mat_past *past)
{
    int64_t day = mat_wall_day(past->began);
    mat_ms mat = mat_past_mat_time(past);

    add_moment(stats, day);
    add_time(stats, past, day);
    if (mat > 0) {
        struct mat_stats_week *week = week_of(stats, day - weekday(day));
        mat_ms *sum = &week->days[weekday(day)];

        *sum = mat_ms_add(*sum, mat);
    }
    if (stats->n_turns == 0 ||
        stats->turns[stats->n_turns - 1].stage != past->stage)
        stats->turns[stats->n_turns++] =
            (struct mat_stats_turn){.day = day, .stage = past->stage};
    stats->strengths[stats->sessions++] =
        (struct mat_stats_strength){.day = day, .strength = past->strength};
}

void
mat_stats_sum(const struct mat_past *past, int n_past, int64_t today,
              struct mat_stats *ret_stats)
{
    size_t room = n_past > 0 ? (size_t)n_past : 0;

    *ret_stats = (struct mat_stats){
        .today = today,
        .weeks = mat_xalloc(room * sizeof(*ret_stats->weeks)),
        .turns = mat_xalloc(room * sizeof(*ret_stats->turns)),
        .strengths = mat_xalloc(room * sizeof(*ret_stats->strengths)),
    };
    for (int i = 0; i < n_past; i++)
        add(ret_stats, &past[i]);
}

void
mat_stats_done(struct mat_stats *stats)
{
    free(stats->weeks);
    free(stats->turns);
    free(stats->strengths);
    *stats = (struct mat_stats){0};
}

static void
write_day(int64_t day, const char *format, char *buffer, size_t size)
{
    time_t moment = (time_t)(day * DAY_SECONDS);
    struct tm parts;

    if (!gmtime_r(&moment, &parts) ||
        strftime(buffer, size, format, &parts) == 0)
        buffer[0] = '\0';
}

char *
mat_stats_date(int64_t day, char buffer[MAT_STATS_DATE_TEXT])
{
    write_day(day, "%Y-%m-%d", buffer, MAT_STATS_DATE_TEXT);
    return buffer;
}

char *
mat_stats_week_name(int64_t monday, char buffer[MAT_WEEK_TEXT])
{
    write_day(monday, "%G-W%V", buffer, MAT_WEEK_TEXT);
    return buffer;
}
