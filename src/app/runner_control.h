/**
 * \file
 * Requests from the control socket, turned into what happens.
 *
 * `toggle` is the space bar: it pauses, goes on, answers a step that waits and
 * a question after a sleep of the machine. `resume` does all of it but pause.
 * `pause`, `next`, `previous` and `extend` are their keys. While an alarm rings
 * each of them answers it and does no more, as any key does; but `resume` and
 * `toggle` go on where time stands still, and `stop` always stops. Where what
 * was asked for is so already, that is told, and is no failure.
 */
#ifndef MAT_APP_RUNNER_CONTROL_H
#define MAT_APP_RUNNER_CONTROL_H

#include "app/runner.h"

/** Heeds the clients, and does what they ask for. \param files  as poll() left
 *  them */
void mat_runner_control(struct mat_runner *runner,
                        const struct pollfd files[MAT_CONTROL_FILES]);

/** Tells watchers how things are once something has happened. */
void mat_runner_tell(struct mat_runner *runner, mat_ms now);

#endif
