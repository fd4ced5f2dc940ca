#include "app/runner_keys.h"

#include <assert.h>
#include <string.h>

#include "front/out.h"
#include "front/raw_keys.h"
#include "matsession/text.h"

/* Columns of a key's name on the help page, and how many keys fit. */
#define LABEL_WIDTH 9
#define HELP_LINES_MAX 24

static const char *const question_lines[] = {
    "Stop the session here?",
    "",
    "You will be led off the mat first. Ending early is fine.",
};

static const struct mat_page question_page = {
    .title = "Stop?",
    .lines = question_lines,
    .n_lines = 3,
    .keys = "y stop  any other key go on",
};

/* "space    Pause, or go on.": the key, filled up with blanks, and its help. */
static void
help_line(const struct mat_key *key, char *line, size_t size)
{
    char label[LABEL_WIDTH + 1] = "";
    size_t width = strlen(key->label);

    assert(width < LABEL_WIDTH);
    memset(label, ' ', LABEL_WIDTH);
    memcpy(label, key->label, width);
    mat_join(line, size, label, key->help, NULL);
}

/* The help page is the key table; made once, when it is first asked for. */
static const struct mat_page *
help_page(const struct mat_runner *runner)
{
    static char lines[HELP_LINES_MAX][120];
    static const char *pointers[HELP_LINES_MAX];
    static struct mat_page page = {
        .title = "Keys", .lines = pointers, .keys = "any key goes back"};

    if (page.n_lines > 0)
        return &page;
    for (int i = 0; i < runner->n_keys; i++) {
        if (runner->keys[i].label[0] == '\0')
            continue;
        assert(page.n_lines < HELP_LINES_MAX);
        help_line(&runner->keys[i], lines[page.n_lines], sizeof(lines[0]));
        pointers[page.n_lines] = lines[page.n_lines];
        page.n_lines++;
    }
    return &page;
}

/* Without a screen nothing lies in front that a key would take away; only a
 * question waits for one. */
static void
show_page(struct mat_runner *runner, const struct mat_page *page)
{
    if (runner->screen) {
        runner->screen->page = page;
        return;
    }
    if (!mat_out_ready(stderr, 0))
        return;
    for (int i = 0; i < page->n_lines; i++)
        mat_out(stderr, "%s\n", page->lines[i]);
    if (runner->asking)
        mat_out(stderr, "%s\n", page->keys);
}

static void
mute(struct mat_runner *runner)
{
    struct mat_ears *ears = runner->ears;

    if (!ears)
        return;
    mat_ears_mute(ears, !ears->muted);
    if (runner->screen)
        runner->screen->muted = ears->muted;
    else if (mat_out_ready(stderr, 0))
        mat_out(stderr, "%s\n",
                ears->muted ? "Muted; the alarm still sounds."
                            : "Sounds again.");
}

static void
heed_want(struct mat_runner *runner, enum mat_want want)
{
    bool paused = runner->state.phase == MAT_PHASE_PAUSED;

    switch (want) {
    case MAT_WANT_PAUSE:
        mat_runner_happen(runner, paused ? MAT_EVENT_RESUME : MAT_EVENT_PAUSE,
                          0);
        break;
    case MAT_WANT_NEXT:
        mat_runner_happen(runner, MAT_EVENT_NEXT, 0);
        break;
    case MAT_WANT_PREVIOUS:
        mat_runner_happen(runner, MAT_EVENT_PREVIOUS, 0);
        break;
    case MAT_WANT_LONGER:
        mat_runner_happen(runner, MAT_EVENT_EXTEND, MAT_MINUTES(1));
        break;
    case MAT_WANT_SHORTER:
        mat_runner_happen(runner, MAT_EVENT_EXTEND, -MAT_MINUTES(1));
        break;
    case MAT_WANT_STOP:
        mat_runner_happen(runner, MAT_EVENT_STOP, 0);
        break;
    case MAT_WANT_UNWELL:
        mat_runner_happen(runner, MAT_EVENT_UNWELL, 0);
        break;
    case MAT_WANT_DIGITS:
        if (runner->screen)
            runner->screen->digits =
                (runner->screen->digits + 1) % MAT_DIGITS__COUNT;
        break;
    case MAT_WANT_MUTE:
        mute(runner);
        break;
    case MAT_WANT_HELP:
        show_page(runner, help_page(runner));
        break;
    case MAT_WANT_QUIT:
        runner->asking = true;
        show_page(runner, &question_page);
        break;
    default:
        break;
    }
}

