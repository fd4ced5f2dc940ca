/* What is said in a segment, and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/schedule_world.h"

#define FULL_CUES \
    "5 peak, 40 breathe, 60 rate60, 150 warm, 210 limb-check, 300 rate300, "

static void
shortened_steps_are_timed_anew(void **state)
{
    static const struct {
        const char *claim;
        int seconds;
        const char *cues;
    } cases[] = {
        {"as written", 600, FULL_CUES "420 calm, 540 one-min, 585 ready"},
        {"from the new end; one-min takes the place of a cue that only helps",
         485, FULL_CUES "425 one-min, 470 ready"},
        {"later than 25 s before the end is dropped", 444,
         FULL_CUES "384 one-min, 429 ready"},
        {"safety stays in the last seconds, at most 10 s from its time", 315,
         "5 peak, 40 breathe, 60 rate60, 150 warm, 210 limb-check, "
         "255 one-min, 290 rate300, 300 ready"},
        {"the limb check moves to half", 220,
         "5 peak, 40 breathe, 60 rate60, 110 limb-check, 150 warm, "
         "160 one-min, 205 ready"},
        {"no last minute under 150 s", 149,
         "5 peak, 40 breathe, 60 rate60, 74 limb-check, 134 ready"},
        {"safety cues that meet: the earlier moves ahead", 120,
         "5 peak, 40 breathe, 50 rate60, 60 limb-check, 105 ready"},
        {"a cue that only helps gives way", 96,
         "5 peak, 48 limb-check, 60 rate60, 81 ready"},
        {"the shortest", 60, "5 peak, 30 limb-check, 45 ready"},
    };
    static const struct mat_plan_step steps[] = {ON, {BACK(600)}, OFF};

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        BEGIN(&world, steps);
        world.options.minutes = S(cases[i].seconds);
        world_make(&world);
        assert_string_equal(world_cues_of(&world, 1), cases[i].cues);
        world_end(&world);
    }
}

static void
a_short_plan_takes_what_fits(void **state)
{
    static const struct mat_plan_step steps[] = {ON, {BACK(180)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1),
                        "5 peak, 40 breathe, 60 rate60, 90 limb-check, "
                        "120 one-min, 150 warm, 165 ready");
    world_end(&world);
}

static struct mat_cue_at bare_cues[] = {FROM(0, BARE), FROM(30, WARM)};

static void
bare_skin_is_offered_where_it_is_allowed(void **state)
{
#define OFFERS(seconds)                                                  \
    {                                                                    \
        OTHER(MAT_KIND_PREPARE, seconds), .cues = bare_cues, .n_cues = 2 \
    }
    static const struct mat_plan_step steps[] = {
        OFFERS(60), {FEET(60)}, OFF, OFFERS(60), ON, {BACK(120)}, OFF};
    static const struct mat_plan_step points[] = {OFFERS(60), {POINT(60)}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 0),
                        "0 bare, 15 prep-screen, 30 warm");
    assert_string_equal(world_cues_of(&world, 3), "0 bare, 0 prep, 30 warm");
    world.profile[GENTLE].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 0),
                        "0 shirt, 15 prep-screen, 30 warm");
    world.profile[GENTLE].kind = MAT_ANSWER_NO;
    world.input.standing.stage = MAT_STAGE_WEEK;
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 3), "0 shirt, 0 prep, 30 warm");
    world_end(&world);
    BEGIN(&world, points);
    world.input.standing.stage = MAT_STAGE_WEEK;
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 0), "0 bare, 0 prep, 30 warm");
    world_end(&world);
}

static struct mat_cue_at pressing_cues[] = {FROM(20, PRESS)};

static void
a_light_touch_changes_what_is_said(void **state)
{
    static const struct mat_plan_step steps[] = {
        {POINT(60)},
        {POINT(60), .guidance = MAT_GUIDANCE_NONE, .cues = pressing_cues,
         .n_cues = 1},
        {OTHER(MAT_KIND_REST, 60), .cues = pressing_cues, .n_cues = 1}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 0),
                        "0 pt-find, 8 pt-press, 55 pt-release");
    world.profile[LIGHTLY].kind = MAT_ANSWER_YES;
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 0),
                        "0 pt-find, 8 touch, 55 pt-release");
    assert_string_equal(world_cues_of(&world, 1), "20 touch");
    assert_string_equal(world_cues_of(&world, 2), "20 pt-press");
    world_end(&world);
}

static struct mat_cue_at full_cues[] = {FROM(0, WARM), FROM(15, CALM),
                                        FROM(30, PEAK), FROM(45, BREATHE)};
static struct mat_cue_at asking_cues[] = {FROM(5, SCREEN)};
static struct mat_cue_at screening_cues[] = {TO_END(20, SCREEN)};

static void
what_a_lost_prepare_asks_is_asked_by_the_first(void **state)
{
#define SILENT(seconds, with)                                                 \
    {                                                                         \
        OTHER(MAT_KIND_PREPARE, seconds), .guidance = MAT_GUIDANCE_NONE,      \
                                          .cues = with, .n_cues = COUNT(with) \
    }
#define BEHIND PREPARE, {FEET(120)}, OFF
    static const struct mat_plan_step free_place[] = {
        BEHIND, PREPARE, ON, {BACK(120)}, OFF};
    static const struct mat_plan_step full[] = {
        BEHIND, SILENT(60, full_cues), ON, {BACK(120)}, OFF};
    static const struct mat_plan_step has_it[] = {
        BEHIND, SILENT(60, asking_cues), ON, {BACK(120)}, OFF};
    static const struct mat_plan_step brief[] = {
        BEHIND, {OTHER(MAT_KIND_PREPARE, 20)}, ON, {BACK(120)}, OFF};
    static const struct mat_plan_step earlier[] = {
        PREPARE, ON, {BACK(120)}, OFF, BEHIND};
    static const struct mat_plan_step authors[] = {SILENT(60, screening_cues),
                                                   {FEET(120)},
                                                   OFF,
                                                   PREPARE,
                                                   ON,
                                                   {BACK(120)},
                                                   OFF};
    static const struct mat_plan_step silent[] = {
        {OTHER(MAT_KIND_PREPARE, 60), .guidance = MAT_GUIDANCE_NONE},
        {FEET(120)},
        OFF,
        PREPARE,
        ON,
        {BACK(120)},
        OFF};
    static const struct {
        const char *claim;
        const struct mat_plan_step *steps;
        int count;
        const char *cues;
    } cases[] = {
        {"at its place where that is free", free_place, COUNT(free_place),
         "0 prep, 15 prep-screen"},
        {"beside what the author says", full, COUNT(full),
         "0 warm, 15 calm, 30 peak, 45 breathe, 55 prep-screen"},
        {"once", has_it, COUNT(has_it), "5 prep-screen"},
        {"before a short one is over", brief, COUNT(brief),
         "0 prep, 10 prep-screen"},
        {"also when the first came first", earlier, COUNT(earlier),
         "0 prep, 15 prep-screen"},
        {"the author's as well", authors, COUNT(authors),
         "0 prep, 40 prep-screen"},
        {"what was not said before is not now", silent, COUNT(silent),
         "0 prep"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        world_begin(&world, cases[i].steps, cases[i].count);
        world.input.skip = MAT_AREA_BIT(MAT_AREA_FEET);
        world_make(&world);
        assert_int_equal(world.schedule->segments[0].kind, MAT_KIND_PREPARE);
        assert_string_equal(world_cues_of(&world, 0), cases[i].cues);
        world_end(&world);
    }
}

static void
levels_of_guidance(void **state)
{
    static const struct mat_plan_step sparse[] = {
        ON, {BACK(300), .guidance = MAT_GUIDANCE_SPARSE}, OFF};
    static const struct mat_plan_step none[] = {
        ON, {BACK(300), .guidance = MAT_GUIDANCE_NONE}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, sparse);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1), "60 rate60");
    world_end(&world);
    BEGIN(&world, none);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1), "");
    world_end(&world);
}

static void
guidance_counts_on_through_a_stay(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON, {BACK(180)}, {BACK(120)}, {BACK(300)}, OFF};
    struct world world;
    const struct mat_segment *it;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_segments(&world),
                        "on 20, mat 180, mat 120, mat 300, off 120");
    assert_string_equal(world_cues_of(&world, 1),
                        "5 peak, 40 breathe, 60 rate60, 150 warm");
    assert_string_equal(world_cues_of(&world, 2), "30 limb-check");
    assert_string_equal(world_cues_of(&world, 3),
                        "0 rate300, 120 calm, 240 one-min, 285 ready");
    it = world.schedule->segments;
    assert_false(it[1].alarm || it[2].alarm);
    assert_true(it[3].alarm);
    for (int i = 0; i < 4; i++)
        assert_int_equal(it[i].off, 4);
    assert_int_equal(it[0].mat, 1);
    assert_int_equal(it[2].mat, 2);
    assert_int_equal(it[4].mat, 3);
    assert_int_equal(it[4].off, -1);
    world_end(&world);
}

static void
a_wait_says_what_comes(void **state)
{
    static const struct mat_plan_step steps[] = {{FEET(120)}, OFF,         WAIT,
                                                 ON,          {BACK(120)}, OFF};
    struct world world;
    const struct mat_segment *it;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    it = &world.schedule->segments[2];
    assert_true(it->duration == MAT_MS_NONE);
    assert_int_equal(it->timeout, S(60));
    assert_string_equal(world_cues_of(&world, 2),
                        "0 Take the chair. Press any key when you are ready.");
    world_end(&world);
}

static void
both_sides_are_two_segments(void **state)
{
    static const struct mat_plan_step steps[] = {{.kind = MAT_KIND_POINT,
                                                  .title = "HT7",
                                                  .area = MAT_AREA_NONE,
                                                  .position = MAT_POSITION_NONE,
                                                  .duration = S(90),
                                                  .point = 0,
                                                  .side = MAT_SIDE_BOTH,
                                                  .timeout = MAT_MS_NONE},
                                                 {.kind = MAT_KIND_POINT,
                                                  .title = "HT7",
                                                  .area = MAT_AREA_NONE,
                                                  .position = MAT_POSITION_NONE,
                                                  .duration = S(20),
                                                  .point = 0,
                                                  .side = MAT_SIDE_LEFT,
                                                  .timeout = MAT_MS_NONE}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.input.standing.stage = MAT_STAGE_WEEK;
    world_make(&world);
    assert_string_equal(world_segments(&world), "point 60, point 60, point 20");
    assert_string_equal(world_notes(&world), "0 shortened stage 90>60");
    assert_int_equal(world.schedule->segments[0].side, MAT_SIDE_LEFT);
    assert_int_equal(world.schedule->segments[1].side, MAT_SIDE_RIGHT);
    assert_string_equal(world_cues_of(&world, 0),
                        "0 pt-find, 8 pt-press, 55 pt-release");
    assert_string_equal(world_cues_of(&world, 1),
                        "0 pt-switch, 8 pt-press, 55 pt-release");
    assert_string_equal(world_cues_of(&world, 2), "0 pt-find, 15 pt-release");
    world_end(&world);
}

static void
a_schedule_outlives_its_plan(void **state)
{
    char title[] = "Mat";
    struct mat_cue cue = {.id = "", .text = title};
    struct mat_cue_at at = {.at = S(80), .cue = &cue};
    struct mat_plan_step steps[] = {
        ON, {BACK(120), .cues = &at, .n_cues = 1}, OFF};
    struct world world;

    (void)state;
    steps[1].title = title;
    steps[1].guidance = MAT_GUIDANCE_NONE;
    BEGIN(&world, steps);
    world_make(&world);
    memset(title, '-', sizeof title - 1);
    memset(steps, 0, sizeof steps);
    cue.text = "";
    assert_string_equal(world.schedule->segments[1].title, "Mat");
    assert_string_equal(world_cues_of(&world, 1), "80 Mat");
    world_end(&world);
}

static void
places_of_cues(void **state)
{
    static const struct mat_cue_at start = FROM(5, PEAK);
    static const struct mat_cue_at before_end = TO_END(60, ONE_MIN);

    (void)state;
    assert_int_equal(mat_cue_place(&start, S(100)), S(5));
    assert_int_equal(mat_cue_place(&before_end, S(100)), S(40));
    assert_int_equal(mat_cue_place(&before_end, S(50)), S(-10));
    assert_true(mat_cue_place(&before_end, MAT_MS_NONE) == MAT_MS_NONE);
    mat_schedule_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shortened_steps_are_timed_anew),
        cmocka_unit_test(a_short_plan_takes_what_fits),
        cmocka_unit_test(bare_skin_is_offered_where_it_is_allowed),
        cmocka_unit_test(a_light_touch_changes_what_is_said),
        cmocka_unit_test(what_a_lost_prepare_asks_is_asked_by_the_first),
        cmocka_unit_test(levels_of_guidance),
        cmocka_unit_test(guidance_counts_on_through_a_stay),
        cmocka_unit_test(a_wait_says_what_comes),
        cmocka_unit_test(both_sides_are_two_segments),
        cmocka_unit_test(a_schedule_outlives_its_plan),
        cmocka_unit_test(places_of_cues),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
