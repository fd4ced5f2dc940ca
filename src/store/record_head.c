#include "store/record_head.h"

#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"
#include "store/json_fields.h"
#include "store/ledger_line.h"

#define NOTES_MAX 4000
#define STEPS_MAX 10000
#define MINUTES_A_DAY INT64_C(1440)

static const char *const change_names[] = {
    [MAT_NOTE_LEFT_OUT] = "left-out", [MAT_NOTE_SHORTENED] = "shortened",
    [MAT_NOTE_LAYER] = "layer",       [MAT_NOTE_SURFACE] = "surface",
    [MAT_NOTE_RISE] = "rise",
};

static const char *const cause_names[] = {
    [MAT_CAUSE_ROW] = "row",         [MAT_CAUSE_STAGE] = "stage",
    [MAT_CAUSE_TOTAL] = "total",     [MAT_CAUSE_HARD] = "hard",
    [MAT_CAUSE_OPT_IN] = "opt-in",   [MAT_CAUSE_SKIP] = "skip",
    [MAT_CAUSE_MINUTES] = "minutes", [MAT_CAUSE_SAFETY] = "safety",
    [MAT_CAUSE_REACH] = "reach",     [MAT_CAUSE_PAUSED] = "paused",
};

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

/* What the user's plan left out is no change to it: MAT_NOTE_ADDED. */
static const struct mat_words changes = {"change", change_names,
                                         COUNT(change_names)};
static const struct mat_words causes = {"cause", cause_names,
                                        COUNT(cause_names)};

/* What `from` and `to` of a change are; NULL: milliseconds. */
static const struct mat_words *
values_of(enum mat_note_kind kind)
{
    if (kind == MAT_NOTE_LAYER)
        return &mat_layers;
    return kind == MAT_NOTE_SURFACE ? &mat_surfaces : NULL;
}

static json_t *
value_json(enum mat_note_kind kind, int64_t value)
{
    const struct mat_words *words = values_of(kind);

    return words ? json_string(mat_word(words, (int)value))
                 : json_integer(value);
}

static bool
read_value(const json_t *object, const char *key, enum mat_note_kind kind,
           int64_t *ret_value)
{
    const struct mat_words *words = values_of(kind);

    if (!words)
        return mat_json_number(object, key, 0, MAT_LINE_DAY, ret_value);
    *ret_value = mat_json_word(object, key, words);
    return *ret_value >= 0;
}

static json_t *
change_json(const struct mat_note *note)
{
    return json_pack("{s:i, s:s, s:s, s:o, s:o}", "step", note->step + 1,
                     "change", mat_word(&changes, (int)note->kind), "cause",
                     mat_word(&causes, (int)note->cause), "from",
                     value_json(note->kind, note->from), "to",
                     value_json(note->kind, note->to));
}

