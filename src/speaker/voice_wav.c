#include "speaker/voice_wav.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL_audio.h>
#include <sndfile.h>

#define CHANNELS_MAX 8
#define RATE_MIN 4000
#define RATE_MAX 192000
#define SECONDS_MAX (MAT_VOICE_LONGEST / MAT_RATE)
#define BLOCK 1024

/* Loudness is told from windows of this length. */
#define WINDOW MAT_FRAMES(20)
#define KEPT_SILENCE MAT_FRAMES(20)
#define FADE MAT_FRAMES(3)
/* Mean squares: -60 dBFS is silence whatever the rest is, and so is what lies
 * 40 dB below the loudest window. */
#define SILENT_POWER 1e-6
#define SILENT_SHARE 1e-4
#define SPEECH_RMS 0.1
#define PEAK_MAX 0.9
#define GAIN_MAX 8.0

/* --- bytes as a file --- */

struct bytes {
    unsigned char *bytes;
    sf_count_t n;
    sf_count_t at;
};

static sf_count_t
bytes_size(void *of)
{
    return ((struct bytes *)of)->n;
}

static sf_count_t
bytes_seek(sf_count_t offset, int whence, void *of)
{
    struct bytes *bytes = of;
    sf_count_t base = 0;

    if (whence == SEEK_CUR)
        base = bytes->at;
    else if (whence == SEEK_END)
        base = bytes->n;
    if (offset < -base || offset > bytes->n - base)
        return -1;
    bytes->at = base + offset;
    return bytes->at;
}

static sf_count_t
bytes_read(void *to, sf_count_t n, void *of)
{
    struct bytes *bytes = of;

    if (n > bytes->n - bytes->at)
        n = bytes->n - bytes->at;
    if (n <= 0)
        return 0;
    memcpy(to, bytes->bytes + bytes->at, (size_t)n);
    bytes->at += n;
    return n;
}

static sf_count_t
bytes_tell(void *of)
{
    return ((struct bytes *)of)->at;
}

/* Who writes to a pipe may leave its size open as 0, which libsndfile would
 * believe; of too large a size it takes what is there. */
static void
fill_in_size(struct bytes *bytes)
{
    size_t head = bytes->n < 4096 ? (size_t)bytes->n : 4096;
    unsigned char *data = memmem(bytes->bytes, head, "data", 4);
    static const unsigned char open_end[4] = {0};

    if (data && data + 8 <= bytes->bytes + head &&
        memcmp(data + 4, open_end, sizeof(open_end)) == 0)
        memset(data + 4, 0xff, sizeof(open_end));
}

/* For what it does not know libsndfile looks in the working folder, where it
 * may find a pipe, and wait. */
static bool
is_wav(const struct bytes *bytes)
{
    return bytes->n >= 12 && memcmp(bytes->bytes + 8, "WAVE", 4) == 0 &&
           (memcmp(bytes->bytes, "RIFF", 4) == 0 ||
            memcmp(bytes->bytes, "RIFX", 4) == 0);
}

static SNDFILE *
open_wav(struct bytes *bytes, SF_INFO *info)
{
    static SF_VIRTUAL_IO io = {
        .get_filelen = bytes_size,
        .seek = bytes_seek,
        .read = bytes_read,
        .tell = bytes_tell,
    };
    SNDFILE *file;
    int form;

    if (!is_wav(bytes))
        return NULL;
    fill_in_size(bytes);
    file = sf_open_virtual(&io, SFM_READ, info, bytes);
    if (!file)
        return NULL;
    form = info->format & SF_FORMAT_TYPEMASK;
    if ((form == SF_FORMAT_WAV || form == SF_FORMAT_WAVEX) &&
        info->channels >= 1 && info->channels <= CHANNELS_MAX &&
        info->samplerate >= RATE_MIN && info->samplerate <= RATE_MAX)
        return file;
    sf_close(file);
    return NULL;
}

/* --- to one channel at MAT_RATE --- */

/* A WAV of floats may hold anything. */
static float
tame(float value)
{
    return isfinite(value) ? fmaxf(-1.0F, fminf(1.0F, value)) : 0.0F;
}

static void
mix_down(float *block, sf_count_t n, int channels)
{
    for (sf_count_t i = 0; i < n; i++) {
        float sum = 0;

        for (int c = 0; c < channels; c++)
            sum += tame(block[i * channels + c]);
        block[i] = sum / (float)channels;
    }
}

struct sound {
    float *frames;
    sf_count_t n, room;
};

static bool
add(struct sound *sound, const float *frames, sf_count_t n)
{
    sf_count_t room = 2 * sound->room + n;
    float *more;

    if (sound->n + n > sound->room) {
        more = realloc(sound->frames, (size_t)room * sizeof(*more));
        if (!more)
            return false;
        sound->frames = more;
        sound->room = room;
    }
    memcpy(sound->frames + sound->n, frames, (size_t)n * sizeof(*frames));
    sound->n += n;
    return true;
}

/* The whole as one channel: a stream of SDL 2 that is fed in pieces loses a
 * part of a frame with each. */
static bool
gather(SNDFILE *file, const SF_INFO *info, struct sound *sound)
{
    float block[BLOCK * CHANNELS_MAX];
    sf_count_t left = (sf_count_t)info->samplerate * SECONDS_MAX;
    sf_count_t n;

    while (left > 0) {
        n = sf_readf_float(file, block, left < BLOCK ? left : BLOCK);
        if (n <= 0)
            break;
        mix_down(block, n, info->channels);
        if (!add(sound, block, n))
            return false;
        left -= n;
    }
    return true;
}

