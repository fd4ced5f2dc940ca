#include "link/status_format.h"

#include <assert.h>
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* Room for the longest value that is made here. */
#define VALUE_TEXT 64

struct field {
    const char *name;
    const char *(*text)(const struct mat_status *status, size_t at,
                        char value[VALUE_TEXT]);
    /* In how long time alone makes it another text; NULL: never. */
    mat_ms (*until)(const struct mat_status *status, size_t at);
    size_t at; /* the member that it tells, where that is one */
};

static const char *
text_at(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    (void)value;
    return *(const char *const *)(const void *)((const char *)status + at);
}

/* Of a member that is an array. */
static const char *
copy_at(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    (void)value;
    return (const char *)status + at;
}

/* Nothing is left of a number that counts from 1 once there is no step. */
static const char *
number_at(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    int number = *(const int *)(const void *)((const char *)status + at);

    return number == 0 ? "" : mat_number_text(number, value);
}

static mat_ms
span_at(const struct mat_status *status, size_t at)
{
    return *(const mat_ms *)(const void *)((const char *)status + at);
}

static const char *
clock_at(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    mat_ms span = span_at(status, at);

    return span == MAT_MS_NONE ? "" : mat_clock_text(span, value);
}

static const char *
minutes_at(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    mat_ms span = span_at(status, at);

    return span == MAT_MS_NONE ? "" : mat_status_minutes(span, value);
}

/* Until a span that runs down is shown as another. */
static mat_ms
until_down(mat_ms span, mat_ms unit)
{
    if (span == MAT_MS_NONE || span <= 0)
        return MAT_MS_NONE;
    return (span - 1) % unit + 1;
}

static mat_ms
until_second(const struct mat_status *status, size_t at)
{
    return until_down(span_at(status, at), MAT_SECONDS(1));
}

static mat_ms
until_minute(const struct mat_status *status, size_t at)
{
    return until_down(span_at(status, at), MAT_MINUTES(1));
}

/* Of the time that has passed, so not rounded up. */
static const char *
mat_text(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    mat_ms span = span_at(status, at);

    return mat_clock_text(span / MAT_SECONDS(1) * MAT_SECONDS(1), value);
}

static mat_ms
until_mat(const struct mat_status *status, size_t at)
{
    if (strcmp(status->kind, mat_word(&mat_kinds, MAT_KIND_MAT)) != 0 ||
        status->left <= 0)
        return MAT_MS_NONE;
    return MAT_SECONDS(1) - span_at(status, at) % MAT_SECONDS(1);
}

/* Hundredths of the step that are left; each counts while any of it is. */
static mat_ms
hundredths(const struct mat_status *status)
{
    return (status->left * 100 + status->duration - 1) / status->duration;
}

static const char *
percent(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    (void)at;
    if (status->duration == MAT_MS_NONE || status->left == MAT_MS_NONE)
        return "";
    if (status->duration <= 0 || status->left > status->duration)
        return "0";
    return mat_number_text(100 - hundredths(status), value);
}

static mat_ms
until_percent(const struct mat_status *status, size_t at)
{
    mat_ms duration = status->duration;

    (void)at;
    if (duration == MAT_MS_NONE || duration <= 0 || status->left <= 0 ||
        status->left > duration)
        return MAT_MS_NONE;
    return status->left - (hundredths(status) - 1) * duration / 100;
}

static const char *
phase(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    (void)at;
    (void)value;
    return mat_word(&mat_status_phases, (int)status->phase);
}

static const char *
sound(const struct mat_status *status, size_t at, char value[VALUE_TEXT])
{
    (void)at;
    (void)value;
    if (status->phase == MAT_STATUS_ENDED)
        return "";
    if (!status->sounds)
        return "off";
    return status->muted ? "muted" : "on";
}

#define AT(member) offsetof(struct mat_status, member)

/* As a wrong one is told of them. */
static const struct field fields[] = {
    {"left", clock_at, until_second, AT(left)},
    {"minutes", minutes_at, until_minute, AT(left)},
    {"length", clock_at, NULL, AT(duration)},
    {"percent", percent, until_percent, 0},
    {"step_title", text_at, NULL, AT(step_title)},
    {"step", number_at, NULL, AT(step)},
    {"steps", number_at, NULL, AT(steps)},
    {"kind", text_at, NULL, AT(kind)},
    {"area", text_at, NULL, AT(area)},
    {"position", text_at, NULL, AT(position)},
    {"layer", text_at, NULL, AT(layer)},
    {"surface", text_at, NULL, AT(surface)},
    {"detail", copy_at, NULL, AT(detail)},
    {"next", text_at, NULL, AT(next)},
    {"cue", text_at, NULL, AT(cue)},
    {"phase", phase, NULL, 0},
    {"sound", sound, NULL, 0},
    {"plan", text_at, NULL, AT(plan)},
    {"title", text_at, NULL, AT(title)},
    {"session_left", clock_at, until_second, AT(session_left)},
    {"session_minutes", minutes_at, until_minute, AT(session_left)},
    {"mat", mat_text, until_mat, AT(mat)},
    {"ends", copy_at, NULL, AT(ends)},
};

