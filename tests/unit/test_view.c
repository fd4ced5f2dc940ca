/* What there is to show at a moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/view_world.h"

static void
time_left_is_rounded_up_in_its_unit(void **unused)
{
    static const struct {
        mat_ms place;
        const char *seconds;
        const char *minutes;
    } cases[] = {
        {0, "04:00", "4"},      {1, "04:00", "4"},      {999, "04:00", "4"},
        {1000, "03:59", "4"},   {59999, "03:01", "4"},  {60000, "03:00", "3"},
        {60001, "03:00", "3"},  {180000, "01:00", "1"}, {239000, "00:01", "1"},
        {239999, "00:01", "1"}, {240000, "00:00", "0"}, {999999, "00:00", "0"},
    };
    struct mat_state state = in(FEET, MAT_PHASE_RUNNING);

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        mat_ms place = cases[i].place;

        assert_string_equal(seen(state, place, MAT_DIGITS_SECONDS).digits,
                            cases[i].seconds);
        assert_string_equal(seen(state, place, MAT_DIGITS_MINUTES).digits,
                            cases[i].minutes);
        assert_string_equal(seen(state, place, MAT_DIGITS_HIDDEN).digits, "");
    }
    assert_true(seen(state, 0, MAT_DIGITS_MINUTES).digits_minutes);
    assert_false(seen(state, 0, MAT_DIGITS_SECONDS).digits_minutes);
}

static void
long_time_left_has_hours(void **unused)
{
    struct mat_state state = in(REST, MAT_PHASE_RUNNING);

    (void)unused;
    assert_string_equal(seen(state, 0, MAT_DIGITS_SECONDS).digits, "1:30:00");
    assert_string_equal(seen(state, 0, MAT_DIGITS_MINUTES).digits, "90");
}

static void
progress_is_as_coarse_as_the_digits(void **unused)
{
    struct mat_state state = in(FEET, MAT_PHASE_RUNNING);

    (void)unused;
    assert_int_equal(seen(state, 0, MAT_DIGITS_SECONDS).permille, 0);
    assert_int_equal(seen(state, 24999, MAT_DIGITS_SECONDS).permille, 100);
    assert_int_equal(seen(state, 59999, MAT_DIGITS_MINUTES).permille, 0);
    assert_int_equal(seen(state, 60000, MAT_DIGITS_MINUTES).permille, 250);
    assert_int_equal(seen(state, 240000, MAT_DIGITS_SECONDS).permille, 1000);
    assert_int_equal(seen(state, 60000, MAT_DIGITS_HIDDEN).permille, -1);
}

static void
open_segment_has_no_time(void **unused)
{
    struct mat_view view =
        seen(in(CHANGE, MAT_PHASE_WAITING), MAT_SECONDS(9), MAT_DIGITS_SECONDS);

    (void)unused;
    assert_string_equal(view.digits, "");
    assert_int_equal(view.permille, -1);
    assert_string_equal(view.state, "");
    assert_string_equal(view.state_detail, "");
    assert_string_equal(view.next, "Inner wrist");
    assert_string_equal(view.ends, "");
}

static void
detail_says_how_to_lie_and_what_to_hold(void **unused)
{
    static const struct {
        int segment;
        const char *detail;
    } cases[] = {
        {FEET, "sitting on a chair, socks on, firm surface"},
        {OFF, ""},
        {POINT, ""},
        {BREATHE, "in 4s, out 6s"},
        {REST, "lying on the back"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(
            seen(in(cases[i].segment, MAT_PHASE_RUNNING), 0, MAT_DIGITS_SECONDS)
                .detail,
            cases[i].detail);
}

static void
end_is_told_when_it_can_be(void **unused)
{
    struct mat_state rest = in(REST, MAT_PHASE_RUNNING);
    struct mat_state breathe = in(BREATHE, MAT_PHASE_RUNNING);

    (void)unused;
    /* 22:05:20 and 90 minutes; then half a minute past is reached. */
    assert_string_equal(seen(rest, 0, MAT_DIGITS_HIDDEN).ends, "23:35");
    rest.duration += MAT_SECONDS(9);
    assert_string_equal(seen(rest, 0, MAT_DIGITS_HIDDEN).ends, "23:35");
    rest.duration += MAT_SECONDS(1);
    assert_string_equal(seen(rest, 0, MAT_DIGITS_HIDDEN).ends, "23:36");
    breathe.duration += MAT_MINUTES(20);
    assert_string_equal(seen(breathe, 0, MAT_DIGITS_MINUTES).ends, "00:00");
}

