#include "app/health_parts.h"

/* term.h needs curses.h, and turns many short words into macros. */
#include <curses.h>

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "front/term_name.h"

/* Below this only the time is shown. */
#define ROWS_LEAST 5
#define COLUMNS_LEAST 20

static int
colours_of(const char *name)
{
    int error;
    int found;

    if (setupterm(name, STDOUT_FILENO, &error) != OK)
        return 0;
    found = tigetnum("colors");
    (void)del_curterm(cur_term);
    return found > 0 ? found : 0;
}

/* A variable, "" when it is not set. */
static const char *
value_of(const char *variable)
{
    const char *value = getenv(variable);

    return value ? value : "";
}

/* \param name  of a description by which it can be drawn on */
static void
check_screen(struct mat_checkup *checkup, const char *name)
{
    const char *given = value_of("TERM");
    int found = colours_of(name);
    struct winsize size;
    char hues[40] = "no colours";

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 ||
        size.ws_col == 0)
        size = (struct winsize){.ws_row = 24, .ws_col = 80}; /* unknown */
    if (value_of("NO_COLOR")[0] != '\0')
        snprintf(hues, sizeof(hues), "no colours (NO_COLOR is set)");
    else if (found > 0)
        snprintf(hues, sizeof(hues), "%d colours", found);
    if (strcmp(given, name) != 0)
        mat_health_tell(checkup, "terminal", MAT_HEALTH_NOTE,
                        "If the screen looks wrong, install its description "
                        "(on Debian: ncurses-term) or set TERM.",
                        "TERM is %s, which this system does not know; drawn "
                        "as %s, %dx%d, %s.",
                        given, name, size.ws_col, size.ws_row, hues);
    else if (size.ws_row < ROWS_LEAST || size.ws_col < COLUMNS_LEAST)
        mat_health_tell(checkup, "terminal", MAT_HEALTH_NOTE,
                        "Make the window larger to see more.",
                        "%s, %dx%d, %s: there is room for the time only.", name,
                        size.ws_col, size.ws_row, hues);
    else
        mat_health_tell(checkup, "terminal", MAT_HEALTH_OK, "",
                        "%s, %dx%d, %s.", name, size.ws_col, size.ws_row, hues);
}

static void
tell_no_screen(struct mat_checkup *checkup, const char *given)
{
    const bool told = given[0] != '\0' && strcmp(given, "dumb") != 0;

    mat_health_tell(checkup, "terminal", MAT_HEALTH_NOTE,
                    "Set TERM to what the terminal is, for example "
                    "xterm-256color.",
                    "TERM is %s%s: a session prints lines instead of a screen.",
                    given[0] != '\0' ? given : "not set",
                    told ? ", on which no cursor can be moved" : "");
}

static void
check_terminal(struct mat_checkup *checkup)
{
    const char *name;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        mat_health_tell(checkup, "terminal", MAT_HEALTH_NOTE,
                        "Run doctor in a terminal, without a pipe, to have "
                        "that looked at.",
                        "Input or output is no terminal: a session here would "
                        "print lines instead of a screen.");
        return;
    }
    name = mat_term_name(STDOUT_FILENO);
    if (name)
        check_screen(checkup, name);
    else
        tell_no_screen(checkup, value_of("TERM"));
}

/* The locale that was asked for, or NULL. */
static const char *
wanted_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
        if (value_of(variables[i])[0] != '\0')
            return value_of(variables[i]);
    return NULL;
}

static void
check_locale(struct mat_checkup *checkup)
{
    const char *used = setlocale(LC_CTYPE, NULL);
    const char *wanted = wanted_locale();

    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        mat_health_tell(checkup, "locale", MAT_HEALTH_OK, "", "%s, UTF-8.",
                        used);
    else if (wanted && strcmp(wanted, used) != 0)
        mat_health_tell(checkup, "locale", MAT_HEALTH_NOTE,
                        "Set LC_ALL=C.UTF-8, or another one that \"locale -a\" "
                        "lists.",
                        "%s is not installed here: drawn in ASCII.", wanted);
    else
        mat_health_tell(checkup, "locale", MAT_HEALTH_NOTE,
                        "For lines and large digits set LC_ALL=C.UTF-8, or "
                        "another one that \"locale -a\" lists.",
                        "%s, not UTF-8: drawn in ASCII.", used);
}

void
mat_health_place(struct mat_checkup *checkup)
{
    check_terminal(checkup);
    check_locale(checkup);
}
