#include "app/text_page.h"

#include <stdlib.h>
#include <string.h>

#include "front/out.h"

void
mat_text_page_open(struct mat_text_page *page)
{
    *page = (struct mat_text_page){0};
    page->file = open_memstream(&page->text, &page->size);
    if (!page->file)
        mat_no_memory();
}

void
mat_text_page_close(struct mat_text_page *page)
{
    int most = 1;
    char *line;
    char *rest;

    if (fclose(page->file) != 0)
        mat_no_memory();
    page->file = NULL;
    for (const char *c = page->text; *c != '\0'; c++)
        most += *c == '\n';
    page->lines = mat_xalloc((size_t)most * sizeof(*page->lines));
    rest = page->text;
    while ((line = strsep(&rest, "\n")) && (rest || *line != '\0'))
        page->lines[page->n_lines++] = line;
}

void
mat_text_page_done(struct mat_text_page *page)
{
    free(page->lines);
    free(page->text);
    *page = (struct mat_text_page){0};
}
