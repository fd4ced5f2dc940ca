/**
 * \file
 * Text as a person would say it: "eight minutes", not "8m00s".
 *
 * English, as all of the program's sentences. Written text goes to the screen;
 * what a voice reads is made from it here, and nowhere else.
 */
#ifndef MATSESSION_SPEECH_H
#define MATSESSION_SPEECH_H

#include "matsession/schedule.h"

/** Room for what is said at once, with its NUL; more is cut at a sentence, or
 *  else at a word. */
#define MAT_SPEECH_TEXT 1000

/** A duration: "eight minutes", "one minute and thirty seconds", "an hour and
 *  five minutes", "ten seconds". Whole seconds; under one: "a moment"; of
 *  MAT_MS_NONE nothing.
 *  \param size  of \p buffer, at least 1, here and below
 *  \return bytes written, without the NUL */
size_t mat_speech_duration(mat_ms duration, char *buffer, size_t size);

/**
 * A written sentence: numbers, ranges and durations become words ("0-10": "zero
 * to ten", "7 or more": "seven or more", "8m": "eight minutes", "22:30": as a
 * time of day), signs that a voice stumbles over go. Bad bytes and control
 * characters go, too. What is in the user's own language is left as it is.
 *
 * \return bytes written, without the NUL; 0: nothing to say
 */
size_t mat_speech_sentence(const char *text, char *buffer, size_t size);

/**
 * What is said when a segment begins: its title, position, layer, surface and
 * length, as far as they are news to somebody who hears them: what the first
 * cue says at 0 is left to it. Of a `wait` that it goes on with a key; of an
 * `off` how the body leaves the spikes; of `on` and `off`, where nobody is to
 * hurry, no length.
 *
 * \param before    the segment before it, or NULL: of a `mat` behind another
 *                  one only what changes is said
 * \param duration  how long it will be, or MAT_MS_NONE
 * \return bytes written, without the NUL; 0: nothing to say
 */
size_t mat_speech_step(const struct mat_segment *segment,
                       const struct mat_segment *before, mat_ms duration,
                       char *buffer, size_t size);

#endif
