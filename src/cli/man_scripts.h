/**
 * \file
 * The sections of matsession.1 for the one who scripts, in mdoc.
 */
#ifndef MAT_CLI_MAN_SCRIPTS_H
#define MAT_CLI_MAN_SCRIPTS_H

#include <stdio.h>

/** The fields of `status --format`. */
void mat_man_status_format(FILE *file);

/** Events and what hooks are told. */
void mat_man_hooks(FILE *file);

/** The control socket. */
void mat_man_control(FILE *file);

/** Recipes. */
void mat_man_recipes(FILE *file);

#endif
