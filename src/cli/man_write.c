#include "cli/man_write.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "matsession/text.h"

/* mandoc asks for source lines of 80 bytes at most. */
#define LINE_BYTES 76
#define NAMES_TEXT 1024

/* Characters that would become something typographic, or steer. */
static const char *
escape(char c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

/* \return the bytes written, or that would be; file may be NULL */
static int
put_escaped(FILE *file, const char *text, size_t length)
{
    int written = 0;

    for (size_t i = 0; i < length; i++) {
        const char *escaped = escape(text[i]);

        written += escaped ? (int)strlen(escaped) : 1;
        if (file && escaped)
            fputs(escaped, file);
        else if (file)
            fputc(text[i], file);
    }
    return written;
}

/* Whether a sentence ends with this word: "mat.", "mat.)", "mat?". */
static int
ends_sentence(const char *word, size_t length)
{
    while (length > 1 && strchr("\")", word[length - 1]))
        length--;
    return length > 1 && strchr(".!?", word[length - 1]) &&
           word[length - 2] != '.';
}

static void
put_paragraph(FILE *file, const char *text, size_t size)
{
    int column = 0;

    for (size_t i = 0; i < size;) {
        const char *word = text + i;
        size_t length = strcspn(word, " \n");
        int width = put_escaped(NULL, word, length);

        if (column > 0 && column + 1 + width > LINE_BYTES) {
            fputc('\n', file);
            column = 0;
        } else if (column > 0) {
            fputc(' ', file);
            column++;
        }
        if (column == 0 && strchr(".'", word[0]))
            column += fprintf(file, "\\&");
        column += put_escaped(file, word, length);
        if (ends_sentence(word, length)) {
            fputc('\n', file);
            column = 0;
        }
        i += length;
        i += strspn(text + i, " ");
    }
    if (column > 0)
        fputc('\n', file);
}

void
mat_man_text(FILE *file, const char *text)
{
    for (int first = 1; *text; first = 0) {
        size_t size = strcspn(text, "\n");

        if (!first)
            fputs(".Pp\n", file);
        put_paragraph(file, text, size);
        text += size;
        text += strspn(text, "\n");
    }
}

void
mat_man_names(FILE *file, const char *before, const char *const *names,
              int count)
{
    char text[NAMES_TEXT];
    size_t used = mat_join(text, sizeof(text), before, NULL);

    for (int i = 0; i < count; i++)
        used += mat_join(text + used, sizeof(text) - used, i > 0 ? ", " : " ",
                         names[i], i == count - 1 ? "." : "", NULL);
    assert(used < sizeof(text) - 1);
    mat_man_text(file, text);
}

static void
put_line(FILE *file, const char *line, size_t size)
{
    if (size > 0 && strchr(".'", *line))
        fputs("\\&", file);
    put_escaped(file, line, size);
    fputc('\n', file);
}

void
mat_man_line(FILE *file, const char *line)
{
    put_line(file, line, strlen(line));
}

void
mat_man_literal(FILE *file, const char *text)
{
    fputs(".Bd -literal -offset indent\n", file);
    while (*text) {
        size_t size = strcspn(text, "\n");

        put_line(file, text, size);
        text += size + (text[size] == '\n');
    }
    fputs(".Ed\n", file);
}

void
mat_man_word(FILE *file, const char *word)
{
    size_t length = strlen(word);

    fputc(' ', file);
    /* A macro's name is at most three letters; a lone mark is a delimiter. */
    if (length <= 3)
        fputs("\\&", file);
    for (size_t i = 0; i < length; i++) {
        if (word[i] == '"')
            fputs("\\(dq", file);
        else if (word[i] == ' ')
            fputs("\\ ", file);
        else
            put_escaped(file, &word[i], 1);
    }
}

void
mat_man_head(FILE *file, const char *name, int section, const char *what)
{
    fprintf(file, ".\\\" Written by the program; see src/cli/man.h.\n");
    fprintf(file, ".Dd %s\n.Dt ", MATSESSION_DATE);
    for (const char *at = name; *at; at++)
        fputc(toupper((unsigned char)*at), file);
    fprintf(file, " %d\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", section, name, what);
}

void
mat_man_list(FILE *file)
{
    fputs(".Bl -tag -width Ds\n", file);
}

void
mat_man_item(FILE *file, const char *macro, const char *term)
{
    fprintf(file, ".It %s", macro);
    mat_man_word(file, term);
    fputc('\n', file);
}

void
mat_man_list_end(FILE *file)
{
    fputs(".El\n", file);
}
