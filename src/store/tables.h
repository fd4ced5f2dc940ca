/**
 * \file
 * The tables from YAML: for the build, which turns ours into constant data,
 * and for the program, which adds the user's own contraindication rows.
 */
#ifndef MAT_STORE_TABLES_H
#define MAT_STORE_TABLES_H

#include "matsession/diag.h"
#include "matsession/tables.h"

/** The built-in tables: constant data, made from sessions/tables by the
 *  build. */
extern const struct mat_tables mat_tables_builtin;

/**
 * The built-in tables and the rows of every `*.yaml` in the user's `tables`
 * folder, in the order of their names. An own row never replaces a built-in
 * one: the same id is an error.
 *
 * \param ret_file  set on failure: the file at fault; freed by the caller
 * \param diags     added to when that file is wrong
 * \return the tables, freed with mat_tables_done(); NULL when a file is wrong,
 *         `errno` is then 0, or when it or the folder cannot be read, `errno`
 *         then says why
 */
const struct mat_tables *mat_tables_load(char **ret_file,
                                         struct mat_diags *diags);

/** Frees tables from mat_tables_load(). NULL is fine. */
void mat_tables_done(const struct mat_tables *tables);

#endif
