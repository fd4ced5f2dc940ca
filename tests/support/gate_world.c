#include "gate_world.h"

#include <string.h>

#define NO_CHANGE \
    .layer = -1, .surface = -1, .cap = MAT_MS_NONE, .permille = 1000
#define ROW(name)                                                       \
    .id = name, .title = name, .group = "", .today = "", .follows = "", \
    .question = "?"
#define QUIET(name)                                                     \
    .id = name, .title = name, .group = "", .today = "", .follows = "", \
    .question = ""

#define ALL_POINTS ((1u << N_POINTS) - 1)

static const struct mat_point points[] = {
    [HT7] = {.id = "HT7", .paired = true, .region = MAT_AREA_HANDS},
    [GV20] = {.id = "GV20", .region = MAT_AREA_NONE},
    [LI4] = {.id = "LI4", .paired = true, .region = MAT_AREA_HANDS},
    [KI27] = {.id = "KI27",
              .paired = true,
              .region = MAT_AREA_NONE,
              .trunk = true},
};

const struct mat_row world_rows[N_ROWS] = {
    [OPEN_WOUND] = {ROW("open-wound"), .severity = MAT_SEVERITY_AVOID,
                    .transient = true, .targets = {.local = true},
                    .adapt = {NO_CHANGE}},
    [THIN_SKIN] = {ROW("thin-skin"), .severity = MAT_SEVERITY_AVOID,
                   .clearable = true, .targets = {.areas = MAT_AREA_ALL},
                   .adapt = {.no = {.areas = STANDING},
                             .layer = MAT_LAYER_TOWEL,
                             .surface = MAT_SURFACE_SOFT,
                             .cap = MAT_MINUTES(5),
                             .permille = 1000}},
    [ALLERGY] = {ROW("allergy"), .severity = MAT_SEVERITY_AVOID,
                 .targets = {.areas = MAT_AREA_ALL}, .adapt = {NO_CHANGE}},
    [TREATED] = {ROW("treated"), .severity = MAT_SEVERITY_ASK,
                 .clearable = true, .targets = {.areas = MAT_AREA_ALL},
                 .adapt = {.layer = -1,
                           .surface = MAT_SURFACE_SOFT,
                           .cap = MAT_MS_NONE,
                           .permille = 500,
                           .rise = MAT_SECONDS(120)}},
    [SENSITIVE] = {ROW("sensitive"), .severity = MAT_SEVERITY_ADAPT,
                   .targets = {.areas = MAT_AREA_ALL},
                   .adapt = {.layer = MAT_LAYER_SHIRT,
                             .surface = -1,
                             .cap = MAT_MS_NONE,
                             .permille = 500}},
    [VEINS] = {ROW("veins"), .severity = MAT_SEVERITY_AVOID,
               .targets = {.areas = MAT_AREA_BIT(MAT_AREA_LEGS) | STANDING},
               .adapt = {.on = {.areas = FEET},
                         .layer = -1,
                         .surface = -1,
                         .cap = MAT_MINUTES(3),
                         .permille = 1000}},
    [CHEST] = {ROW("chest"), .severity = MAT_SEVERITY_AVOID, .urgent = true,
               .transient = true, .targets = {.areas = MAT_AREA_ALL},
               .adapt = {NO_CHANGE}},
    [PREGNANT] = {.id = "pregnant",
                  .title = "pregnant",
                  .group = "",
                  .question = "?",
                  .today = "Bleeding today?",
                  .follows = "",
                  .severity = MAT_SEVERITY_AVOID,
                  .clearable = true,
                  .targets = {.areas = BACK | FEET},
                  .adapt = {.on = {.areas = FEET},
                            .no = {.areas = BACK},
                            .layer = MAT_LAYER_SOCKS,
                            .surface = -1,
                            .cap = MAT_MINUTES(4),
                            .permille = 1000}},
    [PREGNANT_POINT] = {.id = "pregnant-point",
                        .title = "",
                        .group = "",
                        .question = "?",
                        .today = "",
                        .follows = "pregnant",
                        .severity = MAT_SEVERITY_AVOID,
                        .targets = {.points = 1u << LI4},
                        .adapt = {NO_CHANGE}},
    [PANIC] = {ROW("panic"), .severity = MAT_SEVERITY_ADAPT,
               .targets = {.areas = MAT_AREA_ALL},
               .adapt = {NO_CHANGE, .breath_off = true, .company = true}},
    [SEATED_ONLY] = {ROW("seated-only"), .severity = MAT_SEVERITY_AVOID,
                     .targets = {.positions = 1u << MAT_POSITION_STANDING},
                     .adapt = {NO_CHANGE}},
    [STALL] = {ROW("stall"), .severity = MAT_SEVERITY_ASK,
               .targets = {.areas = BACK}, .adapt = {NO_CHANGE}},
    [RULE] = {QUIET("rule"), .severity = MAT_SEVERITY_AVOID,
              .targets = {.areas = MAT_AREA_ALL}, .adapt = {NO_CHANGE}},
    [LATE] = {ROW("late"), .implies = "pregnant",
              .severity = MAT_SEVERITY_AVOID,
              .targets = {.positions = 1u << MAT_POSITION_SUPINE},
              .adapt = {NO_CHANGE}},
    [CLOT] = {.id = "clot",
              .title = "clot",
              .group = "",
              .question = "?",
              .today = "One leg swollen today?",
              .follows = "",
              .severity = MAT_SEVERITY_AVOID,
              .urgent = true,
              .clearable = true,
              .targets = {.areas = MAT_AREA_ALL, .points = ALL_POINTS},
              .adapt = {NO_CHANGE}},
    [HEART] = {.id = "heart",
               .title = "heart",
               .group = "",
               .question = "?",
               .today = "A heart attack lately?",
               .follows = "",
               .severity = MAT_SEVERITY_ASK,
               .clearable = true,
               .targets = {.areas = MAT_AREA_ALL},
               .adapt = {NO_CHANGE}},
    [TUMOUR] = {ROW("tumour"), .severity = MAT_SEVERITY_ASK, .clearable = true,
                .targets = {.areas = MAT_AREA_ALL, .points = ALL_POINTS},
                .adapt = {NO_CHANGE, .no = {.local = true}}},
    [LIGHT] = {ROW("light"), .severity = MAT_SEVERITY_ADAPT,
               .targets = {.areas = BACK},
               .adapt = {NO_CHANGE, .on = {.areas = BACK, .points = 1u << HT7},
                         .light = true}},
};

