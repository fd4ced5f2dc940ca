#include "speaker/voice_flac.h"

#include <stdlib.h>
#include <string.h>

#include <sndfile.h>

#include "speaker/voice_wav.h"

#define FORMAT (SF_FORMAT_FLAC | SF_FORMAT_PCM_16)

bool
mat_voice_flac_write(int file, const char *text, const struct mat_clip *clip)
{
    SF_INFO info = {.samplerate = MAT_RATE, .channels = 1, .format = FORMAT};
    SNDFILE *flac = sf_open_fd(file, SFM_WRITE, &info, SF_FALSE);
    bool done;

    if (!flac)
        return false;
    (void)sf_command(flac, SFC_SET_CLIPPING, NULL, SF_TRUE);
    done = sf_set_string(flac, SF_STR_TITLE, text) == 0 &&
           sf_writef_float(flac, clip->frames, clip->n) == clip->n &&
           sf_error(flac) == SF_ERR_NO_ERROR;
    return sf_close(flac) == 0 && done;
}

static bool
is_ours(SNDFILE *flac, const SF_INFO *info, const char *text)
{
    const char *title = sf_get_string(flac, SF_STR_TITLE);

    return info->format == FORMAT && info->samplerate == MAT_RATE &&
           info->channels == 1 && info->frames > 0 &&
           info->frames <= MAT_VOICE_LONGEST && title &&
           strcmp(title, text) == 0;
}

bool
mat_voice_flac_read(int file, const char *text, struct mat_clip *ret_clip)
{
    SF_INFO info = {0};
    SNDFILE *flac = sf_open_fd(file, SFM_READ, &info, SF_FALSE);
    struct mat_clip clip = {0};
    bool done = false;

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
