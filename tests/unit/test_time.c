#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "matsession/time.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** What a text that is refused must leave untouched. */
#define UNTOUCHED ((mat_ms)-77)

static const struct {
    const char *text;
    mat_ms ms;
} durations[] = {
    {"0s", 0},
    {"0m", 0},
    {"1s", MAT_SECONDS(1)},
    {"9s", MAT_SECONDS(9)},
    {"90s", MAT_SECONDS(90)},
    {"3m", MAT_MINUTES(3)},
    {"90m", MAT_MINUTES(90)},
    {"180m", MAT_MINUTES(180)},
    {"10800s", MAT_MINUTES(180)},
    {"1m30s", MAT_SECONDS(90)},
    {"1m0s", MAT_MINUTES(1)},
    {"90m59s", MAT_MINUTES(90) + MAT_SECONDS(59)},
    {"1h", MAT_MINUTES(60)},
    {"1h5m", MAT_MINUTES(65)},
    {"1h5s", MAT_MINUTES(60) + MAT_SECONDS(5)},
    {"2h59m59s", MAT_MINUTES(180) - MAT_SECONDS(1)},
    {"3h", MAT_DURATION_MAX},
    {"3h0m0s", MAT_DURATION_MAX},
    {"1:30", MAT_SECONDS(90)},
    {"0:30", MAT_SECONDS(30)},
    {"0:00", 0},
    {"90:00", MAT_MINUTES(90)},
    {"180:00", MAT_DURATION_MAX},
    {"1:02:03", MAT_MINUTES(62) + MAT_SECONDS(3)},
    {"3:00:00", MAT_DURATION_MAX},
};

static const char *const misspelled[] = {
    NULL,         "",       "5",        "0",     "010s",       "00s",
    "05m",        "1m05s",  "90x",      "1e3",   "0x10s",      " 5m",
    "5m ",        "5 m",    "5\tm",     "\n5m",  "+5m",        "-5m",
    "1.5m",       "1,5m",   "5M",       "5min",  "m",          "s5",
    "m5s",        "5m5",    "1h60m",    "1m60s", "1h90s",      "5s1m",
    "1m1h",       "1m1m",   "1s1s",     "1:60",  "1:5",        "1:005",
    "1:",         ":30",    "01:30",    "1::30", "1:02:3",     "1:02:60",
    "1:60:00",    "1:2:03", "01:02:03", "1:02:", "1:02:03:04", "1:30s",
    "1m:30",      "1:-5",   "1: 5",     "1:02 ", "5m\x01",     "\xd9\xa5m",
    "5\xc2\xb5s", "five",   "5mm",      "5m30",  "h",          ":",
};

static const char *const too_long[] = {
    "3h1s",
    "181m",
    "10801s",
    "4h",
    "3:00:01",
    "180:01",
    "99999999999999999999s",
    "99999999999999999999h",
    "9223372036854775807h",
    "18446744073709551617s",
    "99999999999999999999:00:00",
};

static void
reads_every_spelling(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(durations); i++) {
        mat_ms ms = UNTOUCHED;

        if (!mat_duration_parse(durations[i].text, &ms))
            fail_msg("\"%s\" is refused", durations[i].text);
        if (ms != durations[i].ms)
            fail_msg("\"%s\" reads as %lld", durations[i].text, (long long)ms);
        assert_true(mat_duration_spelled(durations[i].text));
    }
}

static void
refuses_what_is_no_duration(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(misspelled); i++) {
        mat_ms ms = UNTOUCHED;

        if (mat_duration_parse(misspelled[i], &ms) || ms != UNTOUCHED)
            fail_msg("\"%s\" is accepted", misspelled[i]);
        if (mat_duration_spelled(misspelled[i]))
            fail_msg("\"%s\" counts as spelled", misspelled[i]);
    }
}

static void
refuses_what_is_too_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(too_long); i++) {
        mat_ms ms = UNTOUCHED;

        if (mat_duration_parse(too_long[i], &ms) || ms != UNTOUCHED)
            fail_msg("\"%s\" is accepted", too_long[i]);
        if (!mat_duration_spelled(too_long[i]))
            fail_msg("\"%s\" does not count as spelled", too_long[i]);
    }
}

