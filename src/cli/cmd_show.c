#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/plan_problem.h"
#include "front/out.h"
#include "store/paths.h"
#include "store/plans.h"
#include "store/tables.h"
#include "store/yaml.h"

/* The carriage returns of line ends steer nothing; the rest of what would is
 * mat_out()'s business. */
static void
put_for_people(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t length = strcspn(text + i, "\r");
        bool line_end =
            text[i + length] == '\r' && text[i + length + 1] == '\n';

        mat_out(stdout, "%.*s%s", (int)length, text + i,
                i + length < size && !line_end ? "?" : "");
        i += length + 1;
    }
}

/* A file or a program gets the plan as it is, byte for byte. */
static void
put_plan(const char *text, size_t size)
{
    if (isatty(STDOUT_FILENO))
        put_for_people(text, size);
    else
        fwrite(text, 1, size, stdout);
}

static int
show_file(const char *path)
{
    char *text;
    size_t size;
    int error = mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size);

    if (error)
        return mat_problem_unread(path, error);
    put_plan(text, size);
    free(text);
    return MAT_EXIT_DONE;
}

static int
show(const char *name, const struct mat_plan_file *file)
{
    const char *builtin = file->own ? NULL : mat_plan_builtin(name);

    if (!builtin)
        return show_file(file->file);
    put_plan(builtin, strlen(builtin));
    return MAT_EXIT_DONE;
}

/* A plan that does not check is shown as well: its author wants to see it. */
static int
run(const struct mat_call *call)
{
    const char *name = call->arguments[0];
    struct mat_plan_file file;
    int status = MAT_EXIT_FAILED;

    switch (mat_plan_open(name, &mat_tables_builtin, &file)) {
    case MAT_PLAN_UNKNOWN:
        status = mat_problem_no_plan(name);
        break;
    case MAT_PLAN_UNREAD:
        status = mat_problem_unread(file.file ? file.file : name, file.error);
        break;
    case MAT_PLAN_WRONG:
        status = show(name, &file);
        if (status == MAT_EXIT_DONE)
            mat_problem("%s does not check; see matsession check %s", name,
                        name);
        break;
    case MAT_PLAN_LOADED:
        status = show(name, &file);
        break;
    }
    mat_plan_file_done(&file);
    return status;
}

const struct mat_command mat_command_show = {
    .name = "show",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .summary = "Print the text of a plan.",
    .text = "A file or a pipe gets it byte for byte; on a terminal, characters "
            "that would steer it are shown as question marks.\n"
            "\n"
            "A built-in plan is a good start for one of your own: "
            "\"matsession new\" makes a copy to change.",
    .examples = "matsession show evening\n"
                "matsession show back > back.yaml\n",
    .run = run,
};
