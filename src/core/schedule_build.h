/**
 * \file
 * A schedule in the making. Private to schedule*.c, which take turns at it:
 * limits (how long, which layer and surface), blocks (what goes along with a
 * step that is left out), then the segments with their cues.
 */
#ifndef MAT_CORE_SCHEDULE_BUILD_H
#define MAT_CORE_SCHEDULE_BUILD_H

#include "core/arena.h"
#include "matsession/schedule.h"

/** Why something was changed. */
struct mat_why {
    enum mat_cause cause;
    int row; /**< for MAT_CAUSE_ROW, else -1 */
};

/** The most of something, and who says so. */
struct mat_limit {
    mat_ms most;
    struct mat_why why;
};

/** What becomes of a step. */
struct mat_work {
    bool runs;
    bool told; /**< being left out is worth a note */
    mat_ms duration;
    mat_ms left;           /**< left out as too short: what there was, or 0 */
    struct mat_why length; /**< why it is shortened or left out */
    enum mat_layer layer;
    enum mat_surface surface;
    bool covered; /**< bare skin is not allowed here, whatever was planned */
    struct mat_why layer_why;
    struct mat_why surface_why;
    int previous; /**< the step that runs before it, or -1 */
    int next;     /**< the step that runs behind it, or -1 */
};

struct mat_build {
    const struct mat_plan *plan;
    const struct mat_tables *tables;
    const struct mat_verdict *verdict;
    struct mat_standing standing;
    const struct mat_reach *reach; /**< NULL: as far as the stage goes */
    bool opt_in;
    struct mat_arena *arena;
    struct mat_work *works; /**< one a step */
    struct mat_limit total; /**< without the user's own wish */
    struct mat_limit areas[MAT_AREA__COUNT];
    struct mat_segment *segments;
    int n_segments;
    struct mat_note *notes;
    int n_notes;
    mat_ms lain; /**< already on the spikes in this stay */
};

/** A segment that wants its cues. */
struct mat_cue_job {
    const struct mat_plan_step *step; /**< NULL: added */
    enum mat_kind kind;
    enum mat_area area; /**< of the mat step that it belongs to, or NONE */
    enum mat_guidance_level level;
    mat_ms duration;
    mat_ms lain;      /**< time on the spikes before it, uninterrupted */
    bool last;        /**< the spikes are left at its end */
    bool second_side; /**< of a point held on both sides */
    bool covered;     /**< bare skin is not allowed in that mat step */
    bool light;       /**< a point: only a light touch is allowed */
    bool carries;     /**< asks what a `prepare` that fell out would have */
};

/** Works out lengths, layers and surfaces, and what does not run. */
void mat_build_limits(struct mat_build *build, mat_ms minutes);

/**
 * Leaves out what has lost its purpose and links what runs.
 *
 * \return whether something with a purpose is left
 */
bool mat_build_blocks(struct mat_build *build);

/** Whether two mat steps, one right behind the other, are one stay. */
bool mat_build_same_stay(const struct mat_work *works,
                         const struct mat_plan_step *steps, int a, int b);

/** A segment with nothing in it, behind the others, titled with a copy of
 *  \p title; NULL: no memory. There is room for it. */
struct mat_segment *mat_build_append(struct mat_build *build,
                                     enum mat_kind kind, const char *title);

/** Makes the segments of all steps that run, and the notes. False: no
 *  memory. */
bool mat_build_segments(struct mat_build *build);

/** Places the cues of \p job in \p segment. False: no memory. */
bool mat_build_cues(const struct mat_build *build,
                    const struct mat_cue_job *job, struct mat_segment *segment);

#endif
