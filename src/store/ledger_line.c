#include "store/ledger_line.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "store/json_fields.h"
#include "store/ledger_quick.h"
#include "store/ledger_session.h"
#include "store/record.h"

static const char *const events[MAT_LINE__COUNT] = {
    [MAT_LINE_SESSION] = "session", [MAT_LINE_RATED] = "rated",
    [MAT_LINE_NOTED] = "noted",     [MAT_LINE_FORGOTTEN] = "forgotten",
    [MAT_LINE_HEALED] = "healed",
};

static const struct mat_words event_words = {"event", events, MAT_LINE__COUNT};

/* What every line has: whose it is, and when. */
static const char *
take_frame(const json_t *object, struct mat_line *line)
{
    const char *id = json_string_value(json_object_get(object, "id"));
    const json_t *device = json_object_get(object, "device");
    const bool session = line->kind == MAT_LINE_SESSION;
    int64_t offset;

    if (line->kind != MAT_LINE_HEALED) {
        if (!id || !mat_id_is(id))
            return "\"id\" is not a UUID";
        memcpy(line->id, id, MAT_ID_TEXT);
    }
    if (device) {
        if (!json_is_string(device) ||
            !mat_device_is(json_string_value(device)))
            return "\"device\" is not a device's name";
        memcpy(line->device, json_string_value(device), MAT_DEVICE_TEXT);
    }
    if (!mat_json_number(object, session ? "began_ms" : "at_ms", 0,
                         MAT_LINE_LAST, &line->at.ms))
        return session ? "\"began_ms\" is not a moment"
                       : "\"at_ms\" is not a moment";
    if (!mat_json_number(object, "offset_min", -MAT_LINE_OFFSET,
                         MAT_LINE_OFFSET, &offset))
        return "\"offset_min\" is not within a day";
    line->at.offset = (int)offset;
    return NULL;
}

static const char *
take_rating(const json_t *object, struct mat_rating *rating)
{
    const json_t *areas = json_object_get(object, "areas");
    int64_t strength = -1;

    if (json_object_get(object, "strength") &&
        !mat_json_number(object, "strength", 0, 10, &strength))
        return "\"strength\" is not 0 to 10";
    rating->strength = (int)strength;
    rating->skin = MAT_SKIN_UNKNOWN;
    if (json_object_get(object, "skin")) {
        int skin = mat_json_word(object, "skin", &mat_skins);

        if (skin < 0)
            return "\"skin\" is not a word for skin";
        rating->skin = (enum mat_skin)skin;
    }
    if (areas && !mat_json_areas(areas, &rating->areas))
        return "\"areas\" are not areas";
    if (strength < 0 && rating->skin == MAT_SKIN_UNKNOWN && rating->areas == 0)
        return "a rating that says nothing";
    return NULL;
}

static const char *
take_healed(const json_t *object, struct mat_rating *rating)
{
    if (!mat_json_areas(json_object_get(object, "areas"), &rating->areas) ||
        rating->areas == 0)
        return "\"areas\" are not areas";
    return NULL;
}

/* An empty note is one: it takes an older one back. */
static const char *
take_note(const json_t *object, const char **ret_note)
{
    const char *note = mat_json_text(object, "note", MAT_LEDGER_LINE_MAX);

    if (!note)
        return "\"note\" is not one line of text";
    if (strlen(note) >= MAT_NOTE_TEXT)
        return "\"note\" is too long";
    *ret_note = note;
    return NULL;
}

static const char *
take_rest(const json_t *object, struct mat_line *line, const char **ret_note)
{
    switch (line->kind) {
    case MAT_LINE_SESSION:
        return mat_line_take_session(object, line);
    case MAT_LINE_RATED:
        return take_rating(object, &line->rating);
    case MAT_LINE_NOTED:
        return take_note(object, ret_note);
    case MAT_LINE_HEALED:
        return take_healed(object, &line->rating);
    case MAT_LINE_FORGOTTEN:
    case MAT_LINE__COUNT:
        break;
    }
    return NULL;
}

/* Version and event, which tell whether the rest can be understood. */
static enum mat_line_read
take_event(const json_t *object, struct mat_line *line, const char **reterr)
{
    const json_t *event = json_object_get(object, "event");
    const json_t *version = json_object_get(object, "v");
    int kind;

    *reterr = "\"v\" is not a version";
    if (!json_is_integer(version) || json_integer_value(version) < 1)
        return MAT_LINE_WRONG;
    if (json_integer_value(version) > MAT_HISTORY_VERSION)
        return MAT_LINE_NEWER;
    *reterr = "\"event\" is not a word";
    if (!json_is_string(event))
        return MAT_LINE_WRONG;
    kind = mat_word_find(&event_words, json_string_value(event));
    if (kind < 0)
        return MAT_LINE_NEWER;
    line->kind = (enum mat_line_kind)kind;
    return MAT_LINE_READ;
}

static json_t *
object_of(const char *text, size_t size, const char **reterr)
{
    json_error_t error;
    json_t *object;

    *reterr = "is longer than 256 KiB";
    if (size > MAT_LEDGER_LINE_MAX)
        return NULL;
    /* jansson passes over a NUL behind a number, but who keeps the text as a
     * string would lose the rest of it. */
    *reterr = "is not JSON";
    if (memchr(text, '\0', size))
        return NULL;
    object = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(object))
        return object;
    if (object)
        *reterr = "is not a JSON object";
    else if (json_error_code(&error) == json_error_duplicate_key)
        *reterr = "says a thing twice";
    json_decref(object);
    return NULL;
}

enum mat_line_read
mat_line_judge(const char *text, size_t size, struct mat_line *ret_line,
               char **ret_note, const char **reterr)
{
    struct mat_line line;
    const char *wrong = NULL;
    const char *note = NULL;
    char *copy = NULL;
    json_t *object = object_of(text, size, &wrong);
    enum mat_line_read read = MAT_LINE_WRONG;

    /* Not an initialiser: tests compare the bytes between members, too. */
    memset(&line, 0, sizeof(line));
    if (object)
        read = take_event(object, &line, &wrong);
    if (read == MAT_LINE_READ) {
        wrong = take_frame(object, &line);
        if (!wrong)
            wrong = take_rest(object, &line, &note);
        if (!wrong && note && ret_note && !(copy = strdup(note)))
            wrong = "there is no memory for it";
    }
    if (wrong && read != MAT_LINE_NEWER) {
        read = MAT_LINE_WRONG;
        *reterr = wrong;
    } else if (read == MAT_LINE_READ) {
        memcpy(ret_line, &line, sizeof(line));
        if (ret_note)
            *ret_note = copy;
    }
    json_decref(object);
    return read;
}

enum mat_line_read
mat_line_parse(const char *text, size_t size, struct mat_line *ret_line,
               char **ret_note, const char **reterr)
{
    return mat_line_quick(text, size, ret_line, ret_note)
               ? MAT_LINE_READ
               : mat_line_judge(text, size, ret_line, ret_note, reterr);
}

struct mat_wall
mat_line_wall(struct mat_wall wall)
{
    wall.ms = mat_ms_min(mat_ms_max(wall.ms, 0), MAT_LINE_LAST);
    wall.offset = wall.offset < -MAT_LINE_OFFSET  ? -MAT_LINE_OFFSET
                  : wall.offset > MAT_LINE_OFFSET ? MAT_LINE_OFFSET
                                                  : wall.offset;
    return wall;
}
