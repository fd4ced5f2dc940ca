/* Days, time zones, clocks that are wrong, several devices, many sessions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "../support/past_world.h"

#define DAY_MINUTES (INT64_C(24) * 60)

static struct past_world world;

static void
one_session_a_day_counts(void **state)
{
    static const struct past_standing cases[] = {
        {"three on a day", "0@0800 0@1200 0@2200", "1", "first 1 easy stays"},
        {"around midnight", "0@2350 1@0010", "1@0900", "week 2 easy up"},
        {"around midnight there", "0@2330z60 1@0030z60", "1@0900z60",
         "week 2 easy up"},
        {"only around ours", "0@0030z120 0@2330z120", "1z120",
         "first 1 easy stays"},
        {"a stop signal takes nothing from the other", "0@0800u 0@2000", "1",
         "first 1 easy stays"},
        {"nor behind it", "0@0800 0@2000u", "1", "first 1 stop stays"},
        {"westwards the day goes on", "0@2300 0@2330z-300", "1z-300",
         "first 1 easy stays"},
        {"a day that comes twice counts once",
         "2@0800z540 1@2200z-600 2@2200z-600", "3z-600", "first 1 easy stays"},
        {"and the next is the next", "2@0800z540 1@2200z-600 3@2200z-600",
         "4z-600", "week 2 easy up"},
        {"eastwards one is a day on", "0@2000z-300 1@2200z60", "2z60",
         "week 2 easy up"},
        {"summer time", "0@2000z60 1@2000z120", "2z120", "week 2 easy up"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
wrong_clocks_are_put_right(void **state)
{
    static const struct {
        const char *claim;
        const char *past;
        const char *today;
        const char *standing;
        int gap;
        int days;
        int last_index;
    } cases[] = {
        {"2030 takes the day of the next", "0 1 1826 2", "5",
         "week 3 easy stays", 3, 5, 3},
        {"and does not count twice", "0 1826 0@2100", "5", "first 1 easy stays",
         5, 5, 2},
        {"2030 at the end is now", "0 1826", "5", "week 2 easy up", 0, 5, 1},
        {"1970 takes the day of the next", "-20089 3.4", "5", "week 2 easy up",
         1, 2, 2},
        {"1970 at the end is now", "0.1 -20089u", "2", "week 2 stop stays", 0,
         2, 2},
        {"several on end", "1826 -20089 3", "5", "first 1 easy stays", 2, 2, 2},
        {"another device does not help", "1826d0 3d1", "5", "week 2 easy up", 0,
         2, 0},
        {"the same does across another", "1826d0 4d1 3d0", "5",
         "week 2 easy up", 1, 2, 1},
        {"the clock was set back: all is now", "10.20", "5",
         "first 1 easy stays", 0, 0, 10},
        {"now is 1970", "10.20", "-20089", "first 1 easy stays", 0, 0, 10},
        {"a minute ahead is too far", "5@2001 0", "5@2000",
         "first 1 easy stays", 5, 5, 1},
        {"now is not", "0 5@2000", "5@2000", "week 2 easy up", 0, 5, 1},
        {"the last minute of 2023", "-367@2359", "-360", "first 1 easy stays",
         0, 0, 0},
        {"the first of 2024", "-366@0000", "-360", "first 1 easy stays", 6, 6,
         0},
        {"nor is it where the zone says so", "-366@0000z60", "-360",
         "first 1 easy stays", 0, 0, 0},
        {"set back within reason: as it was written", "0 2s5 1", "3",
         "week 2 easy up", 1, 3, 2},
        {"a stop signal stays the last one", "0.4 2u", "6", "week 5 stop stays",
         2, 6, 5},
        {"to 2024, and nothing before it moves", "0.4 -300", "6",
         "week 5 easy stays", 2, 6, 5},
        {"and set right again", "0.4 2 7", "8", "building 6 easy stays", 1, 8,
         6},
        {"another device has its own clock", "0.4d0 2ud1", "6",
         "week 5 easy stays", 2, 6, 4},
        {"a negative gap is none", "5@0010z840", "4@1300z0",
         "first 1 easy stays", 0, 0, 0},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].claim);
        past_world_at(&world, cases[i].past, cases[i].today);
        assert_string_equal(past_world_standing(&world), cases[i].standing);
        assert_int_equal(world.progress.gap, cases[i].gap);
        assert_int_equal(world.progress.days, cases[i].days);
        assert_int_equal(world.progress.last_index, cases[i].last_index);
    }
}

static void
two_devices_are_one_past(void **state)
{
    static const struct past_standing cases[] = {
        {"taking turns", "0d0 2d0 1d1 3d1", "4", "week 4 easy stays"},
        {"the last is the latest", "0 1d1 3s9d1 2", "4", "week 3 stop stays"},
        {"the other one first", "4.6d1 0.3d0", "7", "building 7 easy up"},
        {"on one day", "0@0800d0 0@2000d1", "1", "first 1 easy stays"},
        {"what fills a gap", "0.29d0 44d0 37d1", "45",
         "habitual 32 easy stays"},
    };

    (void)state;
    past_world_check(&world, cases, COUNT(cases));
}

static void
days_on_the_wall(void **state)
{
    static const struct {
        struct mat_wall wall;
        int64_t day;
    } cases[] = {
        {{0, 0}, 0},
        {{-1, 0}, -1},
        {{0, -1}, -1},
        {{59999, -1}, -1},
        {{60000, -1}, 0},
        {{86399999, 0}, 0},
        {{86399999, 1}, 1},
        {{86400000, 0}, 1},
        {{-86400000, 0}, -1},
        {{-86400001, 0}, -2},
        {{INT64_MAX, 840}, 106751991167},
        {{INT64_MIN, -720}, -106751991168},
        {{INT64_MIN, INT32_MIN}, -106751991168},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++)
        assert_int_equal(mat_wall_day(cases[i].wall), cases[i].day);
}

static void
ten_years_in_any_order(void **state)
{
    (void)state;
    past_world_at(&world, "0.3649", "3650");
    assert_int_equal(world.n_past, 3650);
    assert_string_equal(past_world_standing(&world),
                        "habitual 3650 easy stays");
    assert_int_equal(world.progress.last_index, 3649);
    /* From the last to the first, each by another device. */
    for (int i = 0; i < world.n_past / 2; i++) {
        struct mat_past swapped = world.past[i];

        world.past[i] = world.past[world.n_past - 1 - i];
        world.past[world.n_past - 1 - i] = swapped;
    }
    for (int i = 0; i < world.n_past; i++)
        world.past[i].device = i;
    past_world_find(&world);
    assert_string_equal(past_world_standing(&world),
                        "habitual 3650 easy stays");
    assert_int_equal(world.progress.last_index, 0);
    world.now = past_world_moment("-20089");
    past_world_find(&world);
    assert_string_equal(past_world_standing(&world), "first 1 easy stays");
}

