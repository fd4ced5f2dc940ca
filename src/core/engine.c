#include "matsession/engine.h"

#include <assert.h>

#include "core/engine_query.h"

/* What one call of mat_engine_step() works on. */
struct turn {
    const struct mat_schedule *schedule;
    struct mat_event event;
    mat_ms now; /* for a TICK: the moment that was due */
    struct mat_step_result result;
};

static struct mat_fact *
say(struct turn *turn, enum mat_fact_kind kind)
{
    struct mat_step_result *result = &turn->result;
    struct mat_fact *fact = &result->facts[result->n_facts];

    assert(result->n_facts < MAT_FACTS_MAX);
    *fact = (struct mat_fact){
        .kind = kind,
        .at = turn->now - result->state.began,
        .segment = result->state.segment,
        .cue = -1,
    };
    result->n_facts++;
    return fact;
}

static void
say_cue(struct turn *turn, int cue)
{
    struct mat_state *state = &turn->result.state;

    say(turn, MAT_FACT_CUE)->cue = cue;
    if (state->cue.segment >= 0 && state->cue.cue != cue)
        state->cue_before = state->cue;
    state->cue = (struct mat_cue_ref){.segment = state->segment, .cue = cue};
}

static void
keep_silent(struct mat_state *state, mat_ms until)
{
    state->ringing = false;
    state->attempt = 0;
    state->ring_from = until;
}

/* Rings once more. The last one of an end is the end of waiting; that of a
 * pause begins another silence, so that no pause on the mat is forgotten. */
static void
ring(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;
    struct mat_fact *fact = say(turn, MAT_FACT_ALARM);

    fact->last = state->attempt * MAT_ALARM_EVERY >= MAT_ALARM_FOR;
    state->attempt++;
    fact->attempt = state->attempt;
    state->ringing = !fact->last;
    if (!fact->last)
        return;
    if (mat_engine_is_still(state))
        keep_silent(state, mat_ms_add(turn->now, MAT_PAUSE_ON_MAT_MAX));
    else
        state->unanswered++;
}

static void
finish(struct turn *turn, enum mat_outcome outcome)
{
    struct mat_state *state = &turn->result.state;
    struct mat_fact *fact;

    state->phase =
        outcome == MAT_OUTCOME_COMPLETED ? MAT_PHASE_DONE : MAT_PHASE_STOPPED;
    state->outcome = outcome;
    state->ringing = false;
    fact = say(turn, MAT_FACT_SESSION_ENDED);
    fact->outcome = outcome;
    fact->ms = mat_engine_used(state);
    fact->attempt = state->unanswered;
}

/* Ends the current segment, once: the end alarm has ended its own already. */
static void
leave(struct turn *turn, enum mat_reason reason)
{
    struct mat_state *state = &turn->result.state;
    const struct mat_segment *segment =
        mat_engine_segment(turn->schedule, state);
    mat_ms place = mat_engine_place(state, turn->now);
    struct mat_fact *fact;

    if (state->phase == MAT_PHASE_WAITING && segment->kind != MAT_KIND_WAIT)
        return;
    if (segment->kind == MAT_KIND_MAT)
        state->used[segment->area] += place;
    fact = say(turn, MAT_FACT_STEP_ENDED);
    fact->reason = reason;
    fact->ms = place;
}

static void
enter(struct turn *turn, int index)
{
    struct mat_state *state = &turn->result.state;
    const struct mat_segment *segment = &turn->schedule->segments[index];

    /* What was said in the step before is no word on this one. */
    if (state->cue.segment >= 0)
        state->cue_before = state->cue;
    state->cue = (struct mat_cue_ref){.segment = -1, .cue = -1};
    state->segment = index;
    state->origin = turn->now;
    state->duration = segment->duration;
    if (segment->kind == MAT_KIND_MAT)
        state->duration =
            mat_ms_min(segment->duration,
                       mat_engine_allowance(turn->schedule, state, index));
    state->paused = 0;
    state->cued = -1;
    state->cued_index = -1;
    state->attempt = 0;
    state->ringing = false;
    state->phase = MAT_PHASE_RUNNING;
    say(turn, MAT_FACT_STEP_BEGAN)->ms = state->duration;
    if (segment->kind == MAT_KIND_WAIT) {
        state->phase = MAT_PHASE_WAITING;
        state->attempt = 1;
        if (segment->n_cues > 0)
            say_cue(turn, 0);
    }
}

/* Goes on behind the current segment. */
static void
advance(struct turn *turn)
{
    const struct mat_state *state = &turn->result.state;
    int index;

    if (state->ending) {
        finish(turn, state->outcome);
        return;
    }
    index = mat_engine_next(turn->schedule, state);
    if (index < turn->schedule->n_segments)
        enter(turn, index);
    else
        finish(turn, MAT_OUTCOME_COMPLETED);
}

