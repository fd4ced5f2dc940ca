/**
 * \file
 * A spoken sentence as a FLAC, with its text in it.
 */
#ifndef MAT_SPEAKER_VOICE_FLAC_H
#define MAT_SPEAKER_VOICE_FLAC_H

#include <stdbool.h>

#include "speaker/clip.h"

/** Writes a clip to an empty file, which stays open. */
bool mat_voice_flac_write(int file, const char *text,
                          const struct mat_clip *clip);

/** Reads what mat_voice_flac_write() wrote with the same text; nothing else,
 *  and only if it is whole. \param ret_clip set on success only */
bool mat_voice_flac_read(int file, const char *text, struct mat_clip *ret_clip);

#endif
