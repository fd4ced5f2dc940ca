#include "app/local_time.h"

#include <string.h>
#include <time.h>

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
