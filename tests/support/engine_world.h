/**
 * \file
 * For tests of the engine: a session that keeps its facts, chance, and every
 * schedule that the built-in plans make.
 */
#ifndef MAT_TESTS_ENGINE_WORLD_H
#define MAT_TESTS_ENGINE_WORLD_H

#include "chance.h"
#include "matsession/engine.h"

#define FACTS_MAX 4000

/** A session, and what has become true in it. */
struct run {
    const struct mat_schedule *schedule;
    struct mat_state state;
    struct mat_fact facts[FACTS_MAX];
    struct mat_state after[FACTS_MAX]; /**< behind the step of each fact */
    int n;
};

/** One that has not begun; freed with free(). */
struct run *run_new(const struct mat_schedule *schedule);

/** One that has had the first \p n facts of \p from, and is in \p state. */
struct run *run_from(const struct run *from, int n, struct mat_state state);

/** One step. */
void step(struct run *run, struct mat_event event, mat_ms now);

/** Everything that is due up to \p now. */
void catch_up(struct run *run, mat_ms now);

/** An event, after everything that is due by then. */
void happen(struct run *run, enum mat_event_kind kind, mat_ms by, mat_ms now);

/** Holds the facts of two sessions, from \p from_a and \p from_b on, to be the
 *  same. */
void assert_same_facts(const struct run *a, int from_a, const struct run *b,
                       int from_b);

/** Something that happens. */
struct plot {
    mat_ms at;
    enum mat_event_kind kind;
    mat_ms by;
};

/** Fills \p plot with fewer than \p most, in order. \return how many */
int random_plot(struct plot *plot, int most);

/** Runs \p body for every schedule that can be made of a built-in plan. */
void for_all_schedules(void (*body)(const struct mat_schedule *schedule));

#endif
