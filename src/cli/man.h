/**
 * \file
 * The manual pages in mdoc, from the same tables as parser and help, from the
 * loader's schema of a plan and from the keys of config.yaml. The build runs
 * the program to write them.
 */
#ifndef MAT_CLI_MAN_H
#define MAT_CLI_MAN_H

#include <stdio.h>

#include "matsession/tables.h"

/** matsession.1. \p width does not matter: whoever shows it wraps it. */
void mat_man_program(FILE *file, const struct mat_tables *tables, int width);

/** matsession-plan.5. */
void mat_man_plan(FILE *file, const struct mat_tables *tables, int width);

/** matsession-config.5. */
void mat_man_config(FILE *file, const struct mat_tables *tables, int width);

#endif
