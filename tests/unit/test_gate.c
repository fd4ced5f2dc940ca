#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "matsession/gate.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

#define BACK MAT_AREA_BIT(MAT_AREA_BACK)
#define FEET MAT_AREA_BIT(MAT_AREA_FEET)
#define STANDING MAT_AREA_BIT(MAT_AREA_FEET_STANDING)
#define NO_CHANGE \
    .layer = -1, .surface = -1, .cap = MAT_MS_NONE, .permille = 1000
#define ROW(name)                                                       \
    .id = name, .title = name, .group = "", .today = "", .follows = "", \
    .question = "?"
#define QUIET(name)                                                     \
    .id = name, .title = name, .group = "", .today = "", .follows = "", \
    .question = ""

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

enum { HT7, GV20, LI4, KI27, N_POINTS };

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

static const struct mat_row rows[N_ROWS] = {
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

/* The steps that plans here are made of. */
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

static const struct mat_plan_step back_and_feet[] = {STEP_BACK, STEP_FEET};
static const struct mat_plan_step back_only[] = {STEP_BACK};
static const struct mat_plan_step standing[] = {STEP_STANDING, STEP_FEET};
static const struct mat_plan_step points_only[] = {STEP_POINT(HT7),
                                                   STEP_POINT(LI4)};
static const struct mat_plan_step head_point[] = {STEP_POINT(GV20)};
static const struct mat_plan_step points_and_rest[] = {
    STEP_POINT(HT7), STEP_POINT(GV20), STEP_OTHER(MAT_KIND_REST)};
static const struct mat_plan_step back_and_point[] = {STEP_BACK,
                                                      STEP_POINT(HT7)};
static const struct mat_plan_step breathing[] = {STEP_OTHER(MAT_KIND_BREATHE),
                                                 STEP_OTHER(MAT_KIND_REST)};
static const struct mat_plan_step back_and_rest[] = {STEP_BACK,
                                                     STEP_OTHER(MAT_KIND_REST)};

static const struct mat_plan_step feet_and_rests[] = {
    STEP_FEET, STEP_REST(MAT_POSITION_SUPINE),
    STEP_REST(MAT_POSITION_SEATED_CHAIR), STEP_OTHER(MAT_KIND_REST)};

#define PLAN(of) ((struct mat_plan){.steps = of, .n_steps = COUNT(of)})

/* Everything that one decision needs. */
struct world {
    struct mat_tables tables;
    struct mat_plan plan;
    struct mat_answer profile[N_ROWS];
    struct mat_answer today[N_ROWS];
    struct mat_gate_input input;
    struct mat_verdict verdict;
};

static void
begin(struct world *world, struct mat_plan plan)
{
    memset(world, 0, sizeof *world);
    world->tables.rows = rows;
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

static void
decide(struct world *world)
{
    mat_gate(&world->input, &world->verdict);
}

static void
says(struct world *world, int row, enum mat_answer_kind kind, bool cleared)
{
    world->profile[row].kind = kind;
    world->profile[row].cleared = cleared;
}

static int
n_refused(const struct world *world)
{
    int refused = 0;

    for (int i = 0; i < world->plan.n_steps; i++)
        refused += world->verdict.steps[i].refusal != MAT_REFUSAL_NONE;
    return refused;
}

static bool
is_prompted(const struct world *world, int row)
{
    for (int i = 0; i < world->verdict.n_prompts; i++) {
        if (world->verdict.prompts[i] == row)
            return true;
    }
    return false;
}

static void
every_severity_answer_and_clearance(void **state)
{
    static const struct {
        const char *claim;
        int row;
        enum mat_answer_kind kind;
        bool cleared;
        bool refused; /* the back */
        bool finding;
        bool by_clearance;
    } cases[] = {
        {"unset says nothing", ALLERGY, MAT_ANSWER_UNSET, false, false, false,
         false},
        {"no says nothing", ALLERGY, MAT_ANSWER_NO, false, false, false, false},
        {"no, cleared, says nothing", ALLERGY, MAT_ANSWER_NO, true, false,
         false, false},
        {"avoid yes refuses", ALLERGY, MAT_ANSWER_YES, false, true, true,
         false},
        {"avoid yes without clearance stays", ALLERGY, MAT_ANSWER_YES, true,
         true, true, false},
        {"avoid unsure refuses", ALLERGY, MAT_ANSWER_UNSURE, false, true, true,
         false},
        {"avoid unsure without clearance stays", ALLERGY, MAT_ANSWER_UNSURE,
         true, true, true, false},
        {"clearable avoid yes refuses", THIN_SKIN, MAT_ANSWER_YES, false, true,
         true, false},
        {"clearable avoid yes cleared adapts", THIN_SKIN, MAT_ANSWER_YES, true,
         false, true, true},
        {"clearable avoid unsure refuses", THIN_SKIN, MAT_ANSWER_UNSURE, false,
         true, true, false},
        {"clearable avoid unsure cleared adapts", THIN_SKIN, MAT_ANSWER_UNSURE,
         true, false, true, true},
        {"ask yes refuses", TREATED, MAT_ANSWER_YES, false, true, true, false},
        {"ask yes cleared adapts", TREATED, MAT_ANSWER_YES, true, false, true,
         true},
        {"ask unsure refuses", TREATED, MAT_ANSWER_UNSURE, false, true, true,
         false},
        {"ask unsure cleared adapts", TREATED, MAT_ANSWER_UNSURE, true, false,
         true, true},
        {"ask without clearance stays", STALL, MAT_ANSWER_YES, true, true, true,
         false},
        {"adapt yes adapts", SENSITIVE, MAT_ANSWER_YES, false, false, true,
         false},
        {"adapt yes needs no clearance", SENSITIVE, MAT_ANSWER_YES, true, false,
         true, false},
        {"adapt unsure counts as ask", SENSITIVE, MAT_ANSWER_UNSURE, false,
         true, true, false},
        {"adapt unsure can be cleared", SENSITIVE, MAT_ANSWER_UNSURE, true,
         false, true, true},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(back_only));
        says(&world, cases[i].row, cases[i].kind, cases[i].cleared);
        decide(&world);
        assert_int_equal(world.verdict.may_start, !cases[i].refused);
        assert_int_equal(n_refused(&world), cases[i].refused);
        assert_int_equal(world.verdict.steps[0].row,
                         cases[i].refused ? cases[i].row : -1);
        assert_int_equal(world.verdict.n_findings, cases[i].finding);
        if (cases[i].finding) {
            const struct mat_finding *finding = &world.verdict.findings[0];

            assert_int_equal(finding->row, cases[i].row);
            assert_int_equal(finding->cleared, cases[i].by_clearance);
            assert_int_equal(finding->refuses, cases[i].refused);
            assert_int_equal(finding->areas, cases[i].refused ? BACK : 0);
            assert_int_equal(finding->unsure,
                             cases[i].kind == MAT_ANSWER_UNSURE);
        }
    }
}

static void
the_strictest_row_explains(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_only));
    says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    says(&world, TREATED, MAT_ANSWER_YES, false);
    says(&world, STALL, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].row, TREATED);
    says(&world, ALLERGY, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].row, ALLERGY);
    assert_int_equal(world.verdict.n_findings, 4);
    assert_int_equal(world.verdict.findings[0].row, ALLERGY);
    assert_int_equal(world.verdict.findings[1].row, TREATED);
    assert_int_equal(world.verdict.findings[2].row, STALL);
    assert_int_equal(world.verdict.findings[3].row, SENSITIVE);
}

