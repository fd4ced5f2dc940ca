#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/schedule_world.h"

static void
caps_are_used_up_in_order(void **state)
{
    static const struct mat_plan_step steps[] = {PREPARE, {FEET(300)}, OFF,
                                                 ON,      {BACK(600)}, OFF};
    static const struct {
        const char *claim;
        enum mat_stage stage;
        int minutes; /* 0: none */
        const char *segments;
        const char *notes;
        int cap_total;
    } cases[] = {
        {"the first session: feet by their cap, the back by the total",
         MAT_STAGE_FIRST, 0,
         "prepare 60, mat 180, off 120, on 20, mat 120, off 120",
         "1 shortened stage 300>180, 4 shortened total 600>120", 300},
        {"the first week", MAT_STAGE_WEEK, 0,
         "prepare 60, mat 300, off 120, on 20, mat 300, off 120",
         "4 shortened total 600>300", 600},
        {"as written", MAT_STAGE_BUILDING, 0,
         "prepare 60, mat 300, off 120, on 20, mat 600, off 120", "", 900},
        {"the user wants seven minutes; extending may go on to the stage's",
         MAT_STAGE_BUILDING, 7,
         "prepare 60, mat 300, off 120, on 20, mat 120, off 120",
         "4 shortened minutes 600>120", 900},
        {"what would be too short goes, and what leads to it",
         MAT_STAGE_BUILDING, 5, "prepare 60, mat 300, off 120",
         "4 left-out minutes", 900},
        {"nothing is left", MAT_STAGE_BUILDING, -1, "",
         "1 left-out minutes 300>30, 4 left-out minutes 600>30", 900},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, steps);
        world.input.standing.stage = cases[i].stage;
        if (cases[i].minutes > 0)
            world.options.minutes = MAT_MINUTES(cases[i].minutes);
        else if (cases[i].minutes < 0)
            world.options.minutes = S(30);
        world_make(&world);
        assert_string_equal(world_segments(&world), cases[i].segments);
        assert_string_equal(world_notes(&world), cases[i].notes);
        assert_int_equal(world.schedule->cap_total, S(cases[i].cap_total));
        world_end(&world);
    }
}

