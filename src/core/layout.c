#include "matsession/layout.h"

#include <assert.h>
#include <string.h>

#include "core/digits.h"
#include "core/layout_list.h"
#include "core/layout_words.h"
#include "matsession/text.h"

/* Size classes (layout.h). */
#define FULL_ROWS 10
#define FULL_COLUMNS 40
#define SMALL_ROWS 5
#define SMALL_COLUMNS 20
#define SIDE_COLUMNS 76
#define BELOW_ROWS 22

/* Ours (P): lines longer than this are tiring to read, so that a wide terminal
 * gets margins; a list is as wide as a title needs. */
#define CONTENT_MAX 96
#define LIST_MIN 26
#define LIST_MAX 34
#define LIST_GAP 4

/* What stands under one another, from top to bottom. */
enum slot {
    SLOT_PLAN,
    SLOT_PLAN_GAP,
    SLOT_TITLE,
    SLOT_DETAIL,
    SLOT_DIGITS_GAP,
    SLOT_DIGITS,
    SLOT_BAR_GAP,
    SLOT_BAR,
    SLOT_CUE_GAP,
    SLOT_CUE,
    SLOT_NEXT_GAP,
    SLOT_NEXT,
    SLOT_LIST_GAP,
    SLOT_LIST,
    SLOT__COUNT
};

/* Rows beyond the least, in the order in which a taller terminal gets them. */
static const enum slot extras[] = {
    SLOT_CUE,        SLOT_DETAIL,   SLOT_DIGITS_GAP, SLOT_CUE_GAP,
    SLOT_NEXT_GAP,   SLOT_BAR_GAP,  SLOT_CUE,        SLOT_LIST_GAP,
    SLOT_LIST,       SLOT_PLAN_GAP, SLOT_PLAN,       SLOT_CUE,
    SLOT_DIGITS_GAP, SLOT_CUE_GAP,  SLOT_NEXT_GAP,   SLOT_PLAN_GAP,
};

/* What is drawn, and where. */
struct scene {
    const struct mat_view *view;
    struct mat_canvas canvas;
    int column; /* of everything */
    int width;  /* of the main part */
    int height[SLOT__COUNT];
    int row[SLOT__COUNT];
    int digits_gap; /* columns between large digits; -1: small ones */
    int keys_row;
    int list_column; /* of the list at the side, or -1 */
    int list_width;
    int list_row;
    int list_rows;
};

static struct mat_span
span_at(const struct scene *scene, int row)
{
    return (struct mat_span){
        .row = row, .column = scene->column, .width = scene->width};
}

static bool
has_text(const char *text)
{
    return *text != '\0';
}

/* Text and unit of the time in one line: "04:59", "5 min". */
static void
time_text(const struct mat_view *view, char *buffer, size_t size)
{
    bool minutes = view->digits_minutes && has_text(view->digits);

    (void)mat_join(buffer, size, view->digits, minutes ? " min" : "", NULL);
}

/* Columns first: margins, the main part, the list at the side. */
static void
place_columns(struct scene *scene)
{
    int columns = scene->canvas.grid->columns;
    int content = columns - (columns >= 60 ? 6 : 4);

    if (content > CONTENT_MAX)
        content = CONTENT_MAX;
    scene->column = (columns - content) / 2;
    scene->width = content;
    scene->list_column = -1;
    if (columns < SIDE_COLUMNS)
        return;
    scene->list_width = content * 35 / 100;
    if (scene->list_width < LIST_MIN)
        scene->list_width = LIST_MIN;
    if (scene->list_width > LIST_MAX)
        scene->list_width = LIST_MAX;
    scene->width = content - scene->list_width - LIST_GAP;
    scene->list_column = scene->column + scene->width + LIST_GAP;
}

/* The widest spacing at which the large digits fit. */
static void
choose_digits(struct scene *scene)
{
    const char *digits = scene->view->digits;
    int unit = scene->view->digits_minutes ? 4 : 0;

    for (scene->digits_gap = 2; scene->digits_gap > 0; scene->digits_gap--)
        if (mat_digits_width(digits, scene->digits_gap) + unit <= scene->width)
            return;
    scene->digits_gap = -1;
}

/* The rows of the time are kept even where it is not shown, so that the title
 * stays where it is from step to step. A state needs a second row for what to
 * do about it. */
static void
place_least(struct scene *scene)
{
    bool state = has_text(scene->view->state);

    scene->height[SLOT_TITLE] = 1;
    scene->height[SLOT_DIGITS] = scene->digits_gap < 0 ? 1 : MAT_DIGITS_ROWS;
    scene->height[SLOT_BAR] = 1;
    scene->height[SLOT_CUE] = state ? 2 : 1;
    scene->height[SLOT_NEXT] = state ? 0 : 1;
}

