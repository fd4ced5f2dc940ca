/* The other way round of mat_utf8_next(), which only tests need. */
#ifndef MAT_TESTS_UTF8_H
#define MAT_TESTS_UTF8_H

#include <stddef.h>
#include <stdint.h>

/** Encodes \p c (a valid code point). \return bytes written, 1 to 4 */
static inline size_t
utf8_put(uint32_t c, char buffer[4])
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = length - 1; i > 0; i--) {
        buffer[i] = (char)(0x80u | (c & 0x3Fu));
        c >>= 6;
    }
    buffer[0] = (char)(first[length] | c);
    return length;
}

#endif
