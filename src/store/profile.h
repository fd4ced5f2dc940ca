/**
 * \file
 * The profile: the answers of the screening. Mode 0600, written whole.
 *
 * Answers to rows that are `transient`, `unstored` or follow another row are
 * never written.
 */
#ifndef MAT_STORE_PROFILE_H
#define MAT_STORE_PROFILE_H

#include "matsession/diag.h"
#include "matsession/gate.h"

/** Days after which the screening is asked again. */
#define MAT_PROFILE_DAYS 90

/** The answers, by row of the tables it was loaded with. */
struct mat_profile {
    char screened[11]; /**< YYYY-MM-DD of the last whole screening; "" never */
    struct mat_answer answers[MAT_ROWS_MAX];
};

/** How loading went. */
enum mat_profile_load {
    MAT_PROFILE_LOADED,
    MAT_PROFILE_MISSING, /**< there is none; the profile is empty */
    MAT_PROFILE_WRONG,   /**< see the diagnostics. Too large is wrong, too */
    MAT_PROFILE_UNREAD,  /**< errno in `error` */
};

/**
 * Loads the profile. Rows that follow another get its answer. An answer to a
 * row that the tables no longer have is kept out with a warning.
 *
 * \param ret_profile   always set
 * \param diags         added to
 * \param ret_path      always set (may be NULL without a home); freed by the
 *                      caller
 * \param ret_error     set when unread
 */
enum mat_profile_load mat_profile_load(const struct mat_tables *tables,
                                       struct mat_profile *ret_profile,
                                       struct mat_diags *diags, char **ret_path,
                                       int *ret_error);

/** Writes the profile. \return 0 or an errno value */
int mat_profile_save(const struct mat_tables *tables,
                     const struct mat_profile *profile);

/** Gives rows that follow another their answer (without its clearance). */
void mat_profile_follow(const struct mat_tables *tables,
                        struct mat_profile *profile);

/** Whether the answer to a row is written down: it is screened and not
 *  `unstored`. */
bool mat_row_is_stored(const struct mat_row *row);

/** Whether a clearance would change what \p row does when it is answered
 *  \p kind. */
bool mat_row_can_be_cleared(const struct mat_row *row,
                            enum mat_answer_kind kind);

/** mat_word_advice() among the rows whose answers are written down. */
const char *mat_row_advice(const struct mat_tables *tables, const char *id,
                           char *buffer, size_t size);

/**
 * Whether the screening is due, and why in one sentence; NULL: not due.
 *
 * Due when there never was one, after MAT_PROFILE_DAYS days, when the date
 * lies in the future, and when the table has a row that was never asked.
 *
 * \param today     YYYY-MM-DD
 * \return valid until the next call
 */
const char *mat_profile_due(const struct mat_tables *tables,
                            const struct mat_profile *profile,
                            const char *today);

#endif
