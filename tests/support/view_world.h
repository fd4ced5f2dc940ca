/**
 * \file
 * A small session for tests of the view: a segment of each kind that looks
 * different, any moment in it, and what is seen then.
 */
#ifndef MAT_TESTS_VIEW_WORLD_H
#define MAT_TESTS_VIEW_WORLD_H

#include "matsession/view.h"

/** When a segment began. */
#define START MAT_SECONDS(1000)

/** Indexes into the segments. */
enum { FEET, OFF, CHANGE, POINT, BREATHE, REST, UNWELL, SEGMENTS };

extern const struct mat_schedule schedule;

/** At the beginning of \p segment. */
struct mat_state in(int segment, enum mat_phase phase);

/** What is seen \p place after START, at 22:05:20. */
struct mat_view seen(struct mat_state state, mat_ms place,
                     enum mat_digits digits);

#endif
