/**
 * \file
 * Settings, and what was said of a file of them, as texts to compare.
 */
#ifndef MAT_TESTS_CONFIG_TEXTS_H
#define MAT_TESTS_CONFIG_TEXTS_H

#include "matsession/diag.h"
#include "store/config.h"

/** All values in a line. Static */
const char *config_set_text(const struct mat_config *config);

/** A line a mistake: "4:3: sound.level: ..". Static */
const char *config_diags_text(const struct mat_diags *diags);

#endif
