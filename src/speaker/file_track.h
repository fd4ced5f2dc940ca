/**
 * \file
 * A sound file that is written from its beginning to its end.
 */
#ifndef MAT_SPEAKER_FILE_TRACK_H
#define MAT_SPEAKER_FILE_TRACK_H

#include <stdbool.h>

#include <sndfile.h>

#include "speaker/clip.h"

/** Frames that are written at once. libsndfile takes room on the stack for a
 *  block of Ogg, so larger ones are not safe. */
#define MAT_TRACK_BLOCK 8192

/** A file. All zero is none. */
struct mat_track {
    SNDFILE *file;
    char *path;
    int64_t n;     /**< frames written */
    char why[200]; /**< why something failed */
};

/**
 * Makes the file, or empties what stands there.
 *
 * \param format  "wav", "flac", "ogg" (Vorbis) or "opus"
 * \param title   kept in the file; may be ""
 * \return false: see `why`
 */
bool mat_track_open(struct mat_track *track, const char *path,
                    const char *format, const char *title);

/** Writes frames. \param n at most MAT_TRACK_BLOCK
 *  \return false: see `why` */
bool mat_track_write(struct mat_track *track, const float *frames, int n);

/** Ends the file, and reads how long it is: not every codec tells of its last
 *  page that it could not be written. \return false: see `why` */
bool mat_track_close(struct mat_track *track);

/** Lets go of it, as far as it is written. */
void mat_track_done(struct mat_track *track);

#endif
