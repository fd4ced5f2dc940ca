/**
 * \file
 * Past sessions counted: by week, area, stage and strength. No clock, no file,
 * no printing. Days are those of each session's own clock.
 */
#ifndef MAT_CLI_STATS_SUM_H
#define MAT_CLI_STATS_SUM_H

#include "matsession/progress.h"

#define MAT_WEEK_DAYS 7

/** The days behind one that count as lately, today with them. */
#define MAT_STATS_LATELY 28

/** A week in which there was time on the mat. */
struct mat_stats_week {
    int64_t monday; /**< days since 1970 */
    mat_ms days[MAT_WEEK_DAYS];
};

/** A session that ran at another stage than the one before it. */
struct mat_stats_turn {
    int64_t day;
    enum mat_stage stage;
};

/** How strong one session was. */
struct mat_stats_strength {
    int64_t day;
    int strength; /**< 0 to 10, or -1: nobody has said */
};

/** Everything counted. All zero is nothing. */
struct mat_stats {
    int64_t today;
    int sessions;
    int sessions_lately;
    int64_t first_day; /**< of all; 0 without sessions */
    int64_t last_day;  /**< likewise */
    mat_ms mat;
    mat_ms mat_lately;
    mat_ms areas[MAT_AREA__COUNT];
    mat_ms lately[MAT_AREA__COUNT];
    struct mat_stats_week *weeks; /**< in the order of time */
    int n_weeks;
    struct mat_stats_turn *turns; /**< the first session's stage is one */
    int n_turns;
    struct mat_stats_strength *strengths; /**< one a session */
};

/**
 * Counts.
 *
 * \param past      in the order of time
 * \param today     days since 1970
 * \param ret_stats set; released with mat_stats_done()
 */
void mat_stats_sum(const struct mat_past *past, int n_past, int64_t today,
                   struct mat_stats *ret_stats);

/** Releases it. */
void mat_stats_done(struct mat_stats *stats);

/** Room for a date. */
#define MAT_STATS_DATE_TEXT 24

/** A day as `YYYY-MM-DD`; "" when it has none. \return \p buffer */
char *mat_stats_date(int64_t day, char buffer[MAT_STATS_DATE_TEXT]);

/** Room for a week's name. */
#define MAT_WEEK_TEXT 24

/** The week that begins on \p monday as ISO 8601 names it, "2026-W47"; ""
 *  when there is no such name. \return \p buffer */
char *mat_stats_week_name(int64_t monday, char buffer[MAT_WEEK_TEXT]);

#endif
