#include "cli/complete.h"

/* Bash parts words at = : and @ and replaces only what stands behind them; the
 * program takes such a word as a whole. Nothing that was asked of the program
 * is ever expanded. */
static const char engine[] =
    "\n"
    "# Offers the words that begin with what is written.\n"
    "_matsession_add() # BEFORE WORD...\n"
    "{\n"
    "    local before=$1 word\n"
    "    shift\n"
    "    for word in \"$@\"; do\n"
    "        [[ $before$word == \"$whole\"* ]] && "
    "COMPREPLY+=(\"$before$word\")\n"
    "    done\n"
    "}\n"
    "\n"
    "# What the program itself lists: the first column.\n"
    "_matsession_ask() # BEFORE AFTER TOPIC\n"
    "{\n"
    "    local line\n"
    "    while IFS= read -r line; do\n"
    "        _matsession_add \"$1\" \"${line%%$'\\t'*}$2\"\n"
    "    done < <(command matsession describe \"$3\" 2>/dev/null)\n"
    "}\n"
    "\n"
    "_matsession_files()\n"
    "{\n"
    "    [ ${#COMPREPLY[@]} -gt 0 ] ||\n"
    "        compopt -o bashdefault -o default 2>/dev/null\n"
    "}\n"
    "\n"
    "_matsession_offer() # BEFORE WRITTEN KIND [WORD]...\n"
    "{\n"
    "    local before=$1 written=$2 kind=$3\n"
    "    shift 3\n"
    "    case $kind in\n"
    "    words) _matsession_add \"$before\" \"$@\" ;;\n"
    "    list)\n"
    "        [[ $written == *,* ]] && before+=${written%,*},\n"
    "        _matsession_add \"$before\" \"$@\"\n"
    "        ;;\n"
    "    commands) _matsession_add \"$before\" $(_matsession_commands) ;;\n"
    "    plans)\n"
    "        [[ $written == */* || $written == [.~]* ]] ||\n"
    "            _matsession_ask \"$before\" '' plans\n"
    "        ;;\n"
    "    files) _matsession_files ;;\n"
    "    questions) _matsession_ask \"$before\" '' questions ;;\n"
    "    answers)\n"
    "        if [[ $written == *=* ]]; then\n"
    "            _matsession_add \"$before${written%%=*}=\" \"$@\"\n"
    "        else\n"
    "            _matsession_ask \"$before\" = questions\n"
    "            compopt -o nospace 2>/dev/null\n"
    "        fi\n"
    "        ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "# Offers all of what one line a kind says.\n"
    "_matsession_offers() # BEFORE WRITTEN LINES\n"
    "{\n"
    "    local line\n"
    "    local -a offer\n"
    "    while IFS= read -r line; do\n"
    "        read -r -a offer <<<\"$line\"\n"
    "        [ ${#offer[@]} -gt 0 ] &&\n"
    "            _matsession_offer \"$1\" \"$2\" \"${offer[@]}\"\n"
    "    done <<<\"$3\"\n"
    "}\n"
    "\n"
    "# Offers the options that may still be given.\n"
    "_matsession_still() # COMMAND GIVEN\n"
    "{\n"
    "    local option\n"
    "    for option in $(_matsession_options \"$1\"); do\n"
    "        [[ $2 == *\" $option \"* ]] &&\n"
    "            [[ $(_matsession_again) != *\" $option \"* ]] && continue\n"
    "        _matsession_add '' \"$option\"\n"
    "    done\n"
    "}\n"
    "\n"
    "_matsession()\n"
    "{\n"
    "    local whole='' command='' ended='' awaits='' given=' ' word i n=0\n"
    "    local -a words=()\n"
    "    local IFS=$' \\t\\n'\n"
    "    COMPREPLY=()\n"
    "    for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((${#words[@]})) && { [[ $word == [=:@]* ]] ||\n"
    "            [[ ${words[${#words[@]} - 1]} == *[=:@] ]]; }; then\n"
    "            words[${#words[@]} - 1]+=$word\n"
    "        else\n"
    "            words+=(\"$word\")\n"
    "        fi\n"
    "    done\n"
    "    whole=${words[${#words[@]} - 1]}\n"
    "    for ((i = 0; i < ${#words[@]} - 1; i++)); do\n"
    "        word=${words[i]}\n"
    "        if [ \"$awaits\" ]; then\n"
    "            awaits=''\n"
    "        elif [ ! \"$ended\" ] && [[ $word == -- ]]; then\n"
    "            ended=yes\n"
    "        elif [ ! \"$ended\" ] && [[ $word == --*=* ]]; then\n"
    "            given+=\"${word%%=*} \"\n"
    "        elif [ ! \"$ended\" ] && [[ $word == -?* ]]; then\n"
    "            given+=\"$word \"\n"
    "            [ -z \"$(_matsession_value \"$word\")\" ] || awaits=$word\n"
    "        elif [ ! \"$command\" ]; then\n"
    "            command=$word\n"
    "        else\n"
    "            n=$((n + 1))\n"
    "        fi\n"
    "    done\n"
    "    if [ \"$awaits\" ]; then\n"
    "        _matsession_offers '' \"$whole\" \"$(_matsession_value "
    "\"$awaits\")\"\n"
    "    elif [ ! \"$ended\" ] && [[ $whole == --*=* ]]; then\n"
    "        _matsession_offers \"${whole%%=*}=\" \"${whole#*=}\" \\\n"
    "            \"$(_matsession_value \"${whole%%=*}\")\"\n"
    "    elif [ ! \"$ended\" ] && [[ $whole == -* ]]; then\n"
    "        _matsession_still \"$command\" \"$given\"\n"
    "    elif [ ! \"$command\" ]; then\n"
    "        _matsession_offer '' \"$whole\" commands\n"
    "    else\n"
    "        _matsession_offers '' \"$whole\" \\\n"
    "            \"$(_matsession_argument \"$command\" $((n + 1)))\"\n"
    "    fi\n"
    "    word=${whole%\"${whole##*[=:@]}\"}\n"
    "    [[ $word && $COMP_WORDBREAKS == *\"${word: -1}\"* ]] || word=''\n"
    "    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do\n"
    "        COMPREPLY[i]=${COMPREPLY[i]#\"$word\"}\n"
    "    done\n"
    "}\n"
    "\n"
    "complete -F _matsession matsession\n";

