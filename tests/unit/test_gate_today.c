#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/gate_world.h"

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
something_urgent_ends_everything(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(breathing));
    world.input.today = world.today;
    world_decide(&world);
    assert_true(world.verdict.may_start);
    assert_true(is_prompted(&world, CHEST));
    world.today[CHEST].kind = MAT_ANSWER_YES;
    world_decide(&world);
    assert_false(world.verdict.may_start);
    assert_int_equal(world.verdict.urgent, CHEST);
    assert_int_equal(world_refused(&world), 2);
    assert_int_equal(world.verdict.n_prompts, 0);
    world.today[CHEST].kind = MAT_ANSWER_UNSURE;
    world_decide(&world);
    assert_int_equal(world.verdict.urgent, CHEST);
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
        {"the back lies on the shoulders", MAT_AREA_BIT(MAT_AREA_SHOULDERS),
         true, false, false, true, false},
        {"the back lies on the lower back", MAT_AREA_BIT(MAT_AREA_LOWER_BACK),
         true, false, false, true, false},
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
        world_begin(&world, PLAN(steps));
        world.input.today = world.today;
        world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
        world.today[OPEN_WOUND].where = cases[i].where;
        world_decide(&world);
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
        world_begin(&world, PLAN(back_and_feet));
        world.input.today = world.today;
        world_says(&world, PREGNANT, cases[i].profile, cases[i].cleared);
        world.today[PREGNANT].kind = cases[i].today;
        world.today[PREGNANT].cleared = cases[i].today_cleared;
        world_decide(&world);
        assert_int_equal(world.verdict.steps[1].row,
                         cases[i].refused ? PREGNANT : -1);
    }
}

static void
prompts_are_what_could_matter(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_decide(&world);
    assert_int_equal(world.verdict.n_prompts, 4);
    assert_int_equal(world.verdict.prompts[0], OPEN_WOUND);
    assert_int_equal(world.verdict.prompts[1], CHEST);
    assert_int_equal(world.verdict.prompts[2], PREGNANT);
    assert_int_equal(world.verdict.prompts[3], CLOT);
    /* They stay when one of them refuses something. */
    world.input.today = world.today;
    world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
    world.today[OPEN_WOUND].where = FEET;
    world_decide(&world);
    assert_int_equal(world.verdict.n_prompts, 4);
    /* A row that others follow is asked on their behalf. */
    world_begin(&world, PLAN(points_only));
    world_decide(&world);
    assert_true(is_prompted(&world, PREGNANT));
    world_begin(&world, PLAN(head_point));
    world_decide(&world);
    assert_false(is_prompted(&world, PREGNANT));
    assert_true(is_prompted(&world, OPEN_WOUND));
    /* What is refused anyway is not asked about. */
    world_begin(&world, PLAN(back_and_feet));
    world_says(&world, PREGNANT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.n_prompts, 0);
    world_begin(&world, PLAN(breathing));
    world_decide(&world);
    assert_int_equal(world.verdict.n_prompts, 2);
    assert_true(is_prompted(&world, CHEST) && is_prompted(&world, CLOT));
}

static void
what_is_new_is_asked_of_those_who_have_it(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_says(&world, HEART, MAT_ANSWER_NO, false);
    world_decide(&world);
    assert_false(is_prompted(&world, HEART));
    world_says(&world, HEART, MAT_ANSWER_UNSET, false);
    world_decide(&world);
    assert_false(is_prompted(&world, HEART));
    world_says(&world, HEART, MAT_ANSWER_YES, true);
    world_decide(&world);
    assert_true(is_prompted(&world, HEART));
    world_says(&world, HEART, MAT_ANSWER_UNSURE, true);
    world_decide(&world);
    assert_true(is_prompted(&world, HEART));
    world.input.today = world.today;
    world.today[HEART].kind = MAT_ANSWER_YES;
    world_decide(&world);
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
        world_begin(&world, PLAN(back_and_feet));
        world.input.today = world.today;
        world_says(&world, CLOT, cases[i].profile, cases[i].cleared);
        world.today[CLOT].kind = cases[i].today;
        world_decide(&world);
        assert_int_equal(world.verdict.may_start, cases[i].starts);
        assert_int_equal(world.verdict.urgent, cases[i].urgent ? CLOT : -1);
    }
}

static void
each_row_is_asked_in_its_place(void **state)
{
    (void)state;
    assert_true(mat_row_is_screened(&world_rows[ALLERGY]));
    assert_true(mat_row_is_screened(&world_rows[PREGNANT]));
    assert_false(mat_row_is_screened(&world_rows[OPEN_WOUND]));
    assert_false(mat_row_is_screened(&world_rows[PREGNANT_POINT]));
    assert_false(mat_row_is_screened(&world_rows[RULE]));
    assert_true(mat_row_is_prompted(&world_rows[OPEN_WOUND]));
    assert_true(mat_row_is_prompted(&world_rows[PREGNANT]));
    assert_false(mat_row_is_prompted(&world_rows[ALLERGY]));
    assert_false(mat_row_is_prompted(&world_rows[PREGNANT_POINT]));
    assert_false(mat_row_is_prompted(&world_rows[RULE]));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(something_urgent_ends_everything),
        cmocka_unit_test(a_spot_is_where_the_user_says),
        cmocka_unit_test(today_is_stricter_than_the_profile),
        cmocka_unit_test(prompts_are_what_could_matter),
        cmocka_unit_test(what_is_new_is_asked_of_those_who_have_it),
        cmocka_unit_test(with_a_question_for_today_only_its_yes_is_urgent),
        cmocka_unit_test(each_row_is_asked_in_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
