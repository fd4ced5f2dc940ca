#include "cli/describe.h"

#include "cli/command.h"
#include "cli/exits.h"
#include "cli/help.h"
#include "cli/json.h"
#include "cli/man_fields.h"
#include "cli/man_places.h"
#include "cli/man_recipes.h"
#include "front/fact_json.h"
#include "link/hooks_environment.h"
#include "link/status_format.h"

/* Adds an object of two texts: `{"name":name,"text":text}`. */
static void
add_pair(json_t *list, const char *key, const char *name, const char *other_key,
         const char *text)
{
    mat_json_add(list, json_pack("{s:s, s:s}", key, name, other_key, text));
}

static json_t *
option_names(mat_option_set set)
{
    json_t *list = json_array();

    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (set & MAT_OPTION_BIT(id))
            mat_json_add(list, json_string(mat_options[id].name));
    }
    return list;
}

static json_t *
topics_of(const struct mat_command *command)
{
    json_t *list = json_array();

    for (int i = 0; i < command->n_topics; i++)
        add_pair(list, "name", command->topics[i].name, "summary",
                 command->topics[i].summary);
    return list;
}

static json_t *
examples_of(const struct mat_command *command)
{
    char line[MAT_HELP_EXAMPLE];
    char what[MAT_HELP_EXAMPLE];
    json_t *list = json_array();

    for (const char *at = command->examples; *at;) {
        at = mat_help_example(at, line, what);
        add_pair(list, "line", line, "what", what);
    }
    return list;
}

static json_t *
command_of(const struct mat_command *command, bool inner)
{
    return json_pack("{s:s, s:b, s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:o}",
                     "name", command->name, "inner", inner, "summary",
                     command->summary, "text", command->text, "arguments",
                     command->arguments, "least", command->least, "most",
                     command->most, "topics", topics_of(command), "options",
                     option_names(mat_command_options(command)), "examples",
                     examples_of(command));
}

static json_t *
commands(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_commands; i++)
        mat_json_add(list, command_of(mat_commands[i], false));
    for (int i = 0; i < mat_n_inner_commands; i++)
        mat_json_add(list, command_of(mat_inner_commands[i], true));
    return list;
}

static json_t *
words_of(const struct mat_option *option)
{
    json_t *list = json_array();

    for (int i = 0; option->words && i < option->words->count; i++)
        mat_json_add(list, json_string(option->words->names[i]));
    return list;
}

static json_t *
options(void)
{
    json_t *list = json_array();

    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];
        const char letter[] = {option->letter, '\0'};

        mat_json_add(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:b, s:i, s:i, s:o, s:o}",
                      "name", option->name, "letter", letter, "argument",
                      option->argument ? option->argument : "", "help",
                      option->help, "words", words_of(option), "several",
                      option->list, "repeats", option->repeats, "least",
                      option->least, "most", option->most, "excludes",
                      option_names(option->excludes), "needs",
                      option_names(option->needs)));
    }
    return list;
}

static json_t *
keys(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].label[0] != '\0')
            add_pair(list, "label", mat_keys[i].label, "help",
                     mat_keys[i].help);
    }
    return list;
}

static json_t *
moments(void)
{
    json_t *list = json_array();

    for (int i = 0; i < MAT_MOMENT__COUNT; i++) {
        const struct mat_moment *moment = &mat_moments[i];
        json_t *of_it = json_array();

        for (int k = 0; k < moment->n_keys; k++)
            add_pair(of_it, "label", moment->keys[k].label, "help",
                     moment->keys[k].help);
        mat_json_add(list, json_pack("{s:s, s:o}", "title", moment->title,
                                     "keys", of_it));
    }
    return list;
}

static json_t *
exits(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_exits; i++)
        mat_json_add(list,
                     json_pack("{s:i, s:s, s:s}", "status", mat_exits[i].status,
                               "shown", mat_exits[i].shown, "meaning",
                               mat_exits[i].meaning));
    return list;
}

static json_t *
places(const char *key, const struct mat_place_row *rows, int count)
{
    json_t *list = json_array();

    for (int i = 0; i < count; i++)
        add_pair(list, key, rows[i].name, "text", rows[i].text);
    return list;
}

static json_t *
fields(void)
{
    json_t *list = json_array();
    const char *name;

    for (int i = 0; (name = mat_status_field(i)); i++)
        add_pair(list, "name", name, "text", mat_man_field(name));
    return list;
}

static json_t *
events(void)
{
    json_t *list = json_array();

    for (int i = 0; i < MAT_FACT__COUNT; i++)
        add_pair(list, "name", mat_fact_name((enum mat_fact_kind)i), "text",
                 mat_hook_moment((enum mat_fact_kind)i));
    return list;
}

static json_t *
variables(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_hook_variables; i++)
        add_pair(list, "name", mat_hook_variables[i].name, "text",
                 mat_hook_variables[i].text);
    return list;
}

static json_t *
recipes(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_recipes; i++) {
        const struct mat_recipe *recipe = &mat_recipes[i];
        json_t *parts = json_array();

        for (int k = 0; k < MAT_RECIPE_PARTS && recipe->parts[k].lines; k++)
            add_pair(parts, "place", recipe->parts[k].place, "lines",
                     recipe->parts[k].lines);
        mat_json_add(list, json_pack("{s:s, s:s, s:o}", "title", recipe->title,
                                     "text", recipe->text, "parts", parts));
    }
    return list;
}

void
mat_describe_line(FILE *file, const struct mat_tables *tables, int width)
{
    json_t *line = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "program", "matsession", "version", MATSESSION_VERSION, "commands",
        commands(), "options", options(), "keys", keys(), "moments", moments(),
        "exits", exits(), "files",
        places("path", mat_file_rows, mat_n_file_rows), "environment",
        places("name", mat_environment_rows, mat_n_environment_rows), "fields",
        fields(), "events", events(), "variables", variables(), "recipes",
        recipes());

    (void)tables;
    (void)width;
    mat_json_print(file, line, JSON_COMPACT);
}
