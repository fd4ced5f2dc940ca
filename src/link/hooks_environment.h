/**
 * \file
 * What a hook is told, and when: the user's own environment and, of one fact,
 * MATSESSION_*. The manual is written from the same table.
 */
#ifndef MAT_LINK_HOOKS_ENVIRONMENT_H
#define MAT_LINK_HOOKS_ENVIRONMENT_H

#include "matsession/engine.h"

/** One variable. */
struct mat_hook_variable {
    const char *name; /**< "MATSESSION_PLAN" */
    const char *text; /**< a sentence: what it holds */
};

extern const struct mat_hook_variable mat_hook_variables[];
extern const int mat_n_hook_variables;

/** When the event of that kind happens: a sentence. Static. */
const char *mat_hook_moment(enum mat_fact_kind kind);

/**
 * Our environment with every variable of a hook, each of which is there for
 * every event: empty where the event, or its step, has no such thing.
 *
 * \return NULL at its end; released with mat_hook_environment_free()
 */
char **mat_hook_environment(const struct mat_schedule *schedule,
                            const struct mat_fact *fact);

/** Frees it. NULL is fine. */
void mat_hook_environment_free(char **environment);

#endif
