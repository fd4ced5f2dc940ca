#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "speaker/chime.h"
#include "speaker/mixer.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Sentences are flat, each of a height of its own, so that every frame tells
 * which of them it is from. */
#define SENTENCES 10
#define LENGTH MAT_FRAMES(500)

static struct mat_clip sentences[SENTENCES];

static int
make_sentences(void **state)
{
    (void)state;
    for (int i = 0; i < SENTENCES; i++) {
        sentences[i].n = LENGTH;
        sentences[i].frames = calloc((size_t)LENGTH, sizeof(float));
        assert_non_null(sentences[i].frames);
        for (int64_t at = 0; at < LENGTH; at++)
            sentences[i].frames[at] = 0.05F * (float)(i + 1);
    }
    return 0;
}

static int
free_sentences(void **state)
{
    (void)state;
    for (int i = 0; i < SENTENCES; i++)
        mat_clip_done(&sentences[i]);
    return 0;
}

static struct mat_mixer *
new_mixer(int level)
{
    struct mat_mixer *mixer = mat_mixer_new(level);

    assert_non_null(mixer);
    return mixer;
}

static void
take(struct mat_mixer *mixer, int64_t n, float *frames)
{
    mat_mixer_take(mixer, frames, (int)n);
}

/** Lets so many frames pass. \return the highest of them */
static float
pass(struct mat_mixer *mixer, int64_t n)
{
    float *frames = calloc((size_t)n + 1, sizeof(*frames));
    float peak = 0;

    assert_non_null(frames);
    take(mixer, n, frames);
    for (int64_t i = 0; i < n; i++)
        peak = fmaxf(peak, fabsf(frames[i]));
    free(frames);
    return peak;
}

/** Which sentence the next frame is from, 1 ..; 0: silence; -1: none of them.
 *  At level 1000. */
static int
heard(struct mat_mixer *mixer)
{
    float frame;
    int which;

    take(mixer, 1, &frame);
    which = (int)lroundf(frame / 0.05F);
    return fabsf(frame - 0.05F * (float)which) < 1e-6F ? which : -1;
}

#define assert_about(expected, value)                   \
    assert_int_equal(lround(1000 * (double)(expected)), \
                     lround(1000 * (double)(value)))

static void
is_silent_by_itself(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    assert_about(0, pass(mixer, MAT_FRAMES(1000)));
    assert_int_equal(0, mat_mixer_left(mixer));
    mat_mixer_free(mixer);
    mat_mixer_free(NULL);
}

static const struct {
    int level, gain;
    bool loudest;
    double peak;
} loudness[] = {
    {1000, 1000, false, 0.7},  {500, 1000, false, 0.175},
    {0, 1000, false, 0.175},   {500, 2000, false, 0.7},
    {1000, 500, false, 0.175}, {1000, 9000, false, 0.7},
    {350, 1000, false, 0.175}, {100, 100, true, 0.952},
    {0, 0, true, 0.952},       {700, 1000, false, 0.343},
};

static void
an_alarm_is_as_loud_as_a_level_of_500_or_more_and_gain_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(loudness); i++) {
        struct mat_mixer *mixer = new_mixer(loudness[i].level);

        mat_mixer_chime(mixer, MAT_CHIME_ALARM, loudness[i].gain,
                        loudness[i].loudest);
        assert_about(loudness[i].peak, pass(mixer, MAT_FRAMES(2000)));
        mat_mixer_free(mixer);
    }
}

static void
a_chime_sounds_from_the_next_frame_on(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    struct mat_clip clip;
    float frames[64];

    (void)state;
    assert_true(mat_chime_make(MAT_CHIME_HALF, &clip));
    pass(mixer, 777);
    mat_mixer_chime(mixer, MAT_CHIME_HALF, 1000, false);
    assert_int_equal(clip.n, mat_mixer_left(mixer));
    take(mixer, 64, frames);
    for (int i = 0; i < 64; i++)
        assert_about(700 * clip.frames[i], 1000 * frames[i]);
    mat_clip_done(&clip);
    mat_mixer_free(mixer);
}

