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

/** How long `notify-send` may take. */
#define MAT_NOTIFY_TIME MAT_SECONDS(5)
/** So many of them at once. */
#define MAT_NOTIFY_AT_ONCE 4

/** By what. */
enum mat_notify_by {
    MAT_NOTIFY_AUTO, /**< the desktop where there is one, else the escape where
                          one is set, else the bell */
    MAT_NOTIFY_DESKTOP,
    MAT_NOTIFY_TERMINAL, /**< the escape where one is set, else the bell */
    MAT_NOTIFY_BELL,
    MAT_NOTIFY_OFF,
    MAT_NOTIFY__COUNT
};

/** Of which steps. */
enum mat_notify_steps {
    MAT_NOTIFY_AWAY, /**< that begin while the terminal is not in view */
    MAT_NOTIFY_ALWAYS,
    MAT_NOTIFY_NEVER,
    MAT_NOTIFY_STEPS__COUNT
};

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

/** Leaves what still runs to itself; what the desktop is known not to have
 *  shown is shown by other means. Nothing is waited for. */
void mat_notify_end(struct mat_notify *notify);

#endif
