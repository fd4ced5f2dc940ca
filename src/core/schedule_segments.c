#include "core/schedule_build.h"
#include "matsession/text.h"

#include <assert.h>
#include <string.h>

static void
note(struct mat_build *build, int step, enum mat_note_kind kind,
     struct mat_why why, int64_t from, int64_t to)
{
    build->notes[build->n_notes++] = (struct mat_note){
        .kind = kind,
        .cause = why.cause,
        .step = step,
        .row = why.cause == MAT_CAUSE_ROW ? why.row : -1,
        .from = from,
        .to = to,
    };
}

static const struct mat_why for_safety = {MAT_CAUSE_SAFETY, -1};

struct mat_segment *
mat_build_append(struct mat_build *build, enum mat_kind kind, const char *title)
{
    struct mat_segment *segment = &build->segments[build->n_segments];

    *segment = (struct mat_segment){
        .kind = kind,
        .title = mat_arena_copy(build->arena, title),
        .area = MAT_AREA_NONE,
        .position = MAT_POSITION_NONE,
        .point = -1,
        .timeout = MAT_MS_NONE,
        .off = -1,
        .mat = -1,
        .step = -1,
    };
    if (segment->title == NULL)
        return NULL;
    build->n_segments++;
    return segment;
}

static struct mat_segment *
append_step(struct mat_build *build, int i)
{
    const struct mat_plan_step *step = &build->plan->steps[i];
    struct mat_segment *segment =
        mat_build_append(build, step->kind, step->title);

    if (segment == NULL)
        return NULL;
    segment->position = step->position;
    segment->point = step->point;
    segment->side = step->side;
    segment->inhale = step->inhale;
    segment->exhale = step->exhale;
    segment->duration = build->works[i].duration;
    segment->timeout = step->timeout;
    segment->step = i;
    return segment;
}

/* The cues that `segment` wants, in the block of mat step `mat` or of none. */
static struct mat_cue_job
job_for(const struct mat_build *build, const struct mat_segment *segment,
        int mat)
{
    const struct mat_plan_step *step =
        segment->step >= 0 ? &build->plan->steps[segment->step] : NULL;

    return (struct mat_cue_job){
        .step = step,
        .kind = segment->kind,
        .area = mat >= 0 ? build->plan->steps[mat].area : MAT_AREA_NONE,
        .level = step != NULL ? step->guidance : MAT_GUIDANCE_FULL,
        .duration = segment->duration,
        .lain = segment->kind == MAT_KIND_MAT ? build->lain : 0,
        .last = segment->kind != MAT_KIND_MAT || segment->alarm,
        .covered = mat >= 0 && build->works[mat].covered,
        .light = segment->kind == MAT_KIND_POINT && build->verdict->light,
    };
}

static bool
fill_cues(const struct mat_build *build, struct mat_segment *segment, int mat)
{
    struct mat_cue_job job = job_for(build, segment, mat);

    return mat_build_cues(build, &job, segment);
}

/* How long an `on` or `off` around mat step `i` lasts that nobody wrote. */
static mat_ms
passage_length(const struct mat_build *build, int i, enum mat_kind kind)
{
    const struct mat_guidance *guidance =
        mat_tables_guidance(build->tables, kind, build->plan->steps[i].area);

    assert(guidance != NULL && guidance->duration > 0);
    return guidance->duration;
}

/* An `on` or `off` that safety asks for around mat step `i`. */
static bool
add_passage(struct mat_build *build, int i, enum mat_kind kind)
{
    struct mat_segment *segment = mat_build_append(
        build, kind, kind == MAT_KIND_ON ? "Get on the mat" : "Off the mat");

    if (segment == NULL)
        return false;
    segment->position = build->plan->steps[i].position;
    segment->duration = passage_length(build, i, kind);
    if (kind == MAT_KIND_OFF && mat_position_lies(segment->position))
        segment->duration = mat_ms_max(segment->duration, build->verdict->rise);
    note(build, i, MAT_NOTE_ADDED, for_safety, 0, segment->duration);
    return fill_cues(build, segment, i);
}

static bool
is_kind(const struct mat_build *build, int i, enum mat_kind kind)
{
    return i >= 0 && build->plan->steps[i].kind == kind;
}

