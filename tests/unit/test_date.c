/* Dates in files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/date.h"

static void
days_are_counted_by_the_calendar(void **state)
{
    static const struct {
        const char *date;
        int64_t days; /* INT64_MIN: there is no such day */
    } cases[] = {
        {"1970-01-01", 0},          {"1969-12-31", -1},
        {"2000-02-29", 11016},      {"2000-03-01", 11017},
        {"2026-11-20", 20777},      {"1900-02-29", INT64_MIN},
        {"2028-02-29", 21243},      {"2026-02-29", INT64_MIN},
        {"2026-00-10", INT64_MIN},  {"2026-13-10", INT64_MIN},
        {"2026-04-31", INT64_MIN},  {"2026-01-00", INT64_MIN},
        {"2026-1-10", INT64_MIN},   {"2026-01-1", INT64_MIN},
        {"2026-01-011", INT64_MIN}, {"+026-01-01", INT64_MIN},
        {"0000-01-01", INT64_MIN},  {"", INT64_MIN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t days = INT64_MIN;

        mat_date_parse(cases[i].date, &days);
        if (days != cases[i].days)
            fail_msg("%s: %lld", cases[i].date, (long long)days);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_counted_by_the_calendar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
