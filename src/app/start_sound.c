#include "app/start_sound.h"

#include <stdlib.h>
#include <unistd.h>

#include "front/out.h"
#include "front/tui.h"
#include "store/paths.h"

static void
complain(void *to, const char *text)
{
    struct mat_session *session = to;

    mat_keep_complain(session->keep, text);
}

static void
ring(void *to)
{
    const struct mat_session *session = to;

    if (session->on_screen) {
        mat_tui_bell();
    } else if (mat_out_ready(stdout, 0)) {
        putc('\a', stdout);
        fflush(stdout);
    }
}

/* Whoever reads facts gets no bell among them. */
static bool
has_bell(const struct mat_session *session)
{
    return session->on_screen ||
           (session->options->show != MAT_SHOW_JSON && isatty(STDOUT_FILENO));
}

static bool
is_wanted(const struct mat_session *session)
{
    const struct mat_start_options *options = session->options;

    return !options->quiet && !options->no_sound && options->speed == 1 &&
           !mat_speaker_is_off() &&
           (session->config->chimes || session->config->voice);
}

/* In thousandths, from one in hundred. */
static int
level_of(const struct mat_session *session)
{
    const struct mat_config *config = session->config;
    bool night = session->prepared->schedule->when == MAT_WHEN_EVENING;

    if (!config->chimes)
        return -1;
    return (night ? config->night_level : config->level) * 10;
}

static char **
voice_of(const struct mat_config *config)
{
    char **voice = mat_config_voice(config);

    if (!voice)
        mat_no_memory();
    return voice;
}

bool
mat_sound_begin(struct mat_session *session, struct mat_ears *ears)
{
    const struct mat_config *config = session->config;
    struct mat_ears_settings settings = {
        .speaker.level = level_of(session),
        .chimes = config->chimes,
        .voice = config->voice,
        .complain = complain,
        .ring = has_bell(session) ? ring : NULL,
        .to = session,
    };
    char *cache;
    char **voice;

    if (!is_wanted(session))
        return false;
    cache = mat_path(MAT_BASE_CACHE, "speech");
    voice = config->voice ? voice_of(config) : NULL;
    settings.speaker.cache = cache;
    settings.speaker.voice = (const char *const *)voice;
    mat_ears_begin(ears, &settings, session->prepared->schedule);
    free(voice);
    free(cache);
    return true;
}
