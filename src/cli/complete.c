#include "cli/complete.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "cli/argument.h"
#include "matsession/text.h"

const struct mat_shell mat_shells[] = {
    {"bash", mat_complete_bash},
    {"zsh", mat_complete_zsh},
    {"fish", mat_complete_fish},
};

const int mat_n_shells = (int)(sizeof(mat_shells) / sizeof(mat_shells[0]));

/* How the tables call what a shell can find; any other name is free text. */
static const struct {
    const char *name;
    unsigned offers;
} names[] = {
    {"PLAN", MAT_OFFER_PLANS | MAT_OFFER_FILES},
    {"FILE", MAT_OFFER_FILES},
    {"COMMAND", MAT_OFFER_COMMANDS},
    {"ID", MAT_OFFER_QUESTIONS},
    {"ID=ANSWER", MAT_OFFER_ANSWERS},
};

static void
add_word(char *buffer, size_t size, const char *word)
{
    size_t used = strlen(buffer);
    size_t needed =
        mat_join(buffer + used, size - used, used ? " " : "", word, NULL);

    assert(used + needed < size - 1);
}

/* `PLAN`, which is looked up, or `bash`, which is written as it is. */
static void
take_name(const char *name, struct mat_place *place)
{
    if (islower((unsigned char)name[0])) {
        add_word(place->words, sizeof(place->words), name);
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i].name) == 0)
            place->offers |= names[i].offers;
    }
}

static void
take_place(struct mat_argument argument, struct mat_place *ret_place)
{
    char name[MAT_ARGUMENT_NAME];

    *ret_place = (struct mat_place){0};
    snprintf(ret_place->label, sizeof(ret_place->label), "%.*s",
             (int)argument.size, argument.names);
    while (mat_argument_name(&argument, name))
        take_name(name, ret_place);
}

int
mat_complete_arguments(const struct mat_command *command,
                       struct mat_place ret_places[MAT_PLACES_MAX],
                       bool *ret_repeats)
{
    const char *at = command->arguments;
    struct mat_argument argument = {0};
    int count = 0;

    while (count < MAT_PLACES_MAX && (at = mat_argument_next(at, &argument)))
        take_place(argument, &ret_places[count++]);
    *ret_repeats = argument.repeats;
    if (command->n_topics && count == 0)
        ret_places[count++] = (struct mat_place){.label = "TOPIC"};
    for (int i = 0; i < command->n_topics; i++)
        add_word(ret_places[0].words, sizeof(ret_places[0].words),
                 command->topics[i].name);
    return count;
}

void
mat_complete_option(const struct mat_option *option,
                    struct mat_place *ret_place)
{
    const char *argument = option->argument ? option->argument : "";

    take_place((struct mat_argument){argument, strlen(argument), false, false},
               ret_place);
    ret_place->list = option->list;
    for (int i = 0; option->words && i < option->words->count; i++)
        add_word(ret_place->words, sizeof(ret_place->words),
                 option->words->names[i]);
}

void
mat_complete_answers(char buffer[MAT_COMPLETE_ANSWERS])
{
    buffer[0] = '\0';
    for (int i = MAT_ANSWER_UNSET + 1; i < MAT_ANSWER__COUNT; i++)
        add_word(buffer, MAT_COMPLETE_ANSWERS, mat_word(&mat_answers, i));
}

void
mat_complete_brief(const char *text, char buffer[MAT_COMPLETE_BRIEF])
{
    size_t length = strlen(text);

    for (const char *stop = text; (stop = strchr(stop, '.')); stop++) {
        if (stop[1] == ' ' || stop[1] == '\0') {
            length = (size_t)(stop - text);
            break;
        }
    }
    snprintf(buffer, MAT_COMPLETE_BRIEF, "%.*s", (int)length, text);
}
