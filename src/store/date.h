/**
 * \file
 * Dates as they stand in files: YYYY-MM-DD.
 */
#ifndef MAT_STORE_DATE_H
#define MAT_STORE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/** Reads a date as days since 1970-01-01; false when there is no such day.
 *
 *  \param ret_days set on success only; may be NULL */
bool mat_date_parse(const char *text, int64_t *ret_days);

#endif
