#include "cli/command.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/session.h"
#include "front/out.h"
#include "link/status_format.h"
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

static mat_ms
now(void)
{
    struct timespec time = {0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return MAT_SECONDS(time.tv_sec) + time.tv_nsec / 1000000;
}

/* An object as it was received, but for what belongs to the conversation. */
static void
print_json(json_t *object)
{
    char *line;

    json_object_del(object, "ok");
    line = json_dumps(object, JSON_COMPACT);
    if (line)
        puts(line);
    else
        mat_no_memory();
    fflush(stdout);
    free(line);
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
    if (!mat_status_read(answer, &watch->status))
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
    mat_ms gone = now() - watch->read;
    struct mat_status status;

    if (watch->json)
        return MAT_MS_NONE;
    status = mat_status_later(&watch->status, gone);
    return watch->format ? mat_status_format_wait(watch->format, &status)
                         : mat_status_text_wait(&status, true);
}

static void
take_status(struct watch *watch, json_t *object)
{
    struct mat_status status;

    if (!mat_status_read(object, &status))
        return;
    mat_status_done(&watch->status);
    watch->status = status;
    watch->read = now();
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
        mat_status_later(&watch->status, now() - watch->read);

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
    while (!watch->ended) {
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
    mat_status_done(&watch.status);
    free(watch.shown);
    return status;
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
        "In the FMT of --format each field in braces is replaced; what does "
        "not apply is empty. {left} is the time that the step still takes, "
        "{minutes} the same in whole minutes, {length} all of it, {percent} "
        "how much is over. {step_title}, {step}, {steps}, {kind}, {area}, "
        "{position}, {layer}, {surface} and {detail} tell of the step, {next} "
        "is the title of the one that follows, {cue} what was said last. "
        "{phase} is running, paused, held (the computer slept), waiting, alarm "
        "or ended; {sound} is on, muted or off. {plan} and {title} name the "
        "session, {session_left} and {session_minutes} are what it still "
        "takes, {mat} is the time on the mat so far, {ends} the time of day "
        "at its end.\n"
        "\n"
        "{left:json} is the same as a JSON string, with its quotes; a brace "
        "without a field behind it stands for itself.\n"
        "\n"
        "--watch prints a line whenever the text changes, and ends with the "
        "session: the last line has a {phase} of ended. With --json it prints "
        "what happens, as \"start --json\" does, and a status first and after "
        "each of it.",
    .examples =
        "matsession status\n"
        "matsession status --format '{step_title} {left}'\n"
        "matsession status --watch --format '{\"text\":{minutes:json}}'\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON) |
               MAT_OPTION_BIT(MAT_OPTION_FORMAT) |
               MAT_OPTION_BIT(MAT_OPTION_WATCH),
    .run = run,
};
