/**
 * \file
 * The schedule: the plan as it will run now.
 *
 * Flat segments with their cues at fixed places, after caps, clamps,
 * adaptations and re-timing (domain.md 2.3 to 2.5, design.md 8). Immutable.
 * Around what the plan says it puts what safety asks for: an `off` where a
 * mat step has none, an `on` too where the body lies down, and one more segment
 * behind the last, the way off the mat for somebody who is unwell.
 */
#ifndef MATSESSION_SCHEDULE_H
#define MATSESSION_SCHEDULE_H

#include "matsession/gate.h"

/** One stretch of the schedule. */
struct mat_segment {
    enum mat_kind kind;
    const char *title;
    enum mat_area area;         /**< NONE unless `mat` */
    enum mat_position position; /**< NONE where open */
    enum mat_layer layer;       /**< of a `mat` segment */
    enum mat_surface surface;   /**< of a `mat` segment */
    int point;                  /**< index into the tables, or -1 */
    enum mat_side side;         /**< of a `point`: left, right or midline */
    mat_ms inhale;              /**< of a `breathe` */
    mat_ms exhale;              /**< of a `breathe` */
    mat_ms duration;            /**< MAT_MS_NONE for `wait` */
    mat_ms timeout;             /**< of a `wait`: asks again; or NONE */
    int off;                    /**< `mat`: the segment that leads off; `on`:
                                     that of its mat; else -1 */
    int mat;                    /**< `on`, `off`: its first or last mat segment;
                                     `mat`: itself; else -1 */
    bool alarm;                 /**< its end is held until it is answered */
    int step;                   /**< index into the plan's steps, -1: added */
    const struct mat_cue_at *cues; /**< by place: start, then end */
    int n_cues;
};

/** What was changed, and why. */
enum mat_note_kind {
    MAT_NOTE_LEFT_OUT,  /**< the step does not run; what only leads to it or
                             off it goes unsaid. `from` is the milliseconds
                             planned; `to` what a cap, a factor or the user's
                             wish would have left, which was too short, or 0 */
    MAT_NOTE_SHORTENED, /**< from `from` to `to` milliseconds */
    MAT_NOTE_LAYER,     /**< from layer `from` to layer `to` */
    MAT_NOTE_SURFACE,   /**< from surface `from` to surface `to` */
    MAT_NOTE_RISE,      /**< getting up was lengthened: for a row, or for
                             safety where it turned out to be the last */
    MAT_NOTE_ADDED,     /**< an `on` or `off` that the plan left out */
};

/** The rule that asked for a change. */
enum mat_cause {
    MAT_CAUSE_ROW,     /**< contraindication `row` */
    MAT_CAUSE_STAGE,   /**< the stage's cap or clamp */
    MAT_CAUSE_TOTAL,   /**< the session's total at this stage is used up */
    MAT_CAUSE_HARD,    /**< a hard cap */
    MAT_CAUSE_OPT_IN,  /**< needs --opt-in */
    MAT_CAUSE_SKIP,    /**< the user left the area out */
    MAT_CAUSE_MINUTES, /**< the user wanted it short */
    MAT_CAUSE_SAFETY,  /**< guidance always leads off the mat */
    MAT_CAUSE_REACH,   /**< further than the step from what was done before */
    MAT_CAUSE_PAUSED,  /**< the skin of the area has not healed yet */
};

/** One change. */
struct mat_note {
    enum mat_note_kind kind;
    enum mat_cause cause;
    int step;     /**< of the plan */
    int row;      /**< for MAT_CAUSE_ROW, else -1 */
    int64_t from; /**< milliseconds, layer or surface */
    int64_t to;
};

/** The plan as it will run; one arena. */
struct mat_schedule {
    const char *plan;  /**< the plan's name; copied */
    const char *title; /**< copied */
    enum mat_when when;
    struct mat_standing standing;
    const struct mat_tables *tables;    /**< borrowed */
    const struct mat_segment *segments; /**< n_segments, then `unwell` */
    int n_segments;
    int unwell;   /**< index of the segment for somebody unwell: n_segments */
    mat_ms total; /**< sum of the durations, `wait` as 0 */
    mat_ms mat;   /**< time on the mat in it */
    mat_ms cap_total; /**< most time on the mat, with extending */
    mat_ms cap_area[MAT_AREA__COUNT]; /**< the same an area */
    const struct mat_note *notes;
    int n_notes;
    struct mat_arena *arena;
};

/** What makes a schedule beside the verdict. */
struct mat_schedule_options {
    mat_ms minutes; /**< most time on the mat that the user wants, or NONE */
};

/**
 * Makes the schedule of a plan that the gate has seen.
 *
 * step = min(step, cap[area][stage], what is left of the total); a mat step
 * that this brings under the table's `step_min` is left out, and with it the
 * `on` and `off` around it. One that was written so short runs.
 *
 * Total, layer and surface (of those lying) go no further than the input's
 * `reach`, which is not kept. Of limits that are the same the stage's is named,
 * then a row's, then the reach.
 *
 * The `off` behind the last stay on the mat has at least the length and all the
 * cues of the guidance table, beside the plan's own. What a `prepare` that does
 * not run would have said for safety is said by the first that does. Cues with
 * a `covered` or `light` text say that where bare skin or a firm touch is not
 * allowed.
 *
 * \param input     as given to mat_gate()
 * \param verdict   as decided
 * \param options   NULL: none
 * \return the schedule, to be freed with mat_schedule_free(), with
 *         n_segments 0 when nothing with a purpose is left; NULL: no memory
 */
struct mat_schedule *
mat_schedule_new(const struct mat_gate_input *input,
                 const struct mat_verdict *verdict,
                 const struct mat_schedule_options *options);

/** Frees a schedule. NULL is fine. */
void mat_schedule_free(struct mat_schedule *schedule);

/** The place of cue \p cue in a segment that lasts \p duration: from its
 *  start. May be negative or beyond the end when the segment was shortened. */
mat_ms mat_cue_place(const struct mat_cue_at *cue, mat_ms duration);

#endif
