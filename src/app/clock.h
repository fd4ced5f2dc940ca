/**
 * \file
 * The session's clock: CLOCK_MONOTONIC, counted from its start, maybe faster.
 *
 * Wall time plays no part. CLOCK_BOOTTIME beside it shows that the machine
 * slept. The source is an argument, so that tests hand in their own.
 */
#ifndef MAT_APP_CLOCK_H
#define MAT_APP_CLOCK_H

#include "matsession/time.h"

/** A sleep of the machine that is worth a question. */
#define MAT_SLEPT_LEAST MAT_SECONDS(20)

/** A clock. Members are private. */
struct mat_clock {
    /** Nanoseconds on the monotonic clock, or on the one that runs on while
     *  the machine sleeps. */
    int64_t (*read)(bool with_sleep);
    int64_t began;  /**< monotonic, ns */
    int64_t asleep; /**< how far the other was ahead at the last look, ns */
    int64_t speed;
    int woken; /**< a file that poll() finds ready once the machine may have
                    slept, or -1: then a sleep shows at the next waking */
};

/** The system's clocks. */
int64_t mat_clock_system(bool with_sleep);

/**
 * Starts at 0.
 *
 * \param speed 1, or how many times faster
 * \param read  mat_clock_system(), or a test's own
 */
void mat_clock_start(struct mat_clock *clock, int speed,
                     int64_t (*read)(bool with_sleep));

/** Closes what the clock holds. */
void mat_clock_stop(struct mat_clock *clock);

/** Milliseconds since the start, in the clock's own speed; rounded down. */
mat_ms mat_clock_now(const struct mat_clock *clock);

/** Real nanoseconds from now until mat_clock_now() gives \p moment; 0 when it
 *  has come; INT64_MAX for MAT_MS_NONE. */
int64_t mat_clock_until(const struct mat_clock *clock, mat_ms moment);

/** Takes what made `woken` ready, so that it can be again. */
void mat_clock_heed_woken(struct mat_clock *clock);

/** How long the machine slept since the last call, to the second; 0 for less
 *  than MAT_SLEPT_LEAST. */
mat_ms mat_clock_slept(struct mat_clock *clock);

#endif
