/**
 * \file
 * Fields of a JSON object that is not to be trusted.
 */
#ifndef MAT_STORE_JSON_FIELDS_H
#define MAT_STORE_JSON_FIELDS_H

#include <jansson.h>

#include "matsession/words.h"

/** A whole number in [\p min, \p max]. \param ret_number set on success only */
bool mat_json_number(const json_t *object, const char *key, int64_t min,
                     int64_t max, int64_t *ret_number);

/** As mat_json_number(); null is INT64_MAX. */
bool mat_json_number_or_null(const json_t *object, const char *key, int64_t min,
                             int64_t max, int64_t *ret_number);

/** A text of at most \p max bytes that may be shown; "" too.
 *  \return borrowed from \p object, or NULL */
const char *mat_json_text(const json_t *object, const char *key, size_t max);

/** The areas of a list of their names. \param list NULL or no list is an error
 *  \param ret_areas set on success only */
bool mat_json_areas(const json_t *list, mat_area_set *ret_areas);

/** A list of their names, or NULL without memory. */
json_t *mat_json_area_list(mat_area_set areas);

/** One of \p words, or -1. */
int mat_json_word(const json_t *object, const char *key,
                  const struct mat_words *words);

#endif
