#include "app/bedtime.h"

#include <string.h>

#include "app/local_time.h"

#define MINUTE MAT_MINUTES(1)
#define NOON (12 * 60)

bool
mat_bedtime_parse(const char *text, int *ret_minute)
{
    int hours;
    int minutes;

    if (strlen(text) != 5 || text[2] != ':')
        return false;
    for (int i = 0; i < 5; i++) {
        if (i != 2 && (text[i] < '0' || text[i] > '9'))
            return false;
    }
    hours = (text[0] - '0') * 10 + text[1] - '0';
    minutes = (text[3] - '0') * 10 + text[4] - '0';
    if (hours > 23 || minutes > 59)
        return false;
    *ret_minute = hours * 60 + minutes;
    return true;
}

/* --- the session --- */

void
mat_evening_of(const struct mat_schedule *schedule,
               struct mat_evening *ret_evening)
{
    struct mat_evening evening = {.left = MAT_MS_NONE, .mat = schedule->mat};
    int off = -1;

    for (int i = 0; i < schedule->n_segments; i++) {
        const struct mat_segment *segment = &schedule->segments[i];

        if (segment->duration == MAT_MS_NONE)
            evening.waits = true;
        else
            evening.ends = mat_ms_add(evening.ends, segment->duration);
        if (segment->kind == MAT_KIND_MAT)
            off = segment->off;
        if (segment->kind == MAT_KIND_MAT || i == off)
            evening.left = evening.ends;
    }
    *ret_evening = evening;
}

/* --- the night --- */

static mat_ms
minute_down(mat_ms moment)
{
    mat_ms over = moment % MINUTE;

    return moment - over - (over < 0 ? MINUTE : 0);
}

static mat_ms
minute_up(mat_ms moment)
{
    return minute_down(moment + MINUTE - 1);
}

void
mat_night_find(int minute, const struct mat_evening *evening, mat_ms now,
               struct mat_night *ret_night)
{
    int64_t day = mat_wall_day(mat_wall_at(now)) - 1;
    struct mat_night night = {.left = MAT_MS_NONE};

    /* A day that a zone leaves out gives the moment of the one after it. */
    do
        night.bedtime = mat_wall_moment(day++, minute);
    while (night.bedtime <= now);
    night.moved = mat_wall_minute(mat_wall_at(night.bedtime)) != minute;
    night.start = night.bedtime - evening->ends;
    if (evening->left != MAT_MS_NONE)
        night.start = mat_ms_min(night.start, night.bedtime - MAT_BEDTIME_REST -
                                                  evening->left);
    night.start = minute_down(night.start);
    night.ends = minute_up(night.start + evening->ends);
    if (evening->left != MAT_MS_NONE)
        night.left = minute_up(night.start + evening->left);
    *ret_night = night;
}

bool
mat_night_is_late(const struct mat_night *night, mat_ms now)
{
    return now >= night->start + MINUTE;
}

void
mat_night_find_next(int minute, const struct mat_evening *evening, mat_ms now,
                    struct mat_night *ret_night)
{
    mat_night_find(minute, evening, now, ret_night);
    if (mat_night_is_late(ret_night, now))
        mat_night_find(minute, evening, ret_night->bedtime, ret_night);
}

enum mat_reminder
mat_night_reminder(const struct mat_night *night, mat_ms now)
{
    if (now < night->start - MAT_REMINDER_BEFORE ||
        now > night->start + MAT_REMINDER_AFTER)
        return MAT_REMINDER_NONE;
    if (now < night->start)
        return MAT_REMINDER_AHEAD;
    return mat_night_is_late(night, now) ? MAT_REMINDER_LATE : MAT_REMINDER_NOW;
}

mat_ms
mat_noon_before(mat_ms now)
{
    int64_t day = mat_wall_day(mat_wall_at(now));
    mat_ms noon;

    do
        noon = mat_wall_moment(day--, NOON);
    while (noon > now);
    return noon;
}
