/**
 * \file
 * The one loop of a running session: clock, keys and signals in, facts out.
 */
#ifndef MAT_APP_RUNNER_H
#define MAT_APP_RUNNER_H

#include "app/clock.h"
#include "front/keys.h"
#include "front/screen.h"
#include "link/control.h"
#include "link/inhibit.h"
#include "speak/ears.h"

/** The most sinks at once. */
#define MAT_SINKS_MAX 8

/** Where keys come from. */
enum mat_input {
    MAT_INPUT_NONE,   /**< nobody is there */
    MAT_INPUT_AWAY,   /**< a terminal that others have now; tried again */
    MAT_INPUT_RAW,    /**< raw_keys.h */
    MAT_INPUT_SCREEN, /**< tui.h */
};

/** A session that runs. */
struct mat_runner {
    const struct mat_schedule *schedule;
    struct mat_state state;
    struct mat_clock clock;
    struct mat_sink sinks[MAT_SINKS_MAX];
    int n_sinks;
    int n_recorders; /**< the first so many only record, sound or tell others:
                          once no other sink is left nobody follows, and the
                          session is over */
    const struct mat_cut *cut; /**< where it goes on, or NULL: it begins */
    mat_ms away;               /**< how long ago it was cut off */
    /** Called once, behind the first frame, for what can wait until then; may
     *  be NULL. */
    void (*shown)(void *to);
    void *shown_to;
    bool was_shown; /**< the first frame was */
    enum mat_input input;
    struct mat_screen *screen;   /**< NULL unless MAT_INPUT_SCREEN */
    struct mat_ears *ears;       /**< NULL: nothing sounds */
    struct mat_control *control; /**< NULL: nobody else steers it */
    int n_facts;                 /**< that have come true so far */
    struct mat_inhibit *inhibit; /**< begun behind the first frame, given up
                                      while the program is stopped; or NULL */
    const struct mat_key *keys;
    int n_keys;
    bool asking;    /**< the question of `q` stands */
    bool lost;      /**< the terminal, or the last sink, went away */
    bool unheard;   /**< .. the sink, and not by a terminal that went away */
    bool discarded; /**< the user wants it forgotten */
    int ended_by;   /**< signal that ended it, or 0 */
};

/** Adds a sink; at most MAT_SINKS_MAX. They get facts in this order. */
void mat_runner_add(struct mat_runner *runner, struct mat_sink sink);

/**
 * Runs the session to its end. Signals must be taken, the clock started, and
 * sinks and input set.
 *
 * One that goes on asks first, as after a sleep of the machine; with nobody to
 * ask it goes on at once.
 */
void mat_runner_run(struct mat_runner *runner);

#endif
