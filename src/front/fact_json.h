/**
 * \file
 * Facts as JSON (design.md 11): written here and nowhere else, for
 * `start --json`, `preview --json`, transcripts, the journal and the control
 * socket.
 */
#ifndef MAT_FRONT_FACT_JSON_H
#define MAT_FRONT_FACT_JSON_H

#include "matsession/engine.h"

/** The event's name of a kind of fact, "session-began". Static. */
const char *mat_fact_name(enum mat_fact_kind kind);

/**
 * One fact as one line of JSON without a newline. Keys come in the order of
 * design.md 11; `step` counts from 1; moments and spans are whole
 * milliseconds; an open duration is null.
 *
 * \return a string that the caller frees; NULL without memory
 */
char *mat_fact_json(const struct mat_schedule *schedule,
                    const struct mat_fact *fact);

#endif
