/**
 * \file
 * A status as lines for people.
 */
#ifndef MAT_LINK_STATUS_TEXT_H
#define MAT_LINK_STATUS_TEXT_H

#include "link/status.h"

/** Room for a line. */
#define MAT_STATUS_TEXT 640

/**
 * The line that says where the session is: `Warm-up: 02:31 left (step 7 of 9)`.
 *
 * \param minutes   whole minutes, rounded up, instead of seconds
 * \return \p buffer
 */
const char *mat_status_text(const struct mat_status *status, bool minutes,
                            char buffer[MAT_STATUS_TEXT]);

/** The line about the session as a whole: `Evening wind-down, 2m30s on the mat
 *  so far, ends 22:47`. \return \p buffer */
const char *mat_status_text_whole(const struct mat_status *status,
                                  char buffer[MAT_STATUS_TEXT]);

#endif