static bool
joins(const struct mat_build *build, int a, int b)
{
    return is_kind(build, a, MAT_KIND_MAT) && is_kind(build, b, MAT_KIND_MAT) &&
           mat_build_same_stay(build->works, build->plan->steps, a, b);
}

static void
note_mat(struct mat_build *build, int i)
{
    const struct mat_plan_step *step = &build->plan->steps[i];
    const struct mat_work *work = &build->works[i];

    if (work->layer != step->layer)
        note(build, i, MAT_NOTE_LAYER, work->layer_why, step->layer,
             work->layer);
    if (work->surface != step->surface)
        note(build, i, MAT_NOTE_SURFACE, work->surface_why, step->surface,
             work->surface);
    if (work->duration < step->duration)
        note(build, i, MAT_NOTE_SHORTENED, work->length, step->duration,
             work->duration);
}

static bool
add_mat(struct mat_build *build, int i)
{
    const struct mat_work *work = &build->works[i];
    bool goes_on = joins(build, i, work->next);
    struct mat_segment *segment;

    if (!joins(build, work->previous, i)) {
        build->lain = 0;
        if (mat_position_lies(build->plan->steps[i].position) &&
            !is_kind(build, work->previous, MAT_KIND_ON) &&
            !add_passage(build, i, MAT_KIND_ON))
            return false;
    }
    note_mat(build, i);
    segment = append_step(build, i);
    if (segment == NULL)
        return false;
    segment->area = build->plan->steps[i].area;
    segment->layer = work->layer;
    segment->surface = work->surface;
    segment->alarm = !goes_on;
    if (!fill_cues(build, segment, i))
        return false;
    build->lain += segment->duration;
    return goes_on || is_kind(build, work->next, MAT_KIND_OFF) ||
           add_passage(build, i, MAT_KIND_OFF);
}

/* The mat step that step `i` leads off, or -1. */
static int
mat_before(const struct mat_build *build, int i)
{
    do
        i = build->works[i].previous;
    while (is_kind(build, i, MAT_KIND_OFF));
    return is_kind(build, i, MAT_KIND_MAT) ? i : -1;
}

/* The mat step that step `i` gets ready for, or -1. */
static int
mat_behind(const struct mat_build *build, int i)
{
    bool nearest = build->plan->steps[i].kind != MAT_KIND_PREPARE;

    do
        i = build->works[i].next;
    while (i >= 0 && !is_kind(build, i, MAT_KIND_MAT) &&
           (nearest || !is_kind(build, i, MAT_KIND_PREPARE)));
    return is_kind(build, i, MAT_KIND_MAT) ? i : -1;
}

/* Whether step `i` leads off the last stay on the mat: where a stop leads to,
 * and where the session ends on the mat, whatever it was written for. */
static bool
is_last_off(const struct mat_build *build, int i)
{
    if (!is_kind(build, build->works[i].previous, MAT_KIND_MAT))
        return false;
    for (i = build->works[i].next; i >= 0; i = build->works[i].next) {
        if (is_kind(build, i, MAT_KIND_MAT))
            return false;
    }
    return true;
}

/* Lengthens getting up to what a row, or else safety, asks for. */
static void
lengthen(struct mat_build *build, int i, struct mat_segment *segment,
         mat_ms rise, mat_ms least)
{
    mat_ms before = segment->duration;

    segment->duration = mat_ms_max(before, mat_ms_max(rise, least));
    if (segment->duration == before)
        return;
    if (rise >= least)
        note(build, i, MAT_NOTE_RISE,
             (struct mat_why){MAT_CAUSE_ROW, build->verdict->rise_row}, before,
             rise);
    else
        note(build, i, MAT_NOTE_RISE, for_safety, before, least);
}

static bool
add_off(struct mat_build *build, int i)
{
    int mat = mat_before(build, i);
    bool last = is_last_off(build, i);
    bool lies = mat >= 0 && mat_position_lies(build->plan->steps[mat].position);
    struct mat_segment *segment = append_step(build, i);
    struct mat_cue_job job;

    if (segment == NULL)
        return false;
    lengthen(build, i, segment, lies ? build->verdict->rise : 0,
             last ? passage_length(build, mat, MAT_KIND_OFF) : 0);
    job = job_for(build, segment, mat);
    if (last)
        job.level = MAT_GUIDANCE_FULL;
    return mat_build_cues(build, &job, segment);
}

