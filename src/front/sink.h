/**
 * \file
 * Sinks: whatever receives facts. One table of functions, one pointer.
 *
 * A sink never calls the engine or another sink, and never keeps a session
 * waiting for long. It may fail: it is then closed and the session goes on
 * without it.
 */
#ifndef MAT_FRONT_SINK_H
#define MAT_FRONT_SINK_H

#include "matsession/engine.h"

/** What a sink can do. Every member may be NULL. */
struct mat_sink_ops {
    const char *name; /**< for messages: "text" */
    /** Takes one fact. \return false: the sink is of no use any more */
    bool (*on_fact)(void *self, const struct mat_schedule *schedule,
                    const struct mat_fact *fact);
    /** Shows a moment. */
    void (*on_frame)(void *self, const struct mat_schedule *schedule,
                     const struct mat_state *state, mat_ms now);
    /** The moment at which on_frame() would show something else. */
    mat_ms (*next_frame)(void *self, const struct mat_schedule *schedule,
                         const struct mat_state *state, mat_ms now);
};

/** A sink. */
struct mat_sink {
    const struct mat_sink_ops *ops; /**< NULL: none, or dropped */
    void *self;                     /**< owned by whoever made the sink */
};

/** Milliseconds after which whoever does not read has gone. */
#define MAT_SINK_UNREAD_MS 2000

/**
 * Facts as JSON lines on standard output.
 *
 * \param patient   waits for ever for whoever reads: nobody is on the mat
 */
struct mat_sink mat_json_sink(bool patient);

/**
 * Facts as lines for people on standard output, no repaint: for screen
 * readers, logs and pipes.
 *
 * A terminal that is stopped (Ctrl-S) misses lines, as a screen does; a pipe
 * that nobody reads for MAT_SINK_UNREAD_MS has failed.
 *
 * \param bell  an alarm rings
 */
struct mat_sink mat_text_sink(bool bell);

/** The moment of a fact for people. Rounded down, unlike a countdown: what has
 *  passed has passed. \return \p buffer */
char *mat_fact_clock(const struct mat_fact *fact, char buffer[MAT_TIME_TEXT]);

#endif
