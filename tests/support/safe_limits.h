/**
 * \file
 * What a schedule must not do: touch what is refused, be stronger or last
 * longer than stage, row and hard caps allow.
 */
#ifndef MAT_TESTS_SAFE_LIMITS_H
#define MAT_TESTS_SAFE_LIMITS_H

#include "safe_look.h"

/** Nothing that is refused is done in a segment. */
void check_refused(struct look *look, int index);

/** A mat segment is within layer and surface of its stage. */
void check_clamps(struct look *look, int index);

/** A mat segment has what the row of the look changes; there must be one. */
void check_adapted(struct look *look, int index);

/** Areas and the session as a whole are within their caps. */
void check_caps(struct look *look);

#endif
