#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "matsession/view.h"

static const struct mat_cue sit = {.text = "Sit on a steady chair."};
static const struct mat_cue calm = {.text = "Nothing to achieve."};
static const struct mat_cue last = {.text = "One minute left."};
static const struct mat_cue_at feet_cues[] = {{.cue = &sit}};
static const struct mat_cue_at breathe_cues[] = {
    {.at = MAT_SECONDS(12), .cue = &calm},
    {.at = MAT_SECONDS(60), .from_end = true, .cue = &last},
};

static const struct mat_point points[] = {{.id = "HT7", .name = "Shenmen"}};

static const struct mat_tables tables = {
    .points = points, .n_points = 1, .step_min = MAT_SECONDS(60)};

enum { FEET, OFF, CHANGE, POINT, BREATHE, REST, UNWELL, SEGMENTS };

static const struct mat_segment segments[SEGMENTS] = {
    [FEET] = {.kind = MAT_KIND_MAT,
              .title = "Feet",
              .area = MAT_AREA_FEET,
              .position = MAT_POSITION_SEATED_CHAIR,
              .layer = MAT_LAYER_SOCKS,
              .surface = MAT_SURFACE_FIRM,
              .duration = MAT_MINUTES(4),
              .off = OFF,
              .mat = FEET,
              .alarm = true,
              .cues = feet_cues,
              .n_cues = 1},
    [OFF] = {.kind = MAT_KIND_OFF,
             .title = "Feet off",
             .position = MAT_POSITION_NONE,
             .duration = MAT_SECONDS(30),
             .mat = FEET},
    [CHANGE] = {.kind = MAT_KIND_WAIT,
                .title = "Fetch a glass of water",
                .position = MAT_POSITION_NONE,
                .duration = MAT_MS_NONE,
                .timeout = MAT_MS_NONE,
                .mat = -1},
    [POINT] = {.kind = MAT_KIND_POINT,
               .title = "Inner wrist",
               .position = MAT_POSITION_NONE,
               .side = MAT_SIDE_LEFT,
               .duration = MAT_SECONDS(60),
               .mat = -1},
    [BREATHE] = {.kind = MAT_KIND_BREATHE,
                 .title = "Breathe",
                 .position = MAT_POSITION_NONE,
                 .duration = MAT_MINUTES(5),
                 .inhale = MAT_SECONDS(4),
                 .exhale = MAT_SECONDS(6),
                 .mat = -1,
                 .cues = breathe_cues,
                 .n_cues = 2},
    [REST] = {.kind = MAT_KIND_REST,
              .title = "Rest",
              .position = MAT_POSITION_SUPINE,
              .duration = MAT_MINUTES(90),
              .mat = -1},
    [UNWELL] = {.kind = MAT_KIND_OFF,
                .title = "Off the mat",
                .position = MAT_POSITION_NONE,
                .duration = MAT_MINUTES(2),
                .mat = -1},
};

static const struct mat_schedule schedule = {
    .title = "A try",
    .when = MAT_WHEN_EVENING,
    .tables = &tables,
    .segments = segments,
    .n_segments = UNWELL,
    .unwell = UNWELL,
    .cap_total = MAT_MINUTES(30),
    .cap_area = {[MAT_AREA_FEET] = MAT_MINUTES(10)},
};

#define START MAT_SECONDS(1000)

static struct mat_state
in(int segment, enum mat_phase phase)
{
    return (struct mat_state){
        .phase = phase,
        .began = START,
        .segment = segment,
        .origin = START,
        .duration = segments[segment].duration,
        .cue = {.segment = -1, .cue = -1},
        .cue_before = {.segment = -1, .cue = -1},
    };
}

static struct mat_view
seen(struct mat_state state, mat_ms place, enum mat_digits digits)
{
    const struct mat_view_options options = {
        .digits = digits,
        .time_of_day = MAT_MINUTES(22 * 60 + 5) + MAT_SECONDS(20)};
    struct mat_view view;

    mat_view_at(&schedule, &state, START + place, &options, &view);
    return view;
}

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

