/**
 * \file
 * A status as the user's own text: `{left} {step_title}`.
 *
 * A brace with a small letter behind it begins a field; any other brace, and
 * all else, stands for itself, so that JSON can be written too. With `:json` a
 * field is a JSON string with its quotes: `{"text":{left:json}}`; one that
 * counts something is a number, or null. Else what does not apply is empty. The
 * fields are in the table of status_format.c.
 */
#ifndef MAT_LINK_STATUS_FORMAT_H
#define MAT_LINK_STATUS_FORMAT_H

#include "link/status.h"

/** Room for what is wrong with a format, one line. */
#define MAT_STATUS_FORMAT_TEXT 512

/** Whether \p format has only fields that there are. \p reterr is set when it
 *  has not. */
bool mat_status_format_check(const char *format,
                             char reterr[MAT_STATUS_FORMAT_TEXT]);

/** The text of a status. \p format has been checked.
 *  \return a string that the caller frees; NULL without memory */
char *mat_status_format(const char *format, const struct mat_status *status);

/** In how long the text may become another by the mere passing of time;
 *  MAT_MS_NONE: never. */
mat_ms mat_status_format_wait(const char *format,
                              const struct mat_status *status);

/** The name of a field, counted from 0, for the manual; NULL: there are no
 *  more. Static. */
const char *mat_status_field(int index);

#endif
