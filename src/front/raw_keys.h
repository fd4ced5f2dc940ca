/**
 * \file
 * Single keys from a terminal without a screen, for `--plain` and `--json`.
 */
#ifndef MAT_FRONT_RAW_KEYS_H
#define MAT_FRONT_RAW_KEYS_H

#include <stdbool.h>

/** Keys from standard input, without echo and without Enter. \return false
 *  when it is not a terminal, or this is a background job; nothing is
 *  changed then */
bool mat_raw_keys_open(void);

/** Gives the terminal back. Fine when it is not open, and twice. */
void mat_raw_keys_close(void);

/** The next key that is there, as a mat_key_code or an ASCII character;
 *  MAT_KEY_NONE when there is none. Keys that send a sequence count as one
 *  MAT_KEY_OTHER. */
int mat_raw_keys_read(void);

#endif
