#include "app/start_pages.h"

#include <stdlib.h>

#include "app/explain.h"
#include "app/local_time.h"
#include "app/rating.h"
#include "app/terminal.h"
#include "app/text_page.h"
#include "front/areas.h"
#include "front/out.h"
#include "matsession/text.h"

/* The closing page goes by itself: nobody has to get up for it. */
#define CLOSING_FOR MAT_MINUTES(1)

static void
print_steps(FILE *file, const struct mat_schedule *schedule)
{
    for (int i = 0; i < schedule->n_segments; i++) {
        const struct mat_segment *segment = &schedule->segments[i];
        char length[MAT_TIME_TEXT];

        if (segment->duration == MAT_MS_NONE)
            mat_join(length, sizeof(length), "a key", NULL);
        else
            mat_duration_text(segment->duration, length);
        mat_out(file, "  %6s  %s\n", length, segment->title);
    }
}

static void
print_ends(FILE *file, const struct mat_prepared *prepared)
{
    const struct mat_schedule *schedule = prepared->schedule;
    char total[MAT_TIME_TEXT];
    char mat[MAT_TIME_TEXT];
    char end[MAT_TIME_OF_DAY_TEXT];

    mat_out(file, "%s, %s of it on the mat.",
            mat_duration_text(schedule->total, total),
            schedule->mat > 0 ? mat_duration_text(schedule->mat, mat) : "none");
    if (!prepared->wish.rehearsal) /* whose clock is another */
        mat_out(file, " Ends at about %s.",
                mat_time_of_day(schedule->total, end));
    mat_out(file, "\n");
}

static void
print_notice(FILE *file, const struct mat_prepared *prepared, const char *id,
             int width)
{
    mat_out_wrapped(file, mat_tables_notice(prepared->tables, id), 0, width);
}

/* The steps come last: a plan may have hundreds, and what was changed must not
 * be looked for behind them. */
static void
print_opening(FILE *file, const struct mat_prepared *prepared)
{
    char reason[MAT_LENGTH_TEXT];

    if (prepared->file.plan->purpose[0] != '\0')
        mat_out(file, "%s\n\n", prepared->file.plan->purpose);
    print_ends(file, prepared);
    mat_explain_length(prepared, reason);
    mat_out(file, "%s%s\n", reason, reason[0] != '\0' ? "\n" : "");
    if (prepared->verdict.company)
        mat_out(file, "Somebody must be with you for this session.\n\n");
    if (mat_explain_has(prepared)) {
        mat_explain(file, prepared, MAT_UNWRAPPED);
        mat_out(file, "\n");
    }
    if (mat_explain_is_mood(prepared)) {
        print_notice(file, prepared, "mood-frame", MAT_UNWRAPPED);
        mat_out(file, "\n");
        mat_explain_points(file, prepared, MAT_UNWRAPPED);
        mat_out(file, "\n");
    }
    print_steps(file, prepared->schedule);
}

int
mat_opening(enum mat_ask how, const struct mat_prepared *prepared)
{
    struct mat_text_page text;
    struct mat_form *form = mat_xalloc(sizeof(*form));
    struct mat_pager pager;
    enum mat_form_event event = MAT_FORM_LEAVE;
    int status;

    mat_text_page_open(&text);
    print_opening(text.file, prepared);
    mat_text_page_close(&text);
    form->title = prepared->file.plan->title;
    form->text = text.lines;
    form->n_text = text.n_lines;
    form->tight = true;
    form->enter_none = "begin";
    form->can_leave = true;
    mat_pager_begin(&pager, how);
    status = mat_pager_run(&pager, form, &event);
    mat_pager_end(&pager);
    mat_text_page_done(&text);
    free(form);
    if (status == MAT_EXIT_DONE && event == MAT_FORM_LEAVE)
        return MAT_EXIT_STOPPED;
    return status;
}

static void
print_areas(FILE *file, const struct mat_state *state)
{
    mat_ms total = 0;
    const char *between = " (";
    char length[MAT_TIME_TEXT];

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        total += state->used[area];
    if (total == 0)
        return;
    mat_out(file, "On the mat: %s", mat_duration_text(total, length));
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (state->used[area] == 0)
            continue;
        mat_out(file, "%s%s %s", between, mat_area_in_list((enum mat_area)area),
                mat_duration_text(state->used[area], length));
        between = ", ";
    }
    mat_out(file, ").\n");
}

static void
print_closing(FILE *file, const struct mat_prepared *prepared,
              const struct mat_state *state, int width)
{
    static const char *const notices[MAT_OUTCOME__COUNT] = {
        [MAT_OUTCOME_COMPLETED] = "closing-completed",
        [MAT_OUTCOME_STOPPED] = "closing-stopped",
        [MAT_OUTCOME_UNWELL] = "closing-unwell",
        [MAT_OUTCOME_INTERRUPTED] = "closing-interrupted",
    };
    bool quiet = state->outcome == MAT_OUTCOME_COMPLETED &&
                 mat_engine_mat_time(prepared->schedule, state, 0) == 0;

    print_areas(file, state);
    if (state->unanswered > 0)
        mat_out(file, "Nobody answered the end alarm.\n");
    print_notice(file, prepared,
                 quiet ? "closing-quiet" : notices[state->outcome], width);
    if (state->outcome == MAT_OUTCOME_UNWELL)
        print_notice(file, prepared, "unwell", width);
    if (mat_explain_is_mood(prepared))
        print_notice(file, prepared, "mood-help", width);
}

static mat_area_set
used_areas(const struct mat_state *state)
{
    mat_area_set used = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (state->used[area] > 0)
            used |= MAT_AREA_BIT(area);
    }
    return used;
}

static int
show_closing(const char *title, const struct mat_text_page *text)
{
    const struct mat_page page = {
        .title = title,
        .lines = text->lines,
        .n_lines = text->n_lines,
        .keys = "any key closes",
    };
    struct mat_pager pager;
    int status;
    int key;

    mat_pager_begin(&pager, MAT_ASK_PAGES);
    status = mat_pager_show(&pager, &page, CLOSING_FOR, &key);
    mat_pager_end(&pager);
    return status;
}

int
mat_closing_page(const struct mat_prepared *prepared,
                 const struct mat_state *state, const char *id)
{
    const char *title = prepared->file.plan->title;
    struct mat_text_page text;
    int status;

    mat_text_page_open(&text);
    print_closing(text.file, prepared, state, MAT_UNWRAPPED);
    mat_text_page_close(&text);
    status = id ? mat_rating_ask(MAT_ASK_PAGES, title, text.lines, text.n_lines,
                                 id, used_areas(state), CLOSING_FOR)
                : show_closing(title, &text);
    mat_terminal_forget_typed();
    mat_text_page_done(&text);
    return status;
}

int
mat_closing_questions(const struct mat_prepared *prepared,
                      const struct mat_state *state, const char *id)
{
    int status = mat_rating_ask(MAT_ASK_KEYS, prepared->file.plan->title, NULL,
                                0, id, used_areas(state), CLOSING_FOR);

    mat_terminal_forget_typed();
    return status;
}

void
mat_closing_lines(const struct mat_prepared *prepared,
                  const struct mat_state *state)
{
    print_closing(stdout, prepared, state, mat_out_width(stdout));
}
