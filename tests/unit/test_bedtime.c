/* From a bedtime to the start of a session, in zones of all kinds, which are
 * written out, so that no zone files are needed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/bedtime.h"
#include "app/local_time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define UTC "UTC0"
#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"
#define LORD_HOWE "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"
/* Once a year it leaves out a day, as Samoa did once. */
#define SAMOA "<-10>10<+14>-14,J364/0,J60/0"
/* The day begins at one o'clock once a year. */
#define CAIRO "EET-2EEST,M4.5.5/0,M10.5.4/24"

static void
live_in(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* The moment of `2026-03-28T20:00:00+01:00`. */
static mat_ms
moment(const char *stamp)
{
    struct tm parts = {0};
    char sign;
    int hours;
    int minutes;
    int64_t shift;

    assert_int_equal(sscanf(stamp, "%d-%d-%dT%d:%d:%d%c%d:%d", &parts.tm_year,
                            &parts.tm_mon, &parts.tm_mday, &parts.tm_hour,
                            &parts.tm_min, &parts.tm_sec, &sign, &hours,
                            &minutes),
                     9);
    parts.tm_year -= 1900;
    parts.tm_mon--;
    shift = hours * 3600 + minutes * 60;
    return MAT_SECONDS(timegm(&parts) - (sign == '-' ? -shift : shift));
}

static int
minute(const char *text)
{
    int minute_of_day = -1;

    assert_true(mat_bedtime_parse(text, &minute_of_day));
    return minute_of_day;
}

static void
assert_stamp(const char *expected, mat_ms found)
{
    char text[MAT_STAMP_TEXT];

    if (!expected)
        assert_int_equal(found, MAT_MS_NONE);
    else
        assert_string_equal(expected, mat_wall_stamp(mat_wall_at(found), text));
}

/* --- what is a time of day --- */

static void
test_only_two_and_two_digits_are_a_time(void **state)
{
    static const struct {
        const char *text;
        int minute; /* -1: none */
    } rows[] = {
        {"00:00", 0},     {"00:15", 15},   {"09:05", 545}, {"23:00", 1380},
        {"23:59", 1439},  {"24:00", -1},   {"23:60", -1},  {"9:05", -1},
        {"9:5", -1},      {"09:5", -1},    {"23.00", -1},  {"2300", -1},
        {"11pm", -1},     {"", -1},        {":", -1},      {"23:0a", -1},
        {"-1:00", -1},    {"+1:00", -1},   {" 9:00", -1},  {"23:00 ", -1},
        {"23:00:00", -1}, {"23:", -1},     {"a3:00", -1},  {"2/:00", -1},
        {"2::00", -1},    {"23:00\n", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int found = -1;

        assert_int_equal(mat_bedtime_parse(rows[i].text, &found),
                         rows[i].minute >= 0);
        assert_int_equal(found, rows[i].minute);
    }
}

/* --- the night --- */

struct night_row {
    const char *claim;
    const char *zone;
    const char *bedtime;
    const char *now;
    mat_ms left; /* the session's; MAT_MS_NONE: nothing on the mat */
    mat_ms ends;
    const char *start;
    const char *off; /* the mat */
    const char *over;
    const char *night;
    bool moved;
};

#define LEFT MAT_MINUTES(20)
#define ENDS MAT_MINUTES(25)

static const struct night_row nights[] = {
    {"the mat is left half an hour before", UTC, "23:00",
     "2026-05-01T08:00:00+00:00", LEFT, ENDS, "2026-05-01T22:10:00+00:00",
     "2026-05-01T22:30:00+00:00", "2026-05-01T22:35:00+00:00",
     "2026-05-01T23:00:00+00:00", false},
    {"a long rest behind the mat ends by bedtime", UTC, "23:00",
     "2026-05-01T08:00:00+00:00", MAT_MINUTES(5), MAT_MINUTES(45),
     "2026-05-01T22:15:00+00:00", "2026-05-01T22:20:00+00:00",
     "2026-05-01T23:00:00+00:00", "2026-05-01T23:00:00+00:00", false},
    {"both decide alike", UTC, "23:00", "2026-05-01T08:00:00+00:00",
     MAT_MINUTES(5), MAT_MINUTES(35), "2026-05-01T22:25:00+00:00",
     "2026-05-01T22:30:00+00:00", "2026-05-01T23:00:00+00:00",
     "2026-05-01T23:00:00+00:00", false},
    {"without a mat the end counts", UTC, "23:00", "2026-05-01T08:00:00+00:00",
     MAT_MS_NONE, MAT_MINUTES(10), "2026-05-01T22:50:00+00:00", NULL,
     "2026-05-01T23:00:00+00:00", "2026-05-01T23:00:00+00:00", false},
    {"seconds make the start earlier, never the end later", UTC, "23:00",
     "2026-05-01T08:00:00+00:00", LEFT + 1000, ENDS + 59999,
     "2026-05-01T22:09:00+00:00", "2026-05-01T22:30:00+00:00",
     "2026-05-01T22:35:00+00:00", "2026-05-01T23:00:00+00:00", false},
    {"a bedtime behind midnight, from the morning", UTC, "00:15",
     "2026-05-01T08:00:00+00:00", LEFT, ENDS, "2026-05-01T23:25:00+00:00",
     "2026-05-01T23:45:00+00:00", "2026-05-01T23:50:00+00:00",
     "2026-05-02T00:15:00+00:00", false},
    {"the same, from just before midnight", UTC, "00:15",
     "2026-05-01T23:50:00+00:00", LEFT, ENDS, "2026-05-01T23:25:00+00:00",
     "2026-05-01T23:45:00+00:00", "2026-05-01T23:50:00+00:00",
     "2026-05-02T00:15:00+00:00", false},
    {"the same, from behind midnight", UTC, "00:15",
     "2026-05-02T00:14:59+00:00", LEFT, ENDS, "2026-05-01T23:25:00+00:00",
     "2026-05-01T23:45:00+00:00", "2026-05-01T23:50:00+00:00",
     "2026-05-02T00:15:00+00:00", false},
    {"at bedtime the next night is meant", UTC, "00:15",
     "2026-05-02T00:15:00+00:00", LEFT, ENDS, "2026-05-02T23:25:00+00:00",
     "2026-05-02T23:45:00+00:00", "2026-05-02T23:50:00+00:00",
     "2026-05-03T00:15:00+00:00", false},
    {"over the end of the year", UTC, "00:30", "2026-12-31T23:00:00+00:00",
     MAT_MINUTES(40), MAT_MINUTES(45), "2026-12-31T23:20:00+00:00",
     "2027-01-01T00:00:00+00:00", "2027-01-01T00:05:00+00:00",
     "2027-01-01T00:30:00+00:00", false},
    {"the day before the leap day's morning", UTC, "00:00",
     "2028-02-28T12:00:00+00:00", LEFT, ENDS, "2028-02-28T23:10:00+00:00",
     "2028-02-28T23:30:00+00:00", "2028-02-28T23:35:00+00:00",
     "2028-02-29T00:00:00+00:00", false},
    {"the zone's day, not that of UTC", NEW_YORK, "23:00",
     "2026-07-01T22:00:00-04:00", LEFT, ENDS, "2026-07-01T22:10:00-04:00",
     "2026-07-01T22:30:00-04:00", "2026-07-01T22:35:00-04:00",
     "2026-07-01T23:00:00-04:00", false},

    {"Berlin, spring: the start is before the jump", BERLIN, "03:15",
     "2026-03-28T20:00:00+01:00", LEFT, ENDS, "2026-03-29T01:25:00+01:00",
     "2026-03-29T01:45:00+01:00", "2026-03-29T01:50:00+01:00",
     "2026-03-29T03:15:00+02:00", false},
    {"Berlin, spring: there is no half past two", BERLIN, "02:30",
     "2026-03-28T20:00:00+01:00", LEFT, ENDS, "2026-03-29T01:40:00+01:00",
     "2026-03-29T03:00:00+02:00", "2026-03-29T03:05:00+02:00",
     "2026-03-29T03:30:00+02:00", true},
    {"Berlin, spring: the first moment that is gone", BERLIN, "02:00",
     "2026-03-28T20:00:00+01:00", LEFT, ENDS, "2026-03-29T01:10:00+01:00",
     "2026-03-29T01:30:00+01:00", "2026-03-29T01:35:00+01:00",
     "2026-03-29T03:00:00+02:00", true},
    {"Berlin, spring: the night before and behind are as ever", BERLIN, "23:00",
     "2026-03-29T08:00:00+02:00", LEFT, ENDS, "2026-03-29T22:10:00+02:00",
     "2026-03-29T22:30:00+02:00", "2026-03-29T22:35:00+02:00",
     "2026-03-29T23:00:00+02:00", false},
    {"Berlin, autumn: half past two comes twice, the first counts", BERLIN,
     "02:30", "2026-10-24T20:00:00+02:00", LEFT, ENDS,
     "2026-10-25T01:40:00+02:00", "2026-10-25T02:00:00+02:00",
     "2026-10-25T02:05:00+02:00", "2026-10-25T02:30:00+02:00", false},
    {"Berlin, autumn: between the two the next night is meant", BERLIN, "02:30",
     "2026-10-25T02:10:00+01:00", LEFT, ENDS, "2026-10-26T01:40:00+01:00",
     "2026-10-26T02:00:00+01:00", "2026-10-26T02:05:00+01:00",
     "2026-10-26T02:30:00+01:00", false},
    {"Berlin, autumn: seconds are counted, not hands", BERLIN, "03:15",
     "2026-10-24T20:00:00+02:00", LEFT, ENDS, "2026-10-25T02:25:00+01:00",
     "2026-10-25T02:45:00+01:00", "2026-10-25T02:50:00+01:00",
     "2026-10-25T03:15:00+01:00", false},
    {"Berlin, autumn: the start is in the first of the two hours", BERLIN,
     "03:00", "2026-10-24T20:00:00+02:00", MAT_MINUTES(60), MAT_MINUTES(65),
     "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00",
     "2026-10-25T02:35:00+01:00", "2026-10-25T03:00:00+01:00", false},
    {"New York, spring", NEW_YORK, "02:30", "2026-03-07T21:00:00-05:00", LEFT,
     ENDS, "2026-03-08T01:40:00-05:00", "2026-03-08T03:00:00-04:00",
     "2026-03-08T03:05:00-04:00", "2026-03-08T03:30:00-04:00", true},
    {"New York, autumn", NEW_YORK, "01:30", "2026-10-31T21:00:00-04:00", LEFT,
     ENDS, "2026-11-01T00:40:00-04:00", "2026-11-01T01:00:00-04:00",
     "2026-11-01T01:05:00-04:00", "2026-11-01T01:30:00-04:00", false},
    {"Lord Howe, spring: half an hour is gone", LORD_HOWE, "02:15",
     "2026-10-03T21:00:00+10:30", LEFT, ENDS, "2026-10-04T01:25:00+10:30",
     "2026-10-04T01:45:00+10:30", "2026-10-04T01:50:00+10:30",
     "2026-10-04T02:45:00+11:00", true},
    {"Lord Howe, spring: the other half is there", LORD_HOWE, "02:30",
     "2026-10-03T21:00:00+10:30", LEFT, ENDS, "2026-10-04T01:10:00+10:30",
     "2026-10-04T01:30:00+10:30", "2026-10-04T01:35:00+10:30",
     "2026-10-04T02:30:00+11:00", false},
    {"Lord Howe, autumn: half an hour comes twice", LORD_HOWE, "01:45",
     "2026-04-04T21:00:00+11:00", LEFT, ENDS, "2026-04-05T00:55:00+11:00",
     "2026-04-05T01:15:00+11:00", "2026-04-05T01:20:00+11:00",
     "2026-04-05T01:45:00+11:00", false},
    {"Lord Howe, autumn: behind it", LORD_HOWE, "02:00",
     "2026-04-04T21:00:00+11:00", LEFT, ENDS, "2026-04-05T01:40:00+11:00",
     "2026-04-05T01:30:00+10:30", "2026-04-05T01:35:00+10:30",
     "2026-04-05T02:00:00+10:30", false},
    {"Samoa: a day that is left out has no night", SAMOA, "23:00",
     "2027-12-29T23:30:00-10:00", LEFT, ENDS, "2027-12-31T22:10:00+14:00",
     "2027-12-31T22:30:00+14:00", "2027-12-31T22:35:00+14:00",
     "2027-12-31T23:00:00+14:00", false},
    {"Cairo: there is no midnight", CAIRO, "00:00", "2026-04-23T20:00:00+02:00",
     LEFT, ENDS, "2026-04-23T23:10:00+02:00", "2026-04-23T23:30:00+02:00",
     "2026-04-23T23:35:00+02:00", "2026-04-24T01:00:00+03:00", true},
};

static void
test_the_night(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(nights); i++) {
        const struct night_row *row = &nights[i];
        struct mat_evening evening = {.left = row->left, .ends = row->ends};
        struct mat_night night;

        print_message("           %s\n", row->claim);
        live_in(row->zone);
        mat_night_find(minute(row->bedtime), &evening, moment(row->now),
                       &night);
        assert_stamp(row->night, night.bedtime);
        assert_stamp(row->start, night.start);
        assert_stamp(row->off, night.left);
        assert_stamp(row->over, night.ends);
        assert_int_equal(row->moved, night.moved);
    }
    live_in(UTC);
}

/* Whatever the zone does, and at every quarter of an hour of a year. */
static void
test_the_laws_of_a_night(void **state)
{
    static const char *const zones[] = {UTC, BERLIN, NEW_YORK, LORD_HOWE,
                                        CAIRO};
    const struct mat_evening evening = {.left = MAT_SECONDS(1234),
                                        .ends = MAT_SECONDS(1999)};

    (void)state;
    for (size_t zone = 0; zone < COUNT(zones); zone++) {
        mat_ms now = moment("2026-01-01T00:00:00+00:00");

        live_in(zones[zone]);
        for (int i = 0; i < 4 * 24 * 365; i++, now += MAT_MINUTES(15)) {
            int bedtime = i * 7 % 1440;
            struct mat_night night;

            mat_night_find(bedtime, &evening, now, &night);
            assert_true(night.bedtime > now);
            assert_true(night.bedtime <= now + MAT_MINUTES(26 * 60));
            assert_int_equal(night.start % MAT_MINUTES(1), 0);
            assert_true(night.start + evening.left <=
                        night.bedtime - MAT_BEDTIME_REST);
            assert_true(night.ends <= night.bedtime);
            assert_true(night.start + evening.left + MAT_MINUTES(1) >
                        night.bedtime - MAT_BEDTIME_REST);
        }
    }
    live_in(UTC);
}

static void
test_the_next_night_has_its_start_ahead(void **state)
{
    static const struct {
        const char *now;
        const char *start;
    } rows[] = {
        {"2026-05-01T22:09:59+00:00", "2026-05-01T22:10:00+00:00"},
        {"2026-05-01T22:10:00+00:00", "2026-05-01T22:10:00+00:00"},
        {"2026-05-01T22:10:59+00:00", "2026-05-01T22:10:00+00:00"},
        {"2026-05-01T22:11:00+00:00", "2026-05-02T22:10:00+00:00"},
        {"2026-05-01T22:59:59+00:00", "2026-05-02T22:10:00+00:00"},
        {"2026-05-01T23:00:00+00:00", "2026-05-02T22:10:00+00:00"},
    };
    const struct mat_evening evening = {.left = LEFT, .ends = ENDS};

    (void)state;
    live_in(UTC);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mat_night night;

        mat_night_find_next(minute("23:00"), &evening, moment(rows[i].now),
                            &night);
        assert_stamp(rows[i].start, night.start);
    }
}

