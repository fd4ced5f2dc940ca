#include "matsession/time.h"

#include <string.h>

#include "matsession/text.h"

/** Beyond any duration, and far from overflow when it is an hour count. */
#define NUMBER_MAX ((int64_t)1000000)

#define SECONDS_A_MINUTE 60
#define SECONDS_AN_HOUR 3600

/** A number and how it was written. */
struct number {
    int64_t value; /**< at most NUMBER_MAX */
    size_t digits;
};

/** Reads digits, as many as there are. \return what follows them */
static const char *
read_number(const char *text, struct number *ret_number)
{
    struct number number = {0};

    while (text[number.digits] >= '0' && text[number.digits] <= '9') {
        number.value = number.value * 10 + (text[number.digits] - '0');
        if (number.value > NUMBER_MAX)
            number.value = NUMBER_MAX;
        number.digits++;
    }
    *ret_number = number;
    return text + number.digits;
}

/** `1h5m`: units fall, each at most once; what follows a larger one is at
 *  most 59. */
static bool
parse_units(const char *text, int64_t *ret_seconds)
{
    static const struct {
        char letter;
        int64_t seconds;
    } units[] = {{'h', SECONDS_AN_HOUR}, {'m', SECONDS_A_MINUTE}, {'s', 1}};
    const size_t n_units = sizeof(units) / sizeof(units[0]);
    int64_t seconds = 0;
    size_t unit = 0;
    bool first = true;

    do {
        struct number number;
        const char *letter = read_number(text, &number);

        if (number.digits == 0 || (number.digits > 1 && text[0] == '0'))
            return false;
        while (unit < n_units && units[unit].letter != *letter)
            unit++;
        if (unit == n_units || (!first && number.value > 59))
            return false;
        seconds += number.value * units[unit].seconds;
        unit++;
        first = false;
        text = letter + 1;
    } while (*text);
    *ret_seconds = seconds;
    return true;
}

/** `1:30`, `1:02:03`: two digits behind every colon. */
static bool
parse_clock(const char *text, int64_t *ret_seconds)
{
    struct number number;
    const char *rest = read_number(text, &number);
    int64_t seconds = number.value;
    int colons = 0;

    if (number.digits == 0 || (number.digits > 1 && text[0] == '0'))
        return false;
    while (*rest == ':' && colons < 2) {
        rest = read_number(rest + 1, &number);
        if (number.digits != 2 || number.value > 59)
            return false;
        seconds = seconds * SECONDS_A_MINUTE + number.value;
        colons++;
    }
    if (*rest || colons == 0)
        return false;
    *ret_seconds = seconds;
    return true;
}

/** \return whether \p text is spelled like a duration */
static bool
parse_seconds(const char *text, int64_t *ret_seconds)
{
    if (!text)
        return false;
    return strchr(text, ':') ? parse_clock(text, ret_seconds)
                             : parse_units(text, ret_seconds);
}

bool
mat_duration_parse(const char *text, mat_ms *ret_ms)
{
    int64_t seconds;

    if (!parse_seconds(text, &seconds) || seconds > MAT_DURATION_MAX / 1000)
        return false;
    *ret_ms = MAT_SECONDS(seconds);
    return true;
}

bool
mat_duration_spelled(const char *text)
{
    int64_t seconds;

    return parse_seconds(text, &seconds);
}

bool
mat_offset_parse(const char *text, mat_ms *ret_ms, bool *ret_from_end)
{
    mat_ms at = 0;
    bool from_end;

    if (!text)
        return false;
    from_end = text[0] == '-';
    if (strcmp(text, "0") != 0 && !mat_duration_parse(text + from_end, &at))
        return false;
    *ret_ms = at;
    *ret_from_end = from_end;
    return true;
}

char *
mat_duration_text(mat_ms ms, char buffer[MAT_TIME_TEXT])
{
    const int64_t all = mat_ms_max(ms, 0) / 1000;
    const struct {
        int64_t value;
        const char *unit;
    } parts[] = {
        {all / SECONDS_AN_HOUR, "h"},
        {all % SECONDS_AN_HOUR / SECONDS_A_MINUTE, "m"},
        {all % SECONDS_A_MINUTE, "s"},
    };
    size_t used = 0;

    if (ms == MAT_MS_NONE) {
        mat_join(buffer, MAT_TIME_TEXT, "open", NULL);
        return buffer;
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        char number[MAT_NUMBER_TEXT];

        if (parts[i].value > 0)
            used += mat_join(buffer + used, MAT_TIME_TEXT - used,
                             mat_number_text(parts[i].value, number),
                             parts[i].unit, NULL);
    }
    if (used == 0)
        mat_join(buffer, MAT_TIME_TEXT, "0s", NULL);
    return buffer;
}

/** Two digits of a number under 100. */
static const char *
two_digits(int64_t number, char buffer[3])
{
    buffer[0] = (char)('0' + number / 10);
    buffer[1] = (char)('0' + number % 10);
    buffer[2] = '\0';
    return buffer;
}

char *
mat_clock_text(mat_ms ms, char buffer[MAT_TIME_TEXT])
{
    const mat_ms left = mat_ms_max(ms, 0);
    const int64_t all = left / 1000 + (left % 1000 > 0);
    char hours[MAT_NUMBER_TEXT], minutes[3], seconds[3];

    if (ms == MAT_MS_NONE) {
        mat_join(buffer, MAT_TIME_TEXT, "--:--", NULL);
        return buffer;
    }
    mat_number_text(all / SECONDS_AN_HOUR, hours);
    mat_join(buffer, MAT_TIME_TEXT, all < SECONDS_AN_HOUR ? "" : hours,
             all < SECONDS_AN_HOUR ? "" : ":",
             two_digits(all % SECONDS_AN_HOUR / SECONDS_A_MINUTE, minutes), ":",
             two_digits(all % SECONDS_A_MINUTE, seconds), NULL);
    return buffer;
}