static void
something_urgent_ends_everything(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(breathing));
    world.input.today = world.today;
    decide(&world);
    assert_true(world.verdict.may_start);
    assert_true(is_prompted(&world, CHEST));
    world.today[CHEST].kind = MAT_ANSWER_YES;
    decide(&world);
    assert_false(world.verdict.may_start);
    assert_int_equal(world.verdict.urgent, CHEST);
    assert_int_equal(n_refused(&world), 2);
    assert_int_equal(world.verdict.n_prompts, 0);
    world.today[CHEST].kind = MAT_ANSWER_UNSURE;
    decide(&world);
    assert_int_equal(world.verdict.urgent, CHEST);
}

static void
adaptations_add_up(void **state)
{
    struct world world;
    const struct mat_change *back = &world.verdict.areas[MAT_AREA_BACK];

    (void)state;
    begin(&world, PLAN(back_and_feet));
    decide(&world);
    assert_int_equal(back->layer, -1);
    assert_int_equal(back->permille, 1000);
    assert_true(world.verdict.cap == MAT_MS_NONE);
    says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    says(&world, TREATED, MAT_ANSWER_YES, true);
    decide(&world);
    assert_int_equal(back->layer, MAT_LAYER_SHIRT);
    assert_int_equal(back->surface, MAT_SURFACE_SOFT);
    assert_int_equal(back->permille, 250);
    assert_int_equal(world.verdict.rise, MAT_SECONDS(120));
    assert_int_equal(back->layer_row, SENSITIVE);
    assert_int_equal(back->surface_row, TREATED);
    assert_int_equal(back->permille_row, TREATED);
    assert_int_equal(back->cap_row, -1);
    assert_int_equal(world.verdict.rise_row, TREATED);
    says(&world, THIN_SKIN, MAT_ANSWER_YES, true);
    says(&world, VEINS, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(back->layer, MAT_LAYER_TOWEL);
    assert_int_equal(back->cap, MAT_MINUTES(5));
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap, MAT_MINUTES(3));
    assert_int_equal(world.verdict.cap, MAT_MINUTES(3));
    assert_int_equal(back->layer_row, THIN_SKIN);
    assert_int_equal(back->cap_row, THIN_SKIN);
    assert_int_equal(back->surface_row, THIN_SKIN);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap_row, VEINS);
    assert_int_equal(world.verdict.cap_row, VEINS);
    says(&world, PANIC, MAT_ANSWER_YES, false);
    decide(&world);
    assert_true(world.verdict.breath_off && world.verdict.company);
}

