#include "cli/man_scripts.h"

#include <stdlib.h>

#include "cli/command.h"
#include "cli/man_fields.h"
#include "cli/man_recipes.h"
#include "cli/man_write.h"
#include "front/fact_json.h"
#include "front/out.h"
#include "link/control.h"
#include "link/control_peer.h"
#include "link/hooks.h"
#include "link/hooks_environment.h"
#include "link/status_format.h"

/* In whole seconds. */
static int
seconds(mat_ms span)
{
    return (int)(span / MAT_SECONDS(1));
}

void
mat_man_status_format(FILE *file)
{
    const char *name;

    fputs(".Sh STATUS FORMAT\n", file);
    mat_man_text(file, "What \"status --format\" takes.");
    mat_man_text(file, mat_man_format);
    mat_man_list(file);
    for (int i = 0; (name = mat_status_field(i)); i++) {
        mat_man_item(file, "Cm", name);
        mat_man_text(file, mat_man_field(name));
    }
    mat_man_list_end(file);
}

static void
put_rules_of_hooks(FILE *file)
{
    char *text = mat_xprintf(
        "An executable in ~/.config/matsession/hooks/ that is named like an "
        "event is run at each such event, without a shell, without arguments "
        "and without a terminal. The session never waits for it: it has %d "
        "seconds, then it is ended with whatever it has started, unless that "
        "was put into a session of its own with setsid. At most %d run at "
        "once. The hook of session-ended runs once however a session ends, "
        "short of \"kill -9\", and is waited for; others then have %d s more.\n"
        "Hook and folder must be yours or root's, and nobody else may be able "
        "to write to them. A rehearsal runs none.",
        seconds(MAT_HOOK_TIME), MAT_HOOKS_AT_ONCE, seconds(MAT_HOOKS_AFTER));

    mat_man_text(file, text);
    free(text);
}

void
mat_man_hooks(FILE *file)
{
    fputs(".Sh HOOKS\n", file);
    put_rules_of_hooks(file);
    fputs(".Ss Events\n", file);
    mat_man_list(file);
    for (int i = 0; i < MAT_FACT__COUNT; i++) {
        mat_man_item(file, "Cm", mat_fact_name((enum mat_fact_kind)i));
        mat_man_text(file, mat_hook_moment((enum mat_fact_kind)i));
    }
    mat_man_list_end(file);
    fputs(".Ss What a hook is told\n", file);
    mat_man_text(file,
                 "Beside your own environment, these variables. All are "
                 "there at every event; what it does not have is empty. "
                 "\"matsession preview PLAN --json\" prints the JSON of a "
                 "session's events without a session.");
    mat_man_text(file,
                 "A session with nobody there goes on when its alarm has "
                 "sounded for three minutes, and ends as completed. The JSON "
                 "of session-ended then has unanswered, how many times on the "
                 "mat ended so; it is not there when each was answered.");
    mat_man_list(file);
    for (int i = 0; i < mat_n_hook_variables; i++) {
        mat_man_item(file, "Ev", mat_hook_variables[i].name);
        mat_man_text(file, mat_hook_variables[i].text);
    }
    mat_man_list_end(file);
}

/* A request does what the command of its name does. */
static const char *
request_text(enum mat_verb verb)
{
    const struct mat_command *command =
        mat_command_find(mat_word(&mat_verbs, (int)verb));

    return command ? command->summary
                   : "The same, then each event as it happens, and a status "
                     "behind those of one moment; the last line is "
                     "session-ended, without a status behind it.";
}

static void
put_talk(FILE *file)
{
    char *text = mat_xprintf(
        "The running session listens at a Unix socket, control.sock, in "
        "$XDG_RUNTIME_DIR/matsession/ or, without that variable, in "
        "~/.local/state/matsession/. Only you can connect. What is sent is a "
        "JSON object a line, and each is answered with one: "
        "{\"do\":\"pause\"} with a status and \"ok\":true, or with "
        "\"ok\":false and the reason in \"why\". Only extend has more to say: "
        "{\"do\":\"extend\",\"by_ms\":-60000}.\n"
        "A status is what \"matsession status --json\" prints; a name that "
        "ends in _ms is of milliseconds, and null does not apply. %d can be "
        "connected at once, %d of them watching. Whoever asks nothing for %d "
        "seconds and does not watch, or does not read for as long, is dropped.",
        MAT_CONTROL_CLIENTS, MAT_CONTROL_WATCHERS,
        seconds(MAT_CONTROL_PATIENCE));

    mat_man_text(file, text);
    free(text);
}

void
mat_man_control(FILE *file)
{
    fputs(".Sh CONTROL\n", file);
    put_talk(file);
    mat_man_list(file);
    for (int i = 0; i < MAT_VERB__COUNT; i++) {
        mat_man_item(file, "Cm", mat_word(&mat_verbs, i));
        mat_man_text(file, request_text((enum mat_verb)i));
    }
    mat_man_list_end(file);
}

void
mat_man_recipes(FILE *file)
{
    fputs(".Sh RECIPES\n", file);
    for (int i = 0; i < mat_n_recipes; i++) {
        const struct mat_recipe *recipe = &mat_recipes[i];

        fprintf(file, ".Ss %s\n", recipe->title);
        mat_man_text(file, recipe->text);
        for (int k = 0; k < MAT_RECIPE_PARTS && recipe->parts[k].lines; k++) {
            fputs(".Pp\nIn\n", file);
            mat_man_text(file, recipe->parts[k].place);
            mat_man_literal(file, recipe->parts[k].lines);
        }
    }
}
