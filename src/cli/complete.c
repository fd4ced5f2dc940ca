#include "cli/complete.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

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
take_name(const char *name, size_t length, struct mat_place *place)
{
    char word[32];

    if (length == 0 || length >= sizeof(word))
        return;
    memcpy(word, name, length);
    word[length] = '\0';
    if (islower((unsigned char)word[0])) {
        add_word(place->words, sizeof(place->words), word);
        return;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(word, names[i].name) == 0)
            place->offers |= names[i].offers;
    }
}

/* `[PLAN|FILE]...`: takes it apart. \return whether it repeats */
static bool
take_place(const char *text, size_t length, struct mat_place *ret_place)
{
    bool repeats = length > 3 && memcmp(text + length - 3, "...", 3) == 0;
    size_t used = 0;

    *ret_place = (struct mat_place){0};
    length -= repeats ? 3 : 0;
    if (length > 1 && text[0] == '[' && text[length - 1] == ']') {
        text++;
        length -= 2;
    }
    while (used < length) {
        const char *bar = memchr(text + used, '|', length - used);
        size_t end = bar ? (size_t)(bar - text) : length;

        take_name(text + used, end - used, ret_place);
        used = end + 1;
    }
    if (length >= sizeof(ret_place->label))
        length = sizeof(ret_place->label) - 1;
    memcpy(ret_place->label, text, length);
    return repeats;
}

int
mat_complete_arguments(const struct mat_command *command,
                       struct mat_place ret_places[MAT_PLACES_MAX],
                       bool *ret_repeats)
{
    const char *at = command->arguments;
    int count = 0;

    *ret_repeats = false;
    for (; *at && count < MAT_PLACES_MAX; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");

        *ret_repeats = take_place(at, length, &ret_places[count++]);
        at += length;
    }
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

    take_place(argument, strlen(argument), ret_place);
    ret_place->list = option->list;
    for (int i = 0; option->words && i < option->words->count; i++)
        add_word(ret_place->words, sizeof(ret_place->words),
                 option->words->names[i]);
}

void
mat_complete_answers(char *buffer, size_t size)
{
    buffer[0] = '\0';
    for (int i = MAT_ANSWER_UNSET + 1; i < MAT_ANSWER__COUNT; i++)
        add_word(buffer, size, mat_word(&mat_answers, i));
}

void
mat_complete_brief(const char *text, char *buffer, size_t size)
{
    size_t length = strlen(text);

    for (const char *stop = text; (stop = strchr(stop, '.')); stop++) {
        if (stop[1] == ' ' || stop[1] == '\0') {
            length = (size_t)(stop - text);
            break;
        }
    }
    if (length >= size)
        length = size - 1;
    memcpy(buffer, text, length);
    buffer[length] = '\0';
}
