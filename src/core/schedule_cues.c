#include "core/schedule_build.h"
#include "core/schedule_slots.h"

#include <string.h>

/** Cues of a mat step come no later than this before its end (domain.md 2.5,
 *  rule 2) .. */
#define END_IS_NEAR MAT_SECONDS(25)
/** .. and the last minute is not announced in a stay shorter than this (rule
 *  1). */
#define LONG_ENOUGH_FOR_ONE_MIN MAT_SECONDS(150)

#define LIMB_CHECK "limb-check"
#define ONE_MIN "one-min"

mat_ms
mat_cue_place(const struct mat_cue_at *cue, mat_ms duration)
{
    return cue->from_end ? mat_ms_sub(duration, cue->at) : cue->at;
}

static bool
is_cue(const struct mat_cue *cue, const char *id)
{
    return strcmp(cue->id, id) == 0;
}

/* Whether the words of a cue name the time since the spikes began. */
static bool
names_a_time(const struct mat_cue *cue)
{
    static const char *const ids[] = {"rate60", "rate300", "awake600",
                                      "rate900"};

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (is_cue(cue, ids[i]))
            return true;
    }
    return false;
}

/* What is said where `cue` was written. */
static const struct mat_cue *
said(const struct mat_cue_job *job, const struct mat_cue *cue)
{
    if (job->covered && cue->covered != NULL)
        cue = cue->covered;
    if (job->light && cue->light != NULL)
        cue = cue->light;
    return cue;
}

static bool
author_uses(const struct mat_cue_job *job, const char *id)
{
    if (job->step == NULL || id[0] == '\0')
        return false;
    for (int i = 0; i < job->step->n_cues; i++) {
        if (is_cue(said(job, job->step->cues[i].cue), id))
            return true;
    }
    return false;
}

/* Whether a cue counted from the start comes too late in its step. At the end
 * of a stay the last seconds are for getting ready; inside one the cue belongs
 * to the next step.
 *
 * Other than domain.md 2.5, rule 2, has it, safety stays: who lies 5:15 has
 * lain five minutes, and the question about what hurts by then is worth more
 * than a quiet end. It moves little, or goes (MAT_CUE_STRAYS). */
static bool
is_late(const struct mat_cue_job *job, const struct mat_slot *slot,
        bool shortened)
{
    bool keeps_end_free =
        shortened || (job->kind == MAT_KIND_MAT && !slot->author);

    if (slot->place >= job->duration)
        return true;
    if (slot->cue->safety && !is_cue(slot->cue, LIMB_CHECK))
        return false;
    return keeps_end_free && (job->last || slot->author) &&
           slot->place > job->duration - END_IS_NEAR;
}

static bool
fits_from_end(const struct mat_cue_job *job, const struct mat_slot *slot,
              bool shortened)
{
    if (slot->place < 0 || (!job->last && !slot->author))
        return false;
    if (is_cue(slot->cue, ONE_MIN) && (shortened || !slot->author))
        return mat_ms_add(job->lain, job->duration) >= LONG_ENOUGH_FOR_ONE_MIN;
    return true;
}

/* Takes the cue in, or not. */
static void
offer(struct mat_slots *slots, const struct mat_cue_job *job,
      struct mat_slot slot)
{
    if (slot.from_end) {
        if (!fits_from_end(job, &slot, slots->shortened))
            return;
    } else {
        if (slot.place < 0)
            return;
        if (is_late(job, &slot, slots->shortened)) {
            if (!is_cue(slot.cue, LIMB_CHECK) || (!job->last && !slot.author))
                return;
            slot.place = job->duration / 2;
            slot.place -= slot.place % MAT_SECONDS(1);
            slot.moved = true;
        }
    }
    slot.timed = names_a_time(slot.cue) && !slot.from_end;
    slot.time = slot.place;
    slots->slots[slots->count++] = slot;
}

static bool
wanted(const struct mat_build *build, const struct mat_cue *cue)
{
    return !(build->verdict->breath_off && cue->breath);
}

