/* The session's clock, with hands of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/clock.h"

#define MS INT64_C(1000000)

static int64_t awake;  /* nanoseconds */
static int64_t asleep; /* nanoseconds */

static int64_t
read_hands(bool with_sleep)
{
    return awake + (with_sleep ? asleep : 0);
}

static struct mat_clock
started(int speed)
{
    struct mat_clock clock;

    awake = 123456 * MS + 789;
    asleep = 77 * MS;
    mat_clock_start(&clock, speed, read_hands);
    return clock;
}

static void
test_it_counts_from_its_start(void **state)
{
    struct mat_clock clock = started(1);

    (void)state;
    assert_int_equal(mat_clock_now(&clock), 0);
    awake += 5 * MS - 1;
    assert_int_equal(mat_clock_now(&clock), 4);
    awake += 1;
    assert_int_equal(mat_clock_now(&clock), 5);
}

static void
test_a_rehearsal_runs_faster(void **state)
{
    struct mat_clock clock = started(60);

    (void)state;
    awake += MS / 2;
    assert_int_equal(mat_clock_now(&clock), 30);
    awake += 1000 * MS;
    assert_int_equal(mat_clock_now(&clock), 60030);
}

/* Waking when told is never too early, whatever the speed and the moment. */
static void
test_waiting_as_long_as_told_reaches_the_moment(void **state)
{
    static const int speeds[] = {1, 2, 3, 7, 60, 999, 10000};

    (void)state;
    for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
        struct mat_clock clock = started(speeds[i]);

        for (mat_ms moment = 1; moment < 5000; moment += 13) {
            int64_t wait = mat_clock_until(&clock, moment);

            assert_true(mat_clock_now(&clock) >= moment || wait > 0);
            awake += wait;
            assert_true(mat_clock_now(&clock) >= moment);
            if (wait > 0) {
                awake -= 1;
                assert_true(mat_clock_now(&clock) < moment);
                awake += 1;
            }
            assert_int_equal(mat_clock_until(&clock, moment), 0);
        }
    }
}

static void
test_never_is_never(void **state)
{
    struct mat_clock clock = started(1);

    (void)state;
    assert_int_equal(mat_clock_until(&clock, MAT_MS_NONE), INT64_MAX);
}

static void
test_a_long_sleep_is_told_once(void **state)
{
    struct mat_clock clock = started(1);

    (void)state;
    assert_int_equal(mat_clock_slept(&clock), 0);
    asleep += 19999 * MS;
    assert_int_equal(mat_clock_slept(&clock), 0);
    asleep += 1 * MS;
    assert_int_equal(mat_clock_slept(&clock), 20000);
    assert_int_equal(mat_clock_slept(&clock), 0);
    asleep += 2520000 * MS;
    assert_int_equal(mat_clock_slept(&clock), 2520000);
}

/* The session's own time stands still while the machine sleeps. */
static void
test_a_sleep_is_not_counted(void **state)
{
    struct mat_clock clock = started(1);

    (void)state;
    awake += 1000 * MS;
    asleep += 3600000 * MS;
    assert_int_equal(mat_clock_now(&clock), 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_counts_from_its_start),
        cmocka_unit_test(test_a_rehearsal_runs_faster),
        cmocka_unit_test(test_waiting_as_long_as_told_reaches_the_moment),
        cmocka_unit_test(test_never_is_never),
        cmocka_unit_test(test_a_long_sleep_is_told_once),
        cmocka_unit_test(test_a_sleep_is_not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
