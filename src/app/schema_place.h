/**
 * \file
 * Where the JSON Schema of a plan is, for editors.
 */
#ifndef MAT_APP_SCHEMA_PLACE_H
#define MAT_APP_SCHEMA_PLACE_H

/**
 * The schema file that belongs to this program: beside the program, as in the
 * build folder; else where the install puts it, from the program's own folder,
 * so that a moved prefix still has it; else where this build was to be
 * installed.
 *
 * \return an absolute path without links and without control characters (it
 *         may hold blanks), freed by the caller; NULL: there is no such file,
 *         or it cannot be read. Without memory the program exits
 */
char *mat_schema_place(void);

#endif
