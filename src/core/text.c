#include "matsession/text.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#define BAD_CHAR 0xFFFDu

/** How much of \p text fits \p room bytes without halving a character. */
static size_t
fitting(const char *text, size_t room)
{
    size_t size = strnlen(text, room + 1);

    if (size <= room)
        return size;
    size = room;
    while (size > 0 && ((unsigned char)text[size] & 0xC0u) == 0x80u)
        size--;
    return size;
}

size_t
mat_join(char *buffer, size_t size, ...)
{
    size_t used = 0;
    bool whole = true;
    const char *piece;
    va_list pieces;

    assert(size > 0);
    va_start(pieces, size);
    while (whole && (piece = va_arg(pieces, const char *))) {
        size_t taken = fitting(piece, size - 1 - used);

        memcpy(buffer + used, piece, taken);
        used += taken;
        whole = piece[taken] == '\0';
    }
    va_end(pieces);
    buffer[used] = '\0';
    return used;
}

char *
mat_number_text(int64_t number, char buffer[MAT_NUMBER_TEXT])
{
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    char digits[MAT_NUMBER_TEXT];
    size_t at = sizeof(digits);

    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        digits[--at] = '-';
    return memcpy(buffer, digits + at, sizeof(digits) - at);
}

bool
mat_number_parse(const char *text, int64_t max, int64_t *ret_number)
{
    int64_t number = 0;

    if (!text || !text[0] || (text[0] == '0' && text[1]))
        return false;
    for (; *text; text++) {
        int64_t digit = *text - '0';

        if (digit < 0 || digit > 9)
            return false;
        if (digit > max || number > (max - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *ret_number = number;
    return true;
}

/** The length that a first byte announces, and its share of the code point;
 *  0 for a byte that cannot begin a character. */
static size_t
utf8_begin(unsigned char byte, uint32_t *ret_char)
{
    if (byte < 0x80) {
        *ret_char = byte;
        return 1;
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        *ret_char = byte & 0x1Fu;
        return 2;
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        *ret_char = byte & 0x0Fu;
        return 3;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        *ret_char = byte & 0x07u;
        return 4;
    }
    return 0;
}

size_t
mat_utf8_next(const char *text, size_t size, uint32_t *ret_char)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t c = 0;
    size_t length;

    *ret_char = BAD_CHAR;
    if (size == 0)
        return 0;
    length = utf8_begin((unsigned char)text[0], &c);
    if (length == 0 || length > size)
        return 1;
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];

        if ((byte & 0xC0u) != 0x80u)
            return 1;
        c = c << 6 | (byte & 0x3Fu);
    }
    if (c < least[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 1;
    *ret_char = c;
    return length;
}

bool
mat_char_is_control(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200E, 0x200F},
        {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}, {0xFFFE, 0xFFFE},
    };

    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
        if (c >= ranges[i].from && c <= ranges[i].to)
            return true;
    return false;
}

static bool
is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x202F || c == 0x3000;
}

enum mat_text_fault
mat_text_check(const char *text, size_t max)
{
    size_t size = strlen(text), at = 0;
    bool blank = true;

    while (at < size) {
        uint32_t c;
        size_t length = mat_utf8_next(text + at, size - at, &c);

        /* A real U+FFFD is three bytes long. */
        if (length == 1 && c == BAD_CHAR)
            return MAT_TEXT_NOT_UTF8;
        if (mat_char_is_control(c))
            return MAT_TEXT_CONTROL;
        blank = blank && is_blank(c);
        at += length;
    }
    if (size > max)
        return MAT_TEXT_LONG;
    return blank ? MAT_TEXT_EMPTY : MAT_TEXT_FINE;
}

const char *
mat_text_fault_label(enum mat_text_fault fault)
{
    static const char *const labels[] = {
        [MAT_TEXT_FINE] = "is fine",
        [MAT_TEXT_NOT_UTF8] = "is not valid UTF-8",
        [MAT_TEXT_CONTROL] = "has a control character",
        [MAT_TEXT_LONG] = "is too long",
        [MAT_TEXT_EMPTY] = "is empty",
    };

    return labels[fault];
}

char *
mat_text_shown(const char *text, char *buffer, size_t size)
{
    static const char dots[] = "...";
    size_t left = strlen(text), used = 0, mark = 0;

    assert(size >= sizeof(dots));
    while (left > 0) {
        uint32_t c;
        size_t length = mat_utf8_next(text, left, &c);
        bool hidden = (length == 1 && c == BAD_CHAR) || mat_char_is_control(c);
        size_t shown = hidden ? 1 : length;

        if (used + shown > size - 1) {
            memcpy(buffer + mark, dots, sizeof(dots));
            return buffer;
        }
        if (hidden)
            buffer[used] = '?';
        else
            memcpy(buffer + used, text, length);
        used += shown;
        /* The last place at which the dots still fit. */
        if (used + sizeof(dots) <= size)
            mark = used;
        text += length;
        left -= length;
    }
    buffer[used] = '\0';
    return buffer;
}
