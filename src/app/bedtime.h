/**
 * \file
 * From a bedtime to the moment at which a session starts: pure, but for the
 * time zone, which is the process's (TZ). Moments are milliseconds since
 * 1970-01-01 UTC.
 *
 * The mat is left 30 minutes before bedtime (domain.md 5), and the session is
 * over by then.
 */
#ifndef MAT_APP_BEDTIME_H
#define MAT_APP_BEDTIME_H

#include "matsession/schedule.h"

/** The mat is left so long before bedtime. */
#define MAT_BEDTIME_REST MAT_MINUTES(30)
/** A start that is further from bedtime is earlier than guides advise. */
#define MAT_BEDTIME_FAR MAT_MINUTES(60)
/** A reminder comes at most so long before the start, .. */
#define MAT_REMINDER_BEFORE MAT_MINUTES(60)
/** .. and at most so long after it. */
#define MAT_REMINDER_AFTER MAT_MINUTES(20)

/** What a session takes, counted from its start. */
struct mat_evening {
    mat_ms left; /**< the last stay on the mat is over, with its way off;
                      MAT_MS_NONE: nothing of it is on the mat */
    mat_ms ends; /**< the session is over */
    mat_ms mat;  /**< on the mat in it */
    bool waits;  /**< it waits for keys, which is not counted */
};

/** A night, in whole minutes: the start rounded down, the rest up. */
struct mat_night {
    mat_ms start; /**< the latest that will do */
    mat_ms left;  /**< the mat is left; MAT_MS_NONE: there is none */
    mat_ms ends;  /**< the session is over; never behind `bedtime` */
    mat_ms bedtime;
    bool moved; /**< the clocks jump over the bedtime that was given */
};

/** Whether a reminder is due, and how it puts it. */
enum mat_reminder {
    MAT_REMINDER_NONE,  /**< too early, or too late */
    MAT_REMINDER_AHEAD, /**< the start is ahead, within MAT_REMINDER_BEFORE */
    MAT_REMINDER_NOW,   /**< this is its minute */
    MAT_REMINDER_LATE,  /**< it is over, within MAT_REMINDER_AFTER: the mat
                             would not be left in time, unless the session
                             is shorter */
};

/** Reads a time of day: two digits, a colon, two digits, `00:00` to `23:59`.
 *  \param ret_minute  of the day; set on success only */
bool mat_bedtime_parse(const char *text, int *ret_minute);

/** What \p schedule takes when every question is answered at once. */
void mat_evening_of(const struct mat_schedule *schedule,
                    struct mat_evening *ret_evening);

/** The night of the next bedtime after \p now. Its start may be over. One that
 *  the clocks jump over is as much later as they jump; of one that comes twice
 *  it is the first. \param minute  of the day */
void mat_night_find(int minute, const struct mat_evening *evening, mat_ms now,
                    struct mat_night *ret_night);

/** The same of the first night whose start is not over. */
void mat_night_find_next(int minute, const struct mat_evening *evening,
                         mat_ms now, struct mat_night *ret_night);

/** Whether the start is over: its minute has gone. */
bool mat_night_is_late(const struct mat_night *night, mat_ms now);

/** Whether and how to remind of \p night. */
enum mat_reminder mat_night_reminder(const struct mat_night *night, mat_ms now);

/** The last noon that was. */
mat_ms mat_noon_before(mat_ms now);

#endif
