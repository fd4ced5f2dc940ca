#include "core/engine_query.h"

const struct mat_segment *
mat_engine_segment(const struct mat_schedule *schedule,
                   const struct mat_state *state)
{
    return &schedule->segments[state->segment];
}

bool
mat_engine_is_still(const struct mat_state *state)
{
    return state->phase == MAT_PHASE_PAUSED || state->phase == MAT_PHASE_HELD;
}

/* From here on the body may be on the spikes. */
static bool
gets_on(const struct mat_segment *segment)
{
    return segment->kind == MAT_KIND_ON || segment->kind == MAT_KIND_MAT;
}

/* On the spikes, and not accounted for yet. */
static bool
is_lying(const struct mat_schedule *schedule, const struct mat_state *state)
{
    return (state->phase == MAT_PHASE_RUNNING || mat_engine_is_still(state)) &&
           mat_engine_segment(schedule, state)->kind == MAT_KIND_MAT;
}

mat_ms
mat_engine_used(const struct mat_state *state)
{
    mat_ms total = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        total += state->used[area];
    return total;
}

mat_ms
mat_engine_place(const struct mat_state *state, mat_ms now)
{
    mat_ms place;

    if (mat_engine_is_still(state))
        now = state->since;
    place = mat_ms_max(mat_ms_sub(now, state->origin), 0);
    return mat_ms_min(place, state->duration);
}

mat_ms
mat_engine_mat_time(const struct mat_schedule *schedule,
                    const struct mat_state *state, mat_ms now)
{
    mat_ms total = mat_engine_used(state);

    if (is_lying(schedule, state))
        total += mat_engine_place(state, now);
    return total;
}

bool
mat_engine_over(const struct mat_state *state)
{
    return state->phase == MAT_PHASE_DONE || state->phase == MAT_PHASE_STOPPED;
}

struct mat_state
mat_engine_init(void)
{
    return (struct mat_state){
        .phase = MAT_PHASE_IDLE,
        .duration = MAT_MS_NONE,
        .cue = {.segment = -1, .cue = -1},
        .cue_before = {.segment = -1, .cue = -1},
    };
}

mat_ms
mat_engine_allowance(const struct mat_schedule *schedule,
                     const struct mat_state *state, int index)
{
    enum mat_area area = schedule->segments[index].area;
    mat_ms left = schedule->cap_area[area] - state->used[area];

    return mat_ms_max(
        mat_ms_min(left, schedule->cap_total - mat_engine_used(state)), 0);
}

/* Whether too little is left for the mat segment `index` to be worth it. */
static bool
is_spent(const struct mat_schedule *schedule, const struct mat_state *state,
         int index)
{
    return mat_engine_allowance(schedule, state, index) <
           mat_ms_min(schedule->tables->step_min,
                      schedule->segments[index].duration);
}

int
mat_engine_next_cue(const struct mat_schedule *schedule,
                    const struct mat_state *state, mat_ms *ret_place)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);
    mat_ms best = MAT_MS_NONE;
    int found = -1;

    for (int i = 0; i < segment->n_cues; i++) {
        mat_ms place = mat_cue_place(&segment->cues[i], state->duration);

        if (place < 0 || place >= best || place > state->duration)
            continue;
        if (place < state->cued ||
            (place == state->cued && i <= state->cued_index))
            continue;
        best = place;
        found = i;
    }
    if (found >= 0)
        *ret_place = best;
    return found;
}

static mat_ms
ring_deadline(const struct mat_state *state)
{
    mat_ms place = state->attempt * MAT_ALARM_EVERY;

    return place > MAT_ALARM_FOR ? MAT_MS_NONE
                                 : mat_ms_add(state->ring_from, place);
}

static mat_ms
running_deadline(const struct mat_schedule *schedule,
                 const struct mat_state *state)
{
    mat_ms place = state->duration;

    (void)mat_engine_next_cue(schedule, state, &place);
    return mat_ms_add(state->origin, place);
}

static mat_ms
waiting_deadline(const struct mat_schedule *schedule,
                 const struct mat_state *state)
{
    mat_ms timeout = mat_engine_segment(schedule, state)->timeout;

    if (state->ringing)
        return ring_deadline(state);
    /* Taken up: what begins comes first. */
    if (state->between || state->attempt == 0)
        return state->origin;
    if (timeout == MAT_MS_NONE)
        return MAT_MS_NONE;
    return mat_ms_add(state->origin, state->attempt * timeout);
}

