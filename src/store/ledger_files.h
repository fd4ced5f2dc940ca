/**
 * \file
 * The files of the ledger: which there are, their bytes, their lines.
 */
#ifndef MAT_STORE_LEDGER_FILES_H
#define MAT_STORE_LEDGER_FILES_H

#include <stddef.h>

#include "store/ledger_line.h"

/** The most bytes of one file that are read. */
#define MAT_LEDGER_FILE_MAX ((size_t)64 * 1024 * 1024)

/** A line as it stands in a file. */
struct mat_scanned {
    const char *text; /**< NUL-terminated, without blanks around it; borrowed */
    size_t size;
    int file;                /**< a number for its file */
    enum mat_line_read read; /**< READ or NEWER */
    struct mat_line line;    /**< when READ */
    char *note;              /**< of NOTED; who keeps it sets NULL here */
};

/** Takes a line. \return false to end the scan */
typedef bool mat_scan_take(void *to, struct mat_scanned *scanned);

/** Goes through the lines of a text. */
struct mat_scan {
    const char *file; /**< named in warnings */
    int number;       /**< a number for the file */
    mat_ledger_warn *warn;
    void *warn_to;
    mat_scan_take *take;
    void *to;
    int rows;       /**< set: lines, those left out too */
    int wrong;      /**< set: lines that cannot be read */
    int last_wrong; /**< set: the last of them, if there is one */
};

/**
 * Gives every line that can be read to `take` and warns of the others. Blank
 * lines are none. A last line without a newline is taken when it is whole.
 *
 * \param text      at \p size bytes and a NUL; newlines become NULs
 * \return false when `take` has ended it
 */
bool mat_scan_text(struct mat_scan *scan, char *text, size_t size);

/**
 * Scans every line of every file, in the order of the files' names. What is no
 * regular file is left out; a file that cannot be read, or not as a whole, is
 * told of.
 *
 * \return 0 or an errno value; ECANCELED: `take` has ended it
 */
int mat_ledger_walk(struct mat_scan *scan);

#endif
