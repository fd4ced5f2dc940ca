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

/** How long ago the last midnight was. */
mat_ms mat_since_midnight(void);

#endif
