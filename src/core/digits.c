#include "core/digits.h"

/* A pixel is two columns wide, which makes it about square. */
#define PIXEL 2

/* A character as pixels, a row a number, the left pixel its highest bit. */
struct shape {
    int columns;
    unsigned char rows[MAT_DIGITS_ROWS];
};

static const struct shape digits[10] = {
    {3, {7, 5, 5, 5, 7}}, {3, {1, 1, 1, 1, 1}}, {3, {7, 1, 7, 4, 7}},
    {3, {7, 1, 7, 1, 7}}, {3, {5, 5, 7, 1, 1}}, {3, {7, 4, 7, 1, 7}},
    {3, {7, 4, 7, 5, 7}}, {3, {7, 1, 1, 1, 1}}, {3, {7, 5, 7, 5, 7}},
    {3, {7, 5, 7, 1, 7}},
};

static const struct shape colon = {1, {0, 1, 0, 1, 0}};

static const struct shape *
shape_of(char c)
{
    return c >= '0' && c <= '9' ? &digits[c - '0'] : &colon;
}

int
mat_digits_width(const char *text, int gap)
{
    int width = -gap;

    for (; *text != '\0'; text++)
        width += shape_of(*text)->columns * PIXEL + gap;
    return width > 0 ? width : 0;
}

static void
draw_row(const struct mat_canvas *canvas, struct mat_span span,
         const struct shape *shape, int row)
{
    for (int i = 0; i < shape->columns; i++) {
        bool on = shape->rows[row] >> (shape->columns - 1 - i) & 1;

        mat_canvas_fill(canvas,
                        (struct mat_span){.row = span.row + row,
                                          .column = span.column + i * PIXEL,
                                          .width = PIXEL},
                        MAT_ROLE_DIGITS, on ? canvas->block : ' ');
    }
}

void
mat_digits_draw(const struct mat_canvas *canvas, struct mat_span span,
                const char *text, int gap)
{
    int width = mat_digits_width(text, gap);

    for (int row = 0; row < MAT_DIGITS_ROWS; row++)
        mat_canvas_fill(canvas,
                        (struct mat_span){.row = span.row + row,
                                          .column = span.column,
                                          .width = width},
                        MAT_ROLE_DIGITS, ' ');
    for (; *text != '\0'; text++) {
        const struct shape *shape = shape_of(*text);

        for (int row = 0; row < MAT_DIGITS_ROWS; row++)
            draw_row(canvas, span, shape, row);
        span.column += shape->columns * PIXEL + gap;
    }
}
