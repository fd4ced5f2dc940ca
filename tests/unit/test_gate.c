#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/gate_world.h"

static const struct mat_plan_step back_only[] = {STEP_BACK};
static const struct mat_plan_step standing[] = {STEP_STANDING, STEP_FEET};
static const struct mat_plan_step points_and_rest[] = {
    STEP_POINT(HT7), STEP_POINT(GV20), STEP_OTHER(MAT_KIND_REST)};
static const struct mat_plan_step back_and_point[] = {STEP_BACK,
                                                      STEP_POINT(HT7)};
static const struct mat_plan_step back_and_rest[] = {STEP_BACK,
                                                     STEP_OTHER(MAT_KIND_REST)};
static const struct mat_plan_step feet_and_rests[] = {
    STEP_FEET, STEP_REST(MAT_POSITION_SUPINE),
    STEP_REST(MAT_POSITION_SEATED_CHAIR), STEP_OTHER(MAT_KIND_REST)};

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
        world_begin(&world, PLAN(back_only));
        world_says(&world, cases[i].row, cases[i].kind, cases[i].cleared);
        world_decide(&world);
        assert_int_equal(world.verdict.may_start, !cases[i].refused);
        assert_int_equal(world_refused(&world), cases[i].refused);
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
    world_begin(&world, PLAN(back_only));
    world_says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    world_says(&world, TREATED, MAT_ANSWER_YES, false);
    world_says(&world, STALL, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].row, TREATED);
    world_says(&world, ALLERGY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].row, ALLERGY);
    assert_int_equal(world.verdict.n_findings, 4);
    assert_int_equal(world.verdict.findings[0].row, ALLERGY);
    assert_int_equal(world.verdict.findings[1].row, TREATED);
    assert_int_equal(world.verdict.findings[2].row, STALL);
    assert_int_equal(world.verdict.findings[3].row, SENSITIVE);
}

static void
adaptations_add_up(void **state)
{
    struct world world;
    const struct mat_change *back = &world.verdict.areas[MAT_AREA_BACK];

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_decide(&world);
    assert_int_equal(back->layer, -1);
    assert_int_equal(back->permille, 1000);
    assert_true(world.verdict.cap == MAT_MS_NONE);
    world_says(&world, SENSITIVE, MAT_ANSWER_YES, false);
    world_says(&world, TREATED, MAT_ANSWER_YES, true);
    world_decide(&world);
    assert_int_equal(back->layer, MAT_LAYER_SHIRT);
    assert_int_equal(back->surface, MAT_SURFACE_SOFT);
    assert_int_equal(back->permille, 250);
    assert_int_equal(world.verdict.rise, MAT_SECONDS(120));
    assert_int_equal(back->layer_row, SENSITIVE);
    assert_int_equal(back->surface_row, TREATED);
    assert_int_equal(back->permille_row, TREATED);
    assert_int_equal(back->cap_row, -1);
    assert_int_equal(world.verdict.rise_row, TREATED);
    world_says(&world, THIN_SKIN, MAT_ANSWER_YES, true);
    world_says(&world, VEINS, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(back->layer, MAT_LAYER_TOWEL);
    assert_int_equal(back->cap, MAT_MINUTES(5));
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap, MAT_MINUTES(3));
    assert_int_equal(world.verdict.cap, MAT_MINUTES(3));
    assert_int_equal(back->layer_row, THIN_SKIN);
    assert_int_equal(back->cap_row, THIN_SKIN);
    assert_int_equal(back->surface_row, THIN_SKIN);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap_row, VEINS);
    assert_int_equal(world.verdict.cap_row, VEINS);
    world_says(&world, PANIC, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_true(world.verdict.breath_off && world.verdict.company);
}

static void
other_areas_are_adapted_at_once(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(standing));
    world.input.opt_in = true;
    world_says(&world, VEINS, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_ROW);
    assert_int_equal(world.verdict.steps[1].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.areas[MAT_AREA_FEET].cap, MAT_MINUTES(3));
    world_begin(&world, PLAN(back_only));
    world_says(&world, VEINS, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.n_findings, 0);
    assert_true(world.verdict.cap == MAT_MS_NONE);
}

static void
a_clearance_does_not_reach_what_stays_refused(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_feet));
    world_says(&world, PREGNANT, MAT_ANSWER_YES, true);
    world_decide(&world);
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
    world_begin(&world, PLAN(points_only));
    world_says(&world, PREGNANT, MAT_ANSWER_YES, true);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_NONE);
    assert_int_equal(world.verdict.steps[1].row, PREGNANT_POINT);
    world_says(&world, PREGNANT, MAT_ANSWER_NO, false);
    world_says(&world, PREGNANT_POINT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world_refused(&world), 0);
}

