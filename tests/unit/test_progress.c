#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/past_world.h"

static struct past_world world;

static void
stages_are_entered_after_sessions_and_days(void **state)
{
    static const struct past_standing cases[] = {
        {"nothing behind one", "", "0", "first 0 none stays"},
        {"one session", "0", "1", "first 1 easy stays"},
        {"two: the third is in the first week", "0 1", "2", "week 2 easy up"},
        {"today counts, too", "0 1", "1@2200", "week 2 easy up"},
        {"it was up for the third", "0.2", "3", "week 3 easy stays"},
        {"five sessions, six days", "0.4", "6", "week 5 easy stays"},
        {"five sessions, seven days", "0.4", "7", "building 5 easy up"},
        {"four sessions, seven days", "0.2 6", "7", "week 4 easy stays"},
        {"seven days begin at midnight", "0@2359 1.4", "6@2359",
         "week 5 easy stays"},
        {"and end there", "0@2359 1.4", "7@0000", "building 5 easy up"},
        {"thirteen days", "0.12", "13", "building 13 easy stays"},
        {"fourteen days", "0.13", "14", "settled 14 easy up"},
        {"nine sessions", "0.6 10.11", "14", "building 9 easy stays"},
        {"ten sessions", "0.6 10.12", "14", "settled 10 easy up"},
        {"twenty sessions, 27 days", "0.19", "27", "settled 20 easy stays"},
        {"twenty sessions, 28 days", "0.19", "28", "habitual 20 easy up"},
        {"nineteen sessions, 28 days", "0.18", "28", "settled 19 easy stays"},
        {"there is nothing behind it", "0.28", "29", "habitual 29 easy stays"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
only_an_easy_session_leads_up(void **state)
{
    static const struct past_standing cases[] = {
        {"nothing felt", "0 1s0", "2", "week 2 easy up"},
        {"three of ten", "0 1s3", "2", "week 2 easy up"},
        {"four", "0 1s4", "2", "first 2 strong stays"},
        {"six", "0 1s6", "2", "first 2 strong stays"},
        {"seven is a stop signal", "0 1s7", "2", "first 1 stop stays"},
        {"ten, too", "0 1s10", "2", "first 1 stop stays"},
        {"nobody said", "0 1s-", "2", "first 2 unrated stays"},
        {"unwell", "0 1u", "2", "first 1 stop stays"},
        {"unwell, however mild", "0 1us0", "2", "first 1 stop stays"},
        {"cut off, but easy", "0 1i", "2", "week 2 easy up"},
        {"marks that stay", "0 1k1", "2", "first 2 marks stays"},
        {"marks and strong", "0 1k1s5", "2", "first 2 marks stays"},
        {"broken skin", "0 1k2", "2", "first 1 stop stays"},
        {"nothing said of the skin", "0 1k-", "2", "week 2 easy up"},
        {"the last one decides", "0s9 1s5 2", "3", "week 2 easy up"},
        {"and not one before it", "0 1 2s5", "3", "week 3 strong stays"},
        {"in the week as well", "0.3 4s4", "7", "week 5 strong stays"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
the_third_stage_wants_two_calm_sessions(void **state)
{
    static const struct past_standing cases[] = {
        {"one since the stop signal", "0.4 5u 6", "7", "week 6 easy stays"},
        {"two", "0.4 5u 6.7", "8", "building 7 easy up"},
        {"strong is calm", "0.4 5u 6s6 7", "8", "building 7 easy up"},
        {"ignored ones are none", "0.4 5u 6 7m30", "8", "week 6 easy stays"},
        {"a short stop signal counts", "0.5 6m20u 7", "8", "week 7 easy stays"},
        {"the others do not ask", "0.8 9u 10.12 13u 14", "15",
         "settled 13 easy up"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
never_two_stages_at_once(void **state)
{
    static const struct past_standing cases[] = {
        {"never rated", "0.40s-", "41", "first 41 unrated stays"},
        {"then one", "0.40s- 41", "42", "week 42 easy up"},
        {"two", "0.40s- 41.42", "43", "building 43 easy up"},
        {"three", "0.40s- 41.43", "44", "settled 44 easy up"},
        {"four", "0.40s- 41.44", "45", "habitual 45 easy up"},
        {"each asks for its own", "0.40s- 41 42s- 43", "44",
         "building 44 easy up"},
        {"a wait does not help", "0.40s- 41", "55", "week 42 easy up"},
        {"the stage that was written down plays no part", "0", "1",
         "first 1 easy stays"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
    past_world_begin(&world);
    past_world_tell(&world, "0 1");
    world.past[0].stage = world.past[1].stage = MAT_STAGE_HABITUAL;
    world.now = past_world_moment("2");
    past_world_find(&world);
    assert_string_equal(past_world_standing(&world), "week 2 easy up");
}

static void
short_sessions_are_stop_signals_or_nothing(void **state)
{
    static const struct past_standing cases[] = {
        {"59 seconds", "0 1m59", "2", "first 1 easy stays"},
        {"a minute", "0 1m60", "2", "week 2 easy up"},
        {"20 seconds are not the last one", "0 1 2m20s5", "3",
         "week 2 easy up"},
        {"nothing at all", "0m0 1m20", "2", "first 0 none stays"},
        {"20 seconds, unwell", "0 1m20u", "2", "first 1 stop stays"},
        {"20 seconds, very strong", "0 1m20s7", "2", "first 1 stop stays"},
        {"20 seconds, a bruise", "0 1m20k2", "2", "first 1 stop stays"},
        {"never on it, unwell", "0 1m0u", "2", "first 1 stop stays"},
        {"it begins no seven days", "0m20u 4.8", "8", "week 5 easy stays"},
        {"a whole one does", "0u 4.8", "8", "building 5 easy up"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
gaps_lead_back(void **state)
{
    static const struct past_standing cases[] = {
        {"14 days", "0.29", "43", "habitual 30 easy stays"},
        {"15 days", "0.29", "44", "settled 30 easy back"},
        {"30 days", "0.29", "59", "settled 30 easy back"},
        {"31 days", "0.29", "60", "first 0 easy restart"},
        {"years", "0.29", "3000", "first 0 easy restart"},
        {"back, and up again", "0.29 44", "45", "habitual 31 easy up"},
        {"not by itself", "0.29 44s-", "45", "settled 31 unrated stays"},
        {"twice back", "0.29 44", "59", "building 31 easy back"},
        {"then one up", "0.29 44 59", "60", "settled 32 easy up"},
        {"and another", "0.29 44 59.60", "61", "habitual 33 easy up"},
        {"a new run", "0.29 60", "61", "first 1 easy stays"},
        {"its second", "0.29 60.61", "62", "week 2 easy up"},
        {"its days are its own", "0.29 60.64", "66", "week 5 easy stays"},
        {"all seven", "0.29 60.64", "67", "building 5 easy up"},
        {"there is nothing before the first", "0", "15", "first 1 easy stays"},
        {"but a run can end there", "0", "31", "first 0 easy restart"},
        {"no step up behind a gap", "0.1", "16", "first 2 easy stays"},
        {"but after it", "0.1 16", "17", "week 3 easy up"},
        {"a short one fills none", "0.29 40m20", "44", "settled 30 easy back"},
        {"a gap among the past ones counts", "0.29 70", "70@2200",
         "first 1 easy stays"},
        {"a stop signal ends a gap", "0.29 40u", "45",
         "habitual 30 stop stays"},
        {"days are days there", "0@0100z0", "15@0000z0", "first 1 easy stays"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
marks_that_were_asked_about(void **state)
{
    static const struct {
        const char *claim;
        const char *past;
        enum mat_answer_kind marks;
        const char *standing;
    } cases[] = {
        {"not asked: none recorded", "0 1", MAT_ANSWER_UNSET, "week 2 easy up"},
        {"not asked: recorded", "0 1k1", MAT_ANSWER_UNSET,
         "first 2 marks stays"},
        {"gone", "0 1k1", MAT_ANSWER_NO, "week 2 easy up"},
        {"left", "0 1", MAT_ANSWER_YES, "first 2 marks stays"},
        {"perhaps", "0 1", MAT_ANSWER_UNSURE, "first 2 marks stays"},
        {"left, and nobody said how strong", "0 1s-", MAT_ANSWER_YES,
         "first 2 marks stays"},
        {"gone, but strong", "0 1s5k1", MAT_ANSWER_NO, "first 2 strong stays"},
        {"gone, but nobody said", "0 1s-k1", MAT_ANSWER_NO,
         "first 2 unrated stays"},
        {"broken skin is more than marks", "0 1k2", MAT_ANSWER_NO,
         "first 1 stop stays"},
        {"only the last one is meant", "0 1k1 2s-", MAT_ANSWER_NO,
         "first 3 unrated stays"},
        {"and only today", "0 1 2", MAT_ANSWER_YES, "week 3 marks stays"},
        {"a short one is not it", "0 1k1 2m20", MAT_ANSWER_NO,
         "week 2 easy up"},
        {"there was none", "", MAT_ANSWER_YES, "first 0 none stays"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].claim);
        past_world_begin(&world);
        past_world_tell(&world, cases[i].past);
        world.now = past_world_moment("3");
        world.marks = cases[i].marks;
        past_world_find(&world);
        assert_string_equal(past_world_standing(&world), cases[i].standing);
    }
}

static void
days_and_gap_are_counted(void **state)
{
    static const struct {
        const char *past;
        const char *today;
        int days;
        int gap;
        int last_index;
    } cases[] = {
        {"", "0", 0, 0, -1},       {"0m20", "9", 0, 0, -1},
        {"0", "0@2200", 0, 0, 0},  {"0 3 1m20", "5", 5, 2, 1},
        {"0.29", "60", 0, 31, 29}, {"0.29 60 62", "65", 5, 3, 31},
        {"0m20u", "9", 0, 9, 0},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].past);
        past_world_at(&world, cases[i].past, cases[i].today);
        assert_int_equal(world.progress.days, cases[i].days);
        assert_int_equal(world.progress.gap, cases[i].gap);
        assert_int_equal(world.progress.last_index, cases[i].last_index);
    }
}

static void
skin_and_areas(void **state)
{
    static const struct {
        const char *claim;
        const char *past;
        const char *today;
        mat_area_set paused;
        mat_area_set areas;
    } cases[] = {
        {"nothing", "", "5", 0, 0},
        {"what has not healed, of all", "0b1 5b8", "20", 9, 0},
        {"of those that do not count, too", "0m10b2", "20", 2, 0},
        {"even from the future", "1826b4", "20", 4, 1},
        {"today's areas", "4a2 5@0800a0 5@0900a4m60", "5", 0, 1 | 16},
        {"too short", "5@0800a0 5@0900a4m59", "5", 0, 1},
        {"short twice", "5@0800a4m30 5@0900a4m30", "5", 0, 16},
        {"not yesterday's", "4@2359", "5@0001", 0, 0},
        {"today there", "5@2330z-300", "6@0010z-300", 0, 0},
        {"where one is now", "6@0300z120", "6@0400z60", 0, 1},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].claim);
        past_world_at(&world, cases[i].past, cases[i].today);
        assert_int_equal(world.progress.paused, cases[i].paused);
        assert_int_equal(world.progress.today, cases[i].areas);
    }
}

static void
time_on_the_mat_is_that_of_all_areas(void **state)
{
    struct mat_past past = {.used = {[MAT_AREA_BACK] = S(30),
                                     [MAT_AREA_FEET] = S(40),
                                     [MAT_AREA_BELLY] = S(1)}};

    (void)state;
    assert_int_equal(mat_past_mat_time(&past), S(71));
    past.used[MAT_AREA_NECK] = -S(5);
    assert_int_equal(mat_past_mat_time(&past), S(71));
    past.used[MAT_AREA_NECK] = INT64_MAX - 1;
    assert_int_equal(mat_past_mat_time(&past), MAT_MS_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_are_entered_after_sessions_and_days),
        cmocka_unit_test(only_an_easy_session_leads_up),
        cmocka_unit_test(the_third_stage_wants_two_calm_sessions),
        cmocka_unit_test(never_two_stages_at_once),
        cmocka_unit_test(short_sessions_are_stop_signals_or_nothing),
        cmocka_unit_test(gaps_lead_back),
        cmocka_unit_test(marks_that_were_asked_about),
        cmocka_unit_test(days_and_gap_are_counted),
        cmocka_unit_test(skin_and_areas),
        cmocka_unit_test(time_on_the_mat_is_that_of_all_areas),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
