/**
 * \file
 * What a state implies: questions that the engine asks before it acts. None
 * changes anything.
 */
#ifndef MAT_CORE_ENGINE_QUERY_H
#define MAT_CORE_ENGINE_QUERY_H

#include "matsession/engine.h"

/** The current segment. */
const struct mat_segment *
mat_engine_segment(const struct mat_schedule *schedule,
                   const struct mat_state *state);

/** Whether time stands still: paused or held. */
bool mat_engine_is_still(const struct mat_state *state);

/** Time on the mat in segments left behind. */
mat_ms mat_engine_used(const struct mat_state *state);

/** What the caps still allow on the area of mat segment \p index. */
mat_ms mat_engine_allowance(const struct mat_schedule *schedule,
                            const struct mat_state *state, int index);

/** The next cue behind the last one given, by place and then by index; -1
 *  when there is none. \p ret_place is set when there is one. */
int mat_engine_next_cue(const struct mat_schedule *schedule,
                        const struct mat_state *state, mat_ms *ret_place);

/** The segment behind the current one; n_segments at the end. A stay on the
 *  mat whose time is used up, by going back, is passed over whole; from inside
 *  it the way leads off. */
int mat_engine_next(const struct mat_schedule *schedule,
                    const struct mat_state *state);

/** Whether the end of the current segment must be answered: it is the last of
 *  its stay on the mat, as planned or because nothing is left for the rest. */
bool mat_engine_ends_stay(const struct mat_schedule *schedule,
                          const struct mat_state *state);

/** Where PREVIOUS goes: this segment again when it is some way in, else the
 *  one before. What belongs to a mat step whose time is used up is passed
 *  over, and a stay that was left begins with getting on. -1: nowhere. */
int mat_engine_previous(const struct mat_schedule *schedule,
                        struct mat_state state, mat_ms now);

/** The longest that the current segment may last. Time that later steps on the
 *  mat were promised is not taken from them. */
mat_ms mat_engine_longest(const struct mat_schedule *schedule,
                          const struct mat_state *state);

#endif
