/**
 * \file
 * What a hook is told: the user's own environment and, of one fact,
 * MATSESSION_*.
 */
#ifndef MAT_LINK_HOOKS_ENVIRONMENT_H
#define MAT_LINK_HOOKS_ENVIRONMENT_H

#include "matsession/engine.h"

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
