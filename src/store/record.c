#include "store/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_line.h"
#include "store/record_facts.h"

struct mat_record *
mat_record_new(void)
{
    return calloc(1, sizeof(struct mat_record));
}

void
mat_record_free(struct mat_record *record)
{
    if (!record)
        return;
    for (int i = 0; i < record->n_steps; i++)
        free(record->steps[i].title);
    free(record->steps);
    free(record->opening.notes);
    free(record);
}

bool
mat_record_add(struct mat_record *record, const char *line, size_t size)
{
    json_t *object = NULL;
    bool understood = false;

    if (size <= MAT_LEDGER_LINE_MAX)
        object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(object)) {
        const char *event = json_string_value(json_object_get(object, "event"));

        if (record->opened)
            understood = mat_record_take(record, object);
        else if (event && strcmp(event, "session-opened") == 0)
            understood = record->opened =
                mat_opening_read(object, &record->opening);
    }
    json_decref(object);
    return understood;
}

const struct mat_record_head *
mat_record_head(const struct mat_record *record)
{
    return record->opened ? &record->opening.head : NULL;
}

bool
mat_record_ended(const struct mat_record *record, enum mat_outcome *ret_outcome)
{
    *ret_outcome = record->ended || record->ending ? record->outcome
                                                   : MAT_OUTCOME_INTERRUPTED;
    return record->ended;
}

mat_ms
mat_record_mat_time(const struct mat_record *record)
{
    mat_ms used[MAT_AREA__COUNT];

    return mat_record_used(record, used);
}

bool
mat_record_cut(const struct mat_record *record, struct mat_record_cut *ret_cut)
{
    int segment = record->running ? record->step - 1 : record->step;
    const struct mat_record_step *step;

    if (record->step == 0 || record->ended || record->ending || record->lost ||
        segment >= record->planned)
        return false;
    step = &record->steps[record->n_steps - 1];
    *ret_cut = (struct mat_record_cut){
        .cut = {.segment = segment,
                .at = record->last,
                .place = record->running ? mat_record_place(record) : 0,
                .extended = record->running ? record->extended : 0,
                .unanswered = record->unanswered,
                .between = !record->running},
        .steps = record->planned,
        .kind = step->kind,
        .title = step->title,
    };
    memcpy(ret_cut->cut.used, record->used, sizeof(record->used));
    return true;
}

static json_t *
areas_json(const mat_ms used[MAT_AREA__COUNT])
{
    json_t *object = json_object();

    for (int area = 0; object && area < MAT_AREA__COUNT; area++) {
        if (used[area] > 0)
            (void)json_object_set_new(object, mat_word(&mat_areas, area),
                                      json_integer(used[area]));
    }
    return object;
}

static int
put_word(json_t *object, const char *key, const struct mat_words *words,
         int value)
{
    return json_object_set_new(object, key,
                               json_string(mat_word(words, value)));
}

/* How much a line tells. */
enum detail {
    DETAIL_NONE,
    DETAIL_STEPS, /* what a later session depends on */
    DETAIL_TITLES,
    DETAIL_ALL,
};

static json_t *
step_json(const struct mat_record_step *step, mat_ms lasted, enum detail detail)
{
    json_t *object = json_object();
    int failed = put_word(object, "kind", &mat_kinds, (int)step->kind);

    if (detail >= DETAIL_TITLES)
        failed |=
            json_object_set_new(object, "title", json_string(step->title));
    if (step->kind == MAT_KIND_MAT) {
        failed |= put_word(object, "area", &mat_areas, step->area);
        failed |= put_word(object, "position", &mat_positions, step->position);
        failed |= put_word(object, "layer", &mat_layers, (int)step->layer);
        failed |=
            put_word(object, "surface", &mat_surfaces, (int)step->surface);
    }
    failed |= json_object_set_new(object, "lasted_ms", json_integer(lasted));
    if (failed == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *
steps_json(const struct mat_record *record, enum detail detail)
{
    json_t *array = json_array();
    int failed = 0;

    for (int i = 0; detail > DETAIL_NONE && i < record->n_steps; i++) {
        bool runs = record->running && i == record->n_steps - 1;
        mat_ms lasted =
            runs ? mat_record_place(record) : record->steps[i].lasted;

        failed |= json_array_append_new(
            array, step_json(&record->steps[i], lasted, detail));
    }
    if (failed == 0)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *
session_json(const struct mat_record *record)
{
    const struct mat_record_head *head = &record->opening.head;
    mat_ms used[MAT_AREA__COUNT];
    mat_ms total = mat_record_used(record, used);
    enum mat_outcome outcome;

    (void)mat_record_ended(record, &outcome);
    return json_pack(
        "{s:i, s:s, s:s, s:s, s:I, s:i, s:s, s:s, s:s, s:s, s:I, s:I, s:o}",
        "v", MAT_HISTORY_VERSION, "event", "session", "id", head->id, "device",
        head->device, "began_ms", (json_int_t)head->began.ms, "offset_min",
        head->began.offset, "zone", head->zone, "plan", head->plan, "stage",
        mat_word(&mat_stages, (int)head->stage), "outcome",
        mat_word(&mat_outcomes, (int)outcome), "mat_ms", (json_int_t)total,
        "planned_ms", (json_int_t)head->planned, "areas", areas_json(used));
}

static char *
line_of(const struct mat_record *record, enum detail detail)
{
    const struct mat_opening *opening = &record->opening;
    json_t *object = session_json(record);
    char *line = NULL;
    int failed;

    failed = json_object_set_new(object, "steps", steps_json(record, detail));
    if (detail == DETAIL_ALL && opening->n_notes > 0)
        failed |= json_object_set_new(
            object, "changes",
            mat_changes_json(opening->notes, opening->n_notes));
    if (record->unanswered > 0)
        failed |= json_object_set_new(object, "unanswered",
                                      json_integer(record->unanswered));
    failed |=
        json_object_set_new(object, "program", json_string(opening->program));
    if (failed == 0)
        line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return line;
}

char *
mat_record_line(const struct mat_record *record)
{
    char *line = NULL;

    if (!record->opened)
        return NULL;
    /* A line that is too long for its reader would be a session lost. */
    for (int detail = DETAIL_ALL; detail >= DETAIL_NONE; detail--) {
        line = line_of(record, (enum detail)detail);
        if (!line || strlen(line) <= MAT_LEDGER_LINE_MAX)
            break;
        if (detail > DETAIL_NONE)
            free(line);
    }
    return line;
}
