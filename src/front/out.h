/**
 * \file
 * The one door to stdout and stderr for people: whatever a file, a file name
 * or an environment variable holds, no control character and no bad byte gets
 * through, and text that the locale cannot show becomes `?`.
 */
#ifndef MAT_FRONT_OUT_H
#define MAT_FRONT_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "matsession/diag.h"

/** Prints; newlines and tabs pass. */
__attribute__((format(printf, 2, 3))) void mat_out(FILE *file,
                                                   const char *format, ...);

/** Prints one problem to stderr as `matsession: ...` and a newline: one line,
 *  whatever names are in it; where that is a terminal, wrapped to it. */
__attribute__((format(printf, 1, 2))) void mat_problem(const char *format, ...);

/** Prints \p head, a blank, \p text, which holds no newline, and a newline. On
 *  a terminal that is too narrow it is wrapped, with further lines behind
 *  \p indent blanks. */
void mat_out_behind(FILE *file, const char *head, const char *text, int indent);

/** Prints text wrapped to \p width columns, each line behind \p indent
 *  blanks; newlines in it start a new line. */
void mat_out_wrapped(FILE *file, const char *text, int indent, int width);

/** Columns of the terminal that \p file is, or 80; never under 20. */
int mat_out_width(FILE *file);

/** Whether writing to \p file would not block, now or within \p ms
 *  milliseconds: a terminal may be stopped, a pipe full. */
bool mat_out_ready(FILE *file, int ms);

/** Prints every diagnostic of \p diags as
 *  `FILE:LINE:COL: PATH: what is wrong` and how many more there were.
 *  Warnings say `warning: ` behind the position. */
void mat_out_diags(FILE *file, const char *name, const struct mat_diags *diags);

/** Says that there is no memory and exits; the terminal is given back first. */
_Noreturn void mat_no_memory(void);

/** Allocates zeroed memory, or says that there is no memory and exits; the
 * terminal is given back first. Never NULL. */
void *mat_xalloc(size_t size);

/** A copy of \p text, under the same rule. */
char *mat_xcopy(const char *text);

/** Formats into a string of its own, under the same rule. */
__attribute__((format(printf, 1, 2))) char *mat_xprintf(const char *format,
                                                        ...);

/** Called by mat_no_memory() before it exits, to give the terminal back. */
extern void (*mat_out_of_memory)(void);

#endif
