/**
 * \file
 * Settings as text: what config.yaml would have to hold for them.
 */
#ifndef MAT_STORE_CONFIG_TEXT_H
#define MAT_STORE_CONFIG_TEXT_H

#include "store/config_keys.h"

/** The value of \p key in \p config as config.yaml would have it, in one line:
 *  `70`, `yes`, `[piper, -v, "{language}"]`. \return a string that the caller
 *  frees; NULL without memory */
char *mat_config_text(const struct mat_config_key *key,
                      const struct mat_config *config);

#endif
