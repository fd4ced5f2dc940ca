#include "front/form.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"

bool
mat_form_has_marks(const struct mat_form *form)
{
    for (int i = 0; i < form->n_items; i++)
        if (form->marks[i].kind != MAT_ANSWER_UNSET)
            return true;
    return false;
}

const char *
mat_form_enter(const struct mat_form *form)
{
    return form->enter_some != NULL && mat_form_has_marks(form)
               ? form->enter_some
               : form->enter_none;
}

static void
toggle(struct mat_form *form, int item, enum mat_answer_kind kind)
{
    struct mat_form_mark *mark = &form->marks[item];

    mark->kind = mark->kind == kind ? MAT_ANSWER_UNSET : kind;
    if (mark->kind == MAT_ANSWER_UNSET)
        mark->where = 0;
}

static int
moved(int cursor, int by, int count)
{
    cursor += by;
    return cursor < 0 ? 0 : cursor >= count ? count - 1 : cursor;
}

static bool
can_say_where(const struct mat_form *form)
{
    return form->n_items > 0 && form->items[form->cursor].local &&
           form->marks[form->cursor].kind != MAT_ANSWER_UNSET;
}

/* The row that a digit means: 1 to 9, and 0 for the tenth; -1: none. */
static int
row_of(int key, int n_rows)
{
    int row = key == '0' ? 9 : key - '1';

    return key >= '0' && key <= '9' && row < n_rows ? row : -1;
}

char
mat_form_digit(int row)
{
    return (char)(row < 9 ? '1' + row : row == 9 ? '0' : '-');
}

/* Keys while areas are ticked. */
static void
where_key(struct mat_form *form, int key)
{
    mat_area_set *where = &form->marks[form->cursor].where;
    int row = row_of(key, MAT_AREA__COUNT);

    switch (key) {
    case MAT_KEY_UP:
    case 'k':
        form->area_cursor = moved(form->area_cursor, -1, MAT_AREA__COUNT);
        break;
    case MAT_KEY_DOWN:
    case 'j':
        form->area_cursor = moved(form->area_cursor, 1, MAT_AREA__COUNT);
        break;
    case ' ':
    case 'x':
        *where ^= MAT_AREA_BIT(form->area_cursor);
        break;
    case MAT_KEY_ENTER:
    case MAT_KEY_ESCAPE:
    case MAT_KEY_LEFT:
    case MAT_KEY_RIGHT:
    case 'w':
    case 'b':
    case 'n':
    case 'q':
        form->where_open = false;
        break;
    default:
        if (row >= 0) {
            form->area_cursor = row;
            *where ^= MAT_AREA_BIT(row);
        }
        break;
    }
}

/* Keys that tick and move. On a page to read there is nothing to tick. */
static void
tick_key(struct mat_form *form, int key)
{
    int row = row_of(key, form->n_items);

    switch (key) {
    case MAT_KEY_HOME:
        form->cursor = 0;
        break;
    case MAT_KEY_END:
        form->cursor = form->n_items - 1;
        break;
    case ' ':
    case 'x':
        toggle(form, form->cursor, MAT_ANSWER_YES);
        break;
    case '?':
    case 'u':
        toggle(form, form->cursor, MAT_ANSWER_UNSURE);
        break;
    case 'w':
        form->where_open = can_say_where(form);
        form->area_cursor = 0;
        break;
    default:
        if (row >= 0) {
            form->cursor = row;
            toggle(form, form->cursor, MAT_ANSWER_YES);
        }
        break;
    }
}

static enum mat_form_event
leave(struct mat_form *form)
{
    if (!form->can_leave)
        return MAT_FORM_STAY;
    form->leaving = form->confirms;
    return form->confirms ? MAT_FORM_STAY : MAT_FORM_LEAVE;
}

static enum mat_form_event
move_key(struct mat_form *form, int key)
{
    bool up = key == MAT_KEY_UP || key == 'k' || key == MAT_KEY_PAGE_UP;
    bool far = key == MAT_KEY_PAGE_UP || key == MAT_KEY_PAGE_DOWN;
    int by = (up ? -1 : 1) * (far ? 5 : 1);

    if (form->n_items > 0) {
        form->cursor = moved(form->cursor, by, form->n_items);
        return MAT_FORM_STAY;
    }
    if (far)
        return up ? MAT_FORM_SCREEN_UP : MAT_FORM_SCREEN_DOWN;
    return up ? MAT_FORM_SCROLL_UP : MAT_FORM_SCROLL_DOWN;
}

bool
mat_form_has_more(const struct mat_form *form)
{
    return form->step > 0 && form->cursor < form->n_items - 1;
}

/* No question is answered that was never in sight. */
static enum mat_form_event
go_on(struct mat_form *form)
{
    if (!mat_form_has_more(form))
        return MAT_FORM_NEXT;
    form->cursor += form->step;
    if (form->cursor > form->n_items - 1)
        form->cursor = form->n_items - 1;
    return MAT_FORM_STAY;
}

enum mat_form_event
mat_form_key(struct mat_form *form, int key)
{
    assert(form->n_items <= MAT_ROWS_MAX);
    if (form->leaving) {
        form->leaving = key != 'n' && key != 'N' && key != MAT_KEY_ESCAPE;
        return key == 'y' || key == 'Y' ? MAT_FORM_LEAVE : MAT_FORM_STAY;
    }
    if (form->where_open) {
        where_key(form, key);
        return MAT_FORM_STAY;
    }
    switch (key) {
    case MAT_KEY_ENTER:
    case MAT_KEY_RIGHT:
    case 'n':
        return go_on(form);
    case MAT_KEY_LEFT:
    case 'b':
        return form->can_back ? MAT_FORM_BACK : MAT_FORM_STAY;
    case MAT_KEY_ESCAPE:
    case 'q':
        return leave(form);
    case MAT_KEY_UP:
    case 'k':
    case MAT_KEY_DOWN:
    case 'j':
    case MAT_KEY_PAGE_UP:
    case MAT_KEY_PAGE_DOWN:
        return move_key(form, key);
    default:
        if (form->n_items > 0)
            tick_key(form, key);
        return MAT_FORM_STAY;
    }
}
