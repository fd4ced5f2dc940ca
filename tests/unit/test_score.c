/* What a fact sounds like. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/engine_world.h"
#include "matsession/score.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define N_SEGMENTS ((int)COUNT(segments) - 1)

#define CUE(place, words, is_safety)                         \
    {                                                        \
        .at = (place), .cue = &(const struct mat_cue)        \
        {                                                    \
            .id = "", .text = (words), .safety = (is_safety) \
        }                                                    \
    }
#define LIES .position = MAT_POSITION_SUPINE
#define OPEN .area = MAT_AREA_NONE, .position = MAT_POSITION_NONE

static const struct mat_cue_at cues[] = {
    CUE(0, "First of all.", false),
    CUE(MAT_SECONDS(30), "Rate it 0-10.", true),
    CUE(MAT_SECONDS(40), "Go loose.", false),
};

/* One after the other: how the body is, and what it is told. */
static const struct mat_segment segments[] = {
    {.kind = MAT_KIND_PREPARE, .title = "Ready", OPEN},
    {.kind = MAT_KIND_MAT,
     .title = "Feet",
     .area = MAT_AREA_FEET,
     .position = MAT_POSITION_SEATED_CHAIR},
    {.kind = MAT_KIND_OFF, .title = "Off", OPEN, .cues = cues, .n_cues = 3},
    {.kind = MAT_KIND_PREPARE, .title = "Ready", OPEN},
    {.kind = MAT_KIND_ON, .title = "On", OPEN},
    {.kind = MAT_KIND_MAT,
     .title = "Back",
     .area = MAT_AREA_BACK,
     LIES,
     .cues = cues,
     .n_cues = 3},
    {.kind = MAT_KIND_MAT,
     .title = "Back",
     .area = MAT_AREA_BACK,
     LIES,
     .layer = MAT_LAYER_BARE},
    {.kind = MAT_KIND_MAT, .title = "Neck", .area = MAT_AREA_NECK, LIES},
    {.kind = MAT_KIND_OFF, .title = "Off", OPEN},
    {.kind = MAT_KIND_REST, .title = "Rest", .area = MAT_AREA_NONE, LIES},
    {.kind = MAT_KIND_REST, .title = "Rest", .area = MAT_AREA_NONE, LIES},
    {.kind = MAT_KIND_WAIT, .title = "Wait", OPEN},
    {.kind = MAT_KIND_POINT, .title = "HT7", OPEN},
    {.kind = MAT_KIND_OFF, .title = "Off now", OPEN, .cues = cues, .n_cues = 3},
};

static const struct mat_schedule day = {
    .when = MAT_WHEN_DAY,
    .tables = &mat_tables_builtin,
    .segments = segments,
    .n_segments = N_SEGMENTS,
    .unwell = N_SEGMENTS,
};

static struct mat_schedule
evening(void)
{
    struct mat_schedule schedule = day;

    schedule.when = MAT_WHEN_EVENING;
    return schedule;
}

static struct mat_sound
sound_of(const struct mat_schedule *schedule, struct mat_fact fact)
{
    struct mat_sound sound;

    assert_true(mat_score_fact(schedule, &fact, &sound));
    return sound;
}

static struct mat_sound
step_sound(int segment)
{
    return sound_of(&day, (struct mat_fact){.kind = MAT_FACT_STEP_BEGAN,
                                            .segment = segment,
                                            .cue = -1,
                                            .ms = MAT_MINUTES(8)});
}

static void
a_change_for_the_body_has_a_chime_of_its_own(void **state)
{
    static const enum mat_chime chimes[] = {
        MAT_CHIME_STEP,     /* there was nothing before */
        MAT_CHIME_POSITION, /* feet onto the mat */
        MAT_CHIME_POSITION, /* off */
        MAT_CHIME_STEP,     /* getting ready */
        MAT_CHIME_POSITION, /* on */
        MAT_CHIME_STEP,     /* lying already */
        MAT_CHIME_STEP,     /* only the layer */
        MAT_CHIME_POSITION, /* another area */
        MAT_CHIME_POSITION, /* off */
        MAT_CHIME_POSITION, /* lying down beside it */
        MAT_CHIME_STEP,     /* still lying */
        MAT_CHIME_STEP,     /* wait */
        MAT_CHIME_STEP,     /* point */
        MAT_CHIME_POSITION, /* unwell */
    };

    (void)state;
    assert_int_equal(COUNT(chimes), COUNT(segments));
    for (int i = 0; i <= N_SEGMENTS; i++) {
        struct mat_sound sound = step_sound(i);

        if (sound.chime != chimes[i])
            fail_msg("segment %d: %s", i, mat_word(&mat_chimes, sound.chime));
        assert_int_equal(sound.said, MAT_SAID_STEP);
        assert_int_equal(sound.segment, i);
        assert_int_equal(sound.ms, MAT_MINUTES(8));
        assert_int_equal(sound.gain, MAT_GAIN_LEVEL);
        assert_true(sound.hush);
        assert_false(sound.loudest);
        assert_int_equal(sound.safety, segments[i].kind == MAT_KIND_OFF);
    }
}

