#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "speaker/chime.h"

#define PI 3.14159265358979323846

/** The size of what swings at `pitch` in a stretch, 0 to 1 (Goertzel). */
static double
tone_in(const struct mat_clip *clip, int64_t from, int64_t n, double pitch)
{
    double turn = 2 * cos(2 * PI * pitch / MAT_RATE);
    double a = 0;
    double b = 0;

    for (int64_t i = from; i < from + n; i++) {
        double c = clip->frames[i] + turn * a - b;

        b = a;
        a = c;
    }
    return 2 * sqrt(fmax(0, a * a + b * b - turn * a * b)) / (double)n;
}

static double
rms_of(const struct mat_clip *clip, int64_t from, int64_t n)
{
    double sum = 0;

    for (int64_t i = from; i < from + n; i++)
        sum += clip->frames[i] * clip->frames[i];
    return sqrt(sum / (double)n);
}

static double
peak_of(const struct mat_clip *clip, int64_t from, int64_t n)
{
    double peak = 0;

    for (int64_t i = from; i < from + n; i++)
        peak = fmax(peak, fabs(clip->frames[i]));
    return peak;
}

static struct mat_clip
make(int chime)
{
    struct mat_clip clip = {0};

    assert_true(mat_chime_make((enum mat_chime)chime, &clip));
    return clip;
}

static void
lengths_fit_the_meaning(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);

        if (chime == MAT_CHIME_SOON)
            assert_in_range(clip.n, MAT_FRAMES(100), MAT_FRAMES(200));
        else
            assert_in_range(clip.n, MAT_FRAMES(1000), MAT_FRAMES(2500));
        mat_clip_done(&clip);
    }
}

static void
the_peak_is_one(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);

        assert_int_equal(1000000, lround(1e6 * peak_of(&clip, 0, clip.n)));
        mat_clip_done(&clip);
    }
}

static void
begins_and_ends_without_a_click(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);

        assert_true(peak_of(&clip, 0, 4) < 0.001);
        assert_true(peak_of(&clip, 0, MAT_FRAMES(1)) < 0.05);
        assert_true(peak_of(&clip, clip.n - MAT_FRAMES(1), MAT_FRAMES(1)) <
                    0.001);
        /* No partial is so high that a step within is one, either. */
        for (int64_t i = 1; i < clip.n; i++)
            assert_true(fabsf(clip.frames[i] - clip.frames[i - 1]) < 0.5F);
        mat_clip_done(&clip);
    }
}

static void
the_attack_is_soft(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);

        assert_true(peak_of(&clip, 0, MAT_FRAMES(2)) < 0.25);
        assert_true(peak_of(&clip, 0, MAT_FRAMES(4)) < 0.75);
        mat_clip_done(&clip);
    }
}

static void
dies_away(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);
        int64_t tenth = clip.n / 10;

        assert_true(rms_of(&clip, clip.n - tenth, tenth) <
                    0.2 * rms_of(&clip, 0, 4 * tenth));
        mat_clip_done(&clip);
    }
}

static void
is_known_by_its_pitch(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip clip = make(chime);
        double own = tone_in(&clip, 0, MAT_FRAMES(150),
                             mat_chime_pitch((enum mat_chime)chime));

        assert_true(own > 0.15);
        for (int other = 0; other < MAT_CHIME__COUNT; other++)
            if (other != chime)
                assert_true(tone_in(&clip, 0, MAT_FRAMES(150),
                                    mat_chime_pitch((enum mat_chime)other)) <
                            own / 2);
        mat_clip_done(&clip);
    }
}

static void
is_the_same_every_time(void **state)
{
    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_clip one = make(chime);
        struct mat_clip two = make(chime);

        assert_int_equal(one.n, two.n);
        assert_memory_equal(one.frames, two.frames,
                            (size_t)one.n * sizeof(*one.frames));
        mat_clip_done(&one);
        mat_clip_done(&two);
        assert_null(one.frames);
        assert_int_equal(0, one.n);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_fit_the_meaning),
        cmocka_unit_test(the_peak_is_one),
        cmocka_unit_test(begins_and_ends_without_a_click),
        cmocka_unit_test(the_attack_is_soft),
        cmocka_unit_test(dies_away),
        cmocka_unit_test(is_known_by_its_pitch),
        cmocka_unit_test(is_the_same_every_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
