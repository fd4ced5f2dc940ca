#include "core/layout_words.h"

#include "matsession/text.h"

/* The state. An alarm is padded, so that it stands out in reverse. */
static void
draw_state(const struct mat_canvas *canvas, struct mat_span span,
           const struct mat_view *view)
{
    char text[64];

    if (!view->ringing) {
        (void)mat_canvas_text(canvas, span, MAT_ROLE_TITLE, view->state);
        return;
    }
    if (span.column > 0) {
        span.column--;
        span.width++;
    }
    (void)mat_join(text, sizeof(text), " ", view->state, " ", NULL);
    (void)mat_canvas_text(canvas, span, MAT_ROLE_ALARM, text);
}

/* Rows of a paragraph, however many there are. */
static int
rows_of(const struct mat_canvas *canvas, int width, bool items,
        const char *text)
{
    int rows = 0;

    for (; *text != '\0'; rows++)
        (void)mat_canvas_wrap(canvas, text, width, items, &text);
    return rows;
}

int
mat_layout_words_least(const struct mat_canvas *canvas, int width,
                       const struct mat_view *view)
{
    return (*view->state != '\0') +
           rows_of(canvas, width, true, view->state_detail) +
           rows_of(canvas, width, false, view->cue);
}

void
mat_layout_words(const struct mat_canvas *canvas, struct mat_span span,
                 int rows, const struct mat_view *view)
{
    int start = span.row;
    int end = span.row + rows;
    int cue;

    if (*view->state != '\0') {
        draw_state(canvas, span, view);
        span.row++;
    }
    span.row += mat_canvas_paragraph(canvas, span, end - span.row,
                                     MAT_ROLE_TEXT, true, view->state_detail);
    /* A cue may be about safety: it is worth more than a blank row. */
    cue = rows_of(canvas, span.width, false, view->cue);
    if (span.row > start && end - span.row > (cue > 1 ? cue : 1))
        span.row++;
    start = span.row;
    span.row += mat_canvas_paragraph(canvas, span, end - span.row, MAT_ROLE_CUE,
                                     false, view->cue);
    if (span.row > start && end - span.row > 1)
        span.row++;
    (void)mat_canvas_paragraph(canvas, span, end - span.row, MAT_ROLE_DIM,
                               false, view->cue_before);
}
