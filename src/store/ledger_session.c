#include "store/ledger_session.h"

#include <string.h>

#include "matsession/text.h"
#include "store/json_fields.h"
#include "store/record.h"

/* A step counts from here on. It is the tables' step_min: the schedule leaves
 * shorter ones out, and mat_progress_find() asks for the same. The ledger does
 * not look at the tables: a user cannot change this number, and so a line says
 * the same whatever else they hold. */
#define STEP_MIN MAT_SECONDS(60)

/* The last part of a name or path, cut where there is no more room. */
static bool
take_plan(const json_t *object, char plan[MAT_ENTRY_PLAN_TEXT])
{
    const char *text = mat_json_text(object, "plan", MAT_PLAN_TEXT - 1);
    const char *slash;

    if (!text)
        return false;
    slash = strrchr(text, '/');
    return mat_join(plan, MAT_ENTRY_PLAN_TEXT, slash ? slash + 1 : text, NULL) >
           0;
}

static bool
take_areas(const json_t *areas, mat_ms used[MAT_AREA__COUNT])
{
    const char *key;
    json_t *value;

    if (!json_is_object(areas))
        return false;
    json_object_foreach((json_t *)areas, key, value)
    {
        int area = mat_word_find(&mat_areas, key);

        if (area < 0 ||
            !mat_json_number(areas, key, 0, MAT_LINE_DAY, &used[area]))
            return false;
    }
    return true;
}

void
mat_line_begin_past(struct mat_line *line)
{
    struct mat_past *past = &line->past;

    past->began = line->at;
    past->layer = past->surface = past->strength = -1;
    past->skin = MAT_SKIN_UNKNOWN;
}

void
mat_line_count_mat(struct mat_past *past, enum mat_position position,
                   enum mat_layer layer, enum mat_surface surface,
                   mat_ms lasted)
{
    const int strength = mat_layer_strength(layer);

    if (lasted < STEP_MIN)
        return;
    if (strength > past->layer)
        past->layer = strength;
    if (mat_position_lies(position) && (int)surface > past->surface)
        past->surface = (int)surface;
}

static bool
take_mat(const json_t *step, mat_ms lasted, struct mat_past *past)
{
    int position = mat_json_word(step, "position", &mat_positions);
    int layer = mat_json_word(step, "layer", &mat_layers);
    int surface = mat_json_word(step, "surface", &mat_surfaces);

    if (mat_json_word(step, "area", &mat_areas) < 0 || position < 0 ||
        layer < 0 || surface < 0)
        return false;
    mat_line_count_mat(past, (enum mat_position)position, (enum mat_layer)layer,
                       (enum mat_surface)surface, lasted);
    return true;
}

/* A title may be missing or empty; it is shown as it stands. */
static bool
title_is_fine(const json_t *step)
{
    return !json_object_get(step, "title") ||
           mat_json_text(step, "title", MAT_LEDGER_LINE_MAX);
}

static bool
take_steps(const json_t *steps, struct mat_past *past)
{
    size_t i;
    json_t *step;

    if (!json_is_array(steps))
        return false;
    json_array_foreach(steps, i, step)
    {
        int kind = mat_json_word(step, "kind", &mat_kinds);
        int64_t lasted;

        if (kind < 0 || !title_is_fine(step) ||
            !mat_json_number(step, "lasted_ms", 0, MAT_LINE_LAST, &lasted))
            return false;
        if (kind == MAT_KIND_MAT && !take_mat(step, lasted, past))
            return false;
    }
    return true;
}

const char *
mat_line_take_session(const json_t *object, struct mat_line *line)
{
    struct mat_past *past = &line->past;
    int stage = mat_json_word(object, "stage", &mat_stages);
    int outcome = mat_json_word(object, "outcome", &mat_outcomes);

    mat_line_begin_past(line);
    if (!take_plan(object, line->plan))
        return "\"plan\" is not a name";
    if (stage < 0)
        return "\"stage\" is not a stage";
    if (outcome < 0)
        return "\"outcome\" is not an outcome";
    past->stage = (enum mat_stage)stage;
    past->outcome = (enum mat_outcome)outcome;
    if (!mat_json_number(object, "planned_ms", 0, MAT_LINE_DAY, &past->planned))
        return "\"planned_ms\" is not a time within a day";
    if (!take_areas(json_object_get(object, "areas"), past->used))
        return "\"areas\" are not areas with times within a day";
    if (!take_steps(json_object_get(object, "steps"), past))
        return "\"steps\" are not steps";
    return NULL;
}
