/* The commands that steer the running session. One file for seven: each is a
 * name that goes over the control socket and a text for the help. */
#include "cli/command.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/session.h"
#include "front/out.h"
#include "link/status_json.h"
#include "link/status_text.h"
#include "matsession/text.h"

/* "Paused. Warm-up: 02:31 left (step 7 of 9)": what happened, and where. */
static void
print_answer(json_t *answer)
{
    const char *did = json_string_value(json_object_get(answer, "did"));
    char buffer[MAT_STATUS_TEXT];
    struct mat_status status;

    if (!did || !*did)
        return;
    mat_out(stdout, "%c%s.", toupper((unsigned char)*did), did + 1);
    if (mat_status_json_read(answer, &status)) {
        bool over = status.phase == MAT_STATUS_ENDED;

        /* That it is paused was said already. */
        status.phase = MAT_STATUS_RUNNING;
        if (!over)
            mat_out(stdout, " %s", mat_status_text(&status, false, buffer));
        mat_status_json_done(&status);
    }
    mat_out(stdout, "\n");
}

static int
ask(const struct mat_control_request *request)
{
    struct mat_client client = {0};
    json_t *answer;
    int status = mat_session_connect(&client);

    if (status == MAT_EXIT_DONE)
        status = mat_session_ask(&client, request, &answer);
    if (status == MAT_EXIT_DONE) {
        print_answer(answer);
        json_decref(answer);
    }
    mat_client_close(&client);
    return status;
}

static int
run(const struct mat_call *call)
{
    int verb = mat_word_find(&mat_verbs, call->command->name);

    return ask(
        &(struct mat_control_request){.verb = (enum mat_verb)verb, .by = 0});
}

/* "+90s": \return whether it is time to add or take away; if not, that is
 * told */
static bool
read_change(const char *text, mat_ms *ret_by)
{
    bool less = text[0] == '-';
    const char *span = text + (less || text[0] == '+');
    char shown[64];
    mat_ms by;
    bool known = mat_duration_parse(span, &by);

    if (known && by > 0) {
        *ret_by = less ? -by : by;
        return true;
    }
    mat_text_shown(text, shown, sizeof(shown));
    if (!known && mat_duration_spelled(span))
        mat_problem("extend: \"%s\" is too long; write at most 3h", shown);
    else
        mat_problem("extend: \"%s\" is no time to add or take away; write 1m, "
                    "+90s or -1m",
                    shown);
    return false;
}

static int
run_extend(const struct mat_call *call)
{
    struct mat_control_request request = {.verb = MAT_VERB_EXTEND};

    return read_change(call->arguments[0], &request.by) ? ask(&request)
                                                        : MAT_EXIT_USAGE;
}

/* Ends the text of each. */
#define WITHOUT "Where nothing is running it exits with 6."

const struct mat_command mat_command_pause = {
    .name = "pause",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Pause the running session.",
    .text =
        "Time on the mat pauses for five minutes at most before the alarm "
        "asks. A session that is paused already stays so. While an alarm rings "
        "this answers it, as any key does.\n"
        "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_resume = {
    .name = "resume",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Go on with the running session.",
    .text =
        "It ends a pause, and is an answer to everything that waits for one: "
        "the alarm, a step that lasts until it is answered, and the question "
        "of a session during which the computer slept.\n"
        "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_toggle = {
    .name = "toggle",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Pause the running session, or go on.",
    .text =
        "It does what the space bar does: it pauses a session that runs, and "
        "goes on with one that waits, for whatever it waits. For a key of your "
        "desktop or a button beside the bed.\n"
        "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_next = {
    .name = "next",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Go on to the next step of the running session.",
    .text = "While an alarm rings this answers it, and does no more.\n"
            "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_previous = {
    .name = "previous",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Go back a step in the running session.",
    .text =
        "It goes to the start of the step, or from its first three seconds to "
        "the step before. Time on the mat that was used up does not come "
        "back.\n"
        "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_stop = {
    .name = "stop",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Stop the running session.",
    .text =
        "The way off the mat comes first; a second time it ends at once. The "
        "session itself exits with 7.\n"
        "\n" WITHOUT,
    .examples = "",
    .run = run,
};

const struct mat_command mat_command_extend = {
    .name = "extend",
    .arguments = "[+-]TIME",
    .least = 1,
    .most = 1,
    .minus = true,
    .summary = "Make the step of the running session longer or shorter.",
    .text =
        "TIME is written as in a plan: 30s, 1m, 1m30s; with a minus sign the "
        "step gets shorter. A step on the mat gets no longer than the safety "
        "table allows, and one that is made shorter keeps 15 seconds to get "
        "ready. When nothing can be changed, it says so and exits with 1.\n"
        "\n" WITHOUT,
    .examples = "matsession extend 1m\n"
                "matsession extend -30s\n",
    .run = run_extend,
};