static void
offer_table(const struct mat_build *build, const struct mat_cue_job *job,
            const struct mat_guidance *guidance, struct mat_slots *slots)
{
    if (guidance == NULL || job->level == MAT_GUIDANCE_NONE)
        return;
    for (int i = 0; i < guidance->n_cues; i++) {
        const struct mat_cue_at *at = &guidance->cues[i];
        struct mat_slot slot = {.cue = said(job, at->cue),
                                .from_end = at->from_end};

        if ((job->level == MAT_GUIDANCE_SPARSE && !at->sparse) ||
            !wanted(build, slot.cue) || author_uses(job, slot.cue->id))
            continue;
        slot.place = mat_cue_place(at, job->duration);
        if (!at->from_end)
            slot.place -= job->lain;
        offer(slots, job, slot);
    }
}

static void
offer_author(const struct mat_build *build, const struct mat_cue_job *job,
             struct mat_slots *slots)
{
    if (job->step == NULL)
        return;
    for (int i = 0; i < job->step->n_cues; i++) {
        const struct mat_cue_at *at = &job->step->cues[i];
        struct mat_slot slot = {
            .cue = said(job, at->cue),
            .place = mat_cue_place(at, job->duration),
            .from_end = at->from_end,
            .author = true,
        };

        if (wanted(build, slot.cue))
            offer(slots, job, slot);
    }
}

/* The area that `prepare` step `i` gets ready for as the plan was written. */
static enum mat_area
planned_area(const struct mat_plan *plan, int i)
{
    while (++i < plan->n_steps && plan->steps[i].kind != MAT_KIND_PREPARE) {
        if (plan->steps[i].kind == MAT_KIND_MAT)
            return plan->steps[i].area;
    }
    return MAT_AREA_NONE;
}

/* Takes in a cue of a `prepare` that fell out, where there is room. */
static void
carry(const struct mat_build *build, const struct mat_cue_job *job,
      const struct mat_cue_at *at, mat_ms duration, struct mat_slots *slots)
{
    mat_ms latest = mat_ms_max(job->duration - MAT_CUES_APART, 0);
    mat_ms place = mat_ms_max(mat_cue_place(at, duration), 0);

    if (!at->cue->safety || at->cue->id[0] == '\0' || !wanted(build, at->cue))
        return;
    for (int i = 0; i < slots->count; i++) {
        if (is_cue(slots->slots[i].cue, at->cue->id) && !slots->slots[i].gone)
            return;
    }
    slots->slots[slots->count] = (struct mat_slot){
        .cue = at->cue,
        .place = mat_slots_free(slots, mat_ms_min(place, latest)),
        .moved = true,
    };
    slots->count++;
}

static const struct mat_guidance *
lost_guidance(const struct mat_build *build, int i)
{
    if (build->works[i].runs || build->plan->steps[i].kind != MAT_KIND_PREPARE)
        return NULL;
    return mat_tables_guidance(build->tables, MAT_KIND_PREPARE,
                               planned_area(build->plan, i));
}

/* What a `prepare` that does not run would have asked for safety is asked by
 * the first one that does. */
static void
carry_all(const struct mat_build *build, const struct mat_cue_job *job,
          struct mat_slots *slots)
{
    for (int i = 0; job->carries && i < build->plan->n_steps; i++) {
        const struct mat_plan_step *step = &build->plan->steps[i];
        const struct mat_guidance *guidance = lost_guidance(build, i);

        if (build->works[i].runs || step->kind != MAT_KIND_PREPARE)
            continue;
        for (int j = 0; j < step->n_cues; j++)
            carry(build, job, &step->cues[j], step->duration, slots);
        if (guidance == NULL || step->guidance == MAT_GUIDANCE_NONE)
            continue;
        for (int j = 0; j < guidance->n_cues; j++) {
            if (step->guidance != MAT_GUIDANCE_SPARSE ||
                guidance->cues[j].sparse)
                carry(build, job, &guidance->cues[j], step->duration, slots);
        }
    }
}

