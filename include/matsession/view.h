/**
 * \file
 * The view: what there is to show at a moment, in words and numbers.
 *
 * Pure, from schedule, state and now. It says nothing of rows, columns or
 * colours (layout.h does), so the screen, a status line and a reader of tests
 * all show the same.
 */
#ifndef MATSESSION_VIEW_H
#define MATSESSION_VIEW_H

#include "matsession/engine.h"

/** How the remaining time is shown. */
enum mat_digits {
    MAT_DIGITS_SECONDS, /**< 04:59 */
    MAT_DIGITS_MINUTES, /**< 5 min; the last minute: 1 min */
    MAT_DIGITS_HIDDEN,
    MAT_DIGITS__COUNT
};

/** What the viewer knows and the session does not. */
struct mat_view_options {
    enum mat_digits digits;
    mat_ms time_of_day; /**< local wall clock at `now`, since midnight; more
                             than a day is fine; MAT_MS_NONE: unknown */
};

/** What a step in the list is. */
enum mat_mark {
    MAT_MARK_BEHIND, /**< over */
    MAT_MARK_NOW,
    MAT_MARK_AHEAD,
};

/** Everything to show. Strings are borrowed from the schedule, or static. */
struct mat_view {
    const struct mat_schedule *schedule;
    enum mat_phase phase;
    bool ringing; /**< an alarm asks for a key */
    bool ending;  /**< off the mat, then it is over */
    int segment;
    const char *title; /**< of the step */
    char detail[96];   /**< "lying on the back, shirt on, soft surface" */
    const char *state; /**< "paused", "You were away", or "" */
    const char *state_detail;   /**< what to do about it, or "" */
    char digits[MAT_TIME_TEXT]; /**< "04:59", "5"; "" when hidden or open */
    bool digits_minutes;        /**< `digits` are minutes */
    int permille;           /**< of the segment that is over, no finer than the
                                 digits tell; -1: open-ended, or hidden */
    const char *cue;        /**< of the moment, or "" */
    const char *cue_before; /**< the one before, or "" */
    const char *next;       /**< title of the next segment, or "" */
    char ends[8];           /**< "22:47", or "" when it cannot be told */
    int breath;             /**< 1 in, -1 out, 0 neither */
};

/**
 * Makes the view.
 *
 * In a `breathe` segment the cue of the moment is the breath's own word; a cue
 * of the schedule stays in front of it for the breath in which it comes and
 * the next one, then stands as the one before.
 */
void mat_view_at(const struct mat_schedule *schedule,
                 const struct mat_state *state, mat_ms now,
                 const struct mat_view_options *options,
                 struct mat_view *ret_view);

/**
 * The moment after \p now at which the view becomes another by the mere
 * passing of time, engine deadlines aside; MAT_MS_NONE: never. In seconds it
 * is the next whole second left, in minutes the next whole minute, hidden
 * never; a breath turns whatever is shown. A paused session does not change.
 */
mat_ms mat_view_next_change(const struct mat_schedule *schedule,
                            const struct mat_state *state, mat_ms now,
                            const struct mat_view_options *options);

/** How long the session still takes once time runs again; MAT_MS_NONE where it
 *  waits for an answer, or will on the way; 0 once it is over. */
mat_ms mat_view_session_left(const struct mat_schedule *schedule,
                             const struct mat_state *state, mat_ms now);

/** Whether segment \p index of the list is over, running or to come. What a
 *  session that is ending will not reach counts as over. */
enum mat_mark mat_view_mark(const struct mat_view *view, int index);

#endif
