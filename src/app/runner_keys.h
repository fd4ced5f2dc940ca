/**
 * \file
 * Keys of a running session, turned into what happens. The runner's other
 * half.
 */
#ifndef MAT_APP_RUNNER_KEYS_H
#define MAT_APP_RUNNER_KEYS_H

#include "app/runner.h"

/** Reads and heeds every key that is there. */
void mat_runner_keys(struct mat_runner *runner);

/** The machine has just woken up: whatever lies in front goes, and the keys
 * that woke it answer nothing, but for unwell. */
void mat_runner_wake_keys(struct mat_runner *runner);

/** Takes away whatever page or question lies in front. */
void mat_runner_clear_pages(struct mat_runner *runner);

/** Lets something happen now, everything that was due before it first. */
void mat_runner_happen(struct mat_runner *runner, enum mat_event_kind kind,
                       mat_ms by);

#endif
