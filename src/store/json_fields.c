#include "store/json_fields.h"

#include "matsession/text.h"

bool
mat_json_number(const json_t *object, const char *key, int64_t min, int64_t max,
                int64_t *ret_number)
{
    const json_t *value = json_object_get(object, key);
    int64_t number;

    if (!json_is_integer(value))
        return false;
    number = json_integer_value(value);
    if (number < min || number > max)
        return false;
    *ret_number = number;
    return true;
}

bool
mat_json_number_or_null(const json_t *object, const char *key, int64_t min,
                        int64_t max, int64_t *ret_number)
{
    if (!json_is_null(json_object_get(object, key)))
        return mat_json_number(object, key, min, max, ret_number);
    *ret_number = INT64_MAX;
    return true;
}

const char *
mat_json_text(const json_t *object, const char *key, size_t max)
{
    const char *text = json_string_value(json_object_get(object, key));
    enum mat_text_fault fault;

    if (!text)
        return NULL;
    fault = mat_text_check(text, max);
    return fault == MAT_TEXT_FINE || fault == MAT_TEXT_EMPTY ? text : NULL;
}

int
mat_json_word(const json_t *object, const char *key,
              const struct mat_words *words)
{
    return mat_word_find(words,
                         json_string_value(json_object_get(object, key)));
}