static void
other_areas_are_adapted_at_once(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(standing));
    world.input.opt_in = true;
    says(&world, VEINS, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_ROW);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap, MAT_MINUTES(3));
    begin(&world, PLAN(back_only));
    says(&world, VEINS, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.n_findings, 0);
    assert_true(world.verdict.cap == MAT_MS_NONE);
}

static void
a_clearance_does_not_reach_what_stays_refused(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_and_feet));
    says(&world, PREGNANT, MAT_ANSWER_YES, true);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].row, PREGNANT);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_NONE);
    assert_true(world.verdict.findings[0].cleared);
    assert_true(world.verdict.findings[0].refuses);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].layer, MAT_LAYER_SOCKS);
}

static void
a_row_takes_the_answer_it_follows(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(points_only));
    says(&world, PREGNANT, MAT_ANSWER_YES, true);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.steps[1].row, PREGNANT_POINT);
    says(&world, PREGNANT, MAT_ANSWER_NO, false);
    says(&world, PREGNANT_POINT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(n_refused(&world), 0);
}

static void
a_spot_is_where_the_user_says(void **state)
{
    static const struct {
        const char *claim;
        mat_area_set where;
        bool back, feet, hand, chest, head;
    } cases[] = {
        {"everywhere", 0, true, true, true, true, true},
        {"the back, and points of the trunk", BACK, true, false, false, true,
         false},
        {"standing is the feet too", STANDING, false, true, false, false,
         false},
        {"the hands and their points", MAT_AREA_BIT(MAT_AREA_HANDS), false,
         false, true, false, false},
    };
    static const struct mat_plan_step steps[] = {
        STEP_BACK, STEP_FEET, STEP_POINT(HT7), STEP_POINT(KI27),
        STEP_POINT(GV20)};

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(steps));
        world.input.today = world.today;
        world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
        world.today[OPEN_WOUND].where = cases[i].where;
        decide(&world);
        assert_int_equal(world.verdict.steps[0].row >= 0, cases[i].back);
        assert_int_equal(world.verdict.steps[1].row >= 0, cases[i].feet);
        assert_int_equal(world.verdict.steps[2].row >= 0, cases[i].hand);
        assert_int_equal(world.verdict.steps[3].row >= 0, cases[i].chest);
        assert_int_equal(world.verdict.steps[4].row >= 0, cases[i].head);
    }
}

