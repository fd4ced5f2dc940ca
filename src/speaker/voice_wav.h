/**
 * \file
 * From the bytes that a speech command wrote to a clip.
 */
#ifndef MAT_SPEAKER_VOICE_WAV_H
#define MAT_SPEAKER_VOICE_WAV_H

#include <stddef.h>

#include "speaker/clip.h"

/** The longest sentence; what is over is cut off. */
#define MAT_VOICE_LONGEST MAT_FRAMES(60000)

/**
 * Reads a WAV of any rate and form. Sizes in its header are not believed.
 * Silence at both ends is taken away, and the speech brought to one loudness.
 *
 * \param bytes     may be changed
 * \param ret_clip  set on success only; freed with mat_clip_done()
 * \return NULL, or what is wrong, as in "wrote no WAV"; static
 */
const char *mat_voice_wav_read(unsigned char *bytes, size_t size,
                               struct mat_clip *ret_clip);

#endif
