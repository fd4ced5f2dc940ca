#include "app/render.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "app/cue_sheet.h"
#include "app/load.h"
#include "app/new_file.h"
#include "app/plan_problem.h"
#include "app/signals.h"
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
    const char *file;
    bool speaks;
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
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return MAT_SECONDS(time.tv_sec) + time.tv_nsec / NS_PER_MS;
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
    char text[MAT_SPEECH_TEXT] = "";

    if (render->speaks)
        mat_score_text(render->schedule, sound, text, sizeof(text));
    tell(render, mat_order_play(at, sound, text));
    return !render->over;
}

static void
tell_settings(struct render *render, const struct mat_config *config)
{
    char **voice = config->voice ? mat_config_voice(config) : NULL;
    char *cache = mat_path(MAT_BASE_CACHE, "speech");
    struct mat_speaker_settings settings = {
        .voice = (const char *const *)voice,
        .cache = cache,
        /* Whoever listens to a file turns it down by hand at night. */
        .level = config->chimes ? config->level * 10 : -1,
    };

    if (config->voice && !voice)
        mat_no_memory();
    render->speaks = voice && voice[0];
    tell(render, mat_order_set(&settings));
    free(cache);
    free(voice);
}

/* Plays the score into the speaker until the file is written. */
static int
write_file(struct render *render, const struct mat_config *config,
           const char *name)
{
    const char *format = format_names[mat_render_format(render->file)];
    const struct mat_schedule *schedule = render->schedule;
    char *line = mat_order_open(name, format, schedule->title);

    if (!line) {
        mat_problem("cannot write %s: its folder has a name that is too long, "
                    "or is not UTF-8",
                    render->file);
        return MAT_EXIT_FAILED;
    }
    render->moved = now();
    tell_settings(render, config);
    tell(render, line);
    mat_score_play(schedule, take_sound, render);
    tell(render, mat_order_end(schedule->total));
    while (!render->over)
        attend(render);
    return render->status;
}

static int
run_speaker(struct render *render, const struct mat_config *config,
            const char *path, const char *name)
{
    int error = mat_speaker_start(&render->speaker, path, "--file");
    int status;

    if (error) {
        mat_problem("cannot start %s: %s", path, strerror(error));
        return MAT_EXIT_FAILED;
    }
    status = write_file(render, config, name);
    mat_speaker_end(&render->speaker, status == MAT_EXIT_DONE ? FAREWELL : 0);
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
    char length[MAT_TIME_TEXT];
    int error = mat_file_write(name, sheet, strlen(sheet), 0666);

    mat_out(stdout, "%s: %s\n", file,
            mat_duration_text(schedule->total, length));
    if (!error)
        mat_out(stdout, "%s: %d track%s\n", name, tracks,
                tracks == 1 ? "" : "s");
    free(sheet);
    if (error)
        mat_problem_unsaved(name, error);
    free(name);
    return error ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
}

/* No signal may end the program while there is a file to remove. */
static int
write_beside(struct render *render, const struct mat_config *config,
             const char *path)
{
    struct mat_new_file file;
    int status = MAT_EXIT_DONE;
    int error;

    mat_signals_take();
    error = mat_new_file_begin(&file, render->file);
    if (!error)
        status = run_speaker(render, config, path, file.name);
    if (!error && status == MAT_EXIT_DONE)
        error = mat_new_file_keep(&file);
    if (error)
        status = mat_problem_unsaved(render->file, error);
    mat_new_file_done(&file);
    mat_signals_give_back();
    return status;
}

int
mat_render(const struct mat_schedule *schedule, const char *file)
{
    struct render render = {
        .schedule = schedule,
        .file = file,
        .bar = mat_bar_on(stderr),
        .ms = -1,
    };
    struct mat_config config;
    char *path = mat_speaker_path();
    int status = mat_load_config(&config);

    if (!path) {
        mat_problem("there is no program matsession-speaker, which writes the "
                    "file; it is built where SDL2 and libsndfile are");
        status = MAT_EXIT_FAILED;
    }
    if (status == MAT_EXIT_DONE)
        status = write_beside(&render, &config, path);
    if (status == MAT_EXIT_DONE)
        status = write_cues(schedule, file);
    mat_config_done(&config);
    free(path);
    return status;
}