const struct mat_plan_step back_and_feet[2] = {STEP_BACK, STEP_FEET};
const struct mat_plan_step points_only[2] = {STEP_POINT(HT7), STEP_POINT(LI4)};
const struct mat_plan_step head_point[1] = {STEP_POINT(GV20)};
const struct mat_plan_step breathing[2] = {STEP_OTHER(MAT_KIND_BREATHE),
                                           STEP_OTHER(MAT_KIND_REST)};

void
world_begin(struct world *world, struct mat_plan plan)
{
    memset(world, 0, sizeof *world);
    world->tables.rows = world_rows;
    world->tables.n_rows = N_ROWS;
    world->tables.points = points;
    world->tables.n_points = COUNT(points);
    world->tables.opt_in = STANDING;
    for (int stage = 0; stage < MAT_STAGE__COUNT; stage++) {
        world->tables.stages[stage].point = MAT_SECONDS(60);
        world->tables.stages[stage].caps[MAT_AREA_BACK] = MAT_MINUTES(5);
        world->tables.stages[stage].caps[MAT_AREA_FEET] = MAT_MINUTES(3);
        if (stage > 0)
            world->tables.stages[stage].caps[MAT_AREA_FEET_STANDING] =
                MAT_MINUTES(1);
    }
    world->plan = plan;
    for (int row = 0; row < N_ROWS; row++)
        world->profile[row].kind = world->today[row].kind = MAT_ANSWER_NO;
    world->input.plan = &world->plan;
    world->input.tables = &world->tables;
    world->input.profile = world->profile;
    world->input.standing.stage = MAT_STAGE_WEEK;
}

void
world_decide(struct world *world)
{
    mat_gate(&world->input, &world->verdict);
}

void
world_says(struct world *world, int row, enum mat_answer_kind kind,
           bool cleared)
{
    world->profile[row].kind = kind;
    world->profile[row].cleared = cleared;
}

int
world_refused(const struct world *world)
{
    int refused = 0;

    for (int i = 0; i < world->plan.n_steps; i++)
        refused += world->verdict.steps[i].refusal != MAT_REFUSAL_NONE;
    return refused;
}
