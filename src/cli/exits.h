/**
 * \file
 * What each exit status means, for the help and everything written from it.
 */
#ifndef MAT_CLI_EXITS_H
#define MAT_CLI_EXITS_H

/** One row. */
struct mat_exit_row {
    int status;
    const char *shown; /**< how it is written: "7", "128+N" */
    const char *meaning;
};

/** In the order of the statuses; only those that can occur. */
extern const struct mat_exit_row mat_exits[];
extern const int mat_n_exits;

#endif
