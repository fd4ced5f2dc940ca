/**
 * \file
 * Wall time, which is only ever shown or kept as a date.
 */
#ifndef MAT_APP_LOCAL_TIME_H
#define MAT_APP_LOCAL_TIME_H

#include "matsession/progress.h"

/** Room for a date, `YYYY-MM-DD`, and for a time of day, `HH:MM`. */
#define MAT_DATE_TEXT 11
#define MAT_TIME_OF_DAY_TEXT 6

/** Today's date. */
void mat_today(char buffer[MAT_DATE_TEXT]);

/** The time of day \p from_now on. \return \p buffer */
char *mat_time_of_day(mat_ms from_now, char buffer[MAT_TIME_OF_DAY_TEXT]);

/** Room for a date and a time of day, `YYYY-MM-DD HH:MM`. */
#define MAT_WALL_TEXT 17

/** Now, on the wall clock.
 *
 *  \param ret_zone  the time zone's short name, at most \p size bytes; may be
 *                   NULL */
struct mat_wall mat_wall_now(char *ret_zone, size_t size);

/** A moment as its own clock showed it. \return \p buffer */
char *mat_wall_text(struct mat_wall wall, char buffer[MAT_WALL_TEXT]);

/** A moment, milliseconds since 1970-01-01 UTC, on the wall clock of then. */
struct mat_wall mat_wall_at(int64_t ms);

/** The time of day of a moment, `HH:MM`, as its own clock showed it. \return
 *  \p buffer */
char *mat_wall_time(struct mat_wall wall, char buffer[MAT_TIME_OF_DAY_TEXT]);

/** The minute of the day, 0 to 1439, that its own clock showed. */
int mat_wall_minute(struct mat_wall wall);

/** A time of day by its minute, 0 to 1439, `HH:MM`. \return \p buffer */
char *mat_time_of_minute(int minute, char buffer[MAT_TIME_OF_DAY_TEXT]);

/** Room for `YYYY-MM-DDTHH:MM:SS+HH:MM`. */
#define MAT_STAMP_TEXT 26

/** A moment in the form of RFC 3339, whole seconds. \return \p buffer */
char *mat_wall_stamp(struct mat_wall wall, char buffer[MAT_STAMP_TEXT]);

/**
 * The moment, milliseconds since 1970-01-01 UTC, at which the clocks here show
 * a time of day: the first one, where they show it twice; where they jump over
 * it, as much later as they jump.
 *
 * \param day     since 1970, as mat_wall_day() counts
 * \param minute  of the day
 */
int64_t mat_wall_moment(int64_t day, int minute);

/** How long ago the last midnight was. */
mat_ms mat_since_midnight(void);

#endif
