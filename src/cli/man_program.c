#include "cli/man.h"

#include "cli/argument.h"
#include "cli/command.h"
#include "cli/exits.h"
#include "cli/help.h"
#include "cli/man_places.h"
#include "cli/man_scripts.h"
#include "cli/man_write.h"

#define OPTION_TEXT 900
#define TAKERS_MAX 64
#define ALL_OPTIONS (~(mat_option_set)0)

/* `Ar PLAN | Ar FILE` */
static void
put_names(FILE *file, struct mat_argument argument)
{
    const char *before = "";
    char name[MAT_ARGUMENT_NAME];

    while (mat_argument_name(&argument, name)) {
        fprintf(file, "%sAr", before);
        mat_man_word(file, name);
        before = " | ";
    }
}

static void
put_arguments(FILE *file, const struct mat_command *command)
{
    struct mat_argument argument;
    const char *at = command->arguments;

    while ((at = mat_argument_next(at, &argument))) {
        fputs(argument.optional ? ".Op " : ".", file);
        put_names(file, argument);
        fputs(argument.repeats ? " Ns ...\n" : "\n", file);
    }
}

/* `.Op Ar COMMAND | Cm keys | Cm exits` */
static void
put_topics(FILE *file, const struct mat_command *command)
{
    struct mat_argument argument = {0};

    fputs(command->least ? "." : ".Op ", file);
    mat_argument_next(command->arguments, &argument);
    put_names(file, argument);
    for (int i = 0; i < command->n_topics; i++) {
        fputs(*command->arguments || i > 0 ? " | Cm" : "Cm", file);
        mat_man_word(file, command->topics[i].name);
    }
    fputc('\n', file);
}

/* ` Fl -minutes Ar N` */
static void
put_option(FILE *file, const struct mat_option *option)
{
    fprintf(file, " Fl -%s", option->name);
    if (option->argument) {
        fputs(" Ar", file);
        mat_man_word(file, option->argument);
    }
}

/* `.Op Fl -plain | Fl -json` */
static void
put_alternatives(FILE *file, mat_option_set set)
{
    const char *before = "";
    bool repeats = false;

    fputs(".Op", file);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        if (!(set & MAT_OPTION_BIT(id)))
            continue;
        fputs(before, file);
        put_option(file, &mat_options[id]);
        before = " |";
        repeats = mat_options[id].repeats;
    }
    fputs(repeats ? " Ns ...\n" : "\n", file);
}

static void
put_usage(FILE *file, const struct mat_command *command)
{
    mat_option_set options = command->options;

    fprintf(file, ".Nm\n.Cm %s\n", command->name);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        mat_option_set set;

        if (!(options & MAT_OPTION_BIT(id)))
            continue;
        set = mat_help_alternatives(id, options);
        options &= ~set;
        put_alternatives(file, set);
    }
    if (command->n_topics)
        put_topics(file, command);
    else
        put_arguments(file, command);
}

static void
put_command(FILE *file, const struct mat_command *command)
{
    fprintf(file, ".Ss %s\n", command->name);
    put_usage(file, command);
    fputs(".Pp\n", file);
    mat_man_text(file, command->summary);
    if (*command->text) {
        fputs(".Pp\n", file);
        mat_man_text(file, command->text);
    }
    if (!command->n_topics)
        return;
    mat_man_list(file);
    for (int i = 0; i < command->n_topics; i++) {
        mat_man_item(file, "Cm", command->topics[i].name);
        mat_man_text(file, command->topics[i].summary);
    }
    mat_man_list_end(file);
}

/* `Goes with start, preview.` */
static void
put_takers(FILE *file, int id)
{
    const char *names[TAKERS_MAX];
    int count = 0;

    for (int i = 0; i < mat_n_commands && count < TAKERS_MAX; i++) {
        if (mat_commands[i]->options & MAT_OPTION_BIT(id))
            names[count++] = mat_commands[i]->name;
    }
    if (count > 0)
        mat_man_names(file, "Goes with", names, count);
}

static void
put_options(FILE *file)
{
    char text[OPTION_TEXT];

    fputs(".Sh OPTIONS\n", file);
    mat_man_list(file);
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];

        fputs(".It", file);
        if (option->letter)
            fprintf(file, " Fl %c ,", option->letter);
        put_option(file, option);
        fputc('\n', file);
        mat_help_option(option, ALL_OPTIONS, text, sizeof(text));
        mat_man_text(file, text);
        put_takers(file, id);
    }
    mat_man_list_end(file);
}

