#include "app/runner.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "app/runner_control.h"
#include "app/runner_keys.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "front/out.h"
#include "front/raw_keys.h"

/* How often a terminal that others have is tried again: not every shell tells
 * its job that it is in the foreground. */
#define TRY_AGAIN_NS INT64_C(1000000000)

static bool
terminal_is_gone(const struct mat_runner *runner)
{
    return runner->input != MAT_INPUT_NONE && mat_terminal_hung_up();
}

static void
publish(struct mat_runner *runner, const struct mat_fact *fact)
{
    int left = 0;

    for (int i = 0; i < runner->n_sinks; i++) {
        struct mat_sink *sink = &runner->sinks[i];

        if (sink->ops && sink->ops->on_fact &&
            !sink->ops->on_fact(sink->self, runner->schedule, fact)) {
            mat_problem("the %s output is gone", sink->ops->name);
            sink->ops = NULL;
        }
        left += sink->ops != NULL && i >= runner->n_recorders;
    }
    if (left > 0)
        return;
    runner->lost = true;
    runner->unheard = !terminal_is_gone(runner);
}

static void
take(struct mat_runner *runner, struct mat_event event, mat_ms now)
{
    struct mat_step_result result =
        mat_engine_step(runner->schedule, runner->state, event, now);

    runner->state = result.state;
    runner->n_facts += result.n_facts;
    for (int i = 0; i < result.n_facts; i++)
        publish(runner, &result.facts[i]);
}

static void
catch_up(struct mat_runner *runner, mat_ms now)
{
    while (mat_engine_deadline(runner->schedule, &runner->state) <= now)
        take(runner, MAT_TICK, now);
}

void
mat_runner_happen(struct mat_runner *runner, enum mat_event_kind kind,
                  mat_ms by)
{
    mat_ms now = mat_clock_now(&runner->clock);

    catch_up(runner, now);
    take(runner, (struct mat_event){.kind = kind, .by = by}, now);
}

static void
show(struct mat_runner *runner, mat_ms now)
{
    for (int i = 0; i < runner->n_sinks; i++) {
        const struct mat_sink *sink = &runner->sinks[i];

        if (sink->ops && sink->ops->on_frame)
            sink->ops->on_frame(sink->self, runner->schedule, &runner->state,
                                now);
    }
}

/* The moment to wake at: something is due, or something visible changes. */
static mat_ms
next_wake(const struct mat_runner *runner, mat_ms now)
{
    mat_ms wake = mat_engine_deadline(runner->schedule, &runner->state);

    for (int i = 0; i < runner->n_sinks; i++) {
        const struct mat_sink *sink = &runner->sinks[i];

        if (sink->ops && sink->ops->next_frame)
            wake = mat_ms_min(wake, sink->ops->next_frame(sink->self,
                                                          runner->schedule,
                                                          &runner->state, now));
    }
    if (runner->control)
        wake = mat_ms_min(wake, mat_control_deadline(runner->control));
    return wake;
}

/* Takes a terminal that others had. */
static void
try_again(struct mat_runner *runner)
{
    if (runner->input != MAT_INPUT_AWAY)
        return;
    if (mat_raw_keys_open())
        runner->input = MAT_INPUT_RAW;
    else if (terminal_is_gone(runner))
        runner->lost = true;
}

/* Ctrl-Z is a pause, and stays one: time on a mat does not run unwatched. But
 * with nobody at the keys it would stay one for ever. */
static void
stop_here(struct mat_runner *runner)
{
    mat_runner_happen(runner, MAT_EVENT_PAUSE, 0);
    if (runner->input == MAT_INPUT_SCREEN)
        mat_tui_suspend();
    if (runner->input == MAT_INPUT_RAW) {
        mat_raw_keys_close();
        runner->input = MAT_INPUT_AWAY;
    }
    if (runner->inhibit)
        mat_inhibit_end(runner->inhibit);
    mat_signals_stop_here();
    if (runner->inhibit)
        mat_inhibit_begin(runner->inhibit);
    if (runner->input == MAT_INPUT_SCREEN)
        mat_tui_resume();
    if (runner->input == MAT_INPUT_NONE)
        mat_runner_happen(runner, MAT_EVENT_RESUME, 0);
}

