/**
 * \file
 * A built-in plan, prepared as `start` prepares it for somebody to whom nothing
 * applies, without any file of a user.
 */
#ifndef MAT_TESTS_PREPARED_WORLD_H
#define MAT_TESTS_PREPARED_WORLD_H

#include "app/prepare.h"

/** Prepares \p plan, borrowed, at the first stage. \return whether it did */
bool prepared_make(const char *plan, struct mat_prepared *ret_prepared);

/** Releases it. */
void prepared_free(struct mat_prepared *prepared);

#endif
