#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/fake_tables.h"
#include "../support/plan_doc.h"
#include "matsession/plan.h"
#include "matsession/text.h"

static struct mat_plan *
check_good(const struct mat_plan_doc *doc)
{
    struct mat_diags diags = {0};
    struct mat_plan *plan = NULL;

    if (!mat_plan_check(doc, "evening", &fake_tables, &diags, &plan))
        fail_msg("%s: %s", diags.items[0].path, diags.items[0].text);
    assert_int_equal(diags.count, 0);
    return plan;
}

static void
makes_what_was_written(void **state)
{
    struct mat_plan_doc_step steps[] = {
        {.kind = "mat",
         .title = "Warm-up",
         .area = "back",
         .position = "supine-towel",
         .layer = "bare",
         .surface = "medium",
         .duration = "3m",
         .guidance = "sparse",
         CUES({.at = "1m", .say = "Breathe out."},
              {.at = "-30s", .use = "ready-off"}, {.at = "3m", .say = "Bye."},
              {.at = "-3m", .say = "Hello."})},
        {.kind = "breathe", .duration = "5m", .inhale = "4s", .exhale = "6s"},
        {.kind = "point", .point = "LU9", .side = "left", .duration = "45s"},
        {.kind = "wait", .title = "Move to the chair", .timeout = "5m"},
        {.kind = "rest", .duration = "1:30", .position = "seated-floor"},
    };
    char title[] = "Evening wind-down";
    char *sources[] = {"S0", "S1"};
    struct mat_plan_doc doc = {.plan = "1",
                               .title = title,
                               .purpose = "Sleep.",
                               .when = "evening",
                               .full_at = "settled",
                               .sources = sources,
                               .sources_count = 2,
                               .steps = steps,
                               .steps_count = COUNT(steps)};
    struct mat_plan *plan = check_good(&doc);
    const struct mat_plan_step *mat = &plan->steps[0];

    (void)state;
    memset(title, 'x', sizeof(title) - 1);
    assert_string_equal(plan->name, "evening");
    assert_string_equal(plan->title, "Evening wind-down");
    assert_string_equal(plan->purpose, "Sleep.");
    assert_int_equal(plan->when, MAT_WHEN_EVENING);
    assert_int_equal(plan->full_at, MAT_STAGE_SETTLED);
    assert_int_equal(plan->n_sources, 2);
    assert_string_equal(plan->sources[1], "S1");
    assert_int_equal(plan->n_steps, COUNT(steps));
    assert_int_equal(mat_plan_mat_time(plan), MAT_MINUTES(3));

    assert_int_equal(mat->kind, MAT_KIND_MAT);
    assert_string_equal(mat->title, "Warm-up");
    assert_int_equal(mat->area, MAT_AREA_BACK);
    assert_int_equal(mat->position, MAT_POSITION_SUPINE_TOWEL);
    assert_int_equal(mat->layer, MAT_LAYER_BARE);
    assert_int_equal(mat->surface, MAT_SURFACE_MEDIUM);
    assert_int_equal(mat->duration, MAT_MINUTES(3));
    assert_int_equal(mat->guidance, MAT_GUIDANCE_SPARSE);
    assert_int_equal(mat->point, -1);
    assert_true(mat->timeout == MAT_MS_NONE);
    assert_int_equal(mat->n_cues, 4);
    assert_int_equal(mat->cues[0].at, MAT_MINUTES(1));
    assert_false(mat->cues[0].from_end);
    assert_string_equal(mat->cues[0].cue->id, "");
    assert_string_equal(mat->cues[0].cue->text, "Breathe out.");
    assert_false(mat->cues[0].cue->safety);
    assert_int_equal(mat->cues[1].at, MAT_SECONDS(30));
    assert_true(mat->cues[1].from_end);
    assert_ptr_equal(mat->cues[1].cue,
                     mat_tables_cue(&fake_tables, "ready-off"));
    assert_int_equal(mat->cues[2].at, MAT_MINUTES(3));

    assert_int_equal(plan->steps[1].inhale, MAT_SECONDS(4));
    assert_int_equal(plan->steps[1].exhale, MAT_SECONDS(6));
    assert_int_equal(plan->steps[2].point,
                     mat_tables_point(&fake_tables, "LU9"));
    assert_int_equal(plan->steps[2].side, MAT_SIDE_LEFT);
    assert_int_equal(plan->steps[2].duration, MAT_SECONDS(45));
    assert_int_equal(plan->steps[3].timeout, MAT_MINUTES(5));
    assert_true(plan->steps[3].duration == MAT_MS_NONE);
    assert_int_equal(plan->steps[4].position, MAT_POSITION_SEATED_FLOOR);
    mat_plan_free(plan);
}