/* Whether a row more in `slot` makes anything better. */
static bool
is_wanted(const struct scene *scene, enum slot slot)
{
    switch (slot) {
    case SLOT_PLAN:
    case SLOT_PLAN_GAP:
        return has_text(scene->view->schedule->title);
    case SLOT_LIST_GAP:
    case SLOT_LIST:
        return scene->list_column < 0 && scene->canvas.grid->rows >= BELOW_ROWS;
    default:
        return true;
    }
}

/* Gives what `rows` has beyond the least to the extras. \return rows left */
static int
place_extras(struct scene *scene, int rows)
{
    for (int i = 0; i < SLOT__COUNT; i++)
        rows -= scene->height[i];
    for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
        enum slot slot = extras[i];
        int most = slot == SLOT_LIST ? scene->view->schedule->n_segments : 1;

        if (slot == SLOT_CUE && scene->height[SLOT_NEXT] == 0)
            slot = SLOT_NEXT;
        if (!is_wanted(scene, slot))
            continue;
        if (most > rows)
            most = rows;
        scene->height[slot] += most;
        rows -= most;
    }
    return rows;
}

/* Words that would be cut get the rows that are left, then the blank ones
 * below. \return rows left */
static int
give_rows_below(struct scene *scene, int rows)
{
    int lack =
        mat_layout_words_least(&scene->canvas, scene->width, scene->view) -
        scene->height[SLOT_CUE];
    int *gap = &scene->height[SLOT_NEXT_GAP];

    for (; lack > 0 && rows > 0; lack--, rows--)
        scene->height[SLOT_CUE]++;
    for (; lack > 0 && *gap > 0; lack--, (*gap)--)
        scene->height[SLOT_CUE]++;
    return rows;
}

/* Where no time is shown its rows go to the words. */
static void
give_rows_of_time(struct scene *scene)
{
    static const enum slot slots[] = {SLOT_DIGITS, SLOT_BAR_GAP, SLOT_BAR,
                                      SLOT_CUE_GAP};

    if (has_text(scene->view->digits))
        return;
    for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++) {
        scene->height[SLOT_CUE] += scene->height[slots[i]];
        scene->height[slots[i]] = 0;
    }
    if (scene->height[SLOT_DIGITS_GAP] == 0) {
        scene->height[SLOT_DIGITS_GAP] = 1;
        scene->height[SLOT_CUE]--;
    }
}

static void
place_rows(struct scene *scene)
{
    int rows = scene->canvas.grid->rows;
    int margin = rows >= 20 ? 1 : 0;
    int left;
    int row;
    int end;

    scene->keys_row = rows - 1 - margin;
    place_least(scene);
    /* A blank row above the keys as soon as there is one to spare. */
    end = scene->keys_row - (rows >= 13 ? 1 : 0);
    left = place_extras(scene, end - margin);
    row = margin + give_rows_below(scene, left) * 2 / 5;
    give_rows_of_time(scene);
    for (int i = 0; i < SLOT__COUNT; i++) {
        scene->row[i] = row;
        row += scene->height[i];
    }
    scene->list_row = scene->row[SLOT_LIST];
    scene->list_rows = scene->height[SLOT_LIST];
    if (scene->list_column < 0) {
        scene->list_column = scene->column;
        scene->list_width = scene->width;
        return;
    }
    scene->list_row = scene->row[SLOT_TITLE];
    scene->list_rows = end - scene->list_row;
}

static void
draw_title(const struct scene *scene)
{
    const struct mat_view *view = scene->view;
    struct mat_span span = span_at(scene, scene->row[SLOT_TITLE]);
    int used;

    if (scene->height[SLOT_PLAN] > 0)
        (void)mat_canvas_text(&scene->canvas,
                              span_at(scene, scene->row[SLOT_PLAN]),
                              MAT_ROLE_DIM, view->schedule->title);
    if (scene->list_rows < view->schedule->n_segments)
        span.width -= mat_layout_count(&scene->canvas, span, view);
    used = mat_canvas_text(&scene->canvas, span, MAT_ROLE_TITLE, view->title);
    if (scene->height[SLOT_DETAIL] > 0) {
        span = span_at(scene, scene->row[SLOT_DETAIL]);
        (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIM, view->detail);
    } else if (span.width - used >= 12) {
        span.column += used + 2;
        span.width -= used + 2;
        (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIM, view->detail);
    }
}

static void
draw_digits(const struct scene *scene)
{
    const struct mat_view *view = scene->view;
    struct mat_span span = span_at(scene, scene->row[SLOT_DIGITS]);
    char text[MAT_TIME_TEXT + 4];
    int width = mat_digits_width(view->digits, scene->digits_gap);

    if (!has_text(view->digits))
        return;
    if (scene->digits_gap < 0) {
        time_text(view, text, sizeof(text));
        (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIGITS, text);
        return;
    }
    mat_digits_draw(&scene->canvas, span, view->digits, scene->digits_gap);
    if (!view->digits_minutes)
        return;
    span.row += MAT_DIGITS_ROWS - 1;
    span.column += width + 1;
    span.width -= width + 1;
    (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIM, "min");
}

