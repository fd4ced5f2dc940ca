#include "app/health.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/health_parts.h"
#include "front/out.h"
#include "matsession/text.h"

const char *
mat_health_word(enum mat_health health)
{
    static const char *const words[MAT_HEALTH__COUNT] = {
        [MAT_HEALTH_OK] = "ok",
        [MAT_HEALTH_NOTE] = "note",
        [MAT_HEALTH_FAILS] = "fails",
    };

    assert(health >= 0 && health < MAT_HEALTH__COUNT);
    return words[health];
}

/* A copy of `text` that may be shown, and frees it. */
static char *
made_safe(char *text)
{
    size_t size = strlen(text) + 4;
    char *safe = mat_xalloc(size);

    mat_text_shown(text, safe, size);
    free(text);
    return safe;
}

void
mat_health_tell(struct mat_checkup *checkup, const char *check,
                enum mat_health health, const char *advice, const char *format,
                ...)
{
    struct mat_health_finding finding = {.check = check, .health = health};
    va_list arguments;
    char *text;
    char *todo;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        mat_no_memory();
    va_end(arguments);
    text = made_safe(text);
    todo = made_safe(mat_xcopy(advice));
    finding.text = text;
    finding.advice = todo;
    if (health == MAT_HEALTH_FAILS)
        checkup->fails++;
    checkup->take(checkup->to, &finding);
    free(text);
    free(todo);
}

void
mat_health_check(struct mat_checkup *checkup)
{
    struct mat_config config;

    mat_health_place(checkup);
    mat_health_config(checkup, &config);
    mat_health_sound(checkup, &config, false);
    mat_health_link(checkup, &config);
    mat_config_done(&config);
    mat_health_folders(checkup);
    mat_health_files(checkup);
}

void
mat_health_play(struct mat_checkup *checkup)
{
    struct mat_config config;

    mat_health_config(checkup, &config);
    mat_health_sound(checkup, &config, true);
    mat_config_done(&config);
}