static void
put_commands(FILE *file)
{
    fputs("\n_matsession_commands()\n{\n    echo", file);
    for (int i = 0; i < mat_n_commands; i++)
        fprintf(file, " \\\n        %s", mat_commands[i]->name);
    fputs("\n}\n", file);
}

static void
put_options(FILE *file, mat_option_set options)
{
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (options & MAT_OPTION_BIT(id))
            fprintf(file, " \\\n            --%s", mat_options[id].name);
    }
    fputs(" ;;\n", file);
}

static void
put_options_of(FILE *file)
{
    fputs("\n# The options of a command; of none, what stands without one.\n"
          "_matsession_options() # COMMAND\n{\n    case $1 in\n",
          file);
    for (int i = 0; i < mat_n_commands; i++) {
        fprintf(file, "    %s)\n        echo", mat_commands[i]->name);
        put_options(file, mat_command_options(mat_commands[i]));
    }
    fputs("    '')\n        echo", file);
    put_options(file, MAT_OPTION_BIT(MAT_OPTION_HELP) |
                          MAT_OPTION_BIT(MAT_OPTION_VERSION));
    fputs("    esac\n}\n", file);
}

static void
put_again(FILE *file)
{
    fputs("\n# The options that may be given again.\n"
          "_matsession_again()\n{\n    echo ' '",
          file);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (mat_options[id].repeats)
            fprintf(file, " \\\n        --%s", mat_options[id].name);
    }
    fputs(" ' '\n}\n", file);
}

static void
put_line(FILE *file, const char *kind, const char *words)
{
    fprintf(file, "        echo %s%s%s\n", kind, *words ? " " : "", words);
}

/* A line for each kind of what is offered; `any` when there is nothing, for
 * then at least something has to be written. */
static void
put_place(FILE *file, const struct mat_place *place)
{
    char answers[MAT_COMPLETE_ANSWERS];

    mat_complete_answers(answers);
    if (*place->words)
        put_line(file, place->list ? "list" : "words", place->words);
    if (place->offers & MAT_OFFER_PLANS)
        put_line(file, "plans", "");
    if (place->offers & MAT_OFFER_COMMANDS)
        put_line(file, "commands", "");
    if (place->offers & MAT_OFFER_QUESTIONS)
        put_line(file, "questions", "");
    if (place->offers & MAT_OFFER_ANSWERS)
        put_line(file, "answers", answers);
    if (place->offers & MAT_OFFER_FILES)
        put_line(file, "files", "");
    if (!*place->words && !place->offers)
        put_line(file, "any", "");
    fputs("        ;;\n", file);
}

static void
put_values(FILE *file)
{
    fputs("\n# What an option is set to; nothing for a switch.\n"
          "_matsession_value() # OPTION\n{\n    case $1 in\n",
          file);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];
        struct mat_place place;

        if (!option->argument)
            continue;
        mat_complete_option(option, &place);
        fprintf(file, "    --%s", option->name);
        if (option->letter)
            fprintf(file, " | -%c", option->letter);
        fputs(")\n", file);
        put_place(file, &place);
    }
    fputs("    esac\n}\n", file);
}

static void
put_arguments(FILE *file)
{
    fputs("\n# What the argument of that number may be.\n"
          "_matsession_argument() # COMMAND NUMBER\n{\n    case $1:$2 in\n",
          file);
    for (int i = 0; i < mat_n_commands; i++) {
        struct mat_place places[MAT_PLACES_MAX];
        bool repeats;
        int count = mat_complete_arguments(mat_commands[i], places, &repeats);

        for (int k = 0; k < count; k++) {
            fprintf(file, "    %s:", mat_commands[i]->name);
            if (repeats && k == count - 1)
                fputs("*)\n", file);
            else
                fprintf(file, "%d)\n", k + 1);
            put_place(file, &places[k]);
        }
    }
    fputs("    esac\n}\n", file);
}

void
mat_complete_bash(FILE *file)
{
    fputs("# bash completion for matsession, as \"matsession completion bash\" "
          "writes it\n",
          file);
    put_commands(file);
    put_options_of(file);
    put_again(file);
    put_values(file);
    put_arguments(file);
    fputs(engine, file);
}
