#include "matsession/engine.h"

#include <assert.h>
#include <limits.h>

#include "core/engine_query.h"

/* How long the segment lasts: as when it was entered, then as extended. */
static mat_ms
duration_of(const struct mat_schedule *schedule, const struct mat_state *state,
            mat_ms extended)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);
    mat_ms entered = segment->duration;
    mat_ms most;

    if (segment->kind == MAT_KIND_WAIT)
        return MAT_MS_NONE;
    if (segment->kind == MAT_KIND_MAT)
        entered = mat_ms_min(
            entered, mat_engine_allowance(schedule, state, state->segment));
    most = mat_ms_max(mat_engine_longest(schedule, state), entered);
    return mat_ms_max(mat_ms_min(mat_ms_add(entered, extended), most), 0);
}

/* The last cue up to `place`, or -1. */
static int
cue_at(const struct mat_segment *segment, mat_ms duration, mat_ms place)
{
    mat_ms latest = -1;
    int found = -1;

    for (int i = 0; i < segment->n_cues; i++) {
        mat_ms it = mat_cue_place(&segment->cues[i], duration);

        if (it >= latest && it <= place) {
            latest = it;
            found = i;
        }
    }
    return found;
}

/* It has asked once when it began, and whenever the timeout had passed. */
static void
wait_on(const struct mat_segment *segment, mat_ms place,
        struct mat_state *state)
{
    state->phase = MAT_PHASE_WAITING;
    if (place > 0)
        state->attempt =
            (int)mat_ms_min(place / segment->timeout, INT_MAX - 1) + 1;
}

/* In the segment, at the place. */
static void
go_on(const struct mat_schedule *schedule, const struct mat_cut *cut,
      struct mat_state *state)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);
    mat_ms place;

    state->duration = duration_of(schedule, state, cut->extended);
    place = mat_ms_min(mat_ms_max(cut->place, 0), state->duration);
    state->origin = mat_ms_sub(state->origin, place);
    state->phase = MAT_PHASE_RUNNING;
    state->cued = -1;
    state->cued_index = -1;
    /* What opens a segment is said, even if it was: somebody comes back to
     * it. */
    if (place > 0) {
        state->cued = place;
        state->cued_index = segment->n_cues - 1;
        state->cue.cue = cue_at(segment, state->duration, place);
        state->cue.segment = state->cue.cue >= 0 ? state->segment : -1;
    }
    if (segment->kind == MAT_KIND_WAIT)
        wait_on(segment, place, state);
}

struct mat_state
mat_engine_take_up(const struct mat_schedule *schedule,
                   const struct mat_cut *cut, mat_ms now)
{
    struct mat_state state = mat_engine_init();

    assert(cut->segment >= 0 && cut->segment < schedule->n_segments);
    assert(cut->segment > 0 || !cut->between);
    state.began = mat_ms_sub(now, mat_ms_max(cut->at, 0));
    state.segment = cut->segment;
    state.origin = now;
    state.unanswered = cut->unanswered;
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        state.used[area] =
            mat_ms_min(mat_ms_max(cut->used[area], 0), MAT_DURATION_MAX);
    if (cut->between) {
        state.phase = MAT_PHASE_WAITING;
        state.between = true;
        state.segment--;
    } else {
        go_on(schedule, cut, &state);
    }
    return state;
}
