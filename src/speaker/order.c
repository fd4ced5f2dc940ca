#include "speaker/order.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "matsession/speech.h"
#include "matsession/text.h"

static const char *const formats[] = {"wav", "flac", "ogg", "opus"};

/* Readers of fields. Each is fine with a field that is missing, and leaves then
 * what is there; one of a wrong type or value makes the order void. */

static bool
read_flag(const json_t *from, const char *key, bool *flag)
{
    const json_t *value = json_object_get(from, key);

    if (value && !json_is_boolean(value))
        return false;
    if (value)
        *flag = json_boolean_value(value);
    return true;
}

static bool
read_number(const json_t *from, const char *key, int64_t max, int64_t *number)
{
    const json_t *value = json_object_get(from, key);

    if (!value)
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > max)
        return false;
    *number = json_integer_value(value);
    return true;
}

static bool
read_small(const json_t *from, const char *key, int max, int *small)
{
    int64_t number = *small;

    if (!read_number(from, key, max, &number))
        return false;
    *small = (int)number;
    return true;
}

static bool
copy_text(const char *text, char **ret_text)
{
    char *copy = strdup(text);

    if (!copy)
        return false;
    *ret_text = copy;
    return true;
}

/* A text for people. */
static bool
read_text(const json_t *from, const char *key, char **text)
{
    const json_t *value = json_object_get(from, key);
    enum mat_text_fault fault;

    if (!value)
        return true;
    if (!json_is_string(value))
        return false;
    fault = mat_text_check(json_string_value(value), MAT_SPEECH_TEXT);
    return (fault == MAT_TEXT_FINE || fault == MAT_TEXT_EMPTY) &&
           copy_text(json_string_value(value), text);
}

/* What is said: blanks are nothing. */
static bool
read_say(const json_t *from, char **say)
{
    if (!read_text(from, "say", say))
        return false;
    if (*say && mat_text_check(*say, MAT_SPEECH_TEXT) == MAT_TEXT_EMPTY) {
        free(*say);
        *say = NULL;
    }
    return true;
}

static bool
read_path(const json_t *from, const char *key, char **path)
{
    const json_t *value = json_object_get(from, key);

    if (!value)
        return true;
    return json_is_string(value) && json_string_value(value)[0] == '/' &&
           copy_text(json_string_value(value), path);
}

static bool
read_voice(const json_t *from, struct mat_order *order)
{
    const json_t *words = json_object_get(from, "voice");
    size_t n = json_array_size(words);

    if (!words)
        return true;
    if (!json_is_array(words) || n == 0 || n > MAT_VOICE_ARGS_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *word = json_string_value(json_array_get(words, i));

        if (!word || (i == 0 && !word[0]) || !copy_text(word, &order->voice[i]))
            return false;
    }
    return true;
}

static bool
read_chime(const json_t *from, enum mat_chime *chime)
{
    const json_t *value = json_object_get(from, "chime");
    int found;

    if (!value)
        return true;
    found = mat_word_find(&mat_chimes, json_string_value(value));
    if (found < 0)
        return false;
    *chime = found;
    return true;
}

static bool
read_format(const json_t *from, char **format)
{
    const char *text = json_string_value(json_object_get(from, "format"));

    for (size_t i = 0; text && i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcmp(text, formats[i]) == 0)
            return copy_text(text, format);
    return false;
}

/* Readers of orders. */

static bool
read_set(const json_t *from, struct mat_order *order)
{
    return read_voice(from, order) && read_path(from, "cache", &order->cache) &&
           read_small(from, "level", 1000, &order->level);
}

static bool
read_prepare(const json_t *from, struct mat_order *order)
{
    return read_say(from, &order->say) && order->say;
}

static bool
read_play(const json_t *from, struct mat_order *order)
{
    return read_number(from, "at_ms", MAT_ORDER_AT_MAX, &order->at) &&
           read_chime(from, &order->chime) && read_say(from, &order->say) &&
           read_small(from, "gain", MAT_ORDER_GAIN_MAX, &order->gain) &&
           read_flag(from, "loudest", &order->loudest) &&
           read_flag(from, "safety", &order->safety) &&
           read_flag(from, "hush", &order->hush);
}

static bool
read_mute(const json_t *from, struct mat_order *order)
{
    return json_object_get(from, "on") && read_flag(from, "on", &order->on);
}

static bool
read_open(const json_t *from, struct mat_order *order)
{
    return read_path(from, "file", &order->file) && order->file &&
           read_format(from, &order->format) &&
           read_text(from, "title", &order->title) &&
           (order->title || copy_text("", &order->title));
}

static bool
read_end(const json_t *from, struct mat_order *order)
{
    return read_number(from, "at_ms", MAT_ORDER_AT_MAX, &order->at);
}

static const struct {
    const char *name;
    bool (*read)(const json_t *from, struct mat_order *order);
} kinds[MAT_ORDER__COUNT] = {
    [MAT_ORDER_SET] = {"set", read_set},
    [MAT_ORDER_PREPARE] = {"prepare", read_prepare},
    [MAT_ORDER_PLAY] = {"play", read_play},
    [MAT_ORDER_MUTE] = {"mute", read_mute},
    [MAT_ORDER_OPEN] = {"open", read_open},
    [MAT_ORDER_END] = {"end", read_end},
};

static bool
read_order(const json_t *from, struct mat_order *order)
{
    const char *name = json_string_value(json_object_get(from, "do"));

    for (int kind = 0; name && kind < MAT_ORDER__COUNT; kind++)
        if (strcmp(name, kinds[kind].name) == 0) {
            order->kind = (enum mat_order_kind)kind;
            return kinds[kind].read(from, order);
        }
    return false;
}

bool
mat_order_read(const char *line, size_t size, struct mat_order *ret_order)
{
    struct mat_order order = {
        .at = MAT_MS_NONE,
        .level = MAT_ORDER_LEVEL,
        .chime = MAT_CHIME_NONE,
        .gain = 1000,
    };
    json_t *object;
    bool good;

    if (size > MAT_ORDER_LINE)
        return false;
    object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    good = object && read_order(object, &order);
    json_decref(object);
    if (good)
        *ret_order = order;
    else
        mat_order_done(&order);
    return good;
}

void
mat_order_done(struct mat_order *order)
{
    for (int i = 0; order->voice[i]; i++)
        free(order->voice[i]);
    free(order->cache);
    free(order->say);
    free(order->file);
    free(order->format);
    free(order->title);
    *order = (struct mat_order){0};
}
