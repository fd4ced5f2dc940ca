#include "app/start.h"

#include <time.h>
#include <unistd.h>

#include "app/runner.h"
#include "app/screening.h"
#include "app/signals.h"
#include "app/start_pages.h"
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

/* Session moment of the last local midnight, for "ends 22:47". */
static mat_ms
midnight(void)
{
    time_t now = time(NULL);
    struct tm local;

    localtime_r(&now, &local);
    return -MAT_SECONDS(local.tm_hour * 3600 + local.tm_min * 60 +
                        local.tm_sec);
}

static int
exit_of(const struct mat_runner *runner)
{
    if (runner->ended_by)
        return MAT_EXIT_SIGNAL + runner->ended_by;
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

/* Takes the screen when there is one and it is wanted. */
static void
open_front(struct start *start)
{
    enum mat_palette palette =
        start->prepared.file.plan->when == MAT_WHEN_EVENING ? MAT_PALETTE_NIGHT
                                                            : MAT_PALETTE_DAY;

    start->can_ask = mat_can_ask();
    start->on_screen = start->options->show == MAT_SHOW_AUTO &&
                       isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
                       mat_tui_open(palette);
    start->how = start->on_screen ? MAT_ASK_PAGES : MAT_ASK_LINES;
    mat_signals_take();
}

static void
close_front(void)
{
    mat_tui_close();
    mat_raw_keys_close();
    mat_signals_give_back();
}

static int
say_refused(struct start *start)
{
    mat_tui_close();
    mat_problem("\"%s\" does not start today",
                start->prepared.file.plan->title);
    mat_prepare_explain(stderr, &start->prepared);
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
    int status;

    if (!prepared->known.due)
        return MAT_EXIT_DONE;
    if (!start->can_ask) {
        mat_problem("the screening is due. %s Answer it with `matsession "
                    "screen`, or state that nothing applies with `matsession "
                    "screen --none`",
                    prepared->known.due);
        return MAT_EXIT_UNANSWERED;
    }
    status = mat_screening(start->how, prepared->tables, prepared->known.due,
                           &prepared->known.profile);
    if (status == MAT_EXIT_DONE)
        prepared->known.exists = true;
    return status;
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
        const struct mat_row *row =
            &prepared->tables->rows[prepared->verdict.prompts[i]];

        mat_out(stderr, "  %s\n", row->transient ? row->question : row->today);
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
            mat_prepare_explain(stderr, &start->prepared);
        return MAT_EXIT_DONE;
    }
    if (start->can_ask)
        return mat_opening(start->how, &start->prepared);
    if (verdict->n_findings == 0)
        return MAT_EXIT_DONE;
    mat_problem("the session changes for you; --confirm states that this is "
                "fine:");
    mat_prepare_explain(stderr, &start->prepared);
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
            .midnight = options->speed > 1 ? MAT_MS_NONE : midnight(),
            .key_line = start->key_line,
        };
        runner->screen = screen;
        runner->input = MAT_INPUT_SCREEN;
        runner->sinks[runner->n_sinks++] = mat_screen_sink(screen);
        return;
    }
    if (mat_raw_keys_open())
        runner->input = MAT_INPUT_RAW;
    runner->sinks[runner->n_sinks++] =
        options->show == MAT_SHOW_JSON ? mat_json_sink() : mat_text_sink();
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

    set_front(start, &runner, &screen);
    if (!start->on_screen && start->options->speed > 1)
        mat_out(stderr, "Rehearsal: %d times faster, not recorded.\n",
                start->options->speed);
    mat_clock_start(&runner.clock, start->options->speed, mat_clock_system);
    mat_runner_run(&runner);
    if (!runner.ended_by && !runner.lost)
        mat_closing(start->on_screen, start->options->show == MAT_SHOW_JSON,
                    &start->prepared, &runner.state);
    return exit_of(&runner);
}

int
mat_start(const struct mat_start_options *options)
{
    struct start start = {.options = options};
    int status = mat_prepare_load(&start.prepared, &options->wish);

    if (status == MAT_EXIT_DONE) {
        open_front(&start);
        status = ask_screening(&start);
        if (status == MAT_EXIT_DONE)
            status = decide(&start);
        if (status == MAT_EXIT_DONE)
            status = ask_today(&start);
        if (status == MAT_EXIT_DONE)
            status = decide(&start);
        if (status == MAT_EXIT_DONE)
            status = ask_go(&start);
        if (status == MAT_EXIT_DONE)
            status = run(&start);
        close_front();
    }
    mat_prepared_done(&start.prepared);
    return status;
}
