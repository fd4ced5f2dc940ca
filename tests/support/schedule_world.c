#include "schedule_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

const struct mat_cue world_cues[] = {
    [PEAK] = {.id = "peak", .text = "Peak."},
    [BREATHE] = {.id = "breathe", .text = "Breathe.", .breath = true},
    [RATE60] = {.id = "rate60", .text = "Rate.", .safety = true},
    [WARM] = {.id = "warm", .text = "Warm."},
    [LIMB] = {.id = "limb-check", .text = "Limbs.", .safety = true},
    [RATE300] = {.id = "rate300", .text = "Rate again.", .safety = true},
    [CALM] = {.id = "calm", .text = "Calm."},
    [ONE_MIN] = {.id = "one-min", .text = "One minute."},
    [READY] = {.id = "ready", .text = "Ready.", .safety = true},
    [OFF_SLOW] = {.id = "off-slow", .text = "Slowly.", .safety = true},
    [SIT] = {.id = "sit", .text = "Sit.", .safety = true},
    [ON_SLOW] = {.id = "on-slow", .text = "Lower."},
    [FIND] = {.id = "pt-find", .text = "Find."},
    [PRESS] = {.id = "pt-press", .text = "Press.", .light = &world_cues[TOUCH]},
    [SWITCH] = {.id = "pt-switch", .text = "Other side."},
    [RELEASE] = {.id = "pt-release", .text = "Release."},
    [PREP] = {.id = "prep", .text = "Prepare.", .safety = true},
    [UN_OFF] = {.id = "unwell-off", .text = "Off."},
    [UN_NEXT] = {.id = "unwell-next", .text = "Next."},
    [FEET_SIT] = {.id = "feet-sit", .text = "Sit."},
    [SCREEN] = {.id = "prep-screen", .text = "Wounds?", .safety = true},
    [SHIRT] = {.id = "shirt", .text = "Shirt on."},
    [BARE] = {.id = "bare",
              .text = "Bare if you like.",
              .covered = &world_cues[SHIRT]},
    [TOUCH] = {.id = "touch", .text = "Lightly."},
};

static const struct mat_cue_at mat_cues[] = {
    FROM(5, PEAK),
    FROM(40, BREATHE),
    {.at = S(60), .sparse = true, .cue = &world_cues[RATE60]},
    FROM(150, WARM),
    FROM(210, LIMB),
    FROM(300, RATE300),
    FROM(420, CALM),
    TO_END(60, ONE_MIN),
    TO_END(15, READY)};
static const struct mat_cue_at off_cues[] = {FROM(0, OFF_SLOW), FROM(20, SIT)};
static const struct mat_cue_at on_cues[] = {FROM(0, ON_SLOW)};
static const struct mat_cue_at prepare_cues[] = {FROM(0, PREP)};
static const struct mat_cue_at feet_cues[] = {FROM(0, FEET_SIT),
                                              FROM(15, SCREEN)};
static const struct mat_cue_at point_cues[] = {FROM(0, FIND), FROM(8, PRESS),
                                               TO_END(5, RELEASE)};

static const struct mat_guidance guidance[] = {
    {.kind = MAT_KIND_MAT, .cues = mat_cues, .n_cues = COUNT(mat_cues)},
    {.kind = MAT_KIND_ON,
     .duration = S(20),
     .cues = on_cues,
     .n_cues = COUNT(on_cues)},
    {.kind = MAT_KIND_OFF,
     .areas = MAT_AREA_BIT(MAT_AREA_NECK),
     .duration = S(70),
     .cues = off_cues,
     .n_cues = COUNT(off_cues)},
    {.kind = MAT_KIND_OFF,
     .areas = MAT_AREA_BIT(MAT_AREA_FEET),
     .duration = S(30),
     .cues = off_cues,
     .n_cues = COUNT(off_cues)},
    {.kind = MAT_KIND_OFF,
     .duration = S(120),
     .cues = off_cues,
     .n_cues = COUNT(off_cues)},
    {.kind = MAT_KIND_PREPARE,
     .areas = MAT_AREA_BIT(MAT_AREA_FEET),
     .cues = feet_cues,
     .n_cues = COUNT(feet_cues)},
    {.kind = MAT_KIND_PREPARE,
     .cues = prepare_cues,
     .n_cues = COUNT(prepare_cues)},
    {.kind = MAT_KIND_POINT, .cues = point_cues, .n_cues = COUNT(point_cues)},
};

