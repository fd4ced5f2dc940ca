/**
 * \file
 * The quick way to read a line of the ledger: by the exact form in which this
 * program writes one. A part of ledger_line.
 */
#ifndef MAT_STORE_LEDGER_QUICK_H
#define MAT_STORE_LEDGER_QUICK_H

#include "store/ledger_line.h"

/**
 * Reads a `session` as mat_record_line() writes it, or a `rated` or `noted` as
 * mat_ledger_rate() and mat_ledger_note() do: those keys in that order, no
 * blanks, no escapes, all values in their ranges. It judges nothing: what it
 * does not take may be a good line or a wrong one, and mat_line_parse() asks
 * jansson. What it takes, it takes as mat_line_parse() would.
 *
 * \param size      bytes without the newline
 * \param ret_line  set on success only
 * \param ret_note  likewise, may be NULL: as of mat_line_parse()
 * \return whether the line was taken
 */
bool mat_line_quick(const char *text, size_t size, struct mat_line *ret_line,
                    char **ret_note);

#endif
