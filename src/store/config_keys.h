/**
 * \file
 * The keys of config.yaml, a row each: reading, checking and the defaults go by
 * this table.
 */
#ifndef MAT_STORE_CONFIG_KEYS_H
#define MAT_STORE_CONFIG_KEYS_H

#include "matsession/text.h"
#include "matsession/words.h"
#include "store/config.h"

/** What a key holds, and the type of its member of struct mat_config. */
enum mat_config_kind {
    MAT_CONFIG_SWITCH, /**< yes or no: bool */
    MAT_CONFIG_NUMBER, /**< a whole number: int */
    MAT_CONFIG_TAG,    /**< a language: char * */
    MAT_CONFIG_WORDS,  /**< a command: char *[], NULL at its end */
    MAT_CONFIG_CHOICE, /**< one of `choices`: int, its value */
};

/** One key. */
struct mat_config_key {
    const char *section; /**< keys of a section stand together */
    const char *name;
    enum mat_config_kind kind;
    size_t offset;            /**< of the member */
    int least;                /**< of a number .. */
    int most;                 /**< .. both may be chosen */
    const char *text;         /**< the default, as it would be written; .. */
    const char *const *words; /**< .. of a list: NULL at its end */
    const struct mat_words *choices; /**< all that may be chosen */
    const char *meaning;             /**< what it is for, in sentences */
};

/** Room for the name of a key with its section, and for a diagnostic's path:
 *  "speech.command[31]". */
#define MAT_CONFIG_NAME_TEXT 96
/** Bytes of a tag. */
#define MAT_CONFIG_TAG_MAX 35

extern const struct mat_config_key mat_config_keys[];
extern const int mat_n_config_keys;

/** Writes the name of a key with its section, "sound.level", which is also its
 *  path in a diagnostic. \return \p buffer */
char *mat_config_key_name(const struct mat_config_key *key,
                          char buffer[MAT_CONFIG_NAME_TEXT]);

/** A value as it was written. */
struct mat_config_value {
    char *text;
    char **words; /**< of a list: `n_words`, and NULL */
    unsigned n_words;
};

/**
 * Sets what \p key holds.
 *
 * \param value     its texts are kept, not copied
 * \param diags     added to when it does not fit; the setting is then as it
 *                  was
 */
void mat_config_put(const struct mat_config_key *key,
                    const struct mat_config_value *value,
                    struct mat_diags *diags, struct mat_config *config);

/** Sets every default. */
void mat_config_defaults(struct mat_config *ret_config);

/** What of \p word stands for a setting from its beginning: `{rate}`. \return
 *  its bytes, or 0 */
size_t mat_config_placeholder(const char *word);

/** What the placeholder that \p word begins with is filled in with.
 *  \param size   its bytes, from mat_config_placeholder()
 *  \param buffer for numbers
 *  \return borrowed from \p config or \p buffer; NULL: nothing has this name */
const char *mat_config_filling(const struct mat_config *config,
                               const char *word, size_t size,
                               char buffer[MAT_NUMBER_TEXT]);

#endif
