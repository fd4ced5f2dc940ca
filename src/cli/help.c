#include "cli/help.h"

#include <assert.h>
#include <string.h>

#include "cli/entry.h"
#include "cli/exits.h"
#include "front/out.h"

#define PROGRAM "matsession"
#define TERM_TEXT ((size_t)80)
#define OPTION_TEXT 640
#define TOPICS_MAX 16
#define ARGUMENTS_TEXT ((size_t)160)

static int
longer(int length, const char *text)
{
    int other = (int)strlen(text);

    return other > length ? other : length;
}

/* A usage line under way: items that are never broken. */
struct usage {
    FILE *file;
    int width;
    int column;
};

#define USAGE_INDENT 7 /* as wide as "Usage: " */

static void
put_item(struct usage *usage, const char *item)
{
    int length = (int)strlen(item);

    if (usage->column > USAGE_INDENT &&
        usage->column + 1 + length > usage->width) {
        mat_out(usage->file, "\n%*s", USAGE_INDENT, "");
        usage->column = USAGE_INDENT;
    } else if (usage->column > USAGE_INDENT) {
        mat_out(usage->file, " ");
        usage->column++;
    }
    mat_out(usage->file, "%s", item);
    usage->column += length;
}

static void
add(char *buffer, size_t size, const char *text)
{
    size_t used = strlen(buffer);

    snprintf(buffer + used, size - used, "%s", text);
}

/* `--minutes N`, with the letter in front where there is one. */
static void
option_term(const struct mat_option *option, bool letter,
            char buffer[TERM_TEXT])
{
    char front[8] = "";

    if (letter && option->letter)
        snprintf(front, sizeof(front), "-%c, ", option->letter);
    snprintf(buffer, TERM_TEXT, "%s--%s%s%s", front, option->name,
             option->argument ? " " : "",
             option->argument ? option->argument : "");
}

mat_option_set
mat_help_alternatives(int id, mat_option_set options)
{
    mat_option_set set = MAT_OPTION_BIT(id);

    for (int other = id + 1; other < MAT_OPTION__COUNT; other++) {
        if ((options & MAT_OPTION_BIT(other)) &&
            (mat_options[other].excludes & set) == set)
            set |= MAT_OPTION_BIT(other);
    }
    return set;
}

/* `[--plain | --json]`, `[--skip AREA]...` */
static void
usage_item(mat_option_set set, char buffer[TERM_TEXT * 2])
{
    const char *before = "[";
    bool repeats = false;
    char term[TERM_TEXT];

    buffer[0] = '\0';
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(set & MAT_OPTION_BIT(id)))
            continue;
        option_term(&mat_options[id], false, term);
        add(buffer, TERM_TEXT * 2, before);
        add(buffer, TERM_TEXT * 2, term);
        before = " | ";
        repeats = mat_options[id].repeats;
    }
    add(buffer, TERM_TEXT * 2, repeats ? "]..." : "]");
}

/* `PLAN`, `[COMMAND|keys|exits]` */
static void
arguments_text(const struct mat_command *command, char buffer[ARGUMENTS_TEXT])
{
    const char *between = *command->arguments ? "|" : "";

    buffer[0] = '\0';
    add(buffer, ARGUMENTS_TEXT, command->n_topics ? "[" : "");
    add(buffer, ARGUMENTS_TEXT, command->arguments);
    for (int i = 0; i < command->n_topics; i++) {
        add(buffer, ARGUMENTS_TEXT, between);
        add(buffer, ARGUMENTS_TEXT, command->topics[i].name);
        between = "|";
    }
    add(buffer, ARGUMENTS_TEXT, command->n_topics ? "]" : "");
    assert(strlen(buffer) < ARGUMENTS_TEXT - 1);
}

static void
put_usage(FILE *file, int width, const struct mat_command *command)
{
    struct usage usage = {file, width, USAGE_INDENT};
    mat_option_set options = command ? command->options : 0;
    char item[TERM_TEXT * 2];
    char arguments[ARGUMENTS_TEXT] = "ARGUMENTS";

    mat_out(file, "Usage: ");
    put_item(&usage, PROGRAM);
    put_item(&usage, command ? command->name : "COMMAND");
    if (!command)
        put_item(&usage, "[OPTIONS]");
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        mat_option_set set;

        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        set = mat_help_alternatives(id, options);
        usage_item(set, item);
        /* Too much for a line: then it stands alone, and the text tells. */
        if (USAGE_INDENT + (int)strlen(item) > width) {
            set = MAT_OPTION_BIT(id);
            usage_item(set, item);
        }
        options &= ~set;
        put_item(&usage, item);
    }
    if (command)
        arguments_text(command, arguments);
    if (*arguments)
        put_item(&usage, arguments);
    mat_out(file, "\n");
}

