#include "store/record_facts.h"

#include <stdlib.h>
#include <string.h>

#include "store/json_fields.h"

#define DAY MAT_MINUTES(24 * 60)
#define AT_MAX (366 * DAY) /* somebody may leave a session paused */
#define STEPS_MAX 10000
#define TITLE_MAX 1024
#define UNANSWERED_MAX 1000

mat_ms
mat_record_place(const struct mat_record *record)
{
    mat_ms end = record->still ? record->since : record->last;
    mat_ms most = mat_ms_max(mat_ms_add(record->duration, record->extended), 0);
    mat_ms place = end - record->began - record->paused;

    return mat_ms_min(mat_ms_max(place, 0), most);
}

mat_ms
mat_record_used(const struct mat_record *record,
                mat_ms ret_used[MAT_AREA__COUNT])
{
    mat_ms total = 0;

    memcpy(ret_used, record->used, sizeof(record->used));
    if (record->running) {
        const struct mat_record_step *step =
            &record->steps[record->n_steps - 1];

        if (step->kind == MAT_KIND_MAT)
            ret_used[step->area] = mat_ms_min(
                ret_used[step->area] + mat_record_place(record), DAY);
    }
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        total += ret_used[area];
    return total;
}

static void
leave(struct mat_record *record, mat_ms lasted)
{
    struct mat_record_step *step = &record->steps[record->n_steps - 1];

    step->lasted = lasted;
    if (step->kind == MAT_KIND_MAT)
        record->used[step->area] =
            mat_ms_min(record->used[step->area] + lasted, DAY);
    record->running = false;
    record->still = false;
}

static bool
session_began(struct mat_record *record, const json_t *fact, mat_ms at)
{
    int64_t steps;

    (void)at;
    if (record->planned > 0 || record->step > 0 ||
        !mat_json_number(fact, "steps", 1, STEPS_MAX, &steps))
        return false;
    record->planned = (int)steps;
    return true;
}

static bool
read_mat(const json_t *fact, struct mat_record_step *step)
{
    int position = mat_json_word(fact, "position", &mat_positions);
    int area = mat_json_word(fact, "area", &mat_areas);
    int layer = mat_json_word(fact, "layer", &mat_layers);
    int surface = mat_json_word(fact, "surface", &mat_surfaces);

    if (area < 0 || position < 0 || layer < 0 || surface < 0)
        return false;
    step->area = (enum mat_area)area;
    step->position = (enum mat_position)position;
    step->layer = (enum mat_layer)layer;
    step->surface = (enum mat_surface)surface;
    return true;
}

/* \param ret_step  its title is a copy */
static bool
read_step(const json_t *fact, struct mat_record_step *ret_step)
{
    struct mat_record_step step = {
        .area = MAT_AREA_NONE,
        .position = MAT_POSITION_NONE,
    };
    const char *title = mat_json_text(fact, "title", TITLE_MAX);
    int kind = mat_json_word(fact, "kind", &mat_kinds);

    if (!title || kind < 0)
        return false;
    step.kind = (enum mat_kind)kind;
    if (step.kind == MAT_KIND_MAT && !read_mat(fact, &step))
        return false;
    step.title = strdup(title);
    if (!step.title)
        return false;
    *ret_step = step;
    return true;
}

static bool
make_room(struct mat_record *record)
{
    struct mat_record_step *more;

    if (record->n_steps == MAT_RECORD_STEPS_MAX) {
        record->n_steps--;
        free(record->steps[record->n_steps].title);
        return true;
    }
    more =
        reallocarray(record->steps, (size_t)record->n_steps + 1, sizeof(*more));
    if (more)
        record->steps = more;
    return more != NULL;
}

static bool
step_began(struct mat_record *record, const json_t *fact, mat_ms at)
{
    int most = record->planned > 0 ? record->planned + 1 : STEPS_MAX;
    struct mat_record_step step;
    int64_t number;
    mat_ms duration;

    if (!mat_json_number(fact, "step", 1, most, &number) ||
        !mat_json_number_or_null(fact, "duration_ms", 0, DAY, &duration) ||
        !read_step(fact, &step))
        return false;
    if (record->running) {
        record->lost = true;
        leave(record, mat_record_place(record));
    }
    if (!make_room(record)) {
        free(step.title);
        return false;
    }
    record->steps[record->n_steps++] = step;
    record->step = (int)number;
    record->running = true;
    record->began = at;
    record->paused = 0;
    record->duration = duration;
    record->extended = 0;
    return true;
}

/* Whether a fact is of the step that began last. */
static bool
is_of_step(struct mat_record *record, const json_t *fact)
{
    int64_t number;

    if (!mat_json_number(fact, "step", 1, STEPS_MAX, &number))
        return false;
    if (number == record->step)
        return true;
    record->lost = true;
    return false;
}

static bool
is_of_running_step(struct mat_record *record, const json_t *fact)
{
    return is_of_step(record, fact) && record->running;
}

