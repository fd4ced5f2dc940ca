/**
 * \file
 * The folder of spoken sentences. Whatever is wrong with it or in it, the worst
 * that happens is that a sentence is spoken anew.
 */
#ifndef MAT_SPEAKER_VOICE_CACHE_H
#define MAT_SPEAKER_VOICE_CACHE_H

#include <stdbool.h>

#include "speaker/clip.h"

/** Finds what \p argv said of \p text, and marks it as used.
 *  \param ret_clip set on success only */
bool mat_voice_cache_find(const char *cache, char *const *argv,
                          const char *text, struct mat_clip *ret_clip);

/** Keeps it, whole or not at all. \return whether it was kept */
bool mat_voice_cache_keep(const char *cache, char *const *argv,
                          const char *text, const struct mat_clip *clip);

#endif
