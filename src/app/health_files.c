#include "app/health_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "app/plan_problem.h"
#include "front/out.h"
#include "store/ledger.h"
#include "store/plans.h"
#include "store/profile.h"
#include "store/tables.h"

/* The first mistake as `check` writes it, and how many more there are. Freed
 * by the caller. */
static char *
diags_text(const char *file, const struct mat_diags *diags)
{
    const struct mat_diag *first = &diags->items[0];
    int more = diags->errors + diags->warnings - 1;
    char place[32] = "";
    char rest[32] = "";

    for (int i = diags->count - 1; i >= 0; i--)
        if (diags->items[i].level == MAT_DIAG_ERROR)
            first = &diags->items[i];
    if (first->line > 0)
        snprintf(place, sizeof(place), ":%d:%d", first->line, first->column);
    if (more > 0)
        snprintf(rest, sizeof(rest), " (and %d more)", more);
    return mat_xprintf("%s%s: %s%s%s%s", file, place, first->path,
                       first->path[0] != '\0' ? ": " : "", first->text, rest);
}

static void
tell_diags(struct mat_checkup *checkup, const char *check, const char *advice,
           const char *file, const struct mat_diags *diags)
{
    char *text = diags_text(file, diags);

    mat_health_tell(checkup, check,
                    diags->errors > 0 ? MAT_HEALTH_FAILS : MAT_HEALTH_NOTE,
                    advice, "%s", text);
    free(text);
}

static void
tell_unread(struct mat_checkup *checkup, const char *check, const char *advice,
            const char *file, int error)
{
    mat_health_tell(checkup, check, MAT_HEALTH_FAILS, advice,
                    "%s cannot be read: %s.", file, mat_problem_why(error));
}

void
mat_health_config(struct mat_checkup *checkup, struct mat_config *ret_config)
{
    struct mat_diags diags = {0};
    char *path = NULL;
    int error = 0;
    enum mat_config_load load =
        mat_config_load(ret_config, &diags, &path, &error);

    if (load == MAT_CONFIG_UNREAD)
        tell_unread(checkup, "config",
                    "No session starts like that: put it right, or remove the "
                    "file.",
                    path, error);
    else if (diags.count > 0)
        tell_diags(checkup, "config",
                   load == MAT_CONFIG_WRONG
                       ? "No session starts like that: correct the file, or "
                         "remove it."
                       : "",
                   path, &diags);
    else if (load == MAT_CONFIG_MISSING)
        mat_health_tell(checkup, "config", MAT_HEALTH_OK, "",
                        "There is no %s: everything is at its default.",
                        path ? path : "config.yaml");
    else
        mat_health_tell(checkup, "config", MAT_HEALTH_OK, "", "%s", path);
    free(path);
}

static void
tell_profile(struct mat_checkup *checkup, const struct mat_tables *tables,
             const struct mat_profile *profile)
{
    char today[MAT_DATE_TEXT];
    const char *due;

    mat_today(today);
    due = mat_profile_due(tables, profile, today);
    if (due)
        mat_health_tell(checkup, "profile", MAT_HEALTH_NOTE,
                        "The next start asks the health questions; "
                        "\"matsession screen\" asks them now.",
                        "%s", due);
    else
        mat_health_tell(checkup, "profile", MAT_HEALTH_OK, "",
                        "Screened on %s.", profile->screened);
}

static void
check_profile(struct mat_checkup *checkup, const struct mat_tables *tables)
{
    struct mat_profile profile;
    struct mat_diags diags = {0};
    char *path = NULL;
    int error = 0;
    enum mat_profile_load load =
        mat_profile_load(tables, &profile, &diags, &path, &error);

    if (load == MAT_PROFILE_UNREAD)
        tell_unread(checkup, "profile",
                    "No session starts without it. Put that right, or move it "
                    "away and run \"matsession screen\".",
                    path, error);
    else if (diags.count > 0)
        tell_diags(checkup, "profile",
                   load == MAT_PROFILE_WRONG
                       ? "Correct that file, or remove it and run "
                         "\"matsession screen\" again."
                       : "",
                   path, &diags);
    else
        tell_profile(checkup, tables, &profile);
    free(path);
}

/* \return tables to free, or NULL when there are none but the built-in ones */
static const struct mat_tables *
check_tables(struct mat_checkup *checkup)
{
    struct mat_diags diags = {0};
    char *file = NULL;
    const struct mat_tables *tables = mat_tables_load(&file, &diags);
    int error = errno;
    int own = 0;

    if (!tables && error) {
        tell_unread(checkup, "tables",
                    "No session starts like that: put it right, or move it "
                    "away.",
                    file ? file : "tables", error);
    } else if (!tables) {
        tell_diags(checkup, "tables",
                   "No session starts like that: correct the file, or move it "
                   "away.",
                   file ? file : "tables", &diags);
    } else {
        for (int i = 0; i < tables->n_rows; i++)
            own += tables->rows[i].own;
        if (own > 0)
            mat_health_tell(checkup, "tables", MAT_HEALTH_OK, "",
                            "The built-in ones and %d of your own row%s.", own,
                            own == 1 ? "" : "s");
        else
            mat_health_tell(checkup, "tables", MAT_HEALTH_OK, "",
                            "The built-in ones; none of your own.");
    }
    free(file);
    return tables;
}

