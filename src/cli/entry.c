#include "cli/entry.h"

#include <stdlib.h>
#include <string.h>

#include "front/out.h"

#define GAP 2

int
mat_entry_column(int longest, int width)
{
    int column = MAT_ENTRY_INDENT + longest + GAP;

    return column <= width * 3 / 5 ? column : MAT_ENTRY_INDENT + 4;
}

static char *
wrapped(const char *text, int indent, int width)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&bytes, &size);

    if (!memory)
        return NULL;
    mat_out_wrapped(memory, text, indent, width);
    if (fclose(memory) == 0)
        return bytes;
    free(bytes);
    return NULL;
}

void
mat_entry(FILE *file, const char *term, const char *text, int column, int width)
{
    int used = MAT_ENTRY_INDENT + (int)strlen(term);
    char *block = NULL;

    if (*text && used + GAP <= column)
        block = wrapped(text, column, width);
    if (!block) {
        mat_out_wrapped(file, term, MAT_ENTRY_INDENT, width);
        if (*text)
            mat_out_wrapped(file, text, column, width);
        return;
    }
    mat_out(file, "%*s%s%*s", MAT_ENTRY_INDENT, "", term, column - used, "");
    fputs(block + column, file); /* its first line's indent is the term */
    free(block);
}