static void
draw_bar(const struct scene *scene)
{
    struct mat_span span = span_at(scene, scene->row[SLOT_BAR]);
    int done = scene->width * scene->view->permille / 1000;

    if (scene->view->permille < 0 || scene->height[SLOT_BAR] == 0)
        return;
    mat_canvas_fill(&scene->canvas, span, MAT_ROLE_BAR_REST,
                    scene->canvas.rest);
    span.width = done;
    mat_canvas_fill(&scene->canvas, span, MAT_ROLE_BAR, scene->canvas.done);
}

static void
draw_next(const struct scene *scene)
{
    const struct mat_view *view = scene->view;
    struct mat_span span = span_at(scene, scene->row[SLOT_NEXT]);
    char text[128];

    if (scene->height[SLOT_NEXT] == 0)
        return;
    if (has_text(view->ends)) {
        (void)mat_join(text, sizeof(text), "ends ", view->ends, NULL);
        span.width -=
            mat_canvas_right(&scene->canvas, span, MAT_ROLE_DIM, text) + 2;
    }
    if (has_text(view->next))
        (void)mat_join(text, sizeof(text), "next  ", view->next, NULL);
    else
        (void)mat_join(text, sizeof(text), "last step", NULL);
    (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIM, text);
}

static void
draw_full(struct scene *scene)
{
    struct mat_span words;

    place_columns(scene);
    choose_digits(scene);
    place_rows(scene);
    words = span_at(scene, scene->row[SLOT_CUE]);
    draw_title(scene);
    draw_digits(scene);
    draw_bar(scene);
    mat_layout_words(&scene->canvas, words, scene->height[SLOT_CUE],
                     scene->view);
    draw_next(scene);
    mat_layout_list(&scene->canvas,
                    (struct mat_span){.row = scene->list_row,
                                      .column = scene->list_column,
                                      .width = scene->list_width},
                    scene->list_rows, scene->view);
    mat_canvas_keys(&scene->canvas,
                    (struct mat_span){.row = scene->keys_row,
                                      .column = scene->column,
                                      .width = scene->canvas.grid->columns -
                                               2 * scene->column},
                    scene->canvas.style->keys);
}

/* Title, time, words. With a state the title waits for a taller window. */
static void
draw_small(const struct scene *scene)
{
    const struct mat_view *view = scene->view;
    const struct mat_grid *grid = scene->canvas.grid;
    bool state = has_text(view->state);
    bool crowded = state && grid->rows < 7;
    bool keys = grid->rows >= (state ? 10 : 8);
    struct mat_span span = {.width = grid->columns};
    char text[MAT_TIME_TEXT + 4];

    time_text(view, text, sizeof(text));
    if (!crowded || !has_text(text)) {
        (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_TITLE,
                              view->title);
        span.row++;
    }
    if (has_text(text)) {
        (void)mat_canvas_text(&scene->canvas, span, MAT_ROLE_DIGITS, text);
        span.row++;
    }
    if (grid->rows >= 7)
        span.row++;
    mat_layout_words(&scene->canvas, span,
                     grid->rows - span.row - (keys ? 2 : 0), view);
    span.row = grid->rows - 1;
    if (keys)
        mat_canvas_keys(&scene->canvas, span, scene->canvas.style->keys);
}

/* The time alone, in the middle; what else matters when there is none. */
static void
draw_tiny(const struct scene *scene)
{
    const struct mat_view *view = scene->view;
    const struct mat_grid *grid = scene->canvas.grid;
    bool state = has_text(view->state);
    struct mat_span span = {.row = (grid->rows - 1) / 2,
                            .width = grid->columns};
    char text[96];
    int width;

    time_text(view, text, sizeof(text));
    if (state || !has_text(text))
        (void)mat_join(text, sizeof(text), state ? view->state : view->title,
                       NULL);
    width = mat_canvas_measure(&scene->canvas, text, strlen(text));
    if (width < grid->columns)
        span.column = (grid->columns - width) / 2;
    span.width -= span.column;
    (void)mat_canvas_text(&scene->canvas, span,
                          view->ringing ? MAT_ROLE_ALARM
                          : state       ? MAT_ROLE_TITLE
                                        : MAT_ROLE_DIGITS,
                          text);
}

void
mat_layout(const struct mat_view *view, const struct mat_layout_style *style,
           struct mat_grid *grid)
{
    struct scene scene = {
        .view = view,
        .canvas = mat_canvas_start(grid, style),
    };

    if (grid->rows >= FULL_ROWS && grid->columns >= FULL_COLUMNS)
        draw_full(&scene);
    else if (grid->rows >= SMALL_ROWS && grid->columns >= SMALL_COLUMNS)
        draw_small(&scene);
    else
        draw_tiny(&scene);
}
