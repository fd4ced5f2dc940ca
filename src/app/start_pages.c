#include "app/start_pages.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/pager.h"
#include "app/signals.h"
#include "app/text_page.h"
#include "front/out.h"
#include "front/tui.h"
#include "matsession/text.h"

/* Columns that a page leaves free at its sides. */
#define PAGE_MARGINS 6

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
print_ends(FILE *file, const struct mat_schedule *schedule)
{
    time_t end = time(NULL) + (time_t)(schedule->total / 1000);
    char total[MAT_TIME_TEXT];
    char mat[MAT_TIME_TEXT];
    char clock[16];
    struct tm local;

    localtime_r(&end, &local);
    if (strftime(clock, sizeof(clock), "%H:%M", &local) == 0)
        clock[0] = '\0';
    mat_out(file, "%s, %s of it on the mat. Ends at about %s.\n",
            mat_duration_text(schedule->total, total),
            mat_duration_text(schedule->mat, mat), clock);
}

static void
print_notice(FILE *file, const struct mat_prepared *prepared, const char *id)
{
    mat_out_wrapped(file, mat_tables_notice(prepared->tables, id), 0,
                    mat_out_width(stdout) - PAGE_MARGINS);
}

static void
print_opening(FILE *file, const struct mat_prepared *prepared)
{
    char reason[160];

    if (prepared->file.plan->purpose[0] != '\0')
        mat_out_wrapped(file, prepared->file.plan->purpose, 0,
                        mat_out_width(stdout) - PAGE_MARGINS);
    mat_out(file, "\n");
    print_ends(file, prepared->schedule);
    mat_prepare_reason(prepared, reason, sizeof(reason));
    mat_out(file, "%s\n\n", reason);
    print_steps(file, prepared->schedule);
    if (prepared->verdict.company)
        mat_out(file, "\nSomebody must be with you for this session.\n");
    if (mat_prepare_is_mood(prepared)) {
        mat_out(file, "\n");
        print_notice(file, prepared, "mood-frame");
        mat_prepare_points(file, prepared);
    }
    if (prepared->verdict.n_findings > 0 || prepared->schedule->n_notes > 0) {
        mat_out(file, "\n");
        mat_prepare_explain(file, prepared);
    }
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
        mat_out(file, "%s%s %s", between, mat_area_label((enum mat_area)area),
                mat_duration_text(state->used[area], length));
        between = ", ";
    }
    mat_out(file, ").\n");
}

static void
print_closing(FILE *file, const struct mat_prepared *prepared,
              const struct mat_state *state)
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
                 quiet ? "closing-quiet" : notices[state->outcome]);
    if (state->outcome == MAT_OUTCOME_UNWELL)
        print_notice(file, prepared, "unwell");
    if (mat_prepare_is_mood(prepared))
        print_notice(file, prepared, "mood-help");
}

static void
draw(const struct mat_page *page)
{
    struct mat_layout_style style = mat_tui_style();

    mat_layout_page(page, &style, mat_tui_grid());
    mat_tui_draw();
}

static void
show_until_key(const struct mat_page *page)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    struct mat_signals signals;
    int ready;

    do {
        draw(page);
        ready = mat_signals_wait(&input, 1, CLOSING_FOR * 1000000, &signals);
        if (signals.resized)
            mat_tui_resize();
    } while (ready == 0 && signals.resized && !signals.ended);
}

void
mat_closing(bool on_screen, bool silent, const struct mat_prepared *prepared,
            const struct mat_state *state)
{
    struct mat_text_page text;

    if (silent)
        return;
    if (on_screen) {
        mat_text_page_open(&text);
        print_closing(text.file, prepared, state);
        mat_text_page_close(&text);
        show_until_key(&(struct mat_page){
            .title = prepared->file.plan->title,
            .lines = text.lines,
            .n_lines = text.n_lines,
            .keys = "any key closes",
        });
        mat_text_page_done(&text);
        mat_tui_close();
    }
    print_closing(stdout, prepared, state);
}
