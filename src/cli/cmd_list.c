#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "app/plan_problem.h"
#include "front/out.h"
#include "store/plans.h"
#include "store/tables.h"

static const char *
owner(const struct mat_plan_entry *entry)
{
    if (!entry->own)
        return "";
    return entry->shadows ? " (own, hides the built-in one)" : " (own)";
}

static void
put_plan(const struct mat_plan_entry *entry, const struct mat_plan *plan)
{
    mat_ms mat = mat_plan_mat_time(plan);
    char time[MAT_TIME_TEXT];
    char length[MAT_TIME_TEXT + 16] = "no mat";

    if (mat > 0)
        snprintf(length, sizeof(length), "%s on the mat",
                 mat_duration_text(mat, time));
    mat_out(stdout, "%-17s  %-7s  %s%s\n", length,
            mat_word(&mat_whens, (int)plan->when), plan->title, owner(entry));
}

/* The plan is checked against the built-in tables: rows of the user's own
 * forbid things to people, not to plans. */
static void
put_entry(const struct mat_plan_entry *entry, int longest)
{
    struct mat_plan_file file;

    mat_out(stdout, "%-*s  ", longest, entry->name);
    switch (mat_plan_open(entry->name, &mat_tables_builtin, &file)) {
    case MAT_PLAN_LOADED:
        put_plan(entry, file.plan);
        break;
    case MAT_PLAN_WRONG:
        mat_out(stdout, "does not check; see matsession check %s%s\n",
                entry->name, owner(entry));
        break;
    case MAT_PLAN_UNREAD:
    case MAT_PLAN_UNKNOWN:
        mat_out(stdout, "cannot be read: %s%s\n",
                file.error ? mat_problem_why(file.error) : "it is gone",
                owner(entry));
        break;
    }
    mat_plan_file_done(&file);
}

static int
run(const struct mat_call *call)
{
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);
    int longest = 0;

    (void)call;
    for (int i = 0; i < count; i++) {
        int length = (int)strlen(entries[i].name);

        longest = length > longest ? length : longest;
    }
    for (int i = 0; i < count; i++)
        put_entry(&entries[i], longest);
    mat_plan_list_free(entries, count);
    return MAT_EXIT_DONE;
}

const struct mat_command mat_command_list = {
    .name = "list",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "List the plans, yours and the built-in ones.",
    .text = "A line a plan: its name, the time on the mat as written, the time "
            "of day that it is for, its title. A session may be shorter; "
            "\"matsession preview PLAN\" tells what it would be for you.",
    .examples = "",
    .run = run,
};