static void
fills_in_what_was_left_open(void **state)
{
    struct mat_plan_doc_step steps[] = {
        {.kind = "prepare", .duration = "1m"},
        {.kind = "on", .duration = "20s"},
        {.kind = "off", .duration = "1m"},
        {.kind = "rest", .duration = "1m"},
        {.kind = "breathe", .duration = "1m"},
        {.kind = "point", .point = "HT7"},
        {.kind = "point", .point = "GV20"},
        {.kind = "wait", .title = "Chair"},
    };
    static const char *const titles[] = {
        "Prepare", "Get on the mat", "Off the mat", "Rest",
        "Breathe", "HT7 Shenmen",    "GV20 Baihui", "Chair",
    };
    struct mat_plan_doc doc = doc_of(steps, COUNT(steps));
    struct mat_plan *plan = check_good(&doc);

    (void)state;
    assert_string_equal(plan->purpose, "");
    assert_int_equal(plan->when, MAT_WHEN_ANY);
    assert_int_equal(plan->full_at, MAT_STAGE_BUILDING);
    assert_int_equal(plan->n_sources, 0);
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_string_equal(plan->steps[i].title, titles[i]);
        assert_int_equal(plan->steps[i].area, MAT_AREA_NONE);
        assert_int_equal(plan->steps[i].position, MAT_POSITION_NONE);
        assert_int_equal(plan->steps[i].guidance, MAT_GUIDANCE_FULL);
        assert_true(plan->steps[i].timeout == MAT_MS_NONE);
        assert_int_equal(plan->steps[i].n_cues, 0);
    }
    assert_int_equal(plan->steps[4].inhale, MAT_SECONDS(5));
    assert_int_equal(plan->steps[4].exhale, MAT_SECONDS(5));
    assert_int_equal(plan->steps[5].side, MAT_SIDE_BOTH);
    assert_int_equal(plan->steps[5].duration, MAT_SECONDS(60));
    assert_int_equal(plan->steps[6].side, MAT_SIDE_MIDLINE);
    mat_plan_free(plan);
}

static void
every_area_has_its_defaults(void **state)
{
    static const struct {
        const char *title;
        enum mat_layer layer;
        enum mat_surface surface;
    } cases[MAT_AREA__COUNT] = {
        [MAT_AREA_BACK] = {"Back", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
        [MAT_AREA_LOWER_BACK] = {"Lower back", MAT_LAYER_SHIRT,
                                 MAT_SURFACE_SOFT},
        [MAT_AREA_SHOULDERS] = {"Shoulders", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
        [MAT_AREA_NECK] = {"Neck", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
        [MAT_AREA_FEET] = {"Feet, seated", MAT_LAYER_SOCKS, MAT_SURFACE_MEDIUM},
        [MAT_AREA_FEET_STANDING] = {"Feet, standing", MAT_LAYER_SOCKS,
                                    MAT_SURFACE_FIRM},
        [MAT_AREA_LEGS] = {"Legs", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
        [MAT_AREA_BUTTOCKS] = {"Buttocks", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
        [MAT_AREA_HANDS] = {"Hands", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
        [MAT_AREA_BELLY] = {"Belly", MAT_LAYER_TOWEL, MAT_SURFACE_SOFT},
    };

    (void)state;
    for (int i = 0; i < MAT_AREA__COUNT; i++) {
        char area[32];
        struct mat_plan_doc_step step = {
            .kind = "mat", .area = area, .duration = "1m"};
        struct mat_plan_doc doc = doc_of(&step, 1);
        struct mat_diags diags = {0};
        struct mat_plan *plan = NULL;

        mat_join(area, sizeof(area), mat_word(&mat_areas, i), NULL);
        assert_true(mat_plan_check(&doc, "x", &fake_tables, &diags, &plan));
        assert_string_equal(plan->steps[0].title, cases[i].title);
        assert_int_equal(plan->steps[0].area, i);
        assert_int_equal(plan->steps[0].position,
                         mat_area_position((enum mat_area)i));
        assert_int_equal(plan->steps[0].layer, cases[i].layer);
        assert_int_equal(plan->steps[0].surface, cases[i].surface);
        mat_plan_free(plan);
    }
}

static void
freeing_nothing_is_fine(void **state)
{
    (void)state;
    mat_plan_free(NULL);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_what_was_written),
        cmocka_unit_test(fills_in_what_was_left_open),
        cmocka_unit_test(every_area_has_its_defaults),
        cmocka_unit_test(freeing_nothing_is_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
