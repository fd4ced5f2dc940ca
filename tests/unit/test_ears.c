/* The ears between a score and a speaker that are both made up: what is told
 * and when, and what is dropped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/ears_world.h"

static void
everything_is_prepared_once_and_in_order(void **state)
{
    (void)state;
    reserves = SAFE;
    begin(true, true);
    reserves = CUE;
    TOLD("\"set\",\"voice\":[\"say\"],\"level\":500",
         "\"prepare\",\"say\":\"step\"", "\"say\":\"cue\"",
         "\"say\":\"change\"", "\"say\":\"safe\"");
}

static void
without_a_voice_nothing_is_prepared_or_said(void **state)
{
    (void)state;
    begin(true, false);
    TOLD("\"do\":\"set\"");
    says(MAT_REPORT_VOICELESS, "no command");
    fact(STEP, 0);
    fact(CUE, 0);
    frame(0);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\"");
    assert_string_equal(complaints, "");
}

static void
preparing_stays_behind_what_is_not_read_yet(void **state)
{
    (void)state;
    fake.reads_nothing = true;
    begin(true, true);
    says(MAT_REPORT_READY, "");
    TOLD("\"do\":\"set\"");
    fact(STEP, 0);
    frame(0);
    TOLD("\"do\":\"play\"");
    assert_int_equal(next(0), 250);
    ears.speaker.n_queue = 0;
    frame(250);
    TOLD("\"prepare\",\"say\":\"step\"");
    fake.reads_nothing = false;
    ears.speaker.n_queue = 0;
    frame(500);
    TOLD("\"say\":\"cue\"", "\"say\":\"change\"");
    assert_int_equal(next(500), MAT_MS_NONE);
}

static void
a_fact_sounds_in_the_frame_behind_it(void **state)
{
    (void)state;
    begin_heard();
    fact(SILENT, 1000);
    fact(STEP, 1000);
    fact(CUE, 1000);
    TOLD_NOTHING;
    frame(1000);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"say\":\"step\"",
         "\"play\",\"say\":\"cue\"");
}

static void
what_is_late_is_dropped_unless_it_is_for_safety(void **state)
{
    (void)state;
    begin_heard();
    state_now.began = 500; /* moments are not since the session began */
    fact(STEP, 1000);
    fact(SAFE, 1000);
    fact(CUE, 1001);
    frame(500 + 1000 + MAT_EARS_LATE + 1);
    TOLD("\"say\":\"safe\",\"safety\":true", "\"say\":\"cue\"");
}

static void
what_is_dropped_hushes_all_the_same(void **state)
{
    (void)state;
    begin_heard();
    fact(CHANGE, 0);
    fact(CUE, 9000);
    frame(9000);
    TOLD("\"say\":\"cue\",\"safety\":false,\"hush\":true");
    fact(CUE, 9500);
    frame(9500);
    TOLD("\"hush\":false");
}

static void
many_facts_at_once_keep_what_is_not_late(void **state)
{
    (void)state;
    begin_heard();
    for (int i = 0; i <= 3 * MAT_EARS_WAITING; i++)
        fact(i == 0 ? SAFE : CUE, MAT_MINUTES(i));
    frame(MAT_MINUTES(3 * MAT_EARS_WAITING));
    /* Whatever the room, the last is not lost, nor what is for safety. */
    assert_non_null(strstr(fake.lines[fake.seen], "safe"));
    assert_non_null(strstr(fake.lines[fake.n - 1], "cue"));
    assert_true(fake.n - fake.seen <= 4);
    fake.seen = fake.n;
}

static void
a_pause_does_not_wait_for_a_frame(void **state)
{
    static const enum mat_fact_kind kinds[] = {MAT_FACT_PAUSED, MAT_FACT_HELD,
                                               MAT_FACT_SESSION_ENDED};

    (void)state;
    begin_heard();
    for (int i = 0; i < 3; i++) {
        fact_of(kinds[i], STEP, MAT_SECONDS(i));
        if (kinds[i] == MAT_FACT_SESSION_ENDED)
            TOLD("\"say\":\"step\"", "\"do\":\"end\"");
        else
            TOLD("\"say\":\"step\"");
    }
}

static void
marks_sound_on_time_or_not_at_all(void **state)
{
    static const struct {
        mat_ms late;
        bool sounds;
    } cases[] = {
        {0, true},
        {MAT_EARS_MARK_LATE, true},
        {MAT_EARS_MARK_LATE + 1, false},
        {MAT_MINUTES(9), false},
    };

    (void)state;
    begin_heard();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        mat_ms now = MAT_MINUTES(10 * (i + 1));

        mark = now;
        assert_int_equal(next(now - 1000), now);
        frame(now - 1);
        TOLD_NOTHING;
        frame(now + cases[i].late);
        if (cases[i].sounds)
            TOLD("\"chime\":\"half\",\"gain\":800");
        frame(now + cases[i].late);
        TOLD_NOTHING;
    }
}

static void
without_chimes_only_an_alarm_has_one(void **state)
{
    (void)state;
    begin(false, true);
    assert_non_null(strstr(fake.lines[0], "\"level\":500"));
    fake.seen = fake.n;
    fact(CHANGE, 0);
    fact(ALARM, 0);
    frame(0);
    TOLD("\"play\",\"say\":\"change\",\"safety\":false,\"hush\":true",
         "\"play\",\"chime\":\"alarm\"");
}

static void
without_chimes_there_are_no_marks(void **state)
{
    (void)state;
    begin(false, true);
    says(MAT_REPORT_READY, "");
    frame(0);
    fake.seen = fake.n;
    mark = 1000;
    assert_int_equal(next(0), MAT_MS_NONE);
    frame(1000);
    TOLD_NOTHING;
}

static void
muting_is_an_order(void **state)
{
    (void)state;
    begin_heard();
    mat_ears_mute(&ears, true);
    assert_true(ears.muted);
    mat_ears_mute(&ears, false);
    TOLD("\"mute\",\"on\":true", "\"mute\",\"on\":false");
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_is_prepared_once_and_in_order),
        TEST(without_a_voice_nothing_is_prepared_or_said),
        TEST(preparing_stays_behind_what_is_not_read_yet),
        TEST(a_fact_sounds_in_the_frame_behind_it),
        TEST(what_is_late_is_dropped_unless_it_is_for_safety),
        TEST(what_is_dropped_hushes_all_the_same),
        TEST(many_facts_at_once_keep_what_is_not_late),
        TEST(a_pause_does_not_wait_for_a_frame),
        TEST(marks_sound_on_time_or_not_at_all),
        TEST(without_chimes_only_an_alarm_has_one),
        TEST(without_chimes_there_are_no_marks),
        TEST(muting_is_an_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
