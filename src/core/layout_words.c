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

void
mat_layout_words(const struct mat_canvas *canvas, struct mat_span span,
                 int rows, const struct mat_view *view)
{
    int start = span.row;
    int end = span.row + rows;

    if (*view->state != '\0') {
        draw_state(canvas, span, view);
        span.row++;
    }
    span.row += mat_canvas_paragraph(canvas, span, end - span.row,
                                     MAT_ROLE_TEXT, true, view->state_detail);
    if (span.row > start && end - span.row > 1)
        span.row++;
    start = span.row;
    span.row += mat_canvas_paragraph(canvas, span, end - span.row, MAT_ROLE_CUE,
                                     false, view->cue);
    if (span.row > start && end - span.row > 1)
        span.row++;
    (void)mat_canvas_paragraph(canvas, span, end - span.row, MAT_ROLE_DIM,
                               false, view->cue_before);
}
