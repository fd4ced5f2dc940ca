#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/stats_world.h"
#include "cli/stats_json.h"
#include "cli/stats_sum.h"

static void
a_week_has_the_name_that_iso_8601_gives_it(void **state)
{
    static const struct {
        const char *monday;
        const char *name;
    } cases[] = {
        {"2026-11-16", "2026-W47"}, {"2020-12-28", "2020-W53"},
        {"2021-01-04", "2021-W01"}, {"2024-12-30", "2025-W01"},
        {"2022-12-26", "2022-W52"}, {"2023-01-02", "2023-W01"},
        {"2026-12-28", "2026-W53"}, {"2018-12-31", "2019-W01"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char name[MAT_WEEK_TEXT];

        mat_stats_week_name(mat_stats_world_day(cases[i].monday), name);
        assert_string_equal(name, cases[i].name);
    }
}

static void
what_no_calendar_has_gets_no_name(void **state)
{
    char text[MAT_STATS_DATE_TEXT];

    (void)state;
    assert_string_equal(mat_stats_date(INT64_MAX / 86400, text), "");
    assert_string_equal(mat_stats_date(0, text), "1970-01-01");
    assert_string_equal(mat_stats_date(-1, text), "1969-12-31");
}

/* Each row: a moment, minutes east, and where its time on the mat lands. */
static void
a_day_is_that_of_the_clock_where_it_was(void **state)
{
    static const struct {
        const char *claim;
        const char *date;
        int hour;
        int offset;
        const char *monday;
        int weekday;
    } cases[] = {
        {"Monday begins a week", "2026-11-16", 0, 0, "2026-11-16", 0},
        {"Sunday ends it", "2026-11-22", 23, 0, "2026-11-16", 6},
        {"over new year", "2021-01-01", 12, 0, "2020-12-28", 4},
        {"tomorrow already in the east", "2026-11-15", 23, 60, "2026-11-16", 0},
        {"still yesterday in the west", "2026-11-16", 3, -300, "2026-11-09", 6},
        {"the night of winter time, before", "2026-10-24", 22, 120,
         "2026-10-19", 6},
        {"the night of winter time, behind", "2026-10-25", 22, 60, "2026-10-19",
         6},
        {"half an hour behind midnight", "2026-11-15", 18, 345, "2026-11-09",
         6},
        {"before 1970", "1969-12-27", 12, 0, "1969-12-22", 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct mat_stats_world world = {0};
        struct mat_stats stats;

        mat_stats_world_add(&world, cases[i].date, cases[i].hour,
                            cases[i].offset, 300);
        mat_stats_world_sum(&world, "2026-11-20", &stats);
        assert_int_equal(stats.n_weeks, 1);
        if (stats.weeks[0].monday != mat_stats_world_day(cases[i].monday) ||
            stats.weeks[0].days[cases[i].weekday] != MAT_SECONDS(300))
            fail_msg("%s", cases[i].claim);
        mat_stats_done(&stats);
    }
}

static void
sessions_of_a_day_add_up_and_weeks_without_any_are_left_out(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;

    (void)state;
    mat_stats_world_add(&world, "2026-10-05", 20, 0, 300);
    mat_stats_world_add(&world, "2026-10-05", 21, 0, 120);
    mat_stats_world_add(&world, "2026-10-13", 20, 0,
                        0); /* not on the mat at all */
    mat_stats_world_add(&world, "2026-10-21", 20, 0, 60);
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    assert_int_equal(stats.sessions, 4);
    assert_int_equal(stats.mat, MAT_SECONDS(480));
    assert_int_equal(stats.first_day, mat_stats_world_day("2026-10-05"));
    assert_int_equal(stats.last_day, mat_stats_world_day("2026-10-21"));
    assert_int_equal(stats.n_weeks, 2);
    assert_int_equal(stats.weeks[0].days[0], MAT_SECONDS(420));
    assert_int_equal(stats.weeks[1].monday, mat_stats_world_day("2026-10-19"));
    assert_int_equal(stats.weeks[1].days[2], MAT_SECONDS(60));
    mat_stats_done(&stats);
}

/* West over the date line: the later session has the earlier day. */
static void
a_journey_does_not_mix_up_the_weeks(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;

    (void)state;
    mat_stats_world_add(&world, "2026-11-09", 2, 0, 60);
    mat_stats_world_add(&world, "2026-11-15", 12, 13 * 60,
                        60);                                 /* Monday, 01:00 */
    mat_stats_world_add(&world, "2026-11-15", 14, -600, 60); /* Sunday, 04:00 */
    mat_stats_world_add(&world, "2026-11-17", 12, 0, 60);
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    assert_int_equal(stats.n_weeks, 2);
    assert_int_equal(stats.weeks[0].monday, mat_stats_world_day("2026-11-09"));
    assert_int_equal(stats.weeks[0].days[6], MAT_SECONDS(60));
    assert_int_equal(stats.weeks[1].days[0], MAT_SECONDS(60));
    assert_int_equal(stats.weeks[1].days[1], MAT_SECONDS(60));
    mat_stats_done(&stats);
}

static void
a_week_that_comes_late_gets_its_place(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;

    (void)state;
    mat_stats_world_add(&world, "2026-11-15", 12, 13 * 60,
                        60);                                 /* Monday, 01:00 */
    mat_stats_world_add(&world, "2026-11-15", 14, -600, 60); /* Sunday, 04:00 */
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    assert_int_equal(stats.n_weeks, 2);
    assert_int_equal(stats.weeks[0].monday, mat_stats_world_day("2026-11-09"));
    assert_int_equal(stats.weeks[1].monday, mat_stats_world_day("2026-11-16"));
    mat_stats_done(&stats);
}

static void
lately_is_28_days_with_today(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;

    (void)state;
    mat_stats_world_add(&world, "2026-10-23", 12, 0, 1000);
    mat_stats_world_add(&world, "2026-10-24", 12, 0, 200);
    mat_stats_world_add(&world, "2026-11-20", 12, 0, 30)->used[MAT_AREA_FEET] =
        MAT_SECONDS(7);
    mat_stats_world_add(&world, "2027-01-01", 12, 0, 4); /* a wrong clock */
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    assert_int_equal(stats.areas[MAT_AREA_BACK], MAT_SECONDS(1234));
    assert_int_equal(stats.lately[MAT_AREA_BACK], MAT_SECONDS(230));
    assert_int_equal(stats.areas[MAT_AREA_FEET], MAT_SECONDS(7));
    assert_int_equal(stats.lately[MAT_AREA_FEET], MAT_SECONDS(7));
    assert_int_equal(stats.areas[MAT_AREA_NECK], 0);
    assert_int_equal(stats.sessions_lately, 2);
    assert_int_equal(stats.mat_lately, MAT_SECONDS(237));
    mat_stats_done(&stats);
}

static void
stages_are_told_where_they_change(void **state)
{
    static const enum mat_stage stages[] = {
        MAT_STAGE_FIRST, MAT_STAGE_FIRST, MAT_STAGE_WEEK,
        MAT_STAGE_WEEK,  MAT_STAGE_FIRST,
    };
    static const char *const dates[] = {
        "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"};
    static const int turns[] = {0, 2, 4};
    struct mat_stats_world world = {0};
    struct mat_stats stats;

    (void)state;
    for (int i = 0; i < 5; i++)
        mat_stats_world_add(&world, dates[i], 12, 0, 60)->stage = stages[i];
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    assert_int_equal(stats.n_turns, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(stats.turns[i].day,
                         mat_stats_world_day(dates[turns[i]]));
        assert_int_equal(stats.turns[i].stage, stages[turns[i]]);
    }
    mat_stats_done(&stats);
}

static void
nothing_counts_as_nothing(void **state)
{
    struct mat_stats stats;

    (void)state;
    mat_stats_sum(NULL, 0, 0, &stats);
    assert_int_equal(stats.sessions, 0);
    assert_int_equal(stats.n_weeks, 0);
    assert_int_equal(stats.n_turns, 0);
    mat_stats_done(&stats);
}

static void
programs_get_one_object(void **state)
{
    static const char expected[] =
        "{\"sessions\": 2, \"mat_seconds\": 330, "
        "\"first\": \"2026-11-17\", \"last\": \"2026-11-19\", "
        "\"last_28_days\": {\"sessions\": 2, \"mat_seconds\": 330}, "
        "\"weeks\": [{\"week\": \"2026-W47\", \"monday\": \"2026-11-16\", "
        "\"days\": [0, 300, 0, 30, 0, 0, 0]}], "
        "\"areas\": {\"back\": {\"mat_seconds\": 330, "
        "\"last_28_days\": 330}}, "
        "\"stages\": [{\"date\": \"2026-11-17\", \"stage\": \"first\"}], "
        "\"strength\": [{\"date\": \"2026-11-17\", \"strength\": 3}], "
        "\"today\": {\"stage\": \"building\", \"sessions\": 6, \"days\": 9, "
        "\"last\": \"unrated\"}}";
    struct mat_progress progress = {.standing = {MAT_STAGE_BUILDING, 6},
                                    .last = MAT_LAST_UNRATED,
                                    .days = 9};
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    json_t *wanted = json_loads(expected, 0, NULL);
    json_t *got;
    FILE *file;
    char *text;
    size_t size;

    (void)state;
    mat_stats_world_add(&world, "2026-11-17", 20, 0, 300)->strength = 3;
    mat_stats_world_add(&world, "2026-11-19", 20, 0, 30);
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    file = open_memstream(&text, &size);
    assert_non_null(file);
    mat_stats_json(file, &stats, &progress);
    assert_int_equal(fclose(file), 0);
    assert_ptr_equal(strchr(text, '\n'), text + size - 1);
    got = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    if (!wanted || !json_equal(wanted, got))
        fail_msg("%s", text);
    json_decref(wanted);
    json_decref(got);
    free(text);
    mat_stats_done(&stats);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_week_has_the_name_that_iso_8601_gives_it),
        cmocka_unit_test(what_no_calendar_has_gets_no_name),
        cmocka_unit_test(a_day_is_that_of_the_clock_where_it_was),
        cmocka_unit_test(
            sessions_of_a_day_add_up_and_weeks_without_any_are_left_out),
        cmocka_unit_test(a_journey_does_not_mix_up_the_weeks),
        cmocka_unit_test(a_week_that_comes_late_gets_its_place),
        cmocka_unit_test(lately_is_28_days_with_today),
        cmocka_unit_test(stages_are_told_where_they_change),
        cmocka_unit_test(nothing_counts_as_nothing),
        cmocka_unit_test(programs_get_one_object),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
