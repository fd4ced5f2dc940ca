/* No further than a step from what was done before, and nothing on skin that
 * has not healed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/schedule_world.h"

#define FAR S(5000)
#define OF(steps) steps, COUNT(steps)

static void
the_total_goes_no_further(void **state)
{
    static const struct mat_plan_step steps[] = {
        {FEET(120)}, OFF, ON, {BACK(180)}, OFF};
    static const struct {
        const char *claim;
        int reach; /* seconds */
        enum mat_stage stage;
        int minutes; /* 0: none */
        int row;     /* -1: none */
        const char *notes;
        int mat, cap_total;
    } cases[] = {
        {"what is far enough changes nothing", 300, MAT_STAGE_BUILDING, 0, -1,
         "", 300, 300},
        {"in the order of the plan", 240, MAT_STAGE_BUILDING, 0, -1,
         "3 shortened reach 180>120", 240, 240},
        {"what would be too short is left out", 150, MAT_STAGE_BUILDING, 0, -1,
         "3 left-out reach 180>30", 120, 150},
        {"the first is not", 60, MAT_STAGE_BUILDING, 0, -1,
         "0 shortened reach 120>60, 3 left-out reach", 60, 60},
        {"a reach of less is none", 59, MAT_STAGE_BUILDING, 0, -1,
         "0 left-out reach 120>59, 3 left-out reach 180>59", 0, 59},
        {"nor is less than nothing", -60, MAT_STAGE_BUILDING, 0, -1,
         "0 left-out reach, 3 left-out reach", 0, 0},
        {"the stage is stricter", 480, MAT_STAGE_FIRST, 0, -1, "", 300, 300},
        {"a row is stricter", 240, MAT_STAGE_BUILDING, 0, SHORT,
         "3 left-out row short", 120, 120},
        {"a row asks for the same", 120, MAT_STAGE_BUILDING, 0, SHORT,
         "3 left-out row short", 120, 120},
        {"a row asks for more", 100, MAT_STAGE_BUILDING, 0, SHORT,
         "0 shortened reach 120>100, 3 left-out reach", 100, 100},
        {"a factor is of the stage's time", 240, MAT_STAGE_FIRST, 0, HALF,
         "0 shortened row half 120>90, 3 shortened row half 180>60", 150, 150},
        {"the user wants less", 240, MAT_STAGE_BUILDING, 3, -1,
         "3 shortened minutes 180>60", 180, 240},
        {"the user wants more", 240, MAT_STAGE_BUILDING, 5, -1,
         "3 shortened reach 180>120", 240, 240},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct mat_reach reach = {S(cases[i].reach), 2, MAT_SURFACE_FIRM};
        struct world world;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, steps);
        world.input.reach = &reach;
        world.input.standing.stage = cases[i].stage;
        if (cases[i].minutes > 0)
            world.options.minutes = MAT_MINUTES(cases[i].minutes);
        if (cases[i].row >= 0)
            world.profile[cases[i].row].kind = MAT_ANSWER_YES;
        world_make(&world);
        assert_string_equal(world_notes(&world), cases[i].notes);
        assert_int_equal(world.schedule->mat, S(cases[i].mat));
        assert_int_equal(world.schedule->cap_total, S(cases[i].cap_total));
        world_end(&world);
    }
}

