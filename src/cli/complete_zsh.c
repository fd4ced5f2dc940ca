#include "cli/complete.h"

static const char head[] =
    "#compdef matsession\n"
    "# zsh completion for matsession, as \"matsession completion zsh\" writes "
    "it\n"
    "\n"
    "# What the program itself lists: lines of a name, a tab and what it is.\n"
    "_matsession_ask() # TOPIC ONE [COMPADD OPTION]...\n"
    "{\n"
    "    local topic=$1 one=$2\n"
    "    local -a lines\n"
    "    shift 2\n"
    "    lines=(\"${(@f)$(command matsession describe $topic 2>/dev/null)}\")\n"
    "    lines=(\"${(@)lines//:/\\\\:}\")\n"
    "    lines=(\"${(@)lines/$'\\t'/:}\")\n"
    "    _describe -t $topic $one lines \"$@\"\n"
    "}\n"
    "\n"
    "_matsession_answers() # ANSWER...\n"
    "{\n"
    "    if compset -P '*='; then\n"
    "        compadd -- \"$@\"\n"
    "    else\n"
    "        _matsession_ask questions question -qS =\n"
    "    fi\n"
    "}\n";

static const char tail[] = "\n"
                           "if [[ $funcstack[1] == _matsession ]]; then\n"
                           "    _matsession \"$@\"\n"
                           "else\n"
                           "    compdef _matsession matsession\n"
                           "fi\n";

/* Text inside '...', where : and brackets mean something to _arguments. */
static void
put_text(FILE *file, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", file);
        else if (*text == ':' || *text == '[' || *text == ']' || *text == '\\')
            fprintf(file, "\\%c", *text);
        else
            fputc(*text, file);
    }
}

static void
put_brief(FILE *file, const char *text)
{
    char brief[MAT_COMPLETE_BRIEF];

    mat_complete_brief(text, brief);
    put_text(file, brief);
}

static void
put_answers(FILE *file)
{
    char answers[MAT_COMPLETE_ANSWERS];

    mat_complete_answers(answers);
    fprintf(file, " _matsession_answers %s", answers);
}

/* One of several things that may stand there. Behind an option a bare colon
 * would begin another argument of it. */
static void
put_branch(FILE *file, const char *tag, const char *action)
{
    fprintf(file, " \"%s\\:%s\\:%s\"", tag, tag, action);
}

static void
put_alternatives(FILE *file, const struct mat_place *place)
{
    fputs(" _alternative", file);
    if (*place->words)
        fprintf(file, " \"words\\:word\\:(%s)\"", place->words);
    if (place->offers & MAT_OFFER_PLANS)
        put_branch(file, "plans", " _matsession_ask plans plan");
    if (place->offers & MAT_OFFER_COMMANDS)
        put_branch(file, "commands", " _matsession_commands");
    if (place->offers & MAT_OFFER_FILES)
        put_branch(file, "files", "_files");
}

/* `:PLAN: _matsession_ask plans plan`, with what goes before the first colon
 * written already. */
static void
put_place(FILE *file, const struct mat_place *place)
{
    fputc(':', file);
    put_text(file, place->label);
    fputc(':', file);
    if (place->list)
        fprintf(file, "_sequence compadd - %s", place->words);
    else if (*place->words && !place->offers)
        fprintf(file, "(%s)", place->words);
    else if (place->offers == MAT_OFFER_FILES)
        fputs("_files", file);
    else if (place->offers & MAT_OFFER_QUESTIONS)
        fputs(" _matsession_ask questions question", file);
    else if (place->offers & MAT_OFFER_ANSWERS)
        put_answers(file);
    else if (place->offers)
        put_alternatives(file, place);
    else
        fputc(' ', file);
    fputc('\'', file);
}

/* `(--plain --json)`: what an option rules out; its own other spelling too. */
static void
put_ruled_out(FILE *file, int id, mat_option_set options)
{
    const struct mat_option *option = &mat_options[id];
    const char *before = "(";

    if (MAT_OPTION_BIT(id) & MAT_OPTION_BIT(MAT_OPTION_HELP)) {
        fputs("(- *)", file);
        return;
    }
    options &= option->excludes;
    if (option->letter) {
        fprintf(file, "(-%c --%s", option->letter, option->name);
        before = " ";
    }
    for (int other = 0; other < MAT_OPTION__COUNT; other++) {
        if (!(options & MAT_OPTION_BIT(other)))
            continue;
        fprintf(file, "%s--%s", before, mat_options[other].name);
        before = " ";
    }
    fputs(*before == ' ' ? ")" : "", file);
}

static void
put_spelling(FILE *file, int id, mat_option_set options, bool letter)
{
    const struct mat_option *option = &mat_options[id];
    struct mat_place place;

    fputs(" \\\n            '", file);
    if (option->repeats)
        fputc('*', file);
    else
        put_ruled_out(file, id, options);
    if (letter)
        fprintf(file, "-%c%s[", option->letter, option->argument ? "+" : "");
    else
        fprintf(file, "--%s%s[", option->name, option->argument ? "=" : "");
    put_brief(file, option->help);
    fputc(']', file);
    if (!option->argument) {
        fputc('\'', file);
        return;
    }
    mat_complete_option(option, &place);
    put_place(file, &place);
}

static void
put_options(FILE *file, mat_option_set options)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        put_spelling(file, id, options, false);
        if (mat_options[id].letter)
            put_spelling(file, id, options, true);
    }
}

static void
put_command(FILE *file, const struct mat_command *command)
{
    struct mat_place places[MAT_PLACES_MAX];
    bool repeats;
    int count = mat_complete_arguments(command, places, &repeats);

    fprintf(file, "    %s)\n        _arguments -s -S", command->name);
    put_options(file, mat_command_options(command));
    for (int i = 0; i < count; i++) {
        fputs(" \\\n            '", file);
        if (repeats && i == count - 1)
            fputc('*', file);
        else
            fprintf(file, "%d", i + 1);
        /* Two colons would make it optional, which changes nothing here. */
        put_place(file, &places[i]);
    }
    fputs("\n        ;;\n", file);
}

static void
put_commands(FILE *file)
{
    fputs("\n_matsession_commands()\n{\n    local -a commands\n"
          "    commands=(\n",
          file);
    for (int i = 0; i < mat_n_commands; i++) {
        fprintf(file, "        '%s:", mat_commands[i]->name);
        put_brief(file, mat_commands[i]->summary);
        fputs("'\n", file);
    }
    fputs("    )\n    _describe -t commands command commands\n}\n", file);
}

void
mat_complete_zsh(FILE *file)
{
    fputs(head, file);
    put_commands(file);
    fputs("\n_matsession()\n{\n"
          "    local context state state_descr line ret=1\n"
          "    typeset -A opt_args\n"
          "    _arguments -C -S",
          file);
    put_options(file, MAT_OPTION_BIT(MAT_OPTION_HELP) |
                          MAT_OPTION_BIT(MAT_OPTION_VERSION));
    fputs(" \\\n            '1:COMMAND: _matsession_commands' \\\n"
          "            '*::ARGUMENT:->rest' && ret=0\n"
          "    [[ $state == rest ]] || return ret\n"
          "    case $words[1] in\n",
          file);
    for (int i = 0; i < mat_n_commands; i++)
        put_command(file, mat_commands[i]);
    fputs("    esac\n}\n", file);
    fputs(tail, file);
}
