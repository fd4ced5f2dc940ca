#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/plan_problem.h"
#include "front/diag_json.h"
#include "front/out.h"
#include "store/plans.h"
#include "store/tables.h"

/* One run of the check. */
struct check {
    const struct mat_tables *tables;
    bool json;
    bool strict;
    int status; /* the worst so far: the largest */
};

static void
worsen(struct check *check, int status)
{
    if (status > check->status)
        check->status = status;
}

static void
put_json(const char *name, const struct mat_diag *diag)
{
    char *line = mat_diag_json(name, diag);

    if (line)
        puts(line);
    else
        mat_no_memory();
    free(line);
}

static void
put_summary(const char *name, const struct mat_diags *diags)
{
    if (!diags->errors && !diags->warnings) {
        mat_out(stdout, "%s: fine\n", name);
        return;
    }
    mat_out(stdout, "%s: ", name);
    if (diags->errors)
        mat_out(stdout, "%d error%s", diags->errors,
                diags->errors == 1 ? "" : "s");
    else
        mat_out(stdout, "can be used");
    if (diags->warnings)
        mat_out(stdout, ", %d warning%s", diags->warnings,
                diags->warnings == 1 ? "" : "s");
    mat_out(stdout, "\n");
}

static void
put_diags(struct check *check, const char *name, const char *file,
          const struct mat_diags *diags)
{
    if (check->json) {
        for (int i = 0; i < diags->count; i++)
            put_json(file, &diags->items[i]);
    } else {
        mat_out_diags(stdout, file, diags);
        put_summary(name, diags);
    }
    if (diags->errors || (check->strict && diags->warnings))
        worsen(check, MAT_EXIT_WRONG_FILE);
}

static void
check_plan(struct check *check, const char *name)
{
    struct mat_plan_file file;

    switch (mat_plan_open(name, check->tables, &file)) {
    case MAT_PLAN_UNKNOWN:
        worsen(check, mat_problem_no_plan(name));
        break;
    case MAT_PLAN_UNREAD:
        worsen(check,
               mat_problem_unread(file.file ? file.file : name, file.error));
        break;
    case MAT_PLAN_WRONG:
    case MAT_PLAN_LOADED:
        put_diags(check, name, file.file, &file.diags);
        break;
    }
    mat_plan_file_done(&file);
}

static bool
has_own_rows(const struct mat_tables *tables)
{
    for (int i = 0; i < tables->n_rows; i++) {
        if (tables->rows[i].own)
            return true;
    }
    return false;
}

/* The user's own tables; the plans are checked against the built-in ones
 * when these are wrong. \return tables to free, or NULL */
static const struct mat_tables *
check_tables(struct check *check)
{
    struct mat_diags diags = {0};
    char *file = NULL;
    const struct mat_tables *tables = mat_tables_load(&file, &diags);
    const int error = errno;

    check->tables = tables ? tables : &mat_tables_builtin;
    if (tables) {
        if (!check->json && has_own_rows(tables))
            mat_out(stdout, "own tables: fine\n");
        return tables;
    }
    if (error)
        worsen(check, mat_problem_unread(file ? file : "tables", error));
    else
        put_diags(check, file, file, &diags);
    free(file);
    return NULL;
}

static void
check_everything(struct check *check)
{
    const struct mat_tables *tables = check_tables(check);
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);

    for (int i = 0; i < count; i++)
        check_plan(check, entries[i].name);
    mat_plan_list_free(entries, count);
    mat_tables_done(tables);
}

static int
run(const struct mat_call *call)
{
    struct check check = {
        .tables = &mat_tables_builtin,
        .json = mat_call_has(call, MAT_OPTION_JSON),
        .strict = mat_call_has(call, MAT_OPTION_STRICT),
        .status = MAT_EXIT_DONE,
    };

    if (call->n_arguments == 0)
        check_everything(&check);
    for (int i = 0; i < call->n_arguments; i++)
        check_plan(&check, call->arguments[i]);
    return check.status;
}

const struct mat_command mat_command_check = {
    .name = "check",
    .arguments = "[PLAN|FILE]...",
    .least = 0,
    .most = -1,
    .summary = "Check plans, and say what is wrong where.",
    .text =
        "Without arguments all plans are checked, and your own tables. Each "
        "problem is a line FILE:LINE:COLUMN: PATH: what is wrong; what is "
        "allowed. Warnings are worth a look, but such a plan runs.\n"
        "\n"
        "With --json each problem is an object with file, line, column, "
        "level, path and message.",
    .examples = "matsession check\n"
                "matsession check ./mine.yaml\n"
                "matsession check --strict mine\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_STRICT),
    .run = run,
};