static void
what_is_left_out_says_how_little_there_was(void **state)
{
    static const struct mat_plan_step steps[] = {PREPARE, {FEET(120)}, OFF,
                                                 ON,      {BACK(180)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.options.minutes = S(150);
    world_make(&world);
    assert_string_equal(world_notes(&world), "4 left-out minutes 180>30");
    world.options.minutes = S(120);
    world_make(&world);
    assert_string_equal(world_notes(&world), "4 left-out minutes");
    assert_int_equal(world.schedule->notes[0].from, S(180));
    world.options.minutes = MAT_MS_NONE;
    world.profile[NO_FEET].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_notes(&world), "1 left-out row no-feet");
    world_end(&world);
}

static void
a_plan_of_points_needs_a_point(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON, {BACK(120)}, OFF, {POINT(60)}, {OTHER(MAT_KIND_REST, 60)}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.options.minutes = S(30);
    world_make(&world);
    assert_string_equal(world_segments(&world), "point 60, rest 60");
    world.tables.stages[MAT_STAGE_BUILDING].point = 0;
    world_make(&world);
    assert_string_equal(world_segments(&world), "");
    world_end(&world);
}

static struct mat_cue_at change_over_cues[] = {FROM(0, OFF_SLOW)};

/* A change over that turns out to be the end of it. */
static void
the_last_way_off_is_a_whole_one(void **state)
{
#define CHANGE_OVER                                                    \
    {                                                                  \
        OTHER(MAT_KIND_OFF, 40), .guidance = MAT_GUIDANCE_NONE,        \
                                 .cues = change_over_cues, .n_cues = 1 \
    }
    static const struct mat_plan_step steps[] = {
        ON,
        {BACK(120)},
        CHANGE_OVER,
        {FEET(120)},
        {OTHER(MAT_KIND_OFF, 10), .guidance = MAT_GUIDANCE_NONE}};
    static const struct mat_plan_step neck[] = {
        ON,          {NECK(120)}, CHANGE_OVER,
        {FEET(120)}, OFF,         {OTHER(MAT_KIND_REST, 60)}};
    static const struct mat_plan_step twice[] = {
        ON, {BACK(120)}, CHANGE_OVER, {OTHER(MAT_KIND_OFF, 60)}};
    static const struct mat_plan_step early[] = {
        {OTHER(MAT_KIND_OFF, 10), .guidance = MAT_GUIDANCE_NONE}, {POINT(60)}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 120, off 40, mat 120, off 30");
    assert_string_equal(world_cues_of(&world, 2), "0 off-slow");
    assert_string_equal(world_cues_of(&world, 4), "0 off-slow, 20 sit");
    assert_string_equal(world_notes(&world), "4 rise safety 10>30");
    world.input.skip = MAT_AREA_BIT(MAT_AREA_FEET);
    world_make(&world);
    assert_string_equal(world_segments(&world), "on 20, mat 120, off 120");
    assert_string_equal(world_cues_of(&world, 2), "0 off-slow, 20 sit");
    assert_string_equal(world_notes(&world),
                        "2 rise safety 40>120, 3 left-out skip");
    world.profile[RISING].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_notes(&world),
                        "2 rise row rising 40>180, 3 left-out skip");
    world_end(&world);
    BEGIN(&world, neck);
    world.input.skip = MAT_AREA_BIT(MAT_AREA_FEET);
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 120, off 70, rest 60");
    world_end(&world);
    /* It is the one that a stop leads to. */
    BEGIN(&world, twice);
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 120, off 120, off 60");
    world_end(&world);
    BEGIN(&world, early);
    world_make(&world);
    assert_string_equal(world_segments(&world), "off 10, point 60");
    world_end(&world);
}

static void
one_area_has_one_cap(void **state)
{
    static const struct mat_plan_step steps[] = {
        {FEET(300)}, OFF, ON, {BACK(60)}, OFF, {FEET(300)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_notes(&world), "5 shortened stage 300>180");
    assert_int_equal(world.schedule->mat, S(540));
    assert_int_equal(world.schedule->total, S(540 + 20 + 3 * 120));
    world_end(&world);
}

static void
hard_caps_and_the_long_session(void **state)
{
    static const struct mat_plan_step feet[] = {{FEET(900)}, OFF};
    static const struct mat_plan_step back[] = {ON, {BACK(2000)}, OFF};
    static const struct mat_plan_step both[] = {
        ON, {BACK(2000)}, OFF, {FEET(60)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, feet);
    world.input.standing.stage = MAT_STAGE_HABITUAL;
    world_make(&world);
    assert_string_equal(world_notes(&world), "0 shortened hard 900>600");
    world_end(&world);
    BEGIN(&world, back);
    world.input.standing.stage = MAT_STAGE_HABITUAL;
    world_make(&world);
    assert_string_equal(world_notes(&world), "1 shortened stage 2000>1200");
    world.input.opt_in = true;
    world_make(&world);
    assert_string_equal(world_notes(&world), "1 shortened stage 2000>1800");
    assert_int_equal(world.schedule->cap_area[MAT_AREA_BACK], S(1800));
    world_end(&world);
    BEGIN(&world, both);
    world.input.standing.stage = MAT_STAGE_HABITUAL;
    world.input.opt_in = true;
    world_make(&world);
    assert_string_equal(world_notes(&world),
                        "1 shortened stage 2000>1200, 3 left-out total");
    world_end(&world);
}

static void
rows_shorten_and_say_so(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON, {BACK(600)}, OFF, {FEET(300)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.profile[HALF].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_notes(&world),
                        "1 shortened row half 600>450, 3 left-out row half");
    assert_int_equal(world.schedule->cap_total, S(450));
    assert_int_equal(world.schedule->cap_area[MAT_AREA_FEET], S(240));
    world.profile[SHORT].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_notes(&world),
                        "1 shortened row short 600>120, 3 left-out row short");
    assert_int_equal(world.schedule->cap_total, S(120));
    world.profile[SHORT].kind = MAT_ANSWER_NO;
    world.profile[HALF].kind = MAT_ANSWER_NO;
    world.profile[NO_FEET].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_segments(&world), "on 20, mat 600, off 120");
    assert_string_equal(world_notes(&world), "3 left-out row no-feet");
    world_end(&world);
}

static void
layers_and_surfaces_are_clamped(void **state)
{
    static const struct mat_plan_step bare[] = {
        {MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_BARE,
                  MAT_SURFACE_FIRM, 120)},
        OFF,
        {MAT_STEP(MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR, MAT_LAYER_BARE,
                  MAT_SURFACE_FIRM, 120)},
        OFF,
        {MAT_STEP(MAT_AREA_FEET_STANDING, MAT_POSITION_STANDING, MAT_LAYER_BARE,
                  MAT_SURFACE_FIRM, 60)},
        OFF};
    static const struct {
        const char *claim;
        enum mat_stage stage;
        int sessions;
        int row; /* -1: none */
        enum mat_layer back, feet;
        enum mat_surface under_back, under_feet;
        enum mat_cause cause;
    } cases[] = {
        {"first week, soft", MAT_STAGE_WEEK, 3, -1, MAT_LAYER_SHIRT,
         MAT_LAYER_SOCKS, MAT_SURFACE_SOFT, MAT_SURFACE_MEDIUM,
         MAT_CAUSE_STAGE},
        {"first week, after four sessions", MAT_STAGE_WEEK, 4, -1,
         MAT_LAYER_SHIRT, MAT_LAYER_SOCKS, MAT_SURFACE_MEDIUM,
         MAT_SURFACE_MEDIUM, MAT_CAUSE_STAGE},
        {"firm only when covered", MAT_STAGE_BUILDING, 9, -1, MAT_LAYER_BARE,
         MAT_LAYER_BARE, MAT_SURFACE_MEDIUM, MAT_SURFACE_MEDIUM,
         MAT_CAUSE_STAGE},
        {"a row is stricter", MAT_STAGE_BUILDING, 9, GENTLE, MAT_LAYER_TOWEL,
         MAT_LAYER_TOWEL, MAT_SURFACE_SOFT, MAT_SURFACE_SOFT, MAT_CAUSE_ROW},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;
        const struct mat_segment *it;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, bare);
        world.input.opt_in = true;
        world.input.standing.stage = cases[i].stage;
        world.input.standing.sessions = cases[i].sessions;
        if (cases[i].row >= 0)
            world.profile[cases[i].row].kind = MAT_ANSWER_YES;
        world_make(&world);
        assert_string_equal(world_segments(&world), "on 20, mat 120, off 120, "
                                                    "mat 120, off 120, mat 60, "
                                                    "off 120");
        it = world.schedule->segments;
        assert_int_equal(it[1].layer, cases[i].back);
        assert_int_equal(it[1].surface, cases[i].under_back);
        assert_int_equal(it[3].layer, cases[i].feet);
        assert_int_equal(it[3].surface, cases[i].under_feet);
        assert_int_equal(it[5].surface, MAT_SURFACE_FIRM);
        for (int j = 0; j < world.schedule->n_notes; j++) {
            const struct mat_note *note = &world.schedule->notes[j];

            if (note->kind != MAT_NOTE_ADDED)
                assert_int_equal(note->cause, cases[i].cause);
        }
        world_end(&world);
    }
}

