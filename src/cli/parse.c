#include "cli/parse.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/parse_value.h"
#include "front/out.h"
#include "matsession/text.h"

/* What getopt_long() returns for a long option: beyond every letter. */
#define LONG_BASE 256
/* What it returns for an argument, as "-" in the short options asks. */
#define ARGUMENT 1

/* Room for the name of an option as it was written. */
#define NAME_TEXT 64

#define GLOBAL_OPTIONS \
    (MAT_OPTION_BIT(MAT_OPTION_HELP) | MAT_OPTION_BIT(MAT_OPTION_VERSION))

/* The tables in getopt's form, for one set of options. */
struct spelling {
    struct option longs[MAT_OPTION__COUNT + 1];
    char shorts[2 * MAT_OPTION__COUNT + 3];
};

/* One run over a command line. */
struct parse {
    struct mat_call *call;
    mat_option_set options;
    mat_option_set seen;
    char *error;
};

static void
spell(struct spelling *spelling, mat_option_set options, char mode)
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
        if (!option->letter)
            continue;
        spelling->shorts[n_shorts++] = option->letter;
        if (option->argument)
            spelling->shorts[n_shorts++] = ':';
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

/* The name in `--name` or `--name=value`, cut to what is worth showing and
 * safe to show. */
static void
name_of(const char *word, char name[NAME_TEXT])
{
    size_t length = strcspn(word + 2, "=");
    char whole[NAME_TEXT];

    snprintf(whole, sizeof(whole), "%.*s",
             length < NAME_TEXT ? (int)length : NAME_TEXT, word + 2);
    mat_text_shown(whole, name, NAME_TEXT);
}

/* What may have been meant: the only option that begins so, or the one that
 * is spelled most alike. */
static const char *
option_nearest(mat_option_set options, const char *name)
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
    char term[NAME_TEXT];
    char advice[MAT_ADVICE_TEXT];
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
    snprintf(term, sizeof(term), "--%s", nearest ? nearest : "");
    snprintf(parse->error, MAT_USAGE_TEXT, "unknown option --%s%s", name,
             mat_word_advice((const char *[]){term}, nearest ? 1 : 0, term,
                             advice, sizeof(advice)));
    return false;
}

static bool
check_excludes(const struct parse *parse, int id)
{
    mat_option_set against = parse->seen & mat_options[id].excludes;

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
check_needs(const struct parse *parse)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        mat_option_set missing = mat_options[id].needs & ~parse->seen;

        if (!(parse->seen & MAT_OPTION_BIT(id)) || !missing)
            continue;
        for (int other = 0; other < MAT_OPTION__COUNT; other++) {
            if (!(missing & MAT_OPTION_BIT(other)))
                continue;
            snprintf(
                parse->error, MAT_USAGE_TEXT, "--%s needs --%s%s%s as well",
                mat_options[id].name, mat_options[other].name,
                mat_options[other].argument ? " " : "",
                mat_options[other].argument ? mat_options[other].argument : "");
            return false;
        }
    }
    return true;
}

static bool
take_option(struct parse *parse, int id, const char *value)
{
    struct mat_given given = {.id = (enum mat_option_id)id, .value = value};

    if (value &&
        !mat_parse_value(&mat_options[id], value, &given.number, parse->error))
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
    char name[NAME_TEXT];

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
    char name[NAME_TEXT];

    /* A value in a word of its own pushes the option one word back. */
    name_of(argv[optind - (optarg == argv[optind - 1] ? 2 : 1)], name);
    if (strcmp(name, mat_options[id].name) != 0)
        return fail_unknown(parse, name);
    return take_option(parse, id, optarg);
}

static bool
fail_missing(const struct parse *parse, const char *word)
{
    char name[NAME_TEXT];

    if (optopt < LONG_BASE) {
        snprintf(parse->error, MAT_USAGE_TEXT, "-%c needs a value: -%c %s",
                 optopt, optopt, mat_options[letter_find(optopt)].argument);
        return false;
    }
    name_of(word, name);
    if (strcmp(name, mat_options[optopt - LONG_BASE].name) != 0)
        return fail_unknown(parse, name);
    snprintf(parse->error, MAT_USAGE_TEXT, "--%s needs a value: --%s %s", name,
             name, mat_options[optopt - LONG_BASE].argument);
    return false;
}

/* Takes a number with a minus sign where a command wants one: getopt_long()
 * would look for options in it. It never leaves off inside such a word. */
static bool
take_negative(const struct parse *parse, int argc, char **argv)
{
    const struct mat_command *command = parse->call->command;
    const char *word = optind < argc ? argv[optind] : "";

    if (!command || !command->minus || word[0] != '-' || word[1] < '0' ||
        word[1] > '9')
        return false;
    parse->call->arguments[parse->call->n_arguments++] = argv[optind++];
    return true;
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
    (void)getopt_long(1, argv, spelling.shorts, spelling.longs, NULL);
    for (;;) {
        bool good;
        int c;

        if (take_negative(parse, argc, argv))
            continue;
        c = getopt_long(argc, argv, spelling.shorts, spelling.longs, NULL);

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
            good = take_option(parse, letter_find(c), optarg);
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
    char advice[MAT_ADVICE_TEXT];
    char shown[64];

    parse->call->command = mat_command_find(name);
    if (parse->call->command)
        return true;
    for (int i = 0; i < count; i++)
        names[i] = mat_commands[i]->name;
    snprintf(parse->error, MAT_USAGE_TEXT, "unknown command \"%s\"%s",
             mat_text_shown(name, shown, sizeof(shown)),
             mat_word_advice(names, count, name, advice, sizeof(advice)));
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
    return check_needs(parse) && check_arguments(parse) ? MAT_PARSED_CALL
                                                        : MAT_PARSED_WRONG;
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
