/**
 * \file
 * This device's own file of the ledger, open for appending.
 */
#ifndef MAT_STORE_LEDGER_FILE_H
#define MAT_STORE_LEDGER_FILE_H

#include <stdbool.h>

/** The file. All zero is none. */
struct mat_own_file {
    int file;
    int lock;
    bool torn;
};

/**
 * Opens it, and waits for others who append to it, but not for ever: each line
 * is a single write, so that nothing breaks without the lock.
 *
 * \return 0 or an errno value; closed with mat_own_file_close() if 0
 */
int mat_own_file_open(struct mat_own_file *ret_own);

/** Appends a line, which reaches the disk with mat_own_file_sync() at the
 *  latest. \return 0 or an errno value */
int mat_own_file_add(struct mat_own_file *own, const char *line);

/** Sees all of it to the disk. \return 0 or an errno value */
int mat_own_file_sync(struct mat_own_file *own);

/** Closes it. */
void mat_own_file_close(struct mat_own_file *own);

#endif