#define ROW(name)                                                         \
    .id = name, .title = name, .group = "", .question = "?", .today = "", \
    .follows = "", .severity = MAT_SEVERITY_ADAPT,                        \
    .targets = {.areas = MAT_AREA_ALL}
#define NO_CHANGE \
    .layer = -1, .surface = -1, .cap = MAT_MS_NONE, .permille = 1000

static const struct mat_row rows[N_ROWS] = {
    [GENTLE] = {ROW("gentle"), .adapt = {.layer = MAT_LAYER_TOWEL,
                                         .surface = MAT_SURFACE_SOFT,
                                         .cap = MAT_MS_NONE,
                                         .permille = 1000}},
    [SHORT] = {ROW("short"), .adapt = {.layer = -1,
                                       .surface = -1,
                                       .cap = S(120),
                                       .permille = 1000}},
    [HALF] = {ROW("half"), .adapt = {.layer = -1,
                                     .surface = -1,
                                     .cap = MAT_MS_NONE,
                                     .permille = 500}},
    [RISING] = {ROW("rising"), .adapt = {NO_CHANGE, .rise = S(180)}},
    [PANIC] = {ROW("panic"), .adapt = {NO_CHANGE, .breath_off = true}},
    [NO_FEET] = {.id = "no-feet",
                 .title = "",
                 .group = "",
                 .question = "?",
                 .today = "",
                 .follows = "",
                 .severity = MAT_SEVERITY_AVOID,
                 .targets = {.areas = MAT_AREA_BIT(MAT_AREA_FEET)},
                 .adapt = {NO_CHANGE}},
    [LIGHTLY] = {.id = "lightly",
                 .title = "",
                 .group = "",
                 .question = "?",
                 .today = "",
                 .follows = "",
                 .severity = MAT_SEVERITY_ADAPT,
                 .targets = {.points = 1},
                 .adapt = {NO_CHANGE, .light = true}},
};

static const struct mat_point points[] = {
    {.id = "HT7", .paired = true, .region = MAT_AREA_HANDS}};

static void
set_stages(struct mat_tables *tables)
{
    struct mat_stage_rule *stages = tables->stages;

    stages[MAT_STAGE_FIRST] = (struct mat_stage_rule){
        .total = S(300),
        .total_opt_in = S(300),
        .layer = MAT_LAYER_SHIRT,
        .surface = MAT_SURFACE_SOFT,
        .surface_then = MAT_SURFACE_SOFT,
        .surface_seated = MAT_SURFACE_MEDIUM,
        .point = S(60),
        .caps = {[MAT_AREA_BACK] = S(300), [MAT_AREA_FEET] = S(180)}};
    stages[MAT_STAGE_WEEK] =
        (struct mat_stage_rule){.total = S(600),
                                .total_opt_in = S(600),
                                .layer = MAT_LAYER_SHIRT,
                                .surface = MAT_SURFACE_SOFT,
                                .surface_then = MAT_SURFACE_MEDIUM,
                                .surface_after = 4,
                                .surface_seated = MAT_SURFACE_MEDIUM,
                                .point = S(60),
                                .caps = {[MAT_AREA_BACK] = S(600),
                                         [MAT_AREA_FEET] = S(300),
                                         [MAT_AREA_NECK] = S(180),
                                         [MAT_AREA_FEET_STANDING] = S(60)}};
    stages[MAT_STAGE_BUILDING] =
        (struct mat_stage_rule){.total = S(900),
                                .total_opt_in = S(900),
                                .layer = MAT_LAYER_BARE,
                                .surface = MAT_SURFACE_FIRM,
                                .surface_then = MAT_SURFACE_FIRM,
                                .surface_seated = MAT_SURFACE_FIRM,
                                .firm_covered = true,
                                .point = S(120),
                                .caps = {[MAT_AREA_BACK] = S(900),
                                         [MAT_AREA_FEET] = S(480),
                                         [MAT_AREA_NECK] = S(300),
                                         [MAT_AREA_FEET_STANDING] = S(120)}};
    stages[MAT_STAGE_SETTLED] = stages[MAT_STAGE_BUILDING];
    stages[MAT_STAGE_HABITUAL] = (struct mat_stage_rule){
        .total = S(1200),
        .total_opt_in = S(1800),
        .layer = MAT_LAYER_BARE,
        .surface = MAT_SURFACE_FIRM,
        .surface_then = MAT_SURFACE_FIRM,
        .surface_seated = MAT_SURFACE_FIRM,
        .point = S(120),
        .caps = {[MAT_AREA_BACK] = S(1200), [MAT_AREA_FEET] = S(900)}};
}

