/* Areas whose skin has not healed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/gate_world.h"

static const struct mat_plan_step back_only[] = {STEP_BACK};
static const struct mat_plan_step back_and_point[] = {STEP_BACK,
                                                      STEP_POINT(HT7)};
static const struct mat_plan_step feet_both_ways[] = {STEP_FEET, STEP_STANDING};
static const struct mat_plan_step back_and_rest[] = {STEP_BACK,
                                                     STEP_OTHER(MAT_KIND_REST)};

static void
areas_that_have_not_healed_are_left_out(void **state)
{
#define OF(steps) steps, COUNT(steps)
    static const struct {
        const char *claim;
        const struct mat_plan_step *steps;
        int n_steps;
        mat_area_set paused;
        enum mat_refusal first, second;
        bool may_start;
    } cases[] = {
        {"none", OF(back_and_feet), 0, MAT_REFUSAL_NONE, MAT_REFUSAL_NONE,
         true},
        {"one of two", OF(back_and_feet), BACK, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_NONE, true},
        {"the other", OF(back_and_feet), FEET, MAT_REFUSAL_NONE,
         MAT_REFUSAL_PAUSED, true},
        {"both", OF(back_and_feet), BACK | FEET, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_PAUSED, false},
        {"none that is in the plan", OF(back_and_feet),
         MAT_AREA_BIT(MAT_AREA_BELLY), MAT_REFUSAL_NONE, MAT_REFUSAL_NONE,
         true},
        {"the only one", OF(back_only), BACK, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_NONE, false},
        {"a rest is no session", OF(back_and_rest), BACK, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_NONE, false},
        {"points are", OF(back_and_point), BACK, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_NONE, true},
        {"feet are feet, standing too", OF(feet_both_ways), FEET,
         MAT_REFUSAL_PAUSED, MAT_REFUSAL_PAUSED, false},
        {"and from standing", OF(feet_both_ways), STANDING, MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_PAUSED, false},
        {"the back lies on its lower part", OF(back_and_feet),
         MAT_AREA_BIT(MAT_AREA_LOWER_BACK), MAT_REFUSAL_PAUSED,
         MAT_REFUSAL_NONE, true},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        world_begin(&world, (struct mat_plan){.steps = cases[i].steps,
                                              .n_steps = cases[i].n_steps});
        world.input.opt_in = true;
        world.input.paused = cases[i].paused;
        world_decide(&world);
        assert_int_equal(world.verdict.steps[0].refusal, cases[i].first);
        assert_int_equal(world.verdict.steps[0].row, -1);
        if (cases[i].n_steps > 1)
            assert_int_equal(world.verdict.steps[1].refusal, cases[i].second);
        assert_int_equal(world.verdict.may_start, cases[i].may_start);
    }
}

static void
the_reason_is_the_one_that_weighs_most(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(feet_both_ways));
    world.input.paused = FEET;
    world.input.skip = FEET | STANDING;
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_PAUSED);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_PAUSED);
    world.input.standing.stage = MAT_STAGE_FIRST;
    world_decide(&world);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_STAGE);
    world_says(&world, SEATED_ONLY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_PAUSED);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_ROW);
    assert_int_equal(world.verdict.steps[1].row, SEATED_ONLY);
}

static void
what_is_left_out_is_not_asked_about(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    world.input.paused = FEET;
    world_decide(&world);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].permille, 1000);
    assert_int_equal(world.verdict.areas[MAT_AREA_BACK].permille, 500);
    assert_true(world.verdict.n_prompts > 0);
    world.input.paused = FEET | BACK;
    world_decide(&world);
    assert_int_equal(world.verdict.n_prompts, 0);
}

static void
how_far_somebody_is_changes_no_verdict(void **state)
{
    static const struct mat_reach nothing = {0};
    struct mat_verdict before;
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    world_decide(&world);
    before = world.verdict;
    world.input.reach = &nothing;
    world_decide(&world);
    assert_memory_equal(&world.verdict, &before, sizeof before);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_that_have_not_healed_are_left_out),
        cmocka_unit_test(the_reason_is_the_one_that_weighs_most),
        cmocka_unit_test(what_is_left_out_is_not_asked_about),
        cmocka_unit_test(how_far_somebody_is_changes_no_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
