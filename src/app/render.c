#include "app/render.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/clock.h"
#include "app/cue_sheet.h"
#include "app/load.h"
#include "app/new_file.h"
#include "app/plan_problem.h"
#include "app/signals.h"
#include "app/sound_settings.h"
#include "front/bar.h"
#include "front/out.h"
#include "speak/speaker.h"
#include "store/paths.h"

/* A speaker that gets no further for so long has hung. One sentence may take
 * it some seconds, and three of them in a row. */
#define PATIENCE MAT_SECONDS(60)
/* How long it has to go by itself once the file is written. */
#define FAREWELL MAT_SECONDS(2)
/* Reports that are heard before signals have their turn. */
#define REPORTS_AT_ONCE 100
#define NS_PER_MS 1000000

static const char *const format_names[] = {"wav", "flac", "ogg", "opus"};

const struct mat_words mat_render_formats = {
    .what = "format",
    .names = format_names,
    .count = sizeof(format_names) / sizeof(format_names[0]),
};

/* A file on its way. */
struct render {
    const struct mat_schedule *schedule;
    const struct mat_config *config;
    const char *file;
    const char *format;
    struct mat_speaker speaker;
    struct mat_bar bar;
    mat_ms moved; /* when it last got further */
    mat_ms ms;    /* how far it is; -1: the speaker has not begun */
    bool over;    /* whether it is written, or cannot be */
    int status;
};

int
mat_render_format(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash ? slash + 1 : file;
    const char *dot = strrchr(name, '.');

    for (int i = 0; dot && dot > name && i < mat_render_formats.count; i++) {
        if (strcasecmp(dot + 1, format_names[i]) == 0)
            return i;
    }
    return -1;
}

static mat_ms
now(void)
{
    return mat_clock_system(false) / NS_PER_MS;
}

static void
stop(struct render *render, int status)
{
    mat_bar_clear(&render->bar);
    render->over = true;
    render->status = status;
}

static void
take_report(struct render *render, const struct mat_report *report)
{
    switch (report->kind) {
    case MAT_REPORT_READY:
        render->ms = mat_ms_max(render->ms, 0);
        break;
    case MAT_REPORT_VOICELESS:
        mat_bar_clear(&render->bar);
        mat_problem("not all is said in %s: %s", render->file, report->why);
        break;
    case MAT_REPORT_DONE:
        if (report->ms <= render->ms)
            break;
        render->ms = report->ms;
        render->moved = now();
        mat_bar_show(&render->bar, render->ms, render->schedule->total);
        if (render->ms >= render->schedule->total)
            stop(render, MAT_EXIT_DONE);
        break;
    case MAT_REPORT_FAILED:
        stop(render, MAT_EXIT_FAILED);
        mat_problem("cannot write %s: %s", render->file, report->why);
        break;
    default:
        break;
    }
}

static void
check_speaker(struct render *render)
{
    bool hung = now() - render->moved >= PATIENCE;

    if (render->over || (!render->speaker.gone && !hung))
        return;
    stop(render, MAT_EXIT_FAILED);
    if (hung)
        mat_problem("matsession-speaker does not get any further");
    else if (render->ms < 0)
        mat_problem("matsession-speaker does not start; it needs SDL2 and "
                    "libsndfile");
    else
        mat_problem("matsession-speaker has broken off");
}

static void
take_signals(struct render *render, const struct mat_signals *signals)
{
    if (signals->ended) {
        stop(render, MAT_EXIT_SIGNAL + signals->ended);
    } else if (signals->stop_asked) {
        mat_bar_clear(&render->bar);
        mat_signals_stop_here();
    }
    if (signals->stop_asked || signals->continued)
        render->moved = now();
}

/* Waits for the speaker or a signal, once. */
static void
attend(struct render *render)
{
    struct pollfd file = {.fd = render->speaker.file, .events = POLLIN};
    mat_ms left = mat_ms_max(0, render->moved + PATIENCE - now());
    struct mat_signals signals;
    struct mat_report report;

    if (render->speaker.n_queue > 0)
        file.events |= POLLOUT;
    mat_signals_wait(&file, 1, left * NS_PER_MS, &signals);
    take_signals(render, &signals);
    for (int i = 0; i < REPORTS_AT_ONCE && !render->over; i++) {
        if (!mat_speaker_hear(&render->speaker, &report))
            break;
        take_report(render, &report);
    }
    check_speaker(render);
}

/* Nothing is dropped: there is time to wait until the speaker has read. Takes
 * over `line`. */
static void
tell(struct render *render, char *line)
{
    if (!line)
        mat_no_memory();
    while (!render->over &&
           render->speaker.n_queue > MAT_SPEAKER_QUEUE - MAT_ORDER_MAX)
        attend(render);
    if (render->over)
        free(line);
    else
        mat_speaker_tell(&render->speaker, line);
}

