/**
 * \file
 * Chimes: a few decaying partials each, soft in attack, one timbre a meaning.
 */
#ifndef MAT_SPEAKER_CHIME_H
#define MAT_SPEAKER_CHIME_H

#include <stdbool.h>

#include "matsession/words.h"
#include "speaker/clip.h"

/** Makes a chime with a peak of 1. \return false without memory */
bool mat_chime_make(enum mat_chime chime, struct mat_clip *ret_clip);

/** The fundamental in hertz, by which a test knows it. */
double mat_chime_pitch(enum mat_chime chime);

#endif
