/**
 * \file
 * What a session sets going beside itself: hooks, notifications, and what keeps
 * the machine awake. A rehearsal does none of it.
 */
#ifndef MAT_APP_START_LINK_H
#define MAT_APP_START_LINK_H

#include "app/runner.h"
#include "app/start_session.h"
#include "link/hooks.h"
#include "link/inhibit.h"
#include "link/notify.h"

/** All zero is none. Stays where it is while the session runs. */
struct mat_links {
    char *folder; /**< of the hooks */
    struct mat_hooks hooks;
    struct mat_notify notify;
    struct mat_inhibit inhibit;
};

/** What the settings ask of notifications; nothing of where they go. */
struct mat_notify_settings
mat_links_notify_settings(const struct mat_config *config);

/** Sends bytes to the terminal: through the screen where it is open, else to
 *  stdout where that is one. \p to plays no part. */
void mat_links_send(void *to, const char *bytes);

/** Sets going what the settings ask for, with its sinks. To be called before
 *  the sink of the front is added. \p session is borrowed until the end */
void mat_links_begin(struct mat_session *session, struct mat_links *links,
                     struct mat_runner *runner);

/** The session is over and can be looked up, though its pages may still stand.
 */
void mat_links_over(struct mat_links *links);

/** Waits for what has to be waited for, with the terminal given back, and
 *  releases all. */
void mat_links_end(struct mat_links *links);

#endif