/* ` Not beside --plain or --none.` */
static void
add_options(char *buffer, size_t size, const char *before, mat_option_set set)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(set & MAT_OPTION_BIT(id)))
            continue;
        set &= ~MAT_OPTION_BIT(id);
        add(buffer, size, before);
        add(buffer, size, "--");
        add(buffer, size, mat_options[id].name);
        add(buffer, size, set ? "" : ".");
        before = set & (set - 1) ? ", " : " or ";
    }
}

void
mat_help_option(const struct mat_option *option, mat_option_set options,
                char *buffer, size_t size)
{
    buffer[0] = '\0';
    add(buffer, size, option->help);
    if (option->most) {
        size_t used = strlen(buffer);

        snprintf(buffer + used, size - used, " N is %d to %d.", option->least,
                 option->most);
    }
    if (option->words)
        add(buffer, size,
            option->list ? " One or more, with commas: " : " One of: ");
    for (int i = 0; option->words && i < option->words->count; i++) {
        add(buffer, size, option->words->names[i]);
        add(buffer, size, i + 1 < option->words->count ? ", " : ".");
    }
    add_options(buffer, size, " It needs ", option->needs);
    /* Of two that exclude each other the usage line tells, or the one of them
     * that excludes more. */
    options &= option->excludes;
    if (options & (options - 1))
        add_options(buffer, size, " Not beside ", options);
}

static void
put_options(FILE *file, int width, mat_option_set options)
{
    char term[TERM_TEXT];
    char text[OPTION_TEXT];
    int longest = 0;

    mat_out(file, "\nOptions\n");
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        option_term(&mat_options[id], true, term);
        if (options & MAT_OPTION_BIT(id))
            longest = longer(longest, term);
    }
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        option_term(&mat_options[id], true, term);
        mat_help_option(&mat_options[id], options, text, sizeof(text));
        mat_entry(file, term, text, mat_entry_column(longest, width), width);
    }
}

const char *
mat_help_example(const char *at, char term[MAT_HELP_EXAMPLE],
                 char text[MAT_HELP_EXAMPLE])
{
    size_t size = strcspn(at, "\n");
    const char *gap = memmem(at, size, "  ", 2);
    size_t head = gap ? (size_t)(gap - at) : size;
    size_t skip = head + strspn(at + head, " ");

    snprintf(term, MAT_HELP_EXAMPLE, "%.*s", (int)head, at);
    snprintf(text, MAT_HELP_EXAMPLE, "%.*s",
             (int)(size > skip ? size - skip : 0), at + skip);
    return at[size] ? at + size + 1 : at + size;
}

static void
put_examples(FILE *file, int width, const char *title, const char *examples)
{
    char term[MAT_HELP_EXAMPLE];
    char text[MAT_HELP_EXAMPLE];
    int longest = 0;

    mat_out(file, "\n%s\n", title);
    for (const char *at = examples; *at; longest = longer(longest, term))
        at = mat_help_example(at, term, text);
    for (const char *at = examples; *at;) {
        at = mat_help_example(at, term, text);
        mat_entry(file, term, text, mat_entry_column(longest, width), width);
    }
}

static void
put_topics(FILE *file, int width, const struct mat_command *command)
{
    int longest = longer(0, command->arguments);

    mat_out(file, "\nTopics\n");
    for (int i = 0; i < command->n_topics; i++)
        longest = longer(longest, command->topics[i].name);
    for (int i = 0; i < command->n_topics; i++)
        mat_entry(file, command->topics[i].name, command->topics[i].summary,
                  mat_entry_column(longest, width), width);
}

void
mat_help_command(FILE *file, int width, const struct mat_command *command)
{
    put_usage(file, width, command);
    mat_out(file, "\n");
    mat_out_wrapped(file, command->summary, 0, width);
    if (*command->text) {
        mat_out(file, "\n");
        mat_out_wrapped(file, command->text, 0, width);
    }
    if (command->table)
        command->table(file, width);
    if (command->n_topics)
        put_topics(file, width, command);
    put_options(file, width, mat_command_options(command));
    if (*command->examples)
        put_examples(file, width, "Examples", command->examples);
}

