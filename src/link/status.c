#include "link/status.h"

#include <jansson.h>
#include <string.h>

#include "matsession/text.h"
#include "matsession/view.h"

/* The longest text in a status. */
#define TEXT_MAX 2000

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
        .muted = around->sounds && around->muted,
        .cue = view.cue,
        .next = view.next,
    };
    put_segment(&schedule->segments[state->segment], ret_status);
    memcpy(ret_status->detail, view.detail, sizeof(view.detail));
    memcpy(ret_status->ends, view.ends, sizeof(view.ends));
}

static json_t *
text_or_null(const char *text)
{
    return *text ? json_string(text) : json_null();
}

static json_t *
ms_or_null(mat_ms ms)
{
    return ms == MAT_MS_NONE ? json_null() : json_integer(ms);
}

static json_t *
pack(const struct mat_status *status)
{
    json_t *step = json_pack(
        "{s:s, s:I, s:s, s:s, s:s, s:i, s:i, s:s, s:s}", "event", "status",
        "at_ms", (json_int_t)status->at, "phase", phases[status->phase], "plan",
        status->plan, "title", status->title, "step", status->step, "steps",
        status->steps, "kind", status->kind, "step_title", status->step_title);
    json_t *rest = json_pack(
        "{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:o, s:b, s:b, s:o, "
        "s:o, s:o}",
        "detail", text_or_null(status->detail), "area",
        text_or_null(status->area), "position", text_or_null(status->position),
        "layer", text_or_null(status->layer), "surface",
        text_or_null(status->surface), "left_ms", ms_or_null(status->left),
        "step_ms", ms_or_null(status->duration), "session_left_ms",
        ms_or_null(status->session_left), "mat_ms", (json_int_t)status->mat,
        "ends_at", text_or_null(status->ends), "ringing", status->ringing,
        "ending", status->ending, "muted",
        status->sounds ? json_boolean(status->muted) : json_null(), "cue",
        text_or_null(status->cue), "next", text_or_null(status->next));

    if (step && rest && json_object_update(step, rest) == 0) {
        json_decref(rest);
        return step;
    }
    json_decref(step);
    json_decref(rest);
    return NULL;
}

char *
mat_status_json(const struct mat_status *status, const char *did)
{
    json_t *object = pack(status);
    json_t *answer = NULL;
    char *line = NULL;

    if (object && did)
        answer = *did ? json_pack("{s:b, s:s}", "ok", 1, "did", did)
                      : json_pack("{s:b}", "ok", 1);
    else if (object)
        answer = json_object();
    if (answer && json_object_update(answer, object) == 0)
        line = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    json_decref(object);
    return line;
}

/* What reads a field: false for one that is not there, or is no such thing. */
static bool
get_text(const json_t *object, const char *key, bool needed, const char **text)
{
    const json_t *value = json_object_get(object, key);

    *text = "";
    if (json_is_null(value))
        return !needed;
    if (!json_is_string(value))
        return false;
    *text = json_string_value(value);
    return strlen(*text) == json_string_length(value) &&
           mat_text_check(*text, TEXT_MAX) == MAT_TEXT_FINE;
}

static bool
get_copy(const json_t *object, const char *key, char *buffer, size_t size)
{
    const char *text;

    if (!get_text(object, key, false, &text) || strlen(text) >= size)
        return false;
    memcpy(buffer, text, strlen(text) + 1);
    return true;
}

static bool
get_ms(const json_t *object, const char *key, bool needed, mat_ms *ms)
{
    const json_t *value = json_object_get(object, key);

    *ms = MAT_MS_NONE;
    if (json_is_null(value))
        return !needed;
    *ms = json_integer_value(value);
    return json_is_integer(value) && *ms >= 0 && *ms < MAT_MINUTES(10000000);
}

static bool
get_int(const json_t *object, const char *key, int *number)
{
    const json_t *value = json_object_get(object, key);
    json_int_t given = json_integer_value(value);

    *number = given >= 0 && given < 100000 ? (int)given : -1;
    return json_is_integer(value) && *number >= 0;
}

static bool
get_bool(const json_t *object, const char *key, bool *flag)
{
    const json_t *value = json_object_get(object, key);

    *flag = json_is_true(value);
    return json_is_boolean(value);
}

static bool
get_phase(const json_t *object, enum mat_status_phase *phase)
{
    int found =
        mat_word_find(&mat_status_phases,
                      json_string_value(json_object_get(object, "phase")));

    if (found >= 0)
        *phase = (enum mat_status_phase)found;
    return found >= 0;
}

static bool
get_sound(const json_t *object, struct mat_status *status)
{
    status->sounds = !json_is_null(json_object_get(object, "muted"));
    return !status->sounds || get_bool(object, "muted", &status->muted);
}

bool
mat_status_read(void *object, struct mat_status *ret_status)
{
    struct mat_status s = {.owner = object};
    bool good =
        get_ms(object, "at_ms", true, &s.at) && get_phase(object, &s.phase) &&
        get_text(object, "plan", true, &s.plan) &&
        get_text(object, "title", true, &s.title) &&
        get_int(object, "step", &s.step) &&
        get_int(object, "steps", &s.steps) &&
        get_text(object, "kind", true, &s.kind) &&
        get_text(object, "step_title", true, &s.step_title) &&
        get_copy(object, "detail", s.detail, sizeof(s.detail)) &&
        get_text(object, "area", false, &s.area) &&
        get_text(object, "position", false, &s.position) &&
        get_text(object, "layer", false, &s.layer) &&
        get_text(object, "surface", false, &s.surface) &&
        get_ms(object, "left_ms", false, &s.left) &&
        get_ms(object, "step_ms", false, &s.duration) &&
        get_ms(object, "session_left_ms", false, &s.session_left) &&
        get_ms(object, "mat_ms", true, &s.mat) &&
        get_copy(object, "ends_at", s.ends, sizeof(s.ends)) &&
        get_bool(object, "ringing", &s.ringing) &&
        get_bool(object, "ending", &s.ending) && get_sound(object, &s) &&
        get_text(object, "cue", false, &s.cue) &&
        get_text(object, "next", false, &s.next);

    if (!good)
        return false;
    json_incref(object);
    *ret_status = s;
    return true;
}

void
mat_status_done(struct mat_status *status)
{
    json_decref(status->owner);
    *status = (struct mat_status){0};
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
