#include "app/today.h"

#include <stdlib.h>
#include <string.h>

#include "app/rows.h"
#include "front/out.h"

/* A row that follows one that was asked today takes its answer. */
static void
follow(const struct mat_tables *tables, struct mat_answer *today)
{
    for (int i = 0; i < tables->n_rows; i++) {
        int from = tables->rows[i].follows[0] == '\0'
                       ? -1
                       : mat_tables_row(tables, tables->rows[i].follows);

        if (from >= 0 && tables->rows[from].transient)
            today[i] = today[from];
    }
}

static int
ask(struct mat_pager *pager, const struct mat_tables *tables,
    const int *prompts, int n_prompts, struct mat_answer *today)
{
    static const char *const text[] = {
        "Which of these hold today? Anything left open means no.",
    };
    struct mat_form *form = mat_xalloc(sizeof(*form));
    enum mat_form_event event = MAT_FORM_NEXT;
    int status;
    int urgent;

    form->title = "Today";
    form->text = text;
    form->n_text = 1;
    form->enter_none = "none of these";
    form->enter_some = "go on with what is ticked";
    form->can_leave = true;
    status = mat_rows_ask(pager, tables, form, prompts, n_prompts, true, today,
                          &event);
    free(form);
    if (status != MAT_EXIT_DONE)
        return status;
    if (event == MAT_FORM_LEAVE)
        return MAT_EXIT_STOPPED;
    urgent = mat_rows_urgent(tables, prompts, n_prompts, today);
    return urgent < 0 ? MAT_EXIT_DONE
                      : mat_rows_show_urgent(pager, tables, urgent);
}

int
mat_ask_today(enum mat_ask how, const struct mat_tables *tables,
              const int *prompts, int n_prompts, struct mat_answer *ret_today)
{
    size_t size = (size_t)tables->n_rows * sizeof(*ret_today);
    struct mat_answer *today = mat_xalloc(size);
    struct mat_pager pager;
    int status = MAT_EXIT_DONE;

    if (n_prompts > 0) {
        mat_pager_begin(&pager, how);
        status = ask(&pager, tables, prompts, n_prompts, today);
        mat_pager_end(&pager);
    }
    if (status == MAT_EXIT_DONE) {
        follow(tables, today);
        memcpy(ret_today, today, size);
    }
    free(today);
    return status;
}
