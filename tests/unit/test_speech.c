/* What is written against what is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/chance.h"
#include "matsession/speech.h"
#include "matsession/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROUNDS 20000

static void
durations_are_said_as_a_person_would(void **state)
{
    static const struct {
        mat_ms duration;
        const char *said;
    } cases[] = {
        {MAT_MINUTES(8), "eight minutes"},
        {MAT_MINUTES(1), "one minute"},
        {MAT_SECONDS(90), "one minute and thirty seconds"},
        {MAT_SECONDS(61), "one minute and one second"},
        {MAT_SECONDS(10), "ten seconds"},
        {MAT_SECONDS(1), "one second"},
        {MAT_SECONDS(1) + 999, "one second"},
        {999, "a moment"},
        {0, "a moment"},
        {-MAT_MINUTES(5), "a moment"},
        {INT64_MIN, "a moment"},
        {MAT_MINUTES(60), "an hour"},
        {MAT_MINUTES(65), "an hour and five minutes"},
        {MAT_MINUTES(60) + MAT_SECONDS(7), "an hour and seven seconds"},
        {MAT_MINUTES(125) + MAT_SECONDS(1),
         "two hours, five minutes and one second"},
        {MAT_MINUTES(21), "twenty-one minutes"},
        {MAT_MS_NONE, ""},
    };
    char said[MAT_SPEECH_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size =
            mat_speech_duration(cases[i].duration, said, sizeof(said));

        assert_string_equal(said, cases[i].said);
        assert_int_equal(size, strlen(said));
    }
}

struct written {
    const char *text;
    const char *said;
};

static void
check_written(const struct written *cases, size_t n)
{
    char said[MAT_SPEECH_TEXT];

    for (size_t i = 0; i < n; i++) {
        size_t size = mat_speech_sentence(cases[i].text, said, sizeof(said));

        if (strcmp(said, cases[i].said) != 0)
            fail_msg("\"%s\": said \"%s\", not \"%s\"", cases[i].text, said,
                     cases[i].said);
        assert_int_equal(size, strlen(said));
    }
}

static void
numbers_are_said_in_words(void **state)
{
    static const struct written cases[] = {
        {"0", "zero"},
        {"1 before a noun", "one before a noun"},
        {"13 19 20 21 99", "thirteen nineteen twenty twenty-one ninety-nine"},
        {"100", "one hundred"},
        {"115", "one hundred and fifteen"},
        {"1001", "one thousand and one"},
        {"342105", "three hundred and forty-two thousand one hundred and five"},
        {"999999", "nine hundred and ninety-nine thousand nine hundred and "
                   "ninety-nine"},
        {"1234567", "one two three four five six seven"},
        {"007", "zero zero seven"},
        {"1,200", "one thousand two hundred"},
        {"12, 500", "twelve, five hundred"},
        {"2.50", "two point five zero"},
        {"Take 5.", "Take five."},
        {"-5", "minus five"},
        {"step2", "step two"},
        {"LI4, GV20 and HT7", "L I four, G V twenty and H T seven"},
        {"COVID-19", "COVID nineteen"},
        {"4x4", "four times four"},
    };

    (void)state;
    check_written(cases, COUNT(cases));
}

static void
ranges_units_and_times_are_understood(void **state)
{
    static const struct written cases[] = {
        {"0-10", "zero to ten"},
        {"7 or more", "seven or more"},
        {"5 - 6", "five to six"},
        {"10\xE2\x80\x93"
         "15 min",
         "ten to fifteen minutes"},
        {"0-1 min", "zero to one minutes"},
        {"4s-6s", "four seconds to six seconds"},
        {"4-7-8", "four seven eight"},
        {"8m", "eight minutes"},
        {"1m", "one minute"},
        {"30 min", "thirty minutes"},
        {"90s", "ninety seconds"},
        {"1m30s", "one minute and thirty seconds"},
        {"1h5m.", "an hour and five minutes."},
        {"5 m", "five m"},
        {"5mats", "five mats"},
        {"30-minute rest", "thirty-minute rest"},
        {"22:30", "twenty-two thirty"},
        {"7:05", "seven oh five"},
        {"9:00 or 22:00", "nine o'clock or twenty-two hundred"},
        {"00:00", "midnight"},
        {"1:02:03", "an hour, two minutes and three seconds"},
        {"25:70", "twenty-five: seventy"},
        {"7/10", "seven out of ten"},
        {"120/80", "one hundred and twenty over eighty"},
        {"1/2", "one half"},
        {"21/11/2026", "twenty-one eleven two thousand and twenty-six"},
        {"5%, 5 %, 20\xC2\xB0"
         "C",
         "five percent, five percent, twenty degrees C"},
        {"5+", "five or more"},
        {"5+3", "five plus three"},
        {"Rate it 0-10. 7 or more: get off.",
         "Rate it zero to ten. Seven or more: get off."},
    };

    (void)state;
    check_written(cases, COUNT(cases));
}

static void
signs_become_pauses_or_words_or_go(void **state)
{
    static const struct written cases[] = {
        {"", ""},
        {" .,;-'\"()", ""},
        {"it's \"fine\" (really).", "it's fine, really."},
        {"\xE2\x80\x9Cit\xE2\x80\x99s\xE2\x80\x9D", "it's"},
        {"a - b \xE2\x80\x94 c\xE2\x80\xA6", "a, b, c."},
        {"wait...now?!", "wait. now?"},
        {"Still; yes: go!", "Still; yes: go!"},
        {"~5", "about five"},
        {"~ home", "home"},
        {"left/right", "left or right"},
        {"and/or", "and or"},
        {"in & out", "in and out"},
        {"*bold* _it_ `x`", "bold it x"},
        {"befrienders.org", "befrienders.org"},
        {"wind-down, out-breath", "wind-down, out-breath"},
        {"tab\tand\nline", "tab and line"},
        {"a\x1B[31mb", "a, thirty-one mb"},
        {"bad \xFF\xC0\x80 bytes", "bad bytes"},
        {"a\xE2\x80\xAE"
         "b",
         "ab"},
        {"\xF0\x9F\x98\x80 calm \xE2\x9C\x93", "calm"},
        {"R\xC3\xBC"
         "cken, \xE8\x83\x8C\xE4\xB8\xAD",
         "R\xC3\xBC"
         "cken, \xE8\x83\x8C\xE4\xB8\xAD"},
        {"  much   room  ", "much room"},
    };

    (void)state;
    check_written(cases, COUNT(cases));
}

static void
what_is_too_long_is_cut_at_a_sentence_or_a_word(void **state)
{
    static const struct {
        const char *text;
        size_t size;
        const char *said;
    } cases[] = {
        {"One is. Two is. Three", 17, "One is. Two is."},
        {"One is. Two is. Three", 18, "One is. Two is."},
        {"one two three", 13, "one two"},
        {"one, two", 7, "one"},
        {"wordwithoutend", 5, "word"},
        {"\xC3\xBC\xC3\xBC\xC3\xBC", 4, "\xC3\xBC"},
        {"12345", 20, "twelve thousand"},
        {"anything", 1, ""},
    };
    char said[MAT_SPEECH_TEXT];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size = mat_speech_sentence(cases[i].text, said, cases[i].size);

        assert_string_equal(said, cases[i].said);
        assert_int_equal(size, strlen(said));
    }
}

/* Pieces that have a meaning beside each other, and bytes that have none. */
static void
write_anything(char *text, size_t room, bool digits)
{
    static const char *const pieces[] = {
        "a",        "Back", "min",
        "s",        "h",    "LI",
        "x",        " ",    "  ",
        ".",        "..",   ",",
        ";",        ":",    "!",
        "?",        "-",    " - ",
        "/",        "+",    "~",
        "&",        "'",    "\"",
        "(",        ")",    "<",
        "=",        "%",    "\xE2\x80\x93",
        "\n",       "\x1B", "\xE2\x80\x99",
        "\xC2\xB0", "$",    "\xC3\xA9",
        "or",       "and",  "\xEF\xBF\xBD",
        "\xE2\x80", "#",    "\xE2\x88\x92",
        "0",        "1",    "7",
        "10",       "30",   "1,200",
        "22:3",     "2026", "1m30s",
        "5/",       "9.",   "123456",
    };
    size_t n = COUNT(pieces) - (digits ? 0 : 12);
    size_t used = 0;

    for (uint32_t left = chance(24); left > 0; left--) {
        const char *piece = pieces[chance((uint32_t)n)];
        char byte[2] = {(char)(128 + chance(128)), '\0'};

        if (chance(40) == 0)
            piece = byte;
        if (used + strlen(piece) >= room)
            break;
        strcpy(text + used, piece);
        used += strlen(piece);
    }
    text[used] = '\0';
}

