/**
 * \file
 * What each field of a status is for, for the manual and the help. Their
 * names are in link/status_format.h.
 */
#ifndef MAT_CLI_MAN_FIELDS_H
#define MAT_CLI_MAN_FIELDS_H

/** How fields are written in a format, as a paragraph. */
extern const char mat_man_format[];

/** A sentence about the field of that name; "" when it is not known. Static. */
const char *mat_man_field(const char *name);

#endif