static void
a_covered_step_may_be_firm(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON,
        {MAT_STEP(MAT_AREA_BACK, MAT_POSITION_SUPINE, MAT_LAYER_SHIRT,
                  MAT_SURFACE_FIRM, 120)},
        OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_int_equal(world.schedule->segments[1].surface, MAT_SURFACE_FIRM);
    assert_string_equal(world_notes(&world), "");
    world_end(&world);
}

static void
ways_on_and_off_are_added(void **state)
{
    static const struct mat_plan_step steps[] = {
        {BACK(120)}, {NECK(120)}, WAIT, {FEET(120)}};
    struct world world;
    const struct mat_segment *it;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 120, off 120, on 20, mat 120, off 70, "
                        "wait, mat 120, off 30");
    assert_string_equal(world_notes(&world),
                        "0 added safety, 0 added safety, 1 added safety, "
                        "1 added safety, 3 added safety");
    it = world.schedule->segments;
    assert_int_equal(it[0].step, -1);
    assert_int_equal(it[1].off, 2);
    assert_int_equal(it[4].off, 5);
    assert_int_equal(it[7].off, 8);
    assert_true(it[1].alarm && it[4].alarm && it[7].alarm);
    assert_string_equal(world_cues_of(&world, 2), "0 off-slow, 20 sit");
    world_end(&world);
}

