/**
 * \file
 * A bedtime, and the session before it as `start` would make it today: when it
 * begins, and what fits when that is over.
 */
#ifndef MAT_APP_TONIGHT_H
#define MAT_APP_TONIGHT_H

#include "app/bedtime.h"
#include "app/prepare.h"

/** What was asked, and what it comes to. Set the first three, the rest to
 *  zero. */
struct mat_tonight {
    const char *plan; /**< as it was named; borrowed */
    int minute;       /**< of the bedtime */
    mat_ms now;
    struct mat_prepared prepared; /**< with a schedule */
    struct mat_evening evening;   /**< what all of it takes */
    struct mat_night due;         /**< its start may be over .. */
    bool late;                    /**< .. and is */
    struct mat_night next;        /**< the first whose start is not over */
};

/**
 * Works it out. What stands against it is said.
 *
 * \param tonight  its `prepared` is released with mat_prepared_done() in every
 *                 case
 * \return MAT_EXIT_DONE, or what to exit with
 */
int mat_tonight_prepare(struct mat_tonight *tonight);

/**
 * The longest session, by whole minutes on the mat, whose start is still ahead
 * tonight.
 *
 * \param tonight    prepared; its schedule may become another one
 * \param ret_night  set when there is one: when it starts and ends
 * \return its minutes, for `--minutes`; 0: none fits
 */
int mat_tonight_shorter(struct mat_tonight *tonight,
                        struct mat_night *ret_night);

#endif
