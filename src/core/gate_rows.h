/**
 * \file
 * What the answers to one row come to, and what the row then does to a step.
 * Private to the gate.
 */
#ifndef MAT_CORE_GATE_ROWS_H
#define MAT_CORE_GATE_ROWS_H

#include "matsession/gate.h"

/** What the answers to one row come to. */
struct mat_stance {
    bool applies;               /**< answered yes or unsure */
    bool cleared;               /**< a clearance made it an adaptation */
    bool unsure;                /**< answered unsure */
    bool urgent;                /**< ends everything */
    enum mat_severity severity; /**< ADAPT once cleared */
    mat_area_set where;         /**< of a `local` row; 0: everywhere */
};

/** The stricter of what the profile and today say about row \p row. */
struct mat_stance mat_gate_stance(const struct mat_gate_input *input, int row);

/** The same as if a clearance of the row were on record. */
struct mat_stance mat_gate_stance_cleared(const struct mat_gate_input *input,
                                          int row);

/** Whether an answer to \p row counts for \p other: the same, one that
 *  follows it, or one that it implies. */
bool mat_row_is_heard(const struct mat_tables *tables, int row, int other);

/** Whether the row is stored and has a question about today beside that. */
bool mat_row_has_today(const struct mat_row *row);

/** 0 for urgent, then avoid, ask, adapt. */
int mat_stance_rank(const struct mat_stance *stance);

/** Whether the row refuses \p step. */
bool mat_stance_refuses(const struct mat_tables *tables, int row,
                        const struct mat_stance *stance,
                        const struct mat_plan_step *step);

/** Whether the row changes how \p step runs. */
bool mat_stance_adapts(const struct mat_tables *tables, int row,
                       const struct mat_stance *stance,
                       const struct mat_plan_step *step);

/** Whether the row has to do with \p step at all: refuses it, adapts it, or
 *  would. */
bool mat_row_reaches(const struct mat_tables *tables, int row,
                     mat_area_set where, const struct mat_plan_step *step);

#endif
