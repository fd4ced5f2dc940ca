/**
 * \file
 * What each key of a plan is for, in words. Which keys there are, which must
 * be there and how long lists may be stands in the loader's schema; a test
 * holds the rest to what the loader does.
 */
#ifndef MAT_CLI_MAN_PLAN_KEYS_H
#define MAT_CLI_MAN_PLAN_KEYS_H

#include "matsession/words.h"

/** One key. */
struct mat_plan_key {
    const char *path; /**< "", "steps" or "cues" */
    const char *name;
    const char *text;              /**< what it is for */
    const struct mat_words *words; /**< the values, or NULL */
    const char *values;            /**< without words: the values */
    unsigned takes;                /**< kinds of steps that it goes with, a bit
                                        each */
    unsigned needs;                /**< those that need it */
};

/** The key of that name under \p path, or NULL. */
const struct mat_plan_key *mat_plan_key_find(const char *path,
                                             const char *name);

#endif
