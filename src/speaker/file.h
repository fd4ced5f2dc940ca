/**
 * \file
 * Sound as a file: orders with moments from the input, frames to a file, a
 * block at a time. A sentence that is not there yet is waited for.
 */
#ifndef MAT_SPEAKER_FILE_H
#define MAT_SPEAKER_FILE_H

/** Writes until `end`. \return an exit status */
int mat_file_run(int input, int output);

#endif
