#include "cli/parse.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front/out.h"
#include "matsession/text.h"

/* What getopt_long() returns for a long option: beyond every letter. */
#define LONG_BASE 256
/* What it returns for an argument, as "-" in the short options asks. */
#define ARGUMENT 1

#define GLOBAL_OPTIONS \
    (MAT_OPTION_BIT(MAT_OPTION_HELP) | MAT_OPTION_BIT(MAT_OPTION_VERSION))

/* The tables in getopt's form, for one set of options. */
struct spelling {
    struct option longs[MAT_OPTION__COUNT + 1];
    char shorts[MAT_OPTION__COUNT + 3];
};

/* One run over a command line. */
struct parse {
    struct mat_call *call;
    uint32_t options;
    uint32_t seen;
    char *error;
};

static void
spell(struct spelling *spelling, uint32_t options, char mode)
{
    size_t n_longs = 0;
    size_t n_shorts = 0;

    memset(spelling, 0, sizeof(*spelling));
    spelling->shorts[n_shorts++] = mode;
    spelling->shorts[n_shorts++] = ':';
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];

        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        spelling->longs[n_longs++] = (struct option){
            .name = option->name,
            .has_arg = option->argument ? required_argument : no_argument,
            .val = LONG_BASE + id,
        };
        if (option->letter)
            spelling->shorts[n_shorts++] = option->letter;
    }
}

static int
letter_find(int letter)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (mat_options[id].letter && mat_options[id].letter == letter)
            return id;
    }
    return -1;
}

static int
name_find(const char *name)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (strcmp(mat_options[id].name, name) == 0)
            return id;
    }
    return -1;
}

/* The name in `--name` or `--name=value`, cut to what is worth showing. */
static void
name_of(const char *word, char name[64])
{
    size_t length = strcspn(word + 2, "=");

    snprintf(name, 64, "%.*s", length < 63 ? (int)length : 63, word + 2);
}

/* What may have been meant: the only option that begins so, or the one that
 * is spelled most alike. */
static const char *
option_nearest(uint32_t options, const char *name)
{
    const char *names[MAT_OPTION__COUNT];
    const char *longer = NULL;
    int count = 0;
    int n_longer = 0;

    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        names[count++] = mat_options[id].name;
        if (strncmp(mat_options[id].name, name, strlen(name)) != 0)
            continue;
        longer = mat_options[id].name;
        n_longer++;
    }
    return n_longer == 1 ? longer : mat_word_nearest(names, count, name);
}

static bool
fail_unknown(const struct parse *parse, const char *name)
{
    const char *nearest;

    if (name_find(name) >= 0) {
        if (parse->call->command)
            snprintf(parse->error, MAT_USAGE_TEXT, "%s does not take --%s",
                     parse->call->command->name, name);
        else
            snprintf(parse->error, MAT_USAGE_TEXT,
                     "--%s stands behind a command", name);
        return false;
    }
    nearest = option_nearest(parse->options, name);
    snprintf(parse->error, MAT_USAGE_TEXT, "unknown option --%s%s%s%s", name,
             nearest ? "; did you mean --" : "", nearest ? nearest : "",
             nearest ? "?" : "");
    return false;
}

/* `first, week or building` */
static void
words_list(const struct mat_words *words, char *buffer, size_t size)
{
    buffer[0] = '\0';
    for (int i = 0; i < words->count; i++) {
        size_t used = strlen(buffer);

        snprintf(buffer + used, size - used, "%s%s",
                 i == 0                  ? ""
                 : i == words->count - 1 ? " or "
                                         : ", ",
                 words->names[i]);
    }
}

static bool
take_word(const struct parse *parse, const struct mat_option *option,
          const char *word, int *ret_value)
{
    int value = mat_word_find(option->words, word);
    char list[320];
    char shown[64];
    const char *nearest;

    if (value >= 0) {
        *ret_value = value;
        return true;
    }
    nearest =
        mat_word_nearest(option->words->names, option->words->count, word);
    words_list(option->words, list, sizeof(list));
    mat_text_shown(word, shown, sizeof(shown));
    snprintf(parse->error, MAT_USAGE_TEXT, "--%s: \"%s\" is no %s; %s%s%s",
             option->name, shown, option->words->what,
             nearest ? "did you mean " : "use ", nearest ? nearest : list,
             nearest ? "?" : "");
    return false;
}