static void
end_is_not_told_when_it_cannot_be(void **unused)
{
    const struct mat_view_options no_clock = {.time_of_day = MAT_MS_NONE};
    struct mat_state state = in(REST, MAT_PHASE_RUNNING);
    struct mat_view view;

    (void)unused;
    mat_view_at(&schedule, &state, START, &no_clock, &view);
    assert_string_equal(view.ends, "");
    /* A wait lies ahead. */
    assert_string_equal(
        seen(in(FEET, MAT_PHASE_RUNNING), 0, MAT_DIGITS_SECONDS).ends, "");
    assert_string_equal(
        seen(in(REST, MAT_PHASE_PAUSED), 0, MAT_DIGITS_SECONDS).ends, "");
    assert_string_equal(
        seen(in(REST, MAT_PHASE_HELD), 0, MAT_DIGITS_SECONDS).ends, "");
    state.ending = true;
    assert_string_equal(seen(state, 0, MAT_DIGITS_SECONDS).ends, "");
}

static void
end_stands_still_while_time_passes(void **unused)
{
    struct mat_state state = in(REST, MAT_PHASE_RUNNING);

    (void)unused;
    for (int second = 0; second < 5000; second++) {
        const struct mat_view_options options = {
            .time_of_day = MAT_MINUTES(22 * 60 + 5) + MAT_SECONDS(20 + second)};
        struct mat_view view;

        mat_view_at(&schedule, &state, START + MAT_SECONDS(second), &options,
                    &view);
        assert_string_equal(view.ends, "23:35");
    }
}

static void
state_is_told_in_words(void **unused)
{
    static const struct {
        int segment;
        enum mat_phase phase;
        bool ringing;
        bool ending;
        const char *state;
        const char *detail;
    } cases[] = {
        {FEET, MAT_PHASE_RUNNING, false, false, "", ""},
        {OFF, MAT_PHASE_RUNNING, false, true, "", ""},
        {FEET, MAT_PHASE_PAUSED, false, false, "Paused", "space goes on"},
        {FEET, MAT_PHASE_PAUSED, true, false, "Still on the mat",
         "Press any key; space goes on"},
        {FEET, MAT_PHASE_HELD, false, false, "You were away",
         "r resume  f finish here  d discard"},
        {FEET, MAT_PHASE_HELD, true, false, "You were away",
         "r resume  f finish here  d discard"},
        {FEET, MAT_PHASE_WAITING, true, false, "Time to come off",
         "Press any key."},
        {REST, MAT_PHASE_DONE, false, false, "Finished", ""},
        {UNWELL, MAT_PHASE_STOPPED, false, true, "Stopped", ""},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_state state = in(cases[i].segment, cases[i].phase);
        struct mat_view view;

        state.ringing = cases[i].ringing;
        state.ending = cases[i].ending;
        view = seen(state, MAT_SECONDS(1), MAT_DIGITS_SECONDS);
        assert_string_equal(view.state, cases[i].state);
        assert_string_equal(view.state_detail, cases[i].detail);
        assert_int_equal(view.ringing, cases[i].ringing);
    }
}

static void
next_is_what_will_really_come(void **unused)
{
    struct mat_state state = in(FEET, MAT_PHASE_RUNNING);

    (void)unused;
    assert_string_equal(seen(state, 0, MAT_DIGITS_SECONDS).next, "Feet off");
    assert_string_equal(
        seen(in(REST, MAT_PHASE_RUNNING), 0, MAT_DIGITS_SECONDS).next, "");
    assert_string_equal(
        seen(in(UNWELL, MAT_PHASE_RUNNING), 0, MAT_DIGITS_SECONDS).next, "");
    state = in(OFF, MAT_PHASE_RUNNING);
    assert_string_equal(seen(state, 0, MAT_DIGITS_SECONDS).next,
                        "Fetch a glass of water");
    state.ending = true;
    assert_string_equal(seen(state, 0, MAT_DIGITS_SECONDS).next, "");
}

