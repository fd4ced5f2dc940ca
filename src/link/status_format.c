#include "link/status_format.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* Room for the longest value that is made here. */
#define VALUE_TEXT 64

enum field {
    FIELD_LEFT,
    FIELD_MINUTES,
    FIELD_LENGTH,
    FIELD_PERCENT,
    FIELD_STEP_TITLE,
    FIELD_STEP,
    FIELD_STEPS,
    FIELD_KIND,
    FIELD_AREA,
    FIELD_POSITION,
    FIELD_LAYER,
    FIELD_SURFACE,
    FIELD_DETAIL,
    FIELD_NEXT,
    FIELD_CUE,
    FIELD_PHASE,
    FIELD_SOUND,
    FIELD_PLAN,
    FIELD_TITLE,
    FIELD_SESSION_LEFT,
    FIELD_SESSION_MINUTES,
    FIELD_MAT,
    FIELD_ENDS,
    FIELD__COUNT
};

static const char *const names[FIELD__COUNT] = {
    [FIELD_LEFT] = "left",
    [FIELD_MINUTES] = "minutes",
    [FIELD_LENGTH] = "length",
    [FIELD_PERCENT] = "percent",
    [FIELD_STEP_TITLE] = "step_title",
    [FIELD_STEP] = "step",
    [FIELD_STEPS] = "steps",
    [FIELD_KIND] = "kind",
    [FIELD_AREA] = "area",
    [FIELD_POSITION] = "position",
    [FIELD_LAYER] = "layer",
    [FIELD_SURFACE] = "surface",
    [FIELD_DETAIL] = "detail",
    [FIELD_NEXT] = "next",
    [FIELD_CUE] = "cue",
    [FIELD_PHASE] = "phase",
    [FIELD_SOUND] = "sound",
    [FIELD_PLAN] = "plan",
    [FIELD_TITLE] = "title",
    [FIELD_SESSION_LEFT] = "session_left",
    [FIELD_SESSION_MINUTES] = "session_minutes",
    [FIELD_MAT] = "mat",
    [FIELD_ENDS] = "ends",
};

const struct mat_words mat_status_fields = {"field", names, FIELD__COUNT};

static const char *
minutes(mat_ms span, char value[VALUE_TEXT])
{
    if (span == MAT_MS_NONE)
        return "";
    return mat_number_text((span + MAT_MINUTES(1) - 1) / MAT_MINUTES(1), value);
}

static const char *
clock_or_nothing(mat_ms span, char value[VALUE_TEXT])
{
    return span == MAT_MS_NONE ? "" : mat_clock_text(span, value);
}

/* Nothing is left of a number that counts from 1 once there is no step. */
static const char *
number_or_nothing(int number, char value[VALUE_TEXT])
{
    return number == 0 ? "" : mat_number_text(number, value);
}

/* Of the time that has passed, so not rounded up. */
static const char *
whole_seconds(mat_ms span, char value[VALUE_TEXT])
{
    return mat_clock_text(span / MAT_SECONDS(1) * MAT_SECONDS(1), value);
}

static const char *
percent(const struct mat_status *status, char value[VALUE_TEXT])
{
    mat_ms duration = status->duration;

    if (duration == MAT_MS_NONE || status->left == MAT_MS_NONE)
        return "";
    if (duration <= 0 || status->left > duration)
        return "0";
    return mat_number_text(100 - (status->left * 100 + duration - 1) / duration,
                           value);
}

static const char *
sound(const struct mat_status *status)
{
    if (status->phase == MAT_STATUS_ENDED)
        return "";
    if (!status->sounds)
        return "off";
    return status->muted ? "muted" : "on";
}

static const char *
text_of(const struct mat_status *status, enum field field)
{
    switch (field) {
    case FIELD_STEP_TITLE:
        return status->step_title;
    case FIELD_KIND:
        return status->kind;
    case FIELD_AREA:
        return status->area;
    case FIELD_POSITION:
        return status->position;
    case FIELD_LAYER:
        return status->layer;
    case FIELD_SURFACE:
        return status->surface;
    case FIELD_DETAIL:
        return status->detail;
    case FIELD_NEXT:
        return status->next;
    case FIELD_CUE:
        return status->cue;
    case FIELD_PHASE:
        return mat_word(&mat_status_phases, status->phase);
    case FIELD_SOUND:
        return sound(status);
    case FIELD_PLAN:
        return status->plan;
    case FIELD_TITLE:
        return status->title;
    case FIELD_ENDS:
        return status->ends;
    default:
        return "";
    }
}