static void
today_is_stricter_than_the_profile(void **state)
{
    static const struct {
        const char *claim;
        enum mat_answer_kind profile;
        bool cleared;
        enum mat_answer_kind today;
        bool today_cleared;
        bool refused; /* the feet */
    } cases[] = {
        {"no and no", MAT_ANSWER_NO, false, MAT_ANSWER_NO, false, false},
        {"today's no changes nothing", MAT_ANSWER_YES, false, MAT_ANSWER_NO,
         false, true},
        {"cleared, and nothing today", MAT_ANSWER_YES, true, MAT_ANSWER_NO,
         false, false},
        {"today's yes is not cleared", MAT_ANSWER_YES, true, MAT_ANSWER_YES,
         false, true},
        {"today's yes cannot be cleared", MAT_ANSWER_YES, true, MAT_ANSWER_YES,
         true, true},
        {"today's unsure is asked about", MAT_ANSWER_YES, true,
         MAT_ANSWER_UNSURE, false, true},
        {"today's unsure can be cleared", MAT_ANSWER_YES, true,
         MAT_ANSWER_UNSURE, true, false},
        {"today's yes on a stored no", MAT_ANSWER_NO, false, MAT_ANSWER_YES,
         false, true},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(back_and_feet));
        world.input.today = world.today;
        says(&world, PREGNANT, cases[i].profile, cases[i].cleared);
        world.today[PREGNANT].kind = cases[i].today;
        world.today[PREGNANT].cleared = cases[i].today_cleared;
        decide(&world);
        assert_int_equal(world.verdict.steps[1].row,
                         cases[i].refused ? PREGNANT : -1);
    }
}

static void
a_rest_lies_on_the_back_too(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(feet_and_rests));
    says(&world, LATE, MAT_ANSWER_YES, false);
    says(&world, PREGNANT, MAT_ANSWER_YES, true);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.steps[1].row, LATE);
    assert_int_equal(world.verdict.steps[2].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.steps[3].refusal, MAT_REFUSAL_NONE);
}

static void
refusals_beside_rows(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(standing));
    world.input.standing.stage = MAT_STAGE_FIRST;
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_STAGE);
    world.input.standing.stage = MAT_STAGE_WEEK;
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_OPT_IN);
    world.input.opt_in = true;
    world.input.skip = STANDING;
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_SKIP);
    assert_true(world.verdict.may_start);
    says(&world, SEATED_ONLY, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_ROW);
    assert_int_equal(world.verdict.steps[0].row, SEATED_ONLY);
    assert_int_equal(n_refused(&world), 1);
}

static void
a_plan_starts_for_its_purpose(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_and_rest));
    says(&world, ALLERGY, MAT_ANSWER_YES, false);
    decide(&world);
    assert_false(world.verdict.may_start);
    begin(&world, PLAN(breathing));
    says(&world, ALLERGY, MAT_ANSWER_YES, false);
    decide(&world);
    assert_true(world.verdict.may_start);
    says(&world, PANIC, MAT_ANSWER_YES, false);
    decide(&world);
    assert_true(world.verdict.may_start);
    assert_int_equal(world.verdict.steps[0].row, PANIC);
    assert_int_equal(n_refused(&world), 1);
    /* Points are a purpose that a rest does not stand in for. */
    begin(&world, PLAN(points_and_rest));
    says(&world, CLOT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(n_refused(&world), 2);
    assert_false(world.verdict.may_start);
    says(&world, CLOT, MAT_ANSWER_NO, false);
    world.input.today = world.today;
    world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
    world.today[OPEN_WOUND].where = MAT_AREA_BIT(MAT_AREA_HANDS);
    decide(&world);
    assert_int_equal(n_refused(&world), 1);
    assert_true(world.verdict.may_start);
    begin(&world, PLAN(back_and_point));
    says(&world, ALLERGY, MAT_ANSWER_YES, false);
    decide(&world);
    assert_true(world.verdict.may_start);
}

