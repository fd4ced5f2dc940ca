#include "cli/describe.h"

#include <jansson.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/exits.h"
#include "cli/help.h"
#include "cli/man_places.h"
#include "front/out.h"

#define NAME_LIST(list, value) json_array_append_new(list, json_string(value))

/* Nobody can go on without memory, and nothing else makes these fail. */
static json_t *
whole(json_t *value)
{
    if (!value)
        mat_no_memory();
    return value;
}

static json_t *
option_names(mat_option_set set)
{
    json_t *list = json_array();

    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (set & MAT_OPTION_BIT(id))
            NAME_LIST(list, mat_options[id].name);
    }
    return list;
}

static json_t *
topics_of(const struct mat_command *command)
{
    json_t *list = json_array();

    for (int i = 0; i < command->n_topics; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "name", command->topics[i].name,
                            "summary", command->topics[i].summary));
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
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "line", line, "what", what));
    }
    return list;
}

static json_t *
command_of(const struct mat_command *command, bool inner)
{
    return whole(json_pack(
        "{s:s, s:b, s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:o}", "name",
        command->name, "inner", inner, "summary", command->summary, "text",
        command->text, "arguments", command->arguments, "least", command->least,
        "most", command->most, "topics", topics_of(command), "options",
        option_names(mat_command_options(command)), "examples",
        examples_of(command)));
}

static json_t *
commands(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_commands; i++)
        json_array_append_new(list, command_of(mat_commands[i], false));
    for (int i = 0; i < mat_n_inner_commands; i++)
        json_array_append_new(list, command_of(mat_inner_commands[i], true));
    return list;
}

static json_t *
words_of(const struct mat_option *option)
{
    json_t *list = json_array();

    for (int i = 0; option->words && i < option->words->count; i++)
        NAME_LIST(list, option->words->names[i]);
    return list;
}

static json_t *
options(void)
{
    json_t *list = json_array();

    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];
        const char letter[] = {option->letter, '\0'};

        json_array_append_new(
            list,
            whole(json_pack(
                "{s:s, s:s, s:s, s:s, s:o, s:b, s:b, s:i, s:i, s:o, s:o}",
                "name", option->name, "letter", letter, "argument",
                option->argument ? option->argument : "", "help", option->help,
                "words", words_of(option), "several", option->list, "repeats",
                option->repeats, "least", option->least, "most", option->most,
                "excludes", option_names(option->excludes), "needs",
                option_names(option->needs))));
    }
    return list;
}

static json_t *
label_and_help(const char *label, const char *help)
{
    return whole(json_pack("{s:s, s:s}", "label", label, "help", help));
}

static json_t *
keys(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].label[0] != '\0')
            json_array_append_new(
                list, label_and_help(mat_keys[i].label, mat_keys[i].help));
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
            json_array_append_new(of_it, label_and_help(moment->keys[k].label,
                                                        moment->keys[k].help));
        json_array_append_new(list,
                              whole(json_pack("{s:s, s:o}", "title",
                                              moment->title, "keys", of_it)));
    }
    return list;
}

static json_t *
exits(void)
{
    json_t *list = json_array();

    for (int i = 0; i < mat_n_exits; i++)
        json_array_append_new(
            list, whole(json_pack(
                      "{s:i, s:s, s:s}", "status", mat_exits[i].status, "shown",
                      mat_exits[i].shown, "meaning", mat_exits[i].meaning)));
    return list;
}

static json_t *
places(const char *what, const struct mat_place_row *rows, int count)
{
    json_t *list = json_array();

    for (int i = 0; i < count; i++)
        json_array_append_new(list,
                              whole(json_pack("{s:s, s:s}", what, rows[i].name,
                                              "text", rows[i].text)));
    return list;
}

void
mat_describe_line(FILE *file, const struct mat_tables *tables, int width)
{
    json_t *line = whole(json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "program",
        "matsession", "version", MATSESSION_VERSION, "commands", commands(),
        "options", options(), "keys", keys(), "moments", moments(), "exits",
        exits(), "files", places("path", mat_file_rows, mat_n_file_rows),
        "environment",
        places("name", mat_environment_rows, mat_n_environment_rows)));
    char *text = json_dumps(line, JSON_COMPACT);

    (void)tables;
    (void)width;
    json_decref(line);
    if (text)
        fprintf(file, "%s\n", text);
    else
        mat_no_memory();
    free(text);
}
