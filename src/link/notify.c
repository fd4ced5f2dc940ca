#include "link/notify.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "front/out.h"
#include "front/steady.h"

#define PROGRAM "notify-send"
#define LOOK 5

static bool
is_set(const char *name)
{
    const char *value = getenv(name);

    return value && value[0] != '\0';
}

/* Asking where nobody answers takes its time and starts things. */
static bool
has_bus(void)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path;
    bool there;

    if (is_set("DBUS_SESSION_BUS_ADDRESS") || is_set("DISPLAY") ||
        is_set("WAYLAND_DISPLAY"))
        return true;
    if (!folder || folder[0] != '/')
        return false;
    path = mat_xprintf("%s/bus", folder);
    there = access(path, F_OK) == 0;
    free(path);
    return there;
}

bool
mat_notify_has_desktop(void)
{
    char *path = has_bus() ? mat_child_find(PROGRAM) : NULL;

    free(path);
    return path != NULL;
}

/* --- the means --- */

/* \return the one that asks, or NULL */
static struct mat_child *
ask_desktop(struct mat_notify *notify, const struct mat_notify_text *notice,
            bool end, bool away)
{
    struct mat_notified *asked =
        &notify->asked[notify->n_asked++ % MAT_NOTIFY_AT_ONCE];
    char body[6 * MAT_NOTIFY_BODY];
    const char *const argv[] = {
        PROGRAM,
        "--app-name=matsession",
        end ? "--urgency=normal" : "--urgency=low",
        "--",
        notice->title,
        mat_notify_text_markup(notice, body, sizeof(body)),
        NULL,
    };
    const struct mat_child_order order = {
        .argv = argv, .time = MAT_NOTIFY_TIME, .outlives = true};

    mat_child_end(&asked->child);
    asked->notice = *notice;
    asked->away = away;
    return mat_child_start(&asked->child, &order) == 0 ? &asked->child : NULL;
}

/* The terminal's own means, unless only the desktop is wanted. A bell is no
 * news to who sees the end, and would be a jolt, unless it is what was asked
 * for. */
static void
tell_terminal(const struct mat_notify *notify,
              const struct mat_notify_text *notice, bool away)
{
    const struct mat_notify_settings *settings = &notify->settings;
    char sequence[MAT_NOTIFY_ESCAPE];

    if (!settings->send || settings->by == MAT_NOTIFY_DESKTOP)
        return;
    if (settings->escape != MAT_ESCAPE_NONE && settings->by != MAT_NOTIFY_BELL)
        settings->send(settings->to,
                       mat_notify_text_escape(notice, settings->escape,
                                              settings->tmux, sequence));
    else if (settings->bell && (away || settings->by != MAT_NOTIFY_AUTO))
        settings->send(settings->to, "\a");
}

static bool
asks_desktop(const struct mat_notify *notify)
{
    if (notify->settings.by == MAT_NOTIFY_DESKTOP)
        return true;
    return notify->settings.by == MAT_NOTIFY_AUTO && !notify->no_desktop &&
           mat_notify_has_desktop();
}

/* What it could not show is shown otherwise. Returns whether it is still at
 * something. */
static bool
look_at_asked(struct mat_notify *notify)
{
    bool asks = false;

    for (int i = 0; i < MAT_NOTIFY_AT_ONCE; i++) {
        struct mat_notified *asked = &notify->asked[i];

        if (asked->child.process == 0)
            continue;
        if (mat_child_look(&asked->child)) {
            asks = true;
        } else if (asked->child.status != 0 || asked->child.late) {
            notify->no_desktop = true;
            tell_terminal(notify, &asked->notice, asked->away);
        }
    }
    return asks;
}

/* --- the sink --- */

static bool
is_wanted(const struct mat_notify *notify, bool end, bool away)
{
    if (notify->settings.by == MAT_NOTIFY_OFF)
        return false;
    return end || notify->settings.steps == MAT_NOTIFY_ALWAYS ||
           (notify->settings.steps == MAT_NOTIFY_AWAY && away);
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_notify *notify = self;
    bool end = fact->kind == MAT_FACT_SESSION_ENDED;
    struct mat_notify_text notice;
    bool away;

    if (!mat_notify_text_make(schedule, fact, &notice))
        return true;
    away = !notify->settings.in_view(notify->settings.to);
    (void)look_at_asked(notify);
    if (is_wanted(notify, end, away) &&
        (!asks_desktop(notify) || !ask_desktop(notify, &notice, end, away)))
        tell_terminal(notify, &notice, away);
    return true;
}

static void
on_frame(void *self, const struct mat_schedule *schedule,
         const struct mat_state *state, mat_ms now)
{
    (void)schedule;
    (void)state;
    (void)now;
    (void)look_at_asked(self);
}

static mat_ms
next_frame(void *self, const struct mat_schedule *schedule,
           const struct mat_state *state, mat_ms now)
{
    const struct mat_notify *notify = self;
    mat_ms patience = MAT_MS_NONE;

    (void)schedule;
    (void)state;
    for (int i = 0; i < MAT_NOTIFY_AT_ONCE; i++)
        patience =
            mat_ms_min(patience, mat_child_patience(&notify->asked[i].child));
    return mat_ms_add(now, patience);
}

struct mat_sink
mat_notify_sink(struct mat_notify *notify)
{
    static const struct mat_sink_ops ops = {
        .name = "notification",
        .on_fact = on_fact,
        .on_frame = on_frame,
        .next_frame = next_frame,
    };

    return (struct mat_sink){.ops = &ops, .self = notify};
}

/* Where nothing else is wanted no answer changes anything. */
void
mat_notify_settle(struct mat_notify *notify)
{
    mat_ms until = mat_ms_add(mat_steady_now(), MAT_NOTIFY_ANSWER);

    if (notify->settings.by != MAT_NOTIFY_AUTO)
        return;
    while (look_at_asked(notify) && mat_steady_now() < until)
        (void)poll(NULL, 0, LOOK);
}

/* Whoever runs us may end what we leave behind, so it is waited for. */
static bool
desktop_has_shown(struct mat_notify *notify,
                  const struct mat_notify_text *notice)
{
    struct mat_child *child =
        asks_desktop(notify) ? ask_desktop(notify, notice, true, true) : NULL;

    if (!child)
        return false;
    mat_child_wait(child);
    return child->status == 0 && !child->late;
}

bool
mat_notify_once(struct mat_notify *notify, const struct mat_notify_text *notice)
{
    const struct mat_notify_settings *settings = &notify->settings;

    if (settings->by == MAT_NOTIFY_OFF || desktop_has_shown(notify, notice))
        return true;
    tell_terminal(notify, notice, true);
    return settings->send && settings->by != MAT_NOTIFY_DESKTOP;
}

void
mat_notify_end(struct mat_notify *notify)
{
    for (int i = 0; i < MAT_NOTIFY_AT_ONCE; i++)
        mat_child_leave(&notify->asked[i].child);
}
