/**
 * \file
 * The notation in which a command tells its arguments: places with blanks
 * between, each with one or more names, as in `NAME [PLAN|FILE]...`.
 */
#ifndef MAT_CLI_ARGUMENT_H
#define MAT_CLI_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>

/** Room for a name. */
#define MAT_ARGUMENT_NAME 48

/** One place. */
struct mat_argument {
    const char *names; /**< "PLAN|FILE", borrowed, .. */
    size_t size;       /**< .. of so many bytes */
    bool optional;     /**< in brackets */
    bool repeats;      /**< with dots behind */
};

/** Takes the next place. \return what is behind it; NULL: there is no more */
const char *mat_argument_next(const char *at, struct mat_argument *ret_place);

/** Takes the next name out of \p place, which may be all zero; at most
 *  MAT_ARGUMENT_NAME - 1 bytes of it. \return false: there is no more */
bool mat_argument_name(struct mat_argument *place,
                       char name[MAT_ARGUMENT_NAME]);

#endif
