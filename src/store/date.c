#include "store/date.h"

#include <stddef.h>

static int
two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

static int
month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : lengths[month - 1];
}

/* Days before a year, counted from year 1. */
static int64_t
days_before(int year)
{
    int64_t past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400;
}

bool
mat_date_parse(const char *text, int64_t *ret_days)
{
    static const char shape[] = "0000-00-00";
    int year;
    int month;
    int day;
    int64_t days;

    for (size_t i = 0; i < sizeof(shape); i++)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9'
                            : text[i] != shape[i])
            return false;
    year = two_digits(text) * 100 + two_digits(text + 2);
    month = two_digits(text + 5);
    day = two_digits(text + 8);
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month))
        return false;
    days = days_before(year) - days_before(1970) + day - 1;
    for (int m = 1; m < month; m++)
        days += month_length(year, m);
    if (ret_days)
        *ret_days = days;
    return true;
}
