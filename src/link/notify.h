/**
 * \file
 * The sink that notifies, when the terminal is not in view, of a step that
 * begins and of an alarm, and in any case of the end: by the desktop
 * (`notify-send`), by the terminal's own escape sequence, or by its bell.
 */
#ifndef MAT_LINK_NOTIFY_H
#define MAT_LINK_NOTIFY_H

#include "front/sink.h"
#include "link/child.h"
#include "link/notify_text.h"
#include "matsession/words.h"

/** How long `notify-send` may take. */
#define MAT_NOTIFY_TIME MAT_SECONDS(5)
/** How long its answer is waited for at the end of a session. */
#define MAT_NOTIFY_ANSWER 250
/** So many of them at once. */
#define MAT_NOTIFY_AT_ONCE 4

/** What is wanted, and what there is. */
struct mat_notify_settings {
    enum mat_notify_by by;
    enum mat_notify_steps steps;
    enum mat_escape escape;
    bool tmux; /**< between us and the terminal */
    bool bell; /**< may ring */
    /** Whether the terminal is in view. */
    bool (*in_view)(void *to);
    /** Sends bytes to the terminal; NULL: there is none, or it is not for
     *  that. */
    void (*send)(void *to, const char *bytes);
    void *to;
};

/** One that the desktop was asked to show. */
struct mat_notified {
    struct mat_child child;
    struct mat_notify_text notice;
    bool away;
};

/** The notifier. Set the settings, the rest to zero. */
struct mat_notify {
    struct mat_notify_settings settings;
    /* Private. */
    struct mat_notified asked[MAT_NOTIFY_AT_ONCE];
    int n_asked;     /* ever */
    bool no_desktop; /* it could not show one */
};

/** Whether a desktop may be there: `notify-send`, and a session to ask. */
bool mat_notify_has_desktop(void);

/** The sink. \p notify is borrowed. */
struct mat_sink mat_notify_sink(struct mat_notify *notify);

/** The session is over: what the desktop then says that it could not show, in
 *  MAT_NOTIFY_ANSWER at most, is shown by other means. */
void mat_notify_settle(struct mat_notify *notify);

/** Shows a notice that belongs to no session, as an end is shown, and waits
 *  until that is done. \return whether somebody can have seen it; also where
 *  nothing is wanted */
bool mat_notify_once(struct mat_notify *notify,
                     const struct mat_notify_text *notice);

/** Leaves what still runs to itself. Nothing is waited for, and nothing shown:
 *  it would be news of long ago. */
void mat_notify_end(struct mat_notify *notify);

#endif
