#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "app/remind.h"
#include "app/user_timer.h"
#include "cli/bedtime_say.h"
#include "cli/help.h"
#include "front/out.h"
#include "store/plan_names.h"

#define PLAN "evening"

/* --- the timer --- */

/* systemd runs it elsewhere, so a file is named from the root. \return freed
 *  by the caller; NULL: it cannot be told */
static char *
plan_from_anywhere(const char *plan)
{
    if (!strchr(plan, '/') && mat_plan_stem(plan) == 0)
        return mat_xcopy(plan);
    return realpath(plan, NULL);
}

/* A timer as it is to be, with what it is made from. */
struct timer {
    char *plan;
    char *program;
    struct mat_timer_order order;
};

/* The minute that runs is that of this reminder. */
static struct timer
timer_of(const struct mat_tonight *tonight)
{
    struct mat_night next = tonight->next;
    struct timer timer = {
        .plan = plan_from_anywhere(tonight->plan),
        .program = mat_user_timer_program(),
    };

    if (next.start <= tonight->now)
        mat_night_find(tonight->minute, &tonight->evening, next.bedtime, &next);
    timer.order = (struct mat_timer_order){
        .at = mat_wall_minute(mat_wall_at(next.start)),
        .bedtime = tonight->minute,
        .plan = timer.plan,
        .program = timer.program,
    };
    return timer;
}

static void
timer_done(struct timer *timer)
{
    free(timer->plan);
    free(timer->program);
    *timer = (struct timer){0};
}

static int
install(const struct mat_tonight *tonight)
{
    struct timer timer = timer_of(tonight);
    const char *problem = mat_timer_units_problem(&timer.order);
    char at[MAT_TIME_OF_DAY_TEXT];
    int status = MAT_EXIT_FAILED;

    if (problem)
        mat_problem("the reminder cannot be installed: %s", problem);
    else
        status = mat_user_timer_install(&timer.order);
    if (status == MAT_EXIT_DONE)
        mat_out(stdout,
                "From now on a reminder comes every evening, next at %s.\n",
                mat_time_of_minute(timer.order.at, at));
    timer_done(&timer);
    return status;
}

/* What was done since, and the clocks, move the start of the next night. */
static int
remind(struct mat_tonight *tonight)
{
    int status = mat_remind(tonight);
    struct timer timer = timer_of(tonight);

    if (!mat_timer_units_problem(&timer.order))
        mat_user_timer_move(&timer.order);
    timer_done(&timer);
    return status;
}

/* --- what is asked --- */

static int
usage(const char *problem)
{
    mat_problem("%s", problem);
    return mat_help_try(&mat_command_bedtime);
}

static int
run_without_time(const struct mat_call *call)
{
    int status;

    if (mat_call_has(call, MAT_OPTION_REMOVE))
        return mat_user_timer_remove();
    if (mat_call_has(call, MAT_OPTION_INSTALL) ||
        mat_call_has(call, MAT_OPTION_REMIND) ||
        mat_call_has(call, MAT_OPTION_JSON))
        return usage("bedtime needs HH:MM here");
    status = mat_user_timer_show();
    if (status == MAT_EXIT_DONE)
        mat_out(stdout, "\"matsession bedtime 23:00\" says when to start.\n");
    return status;
}

static int
answer(const struct mat_call *call, struct mat_tonight *tonight)
{
    if (mat_call_has(call, MAT_OPTION_INSTALL))
        return install(tonight);
    if (mat_call_has(call, MAT_OPTION_REMIND))
        return remind(tonight);
    if (mat_call_has(call, MAT_OPTION_JSON))
        mat_bedtime_say_json(tonight);
    else
        mat_bedtime_say(tonight);
    return MAT_EXIT_DONE;
}

static int
run(const struct mat_call *call)
{
    struct mat_tonight tonight = {.plan = PLAN};
    int status;

    if (call->n_arguments == 0)
        return run_without_time(call);
    if (mat_call_has(call, MAT_OPTION_REMOVE))
        return usage("bedtime --remove takes no HH:MM");
    if (!mat_bedtime_parse(call->arguments[0], &tonight.minute)) {
        mat_problem("\"%s\" is not a time of day; write HH:MM on the 24-hour "
                    "clock, from 00:00 to 23:59, as in 22:30 or 00:15",
                    call->arguments[0]);
        return MAT_EXIT_USAGE;
    }
    if (call->n_arguments > 1)
        tonight.plan = call->arguments[1];
    tonight.now = mat_wall_now(NULL, 0).ms;
    status = mat_tonight_prepare(&tonight);
    if (status == MAT_EXIT_DONE)
        status = answer(call, &tonight);
    mat_prepared_done(&tonight.prepared);
    return status;
}

const struct mat_command mat_command_bedtime = {
    .name = "bedtime",
    .arguments = "[HH:MM] [PLAN]",
    .least = 0,
    .most = 2,
    .summary = "Say when to start before going to sleep.",
    .text =
        "HH:MM is when the light goes out, on the 24-hour clock; PLAN is "
        "\"" PLAN "\" unless you name another one. Starting then, you are off "
        "the mat 30 minutes before, and the session is over by HH:MM; its "
        "length is what \"matsession preview\" shows today. When it is too "
        "late for tonight it says so, and names a shorter session that still "
        "fits, if one does.\n"
        "\n"
        "With --install a systemd user timer reminds you every evening at that "
        "moment, by the means that config.yaml sets for notifications. At noon "
        "and after each reminder it is set anew, so it follows your stage and "
        "the clocks. The reminder stays away when there was a session on the "
        "mat since noon, and while one runs. When it comes late, because the "
        "computer slept, it names a shorter session that still fits; it stays "
        "away when none does, and after 20 minutes. Where there is no systemd, "
        "cron can run --remind; up to an hour too early it says when to "
        "start.\n"
        "\n"
        "Without HH:MM it says whether such a timer is installed.\n"
        "\n"
        "With --json it prints an object with plan, stage, mat_ms, and start, "
        "mat_left (null without time on the mat), ends and bedtime as RFC 3339 "
        "has them, of the next night that can be met; late says whether that "
        "is not tonight.",
    .examples = "matsession bedtime 23:00\n"
                "matsession bedtime 00:15 back\n"
                "matsession bedtime 23:00 evening --install\n"
                "matsession bedtime --remove\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_INSTALL) |
        MAT_OPTION_BIT(MAT_OPTION_REMOVE) | MAT_OPTION_BIT(MAT_OPTION_REMIND),
    .run = run,
};