static bool
add_prepare(struct mat_build *build, int i)
{
    struct mat_segment *segment = append_step(build, i);
    struct mat_cue_job job;

    if (segment == NULL)
        return false;
    job = job_for(build, segment, mat_behind(build, i));
    job.carries = true;
    for (int j = build->works[i].previous; j >= 0;
         j = build->works[j].previous) {
        if (is_kind(build, j, MAT_KIND_PREPARE))
            job.carries = false;
    }
    return mat_build_cues(build, &job, segment);
}

/* "HT7 Shenmen, left": in a list the two sides must differ. */
static bool
name_side(struct mat_build *build, struct mat_segment *segment)
{
    const char *word = mat_word(&mat_sides, (int)segment->side);
    size_t size = strlen(segment->title) + strlen(word) + 3;
    char *title;

    if (segment->side == MAT_SIDE_MIDLINE)
        return true;
    title = mat_arena_take(build->arena, size);
    if (title == NULL)
        return false;
    mat_join(title, size, segment->title, ", ", word, NULL);
    segment->title = title;
    return true;
}

static bool
add_point(struct mat_build *build, int i)
{
    const struct mat_plan_step *step = &build->plan->steps[i];
    const struct mat_work *work = &build->works[i];
    bool both = step->side == MAT_SIDE_BOTH;

    if (work->duration < step->duration)
        note(build, i, MAT_NOTE_SHORTENED, work->length, step->duration,
             work->duration);
    for (int side = 0; side < (both ? 2 : 1); side++) {
        struct mat_segment *segment = append_step(build, i);
        struct mat_cue_job job;

        if (segment == NULL)
            return false;
        if (both)
            segment->side = side == 0 ? MAT_SIDE_LEFT : MAT_SIDE_RIGHT;
        if (!name_side(build, segment))
            return false;
        job = job_for(build, segment, -1);
        job.second_side = side == 1;
        if (!mat_build_cues(build, &job, segment))
            return false;
    }
    return true;
}

/* What a `wait` says: its title as a sentence, and what to do. */
static char *
wait_text(struct mat_arena *arena, const char *title)
{
    static const char ask[] = "Press any key when you are ready.";
    size_t length = strlen(title);
    bool ends = length > 0 && strchr(".!?", title[length - 1]) != NULL;
    size_t size = length + 2 + sizeof ask;
    char *text = mat_arena_take(arena, size);

    if (text == NULL)
        return NULL;
    mat_join(text, size, title, ends ? " " : ". ", ask, NULL);
    return text;
}

static bool
add_wait(struct mat_build *build, int i)
{
    struct mat_segment *segment = append_step(build, i);
    struct mat_cue *cue = mat_arena_take(build->arena, sizeof *cue);
    struct mat_cue_at *at = mat_arena_take(build->arena, sizeof *at);

    if (segment == NULL || cue == NULL || at == NULL)
        return false;
    *cue = (struct mat_cue){
        .id = "",
        .text = wait_text(build->arena, segment->title),
        .basis = {.sources = "", .grade = ""},
    };
    if (cue->text == NULL)
        return false;
    at->cue = cue;
    segment->duration = MAT_MS_NONE;
    segment->cues = at;
    segment->n_cues = 1;
    return true;
}

static bool
add_step(struct mat_build *build, int i)
{
    enum mat_kind kind = build->plan->steps[i].kind;
    struct mat_segment *segment;

    switch (kind) {
    case MAT_KIND_PREPARE:
        return add_prepare(build, i);
    case MAT_KIND_MAT:
        return add_mat(build, i);
    case MAT_KIND_OFF:
        return add_off(build, i);
    case MAT_KIND_POINT:
        return add_point(build, i);
    case MAT_KIND_WAIT:
        return add_wait(build, i);
    default:
        segment = append_step(build, i);
        return segment != NULL &&
               fill_cues(build, segment,
                         kind == MAT_KIND_ON ? mat_behind(build, i) : -1);
    }
}

bool
mat_build_segments(struct mat_build *build)
{
    for (int i = 0; i < build->plan->n_steps; i++) {
        const struct mat_work *work = &build->works[i];

        if (work->runs) {
            if (!add_step(build, i))
                return false;
        } else if (work->told) {
            note(build, i, MAT_NOTE_LEFT_OUT, work->length,
                 build->plan->steps[i].duration, work->left);
        }
    }
    return true;
}
