#include "cli/complete.h"

static const char engine[] =
    "\n"
    "# Prints the command of the line, then how many arguments are behind it.\n"
    "function __matsession_state\n"
    "    set -l words (commandline -opc)\n"
    "    set -l command\n"
    "    set -l count 0\n"
    "    set -l awaits 0\n"
    "    set -l ended 0\n"
    "    for word in $words[2..-1]\n"
    "        if test $awaits = 1\n"
    "            set awaits 0\n"
    "        else if test $ended = 0 -a \"$word\" = --\n"
    "            set ended 1\n"
    "        else if test $ended = 0; and string match -q -- '-?*' $word\n"
    "            contains -- $word $__matsession_valued; and set awaits 1\n"
    "        else if not set -q command[1]\n"
    "            set command $word\n"
    "        else\n"
    "            set count (math $count + 1)\n"
    "        end\n"
    "    end\n"
    "    printf '%s\\n' \"$command\" $count\n"
    "end\n"
    "\n"
    "# Whether the command is one of these.\n"
    "function __matsession_is # COMMAND...\n"
    "    set -l at (__matsession_state)\n"
    "    contains -- \"$at[1]\" $argv\n"
    "end\n"
    "\n"
    "# Whether an argument comes next, with so many before it; \"any\" for "
    "any.\n"
    "function __matsession_next # COMMAND COUNT\n"
    "    set -l at (__matsession_state)\n"
    "    test \"$at[1]\" = \"$argv[1]\"\n"
    "    and contains -- $argv[2] any $at[2]\n"
    "end\n"
    "\n"
    "# What the program itself lists: lines of a name, a tab and what it is.\n"
    "function __matsession_ask # TOPIC\n"
    "    command matsession describe $argv[1] 2>/dev/null\n"
    "end\n"
    "\n"
    "# Words with commas between.\n"
    "function __matsession_list # WORD...\n"
    "    set -l head (commandline -ct | string replace -r -- '^-[^=]*=' '' |\n"
    "        string match -r -- '^.*,')\n"
    "    printf '%s\\n' \"$head\"$argv\n"
    "end\n"
    "\n"
    "# A question, = and one of these.\n"
    "function __matsession_answers # ANSWER...\n"
    "    for line in (__matsession_ask questions)\n"
    "        set -l parts (string split -m 1 \\t -- $line)\n"
    "        for answer in $argv\n"
    "            printf '%s=%s\\t%s\\n' $parts[1] $answer \"$parts[2]\"\n"
    "        end\n"
    "    end\n"
    "end\n"
    "\n";

/* Text inside '...'. */
static void
put_quoted(FILE *file, const char *text)
{
    fputc('\'', file);
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            fputc('\\', file);
        fputc(*text, file);
    }
    fputc('\'', file);
}

static void
put_brief(FILE *file, const char *text)
{
    char brief[MAT_COMPLETE_BRIEF];

    mat_complete_brief(text, brief);
    fputs(" -d ", file);
    put_quoted(file, brief);
}

static void
put_valued(FILE *file)
{
    fputs("# The options that the next word belongs to.\n"
          "set -g __matsession_valued",
          file);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];

        if (!option->argument)
            continue;
        fprintf(file, " --%s", option->name);
        if (option->letter)
            fprintf(file, " -%c", option->letter);
    }
    fputs("\n", file);
}

/* What is offered, as the options of `complete`: of -a it takes only one. */
static void
put_place(FILE *file, const struct mat_place *place)
{
    char answers[MAT_COMPLETE_ANSWERS];

    mat_complete_answers(answers);
    if (place->offers & MAT_OFFER_FILES)
        fputs(" -F", file);
    if (!*place->words && (place->offers & ~(unsigned)MAT_OFFER_FILES) == 0)
        return;
    fputs(" -a '", file);
    if (place->list)
        fprintf(file, "(__matsession_list %s)", place->words);
    else if (*place->words)
        fprintf(file, "%s ", place->words);
    if (place->offers & MAT_OFFER_PLANS)
        fputs("(__matsession_ask plans)", file);
    if (place->offers & MAT_OFFER_COMMANDS)
        fputs("$__matsession_commands", file);
    if (place->offers & MAT_OFFER_QUESTIONS)
        fputs("(__matsession_ask questions)", file);
    if (place->offers & MAT_OFFER_ANSWERS)
        fprintf(file, "(__matsession_answers %s)", answers);
    fputc('\'', file);
}

static void
put_option(FILE *file, int id)
{
    const struct mat_option *option = &mat_options[id];
    struct mat_place place;

    fputs("complete -c matsession -n '__matsession_is", file);
    if (id == MAT_OPTION_HELP || id == MAT_OPTION_VERSION)
        fputs(" \"\"", file);
    for (int i = 0; i < mat_n_commands; i++) {
        if (mat_command_options(mat_commands[i]) & MAT_OPTION_BIT(id))
            fprintf(file, " %s", mat_commands[i]->name);
    }
    fprintf(file, "' -l %s", option->name);
    if (option->letter)
        fprintf(file, " -s %c", option->letter);
    put_brief(file, option->help);
    mat_complete_option(option, &place);
    fputs(option->argument ? " -r" : "", file);
    put_place(file, &place);
    fputc('\n', file);
}

static void
put_command(FILE *file, const struct mat_command *command)
{
    struct mat_place places[MAT_PLACES_MAX];
    bool repeats;
    int count = mat_complete_arguments(command, places, &repeats);

    fprintf(file, "complete -c matsession -n '__matsession_is \"\"' -a %s",
            command->name);
    put_brief(file, command->summary);
    fputc('\n', file);
    for (int i = 0; i < count; i++) {
        if (!*places[i].words && !places[i].offers)
            continue;
        fprintf(file, "complete -c matsession -n '__matsession_next %s ",
                command->name);
        if (repeats && i == count - 1)
            fputs("any'", file);
        else
            fprintf(file, "%d'", i);
        put_place(file, &places[i]);
        fputc('\n', file);
    }
}

void
mat_complete_fish(FILE *file)
{
    fputs("# fish completion for matsession, as \"matsession completion fish\" "
          "writes it\n\n",
          file);
    put_valued(file);
    fputs("set -g __matsession_commands", file);
    for (int i = 0; i < mat_n_commands; i++)
        fprintf(file, " %s", mat_commands[i]->name);
    fputs("\n", file);
    fputs(engine, file);
    fputs("complete -c matsession -f\n", file);
    for (int i = 0; i < mat_n_commands; i++)
        put_command(file, mat_commands[i]);
    for (int id = 0; id < MAT_OPTION__COUNT; id++)
        put_option(file, id);
}
