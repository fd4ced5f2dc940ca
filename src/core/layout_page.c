#include <string.h>

#include "core/canvas.h"

/* Ours (P): prose is read in shorter lines than a session is. */
#define CONTENT_MAX 76
#define HANG_MAX 16

/* Where the parts of a page are, from the size alone. */
struct frame {
    int column;
    int width;
    int title_row; /* -1: none */
    int first_row; /* of the lines */
    int rows;      /* of the lines */
    int keys_row;  /* -1: none */
};

static struct frame
frame_of(int rows, int columns)
{
    struct frame frame = {.title_row = -1, .keys_row = -1};
    int margin = rows >= 20 ? 1 : 0;
    int gap = rows >= 10 ? 1 : 0;
    int end = rows;

    frame.width = columns - (columns >= 60 ? 6 : columns >= 40 ? 4 : 0);
    if (frame.width > CONTENT_MAX)
        frame.width = CONTENT_MAX;
    frame.column = (columns - frame.width) / 2;
    if (rows >= 3) {
        frame.title_row = margin;
        frame.first_row = margin + 1 + gap;
    }
    if (rows >= 2) {
        frame.keys_row = rows - 1 - margin;
        end = frame.keys_row - gap;
    }
    frame.rows = end - frame.first_row;
    return frame;
}

int
mat_layout_page_rows(int rows)
{
    return frame_of(rows, 80).rows;
}

/* A page being run through: once to count, once to draw. */
struct pass {
    const struct mat_canvas *canvas;
    struct frame frame;
    int first; /* line to draw at the top; -1: draw nothing */
    int line;  /* lines so far */
    int mark;  /* first line of where the user is, or -1 */
    int mark_end;
};

static void
draw_piece(const struct pass *pass, int indent, enum mat_role role,
           const char *text, size_t size)
{
    int row = pass->line - pass->first;
    struct mat_span span = {.row = pass->frame.first_row + row,
                            .column = pass->frame.column + indent,
                            .width = pass->frame.width - indent};

    if (pass->first >= 0 && row >= 0 && row < pass->frame.rows)
        (void)mat_canvas_put(pass->canvas, span, role, text, size);
}

/* Bytes of a line before the column that its further lines hang under: blanks
 * at its beginning, a mark, a box, a key with blanks behind it. */
static size_t
hang_of(const char *text)
{
    size_t hang = 0;

    for (size_t i = 0; i < HANG_MAX && text[i] != '\0'; i++) {
        if (text[i] == ' ' || i == 0 || text[i - 1] != ' ')
            continue;
        if (i == 1 || text[i - 2] == ' ' || text[i - 2] == ']' ||
            text[i - 2] == '>')
            hang = i;
    }
    return hang;
}

/* One line of the page, wrapped. */
static void
run_line(struct pass *pass, const char *text)
{
    bool marked = *text == '>';
    enum mat_role role = marked ? MAT_ROLE_NOW : MAT_ROLE_TEXT;
    size_t hang = hang_of(text);
    int indent = mat_canvas_measure(pass->canvas, text, hang);

    if (indent > pass->frame.width / 2)
        indent = 0;
    if (marked)
        pass->mark = pass->line;
    if (indent > 0) {
        draw_piece(pass, 0, role, text, hang);
        text += hang;
    }
    do {
        const char *next;
        size_t size = mat_canvas_wrap(pass->canvas, text,
                                      pass->frame.width - indent, false, &next);

        draw_piece(pass, indent, role, text, size);
        pass->line++;
        text = next;
    } while (*text != '\0');
    if (marked)
        pass->mark_end = pass->line;
}

static struct pass
run(const struct mat_page *page, const struct mat_canvas *canvas,
    struct frame frame, int first)
{
    struct pass pass = {
        .canvas = canvas, .frame = frame, .first = first, .mark = -1};

    for (int i = 0; i < page->n_lines; i++)
        run_line(&pass, page->lines[i]);
    return pass;
}

/* The line at the top: as asked for, but no emptiness at the end, and the line
 * where the user is in sight. */
static int
first_line(const struct pass *counted, int scroll)
{
    int rows = counted->frame.rows;
    int first = scroll;

    if (counted->mark >= 0 && counted->mark_end > first + rows)
        first = counted->mark_end - rows;
    if (counted->mark >= 0 && counted->mark < first)
        first = counted->mark;
    if (first > counted->line - rows)
        first = counted->line - rows;
    return first > 0 ? first : 0;
}

static void
draw_keys(const struct mat_canvas *canvas, const struct frame *frame,
          const char *keys, const char *more)
{
    struct mat_span span = {
        .row = frame->keys_row, .column = frame->column, .width = frame->width};
    int size = mat_canvas_measure(canvas, keys, strlen(keys));

    if (frame->keys_row < 0)
        return;
    if (size + 2 + (int)strlen(more) <= span.width)
        (void)mat_canvas_right(canvas, span, MAT_ROLE_DIM, more);
    mat_canvas_keys(canvas, span, keys);
}

int
mat_layout_page(const struct mat_page *page,
                const struct mat_layout_style *style, struct mat_grid *grid)
{
    struct mat_canvas canvas = mat_canvas_start(grid, style);
    struct frame frame = frame_of(grid->rows, grid->columns);
    struct pass counted = run(page, &canvas, frame, -1);
    int first = first_line(&counted, page->scroll);
    bool above = first > 0;
    bool below = counted.line > first + frame.rows;

    if (frame.title_row >= 0)
        (void)mat_canvas_text(&canvas,
                              (struct mat_span){.row = frame.title_row,
                                                .column = frame.column,
                                                .width = frame.width},
                              MAT_ROLE_TITLE, page->title);
    (void)run(page, &canvas, frame, first);
    draw_keys(&canvas, &frame, page->keys, below ? "more" : above ? "end" : "");
    return counted.line;
}
