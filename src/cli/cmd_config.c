#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/plan_problem.h"
#include "cli/json.h"
#include "front/out.h"
#include "matsession/text.h"
#include "speak/speaker.h"
#include "store/config_text.h"
#include "store/config_unused.h"

/* Columns for values; what is longer pushes the rest aside. */
#define VALUE_COLUMNS 10
#define LINE_TEXT 32

/* What there is to print. */
struct settings {
    struct mat_config config;
    char *path; /* NULL: there is no place for one */
    enum mat_config_load load;
};

static struct mat_config_place
place_of(const struct settings *settings, int row)
{
    const struct mat_config_place *places = settings->config.places;

    return places ? places[row] : (struct mat_config_place){0};
}

/* Why nothing uses a setting, or NULL. */
static const char *
unused(const struct settings *settings, const struct mat_config_key *key)
{
    bool sounds = strcmp(key->section, "sound") == 0 ||
                  strcmp(key->section, "speech") == 0;

    if (sounds && mat_speaker_is_off())
        return "MATSESSION_SPEAKER is empty";
    return mat_config_unused(key, &settings->config);
}

/* --- as JSON --- */

static json_t *
value_json(const struct settings *settings, const struct mat_config_key *key)
{
    const void *member = (const char *)&settings->config + key->offset;
    char *const *words = member;
    json_t *list;

    switch (key->kind) {
    case MAT_CONFIG_SWITCH:
        return json_boolean(*(const bool *)member);
    case MAT_CONFIG_NUMBER:
        return json_integer(*(const int *)member);
    case MAT_CONFIG_TAG:
        return json_string(*words);
    case MAT_CONFIG_CHOICE:
        return json_string(mat_word(key->choices, *(const int *)member));
    case MAT_CONFIG_WORDS:
        list = json_array();
        for (; *words; words++)
            mat_json_add(list, json_string(*words));
        return list;
    }
    return NULL;
}

/* Where it stands; what must not be shown of the file's name is replaced. */
static void
add_place(json_t *object, const struct settings *settings, int row)
{
    struct mat_config_place place = place_of(settings, row);
    size_t size;
    char *shown;

    mat_json_put(object, "from",
                 json_string(place.line > 0 ? "file" : "default"));
    if (place.line == 0)
        return;
    size = strlen(settings->path) + sizeof("...");
    shown = mat_xalloc(size);
    mat_json_put(object, "file",
                 json_string(mat_text_shown(settings->path, shown, size)));
    mat_json_put(object, "line", json_integer(place.line));
    mat_json_put(object, "column", json_integer(place.column));
    free(shown);
}

static void
put_json(const struct settings *settings, int row)
{
    const struct mat_config_key *key = &mat_config_keys[row];
    const char *why = unused(settings, key);
    char name[MAT_CONFIG_NAME_TEXT];
    json_t *object =
        json_pack("{s:s, s:o}", "key", mat_config_key_name(key, name), "value",
                  value_json(settings, key));

    add_place(object, settings, row);
    if (why)
        mat_json_put(object, "unused", json_string(why));
    mat_json_print(stdout, object, JSON_COMPACT);
}

/* --- for people --- */

static void
put_head(const struct settings *settings)
{
    static const char *const states[] = {
        [MAT_CONFIG_LOADED] = "",
        [MAT_CONFIG_MISSING] = "there is none; everything is at its default",
        [MAT_CONFIG_WRONG] = "no session starts until it is corrected; the "
                             "defaults are",
        [MAT_CONFIG_UNREAD] = "no session starts until it can be read; the "
                              "defaults are",
    };
    const char *state = states[settings->load];
    char *head =
        mat_xprintf("%s%s", settings->path ? settings->path : "config.yaml",
                    state[0] != '\0' ? ":" : "");

    if (state[0] != '\0')
        mat_out_behind(stdout, head, state, 2);
    else
        mat_out(stdout, "%s\n", head);
    free(head);
}

