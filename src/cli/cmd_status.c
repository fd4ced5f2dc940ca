#include "cli/command.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/entry.h"
#include "cli/json.h"
#include "cli/man_fields.h"
#include "cli/session.h"
#include "front/out.h"
#include "front/steady.h"
#include "link/status_format.h"
#include "link/status_json.h"
#include "link/status_text.h"

/* What is printed, and where the session stood last. */
struct watch {
    const char *format; /* NULL: for people */
    bool json;
    struct mat_status status;
    mat_ms read; /* when that was so */
    char *shown; /* the line printed last; only when watching */
    bool ended;
};

/* An object as it was received, but for what belongs to the conversation. */
static void
print_json(json_t *object)
{
    json_object_del(object, "ok");
    mat_json_print(stdout, json_incref(object), JSON_COMPACT);
    fflush(stdout);
}

static char *
line_of(const struct watch *watch, const struct mat_status *status)
{
    char buffer[MAT_STATUS_TEXT];
    char *text;

    if (!watch->format)
        return mat_xcopy(mat_status_text(status, true, buffer));
    text = mat_status_format(watch->format, status);
    if (!text)
        mat_no_memory();
    return text;
}

/* A format is for programs, and may steer a terminal if it likes. */
static void
print_line(const struct watch *watch, const char *line)
{
    if (watch->format)
        puts(line);
    else
        mat_out(stdout, "%s\n", line);
    fflush(stdout);
}

/* Takes over \p line. */
static void
print_change(struct watch *watch, char *line)
{
    if (!watch->shown || strcmp(watch->shown, line) != 0)
        print_line(watch, line);
    free(watch->shown);
    watch->shown = line;
}

static void
print_status(const struct watch *watch)
{
    const struct mat_status *status = &watch->status;
    char buffer[MAT_STATUS_TEXT];
    char *line;

    if (watch->format) {
        line = line_of(watch, status);
        print_line(watch, line);
        free(line);
        return;
    }
    mat_out(stdout, "%s\n", mat_status_text(status, false, buffer));
    if (status->detail[0] != '\0')
        mat_out(stdout, "%s\n", status->detail);
    mat_out(stdout, "%s\n", mat_status_text_whole(status, buffer));
}

static int
once(struct mat_client *client, struct watch *watch)
{
    const struct mat_control_request request = {.verb = MAT_VERB_STATUS};
    json_t *answer;
    int status = mat_session_ask(client, &request, &answer);

    if (status != MAT_EXIT_DONE)
        return status;
    if (!mat_status_json_read(answer, &watch->status))
        status = mat_session_odd();
    else if (watch->json)
        print_json(answer);
    else
        print_status(watch);
    json_decref(answer);
    return status;
}

/* In how long the line changes by itself. */
static mat_ms
wait_of(const struct watch *watch)
{
    mat_ms gone = mat_steady_now() - watch->read;
    struct mat_status status;

    if (watch->json)
        return MAT_MS_NONE;
    status = mat_status_later(&watch->status, gone);
    return mat_status_format_wait(watch->format ? watch->format : "{minutes}",
                                  &status);
}

static void
take_status(struct watch *watch, json_t *object)
{
    struct mat_status status;

    if (!mat_status_json_read(object, &status))
        return;
    mat_status_json_done(&watch->status);
    watch->status = status;
    watch->read = mat_steady_now();
    if (!watch->json)
        print_change(watch, line_of(watch, &status));
}

static void
take_end(struct watch *watch)
{
    struct mat_status ended = mat_status_ended(&watch->status);

    watch->ended = true;
    if (!watch->json)
        print_change(watch, line_of(watch, &ended));
}

/* A line that was sent: a status, or a fact. */
static void
take(struct watch *watch, json_t *object)
{
    const char *event = json_string_value(json_object_get(object, "event"));

    if (!event)
        return;
    if (strcmp(event, "status") == 0)
        take_status(watch, object);
    if (watch->json)
        print_json(object);
    if (strcmp(event, "session-ended") == 0)
        take_end(watch);
}

