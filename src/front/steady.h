/**
 * \file
 * The clock for deadlines: it only goes forward, and setting the wall clock
 * does not move it. A session counts on a clock of its own (app/clock.h).
 */
#ifndef MAT_FRONT_STEADY_H
#define MAT_FRONT_STEADY_H

#include "matsession/time.h"

/** Milliseconds since a moment of the system's choice. Time that the machine
 *  sleeps is not counted. */
mat_ms mat_steady_now(void);

#endif