static bool
is_fit_for_a_voice(const char *said)
{
    enum mat_text_fault fault = mat_text_check(said, SIZE_MAX);

    return (fault == MAT_TEXT_FINE || said[0] == '\0') &&
           strpbrk(said, "0123456789") == NULL;
}

static void
whatever_is_written_can_be_said(void **state)
{
    char text[300];
    char said[MAT_SPEECH_TEXT];

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = 1 + chance(chance(2) ? 40 : sizeof(said));
        size_t used;

        write_anything(text, sizeof(text), true);
        memset(said, 'X', sizeof(said));
        used = mat_speech_sentence(text, said, size);
        assert_true(used < size);
        assert_int_equal(strlen(said), used);
        if (size < sizeof(said))
            assert_int_equal(said[size], 'X');
        if (!is_fit_for_a_voice(said))
            fail_msg("\"%s\": said \"%s\"", text, said);
    }
}

/* What has been said once is not changed by being said again. */
static void
words_stay_as_they_are(void **state)
{
    char text[300];
    char said[MAT_SPEECH_TEXT];
    char again[MAT_SPEECH_TEXT];

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = 1 + chance(chance(2) ? 40 : sizeof(said));

        write_anything(text, sizeof(text), chance(2) == 0);
        (void)mat_speech_sentence(text, said, size);
        (void)mat_speech_sentence(said, again, size);
        if (strcmp(said, again) != 0)
            fail_msg("\"%s\" in %zu: \"%s\", then \"%s\"", text, size, said,
                     again);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_said_as_a_person_would),
        cmocka_unit_test(numbers_are_said_in_words),
        cmocka_unit_test(ranges_units_and_times_are_understood),
        cmocka_unit_test(signs_become_pauses_or_words_or_go),
        cmocka_unit_test(what_is_too_long_is_cut_at_a_sentence_or_a_word),
        cmocka_unit_test(whatever_is_written_can_be_said),
        cmocka_unit_test(words_stay_as_they_are),
    };

    chance_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
