#include "cli/man.h"

#include <stdlib.h>
#include <string.h>

#include "cli/man_write.h"
#include "front/out.h"
#include "store/config_text.h"

/* Every section, and how a word with braces is written. */
static const char example[] =
    "config: 1\n"
    "sound:\n"
    "  level: 60\n"
    "  night-level: 25      # with a plan for the evening\n"
    "speech:\n"
    "  command: [espeak-ng, --stdin, --stdout, -v, \"{language}\"]\n"
    "  language: en-gb\n"
    "notify:\n"
    "  by: bell\n"
    "  steps: never         # only the end\n"
    "session:\n"
    "  inhibit: no\n";

static void
put_values(FILE *file, const struct mat_config_key *key)
{
    char text[128];

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
        snprintf(text, sizeof(text),
                 "Values: letters, digits and -, %d at most, as in en or "
                 "pt-br.",
                 MAT_CONFIG_TAG_MAX);
        mat_man_text(file, text);
        break;
    case MAT_CONFIG_WORDS:
        snprintf(text, sizeof(text), "Values: a list of 1 to %d words.",
                 MAT_CONFIG_ARGS_MAX);
        mat_man_text(file, text);
        break;
    case MAT_CONFIG_CHOICE:
        mat_man_names(file, "Values:", key->choices->names,
                      key->choices->count);
        break;
    }
}

/* Freed by the caller. */
static char *
default_text(const struct mat_config_key *key)
{
    struct mat_config defaults;
    char *text;

    mat_config_defaults(&defaults);
    text = mat_config_text(key, &defaults);
    if (text)
        return text;
    mat_no_memory();
}

/* `Default: 70.`, on a line of its own and as it would be written. */
static void
put_default(FILE *file, const struct mat_config_key *key)
{
    char *text = default_text(key);

    fputs("Default:\n.Li", file);
    mat_man_word(file, text);
    fputs(" .\n", file);
    free(text);
}

static void
put_key(FILE *file, const struct mat_config_key *key)
{
    mat_man_item(file, "Cm", key->name);
    mat_man_text(file, key->meaning);
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
    mat_man_text(
        file,
        "The file config.yaml holds your settings, in YAML. There need not be "
        "one, and what it leaves out has a default. It begins with config: 1, "
        "the version of the format; each section is a mapping of keys to "
        "values. Aliases and tags are not allowed, and it is at most 1 MiB "
        "large.\n"
        "A file with a mistake is not used: every mistake is told with its "
        "line and column, and no session starts until it is corrected or the "
        "file is gone. Nobody else should be able to write to it, since it "
        "names programs that are run.\n"
        "\"matsession config\" prints every setting with its value and the "
        "line that sets it, and says which have no effect; \"matsession "
        "doctor\" tells what comes of them here.");
    fputs(".Sh KEYS\n", file);
    put_keys(file);
    fputs(".Sh FILES\n", file);
    mat_man_list(file);
    mat_man_item(file, "Pa", "~/.config/matsession/config.yaml");
    mat_man_text(file, "The settings. With XDG_CONFIG_HOME set they are in "
                       "that folder instead of ~/.config.");
    mat_man_list_end(file);
    fputs(".Sh EXAMPLES\n", file);
    mat_man_literal(file, example);
    fputs(".Sh SEE ALSO\n.Xr matsession 1 ,\n.Xr matsession-plan 5\n", file);
}