static void
the_long_session_is_reached_by_steps_and_only_by_opt_in(void **state)
{
    static const struct mat_plan_step back[] = {ON, {BACK(2000)}, OFF};
    static const struct mat_plan_step both[] = {
        ON, {BACK(1500)}, OFF, {FEET(300)}, OFF};
    static const struct {
        const char *claim;
        const struct mat_plan_step *steps;
        int n_steps;
        enum mat_stage stage;
        bool opt_in;
        int reach; /* seconds */
        int mat, cap_total;
    } cases[] = {
        {"without it", OF(back), MAT_STAGE_HABITUAL, false, 1800, 1200, 1200},
        {"with it", OF(back), MAT_STAGE_HABITUAL, true, 1800, 1800, 1800},
        {"a step from what was done", OF(back), MAT_STAGE_HABITUAL, true, 1320,
         1320, 1320},
        {"eased, it changes nothing", OF(back), MAT_STAGE_HABITUAL, true, 600,
         600, 600},
        {"not a stage before", OF(back), MAT_STAGE_SETTLED, true, 1800, 900,
         900},
        {"not with the feet", OF(both), MAT_STAGE_HABITUAL, true, 1800, 1200,
         1200},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct mat_reach reach = {S(cases[i].reach), 2, MAT_SURFACE_FIRM};
        struct world world;

        print_message("%s\n", cases[i].claim);
        world_begin(&world, cases[i].steps, cases[i].n_steps);
        world.input.reach = &reach;
        world.input.standing.stage = cases[i].stage;
        world.input.opt_in = cases[i].opt_in;
        world_make(&world);
        assert_int_equal(world.schedule->mat, S(cases[i].mat));
        assert_int_equal(world.schedule->cap_total, S(cases[i].cap_total));
        assert_int_equal(
            world.schedule->cap_area[MAT_AREA_NECK],
            world.tables.stages[cases[i].stage].caps[MAT_AREA_NECK]);
        world_end(&world);
    }
}

static void
of_the_same_limit_the_stage_is_named(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON,
        {MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_BARE,
                  MAT_SURFACE_FIRM, 400)},
        OFF};
    static const struct mat_plan_step both[] = {
        {FEET(180)}, OFF, ON, {BACK(400)}, OFF};
    struct mat_reach reach = {S(300), 1, MAT_SURFACE_SOFT};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.input.standing.stage = MAT_STAGE_FIRST;
    world.input.reach = &reach;
    world_make(&world);
    assert_string_equal(world_notes(&world), "1 layer stage, 1 surface stage, "
                                             "1 shortened stage 400>300");
    world_end(&world);
    BEGIN(&world, both);
    world.input.standing.stage = MAT_STAGE_FIRST;
    world.input.reach = &reach;
    world_make(&world);
    assert_string_equal(world_notes(&world), "3 shortened total 400>120");
    world_end(&world);
}

