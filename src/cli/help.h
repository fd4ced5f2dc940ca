/**
 * \file
 * The help, written from the tables of command.h, keys and exit statuses.
 * Every function wraps at \p width columns.
 */
#ifndef MAT_CLI_HELP_H
#define MAT_CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/** Usage and commands: for a command line without a command. */
void mat_help_short(FILE *file, int width);

/** What there is, and how to begin. */
void mat_help_overview(FILE *file, int width);

/** One command: usage, text, options, examples. */
void mat_help_command(FILE *file, int width, const struct mat_command *command);

/** An option's own sentence, what it may be set to, what it needs, and which
 *  of \p options it cannot stand beside. */
void mat_help_option(const struct mat_option *option, mat_option_set options,
                     char *buffer, size_t size);

/** Options of \p options from \p id on that exclude each other, \p id with
 *  them: a usage line has them in one bracket. */
mat_option_set mat_help_alternatives(int id, mat_option_set options);

/** Room for an example's command line, and for what it does. */
#define MAT_HELP_EXAMPLE 80

/** Takes the next line of a command's examples. \return what is behind it */
const char *mat_help_example(const char *at, char term[MAT_HELP_EXAMPLE],
                             char text[MAT_HELP_EXAMPLE]);

/** Every key, and what it does when. A page of `help`. */
void mat_help_keys(FILE *file, const struct mat_tables *tables, int width);

/** The exit statuses. A page of `help`. */
void mat_help_exits(FILE *file, const struct mat_tables *tables, int width);

/** Says on stderr where the help for \p command is; NULL: for all of them.
 *  \return MAT_EXIT_USAGE */
int mat_help_try(const struct mat_command *command);

/** Says that \p command has no topic \p name, and which one may be meant.
 *  \return MAT_EXIT_USAGE */
int mat_help_no_topic(const struct mat_command *command, const char *name);

#endif
