/**
 * \file
 * All lines of the ledger.
 */
#ifndef MAT_STORE_LEDGER_READ_H
#define MAT_STORE_LEDGER_READ_H

#include "store/ledger_files.h"

/** The line of a session with what is kept beside it. */
struct mat_kept_session {
    struct mat_line line;
    int file;   /**< a number for the file that it stands in */
    char *text; /**< where the whole ledger was asked for, else NULL. Who takes
                     it sets NULL */
};

/** What is kept of a line that adds to a session: there are as many of them as
 *  of sessions, and they are much smaller. */
struct mat_kept_saying {
    enum mat_line_kind kind; /**< any but SESSION */
    char id[MAT_ID_TEXT];    /**< "" for HEALED */
    int64_t at_ms;
    struct mat_rating rating; /**< RATED; HEALED: the areas */
    char *note; /**< of a note, where the whole ledger was asked for, else NULL.
                     Who takes it sets NULL */
};

/** The lines, each kind in the order of files and of lines in them. All zero is
 *  none. */
struct mat_lines {
    struct mat_kept_session *sessions;
    size_t n_sessions;
    struct mat_kept_saying *sayings;
    size_t n_sayings;
    size_t session_room; /**< private */
    size_t saying_room;  /**< private */
};

/** Reads them. \return as mat_ledger_load(); released with mat_lines_done() if
 *  0 */
int mat_lines_read(enum mat_ledger_depth depth, mat_ledger_warn *warn, void *to,
                   struct mat_lines *ret_lines);

/** Keeps what \p depth asks for of a line, if it was READ. \return false
 *  without memory */
bool mat_lines_keep(struct mat_lines *lines, enum mat_ledger_depth depth,
                    struct mat_scanned *scanned);

/** Releases them. */
void mat_lines_done(struct mat_lines *lines);

#endif
