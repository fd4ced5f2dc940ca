/**
 * \file
 * Cues that look for their places in one segment. Private to schedule_cues.c,
 * which says what is to be said, and schedule_space.c, which keeps it apart.
 */
#ifndef MAT_CORE_SCHEDULE_SLOTS_H
#define MAT_CORE_SCHEDULE_SLOTS_H

#include "matsession/tables.h"

/** Cues come no closer than this (domain.md 2.5, rule 3). */
#define MAT_CUES_APART MAT_SECONDS(10)

/** A cue that names a time is said no farther from it than this (P). */
#define MAT_CUE_STRAYS MAT_SECONDS(10)

/** A cue that looks for its place. */
struct mat_slot {
    const struct mat_cue *cue;
    mat_ms place;
    bool from_end;
    bool author; /**< the plan's, not the table's */
    bool moved;  /**< no longer where it was written */
    bool timed;  /**< names the time at which it was written .. */
    mat_ms time; /**< .. which is this */
    bool gone;
};

/** Those of one segment: the table's in its order, the author's, then what is
 *  carried over from elsewhere. */
struct mat_slots {
    struct mat_slot *slots;
    int count;
    mat_ms duration;
    bool shortened; /**< shorter than the plan wrote it */
};

/** Makes room for the author's cues, which stand in a step of full length: a
 *  cue of ours that is too close moves if it is for safety, else goes, as does
 *  one that would stray from the time it names. One for safety at the very
 *  start stays. */
void mat_slots_give_way(struct mat_slots *slots);

/** The free place nearest to \p place ahead of it, else behind it; \p place
 *  where there is none. */
mat_ms mat_slots_free(const struct mat_slots *slots, mat_ms place);

/**
 * Brings cues that came too close apart.
 *
 * \param placed one a slot, all false; used up
 * \param order  set to the indexes of all that stay, last first
 * \return how many stay
 */
int mat_slots_space(struct mat_slots *slots, bool *placed, int *order);

#endif
