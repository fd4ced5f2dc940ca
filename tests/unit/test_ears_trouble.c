/* The ears and a speaker, made up both, that does not play: what is said of it
 * and how often, and what stands in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "../support/ears_world.h"

static void
a_command_that_fits_into_no_line_is_no_voice(void **state)
{
    static char word[MAT_ORDER_MAX];

    (void)state;
    memset(word, '"', sizeof(word) / 2);
    voice[0] = word;
    begin(true, true);
    voice[0] = "say";
    assert_string_equal(complaints,
                        "no voice: the speech command is too long\n");
    TOLD("{\"do\":\"set\",\"level\":500}");
    fact(STEP, 0);
    frame(0);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\"");
}

static void
a_silent_speaker_is_told_of_once_and_the_bell_stands_in(void **state)
{
    (void)state;
    begin(true, true);
    says(MAT_REPORT_SILENT, "no sound device");
    frame(0);
    assert_string_equal(complaints, "no sound: no sound device; the terminal's "
                                    "bell rings instead\n");
    assert_int_equal(fake.ends, 1);
    fact(CHANGE, 100);
    frame(100);
    assert_int_equal(rings, 1);
    fact(STEP, 200);
    fact(CUE, 200);
    frame(200);
    assert_int_equal(rings, 1);
    mark = 300;
    assert_int_equal(next(200), MAT_MS_NONE);
    mat_ears_mute(&ears, true);
    fact(CHANGE, 300);
    frame(300);
    assert_int_equal(rings, 1);
    assert_null(strstr(complaints + 20, "no sound:"));
}

static void
whatever_cannot_start_is_told_of_once(void **state)
{
    (void)state;
    fake.missing = true;
    begin(false, true);
    fact(CHANGE, 0);
    frame(0);
    assert_string_equal(complaints,
                        "no sound: matsession-speaker is not installed\n");
    assert_int_equal(rings, 0);
    complaints[0] = '\0';
    fake.missing = false;
    fake.error = EAGAIN;
    begin(true, false);
    fact(CHANGE, 0);
    frame(0);
    assert_non_null(strstr(complaints, strerror(EAGAIN)));
    assert_int_equal(rings, 1);
    TOLD_NOTHING;
}

static void
one_that_dies_is_reaped_at_once_and_told_of(void **state)
{
    (void)state;
    begin_heard();
    fake.dies = true;
    frame(100);
    assert_int_equal(fake.ends, 1);
    assert_int_equal(fake.patience, 0);
    assert_string_equal(complaints,
                        "no sound: the speaker has ended; the terminal's bell "
                        "rings instead\n");
    frame(200);
    mat_ears_end(&ears, 1000);
    assert_int_equal(fake.ends, 1);
}

static void
one_that_does_not_answer_is_told_nothing_more(void **state)
{
    (void)state;
    begin(true, true);
    frame(7000);
    fake.seen = fake.n;
    assert_int_equal(next(7000), 7100);
    frame(7000 + MAT_EARS_ANSWER);
    assert_string_equal(complaints, "");
    frame(7000 + MAT_EARS_ANSWER + 1);
    assert_non_null(strstr(complaints, "does not answer"));
    assert_int_equal(next(13000), MAT_MS_NONE);
    fact(CHANGE, 13000);
    frame(13000);
    TOLD_NOTHING;
    assert_int_equal(rings, 1);
    /* It was only slow. */
    says(MAT_REPORT_READY, "");
    frame(14000);
    fact(CHANGE, 15000);
    frame(15000);
    TOLD("\"say\":\"change\"");
    assert_int_equal(rings, 1);
}

static void
without_a_voice_chimes_go_on(void **state)
{
    (void)state;
    begin_heard();
    says(MAT_REPORT_VOICELESS, "it fails");
    says(MAT_REPORT_VOICELESS, "it fails");
    frame(100);
    assert_string_equal(complaints, "no voice: it fails\n");
    fact(STEP, 200);
    fact(CUE, 200);
    frame(200);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\":false}");
    assert_int_equal(rings, 0);
}

static void
reports_without_end_do_not_hold_a_frame(void **state)
{
    (void)state;
    begin_heard();
    for (int i = 0; i < MAT_EARS_WAITING * 3; i++)
        says(MAT_REPORT_DONE, "");
    frame(100);
    assert_true(fake.said < fake.n_says);
}

static void
only_a_session_that_ended_and_was_heard_is_waited_for(void **state)
{
    static const struct {
        bool heard;
        bool ended;
        mat_ms patience;
        mat_ms waited;
    } cases[] = {
        {true, true, 1000, 1000},
        {true, true, 0, 0},
        {true, false, 1000, 0},
        {false, true, 1000, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        fake.said = fake.n_says = 0;
        begin(true, true);
        if (cases[i].ended)
            fact_of(MAT_FACT_SESSION_ENDED, SILENT, 100);
        if (cases[i].heard)
            says(MAT_REPORT_READY, ""); /* read at the end at the latest */
        mat_ears_end(&ears, cases[i].patience);
        assert_int_equal(fake.patience, cases[i].waited);
        assert_string_equal(complaints, "");
    }
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_command_that_fits_into_no_line_is_no_voice),
        TEST(a_silent_speaker_is_told_of_once_and_the_bell_stands_in),
        TEST(whatever_cannot_start_is_told_of_once),
        TEST(one_that_dies_is_reaped_at_once_and_told_of),
        TEST(one_that_does_not_answer_is_told_nothing_more),
        TEST(without_a_voice_chimes_go_on),
        TEST(reports_without_end_do_not_hold_a_frame),
        TEST(only_a_session_that_ended_and_was_heard_is_waited_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
