#include "store/ledger.h"

#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "store/json_fields.h"
#include "store/ledger_file.h"
#include "store/ledger_line.h"
#include "store/record.h"

int
mat_ledger_append(const char *line)
{
    struct mat_own_file own;
    int error;

    assert(line && !strchr(line, '\n'));
    error = mat_own_file_open(&own);
    if (error != 0)
        return error;
    error = mat_own_file_add(&own, line);
    if (error == 0)
        error = mat_own_file_sync(&own);
    mat_own_file_close(&own);
    return error;
}

/* What every line that is added has. */
static json_t *
line_new(const char *event, const char *id, struct mat_wall at)
{
    char device[MAT_DEVICE_TEXT];
    json_t *line = json_object();
    int failed;

    at = mat_line_wall(at);
    (void)mat_device(device);
    failed = json_object_set_new(line, "v", json_integer(MAT_HISTORY_VERSION)) |
             json_object_set_new(line, "event", json_string(event)) |
             (id ? json_object_set_new(line, "id", json_string(id)) : 0) |
             json_object_set_new(line, "device", json_string(device)) |
             json_object_set_new(line, "at_ms", json_integer(at.ms)) |
             json_object_set_new(line, "offset_min", json_integer(at.offset));
    if (!failed)
        return line;
    json_decref(line);
    return NULL;
}

/* Appends the line, if it is one that could be read again. Takes it over. */
static int
append_object(json_t *line)
{
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    struct mat_line parsed;
    const char *wrong;
    int error = ENOMEM;

    json_decref(line);
    if (text)
        error = mat_line_parse(text, strlen(text), &parsed, NULL, &wrong) ==
                        MAT_LINE_READ
                    ? mat_ledger_append(text)
                    : EINVAL;
    free(text);
    return error;
}

/* As append_object(), when nothing has `failed`. */
static int
append_or_fail(json_t *line, int failed)
{
    if (line && failed == 0)
        return append_object(line);
    json_decref(line);
    return ENOMEM;
}

int
mat_ledger_rate(const char *id, const struct mat_rating *rating,
                struct mat_wall at)
{
    json_t *line = line_new("rated", id, at);
    int failed = 0;

    if (line && rating->strength >= 0)
        failed |= json_object_set_new(line, "strength",
                                      json_integer(rating->strength));
    if (line && rating->skin != MAT_SKIN_UNKNOWN)
        failed |= json_object_set_new(
            line, "skin", json_string(mat_word(&mat_skins, rating->skin)));
    if (line && rating->areas != 0)
        failed |= json_object_set_new(line, "areas",
                                      mat_json_area_list(rating->areas));
    return append_or_fail(line, failed);
}

int
mat_ledger_note(const char *id, const char *note, struct mat_wall at)
{
    json_t *text = json_string(note);
    json_t *line = line_new("noted", id, at);

    /* jansson takes nothing that is not UTF-8. */
    if (!text) {
        json_decref(line);
        return EINVAL;
    }
    return append_or_fail(line, json_object_set_new(line, "note", text));
}

int
mat_ledger_forget(const char *id, struct mat_wall at)
{
    return append_or_fail(line_new("forgotten", id, at), 0);
}

int
mat_ledger_heal(mat_area_set areas, struct mat_wall at)
{
    json_t *line = line_new("healed", NULL, at);

    return append_or_fail(
        line, json_object_set_new(line, "areas", mat_json_area_list(areas)));
}