static void
cues_are_said_without_a_chime(void **state)
{
    static const struct {
        int segment;
        int cue;
        bool safety;
    } cases[] = {
        {5, 0, true},  /* waits for what opens the step */
        {5, 1, true},  /* the cue's own */
        {5, 2, false}, /* may be dropped */
        {2, 2, true},  /* getting off */
        {13, 2, true}, /* unwell */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mat_sound sound =
            sound_of(&day, (struct mat_fact){.kind = MAT_FACT_CUE,
                                             .segment = cases[i].segment,
                                             .cue = cases[i].cue});

        assert_int_equal(sound.chime, MAT_CHIME_NONE);
        assert_int_equal(sound.said, MAT_SAID_CUE);
        assert_int_equal(sound.segment, cases[i].segment);
        assert_int_equal(sound.cue, cases[i].cue);
        assert_int_equal(sound.safety, cases[i].safety);
        assert_false(sound.hush);
    }
}

/* From 40 % to the full level; the last as loud as there is. */
static void
the_alarm_rises_to_the_loudest(void **state)
{
    int last = (int)(MAT_ALARM_FOR / MAT_ALARM_EVERY) + 1;
    int gain = 0;

    (void)state;
    for (int attempt = 1; attempt <= last; attempt++) {
        struct mat_sound sound =
            sound_of(&day, (struct mat_fact){.kind = MAT_FACT_ALARM,
                                             .segment = 7,
                                             .cue = -1,
                                             .attempt = attempt,
                                             .last = attempt == last});

        assert_int_equal(sound.chime, MAT_CHIME_ALARM);
        assert_int_equal(sound.said, MAT_SAID_ALARM);
        assert_true(sound.safety);
        assert_true(sound.hush);
        assert_true(sound.gain > gain);
        assert_int_equal(sound.loudest, attempt == last);
        gain = sound.gain;
        if (attempt == 1)
            assert_int_equal(gain, 400);
    }
    assert_int_equal(gain, MAT_GAIN_LEVEL);
}

static void
the_end_is_quiet_in_the_evening(void **state)
{
    struct mat_schedule night = evening();
    struct mat_fact fact = {.kind = MAT_FACT_SESSION_ENDED,
                            .cue = -1,
                            .outcome = MAT_OUTCOME_COMPLETED};
    struct mat_sound sound = sound_of(&day, fact);

    (void)state;
    assert_int_equal(sound.chime, MAT_CHIME_END);
    assert_int_equal(sound.said, MAT_SAID_END);
    assert_int_equal(sound.gain, MAT_GAIN_LEVEL);
    assert_false(sound.hush);
    assert_true(sound_of(&night, fact).gain < MAT_GAIN_LEVEL);
    fact.outcome = MAT_OUTCOME_STOPPED;
    assert_true(sound_of(&day, fact).hush);
}

/* Whoever is still on the mat must not be told to take the time there is. */
static void
a_session_that_is_cut_short_sends_off_the_mat(void **state)
{
    (void)state;
    for (int outcome = 0; outcome < MAT_OUTCOME__COUNT; outcome++) {
        struct mat_sound sound = sound_of(
            &day, (struct mat_fact){.kind = MAT_FACT_SESSION_ENDED,
                                    .cue = -1,
                                    .outcome = (enum mat_outcome)outcome});

        assert_int_equal(sound.said, outcome == MAT_OUTCOME_INTERRUPTED
                                         ? MAT_SAID_CUT_SHORT
                                         : MAT_SAID_END);
    }
}

static void
marks_fade_in_the_evening(void **state)
{
    struct mat_schedule night = evening();

    (void)state;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++) {
        struct mat_sound sound = mat_score_mark(&day, (enum mat_chime)chime);

        assert_int_equal(sound.chime, chime);
        assert_int_equal(sound.gain, MAT_GAIN_LEVEL);
        assert_int_equal(sound.said, MAT_SAID_NOTHING);
        assert_false(sound.hush);
    }
    assert_true(mat_score_mark(&night, MAT_CHIME_LAST_MINUTE).gain <
                MAT_GAIN_LEVEL);
    assert_true(mat_score_mark(&night, MAT_CHIME_SOON).gain <
                mat_score_mark(&night, MAT_CHIME_LAST_MINUTE).gain);
}

