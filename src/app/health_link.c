#include "app/health_parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/start_link.h"
#include "front/out.h"
#include "link/hooks_look.h"
#include "matsession/text.h"
#include "store/paths.h"

#define HOOKS "hooks"
#define NOTIFICATIONS "notifications"
#define INHIBITION "inhibition"

/* --- hooks --- */

static void
tell_refused(struct mat_checkup *checkup, const struct mat_hook_look *look,
             const char *outcome)
{
    mat_health_tell(checkup, HOOKS, MAT_HEALTH_FAILS, look->advice,
                    "%s %s; %s.", look->path, look->why, outcome);
}

/* Looks at what stands in the folder. \return 1: a hook that runs */
static int
look_at_entry(struct mat_checkup *checkup, const char *folder, const char *name)
{
    struct mat_hook_look look;
    bool fine;

    if (name[0] == '.')
        return 0;
    if (!mat_hook_is_event(name)) {
        mat_health_tell(checkup, HOOKS, MAT_HEALTH_NOTE,
                        "Hooks are named like events, without an ending: "
                        "session-began, step-began, session-ended.",
                        "%s/%s is named like no event and never runs.", folder,
                        name);
        return 0;
    }
    mat_hook_look(folder, name, &look);
    fine = look.state == MAT_HOOK_FINE;
    if (look.state == MAT_HOOK_REFUSED)
        tell_refused(checkup, &look, "it does not run");
    mat_hook_look_done(&look);
    return fine;
}

static void
look_at_entries(struct mat_checkup *checkup, const char *folder)
{
    DIR *list = opendir(folder);
    const struct dirent *entry;
    int found = 0;

    if (!list) {
        mat_health_tell(checkup, HOOKS, MAT_HEALTH_NOTE, "",
                        "%s cannot be looked into: %s.", folder,
                        strerror(errno));
        return;
    }
    while ((entry = readdir(list)))
        found += look_at_entry(checkup, folder, entry->d_name);
    closedir(list);
    mat_health_tell(checkup, HOOKS, MAT_HEALTH_OK, "", "%d in %s.", found,
                    folder);
}

static void
check_hooks(struct mat_checkup *checkup, const struct mat_config *config)
{
    char *folder = mat_path(MAT_BASE_CONFIG, "hooks");
    struct mat_hook_look look = {0};

    if (folder)
        mat_hook_look_folder(folder, &look);
    if (!config->hooks)
        mat_health_tell(checkup, HOOKS, MAT_HEALTH_NOTE, "",
                        "Switched off in config.yaml (session: hooks).");
    else if (look.state == MAT_HOOK_REFUSED)
        tell_refused(checkup, &look, "no hook runs");
    else if (look.state == MAT_HOOK_FINE)
        look_at_entries(checkup, folder);
    else
        mat_health_tell(checkup, HOOKS, MAT_HEALTH_OK, "", "None.");
    mat_hook_look_done(&look);
    free(folder);
}

/* --- notifications --- */

static void
tell_terminal(struct mat_checkup *checkup,
              const struct mat_notify_settings *settings)
{
    bool bell =
        settings->by == MAT_NOTIFY_BELL || settings->escape == MAT_ESCAPE_NONE;
    const char *desktop = settings->by == MAT_NOTIFY_AUTO
                              ? "There is no desktop to ask (notify-send): "
                              : "";

    if (bell)
        mat_health_tell(checkup, NOTIFICATIONS, MAT_HEALTH_OK, "",
                        "%sthe terminal's bell rings.", desktop);
    else
        mat_health_tell(checkup, NOTIFICATIONS,
                        settings->tmux ? MAT_HEALTH_NOTE : MAT_HEALTH_OK,
                        settings->tmux ? "In tmux.conf: set -g "
                                         "allow-passthrough on"
                                       : "",
                        "%sthe terminal is told by %s%s.", desktop,
                        settings->escape == MAT_ESCAPE_OSC9 ? "OSC 9"
                                                            : "OSC 777",
                        settings->tmux ? "; tmux hands it on only when it is "
                                         "allowed to"
                                       : "");
}

static void
check_notifications(struct mat_checkup *checkup,
                    const struct mat_config *config)
{
    const struct mat_notify_settings settings =
        mat_links_notify_settings(config);
    bool desktop = mat_notify_has_desktop();

    if (settings.by == MAT_NOTIFY_OFF)
        mat_health_tell(checkup, NOTIFICATIONS, MAT_HEALTH_NOTE, "",
                        "Switched off in config.yaml (notify: by).");
    else if (settings.by > MAT_NOTIFY_DESKTOP ||
             (settings.by == MAT_NOTIFY_AUTO && !desktop))
        tell_terminal(checkup, &settings);
    else if (desktop)
        mat_health_tell(checkup, NOTIFICATIONS, MAT_HEALTH_OK, "",
                        "notify-send asks the desktop.");
    else
        mat_health_tell(checkup, NOTIFICATIONS, MAT_HEALTH_FAILS,
                        "Install it (on Debian: apt install libnotify-bin), or "
                        "choose something else in config.yaml (notify: by).",
                        "notify-send is not in PATH, or there is no desktop to "
                        "ask.");
}

/* --- inhibition --- */

/* Of each program that is there. GNOME has another one than other desktops, so
 * one that works is enough. */
static void
tell_trials(struct mat_checkup *checkup, const enum mat_inhibit_trial *trials)
{
    static const char *const found[] = {
        [MAT_INHIBIT_WORKS] = "keeps the machine awake meanwhile",
        [MAT_INHIBIT_FAILS] = "is refused, or nobody answers it",
        [MAT_INHIBIT_HANGS] = "does not answer",
    };
    char text[256] = "";
    bool works = false;

    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++) {
        size_t used = strlen(text);

        if (trials[i] == MAT_INHIBIT_MISSING)
            continue;
        works = works || trials[i] == MAT_INHIBIT_WORKS;
        mat_join(text + used, sizeof(text) - used, used > 0 ? "; " : "",
                 mat_inhibitor_name((enum mat_inhibitor)i), " ",
                 found[trials[i]], NULL);
    }
    if (text[0] == '\0')
        mat_join(text, sizeof(text), "There is no ",
                 mat_inhibitor_name(MAT_INHIBITOR_SYSTEMD), NULL);
    mat_health_tell(checkup, INHIBITION,
                    works ? MAT_HEALTH_OK : MAT_HEALTH_NOTE, "", "%s%s.", text,
                    works ? ""
                          : ": the machine may go to sleep during a session");
}

static void
check_inhibition(struct mat_checkup *checkup, const struct mat_config *config)
{
    enum mat_inhibit_trial trials[MAT_INHIBITOR__COUNT];

    if (!config->inhibit) {
        mat_health_tell(checkup, INHIBITION, MAT_HEALTH_NOTE, "",
                        "Switched off in config.yaml (session: inhibit).");
        return;
    }
    mat_inhibit_try(trials);
    tell_trials(checkup, trials);
}

void
mat_health_link(struct mat_checkup *checkup, const struct mat_config *config)
{
    check_hooks(checkup, config);
    check_notifications(checkup, config);
    check_inhibition(checkup, config);
}
