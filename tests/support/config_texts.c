#include "config_texts.h"

#include <stdio.h>

const char *
config_set_text(const struct mat_config *config)
{
    static char text[16384];
    size_t used = (size_t)snprintf(
        text, sizeof(text), "%d %d %d %d %s %d %d%d%d %d%d", config->chimes,
        config->voice, config->level, config->night_level, config->language,
        config->rate, config->notify_by, config->notify_steps,
        config->notify_escape, config->hooks, config->inhibit);

    for (int i = 0; config->command[i]; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, " [%s]",
                                 config->command[i]);
    return text;
}

const char *
config_diags_text(const struct mat_diags *diags)
{
    static char text[MAT_DIAG_MAX * 512];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < diags->count; i++) {
        const struct mat_diag *diag = &diags->items[i];

        used += (size_t)snprintf(
            text + used, sizeof(text) - used, "%d:%d: %s%s%s\n", diag->line,
            diag->column, diag->path, diag->path[0] ? ": " : "", diag->text);
    }
    return text;
}