static void
tick_running(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;
    mat_ms place = 0;
    int cue = mat_engine_next_cue(turn->schedule, state, &place);

    if (cue >= 0) {
        state->cued = place;
        state->cued_index = cue;
        say_cue(turn, cue);
        return;
    }
    leave(turn, MAT_REASON_TIME);
    if (!mat_engine_ends_stay(turn->schedule, state)) {
        advance(turn);
        return;
    }
    state->phase = MAT_PHASE_WAITING;
    state->ring_from = turn->now;
    state->attempt = 0;
    ring(turn);
}

static void
tick_waiting(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;

    if (state->between) {
        state->between = false;
        advance(turn);
        return;
    }
    if (!state->ringing) {
        state->attempt++;
        if (mat_engine_segment(turn->schedule, state)->n_cues > 0)
            say_cue(turn, 0);
        return;
    }
    ring(turn);
    if (!state->ringing)
        advance(turn);
}

static void
tick_still(struct turn *turn)
{
    ring(turn);
}

static void
begin(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;

    assert(turn->schedule->n_segments > 0);
    state->began = turn->now;
    say(turn, MAT_FACT_SESSION_BEGAN)->ms = turn->schedule->total;
    enter(turn, 0);
}

/* Pauses of one segment add up before the alarm rings. */
static void
still(struct turn *turn, enum mat_phase phase, enum mat_fact_kind kind)
{
    struct mat_state *state = &turn->result.state;
    mat_ms left = mat_ms_max(MAT_PAUSE_ON_MAT_MAX - state->paused, 0);

    state->phase = phase;
    state->since = turn->now;
    keep_silent(state, mat_ms_add(turn->now, left));
    say(turn, kind)->ms = turn->event.by;
}

static void
pause_running(struct turn *turn)
{
    still(turn, MAT_PHASE_PAUSED, MAT_FACT_PAUSED);
}

static void
slept(struct turn *turn)
{
    still(turn, MAT_PHASE_HELD, MAT_FACT_HELD);
}

static void
resume(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;

    state->origin = mat_ms_add(state->origin, turn->now - state->since);
    state->paused = mat_ms_add(state->paused, turn->now - state->since);
    state->phase = MAT_PHASE_RUNNING;
    state->ringing = false;
    say(turn, MAT_FACT_RESUMED);
}

static void
next(struct turn *turn)
{
    leave(turn, MAT_REASON_NEXT);
    advance(turn);
}

/* An answer to an alarm while paused keeps it quiet for another while. */
static void
acknowledge_still(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;

    if (!state->ringing)
        return;
    keep_silent(state, mat_ms_add(turn->now, MAT_PAUSE_ON_MAT_MAX));
    say(turn, MAT_FACT_ACKNOWLEDGED);
}

static void
acknowledge_waiting(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;

    if (state->ringing)
        say(turn, MAT_FACT_ACKNOWLEDGED);
    else
        leave(turn, MAT_REASON_ACKNOWLEDGED);
    advance(turn);
}

static void
previous(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;
    int index;

    if (state->ending || state->ringing)
        return;
    index = mat_engine_previous(turn->schedule, *state, turn->now);
    if (index < 0)
        return;
    leave(turn, MAT_REASON_PREVIOUS);
    enter(turn, index);
}

static void
extend(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;
    const struct mat_segment *segment =
        mat_engine_segment(turn->schedule, state);
    mat_ms place = mat_engine_place(state, turn->now);
    mat_ms least = place;
    mat_ms before = state->duration;
    mat_ms most = mat_ms_max(mat_engine_longest(turn->schedule, state), before);

    if (segment->kind == MAT_KIND_MAT)
        least = mat_ms_add(place, MAT_SHORTEN_LEAVES);
    least = mat_ms_min(least, before);
    state->duration =
        mat_ms_max(mat_ms_min(mat_ms_add(before, turn->event.by), most), least);
    /* Cues that the change moved behind us are not made up for; those that it
     * moved ahead come again. */
    if (place > state->cued) {
        state->cued = place;
        state->cued_index = -1;
    }
    say(turn, MAT_FACT_EXTENDED)->ms = state->duration - before;
}

static void
end_by(struct turn *turn, enum mat_reason reason, enum mat_outcome outcome,
       int segment)
{
    struct mat_state *state = &turn->result.state;

    leave(turn, reason);
    state->ending = true;
    state->outcome = outcome;
    if (segment < 0)
        finish(turn, outcome);
    else
        enter(turn, segment);
}

