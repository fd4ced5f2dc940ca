/**
 * \file
 * Diagnostics: what is wrong with a file that a user wrote, gathered.
 *
 * A check adds to a list and goes on, so that one run shows every mistake. The
 * core knows a mistake by its path in the document (`steps[2].duration`); the
 * loader, which has the text, fills in line and column.
 */
#ifndef MATSESSION_DIAG_H
#define MATSESSION_DIAG_H

#include <stdbool.h>
#include <stddef.h>

/** A list keeps so many; the rest are counted. */
#define MAT_DIAG_MAX 20

/** How bad it is. */
enum mat_diag_level {
    MAT_DIAG_ERROR,   /**< the file cannot be used */
    MAT_DIAG_WARNING, /**< it can, but look */
};

/** One mistake. */
struct mat_diag {
    enum mat_diag_level level;
    int line;       /**< 1-based; 0: not placed yet */
    int column;     /**< 1-based, in characters; 0: not placed yet */
    bool key;       /**< place it at the key, not at the value */
    char path[96];  /**< `steps[2].duration`, or "" for the whole file */
    char text[320]; /**< what is wrong; what is allowed. Safe to show. */
};

/** A list of mistakes. All zero is an empty one. */
struct mat_diags {
    struct mat_diag items[MAT_DIAG_MAX];
    int count;    /**< how many items are set */
    int errors;   /**< how many errors were added, kept or not */
    int warnings; /**< how many warnings were added, kept or not */
};

/**
 * Adds a mistake. Beyond MAT_DIAG_MAX it is only counted; an error then takes
 * the place of the last warning, so that errors are never hidden by warnings.
 *
 * \param path  where, in the document; copied
 * \param ...   strings to join, the last argument NULL; shown safely
 * \return the mistake as kept, for line and column, or NULL
 */
__attribute__((sentinel)) struct mat_diag *
mat_diag_add(struct mat_diags *diags, enum mat_diag_level level,
             const char *path, ...);

/** Orders the list by line, then column; unplaced ones last. Stable. */
void mat_diags_sort(struct mat_diags *diags);

#endif
