#include "matsession/view.h"

#include <string.h>

#include "core/engine_query.h"
#include "matsession/text.h"

#define MINUTES_A_DAY 1440

/* What is being looked at, worked out once. */
struct look {
    const struct mat_schedule *schedule;
    const struct mat_state *state;
    const struct mat_segment *segment;
    mat_ms duration; /* of the segment, or NONE */
    mat_ms place;    /* how far in */
    mat_ms left;     /* how much is left, or NONE */
};

static struct look
look_at(const struct mat_schedule *schedule, const struct mat_state *state,
        mat_ms now)
{
    struct look look = {
        .schedule = schedule,
        .state = state,
        .segment = &schedule->segments[state->segment],
        .duration = state->duration,
    };

    if (state->phase == MAT_PHASE_IDLE)
        look.duration = look.segment->duration;
    else if (!mat_engine_over(state))
        look.place = mat_engine_place(state, now);
    look.left = look.duration;
    if (look.duration != MAT_MS_NONE)
        look.left = mat_ms_max(look.duration - look.place, 0);
    return look;
}

/* The step in which the shown time goes down; 0: it is not shown. */
static mat_ms
digits_unit(enum mat_digits digits)
{
    switch (digits) {
    case MAT_DIGITS_SECONDS:
        return MAT_SECONDS(1);
    case MAT_DIGITS_MINUTES:
        return MAT_MINUTES(1);
    default:
        return 0;
    }
}

static mat_ms
round_up(mat_ms span, mat_ms unit)
{
    return (span + unit - 1) / unit * unit;
}

static int
permille_of(mat_ms left, mat_ms duration)
{
    if (duration <= 0 || left <= 0)
        return 1000;
    if (left >= duration)
        return 0;
    return (int)(1000 - left * 1000 / duration);
}

static void
show_time(const struct look *look, enum mat_digits digits,
          struct mat_view *view)
{
    mat_ms unit = digits_unit(digits);
    mat_ms left;

    view->digits_minutes = digits == MAT_DIGITS_MINUTES;
    view->permille = -1;
    if (unit == 0 || look->left == MAT_MS_NONE || mat_engine_over(look->state))
        return;
    left = round_up(look->left, unit);
    view->permille = permille_of(left, look->duration);
    if (view->digits_minutes)
        (void)mat_number_text(left / unit, view->digits);
    else
        (void)mat_clock_text(left, view->digits);
}

/* The state once the current segment is through, as far as the engine's choice
 * of what comes next goes. */
static struct mat_state
behind(const struct look *look)
{
    struct mat_state then = *look->state;

    if (look->segment->kind == MAT_KIND_MAT && then.phase != MAT_PHASE_WAITING)
        then.used[look->segment->area] =
            mat_ms_add(then.used[look->segment->area], look->duration);
    return then;
}

/* The segment that comes when this one is through; n_segments: none. */
static int
next_index(const struct look *look)
{
    struct mat_state then = behind(look);

    if (then.ending || then.segment >= look->schedule->n_segments)
        return look->schedule->n_segments;
    return mat_engine_next(look->schedule, &then);
}

/* What comes behind this segment, with everything that the engine will shorten
 * or pass over. */
static mat_ms
rest_of_session(const struct look *look)
{
    const struct mat_schedule *schedule = look->schedule;
    struct mat_state then = behind(look);
    mat_ms rest = 0;

    for (;;) {
        const struct mat_segment *segment;
        mat_ms duration;

        then.segment = mat_engine_next(schedule, &then);
        if (then.segment >= schedule->n_segments)
            return rest;
        segment = &schedule->segments[then.segment];
        duration = segment->duration;
        if (segment->kind == MAT_KIND_MAT) {
            duration = mat_ms_min(
                duration, mat_engine_allowance(schedule, &then, then.segment));
            then.used[segment->area] += duration;
        }
        rest = mat_ms_add(rest, duration);
    }
}

