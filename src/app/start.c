#include "app/start.h"

#include <unistd.h>

#include "app/explain.h"
#include "app/load.h"
#include "app/rating.h"
#include "app/rows.h"
#include "app/screening.h"
#include "app/signals.h"
#include "app/start_control.h"
#include "app/start_pages.h"
#include "app/start_session.h"
#include "app/terminal.h"
#include "app/today.h"
#include "front/out.h"
#include "front/tui.h"

/* A session on its way from the command line to its end. */
struct start {
    const struct mat_start_options *options;
    struct mat_wish wish;
    struct mat_config config;
    struct mat_keep keep;
    struct mat_prepared prepared;
    enum mat_ask how;
    bool can_ask;
    bool signals;    /* are taken */
    bool asks_first; /* there is a session to take up, if that is wanted */
    bool sure;       /* .. and it is */
    struct mat_session session;
};

static void
take_signals(struct start *start)
{
    if (!start->signals)
        mat_signals_take();
    start->signals = true;
}

static void
close_front(struct start *start)
{
    mat_terminal_give_back();
    if (start->signals)
        mat_signals_give_back();
    start->signals = false;
}

/* Takes the screen when there is one and it is wanted. The signals come first:
 * none may end the program with the terminal taken. Where questions are asked
 * in lines they are left alone until the session begins. */
static void
open_front(struct start *start)
{
    enum mat_palette palette =
        start->prepared.file.plan->when == MAT_WHEN_EVENING ? MAT_PALETTE_NIGHT
                                                            : MAT_PALETTE_DAY;

    mat_terminal_guard();
    start->how = MAT_ASK_LINES;
    start->can_ask = mat_can_ask();
    if (start->options->show != MAT_SHOW_AUTO || !isatty(STDIN_FILENO) ||
        !isatty(STDOUT_FILENO))
        return;
    take_signals(start);
    start->session.on_screen = mat_tui_open(palette);
    if (start->session.on_screen)
        start->how = MAT_ASK_PAGES;
    else
        close_front(start);
}

static void
explain(const struct mat_prepared *prepared)
{
    mat_explain(stderr, prepared, mat_out_width(stderr));
}

static int
say_refused(struct start *start)
{
    mat_terminal_give_back();
    mat_problem("\"%s\" does not start today",
                start->prepared.file.plan->title);
    explain(&start->prepared);
    return MAT_EXIT_REFUSED;
}

static int
decide(struct start *start)
{
    int status = mat_prepare_schedule(&start->prepared);

    return status == MAT_EXIT_REFUSED ? say_refused(start) : status;
}

static int
ask_screening(struct start *start)
{
    struct mat_prepared *prepared = &start->prepared;

    if (!prepared->known.due)
        return MAT_EXIT_DONE;
    if (!start->can_ask) {
        mat_problem("the screening is due. %s Answer it with `matsession "
                    "screen`, or state that nothing applies with `matsession "
                    "screen --none`",
                    prepared->known.due);
        return MAT_EXIT_UNANSWERED;
    }
    return mat_screening(start->how, prepared->tables, prepared->known.due,
                         &prepared->known);
}

static mat_area_set
plan_areas(const struct mat_plan *plan)
{
    mat_area_set areas = 0;

    for (int i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].kind == MAT_KIND_MAT)
            areas |= MAT_AREA_BIT(plan->steps[i].area);
    }
    return areas;
}

/* What the last session left to ask; --confirm asks nothing. */
static int
ask_last_time(struct start *start)
{
    struct mat_prepared *prepared = &start->prepared;

    if (!start->keep.records || !start->can_ask || start->options->confirm)
        return MAT_EXIT_DONE;
    return mat_rating_ask_before(start->how, prepared->tables, &prepared->past,
                                 plan_areas(prepared->file.plan));
}

/* Today's prompts with the urgent ones first: they are in sight at once and
 * have a key of their own, however many there are. */
static void
put_urgent_first(const struct mat_prepared *prepared, int prompts[MAT_ROWS_MAX])
{
    const struct mat_verdict *verdict = &prepared->verdict;
    int n = 0;

    for (int urgent = 1; urgent >= 0; urgent--) {
        for (int i = 0; i < verdict->n_prompts; i++) {
            int row = verdict->prompts[i];

            if (prepared->tables->rows[row].urgent == (urgent == 1))
                prompts[n++] = row;
        }
    }
}

