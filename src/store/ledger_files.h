/**
 * \file
 * The files of the ledger: which there are, their bytes, their lines.
 */
#ifndef MAT_STORE_LEDGER_FILES_H
#define MAT_STORE_LEDGER_FILES_H

#include <dirent.h>
#include <stddef.h>

#include "store/ledger_cache.h"

/** A line as it stands in a file. */
struct mat_scanned {
    const char *text; /**< NUL-terminated, without blanks around it; borrowed */
    size_t size;
    bool torn;               /**< no newline ends it, but it is whole */
    enum mat_line_read read; /**< READ or NEWER */
    struct mat_line line;    /**< when READ */
    char *note;              /**< of NOTED; who keeps it sets NULL here */
};

/** Takes a line. \return false to end the scan */
typedef bool mat_scan_take(void *to, struct mat_scanned *scanned);

/** Goes through the lines of a text. */
struct mat_scan {
    const char *file; /**< named in warnings */
    mat_ledger_warn *warn;
    void *warn_to;
    mat_scan_take *take;
    void *to;
    int rows;  /**< lines so far, those left out too; a start to count from */
    int wrong; /**< set: lines of the text that cannot be read */
    int last_wrong; /**< set: the last of them, if there is one */
    size_t whole;   /**< set: bytes up to and with the last newline */
    int whole_rows; /**< set: `rows` up to there */
};

/**
 * Gives every line that can be read to `take` and warns of the others. Blank
 * lines are none. A last line without a newline is taken when it is whole.
 *
 * \param text      at \p size bytes and a NUL; newlines become NULs
 * \return false when `take` has ended it
 */
bool mat_scan_text(struct mat_scan *scan, char *text, size_t size);

/** The ledger's folder and its files, in the order of their names. */
struct mat_ledger_folder {
    char *path;
    struct dirent **entries;
    int n_entries;
};

/** Lists the files by name, whatever they are. No folder has none. \return 0
 *  or an errno value; released with mat_ledger_folder_done() if 0 */
int mat_ledger_folder_list(struct mat_ledger_folder *ret_folder);

/** Releases it. */
void mat_ledger_folder_done(struct mat_ledger_folder *folder);

/** A file of the ledger that is open. */
struct mat_ledger_file {
    int file;
    struct mat_cached_file is; /**< name, identity, and size on the disk */
};

/** What a file is, without opening it. \return 0; EINVAL: it is no regular one,
 *  nor a link to one; or another errno value */
int mat_ledger_file_look(const struct mat_ledger_folder *folder, int entry,
                         struct mat_cached_file *ret_is);

/** Opens a file for reading. \return 0; EINVAL: it is no regular one; or
 *  another errno value */
int mat_ledger_file_open(const struct mat_ledger_folder *folder, int entry,
                         struct mat_ledger_file *ret_file);

/** The hash of the last bytes before \p size. \return whether they are there */
bool mat_ledger_file_tail(const struct mat_ledger_file *file, uint64_t size,
                          uint64_t *ret_hash);

/** Reads what stands behind \p from, as far as the size that was told and
 *  MAT_LEDGER_FILE_MAX. \param ret_text set: NUL-terminated, freed by the
 *  caller \return 0 or an errno value */
int mat_ledger_file_read(const struct mat_ledger_file *file, size_t from,
                         char **ret_text, size_t *ret_size);

/** Scans all of a file but \p from bytes that are known; a file that is too
 *  large is told of and scanned as far as is read. \return 0 or an errno
 *  value; ECANCELED: `take` has ended it */
int mat_ledger_file_scan(const struct mat_ledger_file *file, size_t from,
                         struct mat_scan *scan);

/** Scans every line of every file; a file that cannot be read is told of.
 *  \return as mat_ledger_file_scan(), and as mat_ledger_folder_list() */
int mat_ledger_walk(struct mat_scan *scan);

#endif
