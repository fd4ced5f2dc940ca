/**
 * \file
 * What all parts of the tables are converted with: a place in the document,
 * and checks that turn a text into a value or say what is wrong there.
 *
 * Keys are relative to the place that was entered: in `rows[3]` the key
 * "adapt.cap" is `rows[3].adapt.cap`. After a mistake a check returns something
 * harmless, and the part goes on, so that one run shows every mistake.
 */
#ifndef MAT_STORE_TABLES_READER_H
#define MAT_STORE_TABLES_READER_H

#include "store/tables_docs.h"
#include "store/tables_yaml.h"

#define MAT_TEXT_LINE 76      /**< bytes in a question: a line of a terminal */
#define MAT_TEXT_CUE 100      /**< bytes in a cue */
#define MAT_TEXT_LONG_MAX 600 /**< bytes in an explanation */
#define MAT_TEXT_NOTICE 1500  /**< bytes in a notice: a page */

/** Where the conversion is. */
struct mat_reader {
    struct mat_arena *arena;
    struct mat_tables *tables; /**< what is being made */
    struct mat_diags *diags;
    bool own;       /**< a user's rows */
    bool no_memory; /**< once set, nothing that was made is good */
    char base[64];  /**< "rows[3]", or "" */
};

/** A text of a document, or an entry of a list: where it is and what it says.
 *  An index of -1 is no entry. */
struct mat_table_field {
    const char *key;
    int index;
    const char *value; /**< NULL: absent */
};

#define MAT_AT(key, value) ((struct mat_table_field){(key), -1, (value)})
#define MAT_AT_ENTRY(key, index, value) \
    ((struct mat_table_field){(key), (int)(index), (value)})

/** Goes to entry \p index of the list \p name; -1: to \p name itself. */
void mat_reader_enter(struct mat_reader *reader, const char *name, int index);

/** Goes from there to entry \p index of the list \p name under it. */
void mat_reader_enter_under(struct mat_reader *reader, const char *name,
                            int index);

/** Adds a mistake at \p field: its value in quotes if it has one, then
 *  \p what and \p more (either may be ""). */
void mat_reader_wrong(struct mat_reader *reader, struct mat_table_field field,
                      const char *what, const char *more);

/** The same for a value that should be one of \p names: adds the nearest. */
void mat_reader_unknown(struct mat_reader *reader, struct mat_table_field field,
                        const char *what, const char *const *names, int count);

/** Adds that \p key is missing: one that only a user may leave out. */
void mat_reader_missing(struct mat_reader *reader, const char *key);

/** Zeroed room for \p count things of \p size bytes, or NULL. */
void *mat_reader_take(struct mat_reader *reader, size_t count, size_t size);

/** A copy of a text that must be there, of at most \p max bytes. */
const char *mat_reader_text(struct mat_reader *reader,
                            struct mat_table_field field, size_t max);

/** The same for a text that may be absent or empty: "". */
const char *mat_reader_maybe(struct mat_reader *reader,
                             struct mat_table_field field, size_t max);

/** A copy of an id: small letters, digits and single hyphens. */
const char *mat_reader_id(struct mat_reader *reader,
                          struct mat_table_field field);

/** A copy of an id of a source or point: capital letters and digits. */
const char *mat_reader_code(struct mat_reader *reader,
                            struct mat_table_field field);

/** `true` or `false`; absent is false. */
bool mat_reader_flag(struct mat_reader *reader, struct mat_table_field field);

/** One of \p words, or -1. An absent one is -1 without a mistake. */
int mat_reader_word(struct mat_reader *reader, struct mat_table_field field,
                    const struct mat_words *words);

/** A duration over zero; an absent one is \p absent. */
mat_ms mat_reader_duration(struct mat_reader *reader,
                           struct mat_table_field field, mat_ms absent);

/** A whole number up to 9999; an absent one is 0. */
int mat_reader_count(struct mat_reader *reader, struct mat_table_field field);

/** A factor of 0.05 to 1, as thousandths, or -1. An absent one is 1000. */
int mat_reader_factor(struct mat_reader *reader, struct mat_table_field field);

/** The areas of a list. */
mat_area_set mat_reader_areas(struct mat_reader *reader, const char *key,
                              char *const *list, unsigned count);

/** Sources and grade. */
struct mat_basis mat_reader_basis(struct mat_reader *reader,
                                  const struct mat_basis_doc *doc);

/** The targets of a list. */
struct mat_targets mat_reader_targets(struct mat_reader *reader,
                                      const char *key, char *const *list,
                                      unsigned count);

/** The parts, each from its document; see tables_yaml.c. */
void mat_tables_convert_sources(struct mat_reader *reader, const void *doc);
void mat_tables_convert_points(struct mat_reader *reader, const void *doc);
void mat_tables_convert_cues(struct mat_reader *reader, const void *doc);
void mat_tables_convert_guidance(struct mat_reader *reader, const void *doc);
void mat_tables_convert_stages(struct mat_reader *reader, const void *doc);
void mat_tables_convert_rows(struct mat_reader *reader, const void *doc);
void mat_tables_convert_claims(struct mat_reader *reader, const void *doc);
void mat_tables_convert_helplines(struct mat_reader *reader, const void *doc);
void mat_tables_convert_notices(struct mat_reader *reader, const void *doc);

#endif