static void
take_time(struct watch *watch)
{
    struct mat_status later =
        mat_status_later(&watch->status, mat_steady_now() - watch->read);

    print_change(watch, line_of(watch, &later));
}

/* The socket says when something happens; the clock when the text changes.
 * Nobody is asked a second time. */
static int
follow(struct mat_client *client, struct watch *watch)
{
    const struct mat_control_request request = {.verb = MAT_VERB_WATCH};
    json_t *object;
    int status = mat_session_ask(client, &request, &object);

    if (status != MAT_EXIT_DONE)
        return status;
    take(watch, object);
    json_decref(object);
    if (!watch->status.owner)
        return mat_session_odd();
    client->reader = STDOUT_FILENO;
    /* What cannot be written, and that is told at the end, ends it too. */
    while (!watch->ended && !ferror(stdout)) {
        const char *line;
        int error = mat_client_line(client, wait_of(watch), &line);

        if (error == ETIMEDOUT) {
            take_time(watch);
            continue;
        }
        if (error == ECANCELED)
            break;
        if (error != 0)
            return mat_session_lost(error);
        object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        take(watch, object);
        json_decref(object);
    }
    return MAT_EXIT_DONE;
}

static int
run(const struct mat_call *call)
{
    struct watch watch = {
        .format = mat_call_value(call, MAT_OPTION_FORMAT),
        .json = mat_call_has(call, MAT_OPTION_JSON),
    };
    char why[MAT_STATUS_FORMAT_TEXT];
    struct mat_client client = {0};
    int status;

    if (watch.format && !mat_status_format_check(watch.format, why)) {
        mat_problem("--format: %s", why);
        return MAT_EXIT_USAGE;
    }
    status = mat_session_connect(&client);
    if (status == MAT_EXIT_DONE)
        status = mat_call_has(call, MAT_OPTION_WATCH) ? follow(&client, &watch)
                                                      : once(&client, &watch);
    mat_client_close(&client);
    mat_status_json_done(&watch.status);
    free(watch.shown);
    return status;
}

/* `{left}  The time that the step still takes: 02:31.` */
static void
put_field(FILE *file, const char *name, int column, int width)
{
    char *term = mat_xprintf("{%s}", name);

    mat_entry(file, term, mat_man_field(name), column, width);
    free(term);
}

static void
put_format(FILE *file, int width)
{
    const char *name;
    int longest = 0;

    for (int i = 0; (name = mat_status_field(i)); i++)
        if ((int)strlen(name) > longest)
            longest = (int)strlen(name);
    mat_out(file, "\nStatus format\n");
    mat_out_wrapped(file, mat_man_format, MAT_ENTRY_INDENT, width);
    mat_out(file, "\n");
    for (int i = 0; (name = mat_status_field(i)); i++)
        put_field(file, name,
                  mat_entry_column(longest + (int)strlen("{}"), width), width);
}

const struct mat_command mat_command_status = {
    .name = "status",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Say where the running session is.",
    .text =
        "When nothing is running it says so on stderr, prints nothing, and "
        "exits with 6. A rehearsal does not count.\n"
        "\n"
        "The fields of --format are listed under \"Status format\".\n"
        "\n"
        "--watch prints a line whenever the text changes, {left} each second, "
        "{minutes} each minute, {percent} up to a hundred times a step, and "
        "ends with the session; in the last line {phase} is ended. With --json "
        "it prints a status, then each event as \"start --json\" prints it; "
        "the events of one moment have one status behind them, and nothing "
        "comes behind session-ended.",
    .examples = "matsession status\n"
                "matsession status --format '{step_title} {left}'\n"
                "matsession status --watch --format '{\"text\":{left:json}}'\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON) |
               MAT_OPTION_BIT(MAT_OPTION_FORMAT) |
               MAT_OPTION_BIT(MAT_OPTION_WATCH),
    .table = put_format,
    .run = run,
};
