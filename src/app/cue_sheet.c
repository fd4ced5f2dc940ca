#include "app/cue_sheet.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "front/out.h"
#include "matsession/text.h"

/* What cue sheets count in, as compact discs do. */
#define FRAMES_A_SECOND 75
/* What is longer is cut. */
#define TITLE_BYTES 256

static bool
has_track(const struct mat_segment *segment)
{
    return segment->duration != MAT_MS_NONE && segment->duration > 0;
}

int
mat_cue_tracks(const struct mat_schedule *schedule)
{
    int n = 0;

    for (int i = 0; i < schedule->n_segments; i++)
        n += has_track(&schedule->segments[i]);
    return n < MAT_CUE_TRACKS_MAX ? n : MAT_CUE_TRACKS_MAX;
}

static void
put_title(FILE *sheet, const char *indent, const char *title)
{
    char shown[TITLE_BYTES];

    mat_text_shown(title, shown, sizeof(shown));
    for (char *c = strchr(shown, '"'); c; c = strchr(c, '"'))
        *c = '\'';
    fprintf(sheet, "%sTITLE \"%s\"\n", indent, shown);
}

/* Rounded up, so that a player that jumps there does not hear the end of the
 * step before. */
static void
put_index(FILE *sheet, mat_ms at)
{
    int64_t frames = (at * FRAMES_A_SECOND + 999) / 1000;

    fprintf(sheet, "    INDEX 01 %02" PRId64 ":%02" PRId64 ":%02" PRId64 "\n",
            frames / FRAMES_A_SECOND / 60, frames / FRAMES_A_SECOND % 60,
            frames % FRAMES_A_SECOND);
}

static void
put_tracks(FILE *sheet, const struct mat_schedule *schedule)
{
    mat_ms at = 0;
    int track = 0;

    for (int i = 0; i < schedule->n_segments; i++) {
        const struct mat_segment *segment = &schedule->segments[i];

        if (!has_track(segment))
            continue;
        if (++track > MAT_CUE_TRACKS_MAX)
            return;
        fprintf(sheet, "  TRACK %02d AUDIO\n", track);
        put_title(sheet, "    ", segment->title);
        put_index(sheet, at);
        at = mat_ms_add(at, segment->duration);
    }
}

char *
mat_cue_sheet(const struct mat_schedule *schedule, const char *file)
{
    char *text = NULL;
    size_t size = 0;
    FILE *sheet = open_memstream(&text, &size);

    if (sheet) {
        put_title(sheet, "", schedule->title);
        fprintf(sheet, "FILE \"%s\" WAVE\n", file);
        put_tracks(sheet, schedule);
    }
    if (!sheet || fclose(sheet) != 0)
        mat_no_memory();
    return text;
}