static void
prompts_are_what_could_matter(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_and_feet));
    decide(&world);
    assert_int_equal(world.verdict.n_prompts, 4);
    assert_int_equal(world.verdict.prompts[0], OPEN_WOUND);
    assert_int_equal(world.verdict.prompts[1], CHEST);
    assert_int_equal(world.verdict.prompts[2], PREGNANT);
    assert_int_equal(world.verdict.prompts[3], CLOT);
    /* They stay when one of them refuses something. */
    world.input.today = world.today;
    world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
    world.today[OPEN_WOUND].where = FEET;
    decide(&world);
    assert_int_equal(world.verdict.n_prompts, 4);
    /* A row that others follow is asked on their behalf. */
    begin(&world, PLAN(points_only));
    decide(&world);
    assert_true(is_prompted(&world, PREGNANT));
    begin(&world, PLAN(head_point));
    decide(&world);
    assert_false(is_prompted(&world, PREGNANT));
    assert_true(is_prompted(&world, OPEN_WOUND));
    /* What is refused anyway is not asked about. */
    begin(&world, PLAN(back_and_feet));
    says(&world, PREGNANT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_int_equal(world.verdict.n_prompts, 0);
    begin(&world, PLAN(breathing));
    decide(&world);
    assert_int_equal(world.verdict.n_prompts, 2);
    assert_true(is_prompted(&world, CHEST) && is_prompted(&world, CLOT));
}

static void
what_is_new_is_asked_of_those_who_have_it(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_and_feet));
    says(&world, HEART, MAT_ANSWER_NO, false);
    decide(&world);
    assert_false(is_prompted(&world, HEART));
    says(&world, HEART, MAT_ANSWER_UNSET, false);
    decide(&world);
    assert_false(is_prompted(&world, HEART));
    says(&world, HEART, MAT_ANSWER_YES, true);
    decide(&world);
    assert_true(is_prompted(&world, HEART));
    says(&world, HEART, MAT_ANSWER_UNSURE, true);
    decide(&world);
    assert_true(is_prompted(&world, HEART));
    world.input.today = world.today;
    world.today[HEART].kind = MAT_ANSWER_YES;
    decide(&world);
    assert_false(world.verdict.may_start);
    assert_int_equal(world.verdict.steps[0].row, HEART);
    assert_int_equal(world.verdict.urgent, -1);
    assert_false(world.verdict.findings[0].clearable);
}

static void
with_a_question_for_today_only_its_yes_is_urgent(void **state)
{
    static const struct {
        const char *claim;
        enum mat_answer_kind profile;
        bool cleared;
        enum mat_answer_kind today;
        bool starts;
        bool urgent;
    } cases[] = {
        {"stored yes is avoided", MAT_ANSWER_YES, false, MAT_ANSWER_NO, false,
         false},
        {"stored unsure is asked about", MAT_ANSWER_UNSURE, false,
         MAT_ANSWER_NO, false, false},
        {"stored and cleared runs", MAT_ANSWER_YES, true, MAT_ANSWER_NO, true,
         false},
        {"today's yes on a stored no", MAT_ANSWER_NO, false, MAT_ANSWER_YES,
         false, true},
        {"today's yes on a cleared yes", MAT_ANSWER_YES, true, MAT_ANSWER_YES,
         false, true},
        {"today's unsure only refuses", MAT_ANSWER_NO, false, MAT_ANSWER_UNSURE,
         false, false},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(back_and_feet));
        world.input.today = world.today;
        says(&world, CLOT, cases[i].profile, cases[i].cleared);
        world.today[CLOT].kind = cases[i].today;
        decide(&world);
        assert_int_equal(world.verdict.may_start, cases[i].starts);
        assert_int_equal(world.verdict.urgent, cases[i].urgent ? CLOT : -1);
    }
}

