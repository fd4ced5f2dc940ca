/**
 * \file
 * The timeline of a session for people: every step and every cue with the
 * moment at which it comes.
 */
#ifndef MAT_CLI_TIMELINE_H
#define MAT_CLI_TIMELINE_H

#include <stdio.h>

#include "front/sink.h"

/** Where a timeline goes, and what it has seen. */
struct mat_timeline {
    FILE *file;
    int width;
    mat_ms length; /**< of all steps, without waits */
    int waits;     /**< steps that last until a key */
};

/** A sink that prints; \p timeline is borrowed. */
struct mat_sink mat_timeline_sink(struct mat_timeline *timeline);

#endif
