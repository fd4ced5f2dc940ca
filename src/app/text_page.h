/**
 * \file
 * A page of text that is printed into: for everything that is shown either on
 * a page or as lines.
 */
#ifndef MAT_APP_TEXT_PAGE_H
#define MAT_APP_TEXT_PAGE_H

#include <stdio.h>

/** A text on its way. All zero is nothing. */
struct mat_text_page {
    FILE *file; /**< print here until mat_text_page_close() */
    char *text;
    size_t size;
    const char **lines; /**< after closing; `n_lines` of them */
    int n_lines;
};

/** Opens it for printing. Without memory the program exits. */
void mat_text_page_open(struct mat_text_page *page);

/** Cuts what was printed into lines. */
void mat_text_page_close(struct mat_text_page *page);

/** Frees it. */
void mat_text_page_done(struct mat_text_page *page);

#endif
