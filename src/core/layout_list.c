#include "core/layout_list.h"

#include "matsession/text.h"

/* Each mark has a sign of its own, so that colour is not needed. */
static const struct {
    const char *sign;
    enum mat_role role;
} marks[] = {
    [MAT_MARK_BEHIND] = {"- ", MAT_ROLE_DIM},
    [MAT_MARK_NOW] = {"> ", MAT_ROLE_NOW},
    [MAT_MARK_AHEAD] = {"  ", MAT_ROLE_TEXT},
};

static void
draw_step(const struct mat_canvas *canvas, struct mat_span span,
          const struct mat_view *view, int index)
{
    const struct mat_segment *segment = &view->schedule->segments[index];
    enum mat_mark mark = mat_view_mark(view, index);
    enum mat_role role = marks[mark].role;
    char text[MAT_TIME_TEXT];
    int used = mat_canvas_put(canvas, span, role, marks[mark].sign, 2);

    span.column += used;
    span.width -= used;
    if (segment->duration != MAT_MS_NONE)
        span.width -= mat_canvas_right(
            canvas, span, mark == MAT_MARK_NOW ? role : MAT_ROLE_DIM,
            mat_duration_text(segment->duration, text));
    span.width -= 1;
    (void)mat_canvas_text(canvas, span, role, segment->title);
}

/* The first step to show: the running one in the upper part, no empty rows at
 * the end. */
static int
first_step(const struct mat_view *view, int rows)
{
    int count = view->schedule->n_segments;
    int first = view->segment - rows / 3;

    if (first > count - rows)
        first = count - rows;
    return first > 0 ? first : 0;
}

void
mat_layout_list(const struct mat_canvas *canvas, struct mat_span span, int rows,
                const struct mat_view *view)
{
    int index = first_step(view, rows);

    for (; rows > 0 && index < view->schedule->n_segments; rows--) {
        draw_step(canvas, span, view, index);
        span.row++;
        index++;
    }
}

int
mat_layout_count(const struct mat_canvas *canvas, struct mat_span span,
                 const struct mat_view *view)
{
    char step[MAT_NUMBER_TEXT];
    char steps[MAT_NUMBER_TEXT];
    char text[2 * MAT_NUMBER_TEXT];
    int count = view->schedule->n_segments;

    if (view->segment >= count)
        return 0;
    (void)mat_join(text, sizeof(text), mat_number_text(view->segment + 1, step),
                   "/", mat_number_text(count, steps), NULL);
    return mat_canvas_right(canvas, span, MAT_ROLE_DIM, text) + 2;
}
