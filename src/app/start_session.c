#include "app/start_session.h"

#include <string.h>
#include <unistd.h>

#include "app/local_time.h"
#include "app/runner.h"
#include "app/start_control.h"
#include "app/start_link.h"
#include "app/start_pages.h"
#include "app/start_sound.h"
#include "app/terminal.h"
#include "front/out.h"
#include "front/raw_keys.h"
#include "matsession/text.h"

#define KEY_LINE_BYTES 160

/* The line at the bottom of the screen, and what stands there while the session
 * is muted. */
struct key_lines {
    char plain[KEY_LINE_BYTES];
    char muted[KEY_LINE_BYTES];
};

static void
add_item(char line[KEY_LINE_BYTES], const char *label, const char *text)
{
    size_t used = strlen(line);

    mat_join(line + used, KEY_LINE_BYTES - used, used > 0 ? "  " : "", label,
             text, NULL);
}

/* They are the key table's brief words. The state comes first: a narrow screen
 * leaves out what comes last. */
static void
key_lines(const struct mat_start_options *options, bool sounds,
          struct key_lines *lines)
{
    char speed[MAT_NUMBER_TEXT];

    if (options->speed > 1)
        add_item(lines->plain, "x", mat_number_text(options->speed, speed));
    for (int i = 0; i < options->n_keys; i++) {
        if (options->keys[i].want == MAT_WANT_MUTE)
            add_item(lines->muted, options->keys[i].label, " muted");
    }
    for (int i = 0; i < options->n_keys; i++) {
        const struct mat_key *key = &options->keys[i];

        if (key->brief[0] != '\0' && key->want != MAT_WANT_MUTE)
            add_item(lines->muted, key->brief, "");
        if (key->brief[0] != '\0' && (sounds || key->want != MAT_WANT_MUTE))
            add_item(lines->plain, key->brief, "");
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
set_screen(struct mat_session *session, const struct key_lines *lines)
{
    const struct mat_start_options *options = session->options;

    session->screen = (struct mat_screen){
        .digits = session->prepared->schedule->when == MAT_WHEN_EVENING
                      ? MAT_DIGITS_MINUTES
                      : MAT_DIGITS_SECONDS,
        .quiet = options->quiet,
        .midnight = options->speed > 1 ? MAT_MS_NONE : -mat_since_midnight(),
        .key_line = lines->plain,
        .muted_line = lines->muted,
        .notice = session->screen.notice, /* that nothing can be heard */
    };
}

/* Nobody follows a session but by what it shows. */
static void
set_front(struct mat_session *session, struct mat_runner *runner)
{
    const struct mat_start_options *options = session->options;

    runner->n_recorders = runner->n_sinks;
    if (session->on_screen) {
        runner->screen = &session->screen;
        runner->input = MAT_INPUT_SCREEN;
        mat_runner_add(runner, mat_screen_sink(&session->screen));
        return;
    }
    if (isatty(STDIN_FILENO))
        runner->input = mat_raw_keys_open() ? MAT_INPUT_RAW : MAT_INPUT_AWAY;
    mat_runner_add(
        runner, options->show == MAT_SHOW_JSON
                    ? mat_json_sink(false)
                    : mat_text_sink(!options->quiet && isatty(STDOUT_FILENO)));
}

/* History comes first: what others do with a fact must not keep it from being
 * written down. */
static void
set_history(struct mat_session *session, struct mat_runner *runner)
{
    struct mat_keep *keep = session->keep;

    mat_keep_record(keep, session->prepared);
    if (keep->records)
        mat_runner_add(runner, mat_history_sink(&keep->history));
    if (session->takes_up) {
        runner->cut = &keep->resume.cut.cut;
        /* Questions were asked since it was found. */
        runner->away =
            mat_ms_max(keep->resume.away, mat_wall_now(NULL, 0).ms -
                                              keep->resume.found[0].written_ms);
    }
}

static void
listen(void *session)
{
    mat_session_listen(session);
}

static void
set_sound(struct mat_session *session, struct mat_runner *runner)
{
    if (!mat_sound_wanted(session))
        return;
    if (!session->listens) {
        runner->shown = listen;
        runner->shown_to = session;
    }
    runner->ears = &session->ears;
    mat_runner_add(runner, mat_ears_sink(&session->ears));
}

static void
set_control(struct mat_session *session, struct mat_runner *runner)
{
    if (!mat_start_control_begin(session))
        return;
    runner->control = &session->control;
    mat_runner_add(runner, mat_control_sink(&session->control));
}

/* The last sentence may outlast the closing page, but not hold the terminal. */
static void
end_sound(const struct mat_session *session, const struct mat_runner *runner,
          int page)
{
    bool waits = session->ended && !runner->ended_by && page == MAT_EXIT_DONE;

    if (!runner->ears)
        return;
    if (waits)
        mat_terminal_give_back();
    mat_ears_end(runner->ears, waits ? MAT_EARS_PATIENCE : 0);
}

/* How it ended, and how it was. */
static int
close_session(struct mat_session *session, const struct mat_runner *runner,
              bool rated)
{
    const struct mat_prepared *prepared = session->prepared;
    mat_ms mat = mat_engine_mat_time(prepared->schedule, &runner->state, 0);
    bool asks = rated && mat >= prepared->tables->step_min;
    const char *id = asks ? session->keep->history.id : NULL;

    if (session->on_screen)
        return mat_closing_page(prepared, &runner->state, id);
    if (session->options->show == MAT_SHOW_JSON)
        return MAT_EXIT_DONE;
    mat_closing_lines(prepared, &runner->state);
    session->told = true;
    fflush(stdout);
    if (!asks || runner->input != MAT_INPUT_RAW || !isatty(STDERR_FILENO))
        return MAT_EXIT_DONE;
    return mat_closing_questions(prepared, &runner->state, id);
}

/* On its screen, from the moment on that something may go wrong beside it. */
static void
show_complaints(struct mat_session *session)
{
    session->keep->screen = session->on_screen ? &session->screen : NULL;
}

void
mat_session_listen(struct mat_session *session)
{
    if (session->listens)
        return;
    session->listens = true;
    show_complaints(session);
    if (mat_sound_wanted(session))
        mat_sound_begin(session, &session->ears);
}

void
mat_session_leave(struct mat_session *session)
{
    session->keep->screen = NULL;
    mat_control_close(&session->control);
    mat_ears_end(&session->ears, 0);
}

int
mat_session_run(struct mat_session *session)
{
    const struct mat_start_options *options = session->options;
    struct key_lines lines = {0};
    struct mat_links links = {0};
    struct mat_runner runner = {
        .schedule = session->prepared->schedule,
        .keys = options->keys,
        .n_keys = options->n_keys,
    };
    bool rated;
    int page = MAT_EXIT_DONE;

    show_complaints(session);
    key_lines(options, mat_sound_wanted(session), &lines);
    set_screen(session, &lines);
    set_history(session, &runner);
    set_sound(session, &runner);
    set_control(session, &runner);
    mat_links_begin(session, &links, &runner);
    set_front(session, &runner);
    if (!session->on_screen && options->speed > 1)
        mat_out(stderr, "Rehearsal: %d times faster, not recorded.\n",
                options->speed);
    mat_clock_start(&runner.clock, options->speed, mat_clock_system);
    mat_runner_run(&runner);
    mat_control_close(&session->control);
    mat_clock_stop(&runner.clock);
    rated = mat_keep_finish(session->keep, runner.discarded);
    mat_links_over(&links);
    session->state = runner.state;
    session->ended = !runner.lost;
    if (session->ended && !runner.ended_by)
        page = close_session(session, &runner, rated);
    end_sound(session, &runner, page);
    mat_links_end(&links);
    /* That the terminal goes now changes nothing of how it ended. */
    return page > MAT_EXIT_SIGNAL ? page : exit_of(&runner);
}
