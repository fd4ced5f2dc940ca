/**
 * \file
 * Writing mdoc: text that means nothing to it, a sentence a line, as mandoc
 * wants it.
 */
#ifndef MAT_CLI_MAN_WRITE_H
#define MAT_CLI_MAN_WRITE_H

#include <stdio.h>

/** The head of a page and its NAME. \p what is a few words */
void mat_man_head(FILE *file, const char *name, int section, const char *what);

/** Paragraphs: a line break in \p text starts a new one. */
void mat_man_text(FILE *file, const char *text);

/** The sentence \p before, then \p names with commas between. */
void mat_man_names(FILE *file, const char *before, const char *const *names,
                   int count);

/** One line as it is, which \p line does not end. */
void mat_man_line(FILE *file, const char *line);

/** Lines that stay as they are, set off; \p text ends with a line break. */
void mat_man_literal(FILE *file, const char *text);

/** A blank and \p word as an argument of a macro, which it never is itself. */
void mat_man_word(FILE *file, const char *word);

/** Begins a list of terms .. */
void mat_man_list(FILE *file);
/** .. one of which is \p term, shown as \p macro ("Pa") shows it, .. */
void mat_man_item(FILE *file, const char *macro, const char *term);
/** .. and ends it. */
void mat_man_list_end(FILE *file);

#endif