static const char *
value_of(const struct mat_status *status, enum field field,
         char value[VALUE_TEXT])
{
    switch (field) {
    case FIELD_LEFT:
        return clock_or_nothing(status->left, value);
    case FIELD_MINUTES:
        return minutes(status->left, value);
    case FIELD_LENGTH:
        return clock_or_nothing(status->duration, value);
    case FIELD_PERCENT:
        return percent(status, value);
    case FIELD_STEP:
        return number_or_nothing(status->step, value);
    case FIELD_STEPS:
        return number_or_nothing(status->steps, value);
    case FIELD_SESSION_LEFT:
        return clock_or_nothing(status->session_left, value);
    case FIELD_SESSION_MINUTES:
        return minutes(status->session_left, value);
    case FIELD_MAT:
        return whole_seconds(status->mat, value);
    default:
        return text_of(status, field);
    }
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

static int
find_field(const struct piece *piece)
{
    for (int i = 0; i < FIELD__COUNT; i++) {
        if (strlen(names[i]) == piece->size &&
            strncmp(names[i], piece->text, piece->size) == 0)
            return i;
    }
    return -1;
}

static void
fail_unknown(const struct piece *piece, char reterr[MAT_STATUS_FORMAT_TEXT])
{
    char name[64];
    char advice[MAT_ADVICE_TEXT];
    size_t used;

    snprintf(name, sizeof(name), "%.*s",
             piece->size < 63 ? (int)piece->size : 63, piece->text);
    mat_word_advice(names, FIELD__COUNT, name, advice, sizeof(advice));
    used =
        mat_join(reterr, MAT_STATUS_FORMAT_TEXT, "{", name,
                 "} is no field of a status", *advice ? advice : "; use", NULL);
    for (int i = 0; !*advice && i < FIELD__COUNT; i++)
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
        if (piece.is_field && find_field(&piece) < 0) {
            fail_unknown(&piece, reterr);
            return false;
        }
        format = behind;
    }
    return true;
}

static bool
put_json(FILE *file, const char *value)
{
    json_t *string = json_string(value);
    bool good =
        string && json_dumpf(string, file, JSON_ENCODE_ANY | JSON_COMPACT) == 0;

    json_decref(string);
    return good;
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
        char buffer[VALUE_TEXT];
        const char *value;

        format = next_piece(format, &piece);
        assert(format);
        if (!piece.is_field) {
            good = fwrite(piece.text, 1, piece.size, file) == piece.size;
            continue;
        }
        value = value_of(status, (enum field)find_field(&piece), buffer);
        good = piece.json ? put_json(file, value) : fputs(value, file) >= 0;
    }
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        return text;
    free(text);
    return NULL;
}

/* Until a span that runs down is shown as another. */
static mat_ms
until_down(mat_ms span, mat_ms unit)
{
    if (span == MAT_MS_NONE || span <= 0)
        return MAT_MS_NONE;
    return (span - 1) % unit + 1;
}

/* Hundredths that are left count while any of them is. */
static mat_ms
until_percent(const struct mat_status *status)
{
    mat_ms duration = status->duration;
    mat_ms hundredths;

    if (duration == MAT_MS_NONE || duration <= 0 || status->left <= 0 ||
        status->left > duration)
        return MAT_MS_NONE;
    hundredths = (status->left * 100 + duration - 1) / duration;
    return status->left - (hundredths - 1) * duration / 100;
}

static mat_ms
until_field(const struct mat_status *status, enum field field)
{
    switch (field) {
    case FIELD_LEFT:
        return until_down(status->left, MAT_SECONDS(1));
    case FIELD_PERCENT:
        return until_percent(status);
    case FIELD_MINUTES:
        return until_down(status->left, MAT_MINUTES(1));
    case FIELD_SESSION_LEFT:
        return until_down(status->session_left, MAT_SECONDS(1));
    case FIELD_SESSION_MINUTES:
        return until_down(status->session_left, MAT_MINUTES(1));
    case FIELD_MAT:
        if (strcmp(status->kind, mat_word(&mat_kinds, MAT_KIND_MAT)) != 0 ||
            status->left <= 0)
            return MAT_MS_NONE;
        return MAT_SECONDS(1) - status->mat % MAT_SECONDS(1);
    default:
        return MAT_MS_NONE;
    }
}

mat_ms
mat_status_format_wait(const char *format, const struct mat_status *status)
{
    mat_ms wait = MAT_MS_NONE;

    if (status->phase != MAT_STATUS_RUNNING)
        return wait;
    while (*format) {
        struct piece piece;

        format = next_piece(format, &piece);
        assert(format);
        if (piece.is_field)
            wait = mat_ms_min(
                wait, until_field(status, (enum field)find_field(&piece)));
    }
    return wait;
}
