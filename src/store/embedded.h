/**
 * \file
 * The built-in plans as they are written, put into the program by the build.
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

#endif
