/**
 * \file
 * Live sound: orders from the input, frames to a device.
 */
#ifndef MAT_SPEAKER_LIVE_H
#define MAT_SPEAKER_LIVE_H

#include "speaker/guard.h"

/** Plays until the input ends or `end` was played. \param guard  of what speaks
 *  \return an exit status */
int mat_live_run(int input, int output, const struct mat_guard *guard);

#endif
