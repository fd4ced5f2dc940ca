/**
 * \file
 * Past sessions as a table for other programs (RFC 4180): UTF-8, fields in
 * quotes where they need them, lines that end in CR LF.
 */
#ifndef MAT_CLI_LOG_CSV_H
#define MAT_CLI_LOG_CSV_H

#include <stdio.h>

#include "store/ledger.h"

/** Prints a line of titles, then the entries from the last to the first. What
 *  nobody has said is an empty field; a plan or a note that begins as a formula
 *  does in a spreadsheet gets a ' before it. */
void mat_log_csv(FILE *file, const struct mat_entry *entries, int count);

#endif
