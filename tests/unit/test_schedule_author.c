/* What the author of a plan has said, beside what the tables say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/schedule_world.h"

static const struct mat_cue own_words = {.id = "", .text = "own"};
static const struct mat_cue more_words = {.id = "", .text = "more"};
static struct mat_cue_at own_cues[] = {
    {.at = S(3), .cue = &own_words},
    {.at = S(64), .cue = &more_words},
    {.at = S(68), .cue = &own_words},
    {.at = S(120), .cue = &world_cues[WARM]},
    {.at = S(65), .from_end = true, .cue = &own_words}};

static void
the_author_comes_first_at_full_length(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON, {BACK(600), .cues = own_cues, .n_cues = COUNT(own_cues)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    /* peak gives way, rate60 moves ahead, warm comes once, at the author's
     * place, and the last minute is the author's too. */
    assert_string_equal(world_cues_of(&world, 1),
                        "3 own, 40 breathe, 54 rate60, 64 more, 68 own, "
                        "120 warm, 210 limb-check, 300 rate300, 420 calm, "
                        "535 own, 585 ready");
    world_end(&world);
}

static struct mat_cue_at early_cues[] = {{.at = S(55), .cue = &own_words}};
static struct mat_cue_at first_cues[] = {{.at = S(4), .cue = &own_words}};

static void
safety_steps_aside_for_the_author(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON,
        {BACK(120), .cues = early_cues, .n_cues = 1},
        {OTHER(MAT_KIND_OFF, 120), .cues = first_cues, .n_cues = 1}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1),
                        "5 peak, 45 limb-check, 55 own, 65 rate60, 105 ready");
    assert_string_equal(world_cues_of(&world, 2), "0 off-slow, 4 own, 20 sit");
    world_end(&world);
}

static struct mat_cue_at dense_cues[] = {{.at = S(48), .cue = &own_words},
                                         {.at = S(55), .cue = &own_words},
                                         {.at = S(65), .cue = &more_words}};
static struct mat_cue_at ready_cues[] = {FROM(62, READY)};
static struct mat_cue_at near_cues[] = {{.at = S(52), .cue = &own_words},
                                        {.at = S(58), .cue = &own_words}};

/* Nobody says "one minute" when it is not. */
static void
what_names_a_time_is_said_then_or_not_at_all(void **state)
{
    static const struct mat_plan_step dense[] = {
        ON, {BACK(300), .cues = dense_cues, .n_cues = COUNT(dense_cues)}, OFF};
    static const struct mat_plan_step near[] = {
        ON, {BACK(300), .cues = near_cues, .n_cues = COUNT(near_cues)}, OFF};
    static const struct mat_plan_step ready[] = {
        ON, {BACK(600), .cues = ready_cues, .n_cues = 1}, OFF};
    static const struct {
        const char *claim;
        const struct mat_plan_step *steps;
        mat_ms minutes;
        const char *cues;
    } cases[] = {
        {"no place beside the author's", dense, MAT_MS_NONE,
         "5 peak, 48 own, 55 own, 65 more, 150 warm, 210 limb-check, "
         "240 one-min, 285 ready"},
        {"behind where that is nearer", near, MAT_MS_NONE,
         "5 peak, 40 breathe, 52 own, 58 own, 68 rate60, 150 warm, "
         "210 limb-check, 240 one-min, 285 ready"},
        {"what is asked for safety keeps its room", ready, S(116),
         "5 peak, 40 breathe, 52 limb-check, 62 ready"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        struct world world;

        print_message("%s\n", cases[i].claim);
        world_begin(&world, cases[i].steps, 3);
        world.options.minutes = cases[i].minutes;
        world_make(&world);
        assert_string_equal(world_cues_of(&world, 1), cases[i].cues);
        world_end(&world);
    }
}

static struct mat_cue_at sitting_cues[] = {{.at = S(14), .cue = &own_words}};

/* What comes first for safety comes at once, and what follows keeps away from
 * it. */
static void
safety_at_the_start_does_not_move(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON,
        {BACK(120)},
        {OTHER(MAT_KIND_OFF, 120), .cues = sitting_cues, .n_cues = 1}};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 2), "0 off-slow, 14 own, 24 sit");
    world_end(&world);
}

static void
an_authors_cues_are_timed_anew_with_ours(void **state)
{
    static const struct mat_plan_step steps[] = {
        ON, {BACK(600), .cues = own_cues, .n_cues = COUNT(own_cues)}, OFF};
    struct world world;

    (void)state;
    BEGIN(&world, steps);
    world.options.minutes = S(200);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1),
                        "3 own, 40 breathe, 60 rate60, 100 limb-check, "
                        "120 warm, 135 own, 185 ready");
    world.options.minutes = S(130);
    world_make(&world);
    assert_string_equal(world_cues_of(&world, 1),
                        "3 own, 40 breathe, 55 rate60, 65 limb-check, "
                        "115 ready");
    world_end(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_author_comes_first_at_full_length),
        cmocka_unit_test(safety_steps_aside_for_the_author),
        cmocka_unit_test(what_names_a_time_is_said_then_or_not_at_all),
        cmocka_unit_test(safety_at_the_start_does_not_move),
        cmocka_unit_test(an_authors_cues_are_timed_anew_with_ours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
