/**
 * \file
 * The clock that live sound and files go by.
 */
#ifndef MAT_SPEAKER_MOMENT_H
#define MAT_SPEAKER_MOMENT_H

#include "matsession/time.h"

/** Milliseconds on CLOCK_MONOTONIC. */
mat_ms mat_moment_now(void);

#endif