/* The answers to "You were away": resume, finish here, discard. */
static void
heed_held(struct mat_runner *runner, int key)
{
    switch (key) {
    case 'r':
    case ' ':
        mat_runner_happen(runner, MAT_EVENT_RESUME, 0);
        break;
    case 'f':
        mat_runner_happen(runner, MAT_EVENT_STOP, 0);
        break;
    case 'd':
        runner->discarded = true;
        mat_runner_happen(runner, MAT_EVENT_INTERRUPT, 0);
        break;
    default:
        break;
    }
}

static enum mat_want
want_of(const struct mat_runner *runner, int key)
{
    for (int i = 0; i < runner->n_keys; i++) {
        if (runner->keys[i].code == key)
            return runner->keys[i].want;
    }
    return MAT_WANT_NOTHING;
}

/* Whether a page or a question took the key. */
static bool
heed_page(struct mat_runner *runner, int key)
{
    bool had_page = runner->screen && runner->screen->page;

    if (runner->screen)
        runner->screen->page = NULL;
    if (runner->asking) {
        runner->asking = false;
        if (key == 'y')
            mat_runner_happen(runner, MAT_EVENT_STOP, 0);
        return true;
    }
    return had_page;
}

/* Whether the moment gives keys another meaning than the table: an alarm takes
 * any, then a page or a question, then what the phase asks. */
static bool
heed_moment(struct mat_runner *runner, int key, enum mat_want want)
{
    enum mat_phase phase = runner->state.phase;
    bool answers = want == MAT_WANT_NOTHING || want == MAT_WANT_PAUSE;

    if (runner->state.ringing) {
        runner->asking = false;
        mat_runner_happen(runner,
                          want == MAT_WANT_PAUSE && phase == MAT_PHASE_PAUSED
                              ? MAT_EVENT_RESUME
                              : MAT_EVENT_ACKNOWLEDGE,
                          0);
    } else if (heed_page(runner, key)) {
        return true;
    } else if (phase == MAT_PHASE_WAITING && answers) {
        mat_runner_happen(runner, MAT_EVENT_ACKNOWLEDGE, 0);
    } else if (phase == MAT_PHASE_HELD) {
        heed_held(runner, key);
    } else {
        return false;
    }
    return true;
}

void
mat_runner_clear_pages(struct mat_runner *runner)
{
    runner->asking = false;
    if (runner->screen)
        runner->screen->page = NULL;
}

/* Caps lock changes nothing. Unwell comes before whatever lies in front. A
 * notice has been seen by whoever presses a key, and has the keys' place. */
static void
heed_key(struct mat_runner *runner, int key)
{
    enum mat_want want;

    if (runner->screen)
        runner->screen->notice = NULL;
    if (key >= 'A' && key <= 'Z')
        key += 'a' - 'A';
    want = want_of(runner, key);
    if (want == MAT_WANT_UNWELL)
        mat_runner_clear_pages(runner);
    if (want == MAT_WANT_UNWELL || !heed_moment(runner, key, want))
        heed_want(runner, want);
}

static int
read_key(const struct mat_runner *runner)
{
    return runner->input == MAT_INPUT_SCREEN ? mat_tui_key()
                                             : mat_raw_keys_read();
}

void
mat_runner_keys(struct mat_runner *runner)
{
    int key;

    while (!mat_engine_over(&runner->state) &&
           (key = read_key(runner)) != MAT_KEY_NONE)
        heed_key(runner, key);
}

void
mat_runner_wake_keys(struct mat_runner *runner)
{
    int key;

    mat_runner_clear_pages(runner);
    while ((key = read_key(runner)) != MAT_KEY_NONE) {
        if (key == 'x' || key == 'X')
            heed_key(runner, key);
    }
}
