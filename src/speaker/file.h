/**
 * \file
 * Sound as a file: orders with moments from the input, frames to a file, a
 * block at a time. A sentence that is not there yet is waited for.
 */
#ifndef MAT_SPEAKER_FILE_H
#define MAT_SPEAKER_FILE_H

#include "speaker/guard.h"

/** Writes until `end`. \param guard  of what speaks \return an exit status */
int mat_file_run(int input, int output, const struct mat_guard *guard);

#endif