static void
an_answer_counts_for_the_row_it_implies(void **state)
{
    static const struct {
        const char *claim;
        enum mat_answer_kind late, pregnant;
        bool cleared;
        int feet; /* the row that refuses them, or -1 */
        bool by_clearance;
    } cases[] = {
        {"no implies nothing", MAT_ANSWER_NO, MAT_ANSWER_NO, false, -1, false},
        {"yes on no", MAT_ANSWER_YES, MAT_ANSWER_NO, false, PREGNANT, false},
        {"yes on unset", MAT_ANSWER_YES, MAT_ANSWER_UNSET, false, PREGNANT,
         false},
        {"unsure on no", MAT_ANSWER_UNSURE, MAT_ANSWER_NO, false, PREGNANT,
         false},
        {"an answer of its own stays", MAT_ANSWER_NO, MAT_ANSWER_YES, false,
         PREGNANT, false},
        {"and so does its clearance", MAT_ANSWER_YES, MAT_ANSWER_YES, true, -1,
         true},
        {"unsure takes nothing back", MAT_ANSWER_UNSURE, MAT_ANSWER_YES, true,
         -1, true},
        {"what was cleared was less", MAT_ANSWER_YES, MAT_ANSWER_UNSURE, true,
         PREGNANT, false},
        {"a clearance beside a no is none", MAT_ANSWER_YES, MAT_ANSWER_NO, true,
         PREGNANT, false},
    };
    static const struct mat_plan_step steps[] = {STEP_BACK, STEP_FEET,
                                                 STEP_POINT(LI4)};
    struct world world;

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        bool pregnant = cases[i].late >= MAT_ANSWER_UNSURE ||
                        cases[i].pregnant >= MAT_ANSWER_UNSURE;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(steps));
        says(&world, LATE, cases[i].late, false);
        says(&world, PREGNANT, cases[i].pregnant, cases[i].cleared);
        decide(&world);
        assert_int_equal(world.verdict.steps[0].row >= 0, pregnant);
        assert_int_equal(world.verdict.steps[1].row, cases[i].feet);
        assert_int_equal(world.verdict.steps[2].row,
                         pregnant ? PREGNANT_POINT : -1);
        for (int j = 0; j < world.verdict.n_findings; j++) {
            if (world.verdict.findings[j].row == PREGNANT)
                assert_int_equal(world.verdict.findings[j].cleared,
                                 cases[i].by_clearance);
        }
    }
    /* The clearance of one is not the other's. */
    begin(&world, PLAN(steps));
    says(&world, LATE, MAT_ANSWER_YES, true);
    decide(&world);
    assert_int_equal(world.verdict.steps[1].row, PREGNANT);
    /* It goes one way. */
    begin(&world, PLAN(steps));
    says(&world, PREGNANT, MAT_ANSWER_YES, true);
    decide(&world);
    for (int i = 0; i < world.verdict.n_findings; i++)
        assert_int_not_equal(world.verdict.findings[i].row, LATE);
    /* Today as well. */
    begin(&world, PLAN(steps));
    world.input.today = world.today;
    world.today[LATE].kind = MAT_ANSWER_YES;
    decide(&world);
    assert_int_equal(world.verdict.steps[1].row, PREGNANT);
    assert_int_equal(world.verdict.steps[2].row, PREGNANT_POINT);
}

static void
a_clearance_is_offered_where_it_helps(void **state)
{
    static const struct {
        const char *claim;
        int row;
        enum mat_answer_kind kind;
        bool cleared;
        enum mat_answer_kind today;
        bool clearable;
    } cases[] = {
        {"avoid for good", ALLERGY, MAT_ANSWER_YES, false, MAT_ANSWER_NO,
         false},
        {"avoid that can be cleared", THIN_SKIN, MAT_ANSWER_YES, false,
         MAT_ANSWER_NO, true},
        {"cleared already", THIN_SKIN, MAT_ANSWER_YES, true, MAT_ANSWER_NO,
         false},
        {"ask", TREATED, MAT_ANSWER_YES, false, MAT_ANSWER_NO, true},
        {"ask, unsure", TREATED, MAT_ANSWER_UNSURE, false, MAT_ANSWER_NO, true},
        {"adapt refuses nothing", SENSITIVE, MAT_ANSWER_YES, false,
         MAT_ANSWER_NO, false},
        {"adapt, unsure", SENSITIVE, MAT_ANSWER_UNSURE, false, MAT_ANSWER_NO,
         true},
        {"adapt, unsure, cleared", SENSITIVE, MAT_ANSWER_UNSURE, true,
         MAT_ANSWER_NO, false},
        {"today's yes", HEART, MAT_ANSWER_NO, false, MAT_ANSWER_YES, false},
        {"today's yes beside an uncleared yes", HEART, MAT_ANSWER_YES, false,
         MAT_ANSWER_YES, false},
        {"today's no beside an uncleared yes", HEART, MAT_ANSWER_YES, false,
         MAT_ANSWER_NO, true},
        {"an unsure of today is not on record", HEART, MAT_ANSWER_NO, false,
         MAT_ANSWER_UNSURE, false},
        {"what is refused even so", PREGNANT, MAT_ANSWER_YES, false,
         MAT_ANSWER_NO, false},
        {"cleared, and refused even so", PREGNANT, MAT_ANSWER_YES, true,
         MAT_ANSWER_NO, false},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(back_only));
        world.input.today = world.today;
        says(&world, cases[i].row, cases[i].kind, cases[i].cleared);
        world.today[cases[i].row].kind = cases[i].today;
        decide(&world);
        assert_int_equal(world.verdict.findings[0].row, cases[i].row);
        assert_int_equal(world.verdict.findings[0].clearable,
                         cases[i].clearable);
    }
}

