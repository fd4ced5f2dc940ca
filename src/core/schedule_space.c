#include "core/schedule_slots.h"

static mat_ms
distance(mat_ms a, mat_ms b)
{
    return a < b ? b - a : a - b;
}

/* What comes first for safety comes at once: it gives way to nobody. */
static bool
stands_first(const struct mat_slot *slot)
{
    return !slot->author && slot->cue->safety && slot->place == 0;
}

/* Whom a cue that looks for its place keeps away from. */
enum keeping { FROM_AUTHOR, FROM_FIXED, FROM_ALL };

/* The cue that is too close to `place`, or NULL. */
static const struct mat_slot *
near(const struct mat_slots *slots, mat_ms place, enum keeping keeping)
{
    for (int i = 0; i < slots->count; i++) {
        const struct mat_slot *it = &slots->slots[i];
        bool counts = it->author ||
                      (keeping != FROM_AUTHOR && stands_first(it)) ||
                      (keeping == FROM_ALL && !it->gone);

        if (counts && distance(it->place, place) < MAT_CUES_APART)
            return it;
    }
    return NULL;
}

/* The nearest free place ahead, else behind, of those in [from, to), else
 * `place` itself. */
static mat_ms
place_beside(const struct mat_slots *slots, mat_ms place, mat_ms from,
             mat_ms to, enum keeping keeping)
{
    const struct mat_slot *it;
    mat_ms ahead = place;
    mat_ms behind = place;

    while (ahead >= from && (it = near(slots, ahead, keeping)) != NULL)
        ahead = it->place - MAT_CUES_APART;
    if (ahead >= from)
        return ahead;
    while (behind < to && (it = near(slots, behind, keeping)) != NULL)
        behind = it->place + MAT_CUES_APART;
    return behind < to ? behind : place;
}

mat_ms
mat_slots_free(const struct mat_slots *slots, mat_ms place)
{
    return place_beside(slots, place, 0, slots->duration, FROM_ALL);
}

static bool
strays(const struct mat_slot *slot, mat_ms place)
{
    return slot->timed && distance(slot->time, place) > MAT_CUE_STRAYS;
}

/* Moves one for safety away from the author's. */
static void
step_aside(const struct mat_slots *slots, struct mat_slot *it)
{
    mat_ms from = 0;
    mat_ms to = slots->duration;
    mat_ms place;

    if (it->timed) {
        from = mat_ms_max(from, it->time - MAT_CUE_STRAYS);
        to = mat_ms_min(to, it->time + MAT_CUE_STRAYS + 1);
    }
    place = place_beside(slots, it->place, from, to, FROM_FIXED);
    /* Where it stands it cannot stay: this is no place found. */
    it->gone = it->timed && place == it->place;
    it->moved = it->moved || place != it->place;
    it->place = place;
}

/* In a step of full length the author's cues stand, and ours give way. */
void
mat_slots_give_way(struct mat_slots *slots)
{
    for (int i = 0; i < slots->count; i++) {
        struct mat_slot *it = &slots->slots[i];

        if (it->author || stands_first(it) ||
            near(slots, it->place, FROM_AUTHOR) == NULL)
            continue;
        if (it->cue->safety)
            step_aside(slots, it);
        else
            it->gone = true;
    }
}

/* Whether two cues stand as they were written, one with the other: then their
 * distance is what somebody chose. */
static bool
as_written(const struct mat_slot *a, const struct mat_slot *b)
{
    return a->author == b->author && a->from_end == b->from_end && !a->moved &&
           !b->moved;
}

/* What mat_slots_space() does with a cue and the one that follows it too
 * closely. */
enum verdict { BOTH_STAY, FIRST_GOES, SECOND_GOES, FIRST_MOVES };

static enum verdict
compare(const struct mat_slots *slots, const struct mat_slot *first,
        const struct mat_slot *second)
{
    bool first_stands = first->author && !slots->shortened;
    bool second_stands = second->author && !slots->shortened;

    if (second->place - first->place >= MAT_CUES_APART ||
        as_written(first, second) || (first_stands && second_stands))
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
comes_before(const struct mat_slots *slots, int a, int b)
{
    const struct mat_slot *first = &slots->slots[a];
    const struct mat_slot *second = &slots->slots[b];

    if (first->place != second->place)
        return first->place < second->place;
    if (first->from_end != second->from_end)
        return second->from_end;
    /* What comes last stays on the screen. */
    if (first->cue->safety != second->cue->safety)
        return second->cue->safety;
    return a < b;
}

/* The last of the cues that are neither placed nor gone, or -1. */
static int
last_open(const struct mat_slots *slots, const bool *placed)
{
    int last = -1;

    for (int i = 0; i < slots->count; i++) {
        if (!placed[i] && !slots->slots[i].gone &&
            (last < 0 || comes_before(slots, last, i)))
            last = i;
    }
    return last;
}

/* Invariant: order[0, count) stand where they will stay unless a safety cue
 * ahead needs the room, and every open cue lies ahead of all of them. */
int
mat_slots_space(struct mat_slots *slots, bool *placed, int *order)
{
    int count = 0;
    int open;

    while ((open = last_open(slots, placed)) >= 0) {
        struct mat_slot *it = &slots->slots[open];
        enum verdict verdict = BOTH_STAY;
        mat_ms ahead = 0;

        if (count > 0) {
            struct mat_slot *next = &slots->slots[order[count - 1]];

            verdict = compare(slots, it, next);
            ahead = mat_ms_max(next->place - MAT_CUES_APART, 0);
        }
        if (verdict == FIRST_GOES ||
            (verdict == FIRST_MOVES && strays(it, ahead))) {
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