static int
longest_name(void)
{
    char name[MAT_CONFIG_NAME_TEXT];
    int longest = 0;

    for (int row = 0; row < mat_n_config_keys; row++) {
        int size =
            (int)strlen(mat_config_key_name(&mat_config_keys[row], name));

        if (size > longest)
            longest = size;
    }
    return longest;
}

/* "line 4, unused: notify.by is off". Freed by the caller. */
static char *
from_text(const struct settings *settings, int row)
{
    const char *why = unused(settings, &mat_config_keys[row]);
    int line = place_of(settings, row).line;
    char from[LINE_TEXT] = "default";

    if (line > 0)
        snprintf(from, sizeof(from), "line %d", line);
    return mat_xprintf("%s%s%s", from, why ? ", unused: " : "", why ? why : "");
}

static char *
value_text(const struct settings *settings, int row)
{
    char *text = mat_config_text(&mat_config_keys[row], &settings->config);

    if (text)
        return text;
    mat_no_memory();
}

/* A narrow terminal wraps what stands behind the head. */
static void
put_row(const struct settings *settings, int row, int column)
{
    char *value = value_text(settings, row);
    char *from = from_text(settings, row);
    char name[MAT_CONFIG_NAME_TEXT];
    char *head;
    char *text;

    mat_config_key_name(&mat_config_keys[row], name);
    if (strlen(value) <= VALUE_COLUMNS) {
        head = mat_xprintf("%-*s  %-*s ", column, name, VALUE_COLUMNS, value);
        text = mat_xcopy(from);
    } else {
        head = mat_xprintf("%-*s ", column, name);
        text = mat_xprintf("%s  %s", value, from);
    }
    mat_out_behind(stdout, head, text, column + 2);
    free(text);
    free(head);
    free(from);
    free(value);
}

static void
put_page(const struct settings *settings)
{
    const char *section = "";
    int column = longest_name();

    put_head(settings);
    for (int row = 0; row < mat_n_config_keys; row++) {
        if (strcmp(section, mat_config_keys[row].section) != 0)
            mat_out(stdout, "\n");
        section = mat_config_keys[row].section;
        put_row(settings, row, column);
    }
}

/* --- the command --- */

/* Loads the settings, with the problems printed. \return what to exit with */
static int
load(struct settings *ret_settings)
{
    struct mat_diags diags = {0};
    int error = 0;

    ret_settings->load = mat_config_load(&ret_settings->config, &diags,
                                         &ret_settings->path, &error);
    if (ret_settings->path)
        mat_out_diags(stderr, ret_settings->path, &diags);
    if (ret_settings->load == MAT_CONFIG_UNREAD)
        return mat_problem_unread(ret_settings->path, error);
    return ret_settings->load == MAT_CONFIG_WRONG ? MAT_EXIT_WRONG_FILE
                                                  : MAT_EXIT_DONE;
}

static int
run(const struct mat_call *call)
{
    struct settings settings;
    int status = load(&settings);

    if (!mat_call_has(call, MAT_OPTION_JSON))
        put_page(&settings);
    else
        for (int row = 0; row < mat_n_config_keys; row++)
            put_json(&settings, row);
    free(settings.path);
    mat_config_done(&settings.config);
    return status;
}

const struct mat_command mat_command_config = {
    .name = "config",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Print the settings, and where each comes from.",
    .text =
        "The first line names the file; it need not be there. Then comes a "
        "line a setting: its name, its value as the file would have it, and "
        "the line of the file that sets it, or default. A setting that has no "
        "effect, because another one or the environment switches off what it "
        "is for, is called unused. What a single start is told by its options "
        "is not shown here.\n"
        "\n"
        "When something is wrong in the file, every mistake is told on "
        "standard error as check tells those of plans, and the defaults are "
        "printed.\n"
        "\n"
        "With --json each setting is an object with key, value and from, which "
        "is \"default\" or \"file\", then with file, line and column; unused "
        "says why it has no effect.",
    .examples = "matsession config\n"
                "matsession config --json\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON),
    .run = run,
};
