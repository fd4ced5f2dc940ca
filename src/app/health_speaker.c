#include "app/health_speaker.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front/out.h"
#include "front/steady.h"

#define DRIVER "SDL_AUDIODRIVER"

/* A speaker that floods is listened to between looks at the clock only. */
#define REPORTS_AT_ONCE 100

/* A command is given up after three sentences that fail: these and the one that
 * is said. */
static const char *const rehearsal[] = {"One sentence.", "Another sentence."};
#define N_REHEARSAL (sizeof(rehearsal) / sizeof(rehearsal[0]))

/* The driver is the child's alone: what is set here is set back at once. */
static int
start(struct mat_speaker *speaker, const char *path, bool unheard)
{
    const char *given = getenv(DRIVER);
    char *before = given ? mat_xcopy(given) : NULL;
    int error;

    if (unheard)
        setenv(DRIVER, "dummy", 1);
    error = mat_speaker_start(speaker, path, NULL);
    if (unheard && before)
        setenv(DRIVER, before, 1);
    else if (unheard)
        unsetenv(DRIVER);
    free(before);
    return error;
}

static bool
plays(const struct mat_trial *trial)
{
    return trial->chime != MAT_CHIME_NONE || trial->say[0] != '\0';
}

/* Nothing is said before all of them were spoken, or failed: each hushes the
 * one before, which is spoken nevertheless, and none is ever too late. */
static void
tell(struct mat_speaker *speaker, const struct mat_trial *trial, char *settings)
{
    struct mat_sound sound = {
        .chime = MAT_CHIME_NONE, .safety = true, .hush = true};

    mat_speaker_tell(speaker, settings);
    if (!plays(trial))
        return;
    for (size_t i = 0; trial->unheard && i < N_REHEARSAL; i++)
        mat_speaker_tell(speaker,
                         mat_order_play(MAT_MS_NONE, &sound, rehearsal[i]));
    sound.chime = trial->chime;
    sound.gain = MAT_GAIN_LEVEL;
    mat_speaker_tell(speaker, mat_order_play(MAT_MS_NONE, &sound, trial->say));
    mat_speaker_tell(speaker, mat_order_end(MAT_MS_NONE));
}

static void
take(const struct mat_report *report, struct mat_trial_answer *answer)
{
    switch (report->kind) {
    case MAT_REPORT_READY:
        answer->ready = true;
        return;
    case MAT_REPORT_DONE:
        answer->done = true;
        return;
    case MAT_REPORT_VOICELESS:
        answer->voiceless = true;
        break;
    default:
        answer->silent = true;
        break;
    }
    snprintf(answer->why, sizeof(answer->why), "%s", report->why);
}

static bool
is_over(const struct mat_trial *trial, const struct mat_trial_answer *answer)
{
    return answer->silent || answer->done || answer->gone ||
           (answer->ready && !plays(trial)) ||
           (answer->voiceless && trial->unheard);
}

static void
listen(struct mat_speaker *speaker, const struct mat_trial *trial,
       struct mat_trial_answer *answer)
{
    const mat_ms until = mat_steady_now() + trial->patience;
    struct mat_report report;

    for (;;) {
        struct pollfd file = {.fd = speaker->file, .events = POLLIN};
        mat_ms left = until - mat_steady_now();

        for (int i = 0; i < REPORTS_AT_ONCE && !is_over(trial, answer) &&
                        mat_speaker_hear(speaker, &report);
             i++)
            take(&report, answer);
        answer->gone = speaker->gone && !is_over(trial, answer);
        if (left <= 0 || is_over(trial, answer))
            return;
        if (speaker->n_queue > 0)
            file.events |= POLLOUT;
        (void)poll(&file, 1, (int)left);
    }
}

void
mat_trial_run(const char *path, const struct mat_trial *trial,
              struct mat_trial_answer *ret_answer)
{
    struct mat_speaker speaker = {0};
    struct mat_trial_answer answer = {0};
    char *settings = mat_order_set(trial->settings);
    int error;

    if (!settings) {
        answer.voiceless = true;
        snprintf(answer.why, sizeof(answer.why), "The command is too long");
        *ret_answer = answer;
        return;
    }
    error = start(&speaker, path, trial->unheard);
    if (error == 0) {
        tell(&speaker, trial, settings);
        listen(&speaker, trial, &answer);
        mat_speaker_end(&speaker, 0);
    } else {
        free(settings);
        answer.gone = true;
        snprintf(answer.why, sizeof(answer.why), "%s", strerror(error));
    }
    *ret_answer = answer;
}