static bool
take_sound(void *to, mat_ms at, const struct mat_sound *sound)
{
    struct render *render = to;
    struct mat_sound heard = *sound;
    char text[MAT_SPEECH_TEXT] = "";

    if (render->config->voice)
        mat_score_text(render->schedule, sound, text, sizeof(text));
    if (!render->config->chimes && sound->chime != MAT_CHIME_ALARM)
        heard.chime = MAT_CHIME_NONE;
    tell(render, mat_order_play(at, &heard, text));
    return !render->over;
}

static char *
order_settings(const struct render *render)
{
    /* Whoever listens to a file turns it down by hand at night. */
    struct mat_speaker_settings settings =
        mat_sound_settings(render->config, false);
    char *line = mat_order_set(&settings);

    if (!line)
        mat_problem("cannot write %s: the speech command of the settings is "
                    "too long",
                    render->file);
    mat_sound_settings_done(&settings);
    return line;
}

static char *
order_open(const struct render *render, const char *name)
{
    char *line = mat_order_open(name, render->format, render->schedule->title);

    if (!line)
        mat_problem("cannot write %s: its folder has a name that is too long, "
                    "or is not UTF-8",
                    render->file);
    return line;
}

/* Plays the score into the speaker until the file is written. Takes over the
 * lines. */
static int
write_file(struct render *render, char *settings, char *open)
{
    const struct mat_schedule *schedule = render->schedule;

    render->moved = now();
    tell(render, settings);
    tell(render, open);
    mat_score_play(schedule, take_sound, render);
    tell(render, mat_order_end(schedule->total));
    while (!render->over)
        attend(render);
    return render->status;
}

static int
run_speaker(struct render *render, const char *path, const char *name)
{
    char *settings = order_settings(render);
    char *open = settings ? order_open(render, name) : NULL;
    int status;
    int error;

    if (!open)
        goto fail;
    error = mat_speaker_start(&render->speaker, path, "--file");
    if (error) {
        mat_problem("cannot start %s: %s", path, strerror(error));
        goto fail;
    }
    status = write_file(render, settings, open);
    mat_speaker_end(&render->speaker, status == MAT_EXIT_DONE ? FAREWELL : 0);
    return status;

fail:
    free(open);
    free(settings);
    return MAT_EXIT_FAILED;
}

/* No signal may end the program while there is a file to remove. */
static int
write_beside(struct render *render, const char *path)
{
    struct mat_new_file file;
    int status = MAT_EXIT_DONE;
    int error;

    mat_signals_take();
    error = mat_new_file_begin(&file, render->file);
    if (!error)
        status = run_speaker(render, path, file.name);
    if (!error && status == MAT_EXIT_DONE)
        error = mat_new_file_keep(&file);
    if (error)
        status = mat_problem_unsaved(render->file, error);
    mat_new_file_done(&file);
    mat_signals_give_back();
    return status;
}

/* "evening.cue" for "evening.opus". */
static char *
cue_name(const char *file)
{
    int stem = (int)(strrchr(file, '.') - file);

    return mat_xprintf("%.*s.cue", stem, file);
}

static int
write_cues(const struct mat_schedule *schedule, const char *file)
{
    const char *slash = strrchr(file, '/');
    char *sheet = mat_cue_sheet(schedule, slash ? slash + 1 : file);
    char *name = cue_name(file);
    int tracks = mat_cue_tracks(schedule);
    int error = mat_file_write(name, sheet, strlen(sheet), 0666);
    int status = MAT_EXIT_DONE;

    if (error)
        status = mat_problem_unsaved(name, error);
    else
        mat_out(stdout, "%s: %d track%s\n", name, tracks,
                tracks == 1 ? "" : "s");
    free(sheet);
    free(name);
    return status;
}

static int
write_both(struct render *render, const char *path)
{
    const struct mat_schedule *schedule = render->schedule;
    char length[MAT_TIME_TEXT];
    int status = write_beside(render, path);

    if (status != MAT_EXIT_DONE)
        return status;
    mat_out(stdout, "%s: %s\n", render->file,
            mat_duration_text(schedule->total, length));
    return write_cues(schedule, render->file);
}

/* Which program writes files. Freed by the caller; NULL: there is none, which
 * was said. */
static char *
find_speaker(void)
{
    char *path = mat_speaker_path();

    if (!path && mat_speaker_is_off())
        mat_problem("MATSESSION_SPEAKER is set and empty: no program writes "
                    "the file; unset it");
    else if (!path)
        mat_problem("there is no program matsession-speaker, which writes the "
                    "file; it is built where SDL2 and libsndfile are");
    return path;
}

int
mat_render(const struct mat_schedule *schedule, const char *file)
{
    int format = mat_render_format(file);
    struct mat_config config;
    struct render render = {
        .schedule = schedule,
        .config = &config,
        .file = file,
        .bar = mat_bar_on(stderr),
        .ms = -1,
    };
    int status = mat_load_config(&config);
    char *path = NULL;

    assert(format >= 0);
    render.format = format_names[format];
    if (status == MAT_EXIT_DONE) {
        path = find_speaker();
        status = path ? write_both(&render, path) : MAT_EXIT_FAILED;
    }
    free(path);
    mat_config_done(&config);
    return status;
}
