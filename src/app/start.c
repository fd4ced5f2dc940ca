#include "app/start.h"

#include <unistd.h>

#include "app/explain.h"
#include "app/local_time.h"
#include "app/rows.h"
#include "app/runner.h"
#include "app/screening.h"
#include "app/signals.h"
#include "app/start_pages.h"
#include "app/terminal.h"
#include "app/today.h"
#include "front/out.h"
#include "front/raw_keys.h"
#include "matsession/text.h"

#define KEY_LINE_BYTES 160

/* A session on its way from the command line to its end. */
struct start {
    const struct mat_start_options *options;
    struct mat_prepared prepared;
    enum mat_ask how;
    bool can_ask;
    bool on_screen;
    bool signals;           /* are taken */
    bool ended;             /* a session, with somebody there to read how */
    struct mat_state state; /* .. at that */
    char key_line[KEY_LINE_BYTES];
};

/* The line at the bottom of the screen is the key table's brief words. */
static void
key_line(const struct mat_start_options *options, char *buffer, size_t size)
{
    char speed[MAT_NUMBER_TEXT];
    size_t used = 0;

    buffer[0] = '\0';
    if (options->speed > 1)
        used = mat_join(buffer, size, "x",
                        mat_number_text(options->speed, speed), NULL);
    for (int i = 0; i < options->n_keys; i++) {
        if (options->keys[i].brief[0] != '\0')
            used += mat_join(buffer + used, size - used, used > 0 ? "  " : "",
                             options->keys[i].brief, NULL);
    }
}

static int
exit_of(const struct mat_runner *runner)
{
    if (runner->ended_by)
        return MAT_EXIT_SIGNAL + runner->ended_by;
    if (runner->unheard)
        return MAT_EXIT_FAILED;
    switch (runner->state.outcome) {
    case MAT_OUTCOME_COMPLETED:
        return MAT_EXIT_DONE;
    case MAT_OUTCOME_STOPPED:
        return MAT_EXIT_STOPPED;
    case MAT_OUTCOME_UNWELL:
        return MAT_EXIT_UNWELL;
    default:
        return MAT_EXIT_INTERRUPTED;
    }
}

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
    start->on_screen = mat_tui_open(palette);
    if (start->on_screen)
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

static void
state_none(struct mat_prepared *prepared)
{
    for (int i = 0; i < prepared->verdict.n_prompts; i++)
        prepared->today[prepared->verdict.prompts[i]].kind = MAT_ANSWER_NO;
}

static void
print_prompts(const struct mat_prepared *prepared)
{
    mat_problem("today's questions need an answer; --confirm states that none "
                "of these applies:");
    for (int i = 0; i < prepared->verdict.n_prompts; i++) {
        int row = prepared->verdict.prompts[i];

        mat_out(stderr, "  %s\n",
                mat_rows_question(&prepared->tables->rows[row], true));
    }
}

static int
ask_today(struct start *start)
{
    struct mat_prepared *prepared = &start->prepared;
    const struct mat_verdict *verdict = &prepared->verdict;
    int status = MAT_EXIT_DONE;

    if (start->options->confirm) {
        state_none(prepared);
    } else if (verdict->n_prompts > 0 && !start->can_ask) {
        print_prompts(prepared);
        return MAT_EXIT_UNANSWERED;
    } else if (verdict->n_prompts > 0) {
        status = mat_ask_today(start->how, prepared->tables, verdict->prompts,
                               verdict->n_prompts, prepared->today);
    }
    prepared->today_known = status == MAT_EXIT_DONE;
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
    if (start->can_ask)
        return mat_opening(start->how, &start->prepared);
    if (verdict->n_findings == 0)
        return MAT_EXIT_DONE;
    mat_problem("the session changes for you; --confirm states that this is "
                "fine:");
    explain(&start->prepared);
    return MAT_EXIT_UNANSWERED;
}