static void
the_layer_goes_no_further(void **state)
{
    static const struct mat_plan_step steps[] = {
        {MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_BARE,
                  MAT_SURFACE_SOFT, 120)},
        {MAT_STEP(MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR, MAT_LAYER_BARE,
                  MAT_SURFACE_MEDIUM, 120)},
        {MAT_STEP(MAT_AREA_NECK, MAT_POSITION_SUPINE, MAT_LAYER_SHIRT,
                  MAT_SURFACE_SOFT, 120)}};
    static const struct {
        const char *claim;
        int reach;
        enum mat_stage stage;
        int row; /* -1: none */
        enum mat_layer back, feet, neck;
        enum mat_cause cause;
    } cases[] = {
        {"bare", 2, MAT_STAGE_BUILDING, -1, MAT_LAYER_BARE, MAT_LAYER_BARE,
         MAT_LAYER_SHIRT, MAT_CAUSE_REACH},
        {"more than bare is bare", 9, MAT_STAGE_BUILDING, -1, MAT_LAYER_BARE,
         MAT_LAYER_BARE, MAT_LAYER_SHIRT, MAT_CAUSE_REACH},
        {"a shirt, and socks on the feet", 1, MAT_STAGE_BUILDING, -1,
         MAT_LAYER_SHIRT, MAT_LAYER_SOCKS, MAT_LAYER_SHIRT, MAT_CAUSE_REACH},
        {"a towel everywhere", 0, MAT_STAGE_BUILDING, -1, MAT_LAYER_TOWEL,
         MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_CAUSE_REACH},
        {"less than a towel is a towel", -1, MAT_STAGE_BUILDING, -1,
         MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_CAUSE_REACH},
        {"the stage is stricter", 2, MAT_STAGE_WEEK, -1, MAT_LAYER_SHIRT,
         MAT_LAYER_SOCKS, MAT_LAYER_SHIRT, MAT_CAUSE_STAGE},
        {"stricter than the stage", 0, MAT_STAGE_WEEK, -1, MAT_LAYER_TOWEL,
         MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_CAUSE_REACH},
        {"a row is stricter", 1, MAT_STAGE_BUILDING, GENTLE, MAT_LAYER_TOWEL,
         MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_CAUSE_ROW},
        {"a row asks for the same", 0, MAT_STAGE_BUILDING, GENTLE,
         MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_LAYER_TOWEL, MAT_CAUSE_ROW},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct mat_reach reach = {FAR, cases[i].reach, MAT_SURFACE_FIRM};
        enum mat_layer layers[3];
        struct world world;
        int n = 0;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, steps);
        world.input.reach = &reach;
        world.input.standing.stage = cases[i].stage;
        if (cases[i].row >= 0)
            world.profile[cases[i].row].kind = MAT_ANSWER_YES;
        world_make(&world);
        for (int j = 0; j < world.schedule->n_segments; j++) {
            if (world.schedule->segments[j].kind == MAT_KIND_MAT)
                layers[n++] = world.schedule->segments[j].layer;
        }
        assert_int_equal(n, 3);
        assert_int_equal(layers[0], cases[i].back);
        assert_int_equal(layers[1], cases[i].feet);
        assert_int_equal(layers[2], cases[i].neck);
        for (int j = 0; j < world.schedule->n_notes; j++) {
            if (world.schedule->notes[j].kind == MAT_NOTE_LAYER)
                assert_int_equal(world.schedule->notes[j].cause,
                                 cases[i].cause);
        }
        world_end(&world);
    }
}

static void
only_who_lies_is_softened(void **state)
{
#define FIRM(area, how)                                            \
    {                                                              \
        MAT_STEP(area, how, MAT_LAYER_SHIRT, MAT_SURFACE_FIRM, 60) \
    }
    static const struct mat_plan_step steps[] = {
        FIRM(MAT_AREA_BACK, MAT_POSITION_SUPINE),
        OFF,
        FIRM(MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR),
        OFF,
        FIRM(MAT_AREA_FEET_STANDING, MAT_POSITION_STANDING),
        OFF};
    static const struct {
        const char *claim;
        enum mat_surface reach;
        enum mat_stage stage;
        int sessions;
        int row; /* -1: none */
        enum mat_surface lying, seated;
        const char *notes;
    } cases[] = {
        {"firm", MAT_SURFACE_FIRM, MAT_STAGE_BUILDING, 9, -1, MAT_SURFACE_FIRM,
         MAT_SURFACE_FIRM, "0 added safety"},
        {"medium", MAT_SURFACE_MEDIUM, MAT_STAGE_BUILDING, 9, -1,
         MAT_SURFACE_MEDIUM, MAT_SURFACE_FIRM,
         "0 added safety, 0 surface reach"},
        {"soft", MAT_SURFACE_SOFT, MAT_STAGE_BUILDING, 9, -1, MAT_SURFACE_SOFT,
         MAT_SURFACE_FIRM, "0 added safety, 0 surface reach"},
        {"softer than the stage", MAT_SURFACE_SOFT, MAT_STAGE_WEEK, 4, -1,
         MAT_SURFACE_SOFT, MAT_SURFACE_MEDIUM,
         "0 added safety, 0 surface reach, 2 surface stage"},
        {"the stage is softer", MAT_SURFACE_MEDIUM, MAT_STAGE_WEEK, 3, -1,
         MAT_SURFACE_SOFT, MAT_SURFACE_MEDIUM,
         "0 added safety, 0 surface stage, 2 surface stage"},
        {"a row asks for the same", MAT_SURFACE_SOFT, MAT_STAGE_BUILDING, 9,
         GENTLE, MAT_SURFACE_SOFT, MAT_SURFACE_SOFT,
         "0 added safety, 0 layer row gentle, 0 surface row gentle, "
         "2 layer row gentle, 2 surface row gentle, 4 layer row gentle"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct mat_reach reach = {FAR, 2, cases[i].reach};
        struct world world;
        const struct mat_segment *it;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, steps);
        world.input.opt_in = true;
        world.input.reach = &reach;
        world.input.standing.stage = cases[i].stage;
        world.input.standing.sessions = cases[i].sessions;
        if (cases[i].row >= 0)
            world.profile[cases[i].row].kind = MAT_ANSWER_YES;
        world_make(&world);
        assert_string_equal(world_notes(&world), cases[i].notes);
        it = world.schedule->segments;
        assert_int_equal(it[1].surface, cases[i].lying);
        assert_int_equal(it[3].surface, cases[i].seated);
        assert_int_equal(it[5].surface, MAT_SURFACE_FIRM);
        world_end(&world);
    }
}

