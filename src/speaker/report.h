/**
 * \file
 * Reports as they are written (speak/orders.h says how they are read).
 */
#ifndef MAT_SPEAKER_REPORT_H
#define MAT_SPEAKER_REPORT_H

/** Writes {"is":IS} as a line, or with a reason when \p why is not NULL. That
 *  nobody reads it any more is no failure: the input tells when to end. */
void mat_report_write(int output, const char *is, const char *why);

#endif