/* What would take minutes, were it quadratic. */
static void
a_hostile_ledger_takes_no_longer(void **state)
{
    enum { MANY = 100000, DEVICES = 1000 };
    static const struct {
        const char *claim;
        int64_t first, step; /* minutes */
        int devices;
        const char *standing;
    } cases[] = {
        {"from the last to the first", MANY, -1, MANY,
         "habitual 71 easy stays"},
        {"the same by one device", MANY, -1, 1, "first 1 easy stays"},
        {"none of them can be", -30000 * DAY_MINUTES, -1, DEVICES,
         "first 1 easy stays"},
        {"all at one moment", MANY, 0, DEVICES, "first 1 easy stays"},
    };
    struct mat_past *past = calloc(MANY, sizeof(*past));

    (void)state;
    assert_non_null(past);
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].claim);
        past_world_begin(&world);
        past_world_tell(&world, "0");
        world.now = past_world_moment("70");
        for (int j = 0; j < MANY; j++) {
            past[j] = world.past[0];
            past[j].began.ms += MAT_MINUTES(cases[i].first + cases[i].step * j);
            past[j].device = j % cases[i].devices;
        }
        mat_progress_find(&world.tables, past, MANY, world.now,
                          MAT_ANSWER_UNSET, &world.progress);
        assert_string_equal(past_world_standing(&world), cases[i].standing);
    }
    free(past);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_session_a_day_counts),
        cmocka_unit_test(wrong_clocks_are_put_right),
        cmocka_unit_test(two_devices_are_one_past),
        cmocka_unit_test(days_on_the_wall),
        cmocka_unit_test(ten_years_in_any_order),
        cmocka_unit_test(a_hostile_ledger_takes_no_longer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
