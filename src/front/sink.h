/**
 * \file
 * Sinks: whatever receives facts. One table of functions, one pointer.
 *
 * A sink never calls the engine or another sink, and never blocks for long. It
 * may fail: it is then closed and the session goes on without it.
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

/** Facts as JSON lines on standard output. */
struct mat_sink mat_json_sink(void);

/** Facts as lines for people on standard output, no repaint: for screen
 *  readers, logs and pipes. */
struct mat_sink mat_text_sink(void);

#endif
