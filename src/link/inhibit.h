/**
 * \file
 * Keeps the machine from going to sleep while a session runs, by
 * `systemd-inhibit`. What holds it ends when we do, in whatever way.
 */
#ifndef MAT_LINK_INHIBIT_H
#define MAT_LINK_INHIBIT_H

#include "link/child.h"

/** An inhibition. All zero is none. */
struct mat_inhibit {
    struct mat_child child;
};

/** What a trial has shown. */
enum mat_inhibit_trial {
    MAT_INHIBIT_WORKS,
    MAT_INHIBIT_MISSING, /**< there is no systemd-inhibit */
    MAT_INHIBIT_FAILS,   /**< it was refused, or nobody is there to ask */
    MAT_INHIBIT_HANGS,
};

/** Asks for it where that can be done. Costs nothing where it cannot, and does
 *  not wait for an answer. */
void mat_inhibit_begin(struct mat_inhibit *inhibit);

/** Gives it up. Fine for none. */
void mat_inhibit_end(struct mat_inhibit *inhibit);

/** Takes it for a moment; waits for the answer, two seconds at most. */
enum mat_inhibit_trial mat_inhibit_try(void);

#endif
