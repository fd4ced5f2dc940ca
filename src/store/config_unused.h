/**
 * \file
 * Settings that do nothing, because another one switches off what they are
 * for.
 */
#ifndef MAT_STORE_CONFIG_UNUSED_H
#define MAT_STORE_CONFIG_UNUSED_H

#include "store/config_keys.h"

/** Why nothing uses what \p key holds in \p config: "notify.by is off". \return
 *  constant words; NULL: it is used */
const char *mat_config_unused(const struct mat_config_key *key,
                              const struct mat_config *config);

#endif
