/**
 * \file
 * Text: joining without stdio, and telling text that may reach a terminal or
 * a voice from text that must not.
 */
#ifndef MATSESSION_TEXT_H
#define MATSESSION_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Room for any whole number in decimal, with sign and NUL. */
#define MAT_NUMBER_TEXT 24

/** What is wrong with a text. */
enum mat_text_fault {
    MAT_TEXT_FINE,
    MAT_TEXT_NOT_UTF8, /**< overlong, surrogate, truncated or stray bytes */
    MAT_TEXT_CONTROL,  /**< C0, DEL, C1, line separators, direction marks */
    MAT_TEXT_LONG,     /**< more bytes than allowed */
    MAT_TEXT_EMPTY     /**< nothing but blanks */
};

/**
 * Joins strings into \p buffer, cutting at a character boundary when they do
 * not fit. The last argument is NULL.
 *
 * \param size  bytes in \p buffer, with the NUL; at least 1
 * \return bytes written, without the NUL
 */
__attribute__((sentinel)) size_t mat_join(char *buffer, size_t size, ...);

/** Writes \p number in decimal. \return \p buffer */
char *mat_number_text(int64_t number, char buffer[MAT_NUMBER_TEXT]);

/**
 * Reads a whole number: digits only, no sign, no leading zero, at most \p max.
 *
 * \param ret_number    set on success only
 */
bool mat_number_parse(const char *text, int64_t max, int64_t *ret_number);

/**
 * Decodes one character of UTF-8.
 *
 * \param text      at \p size bytes that need no NUL
 * \param ret_char  set to the code point, or to U+FFFD for a bad byte
 * \return bytes to go on by: 1 for a bad byte, 0 at the end (\p size 0)
 */
size_t mat_utf8_next(const char *text, size_t size, uint32_t *ret_char);

/** Whether \p c would steer a terminal or hide text: C0, DEL, C1, U+2028,
 *  U+2029, direction marks, and byte-order marks. */
bool mat_char_is_control(uint32_t c);

/** Checks a text against \p max bytes and everything in mat_text_fault. */
enum mat_text_fault mat_text_check(const char *text, size_t max);

/** What is wrong in words, "has a control character". Static. */
const char *mat_text_fault_label(enum mat_text_fault fault);

/**
 * Copies \p text so that it may be shown: bad bytes and control characters
 * become `?`, and a text over \p size is cut at a character boundary and ends
 * in `...`.
 *
 * \param size  bytes in \p buffer, at least 4
 * \return \p buffer
 */
char *mat_text_shown(const char *text, char *buffer, size_t size);

#endif
