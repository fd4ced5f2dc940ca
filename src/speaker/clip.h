/**
 * \file
 * A stretch of sound in memory.
 */
#ifndef MAT_SPEAKER_CLIP_H
#define MAT_SPEAKER_CLIP_H

#include <stddef.h>
#include <stdint.h>

/** Frames a second of everything that is played or written; mono, float. */
#define MAT_RATE 48000

/** Milliseconds as frames. */
#define MAT_FRAMES(ms) ((int64_t)(ms) * (MAT_RATE / 1000))

/** A clip. All zero is silence of no length. */
struct mat_clip {
    float *frames; /**< within -1 .. 1 */
    int64_t n;
};

/** Frees the frames. */
void mat_clip_done(struct mat_clip *clip);

#endif
