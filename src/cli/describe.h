/**
 * \file
 * The program described for scripts, the build and the tests: `matsession
 * describe TOPIC`, which no list shows.
 *
 * `command-line` is one JSON object, from the same tables as parser, help,
 * manual and completions:
 *
 *     program, version
 *     commands    a list: name, inner (not listed anywhere), summary, text,
 *                 arguments (as the usage line has them), least and most of
 *                 them (most -1: any number), topics (name, summary),
 *                 options (names), examples (line, what)
 *     options     a list: name, letter, argument ("" for a switch), help,
 *                 words, several (of the words), repeats, least and most (of
 *                 a number, else 0), excludes and needs (names)
 *     keys        a list: label, help
 *     moments     a list: title, keys
 *     exits       a list: status, shown, meaning
 *     files       a list: path, text
 *     environment a list: name, text
 *     fields      of `status --format`, a list: name, text
 *     events      that hooks are run at, a list: name, text
 *     variables   that a hook is told, a list: name, text
 *     recipes     a list: title, text, parts (place, lines)
 *
 * `plans` and `questions` are lines of a name, a tab and what it is, for
 * completions. The manual pages and the JSON Schema of a plan are topics as
 * well, under their file names.
 */
#ifndef MAT_CLI_DESCRIBE_H
#define MAT_CLI_DESCRIBE_H

#include <stdio.h>

#include "matsession/tables.h"

/** The command line as JSON; \p tables and \p width do not matter. */
void mat_describe_line(FILE *file, const struct mat_tables *tables, int width);

/** Names and titles of the plans that can be read. */
void mat_describe_plans(FILE *file, const struct mat_tables *tables, int width);

/** Ids and titles of what the screening asks and keeps. */
void mat_describe_questions(FILE *file, const struct mat_tables *tables,
                            int width);

#endif