/* Whether the end of the session lies at a known distance. */
static bool
end_is_known(const struct look *look)
{
    const struct mat_state *state = look->state;

    return (state->phase == MAT_PHASE_IDLE ||
            state->phase == MAT_PHASE_RUNNING) &&
           !state->ending;
}

static void
show_end(const struct look *look, const struct mat_view_options *options,
         struct mat_view *view)
{
    mat_ms end = mat_ms_add(options->time_of_day, look->left);
    mat_ms minute;

    if (!end_is_known(look))
        return;
    end = mat_ms_add(end, rest_of_session(look));
    if (end == MAT_MS_NONE)
        return;
    minute = (end + MAT_SECONDS(30)) / MAT_MINUTES(1) % MINUTES_A_DAY;
    view->ends[0] = (char)('0' + minute / 60 / 10);
    view->ends[1] = (char)('0' + minute / 60 % 10);
    view->ends[2] = ':';
    view->ends[3] = (char)('0' + minute % 60 / 10);
    view->ends[4] = (char)('0' + minute % 10);
    view->ends[5] = '\0';
}

static void
add_detail(struct mat_view *view, const char *text)
{
    size_t used = strlen(view->detail);

    if (*text == '\0')
        return;
    (void)mat_join(view->detail + used, sizeof(view->detail) - used,
                   used > 0 ? ", " : "", text, NULL);
}

static void
show_breathing(const struct mat_segment *segment, struct mat_view *view)
{
    char inhale[MAT_TIME_TEXT];
    char exhale[MAT_TIME_TEXT];

    (void)mat_join(view->detail, sizeof(view->detail), "in ",
                   mat_duration_text(segment->inhale, inhale), ", out ",
                   mat_duration_text(segment->exhale, exhale), NULL);
}

static void
show_detail(const struct look *look, struct mat_view *view)
{
    const struct mat_segment *segment = look->segment;

    if (segment->kind == MAT_KIND_BREATHE)
        show_breathing(segment, view);
    add_detail(view, mat_position_label(segment->position));
    if (segment->kind != MAT_KIND_MAT)
        return;
    add_detail(view, mat_layer_label(segment->layer));
    add_detail(view, mat_surface_label(segment->surface));
}

static void
say_state(struct mat_view *view, const char *state, const char *detail)
{
    view->state = state;
    view->state_detail = detail;
}

static void
show_state(const struct mat_state *state, struct mat_view *view)
{
    say_state(view, "", "");
    if (state->phase == MAT_PHASE_HELD)
        say_state(view, "You were away", "r resume  f finish here  d discard");
    else if (state->phase == MAT_PHASE_PAUSED && state->ringing)
        say_state(view, "Still on the mat", "Press any key; space goes on");
    else if (state->phase == MAT_PHASE_PAUSED)
        say_state(view, "Paused", "space goes on");
    else if (state->ringing)
        say_state(view, "Time to come off", "Press any key.");
    else if (state->phase == MAT_PHASE_DONE)
        say_state(view, "Finished", "");
    else if (state->phase == MAT_PHASE_STOPPED)
        say_state(view, "Stopped", "");
}

/* A cue of the schedule, or NULL. */
static const struct mat_cue_at *
cue_of(const struct mat_schedule *schedule, struct mat_cue_ref ref)
{
    const struct mat_segment *segment;

    if (ref.segment < 0 || ref.cue < 0)
        return NULL;
    segment = &schedule->segments[ref.segment];
    return ref.cue < segment->n_cues ? &segment->cues[ref.cue] : NULL;
}

static const char *
cue_text(const struct mat_cue_at *cue)
{
    return cue ? cue->cue->text : "";
}

/* The length of a breath, or 0 where none is paced. */
static mat_ms
breath_length(const struct look *look)
{
    if (look->segment->kind != MAT_KIND_BREATHE ||
        look->state->phase != MAT_PHASE_RUNNING)
        return 0;
    return mat_ms_max(look->segment->inhale, 0) +
           mat_ms_max(look->segment->exhale, 0);
}

