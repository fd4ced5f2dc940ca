#include "app/sound_settings.h"

#include <stdlib.h>

#include "front/out.h"
#include "store/speech_cache.h"

/* Thousandths in a hundredth. */
#define LEVEL_STEP 10

struct mat_speaker_settings
mat_sound_settings(const struct mat_config *config, bool night)
{
    char **voice = config->voice ? mat_config_voice(config) : NULL;

    if (config->voice && !voice)
        mat_no_memory();
    return (struct mat_speaker_settings){
        .voice = (const char *const *)voice,
        .cache = mat_speech_cache_path(),
        .level = (night ? config->night_level : config->level) * LEVEL_STEP,
    };
}

void
mat_sound_settings_done(struct mat_speaker_settings *settings)
{
    free((void *)settings->voice);
    free((void *)settings->cache);
    *settings = (struct mat_speaker_settings){0};
}
