#include "cli/command.h"

#include <stdio.h>

#include "cli/help.h"
#include "front/out.h"
#include "store/tables.h"

#define NAMES_MAX 64

static int
no_such_page(const char *name)
{
    const struct mat_command *help = &mat_command_help;
    const char *names[NAMES_MAX];
    char advice[MAT_ADVICE_TEXT];
    int count = 0;

    for (int i = 0; i < mat_n_commands && count < NAMES_MAX; i++)
        names[count++] = mat_commands[i]->name;
    for (int i = 0; i < help->n_topics && count < NAMES_MAX; i++)
        names[count++] = help->topics[i].name;
    mat_problem("no help on \"%s\"%s", name,
                mat_word_advice(names, count, name, advice, sizeof(advice)));
    return mat_help_try(NULL);
}

static int
run(const struct mat_call *call)
{
    int width = mat_out_width(stdout);
    const char *name = call->n_arguments > 0 ? call->arguments[0] : NULL;
    const struct mat_command *command = name ? mat_command_find(name) : NULL;
    const struct mat_topic *topic =
        name ? mat_topic_find(call->command, name) : NULL;

    if (!name)
        mat_help_overview(stdout, width);
    else if (command)
        mat_help_command(stdout, width, command);
    else if (topic)
        topic->print(stdout, &mat_tables_builtin, width);
    else
        return no_such_page(name);
    return MAT_EXIT_DONE;
}

static const struct mat_topic topics[] = {
    {"keys", "the keys, and what they do when", mat_help_keys},
    {"exits", "the exit statuses", mat_help_exits},
};

const struct mat_command mat_command_help = {
    .name = "help",
    .arguments = "COMMAND",
    .topics = topics,
    .n_topics = sizeof(topics) / sizeof(*topics),
    .least = 0,
    .most = 1,
    .summary = "Explain a command, keys or exit statuses.",
    .text = "",
    .examples = "matsession help start\n"
                "matsession help keys\n",
    .run = run,
};