static void
cues_are_those_of_the_state(void **unused)
{
    struct mat_state state = in(REST, MAT_PHASE_RUNNING);
    struct mat_view view = seen(state, 0, MAT_DIGITS_SECONDS);

    (void)unused;
    assert_string_equal(view.cue, "");
    assert_string_equal(view.cue_before, "");
    state.cue = (struct mat_cue_ref){.segment = BREATHE, .cue = 1};
    state.cue_before = (struct mat_cue_ref){.segment = FEET, .cue = 0};
    view = seen(state, 0, MAT_DIGITS_SECONDS);
    assert_string_equal(view.cue, "One minute left.");
    assert_string_equal(view.cue_before, "Sit on a steady chair.");
}

static void
breath_is_told_between_the_cues(void **unused)
{
    static const struct {
        mat_ms place;
        int given; /* cue of the segment given last, or -1 */
        int breath;
        const char *cue;
        const char *before;
    } cases[] = {
        {0, -1, 1, "In, slowly.", ""},
        {3999, -1, 1, "In, slowly.", ""},
        {4000, -1, -1, "Out, slowly.", ""},
        {9999, -1, -1, "Out, slowly.", ""},
        {10000, -1, 1, "In, slowly.", ""},
        {12000, 0, 1, "Nothing to achieve.", ""},
        {29999, 0, -1, "Nothing to achieve.", ""},
        {30000, 0, 1, "In, slowly.", "Nothing to achieve."},
        {240000, 1, 1, "One minute left.", ""},
        {260000, 1, 1, "In, slowly.", "One minute left."},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_state state = in(BREATHE, MAT_PHASE_RUNNING);
        struct mat_view view;

        if (cases[i].given >= 0)
            state.cue =
                (struct mat_cue_ref){.segment = BREATHE, .cue = cases[i].given};
        view = seen(state, cases[i].place, MAT_DIGITS_HIDDEN);
        assert_int_equal(view.breath, cases[i].breath);
        assert_string_equal(view.cue, cases[i].cue);
        assert_string_equal(view.cue_before, cases[i].before);
    }
    assert_int_equal(
        seen(in(BREATHE, MAT_PHASE_PAUSED), 0, MAT_DIGITS_HIDDEN).breath, 0);
    assert_int_equal(
        seen(in(REST, MAT_PHASE_RUNNING), 0, MAT_DIGITS_HIDDEN).breath, 0);
}

static void
view_before_the_beginning_shows_the_first_step(void **unused)
{
    struct mat_state state = mat_engine_init();
    struct mat_view view = seen(state, 0, MAT_DIGITS_SECONDS);

    (void)unused;
    assert_string_equal(view.title, "Feet");
    assert_string_equal(view.digits, "04:00");
    assert_int_equal(view.permille, 0);
}

static void
marks_follow_the_running_step(void **unused)
{
    struct mat_state state = in(OFF, MAT_PHASE_RUNNING);
    struct mat_view view = seen(state, 0, MAT_DIGITS_SECONDS);

    (void)unused;
    assert_int_equal(mat_view_mark(&view, FEET), MAT_MARK_BEHIND);
    assert_int_equal(mat_view_mark(&view, OFF), MAT_MARK_NOW);
    assert_int_equal(mat_view_mark(&view, REST), MAT_MARK_AHEAD);
    state.ending = true;
    view = seen(state, 0, MAT_DIGITS_SECONDS);
    assert_int_equal(mat_view_mark(&view, OFF), MAT_MARK_NOW);
    assert_int_equal(mat_view_mark(&view, REST), MAT_MARK_BEHIND);
    view = seen(in(REST, MAT_PHASE_DONE), 0, MAT_DIGITS_SECONDS);
    assert_int_equal(mat_view_mark(&view, REST), MAT_MARK_BEHIND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_left_is_rounded_up_in_its_unit),
        cmocka_unit_test(long_time_left_has_hours),
        cmocka_unit_test(progress_is_as_coarse_as_the_digits),
        cmocka_unit_test(open_segment_has_no_time),
        cmocka_unit_test(detail_says_how_to_lie_and_what_to_hold),
        cmocka_unit_test(end_is_told_when_it_can_be),
        cmocka_unit_test(end_is_not_told_when_it_cannot_be),
        cmocka_unit_test(end_stands_still_while_time_passes),
        cmocka_unit_test(state_is_told_in_words),
        cmocka_unit_test(next_is_what_will_really_come),
        cmocka_unit_test(cues_are_those_of_the_state),
        cmocka_unit_test(breath_is_told_between_the_cues),
        cmocka_unit_test(view_before_the_beginning_shows_the_first_step),
        cmocka_unit_test(marks_follow_the_running_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