static void
a_cleared_row_still_refuses_the_spot(void **state)
{
    static const struct mat_plan_step steps[] = {STEP_BACK, STEP_FEET,
                                                 STEP_POINT(KI27)};
    static const struct {
        const char *claim;
        bool cleared;
        mat_area_set where;
        bool back, feet, chest;
    } cases[] = {
        {"not cleared: everywhere", false, BACK, true, true, true},
        {"cleared: not on the spot", true, BACK, true, false, true},
        {"cleared, feet", true, FEET, false, true, false},
        {"cleared, nobody knows where", true, 0, true, true, true},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        begin(&world, PLAN(steps));
        says(&world, TUMOUR, MAT_ANSWER_YES, cases[i].cleared);
        world.profile[TUMOUR].where = cases[i].where;
        decide(&world);
        assert_int_equal(world.verdict.steps[0].row >= 0, cases[i].back);
        assert_int_equal(world.verdict.steps[1].row >= 0, cases[i].feet);
        assert_int_equal(world.verdict.steps[2].row >= 0, cases[i].chest);
    }
}

static void
a_light_touch_is_for_points(void **state)
{
    struct world world;

    (void)state;
    begin(&world, PLAN(back_only));
    says(&world, LIGHT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_false(world.verdict.light);
    begin(&world, PLAN(back_and_point));
    decide(&world);
    assert_false(world.verdict.light);
    says(&world, LIGHT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_true(world.verdict.light);
    begin(&world, PLAN(head_point));
    says(&world, LIGHT, MAT_ANSWER_YES, false);
    decide(&world);
    assert_false(world.verdict.light);
}

static void
each_row_is_asked_in_its_place(void **state)
{
    (void)state;
    assert_true(mat_row_is_screened(&rows[ALLERGY]));
    assert_true(mat_row_is_screened(&rows[PREGNANT]));
    assert_false(mat_row_is_screened(&rows[OPEN_WOUND]));
    assert_false(mat_row_is_screened(&rows[PREGNANT_POINT]));
    assert_false(mat_row_is_screened(&rows[RULE]));
    assert_true(mat_row_is_prompted(&rows[OPEN_WOUND]));
    assert_true(mat_row_is_prompted(&rows[PREGNANT]));
    assert_false(mat_row_is_prompted(&rows[ALLERGY]));
    assert_false(mat_row_is_prompted(&rows[PREGNANT_POINT]));
    assert_false(mat_row_is_prompted(&rows[RULE]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_severity_answer_and_clearance),
        cmocka_unit_test(the_strictest_row_explains),
        cmocka_unit_test(something_urgent_ends_everything),
        cmocka_unit_test(adaptations_add_up),
        cmocka_unit_test(other_areas_are_adapted_at_once),
        cmocka_unit_test(a_clearance_does_not_reach_what_stays_refused),
        cmocka_unit_test(a_row_takes_the_answer_it_follows),
        cmocka_unit_test(a_spot_is_where_the_user_says),
        cmocka_unit_test(today_is_stricter_than_the_profile),
        cmocka_unit_test(a_rest_lies_on_the_back_too),
        cmocka_unit_test(refusals_beside_rows),
        cmocka_unit_test(a_plan_starts_for_its_purpose),
        cmocka_unit_test(prompts_are_what_could_matter),
        cmocka_unit_test(what_is_new_is_asked_of_those_who_have_it),
        cmocka_unit_test(with_a_question_for_today_only_its_yes_is_urgent),
        cmocka_unit_test(an_answer_counts_for_the_row_it_implies),
        cmocka_unit_test(a_clearance_is_offered_where_it_helps),
        cmocka_unit_test(a_cleared_row_still_refuses_the_spot),
        cmocka_unit_test(a_light_touch_is_for_points),
        cmocka_unit_test(each_row_is_asked_in_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
