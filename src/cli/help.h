/**
 * \file
 * The help, written from the tables of command.h, keys and exit statuses.
 * Every function wraps at \p width columns.
 */
#ifndef MAT_CLI_HELP_H
#define MAT_CLI_HELP_H

#include "cli/command.h"

#include <stdio.h>

/** A page that `help NAME` shows beside those of the commands. */
struct mat_help_topic {
    const char *name;
    const char *summary;
    void (*print)(FILE *file, int width);
};

extern const struct mat_help_topic mat_help_topics[];
extern const int mat_n_help_topics;

/** Usage and commands: for a command line without a command. */
void mat_help_short(FILE *file, int width);

/** What there is, and how to begin. */
void mat_help_overview(FILE *file, int width);

/** One command: usage, text, options, examples. */
void mat_help_command(FILE *file, int width, const struct mat_command *command);

/** An option's own sentence, and what it may be set to. */
void mat_help_option(const struct mat_option *option, char *buffer,
                     size_t size);

#endif
