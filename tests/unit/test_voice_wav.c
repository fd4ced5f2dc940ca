#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "speaker/voice_wav.h"

#define HEAD 44
#define PI 3.14159265358979323846

/* A sound, and how its WAV is written. */
struct sound {
    const char *claim;
    int rate, channels, bits; /* 32: float */
    int before, tone, after;  /* milliseconds */
    double level;
    uint32_t says; /* of its size; 0xffffff00: the truth */
};

#define TRUTH 0xffffff00U

struct wav {
    unsigned char *bytes;
    size_t n;
};

static void
put(unsigned char *to, uint32_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (unsigned char)(value >> (8 * i));
}

static void
put_sample(unsigned char *to, double value, int bits)
{
    float exact = (float)value;

    if (bits == 32)
        memcpy(to, &exact, sizeof(exact));
    else if (bits == 8)
        put(to, (uint32_t)(lrint(value * 127) + 128), 1);
    else
        put(to, (uint32_t)(int32_t)lrint(value * (pow(2, bits - 1) - 1)),
            (size_t)bits / 8);
}

static struct wav
make_wav(const struct sound *sound)
{
    int n[3] = {sound->before * sound->rate / 1000,
                sound->tone * sound->rate / 1000,
                sound->after * sound->rate / 1000};
    size_t sample = (size_t)sound->bits / 8;
    size_t frame = sample * (size_t)sound->channels;
    size_t size = (size_t)(n[0] + n[1] + n[2]) * frame;
    struct wav wav = {.bytes = malloc(HEAD + size), .n = HEAD + size};
    unsigned char *at = wav.bytes + HEAD;

    assert_non_null(wav.bytes);
    memcpy(wav.bytes, "RIFF....WAVEfmt ", 16);
    put(wav.bytes + 4, sound->says == TRUTH ? (uint32_t)size + 36 : sound->says,
        4);
    put(wav.bytes + 16, 16, 4);
    put(wav.bytes + 20, sound->bits == 32 ? 3 : 1, 2);
    put(wav.bytes + 22, (uint32_t)sound->channels, 2);
    put(wav.bytes + 24, (uint32_t)sound->rate, 4);
    put(wav.bytes + 28, (uint32_t)(sound->rate * (int)frame), 4);
    put(wav.bytes + 32, (uint32_t)frame, 2);
    put(wav.bytes + 34, (uint32_t)sound->bits, 2);
    memcpy(wav.bytes + 36, "data", 4);
    put(wav.bytes + 40, sound->says == TRUTH ? (uint32_t)size : sound->says, 4);
    for (int i = 0; i < n[0] + n[1] + n[2]; i++) {
        bool sounds = i >= n[0] && i < n[0] + n[1];
        double value =
            sounds ? sound->level * sin(2 * PI * 440 * i / sound->rate) : 0;

        for (int c = 0; c < sound->channels; c++, at += sample)
            put_sample(at, value, sound->bits);
    }
    return wav;
}

static double
rms(const float *frames, int64_t n)
{
    double sum = 0;

    for (int64_t i = 0; i < n; i++)
        sum += (double)frames[i] * (double)frames[i];
    return sqrt(sum / (double)n);
}

/* What is left of a part of a clip when its best 440 Hz is taken from it, as a
 * share of it. */
static double
impurity(const float *frames, int64_t n)
{
    double sine = 0;
    double cosine = 0;
    double rest = 0;

    for (int64_t i = 0; i < n; i++) {
        sine += frames[i] * sin(2 * PI * 440 * (double)i / MAT_RATE);
        cosine += frames[i] * cos(2 * PI * 440 * (double)i / MAT_RATE);
    }
    sine *= 2 / (double)n;
    cosine *= 2 / (double)n;
    for (int64_t i = 0; i < n; i++) {
        double tone = sine * sin(2 * PI * 440 * (double)i / MAT_RATE) +
                      cosine * cos(2 * PI * 440 * (double)i / MAT_RATE);

        rest += (frames[i] - tone) * (frames[i] - tone);
    }
    return sqrt(rest / (double)n) / rms(frames, n);
}

