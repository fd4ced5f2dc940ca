/**
 * \file
 * The value of an option against what the table allows.
 */
#ifndef MAT_CLI_PARSE_VALUE_H
#define MAT_CLI_PARSE_VALUE_H

#include "cli/parse.h"

/**
 * Reads a value. One that may be any text is always good.
 *
 * \param ret_number    set on success, where the value reads as one: a whole
 *                      number, the index of a word, or a set of words
 * \param reterr        set on failure: what is wrong, what is allowed
 */
bool mat_parse_value(const struct mat_option *option, const char *value,
                     int *ret_number, char reterr[MAT_USAGE_TEXT]);

#endif