static void
test_a_reminder_comes_near_the_start_only(void **state)
{
    /* Start at 22:10. */
    static const struct {
        const char *now;
        enum mat_reminder due;
    } rows[] = {
        {"2026-05-01T12:00:00+00:00", MAT_REMINDER_NONE},
        {"2026-05-01T21:09:59+00:00", MAT_REMINDER_NONE},
        {"2026-05-01T21:10:00+00:00", MAT_REMINDER_AHEAD},
        {"2026-05-01T22:09:59+00:00", MAT_REMINDER_AHEAD},
        {"2026-05-01T22:10:00+00:00", MAT_REMINDER_NOW},
        {"2026-05-01T22:10:59+00:00", MAT_REMINDER_NOW},
        {"2026-05-01T22:11:00+00:00", MAT_REMINDER_LATE},
        {"2026-05-01T22:30:00+00:00", MAT_REMINDER_LATE},
        {"2026-05-01T22:30:01+00:00", MAT_REMINDER_NONE},
        {"2026-05-01T23:00:01+00:00", MAT_REMINDER_NONE},
    };
    const struct mat_evening evening = {.left = LEFT, .ends = ENDS};

    (void)state;
    live_in(UTC);
    for (size_t i = 0; i < COUNT(rows); i++) {
        mat_ms now = moment(rows[i].now);
        struct mat_night night;

        mat_night_find(minute("23:00"), &evening, now, &night);
        assert_int_equal(mat_night_reminder(&night, now), rows[i].due);
    }
}