/* The most slots that a job can need. */
static int
most_slots(const struct mat_build *build, const struct mat_cue_job *job,
           const struct mat_guidance *guidance)
{
    int most = (guidance != NULL ? guidance->n_cues : 0) +
               (job->step != NULL ? job->step->n_cues : 0);

    for (int i = 0; job->carries && i < build->plan->n_steps; i++) {
        guidance = lost_guidance(build, i);
        if (guidance != NULL)
            most += guidance->n_cues;
        most += build->plan->steps[i].n_cues;
    }
    return most;
}

/* A plan may be gone before its schedule is: its own words are copied. */
static const struct mat_cue *
keep(const struct mat_build *build, const struct mat_cue *cue)
{
    const struct mat_cue *known = NULL;
    struct mat_cue *copy;

    if (cue->id[0] != '\0')
        known = mat_tables_cue(build->tables, cue->id);
    if (known != NULL)
        return known;
    copy = mat_arena_take(build->arena, sizeof *copy);
    if (copy == NULL)
        return NULL;
    *copy = (struct mat_cue){
        .id = mat_arena_copy(build->arena, cue->id),
        .text = mat_arena_copy(build->arena, cue->text),
        .safety = cue->safety,
        .breath = cue->breath,
        .basis = {.sources = "", .grade = ""},
    };
    return copy->id != NULL && copy->text != NULL ? copy : NULL;
}

/* What finds a point says where it is, and on the second side, where the point
 * is known, only that the side changes. NULL: no memory. */
static const struct mat_cue *
for_point(const struct mat_build *build, const struct mat_cue_job *job,
          int point, const struct mat_cue *cue)
{
    const struct mat_cue *other = NULL;
    struct mat_cue *where;

    if (point < 0 || !is_cue(cue, "pt-find"))
        return cue;
    if (job->second_side)
        other = mat_tables_cue(build->tables, "pt-switch");
    if (other != NULL)
        return other;
    where = mat_arena_take(build->arena, sizeof *where);
    if (where == NULL)
        return NULL;
    *where = *cue;
    where->text = build->tables->points[point].where;
    return where;
}

static bool
write_cues(const struct mat_build *build, const struct mat_cue_job *job,
           const struct mat_slots *slots, const int *order, int count,
           struct mat_segment *segment)
{
    struct mat_cue_at *cues =
        mat_arena_take(build->arena, sizeof *cues * (size_t)count);

    if (cues == NULL)
        return false;
    for (int i = 0; i < count; i++) {
        const struct mat_slot *slot = &slots->slots[order[count - 1 - i]];
        const struct mat_cue *cue = keep(build, slot->cue);

        if (cue != NULL)
            cue = for_point(build, job, segment->point, cue);
        if (cue == NULL)
            return false;
        cues[i] = (struct mat_cue_at){
            .at = slot->from_end ? job->duration - slot->place : slot->place,
            .from_end = slot->from_end,
            .cue = cue,
        };
    }
    segment->cues = cues;
    segment->n_cues = count;
    return true;
}

bool
mat_build_cues(const struct mat_build *build, const struct mat_cue_job *job,
               struct mat_segment *segment)
{
    const struct mat_guidance *guidance =
        mat_tables_guidance(build->tables, job->kind, job->area);
    int most = most_slots(build, job, guidance);
    struct mat_slots slots = {
        .slots =
            mat_arena_take(build->arena, sizeof *slots.slots * (size_t)most),
        .duration = job->duration,
        .shortened = job->step != NULL && job->duration < job->step->duration,
    };
    bool *placed = mat_arena_take(build->arena, sizeof *placed * (size_t)most);
    int *order = mat_arena_take(build->arena, sizeof *order * (size_t)most);

    if (slots.slots == NULL || placed == NULL || order == NULL)
        return false;
    offer_table(build, job, guidance, &slots);
    offer_author(build, job, &slots);
    if (!slots.shortened)
        mat_slots_give_way(&slots);
    carry_all(build, job, &slots);
    return write_cues(build, job, &slots, order,
                      mat_slots_space(&slots, placed, order), segment);
}
