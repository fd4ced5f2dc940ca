/* Figures in a written text: what stands around digits says what they are. */
#include "core/speech_parts.h"

#include <string.h>

#include "matsession/text.h"

/* Room for the longest duration of several parts. */
#define PARTS_TEXT 24

static const char *const minus_signs[] = {
    "-", "\xE2\x80\x93", /* en dash */
    "\xE2\x80\x94",      /* em dash */
};

/* `alone`: not the letter that it also may be, behind a space. */
static const struct {
    const char *sign;
    const char *noun;
    bool alone;
} units[] = {
    {"h", "hour", false},       {"hr", "hour", true},
    {"hrs", "hour", true},      {"m", "minute", false},
    {"min", "minute", true},    {"mins", "minute", true},
    {"s", "second", false},     {"sec", "second", true},
    {"secs", "second", true},   {"ms", "millisecond", true},
    {"mm", "millimetre", true}, {"cm", "centimetre", true},
    {"km", "kilometre", true},  {"kg", "kilogram", true},
    {"x", "time", false},       {"\xC2\xB0", "degree", true},
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static size_t
count_letters(const char *text)
{
    size_t n = 0;

    while (is_letter(text[n]))
        n++;
    return n;
}

/* The noun of the unit that \p text begins with, or NULL.
 * \param ret_end  behind it, set when there is one */
static const char *
find_unit(const char *text, const char **ret_end)
{
    bool apart = *text == ' ';
    size_t size;

    text += apart;
    size = count_letters(text);
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        bool degree = (unsigned char)units[i].sign[0] >= 0x80;
        size_t length = strlen(units[i].sign);

        if ((apart && !units[i].alone) || (!degree && length != size) ||
            strncmp(text, units[i].sign, length) != 0)
            continue;
        *ret_end = text + length;
        return units[i].noun;
    }
    return NULL;
}

/* The digits of the number behind "to" when \p text begins with a range's
 * sign, with spaces on both of its sides or on none; else NULL. */
static const char *
find_range(const char *text)
{
    bool apart = *text == ' ';

    text += apart;
    for (size_t i = 0; i < sizeof(minus_signs) / sizeof(minus_signs[0]); i++) {
        const char *behind = text + strlen(minus_signs[i]);

        if (strncmp(text, minus_signs[i], strlen(minus_signs[i])) != 0 ||
            (*behind == ' ') != apart)
            continue;
        behind += apart;
        if (is_digit(*behind))
            return behind;
    }
    return NULL;
}

/* "1m30s", "1:02:03": a duration as plans write it, of several parts. */
static const char *
say_parts(struct mat_spoken *spoken, const char *text, const char *signs)
{
    char duration[PARTS_TEXT];
    char words[MAT_SPEECH_TEXT];
    size_t size = strspn(text, signs);
    int parts = 0;
    mat_ms ms;

    for (size_t i = 0; i < size; i++)
        parts += !is_digit(text[i]);
    if (parts < 2 || size >= sizeof(duration) || is_letter(text[size]))
        return NULL;
    memcpy(duration, text, size);
    duration[size] = '\0';
    if (!mat_duration_parse(duration, &ms))
        return NULL;
    (void)mat_speech_duration(ms, words, sizeof(words));
    mat_spoken_words(spoken, words);
    return text + size;
}

static int
two_digits(const char *text, size_t count)
{
    return count == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
}

static void
say_time(struct mat_spoken *spoken, int hour, int minute)
{
    if (hour == 0 && minute == 0) {
        mat_spoken_words(spoken, "midnight");
        return;
    }
    mat_spoken_number(spoken, hour);
    if (minute == 0) {
        mat_spoken_words(spoken,
                         hour > 0 && hour <= 12 ? "o'clock" : "hundred");
        return;
    }
    if (minute < 10)
        mat_spoken_words(spoken, "oh");
    mat_spoken_number(spoken, minute);
}

/* "22:30" */
static const char *
say_clock(struct mat_spoken *spoken, const char *text)
{
    size_t n = mat_digits_count(text);
    const char *minutes = text + n + 1;
    int hour, minute;

    if (n > 2 || text[n] != ':' || mat_digits_count(minutes) != 2 ||
        (minutes[2] == ':' && is_digit(minutes[3])))
        return NULL;
    hour = two_digits(text, n);
    minute = two_digits(minutes, 2);
    if (hour > 24 || minute > 59)
        return NULL;
    say_time(spoken, hour, minute);
    return minutes + 2;
}

