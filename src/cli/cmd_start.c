#include "cli/command.h"

#include "app/start.h"
#include "cli/help.h"
#include "cli/wish.h"
#include "front/out.h"

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
        .resume = mat_call_has(call, MAT_OPTION_RESUME),
        .no_history = mat_call_has(call, MAT_OPTION_NO_HISTORY),
        .show = show_of(call),
        .confirm = mat_call_has(call, MAT_OPTION_CONFIRM),
        .quiet = mat_call_has(call, MAT_OPTION_QUIET),
        .no_sound = mat_call_has(call, MAT_OPTION_NO_SOUND),
        .speed = speed,
        .keys = mat_keys,
        .n_keys = mat_n_keys,
    };

    if (!options.wish.plan && !options.resume) {
        mat_problem("start needs PLAN, or --resume");
        return mat_help_try(call->command);
    }
    return mat_start(&options);
}

const struct mat_command mat_command_start = {
    .name = "start",
    .arguments = "[PLAN]",
    .least = 0,
    .most = 1,
    .summary = "Lead through a session.",
    .text =
        "PLAN is a name from \"matsession list\", or a file: anything with a "
        "slash, or ending in .yaml or .yml. Only --resume does without one.\n"
        "\n"
        "The first time, the questions about your health come before the "
        "session; what may have changed today is asked at every start. The "
        "session is then as long, as bare and as hard as your stage and your "
        "answers allow, and the program says what it changed and why.\n"
        "\n"
        "Each session enters a history of your own, which \"matsession log\" "
        "shows; how strong it was and how the skin is, asked at its end, "
        "decide how far the next one goes. One that was cut off because "
        "the program was killed or the power failed can be taken up with "
        "--resume for ten minutes; after that it is in the history as "
        "interrupted.\n"
        "\n"
        "It speaks and chimes, as far as speaker, speech command and your "
        "settings allow; the m key mutes all but the alarm. A rehearsal with "
        "--speed only shows: no sound, no hooks, no notifications.\n"
        "\n"
        "Executables of yours in the folder hooks beside config.yaml run at "
        "the events that they are named like, as --json has them "
        "(session-began, step-began, paused, session-ended). The manual tells "
        "more under HOOKS.\n"
        "\n"
        "On a terminal the session has the screen to itself; when the output "
        "is not a terminal it is a line for each event. With nobody there it "
        "goes on when its alarm has sounded for three minutes, and ends as "
        "completed, with 0; unanswered in the session-ended of --json then "
        "says how many times on the mat ended so.",
    .examples = "matsession start evening\n"
                "matsession start evening --minutes 8\n"
                "matsession start back --skip neck\n"
                "matsession start ./mine.yaml\n"
                "matsession start --resume         after it was cut off\n"
                "matsession start feet --speed 60  a minute in a second\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_PLAIN) | MAT_OPTION_BIT(MAT_OPTION_JSON) |
        MAT_WISH_OPTIONS | MAT_OPTION_BIT(MAT_OPTION_CONFIRM) |
        MAT_OPTION_BIT(MAT_OPTION_RESUME) |
        MAT_OPTION_BIT(MAT_OPTION_NO_HISTORY) |
        MAT_OPTION_BIT(MAT_OPTION_QUIET) | MAT_OPTION_BIT(MAT_OPTION_NO_SOUND) |
        MAT_OPTION_BIT(MAT_OPTION_SPEED),
    .run = run,
};
