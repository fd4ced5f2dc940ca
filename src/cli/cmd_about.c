#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/about.h"
#include "cli/help.h"
#include "front/out.h"
#include "store/paths.h"
#include "store/tables.h"

static void
put_path(const char *what, const char *leaf)
{
    char *path = mat_path(MAT_BASE_CONFIG, leaf);

    mat_out(stdout, "  %-10s  %s\n", what, path ? path : "(no home folder)");
    free(path);
}

static void
put_overview(int width)
{
    mat_out(stdout, "matsession %s\n\n", MATSESSION_VERSION);
    mat_out_wrapped(stdout, mat_tables_notice(&mat_tables_builtin, "first-run"),
                    0, width);
    mat_out(stdout, "\nYour files\n");
    put_path("profile", "profile.yaml");
    put_path("plans", "plans");
    put_path("tables", "tables");
    mat_out(stdout, "\n");
    mat_out_wrapped(stdout,
                    "Nothing leaves this machine: the program never uses the "
                    "network. Licence: MIT.\n"
                    "\n"
                    "See also matsession about evidence, about sources and "
                    "about safety.",
                    0, width);
}

/* Own rows are part of what the program knows; when they are wrong the
 * built-in ones are still worth reading. */
static int
put_topic(const struct mat_topic *topic)
{
    struct mat_diags diags = {0};
    char *file = NULL;
    const struct mat_tables *own = mat_tables_load(&file, &diags);
    int status = MAT_EXIT_DONE;

    topic->print(stdout, own ? own : &mat_tables_builtin,
                 mat_out_width(stdout));
    if (!own) {
        fflush(stdout);
        mat_problem("your own rows are missing here: %s is wrong; see "
                    "matsession check",
                    file ? file : "a table");
        status = MAT_EXIT_WRONG_FILE;
    }
    mat_tables_done(own);
    free(file);
    return status;
}

static int
run(const struct mat_call *call)
{
    const struct mat_topic *topic;

    if (call->n_arguments == 0) {
        put_overview(mat_out_width(stdout));
        return MAT_EXIT_DONE;
    }
    topic = mat_topic_find(call->command, call->arguments[0]);
    if (!topic)
        return mat_help_no_topic(call->command, call->arguments[0]);
    return put_topic(topic);
}

static const struct mat_topic topics[] = {
    {"evidence",
     "what is claimed for acupressure mats, and what trials have shown",
     mat_about_evidence},
    {"sources",
     "where the program's advice comes from, and what the grades mean",
     mat_about_sources},
    {"safety",
     "who should not use a mat, or only with changes, and where to find help",
     mat_about_safety},
};

const struct mat_command mat_command_about = {
    .name = "about",
    .arguments = "",
    .topics = topics,
    .n_topics = sizeof(topics) / sizeof(*topics),
    .least = 0,
    .most = 1,
    .summary = "Tell what the program rests on.",
    .text = "",
    .examples = "matsession about safety\n",
    .run = run,
};
