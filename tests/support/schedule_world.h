/**
 * \file
 * A small world for tests of the schedule: tables with a few cues and rows,
 * steps to make plans of, and the outcome as one line of text.
 */
#ifndef MAT_TESTS_SCHEDULE_WORLD_H
#define MAT_TESTS_SCHEDULE_WORLD_H

#include "matsession/schedule.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))
#define TEXT 1024

#define S(seconds) MAT_SECONDS(seconds)
#define FROM(seconds, which)                        \
    {                                               \
        .at = S(seconds), .cue = &world_cues[which] \
    }
#define TO_END(seconds, which)                                        \
    {                                                                 \
        .at = S(seconds), .from_end = true, .cue = &world_cues[which] \
    }

/** Indexes into world_cues. */
enum {
    PEAK,
    BREATHE,
    RATE60,
    WARM,
    LIMB,
    RATE300,
    CALM,
    ONE_MIN,
    READY,
    OFF_SLOW,
    SIT,
    ON_SLOW,
    FIND,
    PRESS,
    SWITCH,
    RELEASE,
    PREP,
    UN_OFF,
    UN_NEXT,
    FEET_SIT,
    SCREEN,
    SHIRT,
    BARE,
    TOUCH,
    WORLD_CUES
};

extern const struct mat_cue world_cues[];

/** Indexes into the rows. All adapt every area, but NO_FEET, which refuses, and
 *  LIGHTLY, which adapts points. */
enum { GENTLE, SHORT, HALF, RISING, PANIC, NO_FEET, LIGHTLY, N_ROWS };

/** Everything that one schedule needs. */
struct world {
    struct mat_tables tables;
    struct mat_plan plan;
    struct mat_answer profile[N_ROWS];
    struct mat_gate_input input;
    struct mat_verdict verdict;
    struct mat_schedule_options options;
    struct mat_schedule *schedule;
    char text[TEXT];
};

/** A plan of \p steps, nothing answered, at the stage `building`. */
void world_begin(struct world *world, const struct mat_plan_step *steps,
                 int n_steps);

#define BEGIN(world, steps) world_begin(world, steps, COUNT(steps))

/** Decides and makes the schedule, again if need be. */
void world_make(struct world *world);

/** Frees the schedule. */
void world_end(struct world *world);

/** The segments: "on 20, mat 300, off 120". Until the next call. */
const char *world_segments(struct world *world);

/** The cues of a segment by place in seconds, a plan's own by its text:
 *  "5 peak, 64 own". Until the next call. */
const char *world_cues_of(struct world *world, int segment);

/** The notes: "0 left-out stage, 1 shortened row half 300>120, 2 left-out total
 *  300>30". Until the next call. */
const char *world_notes(struct world *world);

#define MAT_STEP(where, how, what, under, seconds)                        \
    .kind = MAT_KIND_MAT, .title = "Mat", .area = where, .position = how, \
    .layer = what, .surface = under, .duration = S(seconds),              \
    .timeout = MAT_MS_NONE, .point = -1
#define BACK(seconds)                                             \
    MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_SHIRT, \
             MAT_SURFACE_SOFT, seconds)
#define NECK(seconds)                                             \
    MAT_STEP(MAT_AREA_NECK, MAT_POSITION_SUPINE, MAT_LAYER_SHIRT, \
             MAT_SURFACE_SOFT, seconds)
#define FEET(seconds)                                                   \
    MAT_STEP(MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR, MAT_LAYER_SOCKS, \
             MAT_SURFACE_MEDIUM, seconds)
#define OTHER(which, seconds)                               \
    .kind = which, .title = "Other", .area = MAT_AREA_NONE, \
    .position = MAT_POSITION_NONE, .duration = S(seconds),  \
    .timeout = MAT_MS_NONE, .point = -1
#define POINT(seconds)                                                 \
    .kind = MAT_KIND_POINT, .title = "HT7", .area = MAT_AREA_NONE,     \
    .position = MAT_POSITION_NONE, .duration = S(seconds), .point = 0, \
    .side = MAT_SIDE_LEFT, .timeout = MAT_MS_NONE
#define ON                     \
    {                          \
        OTHER(MAT_KIND_ON, 20) \
    }
#define OFF                      \
    {                            \
        OTHER(MAT_KIND_OFF, 120) \
    }
#define PREPARE                     \
    {                               \
        OTHER(MAT_KIND_PREPARE, 60) \
    }
#define WAIT                                                   \
    {                                                          \
        .kind = MAT_KIND_WAIT, .title = "Take the chair",      \
        .area = MAT_AREA_NONE, .position = MAT_POSITION_NONE,  \
        .duration = MAT_MS_NONE, .timeout = S(60), .point = -1 \
    }

#endif
