#include "app/start_session.h"

#include <unistd.h>

#include "app/local_time.h"
#include "app/runner.h"
#include "app/start_pages.h"
#include "front/out.h"
#include "front/raw_keys.h"
#include "matsession/text.h"

#define KEY_LINE_BYTES 160

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
set_screen(const struct mat_session *session, struct mat_screen *screen,
           const char *keys)
{
    const struct mat_start_options *options = session->options;

    *screen = (struct mat_screen){
        .digits = session->prepared->schedule->when == MAT_WHEN_EVENING
                      ? MAT_DIGITS_MINUTES
                      : MAT_DIGITS_SECONDS,
        .quiet = options->quiet,
        .midnight = options->speed > 1 ? MAT_MS_NONE : -mat_since_midnight(),
        .key_line = keys,
    };
}

static void
set_front(const struct mat_session *session, struct mat_runner *runner,
          struct mat_screen *screen)
{
    const struct mat_start_options *options = session->options;

    if (session->on_screen) {
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

/* History comes first: what others do with a fact must not keep it from being
 * written down. */
static void
set_history(struct mat_session *session, struct mat_runner *runner,
            struct mat_screen *screen)
{
    struct mat_keep *keep = session->keep;

    keep->screen = session->on_screen ? screen : NULL;
    mat_keep_record(keep, session->prepared);
    if (keep->records)
        runner->sinks[runner->n_sinks++] = mat_history_sink(&keep->history);
    runner->n_recorders = runner->n_sinks;
    if (session->takes_up) {
        runner->cut = &keep->resume.cut.cut;
        /* Questions were asked since it was found. */
        runner->away =
            mat_ms_max(keep->resume.away, mat_wall_now(NULL, 0).ms -
                                              keep->resume.found[0].written_ms);
    }
}

/* How it ended, and how it was. */
static int
close_session(struct mat_session *session, const struct mat_runner *runner,
              bool rated)
{
    const struct mat_prepared *prepared = session->prepared;
    mat_ms mat = mat_engine_mat_time(prepared->schedule, &runner->state, 0);
    const char *id = rated && mat >= prepared->tables->step_min
                         ? session->keep->history.id
                         : NULL;

    if (session->on_screen)
        return mat_closing_page(prepared, &runner->state, id);
    if (session->options->show == MAT_SHOW_JSON)
        return MAT_EXIT_DONE;
    mat_closing_lines(prepared, &runner->state);
    session->told = true;
    fflush(stdout);
    if (!id || runner->input != MAT_INPUT_RAW || !isatty(STDERR_FILENO))
        return MAT_EXIT_DONE;
    return mat_closing_questions(prepared, &runner->state, id);
}

int
mat_session_run(struct mat_session *session)
{
    const struct mat_start_options *options = session->options;
    char keys[KEY_LINE_BYTES];
    struct mat_screen screen;
    struct mat_runner runner = {
        .schedule = session->prepared->schedule,
        .keys = options->keys,
        .n_keys = options->n_keys,
    };
    bool rated;
    int page = MAT_EXIT_DONE;

    key_line(options, keys, sizeof(keys));
    set_screen(session, &screen, keys);
    set_history(session, &runner, &screen);
    set_front(session, &runner, &screen);
    if (!session->on_screen && options->speed > 1)
        mat_out(stderr, "Rehearsal: %d times faster, not recorded.\n",
                options->speed);
    mat_clock_start(&runner.clock, options->speed, mat_clock_system);
    mat_runner_run(&runner);
    mat_clock_stop(&runner.clock);
    session->state = runner.state;
    session->ended = !runner.lost;
    rated = mat_keep_finish(session->keep, runner.discarded);
    if (session->ended && !runner.ended_by)
        page = close_session(session, &runner, rated);
    session->keep->screen = NULL;
    /* That the terminal goes now changes nothing of how it ended. */
    return page > MAT_EXIT_SIGNAL ? page : exit_of(&runner);
}
