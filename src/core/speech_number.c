#include "core/speech_parts.h"

#include <string.h>

#include "matsession/text.h"

/* The most digits of a number that is said as a whole. */
#define WHOLE_DIGITS 6

static const char *const small[] = {
    "zero",    "one",     "two",       "three",    "four",
    "five",    "six",     "seven",     "eight",    "nine",
    "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};

static const char *const tens[] = {
    [2] = "twenty", [3] = "thirty",  [4] = "forty",  [5] = "fifty",
    [6] = "sixty",  [7] = "seventy", [8] = "eighty", [9] = "ninety",
};

static void
say_below_hundred(struct mat_spoken *spoken, int number)
{
    if (number < 20) {
        mat_spoken_words(spoken, small[number]);
        return;
    }
    mat_spoken_words(spoken, tens[number / 10]);
    if (number % 10 > 0) {
        mat_spoken_put(spoken, "-", 1);
        mat_spoken_put(spoken, small[number % 10], strlen(small[number % 10]));
    }
}

/* \param joined  behind thousands: "and five" */
static void
say_below_thousand(struct mat_spoken *spoken, int number, bool joined)
{
    if (number >= 100) {
        mat_spoken_words(spoken, small[number / 100]);
        mat_spoken_words(spoken, "hundred");
        joined = true;
    }
    if (number % 100 == 0 && joined)
        return;
    if (joined)
        mat_spoken_words(spoken, "and");
    say_below_hundred(spoken, number % 100);
}

size_t
mat_digits_count(const char *text)
{
    return strspn(text, "0123456789");
}

void
mat_spoken_digits(struct mat_spoken *spoken, const char *digits, size_t count)
{
    int number = 0;

    if (count > WHOLE_DIGITS || (count > 1 && digits[0] == '0')) {
        for (size_t i = 0; i < count; i++)
            mat_spoken_words(spoken, small[digits[i] - '0']);
        return;
    }
    for (size_t i = 0; i < count; i++)
        number = number * 10 + (digits[i] - '0');
    if (number >= 1000) {
        say_below_thousand(spoken, number / 1000, false);
        mat_spoken_words(spoken, "thousand");
    }
    say_below_thousand(spoken, number % 1000, number >= 1000);
}

void
mat_spoken_number(struct mat_spoken *spoken, int64_t number)
{
    char digits[MAT_NUMBER_TEXT];

    (void)mat_number_text(number, digits);
    mat_spoken_digits(spoken, digits, strlen(digits));
}

void
mat_spoken_count(struct mat_spoken *spoken, int64_t number, const char *noun)
{
    mat_spoken_number(spoken, number);
    mat_spoken_words(spoken, noun);
    if (number != 1)
        mat_spoken_put(spoken, "s", 1);
}
