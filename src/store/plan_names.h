/**
 * \file
 * The names of plans and where they lead.
 */
#ifndef MAT_STORE_PLAN_NAMES_H
#define MAT_STORE_PLAN_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "store/embedded.h"

/** The most bytes in the name of a plan. */
#define MAT_PLAN_NAME_MAX 64

/** Whether \p name can be the name of a plan: letters, digits, `-` and `_`,
 *  beginning with a letter or a digit, at most MAT_PLAN_NAME_MAX bytes. */
bool mat_plan_name_good(const char *name);

/** Bytes of \p file before its `.yaml` or `.yml`; 0: it has no such ending. */
size_t mat_plan_stem(const char *file);

/** "evening.yaml" for "evening"; freed by the caller. NULL: no memory. */
char *mat_plan_file_name(const char *name);

/** The path at which the user's plan of this name is, if there is one; freed
 *  by the caller. NULL: there is no home, or no memory. */
char *mat_plan_own_path(const char *name);

/** The built-in plan of this name, or NULL. Static. */
const struct mat_embedded *mat_plan_embedded(const char *name);

#endif