static void
heed_signals(struct mat_runner *runner, const struct mat_signals *signals)
{
    if (signals->resized && runner->input == MAT_INPUT_SCREEN)
        mat_tui_resize();
    if (signals->ended == SIGHUP && terminal_is_gone(runner))
        runner->lost = true;
    else if (signals->ended)
        runner->ended_by = signals->ended;
    else if (signals->stop_asked)
        stop_here(runner);
    else if (signals->continued && runner->input == MAT_INPUT_SCREEN) {
        mat_terminal_take_again();
    }
}

/* A session that slept asks what to do; with nobody to ask it is over. */
static void
heed_sleep(struct mat_runner *runner)
{
    mat_ms slept = mat_clock_slept(&runner->clock);

    if (slept == 0)
        return;
    mat_runner_happen(runner, MAT_EVENT_SLEPT, slept);
    if (runner->state.phase != MAT_PHASE_HELD)
        return;
    if (runner->input == MAT_INPUT_NONE)
        mat_runner_happen(runner, MAT_EVENT_INTERRUPT, 0);
    else
        mat_runner_wake_keys(runner);
}

static void
wait_for(struct mat_runner *runner, mat_ms wake)
{
    enum { KEYS, WOKEN, CONTROL, N_FILES = CONTROL + MAT_CONTROL_FILES };
    bool here =
        runner->input == MAT_INPUT_RAW || runner->input == MAT_INPUT_SCREEN;
    struct pollfd files[N_FILES] = {
        [KEYS] = {.fd = here ? STDIN_FILENO : -1, .events = POLLIN},
        [WOKEN] = {.fd = runner->clock.woken, .events = POLLIN},
    };
    int64_t timeout = mat_clock_until(&runner->clock, wake);
    struct mat_signals signals;
    int n_files = runner->control ? N_FILES : CONTROL;
    int ready;

    if (runner->control)
        mat_control_poll(runner->control, mat_clock_now(&runner->clock),
                         files + CONTROL);
    if (runner->input == MAT_INPUT_AWAY && timeout > TRY_AGAIN_NS)
        timeout = TRY_AGAIN_NS;
    ready = mat_signals_wait(files, (nfds_t)n_files, timeout, &signals);

    if (ready > 0 && files[WOKEN].revents != 0)
        mat_clock_heed_woken(&runner->clock);
    heed_sleep(runner);
    heed_signals(runner, &signals);
    if (ready < 0 || (ready > 0 && mat_terminal_has_gone(&files[KEYS])))
        runner->lost = true;
    else if (ready > 0 && files[KEYS].revents != 0)
        mat_runner_keys(runner);
    mat_runner_control(runner, files + CONTROL);
}

static void
begin(struct mat_runner *runner)
{
    if (!runner->cut) {
        runner->state = mat_engine_init();
        mat_runner_happen(runner, MAT_EVENT_BEGIN, 0);
        return;
    }
    runner->state = mat_engine_take_up(runner->schedule, runner->cut,
                                       mat_clock_now(&runner->clock));
    mat_runner_happen(runner, MAT_EVENT_SLEPT, runner->away);
    if (runner->input == MAT_INPUT_NONE)
        mat_runner_happen(runner, MAT_EVENT_RESUME, 0);
}

/* What can wait until there is something to see. \return whether it was done
 * just now */
static bool
tell_shown(struct mat_runner *runner)
{
    if (runner->was_shown)
        return false;
    runner->was_shown = true;
    if (runner->shown)
        runner->shown(runner->shown_to);
    if (runner->inhibit)
        mat_inhibit_begin(runner->inhibit);
    return true;
}

void
mat_runner_add(struct mat_runner *runner, struct mat_sink sink)
{
    assert(runner->n_sinks < MAT_SINKS_MAX);
    runner->sinks[runner->n_sinks++] = sink;
}

void
mat_runner_run(struct mat_runner *runner)
{
    begin(runner);
    while (!mat_engine_over(&runner->state)) {
        mat_ms now = mat_clock_now(&runner->clock);

        catch_up(runner, now);
        try_again(runner);
        if (runner->lost || runner->ended_by)
            mat_runner_happen(runner, MAT_EVENT_INTERRUPT, 0);
        if (mat_engine_over(&runner->state))
            break;
        show(runner, now);
        mat_runner_tell(runner, now);
        if (tell_shown(runner))
            continue;
        wait_for(runner, next_wake(runner, now));
    }
}
