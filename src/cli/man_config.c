#include "cli/man.h"

#include <string.h>

#include "cli/man_write.h"
#include "store/config_keys.h"

/* What each key is for; the rest of what the page says is in its row. */
static const struct {
    const char *section;
    const char *name;
    const char *text;
} meanings[] = {
    {"sound", "chimes",
     "Whether a chime marks steps, the half, the last minute and the end."},
    {"sound", "voice", "Whether what there is to do is spoken."},
    {"sound", "level", "How loud it is, in percent."},
    {"sound", "night-level",
     "How loud it is with a plan for the evening, in percent."},
    {"speech", "command",
     "The command that speaks: a program and its arguments, a word each. It "
     "is run without a shell, reads a text on its standard input and writes a "
     "WAV file to its standard output. {language} and {rate} in a word become "
     "the two settings below."},
    {"speech", "language", "What {language} becomes: a voice of the command."},
    {"speech", "rate", "What {rate} becomes: words a minute."},
    {"notify", "by",
     "By what you are told of a change: desktop is notify-send, terminal is "
     "the "
     "escape set below, or the bell where none is set, bell is the terminal's "
     "bell. With auto it is the desktop where there is one, else the terminal, "
     "and off is nothing."},
    {"notify", "steps",
     "When the steps of a session are told: away is while the terminal is not "
     "in view. The end is told in any case."},
    {"notify", "escape",
     "The escape sequence with which your terminal shows a notification."},
    {"session", "hooks", "Whether the executables in the folder hooks run."},
    {"session", "inhibit",
     "Whether the machine is kept from going to sleep during a session."},
};

static const char *
meaning_of(const struct mat_config_key *key)
{
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
        if (strcmp(meanings[i].section, key->section) == 0 &&
            strcmp(meanings[i].name, key->name) == 0)
            return meanings[i].text;
    }
    return "";
}

static void
put_values(FILE *file, const struct mat_config_key *key)
{
    char text[128];
    int count = 0;

    switch (key->kind) {
    case MAT_CONFIG_SWITCH:
        mat_man_text(file, "Values: yes or no; also on, off, true, false.");
        break;
    case MAT_CONFIG_NUMBER:
        snprintf(text, sizeof(text), "Values: a whole number, %d to %d.",
                 key->least, key->most);
        mat_man_text(file, text);
        break;
    case MAT_CONFIG_TAG:
        mat_man_text(file, "Values: letters, digits and -, 35 at most, as in "
                           "en or pt-br.");
        break;
    case MAT_CONFIG_WORDS:
        snprintf(text, sizeof(text), "Values: a list of 1 to %d words.",
                 MAT_CONFIG_ARGS_MAX);
        mat_man_text(file, text);
        break;
    case MAT_CONFIG_CHOICE:
        while (key->words[count])
            count++;
        mat_man_names(file, "Values:", key->words, count);
        break;
    }
}

/* `Default: 70.`, on a line of its own and as it would be written. */
static void
put_default(FILE *file, const struct mat_config_key *key)
{
    fputs("Default:", file);
    if (key->kind == MAT_CONFIG_WORDS) {
        fputs("\n.Li [", file);
        for (int i = 0; key->words[i]; i++) {
            fputs(i > 0 ? ",\\ \\&" : "\\&", file);
            for (const char *at = key->words[i]; *at; at++)
                fputs(*at == '-' ? "\\-" : (char[]){*at, '\0'}, file);
        }
        fputs("]\n", file);
        return;
    }
    fputs("\n.Li", file);
    mat_man_word(file, key->text);
    fputs(" .\n", file);
}

static void
put_key(FILE *file, const struct mat_config_key *key)
{
    mat_man_item(file, "Cm", key->name);
    mat_man_text(file, meaning_of(key));
    put_values(file, key);
    put_default(file, key);
}

static void
put_keys(FILE *file)
{
    const char *section = "";

    for (int i = 0; i < mat_n_config_keys; i++) {
        const struct mat_config_key *key = &mat_config_keys[i];

        if (strcmp(section, key->section) != 0) {
            if (*section)
                mat_man_list_end(file);
            section = key->section;
            fprintf(file, ".Ss %s\n", section);
            mat_man_list(file);
        }
        put_key(file, key);
    }
    mat_man_list_end(file);
}

void
mat_man_config(FILE *file, const struct mat_tables *tables, int width)
{
    (void)tables;
    (void)width;
    mat_man_head(file, "matsession-config", 5, "the settings of matsession");
    fputs(".Sh DESCRIPTION\n", file);
    mat_man_text(file,
                 "The file config.yaml holds your settings, in YAML. There "
                 "need not be one, and what it leaves out has a default. It "
                 "begins with config: 1, the version of the format; each "
                 "section is a mapping of keys to values.\n"
                 "A file with a mistake is not used: every mistake is told "
                 "with its line and column, and the defaults hold. Nobody else "
                 "should be able to write to it, since it names programs that "
                 "are run. \"matsession doctor\" looks at it.");
    fputs(".Sh KEYS\n", file);
    put_keys(file);
    fputs(".Sh FILES\n", file);
    mat_man_list(file);
    mat_man_item(file, "Pa", "~/.config/matsession/config.yaml");
    mat_man_text(file, "The settings. With XDG_CONFIG_HOME set they are in "
                       "that folder instead of ~/.config.");
    mat_man_list_end(file);
    fputs(".Sh EXAMPLES\n", file);
    mat_man_literal(file, "config: 1\n"
                          "sound:\n"
                          "  level: 60\n"
                          "  night-level: 25\n"
                          "speech:\n"
                          "  language: en-gb\n"
                          "  rate: 140\n");
    fputs(".Sh SEE ALSO\n.Xr matsession 1 ,\n.Xr matsession-plan 5\n", file);
}
