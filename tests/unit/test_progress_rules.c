#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/past_world.h"

/** A month that ends habitual, 20 minutes bare on a firm ground. */
#define MONTH "0.27 28m1200l2f2 "

static struct past_world world;

/* What was done, and how far it may go today. */
struct reach_case {
    const char *claim;
    const char *past;
    const char *today;
    const char *reach;
};

static void
check_reaches(const struct reach_case *cases, int n)
{
    for (int i = 0; i < n; i++) {
        print_message("%s: %s\n", cases[i].claim, cases[i].past);
        past_world_at(&world, cases[i].past, cases[i].today);
        assert_string_equal(past_world_reach(&world), cases[i].reach);
    }
}

static void
an_easy_session_lets_each_grow_by_a_step(void **state)
{
    static const struct reach_case cases[] = {
        {"nothing behind one", "", "0", "300 1 0 -> 300 1 0"},
        {"the first stage ends there", "0", "1", "300 1 0 -> 300 1 0"},
        {"less than it allows is no limit", "0m120l0", "1",
         "300 1 0 -> 300 1 0"},
        {"a minute more in the first week", "0.1", "2", "300 1 0 -> 360 1 1"},
        {"and another", "0.1 2m360", "3", "360 1 0 -> 420 1 1"},
        {"and another", "0.1 2m360 3m420", "4", "420 1 0 -> 480 1 1"},
        {"up to ten", "0.1 2m570", "3", "570 1 0 -> 600 1 1"},
        {"a short one takes nothing away", "0.1 2m360 3m120", "4",
         "360 1 0 -> 420 1 1"},
        {"planned is not done", "0.1 2m360p600i", "3", "360 1 0 -> 420 1 1"},
        {"strong: as far as it was", "0.1 2m360s5", "3", "360 1 0 -> 360 1 0"},
        {"nobody said: as far as it was", "0.1 2m360s-", "3",
         "360 1 0 -> 360 1 0"},
        {"marks: as far as it was", "0.1 2m360k1", "3", "360 1 0 -> 360 1 0"},
        {"after a week two minutes, bare", "0.4", "7", "300 1 0 -> 420 2 1"},
        {"up to fifteen", "0.6 7m880", "8", "880 1 0 -> 900 2 1"},
        {"up to twenty, and all", "0.13 14m1200l2f2", "15",
         "1200 2 2 -> 1200 2 2"},
        {"beyond, for those who opt in", MONTH, "29", "1200 2 2 -> 1320 2 2"},
        {"no layer, no ground: none is known", MONTH "29l-f-", "30",
         "1200 2 2 -> 1320 2 2"},
        {"nor does it count as done", "0.13 14m600l-f-", "15",
         "600 1 0 -> 720 2 1"},
        {"what was done can be more than the stage has", "0m1200l2f2", "1",
         "1200 2 2 -> 300 1 0"},
        {"ignored ones add nothing", "0.1 2m50l2f2", "3", "300 1 0 -> 360 1 1"},
    };

    (void)state;
    check_reaches(cases, COUNT(cases));
}

static void
nothing_grows_behind_a_gap(void **state)
{
    static const struct reach_case cases[] = {
        {"14 days", "0.29m600", "43", "600 1 0 -> 720 2 1"},
        {"15 days", "0.29m600", "44", "600 1 0 -> 600 1 0"},
        {"what the stage below allows", MONTH, "43", "1200 2 2 -> 1200 2 2"},
        {"which may be milder", "0.7 8m900l2f2", "23", "600 1 1 -> 600 1 1"},
        {"and is none below the first", "0.1m600l2f2", "16",
         "300 1 0 -> 300 1 0"},
        {"it is forgotten for good", "0.7 8m900l2f2 23", "24",
         "600 1 1 -> 720 2 2"},
        {"31 days", MONTH, "59", "300 1 0 -> 300 1 0"},
        {"after them all begins anew", MONTH "59.60", "61",
         "300 1 0 -> 360 1 1"},
        {"what was eased stays eased", "0u", "31", "150 0 0 -> 150 0 0"},
    };

    (void)state;
    check_reaches(cases, COUNT(cases));
}

