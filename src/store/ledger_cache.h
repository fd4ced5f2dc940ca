/**
 * \file
 * A rebuildable cache of the ledger's lines, file by file: ten years of them
 * must not be felt at start. Only ever a copy; the ledger is the truth.
 */
#ifndef MAT_STORE_LEDGER_CACHE_H
#define MAT_STORE_LEDGER_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include "store/ledger_line.h"

/** The lines of one file as far as they were read. */
struct mat_cached_file {
    char name[256]; /**< without its folder */
    uint64_t device, inode;
    int64_t modified_ns; /**< when it was read */
    uint64_t size;       /**< bytes that `lines` come from; ends with a line */
    uint64_t tail_hash;  /**< of the last bytes before `size` */
    struct mat_line *lines;
    uint32_t n_lines;
    uint32_t n_rows; /**< lines in those bytes, those left out too */
};

/** The most bytes of one file that are read, and of the cache itself. */
#define MAT_LEDGER_FILE_MAX (64 * 1024 * 1024)

/** So many bytes before `size` say whether a file has only grown. */
#define MAT_CACHE_TAIL 512

/** The cache. All zero is an empty one. */
struct mat_cache {
    struct mat_cached_file *files;
    int n_files;
    unsigned char *bytes; /**< that all lines lie in; private */
};

/** Reads the cache; one that is missing, of another version or damaged in any
 *  way is empty. What somebody has written there on purpose is at least made of
 *  sound lines. Released with mat_cache_done(). */
void mat_cache_load(struct mat_cache *ret_cache);

/** Writes a cache; a missing folder is made, mode 0700. A failure is no
 *  matter. */
void mat_cache_save(const struct mat_cached_file *files, int n_files);

/** The entry for a file, or NULL. */
const struct mat_cached_file *mat_cache_find(const struct mat_cache *cache,
                                             const char *name);

/** The hash that `tail_hash` is. Whoever changes one of the bytes changes it;
 *  whoever wants to find others with the same can. */
uint64_t mat_cache_hash(const void *bytes, size_t size);

/** Releases what was loaded. */
void mat_cache_done(struct mat_cache *cache);

#endif