static bool
take_words(const struct parse *parse, const struct mat_option *option,
           const char *value, int *ret_set)
{
    int set = 0;

    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        char word[64];
        int index = 0;

        snprintf(word, sizeof(word), "%.*s", length < 63 ? (int)length : 63,
                 at);
        if (!take_word(parse, option, word, &index))
            return false;
        set |= 1 << index;
        at += length;
        if (!*at)
            break;
    }
    *ret_set = set;
    return true;
}

static bool
take_number(const struct parse *parse, const struct mat_option *option,
            const char *value, int *ret_number)
{
    int64_t number;
    char shown[64];

    if (mat_number_parse(value, option->most, &number) &&
        number >= option->least) {
        *ret_number = (int)number;
        return true;
    }
    snprintf(parse->error, MAT_USAGE_TEXT,
             "--%s: \"%s\" is not a whole number from %d to %d", option->name,
             mat_text_shown(value, shown, sizeof(shown)), option->least,
             option->most);
    return false;
}

static bool
take_value(const struct parse *parse, const struct mat_option *option,
           const char *value, int *ret_number)
{
    if (option->most)
        return take_number(parse, option, value, ret_number);
    if (!option->words)
        return true;
    return option->list ? take_words(parse, option, value, ret_number)
                        : take_word(parse, option, value, ret_number);
}

static bool
check_excludes(const struct parse *parse, int id)
{
    uint32_t against = parse->seen & mat_options[id].excludes;

    for (int other = 0; other < MAT_OPTION__COUNT; other++) {
        if (!(against & MAT_OPTION_BIT(other)))
            continue;
        snprintf(parse->error, MAT_USAGE_TEXT,
                 "--%s and --%s exclude each other", mat_options[other].name,
                 mat_options[id].name);
        return false;
    }
    return true;
}

static bool
take_option(struct parse *parse, int id, const char *value)
{
    struct mat_given given = {.id = (enum mat_option_id)id, .value = value};

    if (value && !take_value(parse, &mat_options[id], value, &given.number))
        return false;
    if (!check_excludes(parse, id))
        return false;
    parse->seen |= MAT_OPTION_BIT(id);
    /* These two end everything, so they need no place; without them there
     * are never more options than words. */
    if (!(MAT_OPTION_BIT(id) & GLOBAL_OPTIONS))
        parse->call->given[parse->call->n_given++] = given;
    return true;
}

/* What getopt_long() would not take. */
static bool
fail_option(const struct parse *parse, const char *word)
{
    char name[64];

    if (optopt != 0 && optopt < LONG_BASE) {
        bool shown = optopt > ' ' && optopt < 127;

        snprintf(parse->error, MAT_USAGE_TEXT, "unknown option -%c",
                 shown ? optopt : '?');
        return false;
    }
    name_of(word, name);
    if (optopt == 0 || strcmp(name, mat_options[optopt - LONG_BASE].name) != 0)
        return fail_unknown(parse, name);
    snprintf(parse->error, MAT_USAGE_TEXT, "--%s takes no value", name);
    return false;
}

static bool
take_long(struct parse *parse, int id, char **argv)
{
    char name[64];

    /* A value in a word of its own pushes the option one word back. */
    name_of(argv[optind - (optarg == argv[optind - 1] ? 2 : 1)], name);
    if (strcmp(name, mat_options[id].name) != 0)
        return fail_unknown(parse, name);
    return take_option(parse, id, optarg);
}

static bool
fail_missing(const struct parse *parse, const char *word)
{
    char name[64];

    name_of(word, name);
    if (strcmp(name, mat_options[optopt - LONG_BASE].name) != 0)
        return fail_unknown(parse, name);
    snprintf(parse->error, MAT_USAGE_TEXT, "--%s needs a value: --%s %s", name,
             name, mat_options[optopt - LONG_BASE].argument);
    return false;
}

/*
 * Takes options and arguments.
 *
 * \param mode  '+': up to the first argument; '-': all, arguments in order.
 *              '-' also keeps POSIXLY_CORRECT from changing what a line means
 */