static void
a_stop_signal_halves_and_eases(void **state)
{
    static const struct reach_case cases[] = {
        {"the first time", "0u", "1", "150 0 0 -> 150 0 0"},
        {"unwell", MONTH "29m1200l2f2u", "30", "600 1 1 -> 600 1 1"},
        {"very strong", MONTH "29m1200l2f2s7", "30", "600 1 1 -> 600 1 1"},
        {"broken skin", MONTH "29m1200l2f2k2", "30", "600 1 1 -> 600 1 1"},
        {"half of what was planned", MONTH "29m300p1200l2f2u", "30",
         "600 1 1 -> 600 1 1"},
        {"after 20 seconds", MONTH "29m20p800l-f-u", "30",
         "400 1 1 -> 400 1 1"},
        {"half of what was, if no plan is known", MONTH "29m1000p0l2f2u", "30",
         "500 1 1 -> 500 1 1"},
        {"or it is nonsense", MONTH "29m1000p20000l2f2u", "30",
         "500 1 1 -> 500 1 1"},
        {"half of what was done, if it was not on the mat", MONTH "29m0p0l-f-u",
         "30", "600 1 1 -> 600 1 1"},
        {"whole seconds", MONTH "29p301u", "30", "150 0 0 -> 150 0 0"},
        {"at least a minute", MONTH "29m70p100l2f2u", "30", "60 1 1 -> 60 1 1"},
        {"milder than this one was", MONTH "29m1200l1f1u", "30",
         "600 0 0 -> 600 0 0"},
        {"there is nothing milder", MONTH "29m1200l0f0u", "30",
         "600 0 0 -> 600 0 0"},
        {"it never gives more", "0 1m1200l2f2u", "2", "300 0 0 -> 300 0 0"},
        {"twice", "0u 1m150l0u", "2", "75 0 0 -> 75 0 0"},
        {"three times", "0u 1m150l0u 2m75l0u", "3", "60 0 0 -> 60 0 0"},
        {"four times", "0u 1m150l0u 2m75l0u 3m60l0u", "4", "60 0 0 -> 60 0 0"},
        {"it lasts until something more was done",
         MONTH "29m1200l2f2u 30m600l1f1s5", "31", "600 1 1 -> 600 1 1"},
        {"step by step from there", MONTH "29m1200l2f2u 30m600l1f1", "31",
         "600 1 1 -> 720 2 2"},
        {"and on", MONTH "29m1200l2f2u 30m600l1f1 31m720l1f1", "32",
         "720 1 1 -> 840 2 2"},
        {"from a towel to a shirt, not to the skin",
         MONTH "29m1200l1f1u 30m600l0f0", "31", "600 0 0 -> 720 1 1"},
        {"in the first stage, too", "0u 1m150l0", "2", "150 0 0 -> 210 1 0"},
    };

    (void)state;
    check_reaches(cases, COUNT(cases));
    past_world_at(&world, MONTH "29u", "30");
    assert_string_equal(past_world_standing(&world), "habitual 29 stop stays");
}

static void
marks_of_today_hold_it(void **state)
{
    (void)state;
    past_world_at(&world, "0.1 2m360", "3");
    world.marks = MAT_ANSWER_YES;
    past_world_find(&world);
    assert_string_equal(past_world_reach(&world), "360 1 0 -> 360 1 0");
    world.past[2].skin = MAT_SKIN_MARKS;
    world.marks = MAT_ANSWER_NO;
    past_world_find(&world);
    assert_string_equal(past_world_reach(&world), "360 1 0 -> 420 1 1");
}

static void
the_numbers_are_those_of_the_tables(void **state)
{
    (void)state;
    past_world_at(&world, MONTH "29m1200l2f2s5", "32");
    world.tables.ramp = (struct mat_ramp){.easy = 5,
                                          .stop = 9,
                                          .back_days = 3,
                                          .restart_days = 5,
                                          .permille = 250};
    world.tables.stages[MAT_STAGE_HABITUAL].step = S(33);
    past_world_find(&world);
    assert_string_equal(past_world_reach(&world), "1200 2 2 -> 1233 2 2");
    world.now = past_world_moment("33");
    past_world_find(&world);
    assert_string_equal(past_world_standing(&world), "settled 30 easy back");
    world.now = past_world_moment("35");
    past_world_find(&world);
    assert_string_equal(past_world_standing(&world), "first 0 easy restart");
    world.now = past_world_moment("30");
    world.past[29].strength = 9;
    past_world_find(&world);
    assert_string_equal(past_world_reach(&world), "300 1 1 -> 300 1 1");
    world.past[29].strength = 8;
    past_world_find(&world);
    assert_int_equal(world.progress.last, MAT_LAST_STRONG);
    world.tables.step_min = S(301);
    past_world_find(&world);
    assert_int_equal(world.progress.standing.sessions, 2);
}

