/* Wall time: where the user was, and what their clock showed. The system's
 * clock is only compared with itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/local_time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
live_in(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* Not time(): that one may lag behind by a tick. */
static int64_t
system_ms(void)
{
    struct timespec now;

    assert_int_equal(0, clock_gettime(CLOCK_REALTIME, &now));
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
test_the_wall_is_the_systems_clock(void **state)
{
    int64_t before = system_ms();
    struct mat_wall now = mat_wall_now(NULL, 0);
    int64_t after = system_ms();

    (void)state;
    assert_in_range(now.ms, before, after);
}

/* POSIX counts the minutes west, which needs no time zone files. */
static void
test_the_zone_is_the_users(void **state)
{
    static const struct {
        const char *zone;
        int offset;
        const char *name;
    } rows[] = {
        {"UTC0", 0, "UTC"},
        {"CET-1", 60, "CET"},
        {"EST5", -300, "EST"},
        {"<+0545>-5:45", 345, "+0545"},
        {"<-0930>9:30", -570, "-0930"},
        {"<+14>-14", 840, "+14"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char name[16] = "";

        live_in(rows[i].zone);
        assert_int_equal(mat_wall_now(name, sizeof(name)).offset,
                         rows[i].offset);
        assert_string_equal(name, rows[i].name);
    }
    live_in("UTC0");
}

static void
test_a_name_that_does_not_fit_is_cut(void **state)
{
    char name[4] = "???";

    (void)state;
    live_in("ABCDEF-1");
    mat_wall_now(name, sizeof(name));
    assert_string_equal(name, "ABC");
    live_in("UTC0");
}

static void
test_a_moment_is_shown_as_its_own_clock_showed_it(void **state)
{
    static const struct {
        struct mat_wall wall;
        const char *text;
    } rows[] = {
        {{0, 0}, "1970-01-01 00:00"},
        {{59999, 0}, "1970-01-01 00:00"},
        {{60000, 0}, "1970-01-01 00:01"},
        {{-1, 0}, "1969-12-31 23:59"},
        {{0, -1}, "1969-12-31 23:59"},
        {{INT64_C(1709164800000), 0}, "2024-02-29 00:00"},
        {{INT64_C(1709164800000), 345}, "2024-02-29 05:45"},
        {{INT64_C(1709164800000), -570}, "2024-02-28 14:30"},
        {{INT64_C(253402300799999), 0}, "9999-12-31 23:59"},
        {{INT64_C(253402300800000), 0}, "unknown"},
        {{INT64_MAX, INT32_MAX}, "unknown"},
        {{INT64_MIN, INT32_MIN}, "unknown"},
    };

    (void)state;
    /* Where the reader is plays no part. */
    live_in("EST5");
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[MAT_WALL_TEXT];

        assert_string_equal(mat_wall_text(rows[i].wall, text), rows[i].text);
    }
    live_in("UTC0");
}

static void
test_the_minute_is_that_of_its_own_clock(void **state)
{
    static const struct {
        struct mat_wall wall;
        int minute;
    } rows[] = {
        {{0, 0}, 0},
        {{59999, 0}, 0},
        {{60000, 0}, 1},
        {{-1, 0}, 1439},
        {{-60000, 0}, 1439},
        {{-60001, 0}, 1438},
        {{0, -1}, 1439},
        {{0, 1439}, 1439},
        {{0, 1440}, 0},
        {{INT64_C(1709164800000), 345}, 345},
        {{INT64_C(1709164800000), -570}, 870},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(mat_wall_minute(rows[i].wall), rows[i].minute);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_wall_is_the_systems_clock),
        cmocka_unit_test(test_the_zone_is_the_users),
        cmocka_unit_test(test_a_name_that_does_not_fit_is_cut),
        cmocka_unit_test(test_a_moment_is_shown_as_its_own_clock_showed_it),
        cmocka_unit_test(test_the_minute_is_that_of_its_own_clock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
