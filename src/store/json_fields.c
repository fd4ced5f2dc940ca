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

bool
mat_json_areas(const json_t *list, mat_area_set *ret_areas)
{
    mat_area_set areas = 0;
    size_t i;
    json_t *name;

    if (!json_is_array(list))
        return false;
    json_array_foreach(list, i, name)
    {
        int area = mat_word_find(&mat_areas, json_string_value(name));

        if (area < 0)
            return false;
        areas |= MAT_AREA_BIT(area);
    }
    *ret_areas = areas;
    return true;
}

json_t *
mat_json_area_list(mat_area_set areas)
{
    json_t *list = json_array();

    for (int area = 0; list && area < MAT_AREA__COUNT; area++)
        if ((areas & MAT_AREA_BIT(area)) &&
            json_array_append_new(
                list, json_string(mat_word(&mat_areas, area))) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

int
mat_json_word(const json_t *object, const char *key,
              const struct mat_words *words)
{
    return mat_word_find(words,
                         json_string_value(json_object_get(object, key)));
}