static void
only_one_thing_grows(void **state)
{
    static const struct {
        const char *claim;
        struct mat_reach done;
        struct mat_reach reach;
        int mat;
        enum mat_layer layer;
        enum mat_position position;
        enum mat_surface surface;
        enum mat_growth growth;
        struct mat_reach narrow;
        bool held;
    } cases[] = {
        {"nothing",
         {S(300), 1, 0},
         {S(360), 2, 1},
         300,
         MAT_LAYER_SHIRT,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_SOFT,
         MAT_GROWTH_NONE,
         {S(360), 2, 1},
         false},
        {"minutes",
         {S(300), 1, 0},
         {S(360), 2, 1},
         301,
         MAT_LAYER_SHIRT,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_SOFT,
         MAT_GROWTH_MINUTES,
         {S(360), 1, 0},
         false},
        {"layer",
         {S(300), 1, 0},
         {S(360), 2, 1},
         300,
         MAT_LAYER_BARE,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_SOFT,
         MAT_GROWTH_LAYER,
         {S(300), 2, 0},
         false},
        {"surface",
         {S(300), 1, 0},
         {S(360), 2, 1},
         300,
         MAT_LAYER_SHIRT,
         MAT_POSITION_SUPINE_TOWEL,
         MAT_SURFACE_MEDIUM,
         MAT_GROWTH_SURFACE,
         {S(300), 1, 1},
         false},
        {"minutes before layer",
         {S(300), 1, 0},
         {S(360), 2, 1},
         360,
         MAT_LAYER_BARE,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_SOFT,
         MAT_GROWTH_MINUTES,
         {S(360), 1, 0},
         true},
        {"layer before surface",
         {S(300), 1, 0},
         {S(360), 2, 1},
         200,
         MAT_LAYER_BARE,
         MAT_POSITION_PRONE,
         MAT_SURFACE_MEDIUM,
         MAT_GROWTH_LAYER,
         {S(300), 2, 0},
         true},
        {"minutes before surface",
         {S(300), 1, 0},
         {S(360), 2, 1},
         360,
         MAT_LAYER_TOWEL,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_MEDIUM,
         MAT_GROWTH_MINUTES,
         {S(360), 1, 0},
         true},
        {"all three",
         {S(300), 1, 0},
         {S(360), 2, 1},
         360,
         MAT_LAYER_BARE,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_FIRM,
         MAT_GROWTH_MINUTES,
         {S(360), 1, 0},
         true},
        {"socks are a shirt",
         {S(300), 1, 0},
         {S(360), 2, 1},
         300,
         MAT_LAYER_SOCKS,
         MAT_POSITION_SEATED_CHAIR,
         MAT_SURFACE_SOFT,
         MAT_GROWTH_NONE,
         {S(360), 2, 1},
         false},
        {"nobody lies on a chair",
         {S(300), 1, 0},
         {S(360), 2, 1},
         300,
         MAT_LAYER_SHIRT,
         MAT_POSITION_SEATED_CHAIR,
         MAT_SURFACE_FIRM,
         MAT_GROWTH_NONE,
         {S(360), 2, 1},
         false},
        {"more was done than the stage has",
         {S(1200), 1, 2},
         {S(900), 2, 1},
         900,
         MAT_LAYER_BARE,
         MAT_POSITION_SUPINE,
         MAT_SURFACE_MEDIUM,
         MAT_GROWTH_LAYER,
         {S(900), 2, 1},
         false},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        const struct mat_segment segments[] = {
            /* Off the mat, and behind the end, nothing counts. */
            {.kind = MAT_KIND_ON,
             .layer = MAT_LAYER_BARE,
             .surface = MAT_SURFACE_FIRM},
            {.kind = MAT_KIND_MAT,
             .layer = MAT_LAYER_TOWEL,
             .position = MAT_POSITION_SUPINE,
             .surface = MAT_SURFACE_SOFT},
            {.kind = MAT_KIND_MAT,
             .layer = cases[i].layer,
             .position = cases[i].position,
             .surface = cases[i].surface},
            {.kind = MAT_KIND_MAT,
             .layer = MAT_LAYER_BARE,
             .position = MAT_POSITION_SUPINE,
             .surface = MAT_SURFACE_FIRM},
        };
        const struct mat_schedule wide = {.segments = segments,
                                          .n_segments = COUNT(segments) - 1,
                                          .mat = S(cases[i].mat)};
        const struct mat_progress progress = {.done = cases[i].done,
                                              .reach = cases[i].reach};
        struct mat_reach reach;
        enum mat_growth growth;

        print_message("%s\n", cases[i].claim);
        assert_int_equal(mat_progress_narrow(&progress, &wide, &reach, &growth),
                         cases[i].held);
        assert_int_equal(growth, cases[i].growth);
        assert_int_equal(reach.total, cases[i].narrow.total);
        assert_int_equal(reach.layer, cases[i].narrow.layer);
        assert_int_equal(reach.surface, cases[i].narrow.surface);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_easy_session_lets_each_grow_by_a_step),
        cmocka_unit_test(nothing_grows_behind_a_gap),
        cmocka_unit_test(a_stop_signal_halves_and_eases),
        cmocka_unit_test(marks_of_today_hold_it),
        cmocka_unit_test(the_numbers_are_those_of_the_tables),
        cmocka_unit_test(only_one_thing_grows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
