#include "app/program.h"

#include <stdlib.h>
#include <string.h>

#include "front/out.h"

/* A word as a shell takes it. */
static char *
quoted(const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "-_./+=:,@%";
    char *text;
    char *to;

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0')
        return mat_xcopy(word);
    /* A quotation mark becomes four bytes; around it two, and the end. */
    to = text = mat_xalloc(strlen(word) * 4 + 3);
    *to++ = '\'';
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            to = stpcpy(to, "'\\'");
        *to++ = *word;
    }
    *to = '\'';
    return text;
}

char *
mat_program_line(const char *const *argv)
{
    char *line = quoted(argv[0]);

    while (*++argv) {
        char *word = quoted(*argv);
        char *longer = mat_xprintf("%s %s", line, word);

        free(word);
        free(line);
        line = longer;
    }
    return line;
}
