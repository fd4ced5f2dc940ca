#include "matsession/schedule.h"

#include <assert.h>

#include "core/schedule_build.h"

/* Ours (P): the sentences below, and time to do what the last one says. */
#define UNWELL_DURATION MAT_SECONDS(90)

/* An `on`, the step on both sides, an `off`; and the way off at the end. */
#define SEGMENTS_A_STEP 3
/* `on`, layer, surface, length, `off`. */
#define NOTES_A_STEP 5

/* What "stop now" asks for (domain.md 3.2), each with the time to do it (P). */
static bool
add_unwell(struct mat_build *build)
{
    static const struct {
        const char *id;
        mat_ms at;
    } wanted[] = {
        {"unwell-off", 0},
        {"unwell-lie", MAT_SECONDS(10)},
        {"unwell-help", MAT_SECONDS(25)},
        {"unwell-watch", MAT_SECONDS(45)},
        {"unwell-next", MAT_SECONDS(70)},
    };
    struct mat_cue_at *cues = mat_arena_take(
        build->arena, sizeof *cues * (sizeof wanted / sizeof *wanted));
    struct mat_segment *segment =
        mat_build_append(build, MAT_KIND_OFF, "Off the mat now");

    if (cues == NULL || segment == NULL)
        return false;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct mat_cue *cue = mat_tables_cue(build->tables, wanted[i].id);

        if (cue != NULL)
            cues[segment->n_cues++] =
                (struct mat_cue_at){.at = wanted[i].at, .cue = cue};
    }
    segment->cues = cues;
    segment->duration = UNWELL_DURATION;
    return true;
}

static int
first_behind(const struct mat_build *build, int i, enum mat_kind kind)
{
    while (++i < build->n_segments) {
        if (build->segments[i].kind == kind)
            return i;
    }
    return -1;
}

/* Says which `on` and `off` belong to which time on the mat. */
static void
link_segments(struct mat_build *build)
{
    for (int i = 0; i < build->n_segments; i++) {
        struct mat_segment *segment = &build->segments[i];
        const struct mat_segment *before = i > 0 ? segment - 1 : NULL;

        if (segment->kind == MAT_KIND_MAT)
            segment->mat = i;
        else if (segment->kind == MAT_KIND_ON)
            segment->mat = first_behind(build, i, MAT_KIND_MAT);
        else if (segment->kind == MAT_KIND_OFF && before != NULL &&
                 (before->kind == MAT_KIND_MAT || before->kind == MAT_KIND_OFF))
            segment->mat = before->mat;
        if (segment->kind == MAT_KIND_MAT || segment->kind == MAT_KIND_ON) {
            assert(segment->mat >= 0);
            segment->off = first_behind(build, segment->mat, MAT_KIND_OFF);
            assert(segment->off >= 0);
        }
    }
}

static void
sum_up(const struct mat_build *build, struct mat_schedule *schedule)
{
    for (int i = 0; i < build->n_segments; i++) {
        const struct mat_segment *segment = &build->segments[i];

        if (segment->duration != MAT_MS_NONE)
            schedule->total = mat_ms_add(schedule->total, segment->duration);
        if (segment->kind == MAT_KIND_MAT)
            schedule->mat = mat_ms_add(schedule->mat, segment->duration);
    }
}

static bool
take_room(struct mat_build *build)
{
    size_t steps = (size_t)build->plan->n_steps;

    build->works = mat_arena_take(build->arena, sizeof *build->works * steps);
    build->segments = mat_arena_take(
        build->arena, sizeof *build->segments * (steps * SEGMENTS_A_STEP + 1));
    build->notes = mat_arena_take(build->arena,
                                  sizeof *build->notes * steps * NOTES_A_STEP);
    return build->works != NULL && build->segments != NULL &&
           build->notes != NULL;
}

static bool
build_schedule(struct mat_build *build, mat_ms minutes,
               struct mat_schedule *schedule)
{
    if (!take_room(build))
        return false;
    mat_build_limits(build, minutes);
    if (mat_build_blocks(build) && build->verdict->may_start) {
        if (!mat_build_segments(build))
            return false;
        link_segments(build);
    } else {
        for (int i = 0; i < build->plan->n_steps; i++)
            build->works[i].runs = false;
        if (!mat_build_segments(build))
            return false;
    }
    sum_up(build, schedule);
    schedule->n_segments = build->n_segments;
    schedule->unwell = build->n_segments;
    if (!add_unwell(build))
        return false;
    schedule->segments = build->segments;
    schedule->notes = build->notes;
    schedule->n_notes = build->n_notes;
    schedule->cap_total = build->total.most;
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        schedule->cap_area[area] = build->areas[area].most;
    return true;
}

struct mat_schedule *
mat_schedule_new(const struct mat_gate_input *input,
                 const struct mat_verdict *verdict,
                 const struct mat_schedule_options *options)
{
    struct mat_arena *arena = mat_arena_new();
    struct mat_build build = {
        .plan = input->plan,
        .tables = input->tables,
        .verdict = verdict,
        .standing = input->standing,
        .reach = input->reach,
        .opt_in = input->opt_in,
        .arena = arena,
    };
    struct mat_schedule *schedule;

    if (arena == NULL)
        return NULL;
    schedule = mat_arena_take(arena, sizeof *schedule);
    if (schedule == NULL)
        goto no_memory;
    *schedule = (struct mat_schedule){
        .plan = mat_arena_copy(arena, input->plan->name),
        .title = mat_arena_copy(arena, input->plan->title),
        .when = input->plan->when,
        .standing = input->standing,
        .tables = input->tables,
        .arena = arena,
    };
    if (schedule->plan == NULL || schedule->title == NULL ||
        !build_schedule(
            &build, options != NULL ? options->minutes : MAT_MS_NONE, schedule))
        goto no_memory;
    return schedule;
no_memory:
    mat_arena_free(arena);
    return NULL;
}

void
mat_schedule_free(struct mat_schedule *schedule)
{
    if (schedule != NULL)
        mat_arena_free(schedule->arena);
}
