/* The stages and how they go by: what is read, and what is told instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables_fixture.h"

/* Stages with a ramp of these keys, which stands in line 24. */
#define RAMP_IS(keys) "stages:\n" FIVE("") HARD NO_RAMP RAMP_OF(keys)
#define RAMP_DAYS "back-after: 14, restart-after: 30"

static void
stages_convert(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables *tables = &fixture->tables;
    const struct mat_stage_rule *first = &tables->stages[MAT_STAGE_FIRST];
    const struct mat_stage_rule *last = &tables->stages[MAT_STAGE_HABITUAL];

    expect_read(fixture, MAT_TABLES_STAGES,
                "stages:\n" FIVE(
                    ", sessions: 20, days: 28, calm: 2, total-opt-in: 30m,\n"
                    "     surface-then: firm, surface-after: 4, "
                    "firm-covered: true") HARD LIMITS);
    assert_string_equal(first->title, "T");
    assert_int_equal(first->sessions, 0);
    assert_int_equal(first->calm, 0);
    assert_int_equal(first->step, MAT_SECONDS(30));
    assert_int_equal(first->total, MAT_MINUTES(5));
    assert_int_equal(first->total_opt_in, MAT_MINUTES(5));
    assert_int_equal(first->layer, MAT_LAYER_SHIRT);
    assert_int_equal(first->surface, MAT_SURFACE_SOFT);
    assert_int_equal(first->surface_then, MAT_SURFACE_SOFT);
    assert_int_equal(first->surface_after, 0);
    assert_int_equal(first->surface_seated, MAT_SURFACE_MEDIUM);
    assert_false(first->firm_covered);
    assert_int_equal(first->caps[MAT_AREA_BACK], MAT_MINUTES(5));
    assert_int_equal(first->caps[MAT_AREA_FEET], 0);
    assert_int_equal(first->point, MAT_SECONDS(60));
    assert_string_equal(first->basis.grade, "S");
    assert_int_equal(last->sessions, 20);
    assert_int_equal(last->days, 28);
    assert_int_equal(last->calm, 2);
    assert_int_equal(last->total_opt_in, MAT_MINUTES(30));
    assert_int_equal(last->surface_then, MAT_SURFACE_FIRM);
    assert_int_equal(last->surface_after, 4);
    assert_true(last->firm_covered);
    assert_int_equal(tables->hard_caps[MAT_AREA_BACK], MAT_MINUTES(30));
    assert_int_equal(tables->hard_caps[MAT_AREA_BELLY], MAT_MINUTES(5));
    assert_int_equal(tables->hard_total, MAT_MINUTES(30));
    assert_int_equal(tables->point_min, MAT_SECONDS(30));
    assert_int_equal(tables->step_min, MAT_SECONDS(60));
    assert_int_equal(tables->opt_in, MAT_AREA_BIT(MAT_AREA_FEET_STANDING) |
                                         MAT_AREA_BIT(MAT_AREA_BELLY));
}

static void
a_stage_may_reach_the_limits(void **state)
{
    expect_read(
        *state, MAT_TABLES_STAGES,
        "stages:\n" FIVE(
            "") "hard: {back: 5m, lower-back: 1m, "
                "shoulders: 1m, neck: 1m,\n"
                "  feet: 1m, feet-standing: 1m, legs: 1m, buttocks: 1m,\n"
                "  hands: 1m, belly: 1m}\n"
                "hard-total: 5m\npoint-min: 60s\nstep-min: 60s\n"
                "opt-in: []\n" RAMP);
}

static void
the_ramp_converts(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_ramp *ramp = &fixture->tables.ramp;

    expect_read(fixture, MAT_TABLES_STAGES, "stages:\n" FIVE("") HARD LIMITS);
    assert_int_equal(ramp->easy, 3);
    assert_int_equal(ramp->stop, 7);
    assert_int_equal(ramp->back_days, 14);
    assert_int_equal(ramp->restart_days, 30);
    assert_int_equal(ramp->permille, 500);
    assert_string_equal(ramp->basis.sources, "S0, P");
    assert_string_equal(ramp->basis.grade, "S+P");
}

static void
the_ramp_and_the_steps_may_reach_their_bounds(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables *tables = &fixture->tables;

    expect_read(fixture, MAT_TABLES_STAGES,
                "stages:\n" FIVE(", sessions: 10, calm: 10")
                    HARD NO_RAMP RAMP_OF(
                        "easy: 0, stop: 1, back-after: 1, restart-after: 2, "
                        "after-stop: '0.05'"));
    assert_int_equal(tables->stages[MAT_STAGE_HABITUAL].calm, 10);
    assert_int_equal(tables->ramp.easy, 0);
    assert_int_equal(tables->ramp.stop, 1);
    assert_int_equal(tables->ramp.back_days, 1);
    assert_int_equal(tables->ramp.restart_days, 2);
    assert_int_equal(tables->ramp.permille, 50);
    expect_read(fixture, MAT_TABLES_STAGES,
                "stages:\n" FIVE("") HARD NO_RAMP RAMP_OF(
                    "easy: 9, stop: 10, back-after: 9998, "
                    "restart-after: 9999, after-stop: '0.999'"));
    assert_int_equal(tables->ramp.easy, 9);
    assert_int_equal(tables->ramp.stop, 10);
    assert_int_equal(tables->ramp.back_days, 9998);
    assert_int_equal(tables->ramp.restart_days, 9999);
    assert_int_equal(tables->ramp.permille, 999);
}

