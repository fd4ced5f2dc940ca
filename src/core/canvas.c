#include "core/canvas.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"

#define DOTS "..."
#define DOTS_WIDTH 3

/* A character as it can be shown here. */
struct glyph {
    uint32_t ch;
    int width; /* 0: it is left out */
};

static struct glyph
glyph_of(const struct mat_canvas *canvas, uint32_t c)
{
    int width;

    if (mat_char_is_control(c) || c == 0xFFFD)
        return (struct glyph){.ch = '?', .width = 1};
    width = canvas->style->width(c);
    if (width == 0)
        return (struct glyph){.ch = ' ', .width = 0};
    if (width < 0 || width > 2 || canvas->style->ascii)
        return (struct glyph){.ch = '?', .width = 1};
    return (struct glyph){.ch = c, .width = width};
}

/* Takes the next character of a text. ASCII, nearly all there is, costs no
 * call. \return its bytes */
static size_t
take(const struct mat_canvas *canvas, const char *text, size_t size,
     struct glyph *ret_glyph)
{
    uint32_t c = (unsigned char)*text;
    size_t taken = 1;

    if (c >= ' ' && c <= '~') {
        *ret_glyph = (struct glyph){.ch = c, .width = 1};
        return taken;
    }
    taken = mat_utf8_next(text, size, &c);
    *ret_glyph = glyph_of(canvas, c);
    return taken;
}

static struct mat_cell *
cell_at(const struct mat_canvas *canvas, int row, int column)
{
    const struct mat_grid *grid = canvas->grid;

    return &grid->cells[(size_t)row * (size_t)grid->columns + (size_t)column];
}

/* The span without what lies beyond the grid. */
static struct mat_span
clip(const struct mat_canvas *canvas, struct mat_span span)
{
    assert(span.column >= 0);
    if (span.width > canvas->grid->columns - span.column)
        span.width = canvas->grid->columns - span.column;
    if (span.width < 0 || span.row < 0 || span.row >= canvas->grid->rows)
        span.width = 0;
    return span;
}

struct mat_canvas
mat_canvas_start(struct mat_grid *grid, const struct mat_layout_style *style)
{
    struct mat_canvas canvas = {
        .grid = grid,
        .style = style,
        .block = 0x2588,
        .done = 0x2501,
        .rest = 0x2500,
    };

    assert(grid->rows > 0 && grid->columns > 0);
    /* Where these are two columns wide, pictures made of them would break. */
    if (style->ascii || style->width(canvas.block) != 1 ||
        style->width(canvas.done) != 1 || style->width(canvas.rest) != 1) {
        canvas.block = '#';
        canvas.done = '=';
        canvas.rest = '-';
    }
    for (int row = 0; row < grid->rows; row++)
        mat_canvas_fill(&canvas,
                        (struct mat_span){.row = row, .width = grid->columns},
                        MAT_ROLE_BLANK, ' ');
    return canvas;
}

int
mat_canvas_measure(const struct mat_canvas *canvas, const char *text,
                   size_t size)
{
    int width = 0;

    while (size > 0) {
        struct glyph glyph;
        size_t taken = take(canvas, text, size, &glyph);

        width += glyph.width;
        text += taken;
        size -= taken;
    }
    return width;
}

int
mat_canvas_put(const struct mat_canvas *canvas, struct mat_span span,
               enum mat_role role, const char *text, size_t size)
{
    struct mat_cell *cells;
    int used = 0;

    span = clip(canvas, span);
    if (span.width == 0)
        return 0;
    cells = cell_at(canvas, span.row, span.column);
    while (size > 0) {
        struct glyph glyph;
        size_t taken = take(canvas, text, size, &glyph);

        if (used + glyph.width > span.width)
            break;
        for (int i = 0; i < glyph.width; i++)
            cells[used++] = (struct mat_cell){.ch = i == 0 ? glyph.ch : 0,
                                              .role = (uint8_t)role};
        text += taken;
        size -= taken;
    }
    return used;
}

/* Writes the beginning of a text, and that it goes on. */
static int
put_cut(const struct mat_canvas *canvas, struct mat_span span,
        enum mat_role role, const char *text, size_t size)
{
    struct mat_span dots = span;
    int used;

