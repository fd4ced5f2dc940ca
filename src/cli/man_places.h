/**
 * \file
 * Files and environment variables that concern a user, for the manual and
 * everything else that lists them.
 */
#ifndef MAT_CLI_MAN_PLACES_H
#define MAT_CLI_MAN_PLACES_H

/** One of them. */
struct mat_place_row {
    const char *name; /**< "~/.config/matsession/config.yaml", "NO_COLOR" */
    const char *text; /**< sentences */
};

/** Paths as they are when no XDG variable says otherwise. */
extern const struct mat_place_row mat_file_rows[];
extern const int mat_n_file_rows;

extern const struct mat_place_row mat_environment_rows[];
extern const int mat_n_environment_rows;

#endif
