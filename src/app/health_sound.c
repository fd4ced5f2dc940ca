#include "app/health_parts.h"

#include <stdlib.h>
#include <string.h>

#include "app/health_speaker.h"
#include "app/program.h"
#include "app/sound_settings.h"
#include "front/out.h"
#include "link/child.h"

/* A device, and a speech command, that take longer are of no use. */
#define DEVICE_TIME MAT_SECONDS(5)
#define SPEECH_TIME MAT_SECONDS(8)
#define PLAY_TIME MAT_SECONDS(15)

#define SENTENCE "This is matsession. If you can hear this, the voice works."

/* What is known of sound. */
struct sound {
    struct mat_checkup *checkup;
    const struct mat_config *config;
    struct mat_speaker_settings settings; /* as they are by day */
    char *path;                           /* of the speaker, or NULL */
    bool heard;                           /* chimes can be played */
    bool speaks;                          /* sentences can be made */
};

static const char no_sound[] =
    "Or switch sound off in config.yaml (sound: chimes: no, voice: no).";

/* --- the device --- */

/* The driver that was asked for, if nobody can hear it; else NULL. */
static const char *
unheard_driver(void)
{
    const char *driver = getenv("SDL_AUDIODRIVER");
    bool unheard =
        driver && (strcmp(driver, "dummy") == 0 || strcmp(driver, "disk") == 0);

    return unheard ? driver : NULL;
}

static void
tell_ready(const struct sound *sound)
{
    const char *driver = unheard_driver();

    if (driver)
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_NOTE,
                        "Unset SDL_AUDIODRIVER to hear something.",
                        "SDL_AUDIODRIVER is %s, with which nothing can be "
                        "heard.",
                        driver);
    else if (sound->config->level == 0 || sound->config->night_level == 0)
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_NOTE,
                        "Raise sound: level and night-level in config.yaml.",
                        "A device is there, but %s is 0: nothing can be heard.",
                        sound->config->level == 0 ? "level" : "night-level");
    else
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_OK, "",
                        "A device is there; level %d, in the evening %d.",
                        sound->config->level, sound->config->night_level);
}

static void
tell_deaf(const struct sound *sound, const struct mat_trial_answer *answer)
{
    const char *said = answer->why[0] != '\0' ? answer->why : "no reason given";
    char *advice = mat_xprintf(
        "%s %s",
        answer->silent
            ? "Is a sound server running (PipeWire, PulseAudio), and a device "
              "connected? Until then the terminal's bell stands in."
            : "Build or install matsession-speaker again.",
        no_sound);

    if (answer->silent)
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_FAILS, advice,
                        "Nothing can be heard: %s.", said);
    else if (answer->gone)
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_FAILS, advice,
                        "%s ends at once.", sound->path);
    else
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_FAILS, advice,
                        "%s does not answer within %d seconds.", sound->path,
                        (int)(DEVICE_TIME / MAT_SECONDS(1)));
    free(advice);
}

static void
try_device(struct sound *sound)
{
    const struct mat_speaker_settings settings = {.level =
                                                      sound->settings.level};
    const struct mat_trial trial = {.settings = &settings,
                                    .chime = MAT_CHIME_NONE,
                                    .say = "",
                                    .patience = DEVICE_TIME};
    struct mat_trial_answer answer;

    mat_trial_run(sound->path, &trial, &answer);
    sound->heard = answer.ready && !answer.silent;
    if (sound->heard)
        tell_ready(sound);
    else
        tell_deaf(sound, &answer);
}

static void
check_sound(struct sound *sound)
{
    char *advice;

    if (sound->path) {
        try_device(sound);
        return;
    }
    advice = mat_xprintf("Install matsession-speaker, or build it: it needs "
                         "SDL2 and libsndfile. %s",
                         no_sound);
    mat_health_tell(sound->checkup, "sound", MAT_HEALTH_FAILS, advice,
                    "matsession-speaker, which plays sound, is not installed.");
    free(advice);
}

/* --- speech --- */

static void
tell_mute(const struct sound *sound, const char *program,
          const struct mat_trial_answer *answer)
{
    char *line = mat_program_line(sound->settings.voice);
    char *advice =
        mat_xprintf("Try it by hand: echo hello | %s >hello.wav", line);

    if (answer->voiceless)
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_FAILS, advice,
                        "It cannot speak. %s.", answer->why);
    else if (answer->silent || answer->gone)
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_NOTE,
                        "Try again once the sound works.",
                        "%s is there; the speaker could not try it.", program);
    else
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_FAILS, advice,
                        "%s does not speak three sentences within %d seconds.",
                        program, (int)(SPEECH_TIME / MAT_SECONDS(1)));
    free(advice);
    free(line);
}