static bool
drain(SDL_AudioStream *stream, struct mat_clip *ret_clip)
{
    int size = SDL_AudioStreamAvailable(stream);
    struct mat_clip clip = {.frames = malloc(size > 0 ? (size_t)size : 1)};

    if (!clip.frames)
        return false;
    if (size > 0)
        size = SDL_AudioStreamGet(stream, clip.frames, size);
    if (size < 0) {
        free(clip.frames);
        return false;
    }
    clip.n = size / (int)sizeof(*clip.frames);
    if (clip.n > MAT_VOICE_LONGEST)
        clip.n = MAT_VOICE_LONGEST;
    *ret_clip = clip;
    return true;
}

/* The last frames of a stream of SDL 2 stay in it, so there is silence behind
 * the sound. */
static bool
resample(struct sound *sound, int rate, struct mat_clip *ret_clip)
{
    static const float silence[BLOCK] = {0};
    SDL_AudioStream *stream =
        SDL_NewAudioStream(AUDIO_F32SYS, 1, rate, AUDIO_F32SYS, 1, MAT_RATE);
    bool done =
        stream && add(sound, silence, BLOCK) &&
        SDL_AudioStreamPut(stream, sound->frames,
                           (int)sound->n * (int)sizeof(*sound->frames)) == 0 &&
        SDL_AudioStreamFlush(stream) == 0 && drain(stream, ret_clip);

    SDL_FreeAudioStream(stream);
    return done;
}

static bool
convert(SNDFILE *file, const SF_INFO *info, struct mat_clip *ret_clip)
{
    struct sound sound = {0};
    bool done = gather(file, info, &sound);

    if (done && sound.n > 0)
        done = resample(&sound, info->samplerate, ret_clip);
    free(sound.frames);
    return done;
}

/* --- to one loudness --- */

static double
power(const float *frames, int64_t n)
{
    double sum = 0;

    for (int64_t i = 0; i < n; i++)
        sum += (double)frames[i] * (double)frames[i];
    return n > 0 ? sum / (double)n : 0;
}

/* What is not silent in a clip. */
struct speech {
    int64_t from, to;
    int64_t n_windows;
    double powers; /* the sum of those windows' */
};

static int64_t
window_at(const struct mat_clip *clip, int64_t at)
{
    return clip->n - at < WINDOW ? clip->n - at : WINDOW;
}

static double
loudest(const struct mat_clip *clip)
{
    double most = 0;

    for (int64_t at = 0; at < clip->n; at += WINDOW)
        most = fmax(most, power(clip->frames + at, window_at(clip, at)));
    return most;
}

static struct speech
find_speech(const struct mat_clip *clip, double silent)
{
    struct speech speech = {0};

    for (int64_t at = 0; at < clip->n; at += WINDOW) {
        int64_t n = window_at(clip, at);
        double here = power(clip->frames + at, n);

        if (here <= silent)
            continue;
        if (speech.n_windows++ == 0)
            speech.from = at;
        speech.to = at + n;
        speech.powers += here;
    }
    return speech;
}

static void
trim(struct mat_clip *clip, const struct speech *speech)
{
    int64_t from = speech->from - KEPT_SILENCE;
    int64_t to = speech->to + KEPT_SILENCE;
    float *smaller;

    from = from > 0 ? from : 0;
    to = to < clip->n ? to : clip->n;
    clip->n = to - from;
    memmove(clip->frames, clip->frames + from,
            (size_t)clip->n * sizeof(*clip->frames));
    smaller = realloc(clip->frames, (size_t)clip->n * sizeof(*clip->frames));
    if (smaller)
        clip->frames = smaller;
}

static void
amplify(struct mat_clip *clip, double rms)
{
    double peak = 0;
    double gain = fmin(SPEECH_RMS / rms, GAIN_MAX);

    for (int64_t i = 0; i < clip->n; i++)
        peak = fmax(peak, fabs((double)clip->frames[i]));
    gain = fmin(gain, PEAK_MAX / peak);
    for (int64_t i = 0; i < clip->n; i++)
        clip->frames[i] = (float)(clip->frames[i] * gain);
}

/* Speech that begins or was cut off within a wave would click. */
static void
soften_ends(struct mat_clip *clip)
{
    int64_t n = clip->n / 2 < FADE ? clip->n / 2 : FADE;

    for (int64_t i = 0; i < n; i++) {
        float gain = (float)i / (float)n;

        clip->frames[i] *= gain;
        clip->frames[clip->n - 1 - i] *= gain;
    }
}

const char *
mat_voice_wav_read(unsigned char *bytes, size_t size, struct mat_clip *ret_clip)
{
    struct bytes all = {.bytes = bytes, .n = (sf_count_t)size};
    struct mat_clip clip = {0};
    struct speech speech;
    SF_INFO info = {0};
    SNDFILE *file = open_wav(&all, &info);
    double most;
    bool done;

    if (!file)
        return "wrote no WAV";
    done = convert(file, &info, &clip);
    sf_close(file);
    if (!done)
        return "wrote more than there is memory for";
    most = loudest(&clip);
    if (clip.n == 0 || most <= SILENT_POWER) {
        const char *why =
            clip.n == 0 ? "wrote a WAV without sound" : "wrote only silence";

        mat_clip_done(&clip);
        return why;
    }
    speech = find_speech(&clip, fmax(SILENT_POWER, most * SILENT_SHARE));
    trim(&clip, &speech);
    amplify(&clip, sqrt(speech.powers / (double)speech.n_windows));
    soften_ends(&clip);
    *ret_clip = clip;
    return NULL;
}