static void
a_rest_lies_on_the_back_too(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(feet_and_rests));
    world_says(&world, LATE, MAT_ANSWER_YES, false);
    world_says(&world, PREGNANT, MAT_ANSWER_YES, true);
    world_decide(&world);
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
    world_begin(&world, PLAN(standing));
    world.input.standing.stage = MAT_STAGE_FIRST;
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_STAGE);
    world.input.standing.stage = MAT_STAGE_WEEK;
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_OPT_IN);
    world.input.opt_in = true;
    world.input.skip = STANDING;
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_SKIP);
    assert_true(world.verdict.may_start);
    world_says(&world, SEATED_ONLY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[0].refusal, MAT_REFUSAL_ROW);
    assert_int_equal(world.verdict.steps[0].row, SEATED_ONLY);
    assert_int_equal(world_refused(&world), 1);
}

static void
a_plan_starts_for_its_purpose(void **state)
{
    struct world world;

    (void)state;
    world_begin(&world, PLAN(back_and_rest));
    world_says(&world, ALLERGY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_false(world.verdict.may_start);
    world_begin(&world, PLAN(breathing));
    world_says(&world, ALLERGY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_true(world.verdict.may_start);
    world_says(&world, PANIC, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_true(world.verdict.may_start);
    assert_int_equal(world.verdict.steps[0].row, PANIC);
    assert_int_equal(world_refused(&world), 1);
    /* Points are a purpose that a rest does not stand in for. */
    world_begin(&world, PLAN(points_and_rest));
    world_says(&world, CLOT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_int_equal(world_refused(&world), 2);
    assert_false(world.verdict.may_start);
    world_says(&world, CLOT, MAT_ANSWER_NO, false);
    world.input.today = world.today;
    world.today[OPEN_WOUND].kind = MAT_ANSWER_YES;
    world.today[OPEN_WOUND].where = MAT_AREA_BIT(MAT_AREA_HANDS);
    world_decide(&world);
    assert_int_equal(world_refused(&world), 1);
    assert_true(world.verdict.may_start);
    world_begin(&world, PLAN(back_and_point));
    world_says(&world, ALLERGY, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_true(world.verdict.may_start);
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
        world_begin(&world, PLAN(steps));
        world_says(&world, LATE, cases[i].late, false);
        world_says(&world, PREGNANT, cases[i].pregnant, cases[i].cleared);
        world_decide(&world);
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
    world_begin(&world, PLAN(steps));
    world_says(&world, LATE, MAT_ANSWER_YES, true);
    world_decide(&world);
    assert_int_equal(world.verdict.steps[1].row, PREGNANT);
    /* It goes one way. */
    world_begin(&world, PLAN(steps));
    world_says(&world, PREGNANT, MAT_ANSWER_YES, true);
    world_decide(&world);
    for (int i = 0; i < world.verdict.n_findings; i++)
        assert_int_not_equal(world.verdict.findings[i].row, LATE);
    /* Today as well. */
    world_begin(&world, PLAN(steps));
    world.input.today = world.today;
    world.today[LATE].kind = MAT_ANSWER_YES;
    world_decide(&world);
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
        world_begin(&world, PLAN(back_only));
        world.input.today = world.today;
        world_says(&world, cases[i].row, cases[i].kind, cases[i].cleared);
        world.today[cases[i].row].kind = cases[i].today;
        world_decide(&world);
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
        world_begin(&world, PLAN(steps));
        world_says(&world, TUMOUR, MAT_ANSWER_YES, cases[i].cleared);
        world.profile[TUMOUR].where = cases[i].where;
        world_decide(&world);
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
    world_begin(&world, PLAN(back_only));
    world_says(&world, LIGHT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_false(world.verdict.light);
    world_begin(&world, PLAN(back_and_point));
    world_decide(&world);
    assert_false(world.verdict.light);
    world_says(&world, LIGHT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_true(world.verdict.light);
    world_begin(&world, PLAN(head_point));
    world_says(&world, LIGHT, MAT_ANSWER_YES, false);
    world_decide(&world);
    assert_false(world.verdict.light);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_severity_answer_and_clearance),
        cmocka_unit_test(the_strictest_row_explains),
        cmocka_unit_test(adaptations_add_up),
        cmocka_unit_test(other_areas_are_adapted_at_once),
        cmocka_unit_test(a_clearance_does_not_reach_what_stays_refused),
        cmocka_unit_test(a_row_takes_the_answer_it_follows),
        cmocka_unit_test(a_rest_lies_on_the_back_too),
        cmocka_unit_test(refusals_beside_rows),
        cmocka_unit_test(a_plan_starts_for_its_purpose),
        cmocka_unit_test(an_answer_counts_for_the_row_it_implies),
        cmocka_unit_test(a_clearance_is_offered_where_it_helps),
        cmocka_unit_test(a_cleared_row_still_refuses_the_spot),
        cmocka_unit_test(a_light_touch_is_for_points),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
