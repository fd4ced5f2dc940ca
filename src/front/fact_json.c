#include "front/fact_json.h"

#include <assert.h>
#include <jansson.h>

#include "matsession/text.h"

/** The longest name of a plan that is told whole. */
#define PLAN_TEXT 256

static const char *const names[MAT_FACT__COUNT] = {
    [MAT_FACT_SESSION_BEGAN] = "session-began",
    [MAT_FACT_STEP_BEGAN] = "step-began",
    [MAT_FACT_CUE] = "cue",
    [MAT_FACT_STEP_ENDED] = "step-ended",
    [MAT_FACT_PAUSED] = "paused",
    [MAT_FACT_RESUMED] = "resumed",
    [MAT_FACT_EXTENDED] = "extended",
    [MAT_FACT_HELD] = "held",
    [MAT_FACT_ALARM] = "alarm",
    [MAT_FACT_ACKNOWLEDGED] = "acknowledged",
    [MAT_FACT_SESSION_ENDED] = "session-ended",
};

const char *
mat_fact_name(enum mat_fact_kind kind)
{
    assert(kind >= 0 && kind < MAT_FACT__COUNT);
    return names[kind];
}

static int
put_text(json_t *object, const char *key, const char *text)
{
    return json_object_set_new(object, key, json_string(text));
}

static int
put_ms(json_t *object, const char *key, mat_ms ms)
{
    return json_object_set_new(
        object, key, ms == MAT_MS_NONE ? json_null() : json_integer(ms));
}

static int
put_began(json_t *object, const struct mat_schedule *schedule,
          const struct mat_fact *fact)
{
    char plan[PLAN_TEXT];

    /* A file may have any bytes for a name. */
    return put_text(object, "plan",
                    mat_text_shown(schedule->plan, plan, sizeof(plan))) |
           put_text(object, "stage",
                    mat_word(&mat_stages, schedule->standing.stage)) |
           put_ms(object, "steps", schedule->n_segments) |
           put_ms(object, "total_ms", fact->ms);
}

static int
put_mat(json_t *object, const struct mat_segment *segment)
{
    return put_text(object, "area", mat_word(&mat_areas, segment->area)) |
           put_text(object, "position",
                    mat_word(&mat_positions, segment->position)) |
           put_text(object, "layer", mat_word(&mat_layers, segment->layer)) |
           put_text(object, "surface",
                    mat_word(&mat_surfaces, segment->surface));
}

static int
put_step(json_t *object, const struct mat_schedule *schedule,
         const struct mat_fact *fact)
{
    const struct mat_segment *segment = &schedule->segments[fact->segment];
    int failed = put_text(object, "kind", mat_word(&mat_kinds, segment->kind)) |
                 put_text(object, "title", segment->title) |
                 put_ms(object, "duration_ms", fact->ms);

    if (segment->kind == MAT_KIND_MAT)
        failed |= put_mat(object, segment);
    if (segment->kind == MAT_KIND_POINT)
        failed |= put_text(object, "point",
                           schedule->tables->points[segment->point].id) |
                  put_text(object, "side", mat_word(&mat_sides, segment->side));
    return failed;
}

static int
put_cue(json_t *object, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    const struct mat_cue *cue =
        schedule->segments[fact->segment].cues[fact->cue].cue;

    return put_text(object, "cue", cue->id) |
           put_text(object, "text", cue->text);
}

static int
put_ended(json_t *object, const struct mat_fact *fact)
{
    int failed =
        put_text(object, "outcome", mat_word(&mat_outcomes, fact->outcome)) |
        put_ms(object, "mat_ms", fact->ms);

    if (fact->attempt > 0)
        failed |= put_ms(object, "unanswered", fact->attempt);
    return failed;
}

static int
put_alarm(json_t *object, const struct mat_fact *fact)
{
    int failed = put_ms(object, "attempt", fact->attempt);

    if (fact->last)
        failed |= json_object_set_new(object, "last", json_true());
    return failed;
}

static int
put_details(json_t *object, const struct mat_schedule *schedule,
            const struct mat_fact *fact)
{
    switch (fact->kind) {
    case MAT_FACT_SESSION_BEGAN:
        return put_began(object, schedule, fact);
    case MAT_FACT_STEP_BEGAN:
        return put_step(object, schedule, fact);
    case MAT_FACT_CUE:
        return put_cue(object, schedule, fact);
    case MAT_FACT_STEP_ENDED:
        return put_text(object, "reason",
                        mat_word(&mat_reasons, fact->reason)) |
               put_ms(object, "lasted_ms", fact->ms);
    case MAT_FACT_EXTENDED:
        return put_ms(object, "by_ms", fact->ms);
    case MAT_FACT_HELD:
        return put_ms(object, "slept_ms", fact->ms);
    case MAT_FACT_ALARM:
        return put_alarm(object, fact);
    case MAT_FACT_SESSION_ENDED:
        return put_ended(object, fact);
    default:
        return 0;
    }
}

char *
mat_fact_json(const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    bool of_session = fact->kind == MAT_FACT_SESSION_BEGAN ||
                      fact->kind == MAT_FACT_SESSION_ENDED;
    json_t *object = json_object();
    char *line = NULL;
    int failed;

    if (!object)
        return NULL;
    failed = put_text(object, "event", names[fact->kind]) |
             put_ms(object, "at_ms", fact->at);
    if (!of_session)
        failed |= put_ms(object, "step", fact->segment + 1);
    failed |= put_details(object, schedule, fact);
    if (!failed)
        line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return line;
}
