#include "speak/orders.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* No report is of more than this; what says so is broken. */
#define MS_MAX MAT_MINUTES(60 * 24)

/* Takes over \p object, which may be NULL; \p failed: it is not whole. */
static char *
line_of(json_t *object, int failed)
{
    char *text = NULL;
    char *line = NULL;
    size_t size;

    if (object && !failed)
        text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!text)
        return NULL;
    size = strlen(text);
    if (size + 1 <= MAT_ORDER_MAX)
        line = malloc(size + 2);
    if (line) {
        memcpy(line, text, size);
        memcpy(line + size, "\n", 2);
    }
    free(text);
    return line;
}

static json_t *
order(const char *what)
{
    return json_pack("{s:s}", "do", what);
}

static int
put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value);
}

static int
put_moment(json_t *object, mat_ms at)
{
    return at == MAT_MS_NONE ? 0 : put(object, "at_ms", json_integer(at));
}

static int
put_voice(json_t *object, const char *const *voice)
{
    json_t *words = json_array();
    int failed = 0;

    for (int i = 0; voice[i]; i++)
        failed |= json_array_append_new(words, json_string(voice[i]));
    return put(object, "voice", words) | failed;
}

char *
mat_order_set(const struct mat_speaker_settings *settings)
{
    json_t *object = order("set");
    int failed = 0;

    if (settings->voice)
        failed |= put_voice(object, settings->voice);
    /* The name of a folder may be any bytes. One that is no UTF-8 costs the
     * cache, not the sound. */
    if (settings->cache)
        (void)put(object, "cache", json_string(settings->cache));
    failed |= put(object, "level", json_integer(settings->level));
    return line_of(object, failed);
}

char *
mat_order_prepare(const char *text)
{
    json_t *object = order("prepare");

    return line_of(object, put(object, "say", json_string(text)));
}

static int
put_chime(json_t *object, const struct mat_sound *sound)
{
    if (sound->chime == MAT_CHIME_NONE)
        return 0;
    return put(object, "chime",
               json_string(mat_word(&mat_chimes, (int)sound->chime))) |
           put(object, "gain", json_integer(sound->gain)) |
           put(object, "loudest", json_boolean(sound->loudest));
}

char *
mat_order_play(mat_ms at, const struct mat_sound *sound, const char *text)
{
    json_t *object = order("play");
    int failed = put_moment(object, at) | put_chime(object, sound);

    if (text[0] != '\0')
        failed |= put(object, "say", json_string(text)) |
                  put(object, "safety", json_boolean(sound->safety));
    return line_of(object,
                   failed | put(object, "hush", json_boolean(sound->hush)));
}

char *
mat_order_mute(bool on)
{
    json_t *object = order("mute");

    return line_of(object, put(object, "on", json_boolean(on)));
}

char *
mat_order_open(const char *file, const char *format, const char *title)
{
    json_t *object = order("open");

    return line_of(object, put(object, "file", json_string(file)) |
                               put(object, "format", json_string(format)) |
                               put(object, "title", json_string(title)));
}

char *
mat_order_end(mat_ms at)
{
    json_t *object = order("end");

    return line_of(object, put_moment(object, at));
}

static bool
read_kind(const json_t *object, enum mat_report_kind *ret_kind)
{
    static const char *const names[] = {
        [MAT_REPORT_READY] = "ready",         [MAT_REPORT_SILENT] = "silent",
        [MAT_REPORT_VOICELESS] = "voiceless", [MAT_REPORT_DONE] = "done",
        [MAT_REPORT_FAILED] = "failed",
    };
    const char *is = json_string_value(json_object_get(object, "is"));

    for (size_t i = 0; is && i < sizeof(names) / sizeof(*names); i++) {
        if (strcmp(is, names[i]) == 0) {
            *ret_kind = (enum mat_report_kind)i;
            return true;
        }
    }
    return false;
}

static bool
read_members(const json_t *object, struct mat_report *report)
{
    const json_t *why = json_object_get(object, "why");
    const json_t *ms = json_object_get(object, "ms");

    if (!read_kind(object, &report->kind) || (why && !json_is_string(why)) ||
        (ms && (!json_is_integer(ms) || json_integer_value(ms) < 0 ||
                json_integer_value(ms) > MS_MAX)))
        return false;
    if (why)
        (void)mat_text_shown(json_string_value(why), report->why,
                             sizeof(report->why));
    report->ms = json_integer_value(ms);
    return true;
}

bool
mat_report_read(const char *line, size_t size, struct mat_report *ret_report)
{
    struct mat_report report = {0};
    json_t *object;
    bool good;

    if (size == 0 || size > MAT_ORDER_MAX || line[0] != '{')
        return false;
    object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    good = object && read_members(object, &report);
    json_decref(object);
    if (good)
        *ret_report = report;
    return good;
}
