#include "cli/log_csv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "front/out.h"
#include "matsession/text.h"

#define TITLES                                                                \
    "id,began,plan,stage,outcome,mat_seconds,planned_seconds,areas,strength," \
    "skin,note\r\n"
#define BEGAN_TEXT 32
#define AREAS_TEXT ((size_t)(MAT_AREA__COUNT * 48))

/* Writes a field, in quotes where it holds what would end it. */
static void
put_field(FILE *file, const char *before, const char *text)
{
    bool quoted = text[strcspn(text, ",\"\r\n")] != '\0';

    fputs(before, file);
    if (quoted)
        putc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', file);
        putc(*text, file);
    }
    if (quoted)
        putc('"', file);
}

/* The same for text that somebody wrote, without what would steer a terminal
 * or be taken for a formula by a spreadsheet. */
static void
put_text(FILE *file, const char *before, const char *text)
{
    size_t size = strlen(text) + 4;
    char *shown = mat_xalloc(size);
    char *cell;

    mat_text_shown(text, shown, size);
    cell =
        mat_xprintf("%s%s", *text && strchr("=+-@", *text) ? "'" : "", shown);
    put_field(file, before, cell);
    free(cell);
    free(shown);
}

static void
put_number(FILE *file, int64_t number)
{
    char text[MAT_NUMBER_TEXT];

    put_field(file, ",", mat_number_text(number, text));
}

/* "2026-11-20T22:10:05+01:00" by the session's own clock. */
static void
began_text(struct mat_wall began, char buffer[BEGAN_TEXT])
{
    int64_t seconds = began.ms / 1000 - (began.ms % 1000 < 0);
    time_t shown = (time_t)(seconds + (int64_t)began.offset * 60);
    int offset = abs(began.offset);
    struct tm parts;
    size_t used = 0;

    if (gmtime_r(&shown, &parts))
        used = strftime(buffer, BEGAN_TEXT, "%Y-%m-%dT%H:%M:%S", &parts);
    if (used == 0) {
        buffer[0] = '\0';
        return;
    }
    snprintf(buffer + used, BEGAN_TEXT - used, "%c%02d:%02d",
             began.offset < 0 ? '-' : '+', offset / 60, offset % 60);
}

/* "back 300 feet 120", in seconds */
static void
areas_text(const struct mat_past *past, char buffer[AREAS_TEXT])
{
    char number[MAT_NUMBER_TEXT];
    size_t used = 0;

    buffer[0] = '\0';
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (past->used[area] <= 0)
            continue;
        used +=
            mat_join(buffer + used, AREAS_TEXT - used, used > 0 ? " " : "",
                     mat_word(&mat_areas, area), " ",
                     mat_number_text(past->used[area] / 1000, number), NULL);
    }
}

static void
put_entry(FILE *file, const struct mat_entry *entry)
{
    const struct mat_past *past = &entry->past;
    char began[BEGAN_TEXT];
    char areas[AREAS_TEXT];

    began_text(past->began, began);
    areas_text(past, areas);
    put_text(file, "", entry->id);
    put_field(file, ",", began);
    put_text(file, ",", entry->plan);
    put_field(file, ",", mat_word(&mat_stages, (int)past->stage));
    put_field(file, ",", mat_word(&mat_outcomes, (int)past->outcome));
    put_number(file, mat_past_mat_time(past) / 1000);
    put_number(file, past->planned / 1000);
    put_field(file, ",", areas);
    if (past->strength >= 0)
        put_number(file, past->strength);
    else
        put_field(file, ",", "");
    put_field(file, ",", mat_word(&mat_skins, (int)past->skin));
    put_text(file, ",", entry->note ? entry->note : "");
    fputs("\r\n", file);
}

void
mat_log_csv(FILE *file, const struct mat_entry *entries, int count)
{
    fputs(TITLES, file);
    for (int i = count - 1; i >= 0; i--)
        put_entry(file, &entries[i]);
}
