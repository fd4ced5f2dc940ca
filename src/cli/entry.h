/**
 * \file
 * Two columns: a term, and beside or below it text that wraps in its place.
 */
#ifndef MAT_CLI_ENTRY_H
#define MAT_CLI_ENTRY_H

#include <stdio.h>

/** Blanks before a term. */
#define MAT_ENTRY_INDENT 2

/** Where text stands beside terms of at most \p longest columns; on a line of
 *  its own where that would leave it too little of \p width. */
int mat_entry_column(int longest, int width);

/** Prints a term and, from \p column on, its text, which may be "". */
void mat_entry(FILE *file, const char *term, const char *text, int column,
               int width);

#endif
