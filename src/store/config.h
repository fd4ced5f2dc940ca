/**
 * \file
 * The user's settings: config.yaml, read only. What it leaves out has a
 * default; what is wrong in it is told with line and column.
 */
#ifndef MAT_STORE_CONFIG_H
#define MAT_STORE_CONFIG_H

#include "matsession/diag.h"

/** The most words of a speech command: MAT_VOICE_ARGS_MAX of speaker/order.h.
 */
#define MAT_CONFIG_ARGS_MAX 32

/** Where a setting stands in config.yaml. */
struct mat_config_place {
    int line;   /**< 1-based; 0: nowhere, it is the default */
    int column; /**< 1-based, in characters */
};

/** Settings. Texts are its own, or constant. */
struct mat_config {
    bool chimes;                            /**< whether they sound */
    bool voice;                             /**< whether it speaks */
    int level;                              /**< 0 to 100 */
    int night_level;                        /**< the same, for evening plans */
    char *command[MAT_CONFIG_ARGS_MAX + 1]; /**< of speech, as written; NULL at
                                                 its end */
    char *language;                         /**< a tag: "en", "pt-br" */
    int rate;                               /**< words a minute, 80 to 300 */
    int notify_by;                          /**< enum mat_notify_by */
    int notify_steps;                       /**< enum mat_notify_steps */
    int notify_escape;                      /**< enum mat_escape */
    bool hooks;                             /**< they run */
    bool inhibit; /**< the machine does not go to sleep meanwhile */
    struct mat_config_place *places; /**< of each row of mat_config_keys; NULL:
                                          all are defaults. Its own */
    void *backing;                   /**< private */
};

/** How loading went. */
enum mat_config_load {
    MAT_CONFIG_LOADED,
    MAT_CONFIG_MISSING, /**< there is none: defaults */
    MAT_CONFIG_WRONG,   /**< see the diagnostics; defaults. Too large is wrong,
                             too */
    MAT_CONFIG_UNREAD,  /**< errno in `error`; defaults. ENOLINK: a link that
                             leads nowhere */
};

/**
 * Loads the settings.
 *
 * \param ret_config    always set; released with mat_config_done()
 * \param diags         added to
 * \param ret_path      always set (NULL without a home); freed by the caller
 * \param ret_error     an errno value, set when unread
 */
enum mat_config_load mat_config_load(struct mat_config *ret_config,
                                     struct mat_diags *diags, char **ret_path,
                                     int *ret_error);

/** The speech command with `{language}` and `{rate}` filled in, NULL at its
 *  end. \return one block, freed by the caller; NULL without memory */
char **mat_config_voice(const struct mat_config *config);

/** Releases it. */
void mat_config_done(struct mat_config *config);

#endif
