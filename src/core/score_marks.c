/* Marks: moments between facts that only the ear is told. */
#include "matsession/score.h"

#include "core/engine_query.h"
#include "core/score_marks.h"

/* A segment in which marks may lie. */
struct lane {
    const struct mat_schedule *schedule;
    const struct mat_state *state;
    const struct mat_segment *segment;
    mat_ms duration;
    bool moves; /* the body does when it is over */
    mat_ms after;
    mat_ms best; /* place of the next mark so far, or NONE */
    enum mat_chime chime;
};

bool
mat_score_moves(const struct mat_schedule *schedule, int before, int index)
{
    const struct mat_segment *to = &schedule->segments[index];
    const struct mat_segment *from;

    if (before < 0)
        return false;
    from = &schedule->segments[before];
    if (to->kind == MAT_KIND_ON || to->kind == MAT_KIND_OFF)
        return true;
    if (to->kind == MAT_KIND_MAT && from->kind == MAT_KIND_ON)
        return false;
    if (to->kind == MAT_KIND_MAT && to->area != from->area)
        return true;
    return to->position != MAT_POSITION_NONE && to->position != from->position;
}

bool
mat_score_moves_next(const struct mat_schedule *schedule,
                     const struct mat_state *state)
{
    const struct mat_segment *segment = mat_engine_segment(schedule, state);
    struct mat_state then = *state;
    int next;

    if (then.ending)
        return false;
    if (segment->kind == MAT_KIND_MAT)
        then.used[segment->area] =
            mat_ms_add(then.used[segment->area], then.duration);
    if (mat_engine_ends_stay(schedule, &then))
        return true;
    next = mat_engine_next(schedule, &then);
    return next < schedule->n_segments &&
           mat_score_moves(schedule, then.segment, next);
}

/* Whether a mark at a place has sounded, or is of the past. A pause moves the
 * marks on, those that have sounded too: what sounded before the last one began
 * is compared as if there had been none. */
static bool
is_behind(const struct lane *lane, mat_ms place)
{
    const struct mat_state *state = lane->state;
    mat_ms moment = mat_ms_add(state->origin, place);

    if (lane->after <= state->since)
        moment = mat_ms_sub(moment, state->paused);
    return moment <= lane->after || place < state->cued;
}

static void
consider(struct lane *lane, enum mat_chime chime, mat_ms place)
{
    if (place >= lane->best || is_behind(lane, place))
        return;
    lane->best = place;
    lane->chime = chime;
}

/* The place of a mark that is due at \p place. */
static mat_ms
clear_of_cues(const struct lane *lane, mat_ms place)
{
    for (int i = 0; i < lane->segment->n_cues; i++) {
        if (mat_cue_place(&lane->segment->cues[i], lane->duration) == place)
            return place - MAT_MARK_LEAD;
    }
    return place;
}

static void
look_for_marks(struct lane *lane)
{
    bool mat = lane->segment->kind == MAT_KIND_MAT;
    bool evening = lane->schedule->when == MAT_WHEN_EVENING;

    if (lane->duration < MAT_MARKED_FROM)
        return;
    if (mat && !evening)
        consider(lane, MAT_CHIME_HALF, clear_of_cues(lane, lane->duration / 2));
    if (!lane->moves)
        return;
    if (mat && lane->duration >= MAT_LAST_MINUTE_FROM)
        consider(lane, MAT_CHIME_LAST_MINUTE,
                 clear_of_cues(lane, lane->duration - MAT_MINUTES(1)));
    for (int left = MAT_SOON_COUNT; left > 0; left--)
        consider(lane, MAT_CHIME_SOON,
                 clear_of_cues(lane, lane->duration - MAT_SECONDS(left)));
}

mat_ms
mat_score_next_mark(const struct mat_schedule *schedule,
                    const struct mat_state *state, mat_ms after,
                    enum mat_chime *ret_chime)
{
    struct lane lane = {
        .schedule = schedule,
        .state = state,
        .after = after,
        .best = MAT_MS_NONE,
        .chime = MAT_CHIME_NONE,
    };
    mat_ms moment;

    if (state->phase != MAT_PHASE_RUNNING || state->duration == MAT_MS_NONE)
        return MAT_MS_NONE;
    lane.segment = mat_engine_segment(schedule, state);
    lane.duration = state->duration;
    lane.moves = mat_score_moves_next(schedule, state);
    look_for_marks(&lane);
    moment = mat_ms_add(state->origin, lane.best);
    if (moment >= mat_engine_deadline(schedule, state))
        return MAT_MS_NONE;
    *ret_chime = lane.chime;
    return moment;
}
