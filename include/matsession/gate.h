/**
 * \file
 * The gate: may this plan run, for this person, today, and with what changes?
 *
 * A pure decision. The strictest matching row wins; adaptations add up; `not
 * sure` counts as `ask`; a recorded clearance turns what its row allows into
 * an adaptation. Rules: domain.md 0.3 and table 1, design.md 8.
 */
#ifndef MATSESSION_GATE_H
#define MATSESSION_GATE_H

#include "matsession/plan.h"

/** What a user said about one row. */
struct mat_answer {
    enum mat_answer_kind kind;
    mat_area_set where;  /**< of a `local` row; 0: everywhere */
    bool cleared;        /**< a professional agreed */
    char cleared_by[64]; /**< who */
    char cleared_on[11]; /**< YYYY-MM-DD */
};

/** How far the user is. */
struct mat_standing {
    enum mat_stage stage;
    int sessions; /**< finished before this one */
};

/** The most that a session may ask for beside its stage: what was done before,
 *  and a step more (domain.md 2.3, rules 1 to 3). */
struct mat_reach {
    mat_ms total;             /**< on the mat */
    int layer;                /**< strength, as mat_layer_strength() */
    enum mat_surface surface; /**< lying */
};

/** What the gate looks at. */
struct mat_gate_input {
    const struct mat_plan *plan;
    const struct mat_tables *tables;
    const struct mat_answer *profile; /**< one a row of the tables */
    const struct mat_answer *today;   /**< one a row; NULL: not asked yet */
    struct mat_standing standing;
    bool opt_in;         /**< standing, belly and the long session are wanted */
    mat_area_set skip;   /**< areas that the user leaves out today */
    mat_area_set paused; /**< areas whose skin has not healed yet: no mat step
                              on them, nor where the same skin lies */
    const struct mat_reach *reach; /**< NULL: as far as the stage goes; what
                                        the gate passes on to the schedule */
};

/** Why a step does not run. */
enum mat_refusal {
    MAT_REFUSAL_NONE,
    MAT_REFUSAL_ROW,    /**< a contraindication */
    MAT_REFUSAL_STAGE,  /**< the area is not offered at this stage */
    MAT_REFUSAL_OPT_IN, /**< needs --opt-in */
    MAT_REFUSAL_SKIP,   /**< the user left the area out */
    MAT_REFUSAL_PAUSED, /**< the skin there was broken or bruised, and nobody
                             has said that it has healed */
};

/** The gate's word on one step. */
struct mat_step_verdict {
    enum mat_refusal refusal;
    int row; /**< the strictest row for ROW, else -1 */
};

/** A row that has a say in this session. */
struct mat_finding {
    int row;        /**< index into the tables */
    bool refuses;   /**< some step; else it only adapts or tells */
    bool cleared;   /**< by a recorded clearance */
    bool unsure;    /**< answered `unsure` */
    bool clearable; /**< a recorded clearance would change what it refuses */
    mat_area_set areas; /**< refused areas of the plan */
};

/** What all rows together ask of one area, each with the strictest row that
 *  asks it, or -1. */
struct mat_change {
    int layer; /**< at most this strong, or -1 */
    int layer_row;
    int surface; /**< at most this strong, or -1 */
    int surface_row;
    mat_ms cap; /**< most time on it, or NONE */
    int cap_row;
    int permille; /**< of the usual time; 1000: all of it */
    int permille_row;
};

/** The decision. A plain value, about 10 kB. */
struct mat_verdict {
    bool may_start; /**< some step with a purpose is left (mat or point; in a
                         plan without these breathe or rest), and nothing
                         urgent stands */
    int urgent;     /**< the row that ends everything, or -1 */
    struct mat_step_verdict steps[MAT_PLAN_STEPS_MAX];
    struct mat_change areas[MAT_AREA__COUNT];
    mat_ms cap;   /**< most time on the mat of all adaptations, or NONE */
    int cap_row;  /**< the strictest that asks for it, or -1 */
    mat_ms rise;  /**< longest getting up asked for, or 0 */
    int rise_row; /**< the strictest that asks for it, or -1 */
    bool breath_off;
    bool light;   /**< points: a light touch only */
    bool company; /**< somebody must be with the user */
    struct mat_finding findings[MAT_ROWS_MAX]; /**< strictest first */
    int n_findings;
    int prompts[MAT_ROWS_MAX]; /**< rows to ask about today, in table order */
    int n_prompts;
};

/**
 * Decides.
 *
 * Prompts are the transient rows and the rows with a `today` question that
 * reach a step of the plan, or whose answer counts for one that does; a
 * `today` question of an `ask` or `adapt` row is only for those who answered
 * that row yes or unsure. They are given whether or not `today` is set, and a
 * refused plan has none. An urgent row reaches every plan.
 *
 * A yes or unsure to a row that implies another is at least that to the other,
 * too, without a clearance of its own.
 */
void mat_gate(const struct mat_gate_input *input,
              struct mat_verdict *ret_verdict);

/** All areas on which a spot on those of \p where lies on the spikes: of the
 *  feet, standing too; of the back, the shoulders too. */
mat_area_set mat_spot_as_it_lies(mat_area_set where);

/**
 * The rows that the screening asks: those with a question that are not
 * transient and do not follow another.
 */
bool mat_row_is_screened(const struct mat_row *row);

/** The rows that are asked at a start: transient, or with a `today` text. */
bool mat_row_is_prompted(const struct mat_row *row);

#endif