static void
put_moment(FILE *file, const struct mat_moment *moment)
{
    fprintf(file, ".Ss %s\n", moment->title);
    mat_man_list(file);
    for (int i = 0; i < moment->n_keys; i++) {
        mat_man_item(file, "Cm", moment->keys[i].label);
        mat_man_text(file, moment->keys[i].help);
    }
    mat_man_list_end(file);
}

static void
put_keys(FILE *file)
{
    fputs(".Sh KEYS\n", file);
    mat_man_text(file, "While a session runs. The tone at the end of a step on "
                       "the mat goes on until a key answers it; any key will "
                       "do, and x means unwell then as well.");
    mat_man_list(file);
    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].label[0] == '\0')
            continue;
        mat_man_item(file, "Cm", mat_keys[i].label);
        mat_man_text(file, mat_keys[i].help);
    }
    mat_man_list_end(file);
    for (int i = 0; i < MAT_MOMENT__COUNT; i++)
        put_moment(file, &mat_moments[i]);
}

static void
put_places(FILE *file, const char *title, const char *macro,
           const struct mat_place_row *rows, int count)
{
    fprintf(file, ".Sh %s\n", title);
    mat_man_list(file);
    for (int i = 0; i < count; i++) {
        mat_man_item(file, macro, rows[i].name);
        mat_man_text(file, rows[i].text);
    }
    mat_man_list_end(file);
}

static void
put_exits(FILE *file)
{
    fputs(".Sh EXIT STATUS\n", file);
    mat_man_list(file);
    for (int i = 0; i < mat_n_exits; i++) {
        mat_man_item(file, "Er", mat_exits[i].shown);
        mat_man_text(file, mat_exits[i].meaning);
    }
    mat_man_list_end(file);
}

static void
put_examples(FILE *file)
{
    char line[MAT_HELP_EXAMPLE];
    char what[MAT_HELP_EXAMPLE];

    fputs(".Sh EXAMPLES\n", file);
    for (int i = 0; i < mat_n_commands; i++) {
        const char *at = mat_commands[i]->examples;

        if (!*at)
            continue;
        fprintf(file, ".Ss %s\n.Bd -literal -offset indent\n",
                mat_commands[i]->name);
        while (*at) {
            at = mat_help_example(at, line, what);
            mat_man_line(file, line);
            if (*what) {
                fputs("    ", file);
                mat_man_line(file, what);
            }
        }
        fputs(".Ed\n", file);
    }
}

void
mat_man_program(FILE *file, const struct mat_tables *tables, int width)
{
    (void)width;
    mat_man_head(file, "matsession", 1,
                 "guided sessions on an acupressure mat");
    fputs(".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar options\n.Op Ar arguments\n"
          ".Nm\n.Fl -help | Fl -version\n.Sh DESCRIPTION\n.Nm\n",
          file);
    mat_man_text(file,
                 "leads through a session on an acupressure mat: what to do, "
                 "for how long, and when to stop. A session is a plan, a list "
                 "of steps, made as short and as mild as your experience, your "
                 "answers about your health, and the day ask for.");
    fputs(".Pp\n", file);
    mat_man_text(file, "Options may stand before or behind arguments, and -- "
                       "ends them. Words of options, commands and plans that "
                       "are nearly right get a proposal.");
    fputs(".Sh COMMANDS\n", file);
    for (int i = 0; i < mat_n_commands; i++)
        put_command(file, mat_commands[i]);
    put_options(file);
    put_keys(file);
    mat_man_status_format(file);
    mat_man_hooks(file);
    mat_man_control(file);
    put_places(file, "ENVIRONMENT", "Ev", mat_environment_rows,
               mat_n_environment_rows);
    put_places(file, "FILES", "Pa", mat_file_rows, mat_n_file_rows);
    put_exits(file);
    put_examples(file);
    mat_man_recipes(file);
    fputs(".Sh SEE ALSO\n.Xr espeak-ng 1 ,\n.Xr notify-send 1 ,\n"
          ".Xr systemd-inhibit 1 ,\n.Xr matsession-config 5 ,\n"
          ".Xr matsession-plan 5\n.Sh CAVEATS\n",
          file);
    mat_man_text(file, mat_tables_notice(tables, "first-run"));
}
