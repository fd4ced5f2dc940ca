/**
 * \file
 * The settings as text. config.c knows where it is.
 */
#ifndef MAT_STORE_CONFIG_YAML_H
#define MAT_STORE_CONFIG_YAML_H

#include "store/config.h"

/**
 * Reads settings; what the text leaves out has its default.
 *
 * \param diags         added to, placed
 * \param ret_config    set on success only; released with mat_config_done()
 * \return whether \p ret_config was set; false without a mistake: no memory
 */
bool mat_config_read(const char *text, size_t size, struct mat_diags *diags,
                     struct mat_config *ret_config);

#endif