static const struct {
    const char *claim;
    const char *text;
    const char *expected;
} wrong_stages[] = {
    {"a stage too few", "stages:\n" STAGE("first", "") HARD LIMITS,
     "2:3 stages: are too few; write first, week, building, settled and "
     "habitual"},
    {"stages in the wrong order",
     "stages:\n" STAGE("week", "") STAGE("first", "") STAGE("building", "")
         STAGE("settled", "") STAGE("habitual", "") HARD LIMITS,
     "2:10 stages[0].id: \"week\" is not the stage that comes here: first\n"
     "5:10 stages[1].id: \"first\" is not the stage that comes here: week"},
    {"a stage too many", "stages:\n" FIVE("") STAGE("habitual", "") HARD LIMITS,
     "2:3 stages: are too many; write first, week, building, settled and "
     "habitual"},
    {"a count with a sign", "stages:\n" FIVE(", days: -1") HARD LIMITS,
     "16:37 stages[4].days: \"-1\" is not a whole number; write 0 to 9999"},
    {"an opt-in total under the total",
     "stages:\n" FIVE(", total-opt-in: 4m") HARD LIMITS,
     "16:45 stages[4].total-opt-in: \"4m\" is under total"},
    {"an opt-in total over the hard one",
     "stages:\n" FIVE(", total-opt-in: 31m") HARD LIMITS,
     "16:45 stages[4].total-opt-in: \"31m\" is over hard-total"},
    {"one of the two surfaces that go together",
     "stages:\n" FIVE(", surface-then: firm") HARD LIMITS,
     "16:45 stages[4].surface-then: needs both surface-then and surface-after"},
    {"an unknown opt-in area",
     "stages:\n" FIVE("") HARD "hard-total: 30m\npoint-min: 30s\nstep-min: "
                               "60s\nopt-in: [feet-standig]\n" RAMP,
     "23:10 opt-in[0]: \"feet-standig\" is not an area; did you mean "
     "\"feet-standing\"?"},
    {"hard caps that leave an area out, and one that a stage is over",
     "stages:\n" FIVE("") "hard: {back: 4m, lower-back: 20m}\n" LIMITS,
     "3:43 stages[0].caps.back: \"5m\" is over the hard cap of the area\n"
     "6:43 stages[1].caps.back: \"5m\" is over the hard cap of the area\n"
     "9:43 stages[2].caps.back: \"5m\" is over the hard cap of the area\n"
     "12:43 stages[3].caps.back: \"5m\" is over the hard cap of the area\n"
     "15:43 stages[4].caps.back: \"5m\" is over the hard cap of the area\n"
     "17:7 hard: has no cap for shoulders\n"
     "17:7 hard: has no cap for neck\n"
     "17:7 hard: has no cap for feet\n"
     "17:7 hard: has no cap for feet-standing\n"
     "17:7 hard: has no cap for legs\n"
     "17:7 hard: has no cap for buttocks\n"
     "17:7 hard: has no cap for hands\n"
     "17:7 hard: has no cap for belly"},
    {"a hold under the least",
     "stages:\n" FIVE("") HARD
     "hard-total: 30m\npoint-min: 61s\nstep-min: 60s\nopt-in: []\n" RAMP,
     "3:55 stages[0].point: \"60s\" is under point-min\n"
     "6:55 stages[1].point: \"60s\" is under point-min\n"
     "9:55 stages[2].point: \"60s\" is under point-min\n"
     "12:55 stages[3].point: \"60s\" is under point-min\n"
     "15:55 stages[4].point: \"60s\" is under point-min"},
    {"an easy strength over ten",
     RAMP_IS("easy: 11, stop: 7, " RAMP_DAYS ", after-stop: '0.5'"),
     "24:14 ramp.easy: \"11\" does not fit; write a whole number, 0 to 10"},
    {"an easy strength with a sign",
     RAMP_IS("easy: -1, stop: 7, " RAMP_DAYS ", after-stop: '0.5'"),
     "24:14 ramp.easy: \"-1\" does not fit; write a whole number, 0 to 10"},
    {"a stop signal over ten",
     RAMP_IS("easy: 3, stop: 11, " RAMP_DAYS ", after-stop: '0.5'"),
     "24:23 ramp.stop: \"11\" does not fit; write a whole number, 0 to 10"},
    {"a stop signal that is easy",
     RAMP_IS("easy: 3, stop: 3, " RAMP_DAYS ", after-stop: '0.5'"),
     "24:23 ramp.stop: \"3\" is not over easy"},
    {"a stop signal left out",
     RAMP_IS("easy: 3, " RAMP_DAYS ", after-stop: '0.5'"),
     "24:7 ramp.stop: is missing; add it"},
    {"a way back after no day",
     RAMP_IS("easy: 3, stop: 7, back-after: 0, restart-after: 30, after-stop: "
             "'0.5'"),
     "24:38 ramp.back-after: \"0\" does not fit; write a whole number, 1 to "
     "9999"},
    {"a way back after a duration",
     RAMP_IS("easy: 3, stop: 7, back-after: 14d, restart-after: 30, "
             "after-stop: '0.5'"),
     "24:38 ramp.back-after: \"14d\" does not fit; write a whole number, 1 to "
     "9999"},
    {"a restart before the way back",
     RAMP_IS("easy: 3, stop: 7, back-after: 14, restart-after: 14, after-stop: "
             "'0.5'"),
     "24:57 ramp.restart-after: \"14\" is not over back-after"},
    {"a restart after too many days",
     RAMP_IS("easy: 3, stop: 7, back-after: 14, restart-after: 10000, "
             "after-stop: '0.5'"),
     "24:57 ramp.restart-after: \"10000\" does not fit; write a whole number, "
     "1 to 9999"},
    {"the whole time after a stop signal",
     RAMP_IS("easy: 3, stop: 7, " RAMP_DAYS ", after-stop: 1"),
     "24:73 ramp.after-stop: \"1\" makes nothing shorter"},
    {"no time after a stop signal",
     RAMP_IS("easy: 3, stop: 7, " RAMP_DAYS ", after-stop: 0"),
     "24:73 ramp.after-stop: \"0\" is not a factor; write 0.05 to 1, such as "
     "0.5"},
    {"half the time with a comma",
     RAMP_IS("easy: 3, stop: 7, " RAMP_DAYS ", after-stop: '0,5'"),
     "24:73 ramp.after-stop: \"0,5\" is not a factor; write 0.05 to 1, such as "
     "0.5"},
    {"a key of the ramp that is none",
     RAMP_IS("easy: 3, stop: 7, " RAMP_DAYS ", after-stop: '0.5', easi: 3"),
     "24:80 ramp.easi: unknown key \"easi\"; did you mean \"easy\"?"},
    {"no ramp", "stages:\n" FIVE("") HARD NO_RAMP,
     "1:1 ramp: is missing; add it"},
    {"a ramp from nowhere",
     "stages:\n" FIVE("") HARD NO_RAMP "ramp: {easy: 3, stop: 7, " RAMP_DAYS
                                       ", after-stop: '0.5',\n"
                                       "  sources: [O4], grade: X}\n",
     "25:13 ramp.sources[0]: \"O4\" is not a source of sources.yaml\n"
     "25:25 ramp.grade: \"X\" is not a grade; write letters of R U C M T S O P "
     "joined by +, none twice"},
    {"calm over the sessions",
     "stages:\n" FIVE(", sessions: 1, calm: 2") HARD LIMITS,
     "16:50 stages[4].calm: \"2\" is over sessions"},
    {"more calm than anybody looks back on",
     "stages:\n" FIVE(", sessions: 20, calm: 11") HARD LIMITS,
     "16:51 stages[4].calm: \"11\" does not fit; write a whole number, 0 to "
     "10"},
    {"calm in words", "stages:\n" FIVE(", sessions: 20, calm: two") HARD LIMITS,
     "16:51 stages[4].calm: \"two\" does not fit; write a whole number, 0 to "
     "10"},
    {"a step of no time, and one without a unit",
     "stages:\n" STAGE_STEP("first", "0s") STAGE_STEP("week", "60") STAGE(
         "building", "") STAGE("settled", "") STAGE("habitual", "") HARD LIMITS,
     "3:66 stages[0].step: \"0s\" is no time at all\n"
     "6:66 stages[1].step: \"60\" is not a duration; write 5m, 90s or 1m30s"},
    {"a stage without a step",
     "stages:\n" STAGE_BUT("first", "", "") STAGE("week", "") STAGE(
         "building", "") STAGE("settled", "") STAGE("habitual", "") HARD LIMITS,
     "2:5 stages[0].step: is missing; add it"},
    {"a cap for no area", "stages:\n" FIVE("") "hard: {bak: 5m}\n" LIMITS,
     "17:8 hard.bak: unknown key \"bak\"; did you mean \"back\"?"},
};

static void
wrong_stages_are_told(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables before = fixture->tables;

    for (size_t i = 0; i < COUNT(wrong_stages); i++) {
        expect_said(fixture, MAT_TABLES_STAGES, wrong_stages[i].text,
                    wrong_stages[i].claim, wrong_stages[i].expected);
        assert_memory_equal(&fixture->tables, &before, sizeof(before));
    }
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(stages_convert),
        TEST(a_stage_may_reach_the_limits),
        TEST(the_ramp_converts),
        TEST(the_ramp_and_the_steps_may_reach_their_bounds),
        TEST(wrong_stages_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
