/**
 * \file
 * The profile as text: read and written. profile.c knows where it is.
 */
#ifndef MAT_STORE_PROFILE_YAML_H
#define MAT_STORE_PROFILE_YAML_H

#include "store/profile.h"

/**
 * Reads a profile.
 *
 * \param diags         added to, placed
 * \param ret_profile   set on success only; rows that follow another are unset
 * \return whether \p ret_profile was set
 */
bool mat_profile_read(const struct mat_tables *tables, const char *text,
                      size_t size, struct mat_diags *diags,
                      struct mat_profile *ret_profile);

/** Writes a profile as text (profile_text.c). \return a string that the caller
 * frees, or NULL without memory */
char *mat_profile_text(const struct mat_tables *tables,
                       const struct mat_profile *profile);

#endif