static void
a_sentence_is_as_loud_as_the_level_says(void **state)
{
    static const int levels[] = {0, 200, 700, 1000};

    (void)state;
    for (size_t i = 0; i < COUNT(levels); i++) {
        struct mat_mixer *mixer = new_mixer(levels[i]);

        mat_mixer_say(mixer, &sentences[9], false);
        assert_about(0.5 * levels[i] * levels[i] / 1e6, pass(mixer, 1));
        mat_mixer_free(mixer);
    }
}

static void
a_sentence_begins_behind_its_chime(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    struct mat_clip clip;

    (void)state;
    assert_true(mat_chime_make(MAT_CHIME_SOON, &clip));
    assert_true(clip.n < MAT_MIXER_AFTER_CHIME);
    mat_mixer_chime(mixer, MAT_CHIME_SOON, 1000, false);
    mat_mixer_say(mixer, &sentences[2], false);
    assert_int_equal(MAT_MIXER_AFTER_CHIME + LENGTH, mat_mixer_left(mixer));
    pass(mixer, MAT_MIXER_AFTER_CHIME - 1);
    assert_int_equal(0, heard(mixer));
    assert_int_equal(3, heard(mixer));
    pass(mixer, LENGTH - 2);
    assert_int_equal(3, heard(mixer));
    assert_int_equal(0, heard(mixer));
    assert_int_equal(0, mat_mixer_left(mixer));
    mat_clip_done(&clip);
    mat_mixer_free(mixer);
}

static void
sentences_wait_for_one_another(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    for (int i = 0; i < 3; i++)
        mat_mixer_say(mixer, &sentences[i], false);
    assert_int_equal(3 * LENGTH + 2 * MAT_MIXER_BETWEEN, mat_mixer_left(mixer));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(i + 1, heard(mixer));
        pass(mixer, LENGTH - 2);
        assert_int_equal(i + 1, heard(mixer));
        assert_int_equal(0, heard(mixer));
        pass(mixer, MAT_MIXER_BETWEEN - 1);
    }
    assert_int_equal(0, mat_mixer_left(mixer));
    mat_mixer_free(mixer);
}

/** Has a sentence wait behind one of such a length. */
static int
heard_behind(int64_t length, bool safety)
{
    struct mat_mixer *mixer = new_mixer(1000);
    struct mat_clip before = {
        .frames = calloc((size_t)length, sizeof(float)),
        .n = length,
    };
    int which;

    assert_non_null(before.frames);
    mat_mixer_say(mixer, &before, false);
    mat_mixer_say(mixer, &sentences[3], safety);
    mat_mixer_say(mixer, &sentences[4], true);
    pass(mixer, length + MAT_MIXER_BETWEEN);
    which = heard(mixer);
    mat_mixer_free(mixer);
    mat_clip_done(&before);
    return which;
}

static void
what_has_waited_too_long_is_not_said_but_for_safety(void **state)
{
    int64_t longest = MAT_MIXER_LATE - MAT_MIXER_BETWEEN;

    (void)state;
    assert_int_equal(4, heard_behind(longest, false));
    assert_int_equal(5, heard_behind(longest + 1, false));
    assert_int_equal(4, heard_behind(longest + 1, true));
    assert_int_equal(4, heard_behind(5 * longest, true));
}

static void
when_too_many_wait_safety_stays(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    for (int i = 0; i < MAT_MIXER_WAITING; i++)
        mat_mixer_say(mixer, &sentences[0], i == 0);
    mat_mixer_say(mixer, &sentences[8], false);
    mat_mixer_say(mixer, &sentences[9], true);
    assert_int_equal(1, heard(mixer));
    pass(mixer, mat_mixer_left(mixer) - LENGTH);
    assert_int_equal(10, heard(mixer));
    mat_mixer_free(mixer);
}

static void
all_safety_the_newest_stays(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    for (int i = 0; i < MAT_MIXER_WAITING + 1; i++)
        mat_mixer_say(mixer, &sentences[i], true);
    assert_int_equal(2, heard(mixer));
    mat_mixer_free(mixer);
}