    if (span.width <= DOTS_WIDTH)
        return mat_canvas_put(canvas, span, role, text, size);
    span.width -= DOTS_WIDTH;
    used = mat_canvas_put(canvas, span, role, text, size);
    dots.column += used;
    dots.width -= used;
    return used + mat_canvas_put(canvas, dots, role, DOTS, DOTS_WIDTH);
}

int
mat_canvas_text(const struct mat_canvas *canvas, struct mat_span span,
                enum mat_role role, const char *text)
{
    size_t size = strlen(text);

    span = clip(canvas, span);
    if (mat_canvas_measure(canvas, text, size) > span.width)
        return put_cut(canvas, span, role, text, size);
    return mat_canvas_put(canvas, span, role, text, size);
}

int
mat_canvas_right(const struct mat_canvas *canvas, struct mat_span span,
                 enum mat_role role, const char *text)
{
    size_t size = strlen(text);
    int width = mat_canvas_measure(canvas, text, size);

    span = clip(canvas, span);
    if (width > span.width)
        return 0;
    span.column += span.width - width;
    span.width = width;
    return mat_canvas_put(canvas, span, role, text, size);
}

void
mat_canvas_fill(const struct mat_canvas *canvas, struct mat_span span,
                enum mat_role role, uint32_t ch)
{
    const struct mat_cell cell = {.ch = ch, .role = (uint8_t)role};
    struct mat_cell *cells;

    span = clip(canvas, span);
    if (span.width == 0)
        return;
    cells = cell_at(canvas, span.row, span.column);
    for (int i = 0; i < span.width; i++)
        cells[i] = cell;
}

static const char *
skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

size_t
mat_canvas_wrap(const struct mat_canvas *canvas, const char *text, int width,
                bool items, const char **ret_next)
{
    size_t size = strlen(text);
    size_t at = 0;
    size_t word = 0; /* where the last word that fits ends */
    size_t item = 0; /* the same for what stands before two blanks */
    int used = 0;

    while (at < size && text[at] != '\n') {
        struct glyph glyph;
        size_t taken = take(canvas, text + at, size - at, &glyph);
        bool blank = text[at] == ' ';

        if (blank && at > 0 && text[at - 1] != ' ') {
            word = at;
            item = items && text[at + 1] == ' ' ? at : item;
        } else if (!blank && used + glyph.width > width) {
            /* At least one character a line, or a page would never end. */
            at = item > 0 ? item : word > 0 ? word : at > 0 ? at : taken;
            *ret_next = skip_blanks(text + at);
            return at;
        }
        used += glyph.width;
        at += taken;
    }
    *ret_next = text + at + (text[at] == '\n');
    return at;
}

int
mat_canvas_paragraph(const struct mat_canvas *canvas, struct mat_span span,
                     int rows, enum mat_role role, bool items, const char *text)
{
    int used = 0;

    while (*text != '\0' && used < rows) {
        const char *next;
        size_t size = mat_canvas_wrap(canvas, text, span.width, items, &next);

        if (used + 1 == rows && *next != '\0')
            (void)put_cut(canvas, clip(canvas, span), role, text,
                          strcspn(text, "\n"));
        else
            (void)mat_canvas_put(canvas, span, role, text, size);
        text = next;
        span.row++;
        used++;
    }
    return used;
}

/* Bytes up to the two blanks that end an item. */
static size_t
item_size(const char *keys)
{
    const char *end = strstr(keys, "  ");

    return end ? (size_t)(end - keys) : strlen(keys);
}

void
mat_canvas_keys(const struct mat_canvas *canvas, struct mat_span span,
                const char *keys)
{
    for (keys = skip_blanks(keys); *keys != '\0';) {
        size_t size = item_size(keys);
        size_t key = strcspn(keys, " ");
        int used;

        if (mat_canvas_measure(canvas, keys, size) > span.width)
            return;
        used = mat_canvas_put(canvas, span, MAT_ROLE_KEY, keys, key);
        span.column += used;
        span.width -= used;
        used =
            mat_canvas_put(canvas, span, MAT_ROLE_DIM, keys + key, size - key);
        span.column += used + 2;
        span.width -= used + 2;
        keys = skip_blanks(keys + size);
    }
}
