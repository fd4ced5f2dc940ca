#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/utf8.h"
#include "matsession/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    const char *claim;
    const char *bytes;
    size_t length; /**< what to go on by */
    uint32_t c;    /**< 0xFFFD: a bad byte */
} characters[] = {
    {"ASCII", "a", 1, 'a'},
    {"smallest of two bytes", "\xc2\x80", 2, 0x80},
    {"largest of two bytes", "\xdf\xbf", 2, 0x7FF},
    {"smallest of three bytes", "\xe0\xa0\x80", 3, 0x800},
    {"last before the surrogates", "\xed\x9f\xbf", 3, 0xD7FF},
    {"first behind the surrogates", "\xee\x80\x80", 3, 0xE000},
    {"U+FFFD itself", "\xef\xbf\xbd", 3, 0xFFFD},
    {"largest of three bytes", "\xef\xbf\xbf", 3, 0xFFFF},
    {"smallest of four bytes", "\xf0\x90\x80\x80", 4, 0x10000},
    {"U+10FFFF", "\xf4\x8f\xbf\xbf", 4, 0x10FFFF},
    {"over U+10FFFF", "\xf4\x90\x80\x80", 1, 0xFFFD},
    {"far over U+10FFFF", "\xf5\x80\x80\x80", 1, 0xFFFD},
    {"overlong slash of two", "\xc0\xaf", 1, 0xFFFD},
    {"overlong DEL of two", "\xc1\xbf", 1, 0xFFFD},
    {"overlong of three", "\xe0\x9f\xbf", 1, 0xFFFD},
    {"overlong of four", "\xf0\x8f\xbf\xbf", 1, 0xFFFD},
    {"first surrogate", "\xed\xa0\x80", 1, 0xFFFD},
    {"last surrogate", "\xed\xbf\xbf", 1, 0xFFFD},
    {"stray continuation", "\x80", 1, 0xFFFD},
    {"stray last continuation", "\xbf", 1, 0xFFFD},
    {"truncated of two", "\xc3", 1, 0xFFFD},
    {"truncated of three", "\xe2\x82", 1, 0xFFFD},
    {"truncated of four", "\xf0\x9f\x98", 1, 0xFFFD},
    {"broken off by a letter", "\xe2\x82x", 1, 0xFFFD},
    {"0xFE", "\xfe", 1, 0xFFFD},
    {"0xFF", "\xff", 1, 0xFFFD},
};

static void
decodes_one_character(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(characters); i++) {
        uint32_t c = 1;
        size_t length =
            mat_utf8_next(characters[i].bytes, strlen(characters[i].bytes), &c);

        if (length != characters[i].length || c != characters[i].c)
            fail_msg("%s: %zu bytes, U+%04X", characters[i].claim, length, c);
    }
}

static void
decodes_nothing_beyond_the_size(void **state)
{
    uint32_t c = 1;

    (void)state;
    assert_int_equal(mat_utf8_next("a", 0, &c), 0);
    assert_int_equal(mat_utf8_next("\xe2\x82\xac", 2, &c), 1);
    assert_int_equal(c, 0xFFFD);
    assert_int_equal(mat_utf8_next("\0", 1, &c), 1);
    assert_int_equal(c, 0);
}

static void
encodes_what_it_decodes(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x900 ? 1 : 0xEF) {
        char bytes[4];
        uint32_t read = 0;
        size_t length = utf8_put(c, bytes);

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        if (mat_utf8_next(bytes, length, &read) != length || read != c)
            fail_msg("U+%04X comes back as U+%04X", c, read);
    }
}

