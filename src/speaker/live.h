/**
 * \file
 * Live sound: orders from the input, frames to a device.
 */
#ifndef MAT_SPEAKER_LIVE_H
#define MAT_SPEAKER_LIVE_H

/** Plays until the input ends or `end` was played. \return an exit status */
int mat_live_run(int input, int output);

#endif
