/**
 * \file
 * Values of a plan as JSON Schema. What is made here is freed with
 * json_decref(); without memory the program exits.
 */
#ifndef MAT_CLI_PLAN_SCHEMA_VALUES_H
#define MAT_CLI_PLAN_SCHEMA_VALUES_H

#include <jansson.h>
#include <stdint.h>

#include "cli/man_plan_keys.h"
#include "matsession/tables.h"

/** What editors say of a value that does not fit; for that of a `pattern`, too,
 *  if it is there already. */
void mat_schema_complain(json_t *object, const char *text);

/** All words of a key. */
#define MAT_SCHEMA_ALL UINT32_MAX

/** The values of \p key that are words. \param which  a bit each; the others
 *  are left out */
json_t *mat_schema_words(const struct mat_plan_key *key, uint32_t which,
                         const struct mat_tables *tables);

/** The values of \p key, which is no list. */
json_t *mat_schema_value(const struct mat_plan_key *key,
                         const struct mat_tables *tables);

/** One value of \p key, which is a list of ids of sources: any text, with
 *  those of the tables as proposals. */
json_t *mat_schema_source(const struct mat_plan_key *key,
                          const struct mat_tables *tables);

#endif
