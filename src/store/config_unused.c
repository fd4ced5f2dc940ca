#include "store/config_unused.h"

#include <string.h>

static bool
is_silent(const struct mat_config *config)
{
    return !config->chimes && !config->voice;
}

static bool
is_mute(const struct mat_config *config)
{
    return !config->voice;
}

static bool
lacks(const struct mat_config *config, const char *placeholder)
{
    for (int i = 0; config->command[i]; i++)
        if (strstr(config->command[i], placeholder))
            return false;
    return true;
}

static bool
lacks_language(const struct mat_config *config)
{
    return lacks(config, "{language}");
}

static bool
lacks_rate(const struct mat_config *config)
{
    return lacks(config, "{rate}");
}

static bool
tells_nothing(const struct mat_config *config)
{
    return config->notify_by == MAT_NOTIFY_OFF;
}

static bool
tells_by_bell(const struct mat_config *config)
{
    return config->notify_by == MAT_NOTIFY_BELL;
}

/* The first that holds is told. A file of sound has its alarm tones in any
 * case, at `level`. */
static const struct {
    const char *name; /* of a key; or of a section with its point */
    bool (*holds)(const struct mat_config *config);
    const char *why;
} rules[] = {
    {"sound.level", is_silent, "chimes and voice are off, but for render"},
    {"sound.night-level", is_silent, "chimes and voice are off"},
    {"speech.", is_mute, "sound.voice is no"},
    {"speech.language", lacks_language, "speech.command has no {language}"},
    {"speech.rate", lacks_rate, "speech.command has no {rate}"},
    {"notify.steps", tells_nothing, "notify.by is off"},
    {"notify.escape", tells_nothing, "notify.by is off"},
    {"notify.escape", tells_by_bell, "notify.by is bell"},
};

/* Whether a rule is about the key: by its name, or by its section's. */
static bool
is_about(const char *rule, const char *name)
{
    size_t size = strlen(rule);

    return rule[size - 1] == '.' ? strncmp(rule, name, size) == 0
                                 : strcmp(rule, name) == 0;
}

const char *
mat_config_unused(const struct mat_config_key *key,
                  const struct mat_config *config)
{
    char name[MAT_CONFIG_NAME_TEXT];

    mat_config_key_name(key, name);
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
        if (is_about(rules[i].name, name) && rules[i].holds(config))
            return rules[i].why;
    return NULL;
}
