#include "app/start_sound.h"

#include <unistd.h>

#include "app/sound_settings.h"
#include "front/out.h"
#include "front/tui.h"

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

bool
mat_sound_wanted(const struct mat_session *session)
{
    const struct mat_start_options *options = session->options;

    return !options->quiet && !options->no_sound && options->speed == 1 &&
           !mat_speaker_is_off() &&
           (session->config->chimes || session->config->voice);
}

void
mat_sound_begin(struct mat_session *session, struct mat_ears *ears)
{
    const struct mat_config *config = session->config;
    const struct mat_schedule *schedule = session->prepared->schedule;
    struct mat_ears_settings settings = {
        .chimes = config->chimes,
        .voice = config->voice,
        .complain = complain,
        .ring = has_bell(session) ? ring : NULL,
        .to = session,
    };

    settings.speaker =
        mat_sound_settings(config, schedule->when == MAT_WHEN_EVENING);
    mat_ears_begin(ears, &settings, schedule);
    mat_sound_settings_done(&settings.speaker);
}