mat_ms
mat_engine_deadline(const struct mat_schedule *schedule,
                    const struct mat_state *state)
{
    switch (state->phase) {
    case MAT_PHASE_RUNNING:
        return running_deadline(schedule, state);
    case MAT_PHASE_WAITING:
        return waiting_deadline(schedule, state);
    case MAT_PHASE_PAUSED:
    case MAT_PHASE_HELD:
        return gets_on(mat_engine_segment(schedule, state))
                   ? ring_deadline(state)
                   : MAT_MS_NONE;
    default:
        return MAT_MS_NONE;
    }
}

/* The first mat segment of the stay, from segment `index` of it on, for which
 * there is time; -1: none. */
static int
first_open(const struct mat_schedule *schedule, const struct mat_state *state,
           int index)
{
    int off = schedule->segments[index].off;

    if (schedule->segments[index].kind == MAT_KIND_ON)
        index++;
    for (; index < schedule->n_segments; index++) {
        const struct mat_segment *segment = &schedule->segments[index];

        if (segment->kind != MAT_KIND_MAT || segment->off != off)
            break;
        if (!is_spent(schedule, state, index))
            return index;
    }
    return -1;
}

int
mat_engine_next(const struct mat_schedule *schedule,
                const struct mat_state *state)
{
    const struct mat_segment *from = mat_engine_segment(schedule, state);
    int index = state->segment + 1;

    while (index < schedule->n_segments &&
           gets_on(&schedule->segments[index])) {
        const struct mat_segment *segment = &schedule->segments[index];
        int open = first_open(schedule, state, index);

        if (open >= 0)
            return segment->kind == MAT_KIND_ON ? index : open;
        if (gets_on(from) && from->off == segment->off)
            return segment->off;
        index = segment->off + 1;
    }
    return index;
}

bool
mat_engine_ends_stay(const struct mat_schedule *schedule,
                     const struct mat_state *state)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);

    return segment->alarm ||
           (segment->kind == MAT_KIND_MAT &&
            mat_engine_next(schedule, state) != state->segment + 1);
}

/* Whether PREVIOUS may lead to a segment: what belongs to time on the mat that
 * is used up is passed over. */
static bool
is_open(const struct mat_schedule *schedule, const struct mat_state *state,
        int index)
{
    switch (schedule->segments[index].kind) {
    case MAT_KIND_ON:
        return first_open(schedule, state, index) >= 0;
    case MAT_KIND_MAT:
        return !is_spent(schedule, state, index);
    default:
        return true;
    }
}

int
mat_engine_previous(const struct mat_schedule *schedule, struct mat_state state,
                    mat_ms now)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, &state);
    mat_ms place = mat_engine_place(&state, now);
    int index =
        place >= MAT_PREVIOUS_WITHIN ? state.segment : state.segment - 1;

    if (segment->kind == MAT_KIND_MAT)
        state.used[segment->area] += place;
    while (index >= 0 && !is_open(schedule, &state, index))
        index--;
    if (index < 0 || segment->kind == MAT_KIND_MAT ||
        schedule->segments[index].kind != MAT_KIND_MAT)
        return index;
    /* A stay that was left begins with getting on. */
    while (index > 0 && gets_on(&schedule->segments[index - 1]) &&
           schedule->segments[index - 1].off == schedule->segments[index].off)
        index--;
    return index;
}

mat_ms
mat_engine_longest(const struct mat_schedule *schedule,
                   const struct mat_state *state)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);
    mat_ms area = 0;
    mat_ms total = 0;

    /* Getting on ends on the spikes, and is not for waiting there. */
    if (segment->kind == MAT_KIND_ON)
        return segment->duration;
    if (segment->kind == MAT_KIND_POINT)
        return mat_ms_max(
            schedule->tables->stages[schedule->standing.stage].point,
            segment->duration);
    if (segment->kind != MAT_KIND_MAT)
        return MAT_DURATION_MAX;
    for (int i = state->segment + 1; i < schedule->n_segments; i++) {
        const struct mat_segment *later = &schedule->segments[i];

        if (later->kind != MAT_KIND_MAT)
            continue;
        total += later->duration;
        if (later->area == segment->area)
            area += later->duration;
    }
    return mat_ms_min(schedule->cap_area[segment->area] -
                          state->used[segment->area] - area,
                      schedule->cap_total - mat_engine_used(state) - total);
}
