/**
 * \file
 * One line of the ledger: from JSON to a value of fixed size.
 */
#ifndef MAT_STORE_LEDGER_LINE_H
#define MAT_STORE_LEDGER_LINE_H

#include "store/ledger.h"

/** The longest time that one area can have been on the mat, the last moment of
 *  the year 9999, and the most minutes that a zone is off. */
#define MAT_LINE_DAY MAT_MINUTES(24 * 60)
#define MAT_LINE_LAST INT64_C(253402300799999)
#define MAT_LINE_OFFSET 1440

/** The longest line that is read. */
#define MAT_LEDGER_LINE_MAX ((size_t)256 * 1024)

/** What a line says. */
enum mat_line_kind {
    MAT_LINE_SESSION,
    MAT_LINE_RATED,
    MAT_LINE_NOTED,
    MAT_LINE_FORGOTTEN,
    MAT_LINE_HEALED,
    MAT_LINE__COUNT
};

/** A line. Nothing in it points anywhere. */
struct mat_line {
    enum mat_line_kind kind;
    char id[MAT_ID_TEXT];         /**< "" for HEALED */
    char device[MAT_DEVICE_TEXT]; /**< "" when not said */
    char plan[MAT_ENTRY_PLAN_TEXT];
    struct mat_wall at;       /**< when it began, or was said */
    struct mat_past past;     /**< SESSION: all but device, rating, `broken` */
    struct mat_rating rating; /**< RATED; HEALED: the areas */
};

/** How reading a line went. */
enum mat_line_read {
    MAT_LINE_READ,
    MAT_LINE_NEWER, /**< of a newer version, or an event that is not known */
    MAT_LINE_WRONG, /**< see the reason */
};

/**
 * Reads a line. Every value is checked: words, ranges, that an area was not
 * used for longer than a day, that the text is valid.
 *
 * \param size      bytes without the newline
 * \param ret_line  set when read
 * \param ret_note  set when read, may be NULL: the note of NOTED, freed by the
 *                  caller, else NULL
 * \param reterr    set when wrong: a static text, what is wrong
 */
enum mat_line_read mat_line_parse(const char *text, size_t size,
                                  struct mat_line *ret_line, char **ret_note,
                                  const char **reterr);

/** The same, but always by way of jansson, never by mat_line_quick(). */
enum mat_line_read mat_line_judge(const char *text, size_t size,
                                  struct mat_line *ret_line, char **ret_note,
                                  const char **reterr);

/** The moment as a line can say it: a clock or a zone that is further off is
 *  brought to the nearest that can be read again. */
struct mat_wall mat_line_wall(struct mat_wall wall);

#endif
