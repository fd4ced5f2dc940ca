/**
 * \file
 * Keeps the machine from going to sleep while a session runs, by the programs
 * that hold such an inhibition for as long as a command of ours runs:
 * `systemd-inhibit`, which desktops like KDE's heed, and
 * `gnome-session-inhibit`, for GNOME heeds only its own. What holds it ends
 * when we do, in whatever way.
 */
#ifndef MAT_LINK_INHIBIT_H
#define MAT_LINK_INHIBIT_H

#include "front/sink.h"
#include "link/child.h"

/** By what. */
enum mat_inhibitor {
    MAT_INHIBITOR_SYSTEMD,
    MAT_INHIBITOR_GNOME,
    MAT_INHIBITOR__COUNT
};

/** An inhibition. All zero is none. */
struct mat_inhibit {
    struct mat_child children[MAT_INHIBITOR__COUNT];
};

/** What a trial has shown. */
enum mat_inhibit_trial {
    MAT_INHIBIT_WORKS,
    MAT_INHIBIT_MISSING, /**< there is no such program */
    MAT_INHIBIT_FAILS,   /**< it was refused, or nobody is there to ask */
    MAT_INHIBIT_HANGS,
};

/** The program's name. */
const char *mat_inhibitor_name(enum mat_inhibitor inhibitor);

/** Asks for it where that can be done. Costs nothing where it cannot, and does
 *  not wait for an answer. What is held already stays so. */
void mat_inhibit_begin(struct mat_inhibit *inhibit);

/** Gives it up. Fine for none. */
void mat_inhibit_end(struct mat_inhibit *inhibit);

/** A sink that sees that programs which ended early do not stay about as
 *  zombies. \p inhibit is borrowed. */
struct mat_sink mat_inhibit_sink(struct mat_inhibit *inhibit);

/** Takes it for a moment; waits for the answers, two seconds at most. */
void mat_inhibit_try(enum mat_inhibit_trial ret_trials[MAT_INHIBITOR__COUNT]);

#endif
