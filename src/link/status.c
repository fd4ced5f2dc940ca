#include "link/status.h"

#include <stddef.h>
#include <string.h>

#include "matsession/view.h"

_Static_assert(sizeof(((struct mat_status *)NULL)->detail) ==
                       sizeof(((struct mat_view *)NULL)->detail) &&
                   sizeof(((struct mat_status *)NULL)->ends) ==
                       sizeof(((struct mat_view *)NULL)->ends),
               "what a view shows fits a status");

static const char *const phases[MAT_STATUS__COUNT] = {
    [MAT_STATUS_RUNNING] = "running", [MAT_STATUS_PAUSED] = "paused",
    [MAT_STATUS_HELD] = "held",       [MAT_STATUS_WAITING] = "waiting",
    [MAT_STATUS_ALARM] = "alarm",     [MAT_STATUS_ENDED] = "ended",
};

const struct mat_words mat_status_phases = {"phase", phases, MAT_STATUS__COUNT};

static enum mat_status_phase
phase_of(const struct mat_state *state)
{
    switch (state->phase) {
    case MAT_PHASE_PAUSED:
        return MAT_STATUS_PAUSED;
    case MAT_PHASE_HELD:
        return MAT_STATUS_HELD;
    case MAT_PHASE_WAITING:
        return state->ringing ? MAT_STATUS_ALARM : MAT_STATUS_WAITING;
    case MAT_PHASE_DONE:
    case MAT_PHASE_STOPPED:
        return MAT_STATUS_ENDED;
    default:
        return MAT_STATUS_RUNNING;
    }
}

static void
put_segment(const struct mat_segment *segment, struct mat_status *status)
{
    bool mat = segment->kind == MAT_KIND_MAT;

    status->kind = mat_word(&mat_kinds, segment->kind);
    status->step_title = segment->title;
    status->position = mat_word(&mat_positions, segment->position);
    status->area = mat ? mat_word(&mat_areas, segment->area) : "";
    status->layer = mat ? mat_word(&mat_layers, segment->layer) : "";
    status->surface = mat ? mat_word(&mat_surfaces, segment->surface) : "";
}

static mat_ms
left_of(const struct mat_state *state, mat_ms now)
{
    if (state->duration == MAT_MS_NONE)
        return MAT_MS_NONE;
    return mat_ms_max(state->duration - mat_engine_place(state, now), 0);
}

void
mat_status_at(const struct mat_schedule *schedule,
              const struct mat_state *state, mat_ms now,
              const struct mat_status_around *around,
              struct mat_status *ret_status)
{
    const struct mat_view_options options = {
        .digits = MAT_DIGITS_SECONDS, .time_of_day = around->time_of_day};
    struct mat_view view;

    mat_view_at(schedule, state, now, &options, &view);
    *ret_status = (struct mat_status){
        .at = now - state->began,
        .phase = phase_of(state),
        .plan = schedule->plan,
        .title = schedule->title,
        .step = state->segment + 1,
        .steps = schedule->n_segments,
        .left = left_of(state, now),
        .duration = state->duration,
        .session_left = mat_view_session_left(schedule, state, now),
        .mat = mat_engine_mat_time(schedule, state, now),
        .ringing = state->ringing,
        .ending = state->ending,
        .sounds = around->sounds,
        .muted = around->muted,
        .cue = view.cue,
        .next = view.next,
    };
    put_segment(&schedule->segments[state->segment], ret_status);
    memcpy(ret_status->detail, view.detail, sizeof(view.detail));
    memcpy(ret_status->ends, view.ends, sizeof(view.ends));
}

const char *
mat_status_minutes(mat_ms span, char buffer[MAT_NUMBER_TEXT])
{
    return mat_number_text((span + MAT_MINUTES(1) - 1) / MAT_MINUTES(1),
                           buffer);
}

/* What is left of a span that runs down, and does not run below nothing. */
static mat_ms
less(mat_ms span, mat_ms by)
{
    return mat_ms_max(mat_ms_sub(span, by), 0);
}

struct mat_status
mat_status_later(const struct mat_status *status, mat_ms by)
{
    struct mat_status later = *status;

    if (status->phase != MAT_STATUS_RUNNING)
        return later;
    if (strcmp(status->kind, mat_word(&mat_kinds, MAT_KIND_MAT)) == 0)
        later.mat = mat_ms_add(later.mat, mat_ms_min(by, status->left));
    later.at = mat_ms_add(later.at, by);
    later.left = less(later.left, by);
    later.session_left = less(later.session_left, by);
    return later;
}

struct mat_status
mat_status_ended(const struct mat_status *status)
{
    return (struct mat_status){
        .at = status->at,
        .phase = MAT_STATUS_ENDED,
        .plan = status->plan,
        .title = status->title,
        .kind = "",
        .step_title = "",
        .area = "",
        .position = "",
        .layer = "",
        .surface = "",
        .left = MAT_MS_NONE,
        .duration = MAT_MS_NONE,
        .session_left = MAT_MS_NONE,
        .mat = status->mat,
        .cue = "",
        .next = "",
    };
}