static void
reads_offsets(void **state)
{
    static const struct {
        const char *text;
        bool good;
        mat_ms at;
        bool from_end;
    } cases[] = {
        {"0", true, 0, false},
        {"0s", true, 0, false},
        {"30s", true, MAT_SECONDS(30), false},
        {"1:30", true, MAT_SECONDS(90), false},
        {"-30s", true, MAT_SECONDS(30), true},
        {"-1:30", true, MAT_SECONDS(90), true},
        {"-0s", true, 0, true},
        {"-0", false, 0, false},
        {"-", false, 0, false},
        {"--5s", false, 0, false},
        {"- 5s", false, 0, false},
        {"+5s", false, 0, false},
        {"5", false, 0, false},
        {"00", false, 0, false},
        {"", false, 0, false},
        {NULL, false, 0, false},
        {"4h", false, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mat_ms at = UNTOUCHED;
        bool from_end = !cases[i].from_end;
        bool good = mat_offset_parse(cases[i].text, &at, &from_end);

        if (good != cases[i].good)
            fail_msg("\"%s\": %s", cases[i].text, good ? "read" : "refused");
        if (at != (good ? cases[i].at : UNTOUCHED))
            fail_msg("\"%s\" is at %lld", cases[i].text, (long long)at);
        if (from_end != (good ? cases[i].from_end : !cases[i].from_end))
            fail_msg("\"%s\" has the wrong end", cases[i].text);
    }
}

static void
writes_durations(void **state)
{
    static const struct {
        mat_ms ms;
        const char *text;
    } cases[] = {
        {INT64_MIN, "0s"},
        {-1, "0s"},
        {0, "0s"},
        {999, "0s"},
        {1000, "1s"},
        {MAT_SECONDS(45), "45s"},
        {MAT_SECONDS(90), "1m30s"},
        {MAT_SECONDS(90) + 999, "1m30s"},
        {MAT_MINUTES(12), "12m"},
        {MAT_MINUTES(60), "1h"},
        {MAT_MINUTES(65), "1h5m"},
        {MAT_MINUTES(60) + MAT_SECONDS(5), "1h5s"},
        {MAT_MS_NONE - 1, "2562047788015h12m55s"},
        {MAT_MS_NONE, "open"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[MAT_TIME_TEXT];

        assert_ptr_equal(mat_duration_text(cases[i].ms, text), text);
        assert_string_equal(text, cases[i].text);
    }
}

static void
reads_what_it_writes(void **state)
{
    (void)state;
    for (mat_ms ms = 0; ms <= MAT_DURATION_MAX; ms += 1000) {
        char text[MAT_TIME_TEXT];
        mat_ms read = UNTOUCHED;

        mat_duration_text(ms, text);
        if (!mat_duration_parse(text, &read) || read != ms)
            fail_msg("%lld is written as %s", (long long)ms, text);
    }
}

static void
shows_zero_only_when_nothing_is_left(void **state)
{
    static const struct {
        mat_ms ms;
        const char *text;
    } cases[] = {
        {INT64_MIN, "00:00"},
        {-1, "00:00"},
        {0, "00:00"},
        {1, "00:01"},
        {1000, "00:01"},
        {1001, "00:02"},
        {MAT_MINUTES(1) - 1, "01:00"},
        {MAT_MINUTES(10), "10:00"},
        {MAT_MINUTES(60) - 1000, "59:59"},
        {MAT_MINUTES(60) - 999, "1:00:00"},
        {MAT_MINUTES(62) + MAT_SECONDS(3), "1:02:03"},
        {MAT_MS_NONE - 1, "2562047788015:12:56"},
        {MAT_MS_NONE, "--:--"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[MAT_TIME_TEXT];

        assert_ptr_equal(mat_clock_text(cases[i].ms, text), text);
        assert_string_equal(text, cases[i].text);
    }
}

static void
adding_saturates(void **state)
{
    static const struct {
        mat_ms a, b, sum;
    } cases[] = {
        {1, 2, 3},
        {-5, 3, -2},
        {MAT_MS_NONE, 0, MAT_MS_NONE},
        {MAT_MS_NONE, -1, MAT_MS_NONE},
        {MAT_MS_NONE, INT64_MIN, MAT_MS_NONE},
        {MAT_MS_NONE, MAT_MS_NONE, MAT_MS_NONE},
        {MAT_MS_NONE - 1, 1, MAT_MS_NONE},
        {MAT_MS_NONE - 1, 2, MAT_MS_NONE},
        {MAT_MS_NONE - 1, MAT_MS_NONE - 1, MAT_MS_NONE},
        {INT64_MIN, -1, INT64_MIN},
        {INT64_MIN, INT64_MIN, INT64_MIN},
        {INT64_MIN, 0, INT64_MIN},
        {INT64_MIN, 1, INT64_MIN + 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(mat_ms_add(cases[i].a, cases[i].b) == cases[i].sum);
        assert_true(mat_ms_add(cases[i].b, cases[i].a) == cases[i].sum);
    }
}

static void
subtracting_saturates(void **state)
{
    static const struct {
        mat_ms a, b, difference;
    } cases[] = {
        {5, 3, 2},
        {3, 5, -2},
        {MAT_MS_NONE, 1, MAT_MS_NONE},
        {MAT_MS_NONE, INT64_MIN, MAT_MS_NONE},
        {MAT_MS_NONE - 1, -1, MAT_MS_NONE},
        {MAT_MS_NONE - 1, -2, MAT_MS_NONE},
        {0, INT64_MIN, MAT_MS_NONE},
        {-1, INT64_MIN, INT64_MAX},
        {INT64_MIN, 1, INT64_MIN},
        {INT64_MIN, MAT_MS_NONE - 1, INT64_MIN},
        {INT64_MIN, INT64_MIN, 0},
        {INT64_MIN, 0, INT64_MIN},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(mat_ms_sub(cases[i].a, cases[i].b) == cases[i].difference);
}

static void
none_is_later_than_everything(void **state)
{
    (void)state;
    assert_true(mat_ms_min(MAT_MS_NONE, 5) == 5);
    assert_true(mat_ms_min(5, MAT_MS_NONE) == 5);
    assert_true(mat_ms_max(5, MAT_MS_NONE) == MAT_MS_NONE);
    assert_true(mat_ms_max(MAT_MS_NONE, 5) == MAT_MS_NONE);
    assert_true(mat_ms_min(INT64_MIN, 0) == INT64_MIN);
    assert_true(mat_ms_max(INT64_MIN, 0) == 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_spelling),
        cmocka_unit_test(refuses_what_is_no_duration),
        cmocka_unit_test(refuses_what_is_too_long),
        cmocka_unit_test(reads_offsets),
        cmocka_unit_test(writes_durations),
        cmocka_unit_test(reads_what_it_writes),
        cmocka_unit_test(shows_zero_only_when_nothing_is_left),
        cmocka_unit_test(adding_saturates),
        cmocka_unit_test(subtracting_saturates),
        cmocka_unit_test(none_is_later_than_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
