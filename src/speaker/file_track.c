#include "speaker/file_track.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Opus at 56 kbit/s: a chime's partials are heard out, and half an hour is
 * some 5 MB. libsndfile counts from 256 down to 6. */
#define OPUS_COMPRESSION 0.8
#define VORBIS_QUALITY 0.4

static const struct {
    const char *name;
    int format;
} formats[] = {
    {"wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
    {"flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
    {"ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
    {"opus", SF_FORMAT_OGG | SF_FORMAT_OPUS},
};

static int
format_of(const char *name)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    }
    return 0;
}

/* The system's word, where it has one, says more than the library's. */
static bool
fail(struct mat_track *track, int error)
{
    snprintf(track->why, sizeof(track->why), "%s",
             error != 0 ? strerror(error) : sf_strerror(track->file));
    return false;
}

static void
set_quality(SNDFILE *file, int format)
{
    double quality = VORBIS_QUALITY;
    double compression = OPUS_COMPRESSION;

    if ((format & SF_FORMAT_SUBMASK) == SF_FORMAT_VORBIS)
        sf_command(file, SFC_SET_VBR_ENCODING_QUALITY, &quality,
                   sizeof(quality));
    if ((format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS)
        sf_command(file, SFC_SET_COMPRESSION_LEVEL, &compression,
                   sizeof(compression));
}

bool
mat_track_open(struct mat_track *track, const char *path, const char *format,
               const char *title)
{
    SF_INFO info = {
        .samplerate = MAT_RATE,
        .channels = 1,
        .format = format_of(format),
    };

    *track = (struct mat_track){0};
    if (!sf_format_check(&info)) {
        snprintf(track->why, sizeof(track->why),
                 "this libsndfile cannot write such files");
        return false;
    }
    track->path = strdup(path);
    if (!track->path)
        return fail(track, ENOMEM);
    errno = 0;
    track->file = sf_open(path, SFM_WRITE, &info);
    if (!track->file)
        return fail(track, errno);
    set_quality(track->file, info.format);
    if (*title != '\0')
        sf_set_string(track->file, SF_STR_TITLE, title);
    sf_set_string(track->file, SF_STR_SOFTWARE,
                  "matsession " MATSESSION_VERSION);
    return true;
}

bool
mat_track_write(struct mat_track *track, const float *frames, int n)
{
    errno = 0;
    if (sf_write_float(track->file, frames, n) != n)
        return fail(track, errno);
    track->n += n;
    return true;
}

bool
mat_track_close(struct mat_track *track)
{
    SF_INFO info = {0};
    SNDFILE *file;

    errno = 0;
    if (sf_close(track->file) != 0) {
        track->file = NULL;
        return fail(track, errno ? errno : EIO);
    }
    track->file = NULL;
    file = sf_open(track->path, SFM_READ, &info);
    if (!file)
        return fail(track, 0);
    sf_close(file);
    return info.frames == track->n ? true : fail(track, errno ? errno : EIO);
}

void
mat_track_done(struct mat_track *track)
{
    if (track->file)
        sf_close(track->file);
    free(track->path);
    *track = (struct mat_track){0};
}