static void
hush_fades_and_forgets(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    float frames[MAT_MIXER_FADE];

    (void)state;
    mat_mixer_say(mixer, &sentences[9], true);
    mat_mixer_say(mixer, &sentences[8], true);
    pass(mixer, 1000);
    mat_mixer_hush(mixer);
    mat_mixer_hush(mixer);
    mat_mixer_say(mixer, &sentences[0], false);
    assert_int_equal(MAT_MIXER_FADE + LENGTH, mat_mixer_left(mixer));
    take(mixer, MAT_MIXER_FADE, frames);
    assert_about(0.5, frames[0]);
    for (int i = 1; i < MAT_MIXER_FADE; i++)
        assert_true(frames[i] < frames[i - 1] &&
                    frames[i] > frames[i - 1] - 0.001F);
    assert_int_equal(1, heard(mixer));
    mat_mixer_free(mixer);
}

static void
mute_silences_all_but_alarms(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    mat_mixer_chime(mixer, MAT_CHIME_STEP, 1000, false);
    mat_mixer_say(mixer, &sentences[0], true);
    pass(mixer, 4000);
    mat_mixer_mute(mixer, true);
    assert_int_equal(MAT_MIXER_FADE, mat_mixer_left(mixer));
    assert_true(pass(mixer, MAT_MIXER_FADE) > 0.1F);
    mat_mixer_chime(mixer, MAT_CHIME_END, 1000, true);
    mat_mixer_say(mixer, &sentences[0], true);
    assert_int_equal(0, mat_mixer_left(mixer));
    assert_about(0, pass(mixer, 4000));
    mat_mixer_chime(mixer, MAT_CHIME_ALARM, 1000, false);
    mat_mixer_say(mixer, &sentences[0], true);
    assert_about(0.7, pass(mixer, MAT_FRAMES(3000)));
    mat_mixer_mute(mixer, false);
    mat_mixer_say(mixer, &sentences[1], false);
    assert_int_equal(2, heard(mixer));
    mat_mixer_free(mixer);
}

static void
an_alarm_that_sounds_outlives_mute(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    int64_t left;

    (void)state;
    mat_mixer_chime(mixer, MAT_CHIME_ALARM, 1000, false);
    left = mat_mixer_left(mixer);
    mat_mixer_mute(mixer, true);
    assert_int_equal(left, mat_mixer_left(mixer));
    mat_mixer_free(mixer);
}

static void
chimes_give_way_to_an_alarm(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    struct mat_clip alarm;

    (void)state;
    assert_true(mat_chime_make(MAT_CHIME_ALARM, &alarm));
    for (int i = 0; i < MAT_MIXER_VOICES; i++)
        mat_mixer_chime(mixer, MAT_CHIME_SOON, 0, false);
    mat_mixer_chime(mixer, MAT_CHIME_END, 1000, false);
    assert_true(mat_mixer_left(mixer) < MAT_FRAMES(200));
    mat_mixer_chime(mixer, MAT_CHIME_ALARM, 1000, false);
    assert_int_equal(alarm.n, mat_mixer_left(mixer));
    for (int i = 0; i < 2 * MAT_MIXER_VOICES; i++)
        mat_mixer_chime(mixer, MAT_CHIME_ALARM, 1, false);
    mat_mixer_chime(mixer, MAT_CHIME_END, 1000, false);
    assert_int_equal(alarm.n, mat_mixer_left(mixer));
    mat_clip_done(&alarm);
    mat_mixer_free(mixer);
}

static void
even_to_one_that_has_more_left(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);

    (void)state;
    mat_mixer_chime(mixer, MAT_CHIME_ALARM, 1000, false);
    pass(mixer, mat_mixer_left(mixer) - MAT_FRAMES(60));
    for (int i = 1; i < MAT_MIXER_VOICES; i++)
        mat_mixer_chime(mixer, MAT_CHIME_END, 0, false);
    mat_mixer_chime(mixer, MAT_CHIME_ALARM, 0, false);
    assert_true(pass(mixer, MAT_FRAMES(10)) > 0);
    mat_mixer_free(mixer);
}

