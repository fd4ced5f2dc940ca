#include "core/schedule_build.h"

#include <string.h>

/** Cues of a mat step come no later than this before its end .. */
#define END_IS_NEAR MAT_SECONDS(25)
/** .. no closer than this .. */
#define APART MAT_SECONDS(10)
/** .. and the last minute is not announced in a stay shorter than this. */
#define LONG_ENOUGH_FOR_ONE_MIN MAT_SECONDS(150)

#define LIMB_CHECK "limb-check"
#define ONE_MIN "one-min"

/* A cue that looks for its place. */
struct slot {
    const struct mat_cue *cue;
    mat_ms place;
    bool from_end;
    bool author;
    bool moved;
    bool gone;
};

/* Invariant: `slots` holds table cues in table order, then the author's. */
struct slots {
    struct slot *slots;
    int count;
    mat_ms duration;
    bool shortened;
};

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

static bool
author_uses(const struct mat_plan_step *step, const char *id)
{
    if (step == NULL || id[0] == '\0')
        return false;
    for (int i = 0; i < step->n_cues; i++) {
        if (is_cue(step->cues[i].cue, id))
            return true;
    }
    return false;
}

/* Whether a cue counted from the start comes too late in its step. At the end
 * of a stay the last seconds are for getting ready; inside one the cue belongs
 * to the next step. */
static bool
is_late(const struct mat_cue_job *job, const struct slot *slot, bool shortened)
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
fits_from_end(const struct mat_cue_job *job, const struct slot *slot,
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
offer(struct slots *slots, const struct mat_cue_job *job, struct slot slot)
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
    slots->slots[slots->count++] = slot;
}

static bool
wanted(const struct mat_build *build, const struct mat_cue *cue)
{
    return !(build->verdict->breath_off && cue->breath);
}

static void
offer_table(const struct mat_build *build, const struct mat_cue_job *job,
            const struct mat_guidance *guidance, struct slots *slots)
{
    enum mat_guidance_level level =
        job->step != NULL ? job->step->guidance : MAT_GUIDANCE_FULL;

    if (guidance == NULL || level == MAT_GUIDANCE_NONE)
        return;
    for (int i = 0; i < guidance->n_cues; i++) {
        const struct mat_cue_at *at = &guidance->cues[i];
        struct slot slot = {.cue = at->cue, .from_end = at->from_end};

        if ((level == MAT_GUIDANCE_SPARSE && !at->sparse) ||
            !wanted(build, at->cue) || author_uses(job->step, at->cue->id))
            continue;
        slot.place = mat_cue_place(at, job->duration);
        if (!at->from_end)
            slot.place -= job->lain;
        offer(slots, job, slot);
    }
}

static void
offer_author(const struct mat_build *build, const struct mat_cue_job *job,
             struct slots *slots)
{
    if (job->step == NULL)
        return;
    for (int i = 0; i < job->step->n_cues; i++) {
        const struct mat_cue_at *at = &job->step->cues[i];
        struct slot slot = {
            .cue = at->cue,
            .place = mat_cue_place(at, job->duration),
            .from_end = at->from_end,
            .author = true,
        };

        if (wanted(build, at->cue))
            offer(slots, job, slot);
    }
}

static mat_ms
distance(mat_ms a, mat_ms b)
{
    return a < b ? b - a : a - b;
}

/* The author's cue that is too close to `place`, or NULL. */
static const struct slot *
author_near(const struct slots *slots, mat_ms place)
{
    for (int i = 0; i < slots->count; i++) {
        const struct slot *it = &slots->slots[i];

        if (it->author && distance(it->place, place) < APART)
            return it;
    }
    return NULL;
}

/* The nearest place ahead of the author's cues, else behind them. */
static mat_ms
place_beside(const struct slots *slots, mat_ms place)
{
    const struct slot *near;
    mat_ms ahead = place;
    mat_ms behind = place;

    while (ahead >= 0 && (near = author_near(slots, ahead)) != NULL)
        ahead = near->place - APART;
    if (ahead >= 0)
        return ahead;
    while (behind < slots->duration &&
           (near = author_near(slots, behind)) != NULL)
        behind = near->place + APART;
    return behind < slots->duration ? behind : place;
}

/* In a step of full length the author's cues stand, and ours give way. */
static void
give_way(struct slots *slots)
{
    for (int i = 0; i < slots->count; i++) {
        struct slot *it = &slots->slots[i];
        mat_ms place;

        if (it->author || author_near(slots, it->place) == NULL)
            continue;
        if (!it->cue->safety) {
            it->gone = true;
            continue;
        }
        place = place_beside(slots, it->place);
        it->moved = it->moved || place != it->place;
        it->place = place;
    }
}

