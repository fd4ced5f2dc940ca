/**
 * \file
 * A small world for tests of the gate: tables with a row of each kind, steps
 * to make plans of, and answers.
 */
#ifndef MAT_TESTS_GATE_WORLD_H
#define MAT_TESTS_GATE_WORLD_H

#include "matsession/gate.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

#define BACK MAT_AREA_BIT(MAT_AREA_BACK)
#define FEET MAT_AREA_BIT(MAT_AREA_FEET)
#define STANDING MAT_AREA_BIT(MAT_AREA_FEET_STANDING)

/** Indexes into world_rows. */
enum {
    OPEN_WOUND,     /* transient, avoid, local */
    THIN_SKIN,      /* avoid, clearable: towel, soft, 5m, no standing */
    ALLERGY,        /* avoid, for good */
    TREATED,        /* ask: soft, half, rise */
    SENSITIVE,      /* adapt: shirt, half */
    VEINS,          /* avoid legs and standing, feet 3m at once */
    CHEST,          /* urgent, transient */
    PREGNANT,       /* avoid back, clearable, asked about today too */
    PREGNANT_POINT, /* follows it: avoid LI4 */
    PANIC,          /* adapt: breath off, company */
    SEATED_ONLY,    /* avoid positions standing */
    STALL,          /* ask, never clearable */
    RULE,           /* nobody is asked */
    LATE,           /* avoid supine, implies PREGNANT */
    CLOT,           /* avoid all, clearable; today's yes is urgent */
    HEART,          /* ask, asked about today too */
    TUMOUR,         /* ask all; cleared, never on the spot */
    LIGHT,          /* adapt points: a light touch */
    N_ROWS
};

/** Indexes into the points. */
enum { HT7, GV20, LI4, KI27, N_POINTS };

extern const struct mat_row world_rows[N_ROWS];

/** The steps that plans here are made of. */
#define STEP_BACK                                                            \
    {                                                                        \
        .kind = MAT_KIND_MAT, .title = "Back", .area = MAT_AREA_BACK,        \
        .position = MAT_POSITION_SUPINE, .layer = MAT_LAYER_BARE,            \
        .surface = MAT_SURFACE_FIRM, .duration = MAT_MINUTES(5), .point = -1 \
    }
#define STEP_FEET                                                              \
    {                                                                          \
        .kind = MAT_KIND_MAT, .title = "Feet", .area = MAT_AREA_FEET,          \
        .position = MAT_POSITION_SEATED_CHAIR, .layer = MAT_LAYER_SOCKS,       \
        .surface = MAT_SURFACE_MEDIUM, .duration = MAT_MINUTES(3), .point = -1 \
    }
#define STEP_STANDING                                                      \
    {                                                                      \
        .kind = MAT_KIND_MAT, .title = "Stand",                            \
        .area = MAT_AREA_FEET_STANDING, .position = MAT_POSITION_STANDING, \
        .layer = MAT_LAYER_SOCKS, .surface = MAT_SURFACE_FIRM,             \
        .duration = MAT_MINUTES(1), .point = -1                            \
    }
#define STEP_POINT(which)                                                \
    {                                                                    \
        .kind = MAT_KIND_POINT, .title = "Point", .area = MAT_AREA_NONE, \
        .position = MAT_POSITION_NONE, .duration = MAT_MINUTES(1),       \
        .point = which                                                   \
    }
#define STEP_OTHER(which)                                                      \
    {                                                                          \
        .kind = which, .title = "Other", .area = MAT_AREA_NONE,                \
        .position = MAT_POSITION_NONE, .duration = MAT_MINUTES(1), .point = -1 \
    }
#define STEP_REST(how)                                                 \
    {                                                                  \
        .kind = MAT_KIND_REST, .title = "Rest", .area = MAT_AREA_NONE, \
        .position = how, .duration = MAT_MINUTES(20), .point = -1      \
    }

/** Plans for PLAN. */
extern const struct mat_plan_step back_and_feet[2];
extern const struct mat_plan_step points_only[2];
extern const struct mat_plan_step head_point[1];
extern const struct mat_plan_step breathing[2];

#define PLAN(of) ((struct mat_plan){.steps = of, .n_steps = COUNT(of)})

/** Everything that one decision needs. */
struct world {
    struct mat_tables tables;
    struct mat_plan plan;
    struct mat_answer profile[N_ROWS];
    struct mat_answer today[N_ROWS];
    struct mat_gate_input input;
    struct mat_verdict verdict;
};

/** \p plan, every answer no, today not asked yet, at the stage `week`. */
void world_begin(struct world *world, struct mat_plan plan);

/** Decides, again if need be. */
void world_decide(struct world *world);

/** Answers a row of the profile. */
void world_says(struct world *world, int row, enum mat_answer_kind kind,
                bool cleared);

/** How many steps of the plan do not run. */
int world_refused(const struct world *world);

#endif
