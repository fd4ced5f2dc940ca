/**
 * \file
 * What each key of a plan is for, in words. Which keys there are, which must
 * be there and how long lists may be stands in the loader's schema; a test
 * holds the rest to what the loader does.
 */
#ifndef MAT_CLI_MAN_PLAN_KEYS_H
#define MAT_CLI_MAN_PLAN_KEYS_H

#include <cyaml/cyaml.h>

#include "matsession/words.h"

/** Of what form the values of a key are. */
enum mat_plan_form {
    MAT_PLAN_FORM_STEPS,    /**< a list of steps */
    MAT_PLAN_FORM_CUES,     /**< a list of cues */
    MAT_PLAN_FORM_TEXTS,    /**< a list of texts of at most `most` bytes */
    MAT_PLAN_FORM_TEXT,     /**< a text of at most `most` bytes */
    MAT_PLAN_FORM_WORD,     /**< one of `words` */
    MAT_PLAN_FORM_DURATION, /**< as `pattern` has it */
    MAT_PLAN_FORM_MOMENT,   /**< the same */
    MAT_PLAN_FORM_VERSION,
    MAT_PLAN_FORM_POINT, /**< the id of a point */
    MAT_PLAN_FORM_CUE,   /**< the id of a cue of the library */
};

/** One key. */
struct mat_plan_key {
    const char *path; /**< "", "steps" or "cues" */
    const char *name;
    const char *text;              /**< what it is for */
    enum mat_plan_form form;       /**< of its values */
    const struct mat_words *words; /**< the values, or NULL */
    const char *const *meanings;   /**< what each of the words means, or NULL:
                                        they have labels or titles elsewhere */
    const char *values;            /**< without words: the values */
    const char *pattern;           /**< a regular expression of ECMAScript that
                                        takes what the loader takes, no more */
    int most;                      /**< bytes of a text */
    unsigned takes;                /**< kinds of steps that it goes with, a bit
                                        each */
    unsigned needs;                /**< those that need it */
};

/** The loader's own fields under a path. */
const cyaml_schema_field_t *mat_plan_fields(const char *path);

/** The key of that name under \p path, or NULL. */
const struct mat_plan_key *mat_plan_key_find(const char *path,
                                             const char *name);

#endif