void
world_begin(struct world *world, const struct mat_plan_step *steps, int n_steps)
{
    memset(world, 0, sizeof *world);
    world->tables.rows = rows;
    world->tables.n_rows = N_ROWS;
    world->tables.cues = world_cues;
    world->tables.n_cues = WORLD_CUES;
    world->tables.guidance = guidance;
    world->tables.n_guidance = COUNT(guidance);
    world->tables.points = points;
    world->tables.n_points = COUNT(points);
    world->tables.hard_total = S(1800);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        world->tables.hard_caps[area] = S(600);
    world->tables.hard_caps[MAT_AREA_BACK] = S(1800);
    world->tables.step_min = S(60);
    world->tables.point_min = S(30);
    set_stages(&world->tables);
    world->plan = (struct mat_plan){
        .name = "plan", .title = "Plan", .steps = steps, .n_steps = n_steps};
    world->input.plan = &world->plan;
    world->input.tables = &world->tables;
    world->input.profile = world->profile;
    world->input.standing.stage = MAT_STAGE_BUILDING;
    world->options.minutes = MAT_MS_NONE;
}

void
world_make(struct world *world)
{
    mat_schedule_free(world->schedule);
    mat_gate(&world->input, &world->verdict);
    world->schedule =
        mat_schedule_new(&world->input, &world->verdict, &world->options);
    assert_non_null(world->schedule);
}

void
world_end(struct world *world)
{
    mat_schedule_free(world->schedule);
}

/* "on 20, mat 300, off 120" */
const char *
world_segments(struct world *world)
{
    size_t used = 0;

    world->text[0] = '\0';
    for (int i = 0; i < world->schedule->n_segments; i++) {
        const struct mat_segment *it = &world->schedule->segments[i];

        used += (size_t)snprintf(world->text + used, TEXT - used, "%s%s",
                                 i > 0 ? ", " : "",
                                 mat_word(&mat_kinds, (int)it->kind));
        if (it->duration != MAT_MS_NONE)
            used += (size_t)snprintf(world->text + used, TEXT - used, " %d",
                                     (int)(it->duration / 1000));
    }
    return world->text;
}

/* "5 peak, 60 rate60": the place in seconds; a plan's own sentence by its
 *  text. */
const char *
world_cues_of(struct world *world, int segment)
{
    const struct mat_segment *it = &world->schedule->segments[segment];
    size_t used = 0;

    world->text[0] = '\0';
    for (int i = 0; i < it->n_cues; i++) {
        const struct mat_cue *cue = it->cues[i].cue;

        used += (size_t)snprintf(
            world->text + used, TEXT - used, "%s%d %s", i > 0 ? ", " : "",
            (int)(mat_cue_place(&it->cues[i], it->duration) / 1000),
            cue->id[0] != '\0' ? cue->id : cue->text);
    }
    return world->text;
}

/* "0 left-out stage, 1 shortened row 2 300>120" */
const char *
world_notes(struct world *world)
{
    static const char *const kinds[] = {"left-out", "shortened", "layer",
                                        "surface",  "rise",      "added"};
    static const char *const causes[] = {"row",    "stage", "total",   "hard",
                                         "opt-in", "skip",  "minutes", "safety",
                                         "reach",  "paused"};
    size_t used = 0;

    world->text[0] = '\0';
    for (int i = 0; i < world->schedule->n_notes; i++) {
        const struct mat_note *it = &world->schedule->notes[i];

        used += (size_t)snprintf(world->text + used, TEXT - used, "%s%d %s %s",
                                 i > 0 ? ", " : "", it->step, kinds[it->kind],
                                 causes[it->cause]);
        if (it->cause == MAT_CAUSE_ROW)
            used += (size_t)snprintf(world->text + used, TEXT - used, " %s",
                                     rows[it->row].id);
        else
            assert_int_equal(it->row, -1);
        if (it->kind == MAT_NOTE_SHORTENED || it->kind == MAT_NOTE_RISE ||
            (it->kind == MAT_NOTE_LEFT_OUT && it->to > 0))
            used +=
                (size_t)snprintf(world->text + used, TEXT - used, " %d>%d",
                                 (int)(it->from / 1000), (int)(it->to / 1000));
    }
    return world->text;
}
