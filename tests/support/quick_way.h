/**
 * \file
 * For tests of the quick way to read a line of the ledger.
 */
#ifndef MAT_TESTS_QUICK_WAY_H
#define MAT_TESTS_QUICK_WAY_H

#include <stdbool.h>
#include <stddef.h>

/** Whether the quick way takes a line; fails when jansson then reads another
 *  one. The bytes are given alone, so that a look behind them is seen. */
bool is_taken(const char *text, size_t size);

#endif
