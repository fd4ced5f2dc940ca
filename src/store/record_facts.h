/**
 * \file
 * A session's record from the inside, and the facts that fill it.
 */
#ifndef MAT_STORE_RECORD_FACTS_H
#define MAT_STORE_RECORD_FACTS_H

#include "store/record_head.h"

/** The most steps that are kept; of more the last takes the place of the one
 *  before. Time on the mat is counted of all. */
#define MAT_RECORD_STEPS_MAX 2000

/** A step that was entered. */
struct mat_record_step {
    enum mat_kind kind;
    char *title;
    enum mat_area area; /**< of a mat step, as what follows */
    enum mat_position position;
    enum mat_layer layer;
    enum mat_surface surface;
    mat_ms lasted;
};

struct mat_record {
    bool opened; /**< there is a head */
    struct mat_opening opening;
    int planned; /**< steps that the session had, 0: not said */
    mat_ms last; /**< moment of the last fact */

    struct mat_record_step *steps;
    int n_steps;
    int step;        /**< number of the last, from 1; 0: none */
    bool running;    /**< it has not ended .. */
    bool still;      /**< .. and stands still .. */
    mat_ms since;    /**< .. from here on */
    mat_ms began;    /**< moment at which it did */
    mat_ms paused;   /**< pauses that are over */
    mat_ms duration; /**< or NONE */
    mat_ms extended;

    mat_ms used[MAT_AREA__COUNT]; /**< in steps that have ended */
    int unanswered;
    bool lost;   /**< lines are missing in between */
    bool ending; /**< towards `outcome` */
    bool ended;
    enum mat_outcome outcome;
};

/** Takes a fact in. \return whether it was understood; else nothing changes
 *  but `lost` */
bool mat_record_take(struct mat_record *record, const json_t *fact);

/** How far into the step that runs the last fact was, pauses taken out. */
mat_ms mat_record_place(const struct mat_record *record);

/** Time on the mat by area, with the step that runs. \return in all */
mat_ms mat_record_used(const struct mat_record *record,
                       mat_ms ret_used[MAT_AREA__COUNT]);

#endif
