/**
 * \file
 * Answers changed and shown from the command line.
 */
#ifndef MAT_CLI_SCREEN_EDIT_H
#define MAT_CLI_SCREEN_EDIT_H

#include "app/exit.h"
#include "store/profile.h"

/** Answers no to everything that is kept, as of today. */
void mat_screen_none(const struct mat_tables *tables,
                     struct mat_profile *profile);

/** Takes one `ID=yes|no|unsure`, or `ID=yes@feet,hands` where the place
 *  matters, into \p profile. Prints problems.
 *
 *  \param ret_row  set on success: which row
 *  \return what to exit with */
int mat_screen_set(const struct mat_tables *tables, const char *text,
                   struct mat_profile *profile, int *ret_row);

/** Notes that \p who agreed today to what row \p id forbids. Prints problems.
 *
 *  \param ret_row  set on success: which row
 *  \return what to exit with */
int mat_screen_clear(const struct mat_tables *tables, const char *id,
                     const char *who, struct mat_profile *profile,
                     int *ret_row);

/** Prints what one answer comes to, in a line or two. */
void mat_screen_tell(const struct mat_tables *tables, int row,
                     const struct mat_answer *answer);

/** Prints the profile: what each answer comes to, why, and who says so.
 *
 *  \param due  why the screening is due, or NULL */
void mat_screen_show(const struct mat_tables *tables,
                     const struct mat_profile *profile, const char *path,
                     const char *due);

#endif