static void
nothing_is_over_one(void **state)
{
    struct mat_mixer *mixer = new_mixer(1000);
    float peak;

    (void)state;
    for (int i = 0; i < MAT_MIXER_VOICES; i++)
        mat_mixer_chime(mixer, MAT_CHIME_ALARM, 10000, true);
    for (int i = 0; i < MAT_MIXER_WAITING; i++)
        mat_mixer_say(mixer, &sentences[9], true);
    peak = pass(mixer, MAT_FRAMES(3000));
    assert_true(peak > 0.99F && peak <= 1);
    mat_mixer_free(mixer);
}

/* --- properties --- */

static unsigned int seed;

static int
below(int n)
{
    return rand_r(&seed) % n;
}

/** Something that may happen between two frames. */
static void
do_something(struct mat_mixer *mixer, int what, int which)
{
    if (what < 6)
        mat_mixer_say(mixer, &sentences[which % SENTENCES], what < 2);
    else if (what < 10)
        mat_mixer_chime(mixer, which % MAT_CHIME__COUNT, 100 * which,
                        what == 9);
    else if (what == 10)
        mat_mixer_hush(mixer);
    else
        mat_mixer_mute(mixer, which % 4 == 0);
}

static void
blocks_change_no_frame(void **state)
{
    enum { N = 48000 * 2 };
    float *whole = calloc(N, sizeof(*whole));
    float *pieces = calloc(N, sizeof(*pieces));

    (void)state;
    assert_true(whole && pieces);
    for (int run = 0; run < 3; run++) {
        struct mat_mixer *one = new_mixer(900);
        struct mat_mixer *two = new_mixer(900);

        for (int step = 0; step < 30; step++) {
            int what = below(12), which = below(20), n = below(N / 4);

            do_something(one, what, which);
            do_something(two, what, which);
            take(one, n, whole);
            for (int at = 0; at < n;) {
                int piece = below(n - at) + 1;

                piece = below(3) ? piece % 700 + 1 : piece;
                piece = piece < n - at ? piece : n - at;
                take(two, piece, pieces + at);
                at += piece;
            }
            assert_memory_equal(whole, pieces, (size_t)n * sizeof(*whole));
            assert_int_equal(mat_mixer_left(one), mat_mixer_left(two));
        }
        mat_mixer_free(one);
        mat_mixer_free(two);
    }
    free(whole);
    free(pieces);
}

static void
what_is_left_falls_frame_by_frame_to_silence(void **state)
{
    (void)state;
    for (int run = 0; run < 6; run++) {
        struct mat_mixer *mixer = new_mixer(900);
        int64_t left;

        for (int step = 0; step < 12; step++) {
            do_something(mixer, below(11), below(20));
            pass(mixer, below(20000));
        }
        while ((left = mat_mixer_left(mixer)) > 0) {
            int n = below(30000) + 1;

            pass(mixer, n);
            assert_int_equal(left > n ? left - n : 0, mat_mixer_left(mixer));
        }
        assert_about(0, pass(mixer, MAT_FRAMES(5000)));
        mat_mixer_free(mixer);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_silent_by_itself),
        cmocka_unit_test(
            an_alarm_is_as_loud_as_a_level_of_500_or_more_and_gain_say),
        cmocka_unit_test(a_chime_sounds_from_the_next_frame_on),
        cmocka_unit_test(a_sentence_is_as_loud_as_the_level_says),
        cmocka_unit_test(a_sentence_begins_behind_its_chime),
        cmocka_unit_test(sentences_wait_for_one_another),
        cmocka_unit_test(what_has_waited_too_long_is_not_said_but_for_safety),
        cmocka_unit_test(when_too_many_wait_safety_stays),
        cmocka_unit_test(all_safety_the_newest_stays),
        cmocka_unit_test(hush_fades_and_forgets),
        cmocka_unit_test(mute_silences_all_but_alarms),
        cmocka_unit_test(an_alarm_that_sounds_outlives_mute),
        cmocka_unit_test(chimes_give_way_to_an_alarm),
        cmocka_unit_test(even_to_one_that_has_more_left),
        cmocka_unit_test(nothing_is_over_one),
        cmocka_unit_test(blocks_change_no_frame),
        cmocka_unit_test(what_is_left_falls_frame_by_frame_to_silence),
    };

    seed = (unsigned int)time(NULL);
    print_message("seed %u\n", seed);
    return cmocka_run_group_tests(tests, make_sentences, free_sentences);
}
