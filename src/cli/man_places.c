#include "cli/man_places.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

const struct mat_place_row mat_file_rows[] = {
    {"~/.config/matsession/config.yaml",
     "Your settings: see matsession-config(5)."},
    {"~/.config/matsession/profile.yaml",
     "Your answers about your health. Only you can read it."},
    {"~/.config/matsession/plans/",
     "Your plans: see matsession-plan(5). One with the name of a built-in plan "
     "stands in for it."},
    {"~/.config/matsession/tables/",
     "Your own contraindications. They are added to the built-in ones and "
     "never take one away."},
    {"~/.config/matsession/hooks/",
     "Executables that are run at events of a session: see HOOKS."},
    {"~/.config/systemd/user/",
     "The timer and the service that \"bedtime --install\" writes."},
    {"~/.local/share/matsession/history/",
     "Your history, one file a computer, a JSON object a line."},
    {"~/.local/state/matsession/",
     "The journal of the session that runs, the lock that lets no second one "
     "begin, and the name of this computer in the history."},
    {"~/.cache/matsession/speech/",
     "Spoken sentences. They can be removed at any time."},
    {"$XDG_RUNTIME_DIR/matsession/",
     "The lock and the socket of the session that runs: see CONTROL. A session "
     "that was started without this variable has its socket with the state; "
     "commands find it in either place, and in /run/user/."},
};

const int mat_n_file_rows = COUNT(mat_file_rows);

const struct mat_place_row mat_environment_rows[] = {
    {"DBUS_SESSION_BUS_ADDRESS",
     "With it, DISPLAY or WAYLAND_DISPLAY there is a desktop to notify; "
     "without them, where there is a bus in XDG_RUNTIME_DIR."},
    {"HOME", "Where your files are; without it the password database is "
             "asked."},
    {"LANG", "The locale; LC_ALL and LC_CTYPE go before it. Where it is not "
             "UTF-8 the screen is ASCII."},
    {"MATSESSION_SPEAKER",
     "The program that sounds, instead of the installed one. Empty: nothing "
     "sounds, but for the terminal."},
    {"NO_COLOR", "When it is set and not empty, nothing has a colour."},
    {"PATH", "Where the speech command and other helpers are looked for."},
    {"SDL_AUDIODRIVER", "The way to the loudspeaker, as SDL knows it."},
    {"TERM", "The kind of terminal. One that cannot move its cursor gets "
             "lines instead of a screen."},
    {"TMUX", "Set by tmux, through which notifications are then passed on."},
    {"TZ", "The time zone in which days and clocks are told."},
    {"VISUAL", "The editor that matsession edit opens. Without it EDITOR is "
               "taken."},
    {"EDITOR", "See VISUAL."},
    {"XDG_CACHE_HOME", "Instead of ~/.cache, when it is absolute."},
    {"XDG_CONFIG_HOME", "Instead of ~/.config, when it is absolute."},
    {"XDG_DATA_HOME", "Instead of ~/.local/share, when it is absolute."},
    {"XDG_RUNTIME_DIR", "For the socket and its lock. Without it they are with "
                        "the state."},
    {"XDG_STATE_HOME", "Instead of ~/.local/state, when it is absolute."},
};

const int mat_n_environment_rows = COUNT(mat_environment_rows);