static const struct sound good[] = {
    {"espeak-ng's form", 22050, 1, 16, 300, 500, 400, 0.3, 0x7ffff000},
    {"its own rate", 48000, 1, 16, 300, 500, 400, 0.3, TRUTH},
    {"8 kHz", 8000, 1, 16, 300, 500, 400, 0.3, TRUTH},
    {"44.1 kHz stereo", 44100, 2, 16, 300, 500, 400, 0.3, TRUTH},
    {"24 bits", 16000, 1, 24, 300, 500, 400, 0.3, TRUTH},
    {"8 bits", 16000, 1, 8, 0, 500, 0, 0.9, TRUTH},
    {"float", 96000, 1, 32, 300, 500, 400, 0.3, TRUTH},
    {"eight channels", 16000, 8, 16, 300, 500, 400, 0.3, TRUTH},
    {"a size of 0", 22050, 1, 16, 300, 500, 400, 0.3, 0},
    {"the largest size", 22050, 1, 16, 300, 500, 400, 0.3, 0xffffffff},
    {"nothing around it", 22050, 1, 16, 0, 500, 0, 0.3, TRUTH},
    {"a whisper", 22050, 1, 24, 300, 500, 400, 0.02, TRUTH},
    {"a shout", 22050, 1, 16, 300, 500, 400, 1.0, TRUTH},
};

static void
test_any_form_becomes_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct wav wav = make_wav(&good[i]);
        struct mat_clip clip = {0};
        int64_t inner = MAT_FRAMES(400);
        const float *middle;

        print_message("%s\n", good[i].claim);
        assert_null(mat_voice_wav_read(wav.bytes, wav.n, &clip));
        free(wav.bytes);
        /* the tone, a window's rounding and the silence that is kept */
        assert_in_range(clip.n, MAT_FRAMES(495), MAT_FRAMES(585));
        middle = clip.frames + (clip.n - inner) / 2;
        assert_in_range((uintmax_t)lrint(1000 * rms(middle, inner)), 95, 105);
        assert_true(impurity(middle, inner) < 0.01);
        mat_clip_done(&clip);
    }
}

static void
test_what_is_too_quiet_stays_quiet(void **state)
{
    const struct sound faint = {"", 22050, 1, 24, 0, 500, 0, 0.004, TRUTH};
    struct wav wav = make_wav(&faint);
    struct mat_clip clip = {0};

    (void)state;
    assert_null(mat_voice_wav_read(wav.bytes, wav.n, &clip));
    free(wav.bytes);
    assert_in_range(
        (uintmax_t)lrint(10000 * rms(clip.frames + clip.n / 4, clip.n / 2)),
        210, 240);
    mat_clip_done(&clip);
}

/* A click in each window: loudness alone would drive it far over 1. */
static void
test_peaks_stay_below_the_top(void **state)
{
    const struct sound empty = {"", 48000, 1, 32, 1000, 0, 0, 0, TRUTH};
    struct wav wav = make_wav(&empty);
    struct mat_clip clip = {0};
    const float tick = 0.9F;
    float peak = 0;

    (void)state;
    for (size_t at = 100; at < 48000; at += 480)
        memcpy(wav.bytes + HEAD + at * sizeof(tick), &tick, sizeof(tick));
    assert_null(mat_voice_wav_read(wav.bytes, wav.n, &clip));
    free(wav.bytes);
    for (int64_t i = 0; i < clip.n; i++)
        peak = fmaxf(peak, fabsf(clip.frames[i]));
    assert_in_range((uintmax_t)lrintf(1000 * peak), 895, 901);
    mat_clip_done(&clip);
}

static void
test_it_is_cut_at_a_minute(void **state)
{
    const struct sound endless = {"", 8000, 1, 16, 0, 70000, 0, 0.3, TRUTH};
    struct wav wav = make_wav(&endless);
    struct mat_clip clip = {0};

    (void)state;
    assert_null(mat_voice_wav_read(wav.bytes, wav.n, &clip));
    free(wav.bytes);
    assert_in_range(clip.n, MAT_VOICE_LONGEST - MAT_FRAMES(20),
                    MAT_VOICE_LONGEST);
    assert_true(clip.frames[0] == 0 && clip.frames[clip.n - 1] == 0);
    mat_clip_done(&clip);
}

static void
test_floats_that_are_no_sound_are_tamed(void **state)
{
    const struct sound sound = {"", 48000, 1, 32, 100, 300, 100, 0.3, TRUTH};
    const float wild[] = {NAN, INFINITY, -INFINITY, 1e30F, -1e30F};
    struct wav wav = make_wav(&sound);
    struct mat_clip clip = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(wild) / sizeof(wild[0]); i++)
        memcpy(wav.bytes + HEAD + (9600 + 1000 * i) * sizeof(float), &wild[i],
               sizeof(float));
    assert_null(mat_voice_wav_read(wav.bytes, wav.n, &clip));
    free(wav.bytes);
    for (int64_t i = 0; i < clip.n; i++)
        assert_true(fabsf(clip.frames[i]) <= 0.901F);
    assert_true(rms(clip.frames, clip.n) > 0.05);
    mat_clip_done(&clip);
}

