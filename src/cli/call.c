#include "cli/command.h"

#include <stddef.h>
#include <string.h>

mat_option_set
mat_command_options(const struct mat_command *command)
{
    return command->options | MAT_OPTION_BIT(MAT_OPTION_HELP);
}

const struct mat_command *
mat_command_find(const char *name)
{
    for (int i = 0; i < mat_n_commands; i++) {
        if (strcmp(mat_commands[i]->name, name) == 0)
            return mat_commands[i];
    }
    for (int i = 0; i < mat_n_inner_commands; i++) {
        if (strcmp(mat_inner_commands[i]->name, name) == 0)
            return mat_inner_commands[i];
    }
    return NULL;
}

const struct mat_topic *
mat_topic_find(const struct mat_command *command, const char *name)
{
    for (int i = 0; i < command->n_topics; i++) {
        if (strcmp(command->topics[i].name, name) == 0)
            return &command->topics[i];
    }
    return NULL;
}

static const struct mat_given *
given_last(const struct mat_call *call, enum mat_option_id id)
{
    for (int i = call->n_given - 1; i >= 0; i--) {
        if (call->given[i].id == id)
            return &call->given[i];
    }
    return NULL;
}

bool
mat_call_has(const struct mat_call *call, enum mat_option_id id)
{
    return given_last(call, id) != NULL;
}

const char *
mat_call_value(const struct mat_call *call, enum mat_option_id id)
{
    const struct mat_given *given = given_last(call, id);

    return given ? given->value : NULL;
}

int
mat_call_number(const struct mat_call *call, enum mat_option_id id,
                int otherwise)
{
    const struct mat_given *given = given_last(call, id);

    return given ? given->number : otherwise;
}

uint32_t
mat_call_set(const struct mat_call *call, enum mat_option_id id)
{
    uint32_t set = 0;

    for (int i = 0; i < call->n_given; i++) {
        if (call->given[i].id == id)
            set |= (uint32_t)call->given[i].number;
    }
    return set;
}
