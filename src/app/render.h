/**
 * \file
 * A session as a sound file: the score, played into the speaker program with
 * --file.
 */
#ifndef MAT_APP_RENDER_H
#define MAT_APP_RENDER_H

#include "matsession/schedule.h"

/** The formats by the endings of names: "wav", .. */
extern const struct mat_words mat_render_formats;

/** The format of a file of that name, or -1: none that can be written. */
int mat_render_format(const char *file);

/**
 * Writes the file and, beside it, its cue sheet. Either appears whole or not
 * at all; a signal ends it, and nothing stays behind. Problems are printed.
 *
 * \param file  mat_render_format() knows it
 * \return what to exit with
 */
int mat_render(const struct mat_schedule *schedule, const char *file);

#endif
