/**
 * \file
 * The sink that runs hooks: executables of the user's, one for each event that
 * they want to know of, named like it (`session-began`, `paused`).
 *
 * A hook is never waited for while the session runs. It has five seconds; then
 * it is ended, with whatever it has started. That of `session-ended` has to
 * wait until the session can be looked up: mat_hooks_over().
 */
#ifndef MAT_LINK_HOOKS_H
#define MAT_LINK_HOOKS_H

#include "front/sink.h"
#include "link/child.h"

/** How long a hook may take. */
#define MAT_HOOK_TIME MAT_SECONDS(5)
/** So many run at once .. */
#define MAT_HOOKS_AT_ONCE 4
/** .. and so many wait for their turn, in order; more are left out. */
#define MAT_HOOKS_WAITING 32
/** What hooks beside that of `session-ended` have from the session's end on. */
#define MAT_HOOKS_AFTER MAT_SECONDS(1)

/** One that waits, or runs. */
struct mat_hook {
    enum mat_fact_kind kind;
    char **environment; /**< while it waits */
    struct mat_child child;
};

/** The hooks. Set the first three members, the rest to zero. */
struct mat_hooks {
    const char *folder; /**< borrowed */
    /** Told of a problem, in a sentence. */
    void (*complain)(void *to, const char *text);
    void *to;
    /* Private: one more may run than at once, that of `session-ended`. */
    struct mat_hook running[MAT_HOOKS_AT_ONCE + 1];
    struct mat_hook waiting[MAT_HOOKS_WAITING];
    int n_waiting;
    bool told_folder;
    bool told_full;
    bool told[MAT_FACT__COUNT]; /* a refused, a late, or a broken one */
    bool ended;                 /* the session, .. */
    mat_ms ended_at;            /* .. at mat_steady_now(); .. */
    char **end;                 /* .. and what its hook will be told, or NULL */
};

/** Whether \p name is that of an event. */
bool mat_hook_is_event(const char *name);

/** Complains of hooks that there are and that may not be run; this is told
 *  once. */
void mat_hooks_check(struct mat_hooks *hooks);

/** The sink. \p hooks is borrowed. */
struct mat_sink mat_hooks_sink(struct mat_hooks *hooks);

/** Whether mat_hooks_end() has something to wait for. */
bool mat_hooks_busy(struct mat_hooks *hooks);

/** The session is over, and written down: runs the hook of `session-ended`, and
 *  lets those that wait for their turn have it, until MAT_HOOKS_AFTER. */
void mat_hooks_over(struct mat_hooks *hooks);

/** Waits for the hook of `session-ended`, and for others until
 *  MAT_HOOKS_AFTER; ends what is left, and releases all. */
void mat_hooks_end(struct mat_hooks *hooks);

#endif
