/**
 * \file
 * What is about to be said, word by word: the parts that speech is put
 * together from.
 */
#ifndef MAT_CORE_SPEECH_PARTS_H
#define MAT_CORE_SPEECH_PARTS_H

#include "matsession/speech.h"

/** Text in the making. */
struct mat_spoken {
    char *buffer;
    size_t size;
    size_t used;
    bool full;  /**< it did not all fit */
    char pause; /**< a sign that stands before the next word; 0: none */
    bool gap;   /**< and a space */
};

/** Begins with nothing. \param size  at least 1 */
void mat_spoken_begin(struct mat_spoken *spoken, char *buffer, size_t size);

/** Adds bytes, behind the sign and the space that are due. */
void mat_spoken_put(struct mat_spoken *spoken, const char *bytes, size_t size);

/** Adds words of ours, apart from what is before them; behind the end of a
 *  sentence with a capital, without which a voice goes on in one breath. */
void mat_spoken_words(struct mat_spoken *spoken, const char *words);

/** A sign stands before the next word: of several the strongest. */
void mat_spoken_pause(struct mat_spoken *spoken, char pause);

/** Completes the text, and cuts what did not fit. \return its size */
size_t mat_spoken_end(struct mat_spoken *spoken);

/** How many digits \p text begins with. */
size_t mat_digits_count(const char *text);

/** A number that is so many digits long: as a whole, or digit by digit where it
 *  is beyond 999,999 or begins with 0. */
void mat_spoken_digits(struct mat_spoken *spoken, const char *digits,
                       size_t count);

/** The same, of a number. */
void mat_spoken_number(struct mat_spoken *spoken, int64_t number);

/** So many of something: "one minute", "two minutes". */
void mat_spoken_count(struct mat_spoken *spoken, int64_t number,
                      const char *noun);

/**
 * Says all that belongs to the digits that \p text begins with: a range, a
 * unit, a time of day, a share.
 *
 * \return behind it
 */
const char *mat_spoken_figure(struct mat_spoken *spoken, const char *text);

/** Adds a written text. */
void mat_spoken_text(struct mat_spoken *spoken, const char *text);

#endif