#define N_FIELDS (int)(sizeof(fields) / sizeof(fields[0]))

const char *
mat_status_field(int index)
{
    return index < N_FIELDS ? fields[index].name : NULL;
}

/* A piece of a format: a field, or text. */
struct piece {
    const char *text; /* the name of a field */
    size_t size;
    bool is_field;
    bool json;
};

static bool
is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The next piece of a format. \return what stands behind it */
static const char *
next_piece(const char *format, struct piece *piece)
{
    static const char as_json[] = ":json";
    size_t size = 1;

    *piece = (struct piece){.text = format};
    if (format[0] != '{' || !is_small(format[1])) {
        while (format[size] &&
               (format[size] != '{' || !is_small(format[size + 1])))
            size++;
        piece->size = size;
        return format + size;
    }
    piece->is_field = true;
    piece->text = format + 1;
    piece->size = strspn(piece->text, "abcdefghijklmnopqrstuvwxyz_");
    format = piece->text + piece->size;
    piece->json = strncmp(format, as_json, strlen(as_json)) == 0;
    if (piece->json)
        format += strlen(as_json);
    return *format == '}' ? format + 1 : NULL;
}

static const struct field *
find_field(const struct piece *piece)
{
    for (int i = 0; i < N_FIELDS; i++) {
        if (strlen(fields[i].name) == piece->size &&
            strncmp(fields[i].name, piece->text, piece->size) == 0)
            return &fields[i];
    }
    return NULL;
}

static void
fail_unknown(const struct piece *piece, char reterr[MAT_STATUS_FORMAT_TEXT])
{
    const char *names[N_FIELDS];
    char name[64];
    char advice[MAT_ADVICE_TEXT];
    size_t used;

    for (int i = 0; i < N_FIELDS; i++)
        names[i] = fields[i].name;
    snprintf(name, sizeof(name), "%.*s",
             piece->size < sizeof(name) ? (int)piece->size : 63, piece->text);
    mat_word_advice(names, N_FIELDS, name, advice, sizeof(advice));
    used =
        mat_join(reterr, MAT_STATUS_FORMAT_TEXT, "{", name,
                 "} is no field of a status", *advice ? advice : "; use", NULL);
    for (int i = 0; !*advice && i < N_FIELDS; i++)
        used += mat_join(reterr + used, MAT_STATUS_FORMAT_TEXT - used,
                         i > 0 ? ", " : " ", names[i], NULL);
}

bool
mat_status_format_check(const char *format, char reterr[MAT_STATUS_FORMAT_TEXT])
{
    while (*format) {
        struct piece piece;
        const char *behind = next_piece(format, &piece);
        char shown[40];

        if (!behind) {
            snprintf(reterr, MAT_STATUS_FORMAT_TEXT,
                     "\"%s\": a field is written as {left} or {left:json}",
                     mat_text_shown(format, shown, sizeof(shown)));
            return false;
        }
        if (piece.is_field && !find_field(&piece)) {
            fail_unknown(&piece, reterr);
            return false;
        }
        format = behind;
    }
    return true;
}

static bool
put_string(FILE *file, const char *value)
{
    json_t *string = json_string(value);
    bool good =
        string && json_dumpf(string, file, JSON_ENCODE_ANY | JSON_COMPACT) == 0;

    json_decref(string);
    return good;
}

static bool
is_number(const struct field *field)
{
    return field->text == number_at || field->text == minutes_at ||
           field->text == percent;
}

static bool
put_json(FILE *file, const struct field *field, const char *value)
{
    if (!is_number(field))
        return put_string(file, value);
    return fputs(*value ? value : "null", file) >= 0;
}

char *
mat_status_format(const char *format, const struct mat_status *status)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    bool good = file != NULL;

    while (good && *format) {
        struct piece piece;
        const struct field *field;
        char buffer[VALUE_TEXT];
        const char *value;

        format = next_piece(format, &piece);
        assert(format);
        if (!piece.is_field) {
            good = fwrite(piece.text, 1, piece.size, file) == piece.size;
            continue;
        }
        field = find_field(&piece);
        value = field->text(status, field->at, buffer);
        good =
            piece.json ? put_json(file, field, value) : fputs(value, file) >= 0;
    }
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        return text;
    free(text);
    return NULL;
}

mat_ms
mat_status_format_wait(const char *format, const struct mat_status *status)
{
    mat_ms wait = MAT_MS_NONE;

    if (status->phase != MAT_STATUS_RUNNING)
        return wait;
    while (*format) {
        const struct field *field;
        struct piece piece;

        format = next_piece(format, &piece);
        assert(format);
        field = piece.is_field ? find_field(&piece) : NULL;
        if (field && field->until)
            wait = mat_ms_min(wait, field->until(status, field->at));
    }
    return wait;
}
