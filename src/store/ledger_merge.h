/**
 * \file
 * From the lines of the ledger to its entries: who said what about which
 * session, and what holds in the end.
 */
#ifndef MAT_STORE_LEDGER_MERGE_H
#define MAT_STORE_LEDGER_MERGE_H

#include "store/ledger_read.h"

/**
 * Merges the lines.
 *
 * \param lines     texts and notes that are wanted are taken out
 * \param ret_ledger set; released with mat_ledger_done()
 * \return 0 or ENOMEM
 */
int mat_ledger_merge(struct mat_lines *lines, struct mat_ledger *ret_ledger);

#endif
