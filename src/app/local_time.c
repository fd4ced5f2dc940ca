#include "app/local_time.h"

#include <string.h>
#include <time.h>

#include "matsession/text.h"

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

char *
mat_wall_text(struct mat_wall wall, char buffer[MAT_WALL_TEXT])
{
    /* Rounded down, before 1970 too. */
    int64_t seconds = wall.ms / 1000 - (wall.ms % 1000 < 0);
    time_t shown = (time_t)(seconds + (int64_t)wall.offset * 60);
    struct tm parts;

    if (!gmtime_r(&shown, &parts) ||
        strftime(buffer, MAT_WALL_TEXT, "%Y-%m-%d %H:%M", &parts) == 0)
        memcpy(buffer, "unknown", sizeof("unknown"));
    return buffer;
}
