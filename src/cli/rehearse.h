/**
 * \file
 * A session without waiting: what `preview` shows is what the engine does.
 */
#ifndef MAT_CLI_REHEARSE_H
#define MAT_CLI_REHEARSE_H

#include "front/sink.h"

/**
 * Runs the engine over \p schedule from its beginning to its end, answering
 * every `wait` and every alarm at once, and gives each fact to \p sink. Ends
 * early when the sink takes no more.
 */
void mat_rehearse(const struct mat_schedule *schedule, struct mat_sink sink);

#endif
