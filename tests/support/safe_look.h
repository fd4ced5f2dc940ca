/**
 * \file
 * A look at one schedule that a plan came to, for tests that no plan breaks a
 * limit. What the limits are is read from the tables, not asked from the gate.
 */
#ifndef MAT_TESTS_SAFE_LOOK_H
#define MAT_TESTS_SAFE_LOOK_H

#include "matsession/schedule.h"
#include "store/tables.h"

#define TABLES (&mat_tables_builtin)

/** How the row is answered. */
enum answered { YES, UNSURE, CLEARED, TODAY, ANSWERED_COUNT };

/** One case. */
struct look {
    const struct mat_plan *plan;
    enum mat_stage stage;
    int row; /**< -1: no row applies */
    enum answered answered;
    bool opt_in;
    mat_area_set skip;
    mat_ms minutes;
    const struct mat_schedule *schedule;
    int wrong;
};

/** Prints a mistake of the segment, -1 for none, and counts it. */
void complain(struct look *look, int segment, const char *what);

/** Whether the targets have what the segment does. */
bool reaches(const struct mat_targets *targets,
             const struct mat_segment *segment);

/** What the adaptation of a row is for. */
const struct mat_targets *adapted_targets(const struct mat_row *row);

#endif
