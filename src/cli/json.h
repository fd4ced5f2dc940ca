/**
 * \file
 * JSON that a command prints. Nothing but a lack of memory makes it fail, and
 * then the program exits.
 */
#ifndef MAT_CLI_JSON_H
#define MAT_CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

/** Sets a member of an object. \param value  taken over; NULL: no memory */
void mat_json_put(json_t *object, const char *key, json_t *value);

/** Adds to a list. \param value  taken over; NULL: no memory */
void mat_json_add(json_t *list, json_t *value);

/**
 * Prints a value and a newline.
 *
 * \param value  taken over; NULL: no memory
 * \param flags  of json_dumps(): JSON_COMPACT for a line
 */
void mat_json_print(FILE *file, json_t *value, size_t flags);

#endif
