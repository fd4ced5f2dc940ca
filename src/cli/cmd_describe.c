#include "cli/command.h"

#include <stdlib.h>

#include "cli/describe.h"
#include "cli/help.h"
#include "cli/man.h"
#include "cli/plan_schema.h"
#include "front/out.h"
#include "store/tables.h"

/* For programs, which have no use for a complaint: where the user's own rows
 * are wrong, the built-in ones have to do. */
static int
run(const struct mat_call *call)
{
    const struct mat_topic *topic =
        mat_topic_find(call->command, call->arguments[0]);
    struct mat_diags diags = {0};
    char *file = NULL;
    const struct mat_tables *own;

    if (!topic)
        return mat_help_no_topic(call->command, call->arguments[0]);
    own = mat_tables_load(&file, &diags);
    topic->print(stdout, own ? own : &mat_tables_builtin, 0);
    mat_tables_done(own);
    free(file);
    return MAT_EXIT_DONE;
}

static const struct mat_topic topics[] = {
    {"command-line", "everything that the parser knows, as JSON",
     mat_describe_line},
    {"plans", "names and titles of the plans", mat_describe_plans},
    {"questions", "ids and titles of what the screening keeps",
     mat_describe_questions},
    {"matsession.1", "the manual of the program", mat_man_program},
    {"matsession-plan.5", "the manual of plans", mat_man_plan},
    {"matsession-config.5", "the manual of config.yaml", mat_man_config},
    {"plan.schema.json", "the JSON Schema of a plan", mat_plan_schema_print},
};

const struct mat_command mat_command_describe = {
    .name = "describe",
    .arguments = "",
    .topics = topics,
    .n_topics = sizeof(topics) / sizeof(*topics),
    .least = 1,
    .most = 1,
    .summary = "Print what scripts, the build and completions ask for.",
    .text = "",
    .examples = "",
    .run = run,
};
