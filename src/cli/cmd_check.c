#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/plan_problem.h"
#include "cli/check_text.h"
#include "front/diag_json.h"
#include "front/out.h"
#include "store/config.h"
#include "store/plans.h"
#include "store/profile.h"
#include "store/tables.h"
#include "store/yaml.h"

/* The name of standard input. */
#define INPUT "-"

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

/* How many more there are than a list keeps; errors are the last that it
 * lets go. */
static void
put_rest(const char *name, const struct mat_diags *diags)
{
    const int more = diags->errors + diags->warnings - diags->count;
    struct mat_diag rest = {.level = diags->errors > diags->count
                                         ? MAT_DIAG_ERROR
                                         : MAT_DIAG_WARNING};

    if (more == 0)
        return;
    snprintf(rest.text, sizeof(rest.text), "and %d more", more);
    put_json(name, &rest);
}

static void
put_diags(struct check *check, const char *name, const char *file,
          const struct mat_diags *diags)
{
    if (check->json) {
        for (int i = 0; i < diags->count; i++)
            put_json(file, &diags->items[i]);
        put_rest(file, diags);
    } else {
        mat_check_text(name, file, diags);
    }
    if (diags->errors || (check->strict && diags->warnings))
        worsen(check, MAT_EXIT_WRONG_FILE);
}

/* A file of which nothing can be said but that: also where programs read,
 * who would find an empty output. \p text is freed. */
static void
put_problem(struct check *check, const char *file, char *text)
{
    struct mat_diags diags = {0};

    if (check->json) {
        mat_diag_add(&diags, MAT_DIAG_ERROR, "", text, NULL);
        put_json(file, &diags.items[0]);
    }
    free(text);
}

static void
no_plan(struct check *check, const char *name)
{
    put_problem(check, name, mat_problem_no_plan_text(name));
    worsen(check, mat_problem_no_plan(name));
}

static void
unread(struct check *check, const char *file, int error)
{
    put_problem(check, file, mat_problem_unread_text(file, error));
    worsen(check, mat_problem_unread(file, error));
}

static void
put_plan(struct check *check, const char *name, enum mat_plan_load load,
         const struct mat_plan_file *file)
{
    switch (load) {
    case MAT_PLAN_UNKNOWN:
        no_plan(check, name);
        break;
    case MAT_PLAN_UNREAD:
        unread(check, file->file ? file->file : name, file->error);
        break;
    case MAT_PLAN_WRONG:
    case MAT_PLAN_LOADED:
        put_diags(check, name, file->file, &file->diags);
        break;
    }
}

static void
check_plan(struct check *check, const char *name)
{
    struct mat_plan_file file;
    const enum mat_plan_load load = mat_plan_open(name, check->tables, &file);

    put_plan(check, name, load, &file);
    mat_plan_file_done(&file);
}

/* What an editor has, saved or not. One byte more than is allowed says that it
 * is too large. */
static void
check_input(struct check *check)
{
    char *text = mat_xalloc(MAT_YAML_BYTES_MAX + 1);
    const size_t size = fread(text, 1, MAT_YAML_BYTES_MAX + 1, stdin);
    struct mat_plan_file file = {0};

    if (ferror(stdin)) {
        unread(check, INPUT, errno);
    } else if (size > MAT_YAML_BYTES_MAX) {
        mat_yaml_too_large(&file.diags);
        put_diags(check, INPUT, INPUT, &file.diags);
    } else {
        const enum mat_plan_load load =
            mat_plan_read(text, size, INPUT, check->tables, &file);

        put_plan(check, INPUT, load, &file);
    }
    mat_plan_file_done(&file);
    free(text);
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
        unread(check, file ? file : "tables", error);
    else
        put_diags(check, file, file, &diags);
    free(file);
    return NULL;
}

/* Its own warnings are said as well: a setting that does nothing. */
static void
check_config(struct check *check)
{
    struct mat_diags diags = {0};
    struct mat_config config;
    char *path = NULL;
    int error = 0;
    const enum mat_config_load load =
        mat_config_load(&config, &diags, &path, &error);

    if (load == MAT_CONFIG_UNREAD)
        unread(check, path, error);
    else if (load != MAT_CONFIG_MISSING)
        put_diags(check, "config", path, &diags);
    mat_config_done(&config);
    free(path);
}

static void
check_profile(struct check *check)
{
    struct mat_diags diags = {0};
    struct mat_profile profile;
    char *path = NULL;
    int error = 0;
    const enum mat_profile_load load =
        mat_profile_load(check->tables, &profile, &diags, &path, &error);

    if (load == MAT_PROFILE_UNREAD)
        unread(check, path, error);
    else if (load != MAT_PROFILE_MISSING)
        put_diags(check, "profile", path, &diags);
    free(path);
}

/* One that cannot be read would look like one without plans. */
static void
check_folder(struct check *check)
{
    char *path = NULL;
    const int error = mat_plan_folder_error(&path);

    if (error != 0)
        unread(check, path, error);
    free(path);
}

/* Without the user's own rows, answers to them would look like mistakes. */
static void
check_everything(struct check *check)
{
    const struct mat_tables *tables = check_tables(check);
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);

    check_config(check);
    if (tables)
        check_profile(check);
    check_folder(check);
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
    for (int i = 0; i < call->n_arguments; i++) {
        if (strcmp(call->arguments[i], INPUT) == 0)
            check_input(&check);
        else
            check_plan(&check, call->arguments[i]);
    }
    return check.status;
}

const struct mat_command mat_command_check = {
    .name = "check",
    .arguments = "[PLAN|FILE]...",
    .least = 0,
    .most = -1,
    .summary = "Check plans, and say what is wrong where.",
    .text =
        "Without arguments all plans are checked, and your own tables, "
        "config.yaml and your profile. With - a plan is read from standard "
        "input, for editors. Each problem is a line FILE:LINE:COLUMN: PATH: "
        "what is wrong; what is allowed. Warnings are worth a look, but such "
        "a plan runs.\n"
        "\n"
        "With --json each problem is an object with file, line, column, level "
        "(error or warning), path and message. Of a file 20 are told, then how "
        "many more there are. Line and column are 0 for that, and for what is "
        "about a whole file, as when it cannot be read.",
    .examples = "matsession check\n"
                "matsession check ./mine.yaml\n"
                "matsession check --strict mine\n"
                "matsession check --json - <mine.yaml\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_STRICT),
    .run = run,
};