/* A session that is on its way to an end can still become unwell. */
static void
turn_to_end(struct mat_record *record, enum mat_outcome outcome)
{
    if (!record->ending || outcome == MAT_OUTCOME_UNWELL)
        record->outcome = outcome;
    record->ending = true;
}

static bool
step_ended(struct mat_record *record, const json_t *fact, mat_ms at)
{
    int reason = mat_json_word(fact, "reason", &mat_reasons);
    mat_ms lasted;

    if (reason < 0 || !is_of_running_step(record, fact) ||
        !mat_json_number(fact, "lasted_ms", 0, AT_MAX, &lasted))
        return false;
    leave(record, mat_ms_min(lasted, at - record->began));
    if (reason == MAT_REASON_STOP)
        turn_to_end(record, MAT_OUTCOME_STOPPED);
    else if (reason == MAT_REASON_UNWELL)
        turn_to_end(record, MAT_OUTCOME_UNWELL);
    else if (reason == MAT_REASON_INTERRUPTED)
        turn_to_end(record, MAT_OUTCOME_INTERRUPTED);
    return true;
}

static bool
cue(struct mat_record *record, const json_t *fact, mat_ms at)
{
    (void)at;
    return is_of_running_step(record, fact);
}

static bool
stands_still(struct mat_record *record, const json_t *fact, mat_ms at)
{
    if (!is_of_running_step(record, fact))
        return false;
    if (!record->still)
        record->since = at;
    record->still = true;
    return true;
}

static bool
resumed(struct mat_record *record, const json_t *fact, mat_ms at)
{
    if (!is_of_running_step(record, fact) || !record->still)
        return false;
    record->paused += at - record->since;
    record->still = false;
    return true;
}

static bool
extended(struct mat_record *record, const json_t *fact, mat_ms at)
{
    mat_ms by;

    (void)at;
    if (!is_of_running_step(record, fact) ||
        !mat_json_number(fact, "by_ms", -DAY, DAY, &by))
        return false;
    record->extended = mat_ms_min(mat_ms_max(record->extended + by, -DAY), DAY);
    return true;
}

/* The last alarm of a step that has ended is one that nobody answered; that of
 * a pause only begins another silence. */
static bool
alarm_rang(struct mat_record *record, const json_t *fact, mat_ms at)
{
    const json_t *last = json_object_get(fact, "last");

    (void)at;
    if (!is_of_step(record, fact) || (last && !json_is_boolean(last)))
        return false;
    if (json_is_true(last) && !record->running &&
        record->unanswered < UNANSWERED_MAX)
        record->unanswered++;
    return true;
}

static bool
acknowledged(struct mat_record *record, const json_t *fact, mat_ms at)
{
    (void)at;
    return is_of_step(record, fact);
}

/* Takes what is too much from where there is most. */
static void
bring_down(struct mat_record *record, mat_ms excess)
{
    while (excess > 0) {
        mat_ms *most = &record->used[0];
        mat_ms part;

        for (int area = 1; area < MAT_AREA__COUNT; area++) {
            if (record->used[area] > *most)
                most = &record->used[area];
        }
        part = mat_ms_min(excess, *most);
        *most -= part;
        excess -= part;
    }
}

static bool
session_ended(struct mat_record *record, const json_t *fact, mat_ms at)
{
    int outcome = mat_json_word(fact, "outcome", &mat_outcomes);
    int64_t unanswered = record->unanswered;
    mat_ms used[MAT_AREA__COUNT];
    mat_ms told;

    (void)at;
    if (outcome < 0 || !mat_json_number(fact, "mat_ms", 0, AT_MAX, &told) ||
        (json_object_get(fact, "unanswered") &&
         !mat_json_number(fact, "unanswered", 0, UNANSWERED_MAX, &unanswered)))
        return false;
    if (record->running)
        leave(record, mat_record_place(record));
    bring_down(record, mat_record_used(record, used) - told);
    if (unanswered > record->unanswered)
        record->unanswered = (int)unanswered;
    record->ended = true;
    record->outcome = (enum mat_outcome)outcome;
    return true;
}

typedef bool taker(struct mat_record *record, const json_t *fact, mat_ms at);

static const struct {
    const char *event;
    taker *take;
} takers[] = {
    {"session-began", session_began},
    {"step-began", step_began},
    {"step-ended", step_ended},
    {"cue", cue},
    {"paused", stands_still},
    {"held", stands_still},
    {"resumed", resumed},
    {"extended", extended},
    {"alarm", alarm_rang},
    {"acknowledged", acknowledged},
    {"session-ended", session_ended},
};

bool
mat_record_take(struct mat_record *record, const json_t *fact)
{
    const char *event = json_string_value(json_object_get(fact, "event"));
    mat_ms at;

    if (record->ended || !event ||
        !mat_json_number(fact, "at_ms", record->last, AT_MAX, &at))
        return false;
    for (size_t i = 0; i < sizeof(takers) / sizeof(takers[0]); i++) {
        if (strcmp(event, takers[i].event) != 0)
            continue;
        if (!takers[i].take(record, fact, at))
            return false;
        record->last = at;
        return true;
    }
    return false;
}