static mat_ms
change_after(const struct mat_state *state, mat_ms place,
             enum mat_digits digits)
{
    const struct mat_view_options options = {.digits = digits};
    mat_ms change =
        mat_view_next_change(&schedule, state, START + place, &options);

    return change == MAT_MS_NONE ? MAT_MS_NONE : change - START;
}

static void
standing_session_does_not_change(void **unused)
{
    static const enum mat_phase phases[] = {MAT_PHASE_IDLE, MAT_PHASE_PAUSED,
                                            MAT_PHASE_HELD, MAT_PHASE_WAITING,
                                            MAT_PHASE_DONE, MAT_PHASE_STOPPED};

    (void)unused;
    for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
        struct mat_state state = in(BREATHE, phases[i]);

        assert_true(change_after(&state, MAT_SECONDS(7), MAT_DIGITS_SECONDS) ==
                    MAT_MS_NONE);
    }
}

static void
next_change_is_that_of_what_is_shown(void **unused)
{
    static const struct {
        int segment;
        enum mat_digits digits;
        mat_ms place;
        mat_ms change;
    } cases[] = {
        {FEET, MAT_DIGITS_SECONDS, 0, 1000},
        {FEET, MAT_DIGITS_SECONDS, 1, 1000},
        {FEET, MAT_DIGITS_SECONDS, 1000, 2000},
        {FEET, MAT_DIGITS_MINUTES, 0, 60000},
        {FEET, MAT_DIGITS_MINUTES, 59999, 60000},
        {FEET, MAT_DIGITS_MINUTES, 200000, 240000},
        {FEET, MAT_DIGITS_MINUTES, 240000, MAT_MS_NONE},
        {FEET, MAT_DIGITS_HIDDEN, 7, MAT_MS_NONE},
        {BREATHE, MAT_DIGITS_HIDDEN, 0, 4000},
        {BREATHE, MAT_DIGITS_HIDDEN, 4000, 10000},
        {BREATHE, MAT_DIGITS_MINUTES, 59000, 60000},
        {BREATHE, MAT_DIGITS_SECONDS, 3500, 4000},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_state state = in(cases[i].segment, MAT_PHASE_RUNNING);

        assert_true(change_after(&state, cases[i].place, cases[i].digits) ==
                    cases[i].change);
    }
}

/* Whether two views show the same. */
static bool
same(const struct mat_view *a, const struct mat_view *b)
{
    return strcmp(a->digits, b->digits) == 0 && a->permille == b->permille &&
           strcmp(a->cue, b->cue) == 0 &&
           strcmp(a->cue_before, b->cue_before) == 0 &&
           strcmp(a->ends, b->ends) == 0 && a->breath == b->breath;
}

static void
check_changes(int segment, enum mat_digits digits)
{
    struct mat_state state = in(segment, MAT_PHASE_RUNNING);
    struct mat_view before;
    mat_ms change;

    state.cue = (struct mat_cue_ref){.segment = BREATHE, .cue = 0};
    state.duration += 333; /* as after an odd extension */
    before = seen(state, MAT_SECONDS(12), digits);
    change = change_after(&state, MAT_SECONDS(12), digits);
    for (mat_ms place = MAT_SECONDS(12); place < state.duration; place += 37) {
        struct mat_view view = seen(state, place, digits);

        before.ends[0] = view.ends[0] = '\0'; /* the clock stands still here */
        if (place < change) {
            assert_true(same(&view, &before));
            continue;
        }
        before = view;
        change = change_after(&state, place, digits);
        assert_true(change > place);
    }
}

static void
nothing_changes_before_the_next_change(void **unused)
{
    (void)unused;
    for (int digits = 0; digits < MAT_DIGITS__COUNT; digits++) {
        check_changes(FEET, (enum mat_digits)digits);
        check_changes(BREATHE, (enum mat_digits)digits);
    }
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
        cmocka_unit_test(standing_session_does_not_change),
        cmocka_unit_test(next_change_is_that_of_what_is_shown),
        cmocka_unit_test(nothing_changes_before_the_next_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