static void
all_three_at_once(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON,
        {MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_BARE,
                  MAT_SURFACE_FIRM, 600)},
        OFF};
    struct mat_reach reach = {S(240), 0, MAT_SURFACE_SOFT};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.input.reach = &reach;
    world_make(&world);
    /* Nothing of it is kept. */
    reach = (struct mat_reach){0};
    assert_string_equal(world_notes(&world), "1 layer reach, 1 surface reach, "
                                             "1 shortened reach 600>240");
    assert_int_equal(world.schedule->cap_total, S(240));
    assert_int_equal(world.schedule->cap_area[MAT_AREA_BACK], S(900));
    world_end(&world);
}

/* What is said of bare skin follows what is allowed. */
static void
no_cue_asks_for_more(void **state)
{
    static struct mat_cue_at cues[] = {FROM(20, BARE)};
    static const struct mat_plan_step steps[] = {
        ON, {BACK(120), .cues = cues, .n_cues = 1}, OFF};
    struct mat_reach reach = {FAR, 2, MAT_SURFACE_FIRM};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.input.reach = &reach;
    world_make(&world);
    assert_string_equal(
        world_cues_of(&world, 1),
        "5 peak, 20 bare, 40 breathe, 50 rate60, 60 limb-check, 105 ready");
    reach.layer = 1;
    world_make(&world);
    assert_string_equal(
        world_cues_of(&world, 1),
        "5 peak, 20 shirt, 40 breathe, 50 rate60, 60 limb-check, 105 ready");
    world_end(&world);
}

static void
a_paused_area_is_left_out_and_said(void **state)
{
    static const struct mat_plan_step steps[] = {PREPARE, {FEET(120)}, OFF,
                                                 ON,      {BACK(180)}, OFF};
    struct mat_reach reach = {S(200), 2, MAT_SURFACE_FIRM};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.input.paused = MAT_AREA_BIT(MAT_AREA_FEET);
    world.input.reach = &reach;
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "prepare 60, on 20, mat 180, off 120");
    assert_string_equal(world_notes(&world), "1 left-out paused");
    world.input.paused |= MAT_AREA_BIT(MAT_AREA_BACK);
    world_make(&world);
    assert_false(world.verdict.may_start);
    assert_string_equal(world_segments(&world), "");
    assert_string_equal(world_notes(&world),
                        "1 left-out paused, 4 left-out paused");
    world_end(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_total_goes_no_further),
        cmocka_unit_test(
            the_long_session_is_reached_by_steps_and_only_by_opt_in),
        cmocka_unit_test(of_the_same_limit_the_stage_is_named),
        cmocka_unit_test(the_layer_goes_no_further),
        cmocka_unit_test(only_who_lies_is_softened),
        cmocka_unit_test(all_three_at_once),
        cmocka_unit_test(no_cue_asks_for_more),
        cmocka_unit_test(a_paused_area_is_left_out_and_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
