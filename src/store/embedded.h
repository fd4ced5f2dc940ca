/**
 * \file
 * The built-in plans and the template of one as they are written, put into the
 * program by the build.
 */
#ifndef MAT_STORE_EMBEDDED_H
#define MAT_STORE_EMBEDDED_H

#include <stddef.h>

/** One built-in plan. */
struct mat_embedded {
    const char *name; /**< "evening" */
    const char *text; /**< the YAML text, with a NUL behind it */
    size_t size;      /**< bytes without that NUL */
};

/** The built-in plans, in any order; generated from sessions/. */
extern const struct mat_embedded mat_embedded_plans[];

/** How many there are. */
extern const int mat_n_embedded_plans;

/** The text that a plan of the user's own begins with, from
 *  sessions/templates/plan.yaml; generated like them. */
extern const struct mat_embedded mat_embedded_template;

#endif
