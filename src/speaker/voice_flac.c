#include "speaker/voice_flac.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sndfile.h>

#include "speaker/voice_wav.h"

#define FORMAT (SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
#define MARK "fLaC"
#define COUNT_BYTES 32

/* --- a file that stays open --- */

/* sf_open_fd() closes what it cannot open, whatever it is told, and its number
 * may be that of another file before we close it too. */

static sf_count_t
file_size(void *of)
{
    struct stat info;

    return fstat(*(const int *)of, &info) == 0 ? info.st_size : -1;
}

static sf_count_t
file_seek(sf_count_t offset, int whence, void *of)
{
    return lseek(*(const int *)of, offset, whence);
}

static sf_count_t
file_read(void *to, sf_count_t n, void *of)
{
    ssize_t done = read(*(const int *)of, to, (size_t)n);

    return done > 0 ? done : 0;
}

static sf_count_t
file_write(const void *from, sf_count_t n, void *of)
{
    ssize_t done = write(*(const int *)of, from, (size_t)n);

    return done > 0 ? done : 0;
}

static sf_count_t
file_tell(void *of)
{
    return lseek(*(const int *)of, 0, SEEK_CUR);
}

static SF_VIRTUAL_IO file_io = {
    .get_filelen = file_size,
    .seek = file_seek,
    .read = file_read,
    .write = file_write,
    .tell = file_tell,
};

/* --- a sentence --- */

/* The header's own count stands under no checksum: one that is too small would
 * cut a sentence. */
static void
count_text(int64_t n, char ret_count[COUNT_BYTES])
{
    snprintf(ret_count, COUNT_BYTES, "%lld frames", (long long)n);
}

bool
mat_voice_flac_write(int file, const char *text, const struct mat_clip *clip)
{
    SF_INFO info = {.samplerate = MAT_RATE, .channels = 1, .format = FORMAT};
    SNDFILE *flac = sf_open_virtual(&file_io, SFM_WRITE, &info, &file);
    char count[COUNT_BYTES];
    bool done;

    if (!flac)
        return false;
    count_text(clip->n, count);
    (void)sf_command(flac, SFC_SET_CLIPPING, NULL, SF_TRUE);
    done = sf_set_string(flac, SF_STR_TITLE, text) == 0 &&
           sf_set_string(flac, SF_STR_COMMENT, count) == 0 &&
           sf_writef_float(flac, clip->frames, clip->n) == clip->n &&
           sf_error(flac) == SF_ERR_NO_ERROR;
    return sf_close(flac) == 0 && done;
}

static bool
is_ours(SNDFILE *flac, const SF_INFO *info, const char *text)
{
    const char *title = sf_get_string(flac, SF_STR_TITLE);
    const char *counted = sf_get_string(flac, SF_STR_COMMENT);
    char count[COUNT_BYTES];

    count_text(info->frames, count);
    return info->format == FORMAT && info->samplerate == MAT_RATE &&
           info->channels == 1 && info->frames > 0 &&
           info->frames <= MAT_VOICE_LONGEST && title &&
           strcmp(title, text) == 0 && counted && strcmp(counted, count) == 0;
}

/* For what it does not know libsndfile looks in the working folder, where it
 * may find a pipe, and wait. */
static bool
is_flac(int file)
{
    char mark[sizeof(MARK) - 1];

    return pread(file, mark, sizeof(mark), 0) == (ssize_t)sizeof(mark) &&
           memcmp(mark, MARK, sizeof(mark)) == 0;
}

bool
mat_voice_flac_read(int file, const char *text, struct mat_clip *ret_clip)
{
    SF_INFO info = {0};
    struct mat_clip clip = {0};
    bool done = false;
    SNDFILE *flac;

    if (!is_flac(file))
        return false;
    flac = sf_open_virtual(&file_io, SFM_READ, &info, &file);
    if (!flac)
        return false;
    if (is_ours(flac, &info, text)) {
        clip.n = info.frames;
        clip.frames = malloc((size_t)clip.n * sizeof(*clip.frames));
        done = clip.frames &&
               sf_readf_float(flac, clip.frames, clip.n) == clip.n &&
               sf_error(flac) == SF_ERR_NO_ERROR;
    }
    sf_close(flac);
    if (done)
        *ret_clip = clip;
    else
        free(clip.frames);
    return done;
}