/* "4-7-8", "21/11/2026": more than two numbers are no range and no share. */
static const char *
say_chain(struct mat_spoken *spoken, const char *text, char sign)
{
    const char *end = text + mat_digits_count(text);
    int links = 1;

    for (; *end == sign && is_digit(end[1]); links++)
        end += 1 + mat_digits_count(end + 1);
    if (links < 3)
        return NULL;
    while (text < end) {
        size_t n = mat_digits_count(text);

        mat_spoken_digits(spoken, text, n);
        text += n + 1;
    }
    return end;
}

/* "1/2", "7/10", "120/80" */
static const char *
say_share(struct mat_spoken *spoken, const char *text)
{
    static const struct {
        const char *sign;
        const char *words;
    } known[] = {
        {"1/2", "one half"},
        {"1/3", "one third"},
        {"1/4", "one quarter"},
        {"3/4", "three quarters"},
    };
    size_t n = mat_digits_count(text);
    const char *of = text + n + 1;
    size_t m = text[n] == '/' ? mat_digits_count(of) : 0;
    bool less;

    if (m == 0)
        return NULL;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (n == 1 && m == 1 && strncmp(text, known[i].sign, 3) == 0) {
            mat_spoken_words(spoken, known[i].words);
            return of + m;
        }
    }
    less = n < m || (n == m && strncmp(text, of, n) <= 0);
    mat_spoken_digits(spoken, text, n);
    mat_spoken_words(spoken, less ? "out of" : "over");
    mat_spoken_digits(spoken, of, m);
    return of + m;
}

/* "12", "1,200", "2.5". \param ret_one  whether it is just one */
static const char *
say_value(struct mat_spoken *spoken, const char *text, bool *ret_one)
{
    size_t n = mat_digits_count(text);
    const char *end = text + n;

    *ret_one = n == 1 && text[0] == '1';
    if (n <= 3 && text[0] != '0' && end[0] == ',' &&
        mat_digits_count(end + 1) == 3) {
        char digits[6];

        memcpy(digits, text, n);
        memcpy(digits + n, end + 1, 3);
        mat_spoken_digits(spoken, digits, n + 3);
        end += 4;
        *ret_one = false;
    } else {
        mat_spoken_digits(spoken, text, n);
    }
    while (*end == '.' && is_digit(end[1])) {
        mat_spoken_words(spoken, "point");
        for (end++; is_digit(*end); end++)
            mat_spoken_digits(spoken, end, 1);
        *ret_one = false;
    }
    return end;
}

static const char *
say_unit(struct mat_spoken *spoken, const char *text, bool one)
{
    const char *end = text;
    const char *noun = find_unit(text, &end);

    if (noun != NULL) {
        mat_spoken_words(spoken, noun);
        if (!one)
            mat_spoken_put(spoken, "s", 1);
    } else if (*text == '%' || (*text == ' ' && text[1] == '%')) {
        mat_spoken_words(spoken, "percent");
        end = strchr(text, '%') + 1;
    } else if (*text == '+' && !is_digit(text[1]) && !is_letter(text[1])) {
        mat_spoken_words(spoken, "or more");
        end = text + 1;
    }
    return end;
}

static const char *
say_whole(struct mat_spoken *spoken, const char *text)
{
    const char *end = say_parts(spoken, text, "0123456789hms");

    if (end == NULL)
        end = say_parts(spoken, text, "0123456789:");
    if (end == NULL)
        end = say_clock(spoken, text);
    if (end == NULL)
        end = say_chain(spoken, text, '-');
    if (end == NULL)
        end = say_chain(spoken, text, '/');
    if (end == NULL)
        end = say_share(spoken, text);
    return end;
}

const char *
mat_spoken_figure(struct mat_spoken *spoken, const char *text)
{
    bool ranges = false;

    for (;;) {
        const char *end = say_whole(spoken, text);
        const char *to;

        if (end == NULL) {
            bool one;

            end = say_value(spoken, text, &one);
            end = say_unit(spoken, end, one && !ranges);
        }
        to = find_range(end);
        if (to == NULL)
            return end;
        mat_spoken_words(spoken, "to");
        ranges = true;
        text = to;
    }
}