json_t *
mat_changes_json(const struct mat_note *notes, int n_notes)
{
    json_t *array = json_array();

    for (int i = 0; array && i < n_notes; i++) {
        if ((int)notes[i].kind >= changes.count)
            continue;
        if (json_array_append_new(array, change_json(&notes[i])) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static bool
read_change(const json_t *object, struct mat_note *ret_note)
{
    int kind = mat_json_word(object, "change", &changes);
    int cause = mat_json_word(object, "cause", &causes);
    int64_t step;

    if (kind < 0 || cause < 0 ||
        !mat_json_number(object, "step", 1, STEPS_MAX, &step))
        return false;
    *ret_note = (struct mat_note){
        .kind = (enum mat_note_kind)kind,
        .cause = (enum mat_cause)cause,
        .step = (int)step - 1,
        .row = -1,
    };
    return read_value(object, "from", ret_note->kind, &ret_note->from) &&
           read_value(object, "to", ret_note->kind, &ret_note->to);
}

static bool
read_changes(const json_t *array, struct mat_opening *opening)
{
    size_t size = json_array_size(array);

    if (!json_is_array(array) || size > NOTES_MAX)
        return false;
    opening->notes = calloc(size + 1, sizeof(*opening->notes));
    if (!opening->notes)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (read_change(json_array_get(array, i),
                        &opening->notes[opening->n_notes]))
            opening->n_notes++;
    }
    return true;
}

/* Paths may hold any byte; JSON may not, and readers should not. */
static const char *
shown(const char *text, char *buffer, size_t size)
{
    return text[0] == '\0' || mat_text_check(text, size - 1) == MAT_TEXT_FINE
               ? text
               : mat_text_shown(text, buffer, size);
}

char *
mat_record_head_line(const struct mat_record_head *head,
                     const struct mat_schedule *schedule)
{
    const struct mat_wall began = mat_line_wall(head->began);
    char plan[MAT_PLAN_TEXT];
    char zone[MAT_ZONE_TEXT];
    json_t *object;
    char *line = NULL;

    object = json_pack(
        "{s:i, s:s, s:s, s:s, s:I, s:i, s:s, s:s, s:s, s:I, s:o, s:o, s:o, "
        "s:b, s:o, s:s}",
        "v", MAT_HISTORY_VERSION, "event", "session-opened", "id", head->id,
        "device", head->device, "began_ms", (json_int_t)began.ms, "offset_min",
        began.offset, "zone", shown(head->zone, zone, sizeof(zone)), "plan",
        shown(head->plan, plan, sizeof(plan)), "stage",
        mat_word(&mat_stages, (int)head->stage), "planned_ms",
        (json_int_t)head->planned, "minutes_ms",
        head->minutes == MAT_MS_NONE ? json_null()
                                     : json_integer(head->minutes),
        "chosen_stage",
        head->chosen < 0 ? json_null()
                         : json_string(mat_word(&mat_stages, head->chosen)),
        "skip", mat_json_area_list(head->skip), "opt_in", head->opt_in,
        "changes", mat_changes_json(schedule->notes, schedule->n_notes),
        "program", "matsession " MATSESSION_VERSION);
    if (object)
        line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return line;
}

static bool
copy_text(const json_t *object, const char *key, char *buffer, size_t size)
{
    const char *text = mat_json_text(object, key, size - 1);

    if (text)
        memcpy(buffer, text, strlen(text) + 1);
    return text != NULL;
}

/* Which session, and when. */
static bool
read_name(const json_t *object, struct mat_record_head *head)
{
    int64_t offset = 0;

    if (!copy_text(object, "id", head->id, sizeof(head->id)) ||
        !mat_id_is(head->id) ||
        !copy_text(object, "device", head->device, sizeof(head->device)) ||
        !mat_device_is(head->device) ||
        !copy_text(object, "zone", head->zone, sizeof(head->zone)) ||
        !mat_json_number(object, "began_ms", 0, MAT_LINE_LAST,
                         &head->began.ms) ||
        !mat_json_number(object, "offset_min", -MINUTES_A_DAY, MINUTES_A_DAY,
                         &offset))
        return false;
    head->began.offset = (int)offset;
    return true;
}

/* The ledger shows the last part of a path. */
static bool
has_name(const char *plan)
{
    const char *slash = strrchr(plan, '/');

    return (slash ? slash + 1 : plan)[0] != '\0';
}

/* What was to run. */
static bool
read_wish(const json_t *object, struct mat_record_head *head)
{
    const json_t *chosen = json_object_get(object, "chosen_stage");
    const json_t *opt_in = json_object_get(object, "opt_in");
    int stage = mat_json_word(object, "stage", &mat_stages);

    head->chosen = mat_json_word(object, "chosen_stage", &mat_stages);
    if (stage < 0 || (head->chosen < 0 && !json_is_null(chosen)) ||
        !json_is_boolean(opt_in) ||
        !copy_text(object, "plan", head->plan, sizeof(head->plan)) ||
        !has_name(head->plan) ||
        !mat_json_number(object, "planned_ms", 0, MAT_LINE_DAY,
                         &head->planned) ||
        !mat_json_number_or_null(object, "minutes_ms", 0, MAT_LINE_DAY,
                                 &head->minutes) ||
        !mat_json_areas(json_object_get(object, "skip"), &head->skip))
        return false;
    head->stage = (enum mat_stage)stage;
    head->opt_in = json_is_true(opt_in);
    return true;
}

bool
mat_opening_read(const json_t *object, struct mat_opening *ret_opening)
{
    struct mat_opening opening = {0};
    int64_t version;

    if (!mat_json_number(object, "v", MAT_HISTORY_VERSION, MAT_HISTORY_VERSION,
                         &version) ||
        !read_name(object, &opening.head) ||
        !read_wish(object, &opening.head) ||
        !copy_text(object, "program", opening.program,
                   sizeof(opening.program)) ||
        !read_changes(json_object_get(object, "changes"), &opening))
        return false;
    *ret_opening = opening;
    return true;
}
