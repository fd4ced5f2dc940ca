/**
 * \file
 * When the body has to move: what changes of position are, and which lies
 * ahead.
 */
#ifndef MAT_CORE_SCORE_MARKS_H
#define MAT_CORE_SCORE_MARKS_H

#include "matsession/engine.h"

/** Whether the body moves when segment \p index follows \p before (-1:
 *  nothing). */
bool mat_score_moves(const struct mat_schedule *schedule, int before,
                     int index);

/** Whether it will when the current segment is over; leaving the mat counts. */
bool mat_score_moves_next(const struct mat_schedule *schedule,
                          const struct mat_state *state);

#endif
