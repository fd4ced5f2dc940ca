#include "app/runner_control.h"

#include "app/local_time.h"
#include "app/runner_keys.h"

/* What came of a request: what happened, or why nothing did. */
struct outcome {
    const char *did;
    const char *why;
};

static struct outcome
did(const char *text)
{
    return (struct outcome){.did = text};
}

static struct outcome
refused(const char *why)
{
    return (struct outcome){.why = why};
}

static struct outcome
happens(struct mat_runner *runner, enum mat_event_kind kind, const char *text)
{
    mat_runner_happen(runner, kind, 0);
    return did(text);
}

/* Where the step that was is left behind. */
static struct outcome
moves_on(struct mat_runner *runner, enum mat_event_kind kind)
{
    mat_runner_happen(runner, kind, 0);
    return did(mat_engine_over(&runner->state) ? "that was the last step"
                                               : "on to the next step");
}

static struct outcome
held(void)
{
    return refused("the computer slept, and the session waits; resume goes on, "
                   "stop ends it");
}

/* The alarm asks whether somebody is there. */
static struct outcome
answer_alarm(struct mat_runner *runner)
{
    runner->asking = false;
    return happens(runner, MAT_EVENT_ACKNOWLEDGE, "the alarm is answered");
}

static struct outcome
pause_it(struct mat_runner *runner)
{
    switch (runner->state.phase) {
    case MAT_PHASE_RUNNING:
        return happens(runner, MAT_EVENT_PAUSE, "paused");
    case MAT_PHASE_PAUSED:
        return did("already paused");
    case MAT_PHASE_HELD:
        return held();
    default:
        return refused("the step waits already; no time runs");
    }
}

static struct outcome
resume_it(struct mat_runner *runner)
{
    switch (runner->state.phase) {
    case MAT_PHASE_RUNNING:
        return did("already running");
    case MAT_PHASE_WAITING:
        return moves_on(runner, MAT_EVENT_ACKNOWLEDGE);
    default:
        return happens(runner, MAT_EVENT_RESUME, "resumed");
    }
}

static struct outcome
next_it(struct mat_runner *runner)
{
    if (runner->state.phase == MAT_PHASE_HELD)
        return held();
    return moves_on(runner, MAT_EVENT_NEXT);
}

static struct outcome
previous_it(struct mat_runner *runner)
{
    int facts = runner->n_facts;

    if (runner->state.phase == MAT_PHASE_HELD)
        return held();
    mat_runner_happen(runner, MAT_EVENT_PREVIOUS, 0);
    return runner->n_facts > facts ? did("back to the start of a step")
                                   : refused("there is no step to go back to");
}

static struct outcome
extend_it(struct mat_runner *runner, mat_ms by)
{
    mat_ms before = runner->state.duration;

    if (runner->state.phase == MAT_PHASE_HELD)
        return held();
    if (runner->state.phase == MAT_PHASE_WAITING)
        return refused("the step waits; it has no length");
    mat_runner_happen(runner, MAT_EVENT_EXTEND, by);
    if (runner->state.duration != before)
        return did(by > 0 ? "longer" : "shorter");
    return refused(by > 0 ? "the step is as long as it may be"
                          : "the step cannot be shorter");
}

static struct outcome
stop_it(struct mat_runner *runner)
{
    mat_runner_clear_pages(runner);
    mat_runner_happen(runner, MAT_EVENT_STOP, 0);
    return did(mat_engine_over(&runner->state)
                   ? "stopped"
                   : "stopping; the way off the mat comes first");
}

static struct outcome
heed(struct mat_runner *runner, const struct mat_control_request *request)
{
    enum mat_phase phase = runner->state.phase;
    bool goes_on =
        request->verb == MAT_VERB_RESUME || request->verb == MAT_VERB_TOGGLE;
    bool still = phase == MAT_PHASE_PAUSED || phase == MAT_PHASE_HELD;

    if (mat_engine_over(&runner->state))
        return refused("the session is over");
    if (runner->state.ringing && request->verb != MAT_VERB_STOP &&
        !(goes_on && still))
        return answer_alarm(runner);
    switch (request->verb) {
    case MAT_VERB_PAUSE:
        return pause_it(runner);
    case MAT_VERB_TOGGLE:
        return phase == MAT_PHASE_RUNNING ? pause_it(runner)
                                          : resume_it(runner);
    case MAT_VERB_RESUME:
        return resume_it(runner);
    case MAT_VERB_NEXT:
        return next_it(runner);
    case MAT_VERB_PREVIOUS:
        return previous_it(runner);
    case MAT_VERB_EXTEND:
        return extend_it(runner, request->by);
    case MAT_VERB_STOP:
        return stop_it(runner);
    default:
        return did("");
    }
}

static void
look(const struct mat_runner *runner, mat_ms now, struct mat_status *status)
{
    const struct mat_status_around around = {
        .time_of_day = mat_since_midnight(),
        .sounds = runner->ears != NULL,
        .muted = runner->ears && runner->ears->muted,
    };

    mat_status_at(runner->schedule, &runner->state, now, &around, status);
}

static void
answer(struct mat_runner *runner, int client,
       const struct mat_control_request *request)
{
    struct outcome outcome = {.did = ""};
    struct mat_status status;

    /* What is due by now comes first, whatever is asked for. */
    mat_runner_happen(runner, MAT_EVENT_TICK, 0);
    if (request->verb != MAT_VERB_STATUS && request->verb != MAT_VERB_WATCH)
        outcome = heed(runner, request);
    if (outcome.why) {
        mat_control_refuse(runner->control, client, outcome.why);
        return;
    }
    look(runner, mat_clock_now(&runner->clock), &status);
    if (request->verb == MAT_VERB_WATCH)
        mat_control_watch(runner->control, client, &status);
    else
        mat_control_answer(runner->control, client, outcome.did, &status);
}

void
mat_runner_control(struct mat_runner *runner,
                   const struct pollfd files[MAT_CONTROL_FILES])
{
    struct mat_control_request request;
    int client;

    if (!runner->control)
        return;
    mat_control_heed(runner->control, files, mat_clock_now(&runner->clock));
    while ((client = mat_control_take(runner->control, &request)) >= 0)
        answer(runner, client, &request);
}

void
mat_runner_tell(struct mat_runner *runner, mat_ms now)
{
    bool muted = runner->ears && runner->ears->muted;
    struct mat_status status;

    if (!runner->control || !mat_control_has_news(runner->control, muted))
        return;
    look(runner, now, &status);
    mat_control_tell(runner->control, &status);
}