static void
set_front(struct start *start, struct mat_runner *runner,
          struct mat_screen *screen)
{
    const struct mat_start_options *options = start->options;

    if (start->on_screen) {
        key_line(options, start->key_line, sizeof(start->key_line));
        *screen = (struct mat_screen){
            .digits = start->prepared.schedule->when == MAT_WHEN_EVENING
                          ? MAT_DIGITS_MINUTES
                          : MAT_DIGITS_SECONDS,
            .quiet = options->quiet,
            .midnight =
                options->speed > 1 ? MAT_MS_NONE : -mat_since_midnight(),
            .key_line = start->key_line,
        };
        runner->screen = screen;
        runner->input = MAT_INPUT_SCREEN;
        runner->sinks[runner->n_sinks++] = mat_screen_sink(screen);
        return;
    }
    if (isatty(STDIN_FILENO))
        runner->input = mat_raw_keys_open() ? MAT_INPUT_RAW : MAT_INPUT_AWAY;
    runner->sinks[runner->n_sinks++] =
        options->show == MAT_SHOW_JSON
            ? mat_json_sink(false)
            : mat_text_sink(!options->quiet && isatty(STDOUT_FILENO));
}

static int
run(struct start *start)
{
    struct mat_screen screen;
    struct mat_runner runner = {
        .schedule = start->prepared.schedule,
        .keys = start->options->keys,
        .n_keys = start->options->n_keys,
    };
    int status;

    take_signals(start);
    set_front(start, &runner, &screen);
    if (!start->on_screen && start->options->speed > 1)
        mat_out(stderr, "Rehearsal: %d times faster, not recorded.\n",
                start->options->speed);
    mat_clock_start(&runner.clock, start->options->speed, mat_clock_system);
    mat_runner_run(&runner);
    mat_clock_stop(&runner.clock);
    status = exit_of(&runner);
    start->state = runner.state;
    start->ended = !runner.lost;
    if (start->ended && !runner.ended_by && start->on_screen) {
        int page = mat_closing_page(&start->prepared, &runner.state);

        /* That the terminal goes now changes nothing of how it ended. */
        if (page > MAT_EXIT_SIGNAL)
            status = page;
    }
    return status;
}

/* A `wait` needs a key, and nobody could give one. */
static int
check_waits(const struct start *start)
{
    const struct mat_schedule *schedule = start->prepared.schedule;

    if (isatty(STDIN_FILENO))
        return MAT_EXIT_DONE;
    for (int i = 0; i < schedule->n_segments; i++) {
        if (schedule->segments[i].kind != MAT_KIND_WAIT)
            continue;
        mat_problem("step %d waits for a key (%s), and without a terminal "
                    "nobody can press one",
                    i + 1, schedule->segments[i].title);
        return MAT_EXIT_UNANSWERED;
    }
    return MAT_EXIT_DONE;
}

/* Asks what there is to ask, and runs it. */
static int
lead(struct start *start)
{
    int status;

    open_front(start);
    status = ask_screening(start);
    if (status == MAT_EXIT_DONE)
        status = decide(start);
    if (status == MAT_EXIT_DONE)
        status = ask_today(start);
    if (status == MAT_EXIT_DONE)
        status = decide(start);
    if (status == MAT_EXIT_DONE)
        status = check_waits(start);
    if (status == MAT_EXIT_DONE)
        status = ask_go(start);
    if (status == MAT_EXIT_DONE)
        status = run(start);
    close_front(start);
    return status;
}

int
mat_start(const struct mat_start_options *options)
{
    struct start start = {.options = options};
    int status = mat_prepare_load(&start.prepared, &options->wish);

    if (status == MAT_EXIT_DONE)
        status = lead(&start);
    if (start.ended && options->show != MAT_SHOW_JSON)
        mat_closing_lines(&start.prepared, &start.state);
    mat_prepared_done(&start.prepared);
    return status;
}
