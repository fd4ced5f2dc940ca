/**
 * \file
 * All lines of the ledger.
 */
#ifndef MAT_STORE_LEDGER_READ_H
#define MAT_STORE_LEDGER_READ_H

#include "store/ledger_line.h"

/** A line with what is kept beside it. */
struct mat_kept_line {
    struct mat_line line;
    int file;   /**< a number for the file that it stands in */
    char *text; /**< of a session, where the whole ledger was asked for */
    char *note; /**< of a note, likewise. Who takes one of them sets NULL */
};

/** The lines, in the order of files and of lines in them. All zero is none. */
struct mat_lines {
    struct mat_kept_line *kept;
    size_t n_kept;
    size_t room; /**< private */
};

/** Reads them. \return as mat_ledger_load(); released with mat_lines_done() if
 *  0 */
int mat_lines_read(enum mat_ledger_depth depth, mat_ledger_warn *warn, void *to,
                   struct mat_lines *ret_lines);

/** Releases them. */
void mat_lines_done(struct mat_lines *lines);

#endif