static void
standing_still_is_said_at_once(void **state)
{
    struct mat_sound sound =
        sound_of(&day, (struct mat_fact){.kind = MAT_FACT_PAUSED, .cue = -1});

    (void)state;
    assert_int_equal(sound.chime, MAT_CHIME_NONE);
    assert_int_equal(sound.said, MAT_SAID_PAUSED);
    assert_true(sound.hush);
    sound = sound_of(&day, (struct mat_fact){.kind = MAT_FACT_HELD, .cue = -1});
    assert_int_equal(sound.said, MAT_SAID_HELD);
    assert_true(sound.hush);
    assert_true(sound.safety);
}

/* What was being said is of before: "come off slowly" must not go on behind it.
 */
static void
an_answer_silences_what_asked_for_it(void **state)
{
    struct mat_sound sound =
        sound_of(&day, (struct mat_fact){.kind = MAT_FACT_RESUMED, .cue = -1});

    (void)state;
    assert_int_equal(sound.chime, MAT_CHIME_NONE);
    assert_int_equal(sound.said, MAT_SAID_RESUMED);
    assert_true(sound.hush);
    sound = sound_of(
        &day, (struct mat_fact){.kind = MAT_FACT_ACKNOWLEDGED, .cue = -1});
    assert_int_equal(sound.chime, MAT_CHIME_NONE);
    assert_int_equal(sound.said, MAT_SAID_NOTHING);
    assert_true(sound.hush);
}

static void
other_facts_are_silent(void **state)
{
    static const enum mat_fact_kind silent[] = {
        MAT_FACT_SESSION_BEGAN,
        MAT_FACT_STEP_ENDED,
        MAT_FACT_EXTENDED,
    };

    (void)state;
    for (size_t i = 0; i < COUNT(silent); i++) {
        struct mat_fact fact = {.kind = silent[i], .cue = -1};
        struct mat_sound sound = {.gain = -7};

        assert_false(mat_score_fact(&day, &fact, &sound));
        assert_int_equal(sound.gain, -7);
    }
}

static void
every_sound_has_its_words(void **state)
{
    static const struct {
        struct mat_sound sound;
        const char *text;
    } cases[] = {
        {{.said = MAT_SAID_NOTHING}, ""},
        {{.said = MAT_SAID_STEP, .segment = 6, .ms = MAT_MINUTES(8)},
         "Back. Bare skin. Eight minutes."},
        {{.said = MAT_SAID_STEP, .segment = 13, .ms = MAT_SECONDS(90)},
         "Off now."},
        {{.said = MAT_SAID_CUE, .segment = 5, .cue = 1},
         "Rate it zero to ten."},
        {{.said = MAT_SAID_ALARM},
         "Time to leave the mat. Come off slowly, and press a key."},
        {{.said = MAT_SAID_PAUSED}, "Paused."},
        {{.said = MAT_SAID_RESUMED}, "Going on."},
        {{.said = MAT_SAID_CUT_SHORT},
         "The session was cut short. If you are still on the mat, come off "
         "slowly."},
        {{.said = MAT_SAID_END}, "That is the end. Take your time."},
    };
    char text[MAT_SPEECH_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size = mat_score_text(&day, &cases[i].sound, text, sizeof(text));

        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text));
    }
    assert_true(mat_score_text(&day, &(struct mat_sound){.said = MAT_SAID_HELD},
                               text, sizeof(text)) > 0);
    assert_non_null(strstr(text, "come off slowly"));
}

/* All that a voice may have to say comes out whole. */
static void
the_tables_fit_a_voice(void **state)
{
    char text[MAT_SPEECH_TEXT];

    (void)state;
    for (int i = 0; i < mat_tables_builtin.n_cues; i++) {
        const char *cue = mat_tables_builtin.cues[i].text;
        size_t size = mat_speech_sentence(cue, text, sizeof(text));

        assert_true(size > 0 && size < 200);
        assert_int_equal(text[size - 1], cue[strlen(cue) - 1]);
        assert_null(strpbrk(text, "0123456789~/\"()"));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_for_the_body_has_a_chime_of_its_own),
        cmocka_unit_test(cues_are_said_without_a_chime),
        cmocka_unit_test(the_alarm_rises_to_the_loudest),
        cmocka_unit_test(the_end_is_quiet_in_the_evening),
        cmocka_unit_test(marks_fade_in_the_evening),
        cmocka_unit_test(standing_still_is_said_at_once),
        cmocka_unit_test(a_session_that_is_cut_short_sends_off_the_mat),
        cmocka_unit_test(an_answer_silences_what_asked_for_it),
        cmocka_unit_test(other_facts_are_silent),
        cmocka_unit_test(every_sound_has_its_words),
        cmocka_unit_test(the_tables_fit_a_voice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
