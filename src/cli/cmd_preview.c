#include "cli/command.h"

#include <stdio.h>

#include "app/explain.h"
#include "app/local_time.h"
#include "cli/rehearse.h"
#include "cli/timeline.h"
#include "cli/wish.h"
#include "front/out.h"

static void
put_end(const struct mat_timeline *timeline, int width)
{
    char end[MAT_TIME_OF_DAY_TEXT];
    char text[160];

    snprintf(text, sizeof(text), "Started now, it would end at %s%s.",
             mat_time_of_day(timeline->length, end),
             timeline->waits ? ", and later by the time that you take where it "
                               "waits for a key"
                             : "");
    mat_out_wrapped(stdout, text, 0, width);
}

static void
put_totals(const struct mat_prepared *prepared,
           const struct mat_timeline *timeline, int width)
{
    char total[MAT_TIME_TEXT];
    char mat[MAT_TIME_TEXT];

    mat_out(stdout, "\nTotal %s, %s%s.\n",
            mat_duration_text(timeline->length, total),
            prepared->schedule->mat ? "on the mat " : "none of it on the mat",
            prepared->schedule->mat
                ? mat_duration_text(prepared->schedule->mat, mat)
                : "");
    put_end(timeline, width);
}

static void
put_preview(const struct mat_prepared *prepared)
{
    int width = mat_out_width(stdout);
    struct mat_timeline timeline = {.file = stdout, .width = width};
    const struct mat_plan *plan = prepared->file.plan;
    char reason[MAT_LENGTH_TEXT];

    mat_out_wrapped(stdout, plan->title, 0, width);
    if (*plan->purpose)
        mat_out_wrapped(stdout, plan->purpose, 0, width);
    mat_out(stdout, "\n");
    mat_rehearse(prepared->schedule, mat_timeline_sink(&timeline));
    put_totals(prepared, &timeline, width);
    mat_out(stdout, "\n");
    mat_explain_length(prepared, reason);
    if (*reason)
        mat_out_wrapped(stdout, reason, 0, width);
    mat_explain(stdout, prepared, width);
    mat_explain_points(stdout, prepared, width);
    mat_explain_profile(stdout, prepared, width);
}

static int
run(const struct mat_call *call)
{
    struct mat_wish wish = mat_wish_of(call, true);
    struct mat_prepared prepared = {0};
    int status;

    wish.preview = true;
    status = mat_prepare_load(&prepared, &wish);
    if (status == MAT_EXIT_DONE)
        status = mat_prepare_schedule(&prepared);
    if (status == MAT_EXIT_DONE && mat_call_has(call, MAT_OPTION_JSON)) {
        mat_rehearse(prepared.schedule, mat_json_sink(true));
        mat_explain_profile(stderr, &prepared, mat_out_width(stderr));
    } else if (status == MAT_EXIT_DONE) {
        put_preview(&prepared);
    } else if (status == MAT_EXIT_REFUSED) {
        mat_explain_refused(&prepared);
    }
    mat_prepared_done(&prepared);
    return status;
}

const struct mat_command mat_command_preview = {
    .name = "preview",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .summary = "Show what a session would be, and why.",
    .text =
        "Prints every step and every sentence with the moment at which it "
        "comes, then what was changed or left out for you and where that "
        "advice comes from. Nothing is started and nothing is kept. Today's "
        "questions are not asked, so a real session may still be easier.\n"
        "\n"
        "With --json it prints what \"matsession start --json\" would, with "
        "every question answered at once.",
    .examples = "matsession preview evening\n"
                "matsession preview back --stage week\n"
                "matsession preview feet --json\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_WISH_OPTIONS,
    .run = run,
};
