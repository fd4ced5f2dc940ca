#include "link/status_json.h"

#include <stddef.h>
#include <string.h>

#include "matsession/text.h"

/* The longest text, the longest span and the largest number that are believed
 * of a status. */
#define TEXT_MAX 2000
#define SPAN_MAX MAT_MINUTES(10000000)
#define NUMBER_MAX 100000

/* What a field holds, in the object and in the struct. */
enum type {
    TYPE_TEXT, /* a string; null for "" */
    TYPE_COPY, /* the same in an array, of which `size` tells the bytes */
    TYPE_SPAN, /* milliseconds; null for NONE */
    TYPE_NUMBER,
    TYPE_FLAG,
    TYPE_PHASE,
    TYPE_MUTED, /* null where nothing sounds */
};

struct field {
    const char *key;
    enum type type;
    bool needed; /* is never null */
    size_t at;
    size_t size;
};

#define MEMBER(member)                         \
    .at = offsetof(struct mat_status, member), \
    .size = sizeof(((struct mat_status *)NULL)->member)

/* As they are written, behind "event". */
static const struct field fields[] = {
    {"at_ms", TYPE_SPAN, true, MEMBER(at)},
    {"phase", TYPE_PHASE, true, MEMBER(phase)},
    {"plan", TYPE_TEXT, true, MEMBER(plan)},
    {"title", TYPE_TEXT, true, MEMBER(title)},
    {"step", TYPE_NUMBER, true, MEMBER(step)},
    {"steps", TYPE_NUMBER, true, MEMBER(steps)},
    {"kind", TYPE_TEXT, true, MEMBER(kind)},
    {"step_title", TYPE_TEXT, true, MEMBER(step_title)},
    {"detail", TYPE_COPY, false, MEMBER(detail)},
    {"area", TYPE_TEXT, false, MEMBER(area)},
    {"position", TYPE_TEXT, false, MEMBER(position)},
    {"layer", TYPE_TEXT, false, MEMBER(layer)},
    {"surface", TYPE_TEXT, false, MEMBER(surface)},
    {"left_ms", TYPE_SPAN, false, MEMBER(left)},
    {"step_ms", TYPE_SPAN, false, MEMBER(duration)},
    {"session_left_ms", TYPE_SPAN, false, MEMBER(session_left)},
    {"mat_ms", TYPE_SPAN, true, MEMBER(mat)},
    {"ends_at", TYPE_COPY, false, MEMBER(ends)},
    {"ringing", TYPE_FLAG, true, MEMBER(ringing)},
    {"ending", TYPE_FLAG, true, MEMBER(ending)},
    {"muted", TYPE_MUTED, false, MEMBER(muted)},
    {"cue", TYPE_TEXT, false, MEMBER(cue)},
    {"next", TYPE_TEXT, false, MEMBER(next)},
};

#define N_FIELDS (sizeof(fields) / sizeof(fields[0]))

static json_t *
write_text(const char *text, bool needed)
{
    return *text || needed ? json_string(text) : json_null();
}

static json_t *
write_field(const struct mat_status *status, const struct field *field)
{
    const void *member = (const char *)status + field->at;
    mat_ms span;

    switch (field->type) {
    case TYPE_TEXT:
        return write_text(*(const char *const *)member, field->needed);
    case TYPE_COPY:
        return write_text(member, field->needed);
    case TYPE_SPAN:
        span = *(const mat_ms *)member;
        return span == MAT_MS_NONE ? json_null() : json_integer(span);
    case TYPE_NUMBER:
        return json_integer(*(const int *)member);
    case TYPE_FLAG:
        return json_boolean(*(const bool *)member);
    case TYPE_PHASE:
        return json_string(mat_word(&mat_status_phases, (int)status->phase));
    case TYPE_MUTED:
        return status->sounds ? json_boolean(status->muted) : json_null();
    }
    return NULL;
}

char *
mat_status_json(const struct mat_status *status, const char *did)
{
    json_t *object = json_object();
    bool good = true;
    char *line = NULL;

    if (did)
        good = json_object_set_new(object, "ok", json_true()) == 0;
    if (did && *did)
        good =
            good && json_object_set_new(object, "did", json_string(did)) == 0;
    good = good &&
           json_object_set_new(object, "event", json_string("status")) == 0;
    for (size_t i = 0; good && i < N_FIELDS; i++)
        good = json_object_set_new(object, fields[i].key,
                                   write_field(status, &fields[i])) == 0;
    if (good)
        line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return line;
}

/* Each that follows reads one type: false for what is none, or may not be
 * shown. */
static bool
read_text(const json_t *value, const char **text)
{
    *text = json_string_value(value);
    return *text && strlen(*text) == json_string_length(value) &&
           mat_text_check(*text, TEXT_MAX) == MAT_TEXT_FINE;
}

static bool
read_copy(const json_t *value, char *buffer, size_t size)
{
    const char *text;

    if (!read_text(value, &text) || strlen(text) >= size)
        return false;
    memcpy(buffer, text, strlen(text) + 1);
    return true;
}

static bool
read_span(const json_t *value, mat_ms *span)
{
    *span = json_integer_value(value);
    return json_is_integer(value) && *span >= 0 && *span < SPAN_MAX;
}

static bool
read_number(const json_t *value, int *number)
{
    json_int_t given = json_integer_value(value);

    *number = given >= 0 && given < NUMBER_MAX ? (int)given : -1;
    return json_is_integer(value) && *number >= 0;
}

static bool
read_flag(const json_t *value, bool *flag)
{
    *flag = json_is_true(value);
    return json_is_boolean(value);
}

static bool
read_phase(const json_t *value, enum mat_status_phase *phase)
{
    int found = mat_word_find(&mat_status_phases, json_string_value(value));

    *phase = found < 0 ? MAT_STATUS_ENDED : (enum mat_status_phase)found;
    return found >= 0;
}

/* What null stands for. */
static void
read_null(const struct field *field, void *member)
{
    if (field->type == TYPE_TEXT)
        *(const char **)member = "";
    if (field->type == TYPE_SPAN)
        *(mat_ms *)member = MAT_MS_NONE;
}

/* \param status    all zero so far, but for the fields before */
static bool
read_field(const json_t *value, const struct field *field,
           struct mat_status *status)
{
    void *member = (char *)status + field->at;

    if (json_is_null(value)) {
        read_null(field, member);
        return !field->needed;
    }
    switch (field->type) {
    case TYPE_TEXT:
        return read_text(value, member);
    case TYPE_COPY:
        return read_copy(value, member, field->size);
    case TYPE_SPAN:
        return read_span(value, member);
    case TYPE_NUMBER:
        return read_number(value, member);
    case TYPE_FLAG:
        return read_flag(value, member);
    case TYPE_PHASE:
        return read_phase(value, member);
    case TYPE_MUTED:
        status->sounds = true;
        return read_flag(value, member);
    }
    return false;
}

bool
mat_status_json_read(json_t *object, struct mat_status *ret_status)
{
    struct mat_status status = {.owner = object};

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!read_field(json_object_get(object, fields[i].key), &fields[i],
                        &status))
            return false;
    }
    json_incref(object);
    *ret_status = status;
    return true;
}

void
mat_status_json_done(struct mat_status *status)
{
    json_decref(status->owner);
    *status = (struct mat_status){0};
}
