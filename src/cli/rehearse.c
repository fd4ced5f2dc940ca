#include "cli/rehearse.h"

#include <assert.h>

/* What happens next when every question is answered as soon as it is asked.
 * \param now  moved on to the moment of the event */
static struct mat_event
event_next(const struct mat_schedule *schedule, const struct mat_state *state,
           mat_ms *now)
{
    switch (state->phase) {
    case MAT_PHASE_IDLE:
        return (struct mat_event){.kind = MAT_EVENT_BEGIN};
    case MAT_PHASE_WAITING:
        return (struct mat_event){.kind = MAT_EVENT_ACKNOWLEDGE};
    default:
        *now = mat_engine_deadline(schedule, state);
        assert(*now != MAT_MS_NONE);
        return MAT_TICK;
    }
}

void
mat_rehearse(const struct mat_schedule *schedule, struct mat_sink sink)
{
    struct mat_state state = mat_engine_init();
    mat_ms now = 0;

    while (!mat_engine_over(&state)) {
        struct mat_event event = event_next(schedule, &state, &now);
        struct mat_step_result result =
            mat_engine_step(schedule, state, event, now);

        state = result.state;
        for (int i = 0; i < result.n_facts; i++) {
            if (!sink.ops->on_fact(sink.self, schedule, &result.facts[i]))
                return;
        }
    }
}
