/**
 * \file
 * A request to a running session: one JSON object a line.
 *
 *     {"do":"status"}   {"do":"watch"}    {"do":"pause"}     {"do":"resume"}
 *     {"do":"toggle"}   {"do":"next"}     {"do":"previous"}  {"do":"stop"}
 *     {"do":"extend","by_ms":-60000}
 *
 * What they do to a session is in app/runner_control.h, how they are answered
 * in control.h.
 */
#ifndef MAT_LINK_CONTROL_REQUEST_H
#define MAT_LINK_CONTROL_REQUEST_H

#include "matsession/time.h"
#include "matsession/words.h"

/** The longest line, without its newline. */
#define MAT_CONTROL_LINE 4096

/** Room for why a line is no request. */
#define MAT_CONTROL_WHY 256

/** What can be asked for. */
enum mat_verb {
    MAT_VERB_STATUS,
    MAT_VERB_WATCH,
    MAT_VERB_PAUSE,
    MAT_VERB_RESUME,
    MAT_VERB_TOGGLE,
    MAT_VERB_NEXT,
    MAT_VERB_PREVIOUS,
    MAT_VERB_EXTEND,
    MAT_VERB_STOP,
    MAT_VERB__COUNT
};

extern const struct mat_words mat_verbs;

/** A request. */
struct mat_control_request {
    enum mat_verb verb;
    mat_ms by; /**< of EXTEND: not 0, at most MAT_DURATION_MAX either way */
};

/**
 * Reads a line, which may hold any bytes.
 *
 * \param ret_request   set on success
 * \param reterr        set on failure: what is wrong, what is allowed
 */
bool mat_control_request_read(const char *line, size_t size,
                              struct mat_control_request *ret_request,
                              char reterr[MAT_CONTROL_WHY]);

/** The line of a request, with its newline. \return a string that the caller
 *  frees; NULL without memory */
char *mat_control_request_line(const struct mat_control_request *request);

#endif