static void
print_prompts(const struct mat_prepared *prepared, const int *prompts)
{
    mat_problem("today's questions need an answer; --confirm states that none "
                "of these applies:");
    for (int i = 0; i < prepared->verdict.n_prompts; i++)
        mat_out(stderr, "  %s\n",
                mat_rows_question(&prepared->tables->rows[prompts[i]], true));
}

static void
note_marks(struct start *start)
{
    struct mat_prepared *prepared = &start->prepared;
    int row = mat_tables_row(prepared->tables, "marks-left");

    if (row >= 0 && start->keep.records)
        mat_rating_note_marks(prepared->tables, &prepared->past,
                              prepared->today[row].kind);
}

static int
ask_today(struct start *start)
{
    struct mat_prepared *prepared = &start->prepared;
    int n_prompts = prepared->verdict.n_prompts;
    int prompts[MAT_ROWS_MAX];
    int status = MAT_EXIT_DONE;

    put_urgent_first(prepared, prompts);
    if (start->options->confirm) {
        mat_prepared_none(prepared);
    } else if (n_prompts > 0 && !start->can_ask) {
        print_prompts(prepared, prompts);
        return MAT_EXIT_UNANSWERED;
    } else if (n_prompts > 0) {
        status = mat_ask_today(start->how, prepared->tables, prompts, n_prompts,
                               prepared->today);
    }
    prepared->today_known = status == MAT_EXIT_DONE;
    if (prepared->today_known)
        note_marks(start);
    return status;
}

/* What a session that loses steps or needs company asks for is a yes; shown
 * with the rest of what is to come. */
static int
ask_go(struct start *start)
{
    const struct mat_verdict *verdict = &start->prepared.verdict;

    if (start->options->confirm) {
        if (verdict->n_findings > 0)
            explain(&start->prepared);
        return MAT_EXIT_DONE;
    }
    if (start->can_ask) {
        mat_session_listen(&start->session);
        return mat_opening(start->how, &start->prepared);
    }
    if (verdict->n_findings == 0)
        return MAT_EXIT_DONE;
    mat_problem("the session changes for you; --confirm states that this is "
                "fine:");
    explain(&start->prepared);
    return MAT_EXIT_UNANSWERED;
}

/* A `wait` needs an answer. Without a terminal it can come by the control
 * socket, which therefore is opened before anything begins. */
static int
check_waits(struct start *start)
{
    const struct mat_schedule *schedule = start->prepared.schedule;
    int wait = 0;

    while (wait < schedule->n_segments &&
           schedule->segments[wait].kind != MAT_KIND_WAIT)
        wait++;
    if (wait == schedule->n_segments || isatty(STDIN_FILENO))
        return MAT_EXIT_DONE;
    if (mat_start_control_begin(&start->session)) {
        mat_problem("step %d waits (%s); `matsession next` in another shell "
                    "lets it go on",
                    wait + 1, schedule->segments[wait].title);
        return MAT_EXIT_DONE;
    }
    mat_problem("step %d waits for a key (%s), and without a terminal nobody "
                "can press one",
                wait + 1, schedule->segments[wait].title);
    return MAT_EXIT_UNANSWERED;
}

/* Loads everything anew: for another wish, or with another past. */
static int
load_again(struct start *start)
{
    int status;

    mat_prepared_done(&start->prepared);
    status = mat_prepare_load(&start->prepared, &start->wish);
    if (status == MAT_EXIT_DONE)
        open_front(start);
    return status;
}

/* A session was cut off a short while ago, and another one is wanted. */
static int
ask_earlier(struct start *start)
{
    enum mat_resume_answer answer = MAT_RESUME_LEAVE;
    int status = MAT_EXIT_DONE;

    if (!start->asks_first)
        return MAT_EXIT_DONE;
    if (mat_resume_find(&start->keep.resume))
        status = mat_resume_ask(start->how, &start->keep.resume,
                                start->prepared.file.plan->title, &answer);
    if (status != MAT_EXIT_DONE)
        return status;
    if (answer == MAT_RESUME_QUIT)
        return MAT_EXIT_STOPPED;
    close_front(start);
    start->session.takes_up = start->sure = answer == MAT_RESUME_TAKE_UP;
    if (start->session.takes_up)
        start->wish = mat_resume_wish(&start->keep.resume);
    else
        (void)mat_keep_sweep(&start->keep, false);
    return load_again(start);
}