/* What the own plans come to. */
struct plans {
    int own;
    int wrong;
    int warned;
    char *first; /* what is wrong with the first of these */
};

static void
count_plan(struct plans *plans, const char *name,
           const struct mat_tables *tables)
{
    struct mat_plan_file file;
    enum mat_plan_load load = mat_plan_open(name, tables, &file);
    char *said = NULL;

    plans->own++;
    if (load == MAT_PLAN_UNREAD || load == MAT_PLAN_UNKNOWN)
        said = mat_xprintf(
            "%s cannot be read: %s", file.file,
            mat_problem_why(load == MAT_PLAN_UNREAD ? file.error : ENOENT));
    else if (file.diags.count > 0)
        said = diags_text(file.file, &file.diags);
    /* The first wrong one counts more than a first with warnings. */
    if (said && (!plans->first || (load != MAT_PLAN_LOADED && !plans->wrong))) {
        free(plans->first);
        plans->first = said;
        said = NULL;
    }
    plans->wrong += load != MAT_PLAN_LOADED;
    plans->warned += load == MAT_PLAN_LOADED && file.diags.count > 0;
    free(said);
    mat_plan_file_done(&file);
}

static void
tell_plans(struct mat_checkup *checkup, const struct plans *plans)
{
    const char *ending = plans->own == 1 ? "" : "s";

    if (plans->own == 0)
        mat_health_tell(checkup, "plans", MAT_HEALTH_OK, "",
                        "The built-in ones; none of your own.");
    else if (plans->wrong > 0)
        mat_health_tell(checkup, "plans", MAT_HEALTH_FAILS,
                        "\"matsession check\" lists every mistake.",
                        "%d of %d own plan%s cannot be used: %s", plans->wrong,
                        plans->own, ending, plans->first);
    else if (plans->warned > 0)
        mat_health_tell(checkup, "plans", MAT_HEALTH_NOTE,
                        "\"matsession check\" lists every warning.",
                        "%d of %d own plan%s can be used with warnings: %s",
                        plans->warned, plans->own, ending, plans->first);
    else
        mat_health_tell(checkup, "plans", MAT_HEALTH_OK, "",
                        "%d own plan%s, nothing wrong.", plans->own, ending);
}

/* A folder that cannot be read counts as empty in the list of plans. */
static bool
is_listed(struct mat_checkup *checkup)
{
    char *path = NULL;
    int error = mat_plan_folder_error(&path);

    if (error != 0)
        tell_unread(checkup, "plans", "Put that right to have your own plans.",
                    path, error);
    free(path);
    return error == 0;
}

static void
check_plans(struct mat_checkup *checkup, const struct mat_tables *tables)
{
    struct plans plans = {0};
    struct mat_plan_entry *entries;
    int count;

    if (!is_listed(checkup))
        return;
    count = mat_plan_list(&entries);
    for (int i = 0; i < count; i++)
        if (entries[i].own)
            count_plan(&plans, entries[i].name, tables);
    tell_plans(checkup, &plans);
    free(plans.first);
    mat_plan_list_free(entries, count);
}

/* What is left out of the history. */
struct left_out {
    char *first;
    bool more;
    bool unread; /* a whole file */
};

static void
note_left_out(void *to, const char *file, int line, const char *what)
{
    struct left_out *out = to;

    out->more = out->first != NULL;
    if (line == 0 && !out->unread) { /* worse than a line */
        free(out->first);
        out->first = NULL;
        out->unread = true;
    }
    if (!out->first)
        out->first = line > 0 ? mat_xprintf("%s:%d: %s", file, line, what)
                              : mat_xprintf("%s: %s", file, what);
}

static void
check_history(struct mat_checkup *checkup)
{
    struct mat_ledger ledger;
    struct left_out out = {0};
    /* BRIEF would write its cache. */
    int error = mat_ledger_load(MAT_LEDGER_WHOLE, note_left_out, &out, &ledger);

    if (error != 0)
        mat_health_tell(checkup, "history", MAT_HEALTH_FAILS,
                        "Until that is right every session is as short as the "
                        "first.",
                        "The history cannot be read: %s.", strerror(error));
    else if (out.first)
        mat_health_tell(
            checkup, "history", out.unread ? MAT_HEALTH_FAILS : MAT_HEALTH_NOTE,
            out.unread ? "Sessions in that file do not count until it can be "
                         "read."
                       : "Such lines stay where they are and do not count; "
                         "\"matsession log\" names them.",
            "%s%s", out.first, out.more ? " (and more)" : "");
    else
        mat_health_tell(checkup, "history", MAT_HEALTH_OK, "", "%d session%s.",
                        ledger.n_entries, ledger.n_entries == 1 ? "" : "s");
    free(out.first);
    mat_ledger_done(&ledger);
}

void
mat_health_files(struct mat_checkup *checkup)
{
    const struct mat_tables *own = check_tables(checkup);
    const struct mat_tables *tables = own ? own : &mat_tables_builtin;

    check_profile(checkup, tables);
    check_plans(checkup, tables);
    check_history(checkup);
    mat_tables_done(own);
}