static void
test_noon_is_the_last_one(void **state)
{
    static const struct {
        const char *zone;
        const char *now;
        const char *noon;
    } rows[] = {
        {UTC, "2026-05-01T11:59:59+00:00", "2026-04-30T12:00:00+00:00"},
        {UTC, "2026-05-01T12:00:00+00:00", "2026-05-01T12:00:00+00:00"},
        {UTC, "2026-05-02T00:10:00+00:00", "2026-05-01T12:00:00+00:00"},
        {BERLIN, "2026-03-29T03:10:00+02:00", "2026-03-28T12:00:00+01:00"},
        {NEW_YORK, "2026-01-01T00:10:00-05:00", "2025-12-31T12:00:00-05:00"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        live_in(rows[i].zone);
        assert_stamp(rows[i].noon, mat_noon_before(moment(rows[i].now)));
    }
    live_in(UTC);
}

/* --- the session --- */

#define SEGMENT(what, minutes, leads_off)                          \
    {                                                              \
        .kind = MAT_KIND_##what, .duration = MAT_MINUTES(minutes), \
        .off = leads_off                                           \
    }

static void
test_the_mat_is_left_behind_the_last_way_off(void **state)
{
    static const struct mat_segment whole[] = {
        SEGMENT(PREPARE, 1, -1),
        SEGMENT(MAT, 4, 2),
        SEGMENT(OFF, 2, -1),
        {.kind = MAT_KIND_WAIT, .duration = MAT_MS_NONE, .off = -1},
        SEGMENT(ON, 1, 6),
        SEGMENT(MAT, 8, 6),
        SEGMENT(OFF, 2, -1),
        SEGMENT(BREATHE, 5, -1),
    };
    static const struct mat_segment dry[] = {SEGMENT(PREPARE, 1, -1),
                                             SEGMENT(BREATHE, 5, -1)};
    struct mat_schedule schedule = {
        .segments = whole, .n_segments = COUNT(whole), .mat = MAT_MINUTES(12)};
    struct mat_evening evening;

    (void)state;
    mat_evening_of(&schedule, &evening);
    assert_int_equal(evening.left, MAT_MINUTES(18));
    assert_int_equal(evening.ends, MAT_MINUTES(23));
    assert_int_equal(evening.mat, MAT_MINUTES(12));
    assert_true(evening.waits);

    schedule = (struct mat_schedule){.segments = dry, .n_segments = COUNT(dry)};
    mat_evening_of(&schedule, &evening);
    assert_int_equal(evening.left, MAT_MS_NONE);
    assert_int_equal(evening.ends, MAT_MINUTES(6));
    assert_false(evening.waits);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_two_and_two_digits_are_a_time),
        cmocka_unit_test(test_the_night),
        cmocka_unit_test(test_the_laws_of_a_night),
        cmocka_unit_test(test_the_next_night_has_its_start_ahead),
        cmocka_unit_test(test_a_reminder_comes_near_the_start_only),
        cmocka_unit_test(test_noon_is_the_last_one),
        cmocka_unit_test(test_the_mat_is_left_behind_the_last_way_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