/* Whether two cues stand as they were written, one with the other: then their
 * distance is what somebody chose. */
static bool
as_written(const struct slot *a, const struct slot *b)
{
    return a->author == b->author && a->from_end == b->from_end && !a->moved &&
           !b->moved;
}

/* What `space` does with a cue and the one that follows it too closely. */
enum verdict { BOTH_STAY, FIRST_GOES, SECOND_GOES, FIRST_MOVES };

static enum verdict
compare(const struct slots *slots, const struct slot *first,
        const struct slot *second)
{
    bool first_stands = first->author && !slots->shortened;
    bool second_stands = second->author && !slots->shortened;

    if (second->place - first->place >= APART || as_written(first, second) ||
        (first_stands && second_stands))
        return BOTH_STAY;
    if (first->cue->safety && second->cue->safety)
        return first->place > 0 && !first_stands ? FIRST_MOVES : BOTH_STAY;
    if (first_stands)
        return second->cue->safety ? BOTH_STAY : SECOND_GOES;
    if (second_stands)
        return first->cue->safety ? FIRST_MOVES : FIRST_GOES;
    if (first->cue->safety != second->cue->safety)
        return first->cue->safety ? SECOND_GOES : FIRST_GOES;
    if (first->author != second->author)
        return first->author ? SECOND_GOES : FIRST_GOES;
    /* Of two that only help, the one that tells the time is the one to keep. */
    return second->from_end && !first->from_end ? FIRST_GOES : SECOND_GOES;
}

static bool
comes_before(const struct slots *slots, int a, int b)
{
    const struct slot *first = &slots->slots[a];
    const struct slot *second = &slots->slots[b];

    if (first->place != second->place)
        return first->place < second->place;
    if (first->from_end != second->from_end)
        return second->from_end;
    return a < b;
}

/* The last of the cues that are neither placed nor gone, or -1. */
static int
last_open(const struct slots *slots, const bool *placed)
{
    int last = -1;

    for (int i = 0; i < slots->count; i++) {
        if (!placed[i] && !slots->slots[i].gone &&
            (last < 0 || comes_before(slots, last, i)))
            last = i;
    }
    return last;
}

/*
 * Brings cues that came too close apart, and writes the order of all that stay
 * to `order`, last first; returns how many.
 *
 * Invariant: order[0, count) stand where they will stay unless a safety cue
 * ahead needs the room, and every open cue lies ahead of all of them.
 */
static int
space(struct slots *slots, bool *placed, int *order)
{
    int count = 0;
    int open;

    while ((open = last_open(slots, placed)) >= 0) {
        struct slot *it = &slots->slots[open];
        enum verdict verdict = BOTH_STAY;
        mat_ms ahead = 0;

        if (count > 0) {
            struct slot *next = &slots->slots[order[count - 1]];

            verdict = compare(slots, it, next);
            ahead = mat_ms_max(next->place - APART, 0);
        }
        if (verdict == FIRST_GOES) {
            it->gone = true;
        } else if (verdict == SECOND_GOES) {
            slots->slots[order[--count]].gone = true;
        } else if (verdict == FIRST_MOVES && ahead < it->place) {
            it->place = ahead;
            it->moved = true;
        } else {
            placed[open] = true;
            order[count++] = open;
        }
    }
    return count;
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

/* On the second side the point is known: only the side changes. */
static const struct mat_cue *
for_side(const struct mat_build *build, const struct mat_cue_job *job,
         const struct mat_cue *cue)
{
    const struct mat_cue *other = NULL;

    if (job->second_side && is_cue(cue, "pt-find"))
        other = mat_tables_cue(build->tables, "pt-switch");
    return other != NULL ? other : cue;
}

static bool
write_cues(const struct mat_build *build, const struct mat_cue_job *job,
           const struct slots *slots, const int *order, int count,
           struct mat_segment *segment)
{
    struct mat_cue_at *cues =
        mat_arena_take(build->arena, sizeof *cues * (size_t)count);

    if (cues == NULL)
        return false;
    for (int i = 0; i < count; i++) {
        const struct slot *slot = &slots->slots[order[count - 1 - i]];
        const struct mat_cue *cue = keep(build, slot->cue);

        if (cue == NULL)
            return false;
        cues[i] = (struct mat_cue_at){
            .at = slot->from_end ? job->duration - slot->place : slot->place,
            .from_end = slot->from_end,
            .cue = for_side(build, job, cue),
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
    int most = (guidance != NULL ? guidance->n_cues : 0) +
               (job->step != NULL ? job->step->n_cues : 0);
    struct slots slots = {
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
        give_way(&slots);
    return write_cues(build, job, &slots, order, space(&slots, placed, order),
                      segment);
}