/* The session was chosen when it began; whether it is to go on is a question of
 * its own. */
static int
ask_take_up(struct start *start)
{
    enum mat_resume_answer answer = MAT_RESUME_TAKE_UP;
    int status = MAT_EXIT_DONE;

    if (!mat_resume_fits(&start->keep.resume, start->prepared.schedule)) {
        mat_terminal_give_back();
        mat_problem("the session that was cut off cannot be taken up: as "
                    "things are today it would be another one");
        (void)mat_keep_sweep(&start->keep, false);
        return MAT_EXIT_NO_SUCH;
    }
    if (!start->sure && !start->options->confirm && start->can_ask) {
        mat_session_listen(&start->session);
        status = mat_resume_ask(start->how, &start->keep.resume, NULL, &answer);
    }
    if (status != MAT_EXIT_DONE || answer == MAT_RESUME_TAKE_UP)
        return status;
    mat_terminal_give_back();
    if (answer == MAT_RESUME_LEAVE)
        (void)mat_keep_sweep(&start->keep, false);
    return MAT_EXIT_STOPPED;
}

static int
run(struct start *start)
{
    mat_known_past_done(&start->prepared.past); /* years of it, for nothing */
    take_signals(start);
    return mat_session_run(&start->session);
}

/* Asks what there is to ask, and runs it. */
static int
lead(struct start *start)
{
    int status;

    open_front(start);
    status = ask_earlier(start);
    if (status == MAT_EXIT_DONE)
        status = ask_screening(start);
    if (status == MAT_EXIT_DONE)
        status = ask_last_time(start);
    if (status == MAT_EXIT_DONE)
        status = decide(start);
    if (status == MAT_EXIT_DONE)
        status = ask_today(start);
    if (status == MAT_EXIT_DONE)
        status = decide(start);
    if (status == MAT_EXIT_DONE)
        status = check_waits(start);
    if (status == MAT_EXIT_DONE)
        status = start->session.takes_up ? ask_take_up(start) : ask_go(start);
    if (status == MAT_EXIT_DONE)
        status = run(start);
    mat_session_leave(&start->session);
    close_front(start);
    return status;
}

/* What was cut off before, and so what is wanted now. Where nobody can be asked
 * and nothing was confirmed this start may well be none, and must not cost the
 * other session its ten minutes. */
static int
find_wish(struct start *start)
{
    const struct mat_start_options *options = start->options;
    bool can_ask = mat_can_ask();

    start->wish = options->wish;
    if (!options->resume) {
        bool left = mat_keep_sweep(&start->keep, can_ask || !options->confirm);

        start->asks_first = left && can_ask;
        return MAT_EXIT_DONE;
    }
    start->session.takes_up = true;
    return mat_keep_find(&start->keep, options->wish.plan, &start->wish);
}

int
mat_start(const struct mat_start_options *options)
{
    struct start start = {
        .options = options,
        .session = {.options = options,
                    .prepared = &start.prepared,
                    .keep = &start.keep,
                    .config = &start.config},
    };
    int status = mat_load_config(&start.config);

    if (status == MAT_EXIT_DONE)
        status = mat_keep_begin(&start.keep, options);
    if (status == MAT_EXIT_DONE)
        status = find_wish(&start);
    if (status == MAT_EXIT_DONE)
        status = mat_prepare_load(&start.prepared, &start.wish);
    if (status == MAT_EXIT_DONE)
        status = lead(&start);
    if (start.session.ended && !start.session.told &&
        options->show != MAT_SHOW_JSON)
        mat_closing_lines(&start.prepared, &start.session.state);
    fflush(stdout);
    mat_prepared_done(&start.prepared);
    mat_keep_done(&start.keep);
    mat_config_done(&start.config);
    return status;
}
