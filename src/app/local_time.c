#include "app/local_time.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "matsession/text.h"

#define DAY INT64_C(1440) /* minutes */

/* The beginning of 1970 where it cannot be told. */
static struct tm
local(mat_ms from_now)
{
    time_t moment = time(NULL) + (time_t)(from_now / 1000);
    struct tm parts;

    if (!localtime_r(&moment, &parts))
        return (struct tm){.tm_mday = 1, .tm_year = 70};
    return parts;
}

void
mat_today(char buffer[MAT_DATE_TEXT])
{
    struct tm now = local(0);

    if (strftime(buffer, MAT_DATE_TEXT, "%Y-%m-%d", &now) == 0)
        memcpy(buffer, "1970-01-01", MAT_DATE_TEXT);
}

char *
mat_time_of_day(mat_ms from_now, char buffer[MAT_TIME_OF_DAY_TEXT])
{
    struct tm then = local(from_now);

    if (strftime(buffer, MAT_TIME_OF_DAY_TEXT, "%H:%M", &then) == 0)
        buffer[0] = '\0';
    return buffer;
}

mat_ms
mat_since_midnight(void)
{
    struct tm now = local(0);

    return MAT_SECONDS(now.tm_hour * 3600 + now.tm_min * 60 + now.tm_sec);
}

struct mat_wall
mat_wall_now(char *ret_zone, size_t size)
{
    struct timespec now = {0};
    struct tm parts;
    bool known;

    clock_gettime(CLOCK_REALTIME, &now);
    known = localtime_r(&now.tv_sec, &parts) != NULL;
    if (ret_zone && size > 0)
        mat_join(ret_zone, size, known ? parts.tm_zone : "UTC", NULL);
    return (struct mat_wall){
        .ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000,
        .offset = known ? (int)(parts.tm_gmtoff / 60) : 0,
    };
}

/* Rounded down, before 1970 too. */
static int64_t
seconds_of(int64_t ms)
{
    return ms / 1000 - (ms % 1000 < 0);
}

/* \return whether it fits */
static bool
format(struct mat_wall wall, const char *form, char *buffer, size_t size)
{
    time_t shown = (time_t)(seconds_of(wall.ms) + (int64_t)wall.offset * 60);
    struct tm parts;

    return gmtime_r(&shown, &parts) &&
           strftime(buffer, size, form, &parts) != 0;
}

char *
mat_wall_text(struct mat_wall wall, char buffer[MAT_WALL_TEXT])
{
    if (!format(wall, "%Y-%m-%d %H:%M", buffer, MAT_WALL_TEXT))
        memcpy(buffer, "unknown", sizeof("unknown"));
    return buffer;
}

char *
mat_wall_time(struct mat_wall wall, char buffer[MAT_TIME_OF_DAY_TEXT])
{
    if (!format(wall, "%H:%M", buffer, MAT_TIME_OF_DAY_TEXT))
        buffer[0] = '\0';
    return buffer;
}

int
mat_wall_minute(struct mat_wall wall)
{
    int64_t minutes = seconds_of(wall.ms) + (int64_t)wall.offset * 60;

    minutes = minutes / 60 - (minutes % 60 < 0);
    return (int)((minutes % DAY + DAY) % DAY);
}

char *
mat_time_of_minute(int minute, char buffer[MAT_TIME_OF_DAY_TEXT])
{
    return mat_wall_time((struct mat_wall){.offset = minute}, buffer);
}

char *
mat_wall_stamp(struct mat_wall wall, char buffer[MAT_STAMP_TEXT])
{
    unsigned offset =
        wall.offset < 0 ? 0U - (unsigned)wall.offset : (unsigned)wall.offset;
    size_t used = strlen("YYYY-MM-DDTHH:MM:SS");

    if (!format(wall, "%Y-%m-%dT%H:%M:%S", buffer, MAT_STAMP_TEXT))
        memcpy(buffer, "1970-01-01T00:00:00", used + 1);
    snprintf(buffer + used, MAT_STAMP_TEXT - used, "%c%02u:%02u",
             wall.offset < 0 ? '-' : '+', offset / 60 % 100, offset % 60);
    return buffer;
}

/* --- between the wall and the moment --- */

/* Seconds east of UTC. */
static int64_t
offset_at(int64_t seconds)
{
    time_t moment = (time_t)seconds;
    struct tm parts;

    return localtime_r(&moment, &parts) ? parts.tm_gmtoff : 0;
}

struct mat_wall
mat_wall_at(int64_t ms)
{
    return (struct mat_wall){.ms = ms,
                             .offset = (int)(offset_at(seconds_of(ms)) / 60)};
}

/* Not mktime(): libraries differ in what it makes of a time that does not
 * exist, or comes twice. */
int64_t
mat_wall_moment(int64_t day, int minute)
{
    const int64_t day_long = INT64_C(24) * 60 * 60;
    int64_t wall = day * day_long + (int64_t)minute * 60;
    int64_t before = wall - offset_at(wall - day_long);
    int64_t after = wall - offset_at(wall + day_long);
    bool has_before = before + offset_at(before) == wall;
    bool has_after = after + offset_at(after) == wall;
    int64_t moment = before;

    if (has_after && (!has_before || after < before))
        moment = after;
    return moment * 1000;
}
