/**
 * \file
 * How far somebody is: stage and reach as a pure function of past sessions.
 *
 * The rules are those of domain.md 2.3; the numbers stand in
 * sessions/tables/stages.yaml. In short: a stage is entered after so many
 * sessions and days, one at a time, and only after an easy session; a gap leads
 * back; a stop signal makes the next session half as long and milder; and
 * between two sessions only one of minutes, layer and surface grows, by one
 * step. Days are calendar days where the user was. Nothing here reads a clock
 * or a file.
 */
#ifndef MATSESSION_PROGRESS_H
#define MATSESSION_PROGRESS_H

#include "matsession/schedule.h"

/** A moment on somebody's wall. */
struct mat_wall {
    int64_t ms; /**< since 1970-01-01 UTC */
    int offset; /**< minutes east of UTC */
};

/** One past session, as far as the next one depends on it. */
struct mat_past {
    struct mat_wall began;
    int device; /**< who wrote it down; those of one stand in true order */
    enum mat_stage stage; /**< it ran at */
    enum mat_outcome outcome;
    mat_ms used[MAT_AREA__COUNT]; /**< on the mat */
    mat_ms planned;               /**< on the mat, when it began */
    int layer;    /**< strength of the least that was worn for as long as
                       the tables' step_min; -1: none for so long */
    int surface;  /**< the firmest lain on for as long; -1: none */
    int strength; /**< 0 to 10, at the end; -1: not said */
    enum mat_skin skin;
    mat_area_set broken; /**< areas with broken skin or a bruise of which
                              nobody has said that they have healed */
};

/** How the last session that counts went. */
enum mat_last {
    MAT_LAST_NONE,    /**< there is none */
    MAT_LAST_EASY,    /**< all that a step up asks for */
    MAT_LAST_UNRATED, /**< nobody has said how strong it was */
    MAT_LAST_STRONG,  /**< stronger than easy */
    MAT_LAST_MARKS,   /**< its marks have not gone */
    MAT_LAST_STOP,    /**< a stop signal: unwell, very strong, or broken skin */
    MAT_LAST__COUNT
};

/** What today does to the stage. */
enum mat_turn {
    MAT_TURN_STAYS,
    MAT_TURN_UP,
    MAT_TURN_BACK,    /**< one, after a gap */
    MAT_TURN_RESTART, /**< to the first, after a long gap */
    MAT_TURN__COUNT
};

/** How far somebody is today, and why. */
struct mat_progress {
    struct mat_standing standing; /**< `sessions`: one a day at most, without a
                                       stop signal, since the last long gap */
    struct mat_reach done;  /**< what was done before, at least what the first
                                 stage allows; after a stop signal the eased
                                 session and what was done since */
    struct mat_reach reach; /**< `done`, each a step further where the last
                                 session was easy; no further than the stage */
    mat_area_set paused;    /**< areas whose skin has not healed */
    mat_area_set today;     /**< areas that were on the mat today */
    enum mat_last last;
    enum mat_turn turn;
    int last_index; /**< of `past`: the last that counts, or -1 */
    int days;       /**< since the first session of the run */
    int gap;        /**< days since the last one */
};

/**
 * Finds out how far somebody is.
 *
 * A session counts when it was on the mat for as long as the tables' step_min;
 * a shorter one only where it ended in a stop signal. A session whose date lies
 * in the future, or before there was this program, takes the date of the one
 * that the same device wrote behind it, or `now`; one that then is dated before
 * what the same device wrote before it takes the date of that. Takes time in
 * proportion to n log n, whatever the order.
 *
 * \param past  in any order across devices, in the order of writing within one
 * \param marks the answer to whether marks are left from last time; UNSET: not
 *              asked, then what was said after the session counts
 */
void mat_progress_find(const struct mat_tables *tables,
                       const struct mat_past *past, int n_past,
                       struct mat_wall now, enum mat_answer_kind marks,
                       struct mat_progress *ret_progress);

/** What may grow between two sessions, in the order in which it may. */
enum mat_growth {
    MAT_GROWTH_MINUTES,
    MAT_GROWTH_LAYER,
    MAT_GROWTH_SURFACE,
    MAT_GROWTH__COUNT,
    MAT_GROWTH_NONE = -1
};

/**
 * Lets only one thing grow (rule 1).
 *
 * \param wide      the schedule that `progress->reach` made
 * \param ret_reach always set: `progress->reach`, with all but the first of
 *                  what grows in \p wide held at `progress->done`
 * \param ret_growth always set: what grows; NONE: nothing
 * \return whether something was held back: the schedule must be made anew
 */
bool mat_progress_narrow(const struct mat_progress *progress,
                         const struct mat_schedule *wide,
                         struct mat_reach *ret_reach,
                         enum mat_growth *ret_growth);

/** The days since 1970 of a moment on the wall. */
int64_t mat_wall_day(struct mat_wall wall);

/** Whether a session ended in a stop signal. */
bool mat_past_stopped(const struct mat_tables *tables,
                      const struct mat_past *past);

/** Time on the mat in all areas. */
mat_ms mat_past_mat_time(const struct mat_past *past);

#endif
