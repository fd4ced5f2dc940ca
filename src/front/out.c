#include "front/out.h"

#include <assert.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "matsession/text.h"

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 20
#define PROBLEM_INDENT 4

void (*mat_out_of_memory)(void);

void
mat_no_memory(void)
{
    void (*give_back)(void) = mat_out_of_memory;

    mat_out_of_memory = NULL;
    if (give_back != NULL)
        give_back();
    fputs("matsession: out of memory\n", stderr);
    exit(EXIT_FAILURE);
}

void *
mat_xalloc(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);

    if (memory == NULL)
        mat_no_memory();
    return memory;
}

char *
mat_xcopy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(mat_xalloc(size), text, size);
}

__attribute__((format(printf, 1, 0))) static char *
formatted(const char *format, va_list arguments)
{
    char *text;

    if (vasprintf(&text, format, arguments) < 0)
        mat_no_memory();
    return text;
}

char *
mat_xprintf(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = formatted(format, arguments);
    va_end(arguments);
    return text;
}

/* One character as the locale writes it. */
static void
put_char(FILE *file, uint32_t c)
{
    char bytes[MB_LEN_MAX];
    mbstate_t state;
    size_t size;

    memset(&state, 0, sizeof(state));
    if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f)) {
        putc((int)c, file);
        return;
    }
    size = mat_char_is_control(c) || c == 0xfffd
               ? (size_t)-1
               : wcrtomb(bytes, (wchar_t)c, &state);
    if (size == (size_t)-1)
        putc('?', file);
    else
        fwrite(bytes, 1, size, file);
}

static void
put_text(FILE *file, const char *text, size_t size)
{
    uint32_t c;

    while (size > 0) {
        size_t n = mat_utf8_next(text, size, &c);

        put_char(file, c);
        text += n;
        size -= n;
    }
}

void
mat_out(FILE *file, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = formatted(format, arguments);
    va_end(arguments);
    put_text(file, text, strlen(text));
    free(text);
}

static int
columns_of(const char *text, size_t size)
{
    int columns = 0;
    uint32_t c;

    while (size > 0) {
        size_t n = mat_utf8_next(text, size, &c);
        int width = c < 0x7f ? 1 : wcwidth((wchar_t)c);

        columns += width < 0 ? 1 : width; /* shown as ? */
        text += n;
        size -= n;
    }
    return columns;
}

/* One line of the source, `size` bytes, as many lines as it takes, behind
 * `column` columns that are used. A word that is wider than a line stands alone
 * and sticks out: addresses stay whole. */
static void
wrap_line(FILE *file, const char *line, size_t size, int column, int indent,
          int width)
{
    size_t at = strspn(line, " ");

    at = at < size ? at : size;
    indent += (int)at;
    while (at < size) {
        size_t word = strcspn(line + at, " \n");
        int columns = columns_of(line + at, word);

        if (column > indent && column + 1 + columns > width) {
            putc('\n', file);
            column = 0;
        }
        fprintf(file, "%*s", column == 0 ? indent : 1, "");
        put_text(file, line + at, word);
        column = (column == 0 ? indent : column + 1) + columns;
        at += word;
        while (at < size && line[at] == ' ')
            at++;
    }
    putc('\n', file);
}

void
mat_out_behind(FILE *file, const char *head, const char *text, int indent)
{
    size_t size = strlen(text);
    int column = columns_of(head, strlen(head));
    int width = mat_out_width(file);

    mat_out(file, "%s", head);
    if (column + 1 + columns_of(text, size) > width && isatty(fileno(file)))
        wrap_line(file, text, size, column, indent, width);
    else
        mat_out(file, " %s\n", text);
}

void
mat_problem(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = formatted(format, arguments);
    va_end(arguments);
    for (char *c = text; *c != '\0'; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    fflush(stdout);
    mat_out_behind(stderr, "matsession:", text, PROBLEM_INDENT);
    free(text);
}

void
mat_out_wrapped(FILE *file, const char *text, int indent, int width)
{
    assert(indent >= 0);
    for (;;) {
        size_t size = strcspn(text, "\n");

        wrap_line(file, text, size, 0, indent, width);
        if (text[size] == '\0' || text[size + 1] == '\0')
            return;
        text += size + 1;
    }
}

int
mat_out_width(FILE *file)
{
    struct winsize size;
    int fd = fileno(file);

    if (fd < 0 || !isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0 ||
        size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

bool
mat_out_ready(FILE *file, int ms)
{
    struct pollfd out = {.fd = fileno(file), .events = POLLOUT};

    return poll(&out, 1, ms) != 0; /* an error shows when writing */
}

void
mat_out_diags(FILE *file, const char *name, const struct mat_diags *diags)
{
    int more = diags->errors + diags->warnings - diags->count;
    char shown[PATH_MAX];

    mat_text_shown(name, shown, sizeof(shown)); /* a name may hold newlines */
    for (int i = 0; i < diags->count; i++) {
        const struct mat_diag *diag = &diags->items[i];

        mat_out(file, "%s", shown);
        if (diag->line > 0)
            mat_out(file, ":%d:%d", diag->line, diag->column);
        mat_out(file, ": %s%s%s%s\n",
                diag->level == MAT_DIAG_WARNING ? "warning: " : "", diag->path,
                diag->path[0] != '\0' ? ": " : "", diag->text);
    }
    if (more > 0)
        mat_out(file, "%s: and %d more\n", shown, more);
}