static void
put_commands(FILE *file, int width)
{
    char arguments[ARGUMENTS_TEXT];
    char term[TERM_TEXT + ARGUMENTS_TEXT];
    int longest = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < mat_n_commands; i++) {
            const struct mat_command *command = mat_commands[i];

            arguments_text(command, arguments);
            snprintf(term, sizeof(term), "%s%s%s", command->name,
                     *arguments ? " " : "", arguments);
            if (pass == 0)
                longest = longer(longest, term);
            else
                mat_entry(file, term, command->summary,
                          mat_entry_column(longest, width), width);
        }
    }
}

void
mat_help_short(FILE *file, int width)
{
    put_usage(file, width, NULL);
    mat_out(file, "\nCommands\n");
    put_commands(file, width);
}

static void
put_more(FILE *file, int width)
{
    const struct mat_command *help = &mat_command_help;
    int longest = longer(0, help->arguments);
    char term[TERM_TEXT];

    mat_out(file, "\nMore\n");
    for (int i = 0; i < help->n_topics; i++)
        longest = longer(longest, help->topics[i].name);
    longest += (int)strlen("help ");
    snprintf(term, sizeof(term), "help %s", help->arguments);
    mat_entry(file, term, "one command and its options",
              mat_entry_column(longest, width), width);
    for (int i = 0; i < help->n_topics; i++) {
        snprintf(term, sizeof(term), "help %s", help->topics[i].name);
        mat_entry(file, term, help->topics[i].summary,
                  mat_entry_column(longest, width), width);
    }
}

void
mat_help_overview(FILE *file, int width)
{
    mat_out_wrapped(file,
                    "matsession leads you through a session on an acupressure "
                    "mat: what to do, for how long, and when to stop.\n\n",
                    0, width);
    mat_help_short(file, width);
    put_options(file, width,
                MAT_OPTION_BIT(MAT_OPTION_HELP) |
                    MAT_OPTION_BIT(MAT_OPTION_VERSION));
    put_examples(file, width, "To begin",
                 "matsession screen  the questions about your health\n"
                 "matsession preview evening  what a session would be\n"
                 "matsession start evening  the session itself\n");
    put_more(file, width);
}

static void
put_moment(FILE *file, int width, const struct mat_moment *moment)
{
    int longest = 0;

    mat_out(file, "\n");
    mat_out_wrapped(file, moment->title, 0, width);
    for (int i = 0; i < moment->n_keys; i++)
        longest = longer(longest, moment->keys[i].label);
    for (int i = 0; i < moment->n_keys; i++)
        mat_entry(file, moment->keys[i].label, moment->keys[i].help,
                  mat_entry_column(longest, width), width);
}

void
mat_help_keys(FILE *file, const struct mat_tables *tables, int width)
{
    int longest = 0;

    (void)tables;
    mat_out_wrapped(file,
                    "Keys while a session runs. The tone at the end of a "
                    "step on the mat goes on until a key answers it; any key "
                    "will do, and x means unwell then as well.\n\n",
                    0, width);
    for (int i = 0; i < mat_n_keys; i++)
        longest = longer(longest, mat_keys[i].label);
    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].label[0] != '\0')
            mat_entry(file, mat_keys[i].label, mat_keys[i].help,
                      mat_entry_column(longest, width), width);
    }
    for (int i = 0; i < MAT_MOMENT__COUNT; i++)
        put_moment(file, width, &mat_moments[i]);
}

void
mat_help_exits(FILE *file, const struct mat_tables *tables, int width)
{
    int longest = 0;

    (void)tables;
    mat_out(file, "Exit statuses\n\n");
    for (int i = 0; i < mat_n_exits; i++)
        longest = longer(longest, mat_exits[i].shown);
    for (int i = 0; i < mat_n_exits; i++)
        mat_entry(file, mat_exits[i].shown, mat_exits[i].meaning,
                  mat_entry_column(longest, width), width);
}

int
mat_help_try(const struct mat_command *command)
{
    mat_out(stderr, "Try \"matsession help%s%s\".\n", command ? " " : "",
            command ? command->name : "");
    return MAT_EXIT_USAGE;
}

int
mat_help_no_topic(const struct mat_command *command, const char *name)
{
    const char *names[TOPICS_MAX];
    char advice[MAT_ADVICE_TEXT];
    int count = 0;

    for (int i = 0; i < command->n_topics && count < TOPICS_MAX; i++)
        names[count++] = command->topics[i].name;
    mat_problem("%s: unknown topic \"%s\"%s", command->name, name,
                mat_word_advice(names, count, name, advice, sizeof(advice)));
    return mat_help_try(command);
}
