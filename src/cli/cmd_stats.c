#include "cli/command.h"

#include <langinfo.h>
#include <string.h>

#include "app/history.h"
#include "app/local_time.h"
#include "app/past.h"
#include "cli/stats_json.h"
#include "cli/stats_text.h"
#include "front/out.h"
#include "store/tables.h"

static void
put(const struct mat_stats *stats, const struct mat_progress *progress,
    bool json)
{
    if (json)
        mat_stats_json(stdout, stats, progress);
    else
        mat_stats_text(stdout, stats, progress, mat_out_width(stdout),
                       strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
}

static int
run(const struct mat_call *call)
{
    struct mat_known_past past;
    struct mat_progress progress;
    struct mat_stats stats;
    bool unread;

    mat_history_tidy();
    mat_known_past_load(&past, MAT_LEDGER_BRIEF);
    unread = past.unread;
    if (!unread) {
        mat_known_past_progress(&past, &mat_tables_builtin, MAT_ANSWER_UNSET,
                                &progress);
        mat_stats_sum(past.past, past.ledger.n_entries,
                      mat_wall_day(mat_wall_now(NULL, 0)), &stats);
        put(&stats, &progress, mat_call_has(call, MAT_OPTION_JSON));
        mat_stats_done(&stats);
    }
    mat_known_past_done(&past);
    return unread ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
}

const struct mat_command mat_command_stats = {
    .name = "stats",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Show weeks, areas, stages and strength at a glance.",
    .text =
        "The weeks are the last 12 in which there was time on the mat, from "
        "Monday to Sunday, with minutes a day; a dot is a day of rest, three "
        "are weeks of it. Days are those of the clock where the session was. A "
        "stage is told with the day from which sessions ran at it.\n"
        "\n"
        "How strong sessions were at the end is a row of digits, 0 to 9 and X "
        "for 10, the last one right, with bars above it where the terminal "
        "shows UTF-8; a dot is a session of which nobody has said it.\n"
        "\n"
        "With --json it is one object: sessions, mat_seconds, first, last, "
        "last_28_days, weeks, areas, stages, strength and today.",
    .examples = "matsession stats\n"
                "matsession stats --json\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON),
    .run = run,
};
