/**
 * \file
 * Past sessions for tests of how far somebody is, told in one line:
 * `0 2s5 4.6 20uk2`.
 *
 * Sessions are parted by spaces. Each is a day, counted from 2025-01-01, and
 * what is unusual about it, in any order:
 *
 *     .N       and one on each day up to N
 *     @HHMM    began then, as its own clock showed; else 2000
 *     zN       minutes east of UTC; may be negative
 *     dN       device; else 0
 *     mN, pN   seconds on the mat (on the back); planned; else 300, and as
 *              long as it was
 *     aN       the area it was on; else the back
 *     lN, fN   strength of the layer; firmness of the surface; `l-`, `f-`:
 *              none; else a shirt, soft
 *     sN, s-   strength at the end; nobody said; else 3
 *     k0, k1, k2, k-   skin fine, marks, broken, nobody said; else fine
 *     bN       areas that have not healed, as bits
 *     u, i     unwell; interrupted; else completed
 */
#ifndef MAT_TESTS_PAST_WORLD_H
#define MAT_TESTS_PAST_WORLD_H

#include "matsession/progress.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))
#define S(n) MAT_SECONDS(n)

#define PAST_MAX 4000

/** A past, a now, and what follows. */
struct past_world {
    struct mat_tables tables; /**< with the numbers of domain.md 2.3 */
    struct mat_past past[PAST_MAX];
    int n_past;
    struct mat_wall now;
    enum mat_answer_kind marks;
    struct mat_progress progress;
    char text[96];
};

/** An empty past. */
void past_world_begin(struct past_world *world);

/** Adds the sessions of \p line. */
void past_world_tell(struct past_world *world, const char *line);

/** The moment that \p line tells of, as if a session began there. */
struct mat_wall past_world_moment(const char *line);

/** Finds how far it is. */
void past_world_find(struct past_world *world);

/** All of it in one call: \p line, and today. */
void past_world_at(struct past_world *world, const char *line,
                   const char *today);

/** `week 4 easy up`: stage, sessions, last, turn. Lives as long as \p world
 *  and until the next text. */
const char *past_world_standing(struct past_world *world);

/** What a past comes to. */
struct past_standing {
    const char *claim;
    const char *past;
    const char *today;
    const char *standing; /**< as past_world_standing() says */
};

/** Checks that each of \p n pasts comes to that. */
void past_world_check(struct past_world *world,
                      const struct past_standing *cases, int n);

/** `300 1 0 -> 360 2 1`: done and reach, each seconds, layer, surface. */
const char *past_world_reach(struct past_world *world);

/** "easy" for MAT_LAST_EASY. Static. */
const char *past_world_last(enum mat_last last);

#endif