/* Whether a cue of the schedule still stands before the breath's own. */
static bool
cue_is_newer(const struct look *look, mat_ms length)
{
    struct mat_cue_ref ref = look->state->cue;
    const struct mat_cue_at *cue = cue_of(look->schedule, ref);
    mat_ms place;

    if (!cue || ref.segment != look->state->segment)
        return false;
    place = mat_cue_place(cue, look->duration);
    return place <= look->place && look->place / length <= place / length + 1;
}

static void
show_cues(const struct look *look, struct mat_view *view)
{
    mat_ms length = breath_length(look);

    view->cue = cue_text(cue_of(look->schedule, look->state->cue));
    view->cue_before =
        cue_text(cue_of(look->schedule, look->state->cue_before));
    if (length <= 0)
        return;
    view->breath = look->place % length < look->segment->inhale ? 1 : -1;
    if (cue_is_newer(look, length))
        return;
    view->cue_before = view->cue;
    view->cue = view->breath > 0 ? "In, slowly." : "Out, slowly.";
}

void
mat_view_at(const struct mat_schedule *schedule, const struct mat_state *state,
            mat_ms now, const struct mat_view_options *options,
            struct mat_view *ret_view)
{
    struct look look = look_at(schedule, state, now);
    int next = next_index(&look);

    *ret_view = (struct mat_view){
        .schedule = schedule,
        .phase = state->phase,
        .ringing = state->ringing,
        .ending = state->ending,
        .segment = state->segment,
        .title = look.segment->title,
        .next = next < schedule->n_segments && !mat_engine_over(state)
                    ? schedule->segments[next].title
                    : "",
    };
    show_time(&look, options->digits, ret_view);
    show_end(&look, options, ret_view);
    show_detail(&look, ret_view);
    show_state(state, ret_view);
    show_cues(&look, ret_view);
}

/* How long until a span that counts down shows its next value. */
static mat_ms
until_next_digit(mat_ms left, mat_ms unit)
{
    if (unit == 0 || left == MAT_MS_NONE || left <= 0)
        return MAT_MS_NONE;
    return (left - 1) % unit + 1;
}

static mat_ms
until_next_turn(const struct look *look)
{
    mat_ms length = breath_length(look);
    mat_ms place;

    if (length <= 0)
        return MAT_MS_NONE;
    place = look->place % length;
    return place < look->segment->inhale ? look->segment->inhale - place
                                         : length - place;
}

mat_ms
mat_view_next_change(const struct mat_schedule *schedule,
                     const struct mat_state *state, mat_ms now,
                     const struct mat_view_options *options)
{
    struct look look;
    mat_ms wait;

    if (state->phase != MAT_PHASE_RUNNING)
        return MAT_MS_NONE;
    look = look_at(schedule, state, now);
    wait = until_next_digit(look.left, digits_unit(options->digits));
    return mat_ms_add(now, mat_ms_min(wait, until_next_turn(&look)));
}

mat_ms
mat_view_session_left(const struct mat_schedule *schedule,
                      const struct mat_state *state, mat_ms now)
{
    struct look look;

    if (mat_engine_over(state))
        return 0;
    if (state->phase == MAT_PHASE_WAITING)
        return MAT_MS_NONE;
    look = look_at(schedule, state, now);
    return state->ending ? look.left
                         : mat_ms_add(look.left, rest_of_session(&look));
}

enum mat_mark
mat_view_mark(const struct mat_view *view, int index)
{
    if (index < view->segment || view->phase == MAT_PHASE_DONE)
        return MAT_MARK_BEHIND;
    if (index == view->segment)
        return MAT_MARK_NOW;
    return view->ending ? MAT_MARK_BEHIND : MAT_MARK_AHEAD;
}
