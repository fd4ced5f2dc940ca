/**
 * \file
 * What a schedule must say: all that is there for safety, in its place, and
 * nothing that does not go with what is allowed.
 */
#ifndef MAT_TESTS_SAFE_CUES_H
#define MAT_TESTS_SAFE_CUES_H

#include "safe_look.h"

/** The cues of a segment lie within it, in order. */
void check_places(struct look *look, int index);

/** What the author and the table say for safety, and what fits, is said.
 *  \p lain is how long the stay on the mat has lasted before. */
void check_safety_cues(struct look *look, int index, mat_ms lain);

/** However the session was cut, its end looks at the skin and gets somebody
 *  who lay up again. */
void check_end(struct look *look);

/** Nothing is said that the table has another sentence for. */
void check_words(struct look *look, int index);

/** A session that gets ready asks about today while it does. */
void check_screened(struct look *look);

#endif
