/**
 * \file
 * Past sessions as the app needs them: read, with problems printed, and what
 * follows from them for today.
 */
#ifndef MAT_APP_PAST_H
#define MAT_APP_PAST_H

#include "app/exit.h"
#include "matsession/progress.h"
#include "store/ledger.h"

/** What is known of the past. All zero is nothing. */
struct mat_known_past {
    struct mat_ledger ledger;
    struct mat_past *past; /**< of all entries, or NULL */
    bool unread; /**< there is a ledger and it could not be read (said) */
};

/** Reads the ledger. What cannot be read is said and left out. */
void mat_known_past_load(struct mat_known_past *ret_past,
                         enum mat_ledger_depth depth);

/** Releases it. */
void mat_known_past_done(struct mat_known_past *past);

/** mat_progress_find() for now. A ledger that could not be read counts as
 *  empty: that is the easiest. */
void mat_known_past_progress(const struct mat_known_past *past,
                             const struct mat_tables *tables,
                             enum mat_answer_kind marks,
                             struct mat_progress *ret_progress);

#endif