static void
test_what_is_no_number_is_silence(void **state)
{
    const struct sound sound = {"", 48000, 1, 32, 500, 0, 0, 0, TRUTH};
    struct wav wav = make_wav(&sound);
    struct mat_clip clip = {0};
    const float none = NAN;

    (void)state;
    for (size_t at = HEAD; at < wav.n; at += sizeof(none))
        memcpy(wav.bytes + at, &none, sizeof(none));
    assert_string_equal(mat_voice_wav_read(wav.bytes, wav.n, &clip),
                        "wrote only silence");
    free(wav.bytes);
}

static const struct {
    struct sound sound;
    const char *why;
} wrong[] = {
    {{"silence", 22050, 1, 16, 500, 0, 0, 0, TRUTH}, "wrote only silence"},
    {{"next to silence", 22050, 1, 24, 0, 500, 0, 0.001, TRUTH},
     "wrote only silence"},
    {{"no sample", 22050, 1, 16, 0, 0, 0, 0, TRUTH},
     "wrote a WAV without sound"},
    {{"no sample, but two gigabytes", 22050, 1, 16, 0, 0, 0, 0, 0x7ffff000},
     "wrote a WAV without sound"},
    {{"too low a rate", 100, 1, 16, 0, 900, 0, 0.3, TRUTH}, "wrote no WAV"},
    {{"too high a rate", 400000, 1, 16, 0, 100, 0, 0.3, TRUTH}, "wrote no WAV"},
    {{"too many channels", 22050, 9, 16, 0, 100, 0, 0.3, TRUTH},
     "wrote no WAV"},
};

static void
test_what_is_wrong_is_said(void **state)
{
    struct mat_clip clip = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct wav wav = make_wav(&wrong[i].sound);
        const char *why = mat_voice_wav_read(wav.bytes, wav.n, &clip);

        print_message("%s\n", wrong[i].sound.claim);
        free(wav.bytes);
        assert_non_null(why);
        assert_string_equal(why, wrong[i].why);
        assert_null(clip.frames);
    }
}

/* Every length of the header, and headers with bytes changed at random. */
static void
test_damage_is_survived(void **state)
{
    const struct sound sound = {"", 8000, 1, 16, 0, 100, 0, 0.3, TRUTH};
    unsigned seed = 20240607;

    (void)state;
    print_message("seed %u\n", seed);
    for (size_t i = 0; i < 3000; i++) {
        struct wav wav = make_wav(&sound);
        size_t n = i < 2 * HEAD ? i : wav.n;
        unsigned char *exact = malloc(n > 0 ? n : 1);
        struct mat_clip clip = {0};

        assert_non_null(exact);
        memcpy(exact, wav.bytes, n);
        free(wav.bytes);
        for (int k = 0; i >= 2 * HEAD && k < 1 + (int)(i % 4); k++)
            exact[(unsigned)rand_r(&seed) % HEAD] =
                (unsigned char)rand_r(&seed);
        if (mat_voice_wav_read(exact, n, &clip))
            assert_null(clip.frames);
        else
            assert_in_range(clip.n, 1, MAT_VOICE_LONGEST);
        mat_clip_done(&clip);
        free(exact);
    }
}

/* libsndfile looks for the other half of a file that it does not know in the
 * working folder, where a pipe would hold it for good. */
static void
test_what_is_no_wav_is_not_looked_for_elsewhere(void **state)
{
    static const char *const texts[] = {"garbage garbage", "RIFF....WAVX....",
                                        "RIFF", ".snd............"};
    char home[4096];
    char folder[TEMP_FOLDER_BYTES];
    unsigned char bytes[64];
    struct mat_clip clip;

    (void)state;
    assert_non_null(getcwd(home, sizeof(home)));
    assert_true(temp_folder_make(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkfifo("._", 0600), 0);
    (void)alarm(20);
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        memcpy(bytes, texts[i], strlen(texts[i]));
        assert_string_equal(mat_voice_wav_read(bytes, strlen(texts[i]), &clip),
                            "wrote no WAV");
    }
    (void)alarm(0);
    assert_int_equal(chdir(home), 0);
    assert_true(temp_folder_remove(folder));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_form_becomes_one),
        cmocka_unit_test(test_what_is_too_quiet_stays_quiet),
        cmocka_unit_test(test_peaks_stay_below_the_top),
        cmocka_unit_test(test_it_is_cut_at_a_minute),
        cmocka_unit_test(test_floats_that_are_no_sound_are_tamed),
        cmocka_unit_test(test_what_is_no_number_is_silence),
        cmocka_unit_test(test_what_is_wrong_is_said),
        cmocka_unit_test(test_damage_is_survived),
        cmocka_unit_test(test_what_is_no_wav_is_not_looked_for_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
