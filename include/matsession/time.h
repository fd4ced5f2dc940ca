/**
 * \file
 * Time: one type, one "none", arithmetic that cannot overflow, and the
 * spellings of a duration.
 *
 * Every moment and every span in matsession is a count of milliseconds. A
 * moment is counted from a point that the caller chose; only differences
 * matter. Nothing in the core reads a clock.
 */
#ifndef MATSESSION_TIME_H
#define MATSESSION_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Milliseconds, a moment or a span. Never seconds, never a float. */
typedef int64_t mat_ms;

/** "Never" as a moment, "open-ended" as a span. */
#define MAT_MS_NONE INT64_MAX

/** \p n seconds as mat_ms. */
#define MAT_SECONDS(n) ((mat_ms)(n)*1000)

/** \p n minutes as mat_ms. */
#define MAT_MINUTES(n) ((mat_ms)(n)*60000)

/** The longest duration that a plan may write anywhere: three hours. */
#define MAT_DURATION_MAX MAT_MINUTES(180)

/** Room for the text of any duration or clock, with its NUL. */
#define MAT_TIME_TEXT 32

/** Adds two spans, or a span to a moment. Saturates; none stays none. */
static inline mat_ms
mat_ms_add(mat_ms a, mat_ms b)
{
    mat_ms sum;

    if (a == MAT_MS_NONE || b == MAT_MS_NONE)
        return MAT_MS_NONE;
    if (__builtin_add_overflow(a, b, &sum))
        return a < 0 ? INT64_MIN : MAT_MS_NONE;
    return sum;
}

/** Takes \p b from \p a. Saturates; none less anything is none. \p b is a
 *  real span or moment, never none. */
static inline mat_ms
mat_ms_sub(mat_ms a, mat_ms b)
{
    mat_ms difference;

    if (a == MAT_MS_NONE)
        return MAT_MS_NONE;
    if (__builtin_sub_overflow(a, b, &difference))
        return a < 0 ? INT64_MIN : MAT_MS_NONE;
    return difference;
}

/** The earlier, or shorter, of two; none is later than everything. */
static inline mat_ms
mat_ms_min(mat_ms a, mat_ms b)
{
    return a < b ? a : b;
}

/** The later, or longer, of two. */
static inline mat_ms
mat_ms_max(mat_ms a, mat_ms b)
{
    return a > b ? a : b;
}

/**
 * Reads a duration: `90s`, `3m`, `1m30s`, `1h`, `1h5m`, `1:30` (minutes and
 * seconds), `1:02:03`.
 *
 * A bare number has no unit and is refused, and so are signs, spaces, leading
 * zeros (`010s`), fractions, a minute or second over 59 behind a larger unit,
 * and anything over MAT_DURATION_MAX. `0s` is a duration.
 *
 * \param text      any NUL-terminated bytes, or NULL (refused)
 * \param ret_ms    set on success only
 * \return whether \p text is a duration
 */
bool mat_duration_parse(const char *text, mat_ms *ret_ms);

/**
 * Whether \p text is spelled like a duration, of any length: tells `4h`, which
 * is too long, from what is no duration at all.
 */
bool mat_duration_spelled(const char *text);

/**
 * Reads an offset inside a step: a duration, `0`, or a duration behind a
 * minus sign, which counts from the end of the step.
 *
 * \param ret_ms        set on success only; never negative
 * \param ret_from_end  set on success only; whether there was a minus sign
 */
bool mat_offset_parse(const char *text, mat_ms *ret_ms, bool *ret_from_end);

/**
 * Writes \p ms as `1h5m`, `12m`, `1m30s` or `45s`, whole seconds, rounded
 * down; MAT_MS_NONE as `open`. A negative span counts as 0.
 *
 * \param buffer    at least MAT_TIME_TEXT bytes
 * \return \p buffer
 */
char *mat_duration_text(mat_ms ms, char buffer[MAT_TIME_TEXT]);

/**
 * Writes \p ms as `mm:ss`, or `h:mm:ss` from an hour on, rounded *up* to the
 * second so that a countdown shows 00:00 only when nothing is left. A negative
 * span counts as 0; MAT_MS_NONE is `--:--`.
 *
 * \param buffer    at least MAT_TIME_TEXT bytes
 * \return \p buffer
 */
char *mat_clock_text(mat_ms ms, char buffer[MAT_TIME_TEXT]);

#endif