static void
what_leads_to_nothing_goes(void **state)
{
    static const struct mat_plan_step two_blocks[] = {
        PREPARE, {FEET(120)}, OFF, WAIT, PREPARE, ON, {BACK(120)}, OFF};
    static const struct mat_plan_step shared[] = {
        PREPARE, {FEET(120)}, OFF, WAIT, ON, {BACK(120)}, OFF};
    static const struct mat_plan_step rest[] = {ON,
                                                {BACK(120)},
                                                OFF,
                                                PREPARE,
                                                {FEET(120)},
                                                OFF,
                                                {OTHER(MAT_KIND_REST, 60)}};
    static const struct mat_plan_step trailing[] = {
        ON, {BACK(120)}, OFF, PREPARE, WAIT, {FEET(120)}, OFF};
    static const struct mat_plan_step waiting[] = {{FEET(120)},
                                                   OFF,
                                                   WAIT,
                                                   ON,
                                                   {BACK(120)},
                                                   OFF,
                                                   {OTHER(MAT_KIND_REST, 60)}};
    static const struct mat_plan_step ending[] = {{FEET(120)}, OFF, ON,
                                                  {BACK(120)}, OFF, WAIT};
    static const struct mat_plan_step stray[] = {
        {BACK(120)}, OFF, ON, {OTHER(MAT_KIND_REST, 60)}};
    static const struct {
        const char *claim;
        const struct mat_plan_step *steps;
        int count;
        mat_area_set skip;
        const char *segments;
    } cases[] = {
        {"feet with what prepared them", two_blocks, COUNT(two_blocks),
         MAT_AREA_BIT(MAT_AREA_FEET),
         "wait, prepare 60, on 20, mat 120, off 120"},
        {"the back with its wait, prepare, on and off", two_blocks,
         COUNT(two_blocks), MAT_AREA_BIT(MAT_AREA_BACK),
         "prepare 60, mat 120, off 120"},
        {"what prepares both stays", shared, COUNT(shared),
         MAT_AREA_BIT(MAT_AREA_FEET),
         "prepare 60, wait, on 20, mat 120, "
         "off 120"},
        {"a rest stays, its neighbour goes", rest, COUNT(rest),
         MAT_AREA_BIT(MAT_AREA_FEET), "on 20, mat 120, off 120, rest 60"},
        {"nothing leads to nothing", trailing, COUNT(trailing),
         MAT_AREA_BIT(MAT_AREA_FEET), "on 20, mat 120, off 120"},
        {"an ending that was written stays", ending, COUNT(ending),
         MAT_AREA_BIT(MAT_AREA_FEET), "on 20, mat 120, off 120, wait"},
        {"a wait for what is gone", waiting, COUNT(waiting),
         MAT_AREA_BIT(MAT_AREA_BACK), "mat 120, off 120, rest 60"},
        {"all of it", two_blocks, COUNT(two_blocks),
         MAT_AREA_BIT(MAT_AREA_FEET) | MAT_AREA_BIT(MAT_AREA_BACK), ""},
        {"an on that leads to no spikes goes", stray, COUNT(stray), 0,
         "on 20, mat 120, off 120, rest 60"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        world_begin(&world, cases[i].steps, cases[i].count);
        world.input.skip = cases[i].skip;
        world_make(&world);
        assert_string_equal(world_segments(&world), cases[i].segments);
        assert_int_equal(world.schedule->unwell, world.schedule->n_segments);
        world_end(&world);
    }
}

static void
rows_change_breath_and_rising(void **state)
{
    static struct mat_cue_at breath_cues[] = {FROM(100, BREATHE)};
    static const struct mat_plan_step steps[] = {
        ON,  {BACK(120), .cues = breath_cues, .n_cues = 1},
        OFF, {FEET(120)},
        OFF, {OTHER(MAT_KIND_BREATHE, 60)}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.profile[PANIC].kind = MAT_ANSWER_YES;
    world.profile[RISING].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 120, off 180, mat 120, off 120");
    assert_string_equal(world_notes(&world),
                        "2 rise row rising 120>180, 5 left-out row panic");
    assert_string_equal(world_cues_of(&world, 1),
                        "5 peak, 50 rate60, 60 limb-check, 105 ready");
    world_end(&world);
}

static void
there_is_a_way_off_for_the_unwell(void **state)
{
    static const struct mat_plan_step steps[] = {PREPARE, {FEET(120)}, OFF};
    struct world world;
    const struct mat_segment *it;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    it = &world.schedule->segments[world.schedule->unwell];
    assert_string_equal(it->title, "Off the mat now");
    assert_int_equal(it->kind, MAT_KIND_OFF);
    assert_int_equal(it->duration, S(90));
    assert_int_equal(it->off, -1);
    assert_int_equal(it->mat, -1);
    assert_string_equal(world_cues_of(&world, world.schedule->unwell),
                        "0 unwell-off, 70 unwell-next");
    assert_string_equal(world_cues_of(&world, 0), "0 feet-sit, 15 prep-screen");
    assert_int_equal(world.schedule->total, S(300));
    world_end(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caps_are_used_up_in_order),
        cmocka_unit_test(what_is_left_out_says_how_little_there_was),
        cmocka_unit_test(a_plan_of_points_needs_a_point),
        cmocka_unit_test(the_last_way_off_is_a_whole_one),
        cmocka_unit_test(one_area_has_one_cap),
        cmocka_unit_test(hard_caps_and_the_long_session),
        cmocka_unit_test(rows_shorten_and_say_so),
        cmocka_unit_test(layers_and_surfaces_are_clamped),
        cmocka_unit_test(a_covered_step_may_be_firm),
        cmocka_unit_test(ways_on_and_off_are_added),
        cmocka_unit_test(what_leads_to_nothing_goes),
        cmocka_unit_test(rows_change_breath_and_rising),
        cmocka_unit_test(there_is_a_way_off_for_the_unwell),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
