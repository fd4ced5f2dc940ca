/**
 * \file
 * The JSON Schema (draft-07) of a plan, for editors; written by `describe
 * plan.schema.json`, and kept as sessions/schema/plan.schema.json.
 *
 * Keys, what must be there and how long lists may be are from the loader's own
 * schema; texts, words and what goes with which kind from mat_plan_key_find();
 * points, cues and sources from the tables. It takes every plan that the
 * loader takes, read as YAML 1.2, and refuses most others; what it cannot say
 * (a cue behind the end of its step, bytes that are no text) is for `check`.
 */
#ifndef MAT_CLI_PLAN_SCHEMA_H
#define MAT_CLI_PLAN_SCHEMA_H

#include <stdio.h>

#include "matsession/tables.h"

/** Prints it; \p width does not matter. */
void mat_plan_schema_print(FILE *file, const struct mat_tables *tables,
                           int width);

#endif
