#include "app/screening.h"

#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "app/meaning.h"
#include "app/plan_problem.h"
#include "app/rows.h"
#include "app/terminal.h"
#include "front/out.h"

/* One page of the screening: a group and its rows. */
struct page {
    int group;
    int rows[MAT_ROWS_MAX];
    int n_rows;
};

/* A screening under way. Step 0 is the introduction, then the pages, then the
 * summary. */
struct screening {
    struct mat_pager pager;
    const struct mat_tables *tables;
    const char *why;
    struct page *pages; /* as many as the tables have groups */
    int n_pages;
    const struct mat_profile *before;
    struct mat_answer draft[MAT_ROWS_MAX];
    bool told[MAT_ROWS_MAX]; /* the notice of the row was shown */
    struct mat_form form;
};

/* Rows whose yes brings a notice before the next page. */
static const struct {
    const char *row;
    const char *notice;
    const char *title;
} notices[] = {
    {"self-harm-coping", "coping", "Please"},
    {"depression-severe", "see-someone", "Worth a doctor"},
    {"depression", "mood-help", "About mood"},
};

static void
find_pages(struct screening *screening)
{
    const struct mat_tables *tables = screening->tables;
    size_t most = (size_t)tables->n_groups;

    screening->pages = mat_xalloc(most * sizeof(*screening->pages));
    for (int group = 0; group < tables->n_groups; group++) {
        struct page *page = &screening->pages[screening->n_pages];

        page->group = group;
        for (int i = 0; i < tables->n_rows; i++)
            if (mat_row_is_screened(&tables->rows[i]) &&
                strcmp(tables->rows[i].group, tables->groups[group]) == 0)
                page->rows[page->n_rows++] = i;
        if (page->n_rows > 0)
            screening->n_pages++;
    }
}

static struct mat_form *
new_form(struct screening *screening, const char *title,
         const char *const *text, int n_text)
{
    struct mat_form *form = &screening->form;

    memset(form, 0, sizeof(*form));
    form->title = title;
    form->text = text;
    form->n_text = n_text;
    form->can_leave = true;
    form->confirms = true;
    return form;
}

static int
introduce(struct screening *screening, enum mat_form_event *ret_event)
{
    char *length = mat_xprintf("%d pages, two minutes at most; nothing is "
                               "saved before the end.",
                               screening->n_pages);
    const char *const text[] = {
        screening->why,
        mat_tables_notice(screening->tables, "first-run"),
        length,
    };
    struct mat_form *form = new_form(screening, "A few health questions", text,
                                     sizeof(text) / sizeof(text[0]));
    int status;

    form->enter_none = "begin";
    form->confirms = false;
    status = mat_pager_run(&screening->pager, form, ret_event);
    free(length);
    return status;
}

static int
show_notice(struct screening *screening, size_t index)
{
    const char *const text[] = {
        mat_tables_notice(screening->tables, notices[index].notice),
    };
    struct mat_form *form = new_form(screening, notices[index].title, text, 1);
    enum mat_form_event event;

    form->enter_none = "go on";
    form->can_leave = false;
    return mat_pager_run(&screening->pager, form, &event);
}

static int
show_notices(struct screening *screening, const struct page *page)
{
    for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
        int row = mat_tables_row(screening->tables, notices[i].row);
        int status;

        if (row < 0 || screening->draft[row].kind <= MAT_ANSWER_NO ||
            screening->told[row] ||
            mat_tables_notice(screening->tables, notices[i].notice)[0] ==
                '\0' ||
            strcmp(screening->tables->rows[row].group,
                   screening->tables->groups[page->group]) != 0)
            continue;
        screening->told[row] = true;
        status = show_notice(screening, i);
        if (status != MAT_EXIT_DONE)
            return status;
    }
    return MAT_EXIT_DONE;
}

static int
ask_page(struct screening *screening, int number,
         enum mat_form_event *ret_event)
{
    static const char *const text[] = {
        "Which of these apply to you? Anything left open means no.",
    };
    const struct mat_tables *tables = screening->tables;
    const struct page *page = &screening->pages[number - 1];
    char *title = mat_xprintf("%s, %d of %d", tables->group_titles[page->group],
                              number, screening->n_pages);
    struct mat_form *form = new_form(screening, title, text, 1);
    int status;
    int urgent;

