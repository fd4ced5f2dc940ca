/**
 * \file
 * Speech: a command that reads text on its input and writes a WAV. Run one at a
 * time, in the background, with limits on time and size; what it says is kept
 * in a folder of bounded size.
 *
 * Nothing that the command writes is believed: samples are counted, its errors
 * go nowhere, and one that hangs is killed with whatever it has started.
 */
#ifndef MAT_SPEAKER_VOICE_H
#define MAT_SPEAKER_VOICE_H

#include <poll.h>
#include <stdbool.h>

#include "matsession/time.h"
#include "speaker/clip.h"
#include "speaker/guard.h"

/** The most that one run may take, and write. */
#define MAT_VOICE_TIME MAT_SECONDS(5)
#define MAT_VOICE_BYTES ((size_t)8 << 20)
/** The most that the folder holds; what was not used for longest goes first. */
#define MAT_VOICE_CACHE_BYTES ((size_t)64 << 20)
/** The most that is prepared in memory. What is more waits in the folder, or is
 *  spoken when it is asked for; what was asked for stays. */
#define MAT_VOICE_MEMORY ((size_t)64 << 20)
/** After so many failures in a row it is not tried again. */
#define MAT_VOICE_FAILURES 3

struct mat_voice;

/** \param argv  the command, NULL at its end, at least one word; copied
 *  \param cache where sentences are kept, or NULL; made when missing
 *  \param guard is told of what runs; NULL: none; borrowed until the voice is
 *               freed
 *  \return NULL without memory */
struct mat_voice *mat_voice_new(char *const *argv, const char *cache,
                                const struct mat_guard *guard);

/** Kills what runs, and frees all. NULL is fine. */
void mat_voice_free(struct mat_voice *voice);

/** Wants a text spoken some time, after those that were wanted before; \p soon:
 *  before all that were wanted without. One that is known costs nothing. */
void mat_voice_want(struct mat_voice *voice, const char *text, bool soon);

/** How a text stands. */
enum mat_voice_state {
    MAT_VOICE_READY,
    MAT_VOICE_WAITS, /**< wanted, not there yet */
    MAT_VOICE_NEVER, /**< it failed, or was not wanted */
};

/** \param ret_clip set when ready: borrowed until the voice is freed. Speech is
 *  brought to one loudness, without silence at either end */
enum mat_voice_state mat_voice_find(struct mat_voice *voice, const char *text,
                                    const struct mat_clip **ret_clip);

/** Files to poll for. \param files room for two \return how many were set, of
 *  which each is worth a mat_voice_go_on() once it has anything to tell */
int mat_voice_files(const struct mat_voice *voice, struct pollfd *files);

/** Goes on: reads, starts and reaps what can be, without waiting.
 *  \param now any steady clock, in milliseconds
 *  \return the moment at which it wants to be called again though no file is
 *          ready, \p now when there is more to do; MAT_MS_NONE: none */
mat_ms mat_voice_go_on(struct mat_voice *voice, mat_ms now);

/** Why nothing new can be said, in words such as "espeak-ng: not found", once
 *  it has given up; else NULL. Borrowed until the voice is freed. */
const char *mat_voice_trouble(const struct mat_voice *voice);

/** Brings the folder under MAT_VOICE_CACHE_BYTES; 0 removes all it holds, and
 *  only what a voice has put there. \return 0 or an errno value */
int mat_voice_cache_trim(const char *cache, size_t most);

#endif