static void
stop(struct turn *turn)
{
    struct mat_state *state = &turn->result.state;
    const struct mat_segment *segment =
        mat_engine_segment(turn->schedule, state);
    int off = -1;

    if (state->ending) {
        end_by(turn, MAT_REASON_STOP, state->outcome, -1);
        return;
    }
    if (segment->kind == MAT_KIND_OFF) {
        state->ending = true;
        state->outcome = MAT_OUTCOME_STOPPED;
        if (mat_engine_is_still(state))
            resume(turn);
        return;
    }
    if (segment->kind == MAT_KIND_MAT || segment->kind == MAT_KIND_ON)
        off = segment->off;
    end_by(turn, MAT_REASON_STOP, MAT_OUTCOME_STOPPED, off);
}

static void
unwell(struct turn *turn)
{
    const struct mat_state *state = &turn->result.state;
    int segment = turn->schedule->unwell;

    if (state->segment != segment)
        end_by(turn, MAT_REASON_UNWELL, MAT_OUTCOME_UNWELL, segment);
    else if (mat_engine_is_still(state))
        resume(turn);
}

static void
interrupt(struct turn *turn)
{
    const struct mat_state *state = &turn->result.state;

    end_by(turn, MAT_REASON_INTERRUPTED,
           state->ending ? state->outcome : MAT_OUTCOME_INTERRUPTED, -1);
}

typedef void handler(struct turn *turn);

/* An empty cell: the event is ignored in that phase. Nothing happens before
 * BEGIN and after the end. Pausing a wait or an alarm has no meaning, since no
 * time runs there; a sleep of the machine while nothing runs needs no
 * question; a resumed session cannot be resumed. */
static handler *const handlers[MAT_PHASE__COUNT][MAT_EVENT__COUNT] = {
    [MAT_PHASE_IDLE] =
        {
            [MAT_EVENT_BEGIN] = begin,
        },
    [MAT_PHASE_RUNNING] =
        {
            [MAT_EVENT_TICK] = tick_running,
            [MAT_EVENT_PAUSE] = pause_running,
            [MAT_EVENT_NEXT] = next,
            [MAT_EVENT_PREVIOUS] = previous,
            [MAT_EVENT_EXTEND] = extend,
            [MAT_EVENT_STOP] = stop,
            [MAT_EVENT_UNWELL] = unwell,
            [MAT_EVENT_SLEPT] = slept,
            [MAT_EVENT_INTERRUPT] = interrupt,
        },
    [MAT_PHASE_PAUSED] =
        {
            [MAT_EVENT_TICK] = tick_still,
            [MAT_EVENT_RESUME] = resume,
            [MAT_EVENT_NEXT] = next,
            [MAT_EVENT_PREVIOUS] = previous,
            [MAT_EVENT_EXTEND] = extend,
            [MAT_EVENT_STOP] = stop,
            [MAT_EVENT_UNWELL] = unwell,
            [MAT_EVENT_ACKNOWLEDGE] = acknowledge_still,
            [MAT_EVENT_INTERRUPT] = interrupt,
        },
    [MAT_PHASE_HELD] =
        {
            [MAT_EVENT_TICK] = tick_still,
            [MAT_EVENT_RESUME] = resume,
            [MAT_EVENT_STOP] = stop,
            [MAT_EVENT_UNWELL] = unwell,
            [MAT_EVENT_ACKNOWLEDGE] = acknowledge_still,
            [MAT_EVENT_INTERRUPT] = interrupt,
        },
    [MAT_PHASE_WAITING] =
        {
            [MAT_EVENT_TICK] = tick_waiting,
            [MAT_EVENT_NEXT] = acknowledge_waiting,
            [MAT_EVENT_PREVIOUS] = previous,
            [MAT_EVENT_STOP] = stop,
            [MAT_EVENT_UNWELL] = unwell,
            [MAT_EVENT_ACKNOWLEDGE] = acknowledge_waiting,
            [MAT_EVENT_INTERRUPT] = interrupt,
        },
};

struct mat_step_result
mat_engine_step(const struct mat_schedule *schedule, struct mat_state state,
                struct mat_event event, mat_ms now)
{
    struct turn turn = {
        .schedule = schedule,
        .event = event,
        .now = now,
        .result = {.state = state},
    };
    handler *handle = handlers[state.phase][event.kind];
    mat_ms due = mat_engine_deadline(schedule, &state);

    if (event.kind == MAT_EVENT_TICK) {
        if (due > now)
            return turn.result;
        turn.now = due;
    } else {
        assert(due > now);
    }
    if (handle)
        handle(&turn);
    return turn.result;
}