static bool
take_line(struct parse *parse, int argc, char **argv, char mode)
{
    struct spelling spelling;

    spell(&spelling, parse->options, mode);
    opterr = 0;
    optind = 0; /* begin anew: this runs twice for one command line */
    for (;;) {
        int c = getopt_long(argc, argv, spelling.shorts, spelling.longs, NULL);
        bool good;

        if (c == -1)
            return true;
        if (c == ARGUMENT) {
            parse->call->arguments[parse->call->n_arguments++] = optarg;
            continue;
        }
        if (c == '?')
            good = fail_option(parse, argv[optind - 1]);
        else if (c == ':')
            good = fail_missing(parse, argv[optind - 1]);
        else if (c >= LONG_BASE)
            good = take_long(parse, c - LONG_BASE, argv);
        else
            good = take_option(parse, letter_find(c), NULL);
        if (!good)
            return false;
    }
}

static bool
check_arguments(const struct parse *parse)
{
    const struct mat_call *call = parse->call;
    const struct mat_command *command = call->command;
    char shown[64];

    if (call->n_arguments < command->least) {
        snprintf(parse->error, MAT_USAGE_TEXT, "%s needs %s", command->name,
                 command->arguments);
        return false;
    }
    if (command->most >= 0 && call->n_arguments > command->most) {
        snprintf(parse->error, MAT_USAGE_TEXT,
                 "%s: one argument too many: \"%s\"", command->name,
                 mat_text_shown(call->arguments[command->most], shown,
                                sizeof(shown)));
        return false;
    }
    return true;
}

static bool
find_command(const struct parse *parse, const char *name)
{
    const char *names[64];
    int count = mat_n_commands < 64 ? mat_n_commands : 64;
    const char *nearest;
    char shown[64];

    parse->call->command = mat_command_find(name);
    if (parse->call->command)
        return true;
    for (int i = 0; i < count; i++)
        names[i] = mat_commands[i]->name;
    nearest = mat_word_nearest(names, count, name);
    snprintf(parse->error, MAT_USAGE_TEXT, "unknown command \"%s\"%s%s%s",
             mat_text_shown(name, shown, sizeof(shown)),
             nearest ? "; did you mean " : "", nearest ? nearest : "",
             nearest ? "?" : "");
    return false;
}

static enum mat_parsed
parse_command(struct parse *parse, int argc, char **argv)
{
    struct mat_call *call = parse->call;

    parse->options = mat_command_options(call->command);
    if (!take_line(parse, argc, argv, '-'))
        return MAT_PARSED_WRONG;
    if (parse->seen & MAT_OPTION_BIT(MAT_OPTION_HELP))
        return MAT_PARSED_HELP;
    /* What stands behind `--` getopt leaves alone. */
    while (optind < argc)
        call->arguments[call->n_arguments++] = argv[optind++];
    return check_arguments(parse) ? MAT_PARSED_CALL : MAT_PARSED_WRONG;
}

enum mat_parsed
mat_parse(int argc, char **argv, struct mat_call *ret_call,
          char reterr[MAT_USAGE_TEXT])
{
    struct parse parse = {
        .call = ret_call, .options = GLOBAL_OPTIONS, .error = reterr};
    size_t room = argc > 0 ? (size_t)argc : 1;
    int first;

    memset(ret_call, 0, sizeof(*ret_call));
    ret_call->given = mat_xalloc(room * sizeof(*ret_call->given));
    ret_call->arguments = mat_xalloc(room * sizeof(*ret_call->arguments));
    if (argc < 2)
        return MAT_PARSED_NOTHING;
    if (!take_line(&parse, argc, argv, '+'))
        return MAT_PARSED_WRONG;
    if (parse.seen & MAT_OPTION_BIT(MAT_OPTION_HELP))
        return MAT_PARSED_HELP;
    if (parse.seen & MAT_OPTION_BIT(MAT_OPTION_VERSION))
        return MAT_PARSED_VERSION;
    first = optind;
    if (first >= argc)
        return MAT_PARSED_NOTHING;
    if (!find_command(&parse, argv[first]))
        return MAT_PARSED_WRONG;
    return parse_command(&parse, argc - first, argv + first);
}

void
mat_call_done(struct mat_call *call)
{
    free(call->given);
    free(call->arguments);
    memset(call, 0, sizeof(*call));
}
