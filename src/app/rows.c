#include "app/rows.h"

#include <stdlib.h>

#include "front/out.h"

const char *
mat_rows_question(const struct mat_row *row, bool today)
{
    return today && !row->transient && row->today[0] != '\0' ? row->today
                                                             : row->question;
}

static void
take_marks(const struct mat_form *form, const int *rows,
           struct mat_answer *answers)
{
    for (int i = 0; i < form->n_items; i++) {
        struct mat_answer *answer = &answers[rows[i]];

        answer->kind = form->marks[i].kind == MAT_ANSWER_UNSET
                           ? MAT_ANSWER_NO
                           : form->marks[i].kind;
        answer->where = form->marks[i].where;
    }
}

int
mat_rows_ask(struct mat_pager *pager, const struct mat_tables *tables,
             struct mat_form *form, const int *rows, int n_rows, bool today,
             struct mat_answer *answers, enum mat_form_event *ret_event)
{
    struct mat_form_item items[MAT_ROWS_MAX];
    int status;

    for (int i = 0; i < n_rows; i++) {
        const struct mat_row *row = &tables->rows[rows[i]];
        const struct mat_answer *answer = &answers[rows[i]];
        bool ticked = answer->kind > MAT_ANSWER_NO;

        items[i].question = mat_rows_question(row, today);
        items[i].local = row->targets.local;
        form->marks[i].kind = ticked ? answer->kind : MAT_ANSWER_UNSET;
        form->marks[i].where = ticked ? answer->where : 0;
    }
    form->items = items;
    form->n_items = n_rows;
    status = mat_pager_run(pager, form, ret_event);
    if (status == MAT_EXIT_DONE && *ret_event != MAT_FORM_LEAVE)
        take_marks(form, rows, answers);
    form->items = NULL;
    form->n_items = 0;
    return status;
}

int
mat_rows_urgent(const struct mat_tables *tables, const int *rows, int n_rows,
                const struct mat_answer *answers)
{
    for (int i = 0; i < n_rows; i++)
        if (tables->rows[rows[i]].urgent &&
            answers[rows[i]].kind > MAT_ANSWER_NO)
            return rows[i];
    return -1;
}

int
mat_rows_urgent_text(const struct mat_tables *tables, int row, char ***ret_text)
{
    const struct mat_row *it = &tables->rows[row];
    size_t room = (size_t)tables->n_helplines + 2;
    char **text = mat_xalloc(room * sizeof(*text));
    int n = 0;

    *ret_text = text;
    if (!it->unstored) {
        text[n++] = mat_xcopy(it->say);
        text[n++] = mat_xcopy(it->why);
        return n;
    }
    text[n++] = mat_xcopy(mat_tables_notice(tables, "crisis"));
    for (int i = 0; i < tables->n_helplines; i++) {
        const struct mat_helpline *line = &tables->helplines[i];
        bool checked = line->checked != NULL && line->checked[0] != '\0';

        text[n++] =
            mat_xprintf("%s: %s, %s%s%s%s", line->region, line->name,
                        line->contact, checked ? " (as of " : "",
                        checked ? line->checked : "", checked ? ")" : "");
    }
    return n;
}

void
mat_rows_texts_free(char **texts, int n_texts)
{
    for (int i = 0; i < n_texts; i++)
        free(texts[i]);
    free(texts);
}

static void
print_texts(char **texts, int n_texts)
{
    for (int i = 0; i < n_texts; i++)
        mat_out_wrapped(stderr, texts[i], 0, mat_out_width(stderr));
    fflush(stderr);
}

int
mat_rows_show_urgent(struct mat_pager *pager, const struct mat_tables *tables,
                     int row)
{
    struct mat_form *form = mat_xalloc(sizeof(*form));
    enum mat_form_event event;
    int status = MAT_EXIT_DONE;
    char **texts;

    form->n_text = mat_rows_urgent_text(tables, row, &texts);
    form->text = (const char *const *)texts;
    form->title =
        tables->rows[row].unstored ? "You come first" : tables->rows[row].title;
    form->enter_none = "leave";
    if (pager->how == MAT_ASK_LINES)
        print_texts(texts, form->n_text);
    else
        status = mat_pager_run(pager, form, &event);
    mat_rows_texts_free(texts, form->n_text);
    free(form);
    return status == MAT_EXIT_DONE ? MAT_EXIT_REFUSED : status;
}
