#include "cli/command.h"

#include "app/start.h"
#include "cli/wish.h"

static enum mat_show
show_of(const struct mat_call *call)
{
    if (mat_call_has(call, MAT_OPTION_JSON))
        return MAT_SHOW_JSON;
    if (mat_call_has(call, MAT_OPTION_PLAIN))
        return MAT_SHOW_PLAIN;
    return MAT_SHOW_AUTO;
}

static int
run(const struct mat_call *call)
{
    int speed = mat_call_number(call, MAT_OPTION_SPEED, 1);
    struct mat_start_options options = {
        .wish = mat_wish_of(call, speed > 1),
        .show = show_of(call),
        .confirm = mat_call_has(call, MAT_OPTION_CONFIRM),
        .quiet = mat_call_has(call, MAT_OPTION_QUIET),
        .speed = speed,
        .keys = mat_keys,
        .n_keys = mat_n_keys,
    };

    return mat_start(&options);
}

const struct mat_command mat_command_start = {
    .name = "start",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .summary = "Lead through a session.",
    .text =
        "PLAN is a name from \"matsession list\", or a file: anything with a "
        "slash, or ending in .yaml or .yml.\n"
        "\n"
        "The first time, the questions about your health come before the "
        "session; what may have changed today is asked at every start. The "
        "session is then as long, as bare and as hard as your stage and your "
        "answers allow, and the program says what it changed and why.\n"
        "\n"
        "On a terminal the session has the screen to itself; when the output "
        "is not a terminal it is a line for each event.",
    .examples = "matsession start evening\n"
                "matsession start evening --minutes 8\n"
                "matsession start back --skip neck\n"
                "matsession start ./mine.yaml\n"
                "matsession start feet --speed 60  a minute in a second\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_PLAIN) | MAT_OPTION_BIT(MAT_OPTION_JSON) |
        MAT_WISH_OPTIONS | MAT_OPTION_BIT(MAT_OPTION_CONFIRM) |
        MAT_OPTION_BIT(MAT_OPTION_NO_HISTORY) |
        MAT_OPTION_BIT(MAT_OPTION_QUIET) | MAT_OPTION_BIT(MAT_OPTION_SPEED),
    .run = run,
};
