#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "front/out.h"

#define NAMES_MAX 64

static int
no_such_page(const char *name)
{
    const char *names[NAMES_MAX];
    int count = 0;
    const char *nearest;

    for (int i = 0; i < mat_n_commands && count < NAMES_MAX; i++)
        names[count++] = mat_commands[i]->name;
    for (int i = 0; i < mat_n_help_topics && count < NAMES_MAX; i++)
        names[count++] = mat_help_topics[i].name;
    nearest = mat_word_nearest(names, count, name);
    mat_problem("no help on \"%s\"%s%s%s", name,
                nearest ? "; did you mean " : "", nearest ? nearest : "",
                nearest ? "?" : "");
    mat_out(stderr, "Try \"matsession help\".\n");
    return MAT_EXIT_USAGE;
}

static int
run(const struct mat_call *call)
{
    int width = mat_out_width(stdout);
    const char *name = call->n_arguments > 0 ? call->arguments[0] : NULL;
    const struct mat_command *command = name ? mat_command_find(name) : NULL;

    if (!name) {
        mat_help_overview(stdout, width);
        return MAT_EXIT_DONE;
    }
    if (command) {
        mat_help_command(stdout, width, command);
        return MAT_EXIT_DONE;
    }
    for (int i = 0; i < mat_n_help_topics; i++) {
        if (strcmp(mat_help_topics[i].name, name) != 0)
            continue;
        mat_help_topics[i].print(stdout, width);
        return MAT_EXIT_DONE;
    }
    return no_such_page(name);
}

const struct mat_command mat_command_help = {
    .name = "help",
    .arguments = "[COMMAND|keys|exits]",
    .least = 0,
    .most = 1,
    .summary = "Explain a command, keys or exit statuses.",
    .text = "",
    .examples = "matsession help start\n"
                "matsession help keys\n",
    .run = run,
};