    form->enter_none = "next";
    form->can_back = true;
    status = mat_rows_ask(&screening->pager, tables, form, page->rows,
                          page->n_rows, false, screening->draft, ret_event);
    free(title);
    if (status != MAT_EXIT_DONE || *ret_event != MAT_FORM_NEXT)
        return status;
    urgent =
        mat_rows_urgent(tables, page->rows, page->n_rows, screening->draft);
    if (urgent >= 0)
        return mat_rows_show_urgent(&screening->pager, tables, urgent);
    return show_notices(screening, page);
}

/* What was ticked and what it comes to, a paragraph a row. */
static int
sum_up(const struct screening *screening, char **texts)
{
    const struct mat_tables *tables = screening->tables;
    char meaning[MAT_MEANING_TEXT];
    bool can_clear = false;
    int n = 0;

    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_answer *answer = &screening->draft[i];
        const struct mat_row *row = &tables->rows[i];

        if (!mat_row_is_screened(row) || answer->kind <= MAT_ANSWER_NO)
            continue;
        can_clear |=
            !answer->cleared && mat_row_can_be_cleared(row, answer->kind);
        texts[n++] =
            mat_xprintf("- %s%s. %s", row->title,
                        answer->kind == MAT_ANSWER_UNSURE ? " (not sure)" : "",
                        mat_meaning(tables, row, answer, meaning));
    }
    if (n == 0)
        texts[n++] = mat_xcopy("Nothing is ticked: nothing is left out.");
    if (can_clear)
        texts[n++] = mat_xcopy("Once a professional has agreed: matsession "
                               "screen --clear ID --by WHO (screen --show "
                               "tells the ids).");
    texts[n++] = mat_xcopy("A few questions about the day come at every "
                           "start.");
    return n;
}

/* A clearance was given for what was said then: it stands as long as that
 * answer does. */
static void
keep_clearances(struct screening *screening)
{
    for (int i = 0; i < screening->tables->n_rows; i++) {
        const struct mat_answer *before = &screening->before->answers[i];
        struct mat_answer *answer = &screening->draft[i];
        struct mat_answer as_asked = {.kind = answer->kind,
                                      .where = answer->where};

        if (before->kind == answer->kind && before->where == answer->where)
            *answer = *before;
        else
            *answer = as_asked;
    }
}

static int
show_summary(struct screening *screening, enum mat_form_event *ret_event)
{
    char **texts =
        mat_xalloc(((size_t)screening->tables->n_rows + 3) * sizeof(*texts));
    struct mat_form *form;
    int n;
    int status;

    keep_clearances(screening);
    n = sum_up(screening, texts);
    form =
        new_form(screening, "What this means", (const char *const *)texts, n);

    form->enter_none = "save";
    form->can_back = true;
    status = mat_pager_run(&screening->pager, form, ret_event);
    mat_rows_texts_free(texts, n);
    return status;
}

static int
run(struct screening *screening)
{
    int last = screening->n_pages + 1;

    for (int step = 0; step <= last;) {
        enum mat_form_event event = MAT_FORM_NEXT;
        int status = step == 0      ? introduce(screening, &event)
                     : step == last ? show_summary(screening, &event)
                                    : ask_page(screening, step, &event);

        if (status != MAT_EXIT_DONE)
            return status;
        if (event == MAT_FORM_LEAVE)
            return MAT_EXIT_STOPPED;
        step += event == MAT_FORM_BACK ? -1 : 1;
    }
    return MAT_EXIT_DONE;
}

static int
save(const struct screening *screening, struct mat_known_profile *known)
{
    struct mat_profile *next = mat_xalloc(sizeof(*next));
    int status = MAT_EXIT_DONE;
    int error;

    memcpy(next->answers, screening->draft, sizeof(next->answers));
    mat_today(next->screened);
    mat_profile_follow(screening->tables, next);
    error = mat_profile_save(screening->tables, next);
    if (error == 0) {
        known->profile = *next;
        known->exists = true;
    } else {
        mat_terminal_give_back();
        status = mat_problem_unsaved(known->path, error);
    }
    free(next);
    return status;
}

int
mat_screening(enum mat_ask how, const struct mat_tables *tables,
              const char *why, struct mat_known_profile *known)
{
    struct screening *screening = mat_xalloc(sizeof(*screening));
    int status;

    screening->tables = tables;
    screening->why = why;
    screening->before = &known->profile;
    memcpy(screening->draft, known->profile.answers, sizeof(screening->draft));
    find_pages(screening);
    mat_pager_begin(&screening->pager, how);
    status = run(screening);
    mat_pager_end(&screening->pager);
    if (status == MAT_EXIT_DONE)
        status = save(screening, known);
    free(screening->pages);
    free(screening);
    return status;
}