static void
try_speech(struct sound *sound, const char *program)
{
    const struct mat_speaker_settings settings = {
        .voice = sound->settings.voice, .level = 0};
    const struct mat_trial trial = {.settings = &settings,
                                    .unheard = true,
                                    .chime = MAT_CHIME_NONE,
                                    .say = "Hello.",
                                    .patience = SPEECH_TIME};
    struct mat_trial_answer answer;

    mat_trial_run(sound->path, &trial, &answer);
    sound->speaks = answer.done && !answer.voiceless;
    if (sound->speaks)
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_OK, "",
                        "%s speaks (language %s, %d words a minute).", program,
                        sound->config->language, sound->config->rate);
    else
        tell_mute(sound, program, &answer);
}

static void
tell_no_program(const struct sound *sound)
{
    const char *name = sound->settings.voice[0];
    char *install =
        strcmp(name, "espeak-ng") == 0
            ? mat_xcopy("Install it (on Debian: apt install espeak-ng)")
            : mat_xcopy("Install it, or correct speech: command in "
                        "config.yaml");
    char *advice = mat_xprintf("%s, or switch the voice off (sound: voice: "
                               "no).",
                               install);

    mat_health_tell(sound->checkup, "speech", MAT_HEALTH_FAILS, advice,
                    strchr(name, '/') ? "There is no program %s."
                                      : "%s is not in PATH.",
                    name);
    free(advice);
    free(install);
}

static void
check_speech(struct sound *sound)
{
    char *program;

    if (!sound->config->voice) {
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_NOTE, "",
                        "Switched off in config.yaml (sound: voice).");
        return;
    }
    program = mat_child_find(sound->settings.voice[0]);
    if (!program)
        tell_no_program(sound);
    else if (sound->path)
        try_speech(sound, program);
    else
        mat_health_tell(sound->checkup, "speech", MAT_HEALTH_NOTE, "",
                        "%s is there; without matsession-speaker nothing runs "
                        "it.",
                        program);
    free(program);
}

/* --- both --- */

static bool
is_off(const struct sound *sound)
{
    if (mat_speaker_is_off())
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_NOTE,
                        "Unset MATSESSION_SPEAKER to have sound.",
                        "Switched off: MATSESSION_SPEAKER is set and empty.");
    else if (!sound->config->chimes && !sound->config->voice)
        mat_health_tell(sound->checkup, "sound", MAT_HEALTH_NOTE, "",
                        "Switched off in config.yaml (sound: chimes and "
                        "voice); the terminal's bell rings at the end of time "
                        "on the mat.");
    else
        return false;
    return true;
}

static void
tell_played(const struct sound *sound)
{
    const char *chime = sound->config->chimes ? "a soft chime" : "";
    const char *between = chime[0] != '\0' && sound->speaks ? ", then: " : "";

    mat_health_tell(sound->checkup, "played", MAT_HEALTH_OK,
                    "If you heard nothing, look at the volume, and at which "
                    "device the system plays on.",
                    "You should have heard %s%s%s", chime, between,
                    sound->speaks ? "\"" SENTENCE "\"" : ".");
}

/* Plays what works, and says what that was. */
static void
play(const struct sound *sound)
{
    const bool chime = sound->config->chimes;
    const struct mat_speaker_settings settings = {
        .voice = sound->speaks ? sound->settings.voice : NULL,
        .level = sound->settings.level};
    const struct mat_trial trial = {.settings = &settings,
                                    .chime =
                                        chime ? MAT_CHIME_STEP : MAT_CHIME_NONE,
                                    .say = sound->speaks ? SENTENCE : "",
                                    .patience = PLAY_TIME};
    struct mat_trial_answer answer;

    if (!sound->heard || (!chime && !sound->speaks))
        return;
    mat_trial_run(sound->path, &trial, &answer);
    if (!answer.done || answer.voiceless)
        mat_health_tell(sound->checkup, "played", MAT_HEALTH_FAILS, "",
                        "It was not played to its end%s%s.",
                        answer.why[0] != '\0' ? ": " : "", answer.why);
    else if (unheard_driver())
        mat_health_tell(sound->checkup, "played", MAT_HEALTH_NOTE,
                        "Unset SDL_AUDIODRIVER to hear something.",
                        "Everything was played where nobody can hear it.");
    else
        tell_played(sound);
}

void
mat_health_sound(struct mat_checkup *checkup, const struct mat_config *config,
                 bool playing)
{
    struct sound sound = {.checkup = checkup, .config = config};

    if (is_off(&sound))
        return;
    sound.path = mat_speaker_path();
    sound.settings = mat_sound_settings(config, false);
    check_sound(&sound);
    check_speech(&sound);
    if (playing)
        play(&sound);
    mat_sound_settings_done(&sound.settings);
    free(sound.path);
}
