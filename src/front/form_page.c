#include "front/form.h"

#include <assert.h>
#include <string.h>

#include "front/areas.h"
#include "matsession/text.h"

/* Starts a line at what is written to page->text next. The last that there is
 * room for says that there would be more. */
static void
begin_line(struct mat_form_page *page)
{
    if (page->page.n_lines < MAT_FORM_LINES_MAX)
        page->lines[page->page.n_lines++] = page->text + page->used;
    else
        page->lines[MAT_FORM_LINES_MAX - 1] = "...";
}

static void
put(struct mat_form_page *page, const char *text)
{
    page->used += mat_join(page->text + page->used,
                           sizeof(page->text) - page->used, text, NULL);
}

static void
end_line(struct mat_form_page *page)
{
    if (page->used + 1 < sizeof(page->text))
        page->text[++page->used] = '\0';
}

static void
add_line(struct mat_form_page *page, const char *text)
{
    begin_line(page);
    put(page, text);
    end_line(page);
}

/* "> [x] 3 ": the layout knows the line that begins with > for the one where
 * the user is. */
static void
put_box(struct mat_form_page *page, bool here, char mark, char digit)
{
    const char box[] = {
        here ? '>' : ' ', ' ', '[', mark, ']', ' ', digit, ' ', '\0'};

    put(page, box);
}

static void
add_item(struct mat_form_page *page, const struct mat_form *form, int index)
{
    static const char marks[MAT_ANSWER__COUNT] = {
        [MAT_ANSWER_UNSET] = ' ',
        [MAT_ANSWER_NO] = ' ',
        [MAT_ANSWER_UNSURE] = '?',
        [MAT_ANSWER_YES] = 'x',
    };
    const struct mat_form_mark *mark = &form->marks[index];
    char areas[160];

    begin_line(page);
    put_box(page, form->cursor == index, marks[mark->kind],
            mat_form_digit(index));
    put(page, form->items[index].question);
    if (form->items[index].local && mark->kind != MAT_ANSWER_UNSET) {
        put(page, " (");
        put(page, mat_areas_text(mark->where, areas, sizeof(areas)));
        put(page, mark->where == 0 ? "; w says where)" : ")");
    }
    end_line(page);
}

static void
add_areas(struct mat_form_page *page, const struct mat_form *form)
{
    mat_area_set where = form->marks[form->cursor].where;

    add_line(page, form->items[form->cursor].question);
    add_line(page, "Where is it? Leave all empty for everywhere.");
    add_line(page, "");
    for (int i = 0; i < MAT_AREA__COUNT; i++) {
        begin_line(page);
        put_box(page, form->area_cursor == i,
                (where & MAT_AREA_BIT(i)) != 0 ? 'x' : ' ', mat_form_digit(i));
        put(page, mat_area_label(i));
        end_line(page);
    }
}

static void
write_keys(struct mat_form_page *page, const struct mat_form *form)
{
    bool where = form->n_items > 0 && form->items[form->cursor].local &&
                 form->marks[form->cursor].kind != MAT_ANSWER_UNSET;

    if (form->leaving)
        mat_join(page->keys, sizeof(page->keys), "y leave  n stay", NULL);
    else if (form->where_open)
        mat_join(page->keys, sizeof(page->keys), "space here  enter done",
                 NULL);
    else
        mat_join(page->keys, sizeof(page->keys), "enter ",
                 mat_form_has_more(form) ? "more" : mat_form_enter(form),
                 form->n_items > 0 ? "  space yes  ? not sure" : "",
                 where ? "  w where" : "", form->can_back ? "  b back" : "",
                 form->can_leave ? "  q leave" : "", NULL);
}

void
mat_form_page(const struct mat_form *form, struct mat_form_page *ret_page)
{
    assert(form->n_items <= MAT_ROWS_MAX);
    memset(&ret_page->page, 0, sizeof(ret_page->page));
    ret_page->used = 0;
    ret_page->text[0] = '\0';
    ret_page->page.title = form->title;
    if (form->leaving) {
        add_line(ret_page, "Leave now? Nothing of this is saved then.");
    } else if (form->where_open) {
        add_areas(ret_page, form);
    } else {
        for (int i = 0; i < form->n_text; i++) {
            add_line(ret_page, form->text[i]);
            if (!form->tight)
                add_line(ret_page, "");
        }
        for (int i = 0; i < form->n_items; i++)
            add_item(ret_page, form, i);
    }
    write_keys(ret_page, form);
    ret_page->page.lines = ret_page->lines;
    ret_page->page.keys = ret_page->keys;
}
