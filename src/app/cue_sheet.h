/**
 * \file
 * A cue sheet: where each step begins in a sound file, for players that can
 * jump from one to the next.
 */
#ifndef MAT_APP_CUE_SHEET_H
#define MAT_APP_CUE_SHEET_H

#include "matsession/schedule.h"

/** A cue sheet has no numbers for more; further steps belong to the last. */
#define MAT_CUE_TRACKS_MAX 99

/** How many tracks a sheet of \p schedule has: steps that take time. */
int mat_cue_tracks(const struct mat_schedule *schedule);

/**
 * The sheet: one track a step. A `wait` takes no time in a file and has none.
 *
 * \param file  the name of the sound file, without its folder; the sheet has
 *              no way to write a quotation mark in it
 * \return freed by the caller; without memory the program exits
 */
char *mat_cue_sheet(const struct mat_schedule *schedule, const char *file);

#endif