static void
knows_what_steers_a_terminal(void **state)
{
    static const struct {
        uint32_t c;
        bool control;
    } cases[] = {
        {0x00, true},    {0x07, true},     {0x09, true},    {0x0A, true},
        {0x1B, true},    {0x1F, true},     {0x20, false},   {0x7E, false},
        {0x7F, true},    {0x80, true},     {0x9B, true},    {0x9F, true},
        {0xA0, false},   {0xE9, false},    {0x061B, false}, {0x061C, true},
        {0x200D, false}, {0x200E, true},   {0x200F, true},  {0x2010, false},
        {0x2027, false}, {0x2028, true},   {0x2029, true},  {0x202A, true},
        {0x202E, true},  {0x202F, false},  {0x2065, false}, {0x2066, true},
        {0x2069, true},  {0x206A, false},  {0xFEFE, false}, {0xFEFF, true},
        {0xFFFD, false}, {0x1F600, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (mat_char_is_control(cases[i].c) != cases[i].control)
            fail_msg("U+%04X", cases[i].c);
}

static void
finds_the_fault_of_a_text(void **state)
{
    static const struct {
        const char *text;
        enum mat_text_fault fault;
    } cases[] = {
        {"Feet, then back", MAT_TEXT_LONG},
        {"Feet, back", MAT_TEXT_FINE},
        {"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", MAT_TEXT_FINE},
        {"\xef\xbf\xbd", MAT_TEXT_FINE},
        {"", MAT_TEXT_EMPTY},
        {"   ", MAT_TEXT_EMPTY},
        {"\xc2\xa0\xe3\x80\x80", MAT_TEXT_EMPTY},
        {"a\xff", MAT_TEXT_NOT_UTF8},
        {"\xc0\xaf", MAT_TEXT_NOT_UTF8},
        {"a\x1b[2J", MAT_TEXT_CONTROL},
        {"a\nb", MAT_TEXT_CONTROL},
        {"a\tb", MAT_TEXT_CONTROL},
        {"a\xc2\x9b", MAT_TEXT_CONTROL},
        {"a\xe2\x80\xae", MAT_TEXT_CONTROL},
        {"\xef\xbb\xbf"
         "a",
         MAT_TEXT_CONTROL},
        {"much too long\x07", MAT_TEXT_CONTROL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum mat_text_fault fault = mat_text_check(cases[i].text, 10);

        if (fault != cases[i].fault)
            fail_msg("\"%s\" %s", cases[i].text, mat_text_fault_label(fault));
    }
    assert_string_equal(mat_text_fault_label(MAT_TEXT_CONTROL),
                        "has a control character");
}

static void
joins_and_cuts_between_characters(void **state)
{
    char buffer[8];

    (void)state;
    assert_int_equal(mat_join(buffer, sizeof(buffer), NULL), 0);
    assert_string_equal(buffer, "");
    assert_int_equal(mat_join(buffer, sizeof(buffer), "a", "", "bc", NULL), 3);
    assert_string_equal(buffer, "abc");
    assert_int_equal(mat_join(buffer, sizeof(buffer), "abc", "defg", NULL), 7);
    assert_string_equal(buffer, "abcdefg");
    assert_int_equal(mat_join(buffer, sizeof(buffer), "abcd", "efgh", NULL), 7);
    assert_string_equal(buffer, "abcdefg");
    assert_int_equal(mat_join(buffer, sizeof(buffer), "abcdefgh", "i", NULL),
                     7);
    assert_int_equal(
        mat_join(buffer, sizeof(buffer), "abcde", "\xe2\x82\xac", "z", NULL),
        5);
    assert_string_equal(buffer, "abcde");
    assert_int_equal(
        mat_join(buffer, sizeof(buffer), "abcd", "\xe2\x82\xac", NULL), 7);
    assert_string_equal(buffer, "abcd\xe2\x82\xac");
    assert_int_equal(mat_join(buffer, 1, "abc", NULL), 0);
    assert_string_equal(buffer, "");
}

static void
shows_a_text_safely(void **state)
{
    static const struct {
        const char *text;
        const char *shown; /**< in 10 bytes */
    } cases[] = {
        {"", ""},
        {"abc", "abc"},
        {"a\x1b[2Jb", "a?[2Jb"},
        {"a\xff\xfe", "a??"},
        {"\xe2\x80\xae"
         "abc",
         "?abc"},
        {"abcdefghi", "abcdefghi"},
        {"abcdefghij", "abcdef..."},
        {"abcde\xc3\xa9\xc3\xa9", "abcde\xc3\xa9\xc3\xa9"},
        {"abcde\xc3\xa9\xc3\xa9x", "abcde..."},
        {"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
         "\xf0\x9f\x98\x80..."},
        {"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f", "??????..."},
    };
    char buffer[10], small[4];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_ptr_equal(mat_text_shown(cases[i].text, buffer, sizeof(buffer)),
                         buffer);
        assert_string_equal(buffer, cases[i].shown);
    }
    assert_string_equal(mat_text_shown("abc", small, sizeof(small)), "abc");
    assert_string_equal(mat_text_shown("abcd", small, sizeof(small)), "...");
}

static void
writes_numbers(void **state)
{
    char text[MAT_NUMBER_TEXT];

    (void)state;
    assert_string_equal(mat_number_text(0, text), "0");
    assert_string_equal(mat_number_text(-1, text), "-1");
    assert_string_equal(mat_number_text(1090, text), "1090");
    assert_string_equal(mat_number_text(INT64_MAX, text),
                        "9223372036854775807");
    assert_string_equal(mat_number_text(INT64_MIN, text),
                        "-9223372036854775808");
}

static void
reads_numbers(void **state)
{
    static const struct {
        const char *text;
        int64_t max;
        int64_t number; /**< -1: refused */
    } cases[] = {
        {"0", 0, 0},
        {"1", 0, -1},
        {"9", 9, 9},
        {"10", 9, -1},
        {"100", 100, 100},
        {"101", 100, -1},
        {"0", -1, -1},
        {"9223372036854775807", INT64_MAX, INT64_MAX},
        {"9223372036854775808", INT64_MAX, -1},
        {"99999999999999999999", INT64_MAX, -1},
        {"", 9, -1},
        {NULL, 9, -1},
        {"01", 9, -1},
        {"00", 9, -1},
        {"-1", 9, -1},
        {"+1", 9, -1},
        {" 1", 9, -1},
        {"1 ", 9, -1},
        {"1x", 99, -1},
        {"0x1", 99, -1},
        {"1e1", 99, -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t number = -1;
        bool read = mat_number_parse(cases[i].text, cases[i].max, &number);

        if (number != cases[i].number || read != (number >= 0))
            fail_msg("\"%s\" reads as %lld", cases[i].text, (long long)number);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_one_character),
        cmocka_unit_test(decodes_nothing_beyond_the_size),
        cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(knows_what_steers_a_terminal),
        cmocka_unit_test(finds_the_fault_of_a_text),
        cmocka_unit_test(joins_and_cuts_between_characters),
        cmocka_unit_test(shows_a_text_safely),
        cmocka_unit_test(writes_numbers),
        cmocka_unit_test(reads_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
