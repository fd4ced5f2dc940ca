/**
 * \file
 * Loading what every command needs, with the problems printed.
 */
#ifndef MAT_APP_LOAD_H
#define MAT_APP_LOAD_H

#include "app/exit.h"
#include "store/config.h"
#include "store/profile.h"

/** A profile and what is known about it. All zero is nothing. */
struct mat_known_profile {
    struct mat_profile profile;
    bool exists;
    char *path;      /**< freed with mat_known_profile_done() */
    const char *due; /**< why the screening is due, or NULL; valid until the
                          next call */
};

/** The tables, own rows included. \return MAT_EXIT_DONE, or what to exit with;
 *  \p ret_tables is then NULL */
int mat_load_tables(const struct mat_tables **ret_tables);

/** The profile, by the rows of \p tables. \return MAT_EXIT_DONE, or what to
 *  exit with */
int mat_load_profile(const struct mat_tables *tables,
                     struct mat_known_profile *ret_known);

/** The settings. \param ret_config always set, to the defaults when they cannot
 *  be used; released with mat_config_done() \return MAT_EXIT_DONE, or what to
 *  exit with */
int mat_load_config(struct mat_config *ret_config);

/** Releases what it holds. */
void mat_known_profile_done(struct mat_known_profile *known);

#endif
