#include "app/load.h"

#include <errno.h>
#include <stdlib.h>

#include "app/local_time.h"
#include "app/plan_problem.h"
#include "front/out.h"
#include "store/tables.h"

int
mat_load_tables(const struct mat_tables **ret_tables)
{
    struct mat_diags diags = {0};
    char *file = NULL;
    int status = MAT_EXIT_DONE;

    *ret_tables = mat_tables_load(&file, &diags);
    if (!*ret_tables && errno) {
        status = mat_problem_unread(file ? file : "tables", errno);
    } else if (!*ret_tables) {
        mat_out_diags(stderr, file ? file : "tables", &diags);
        status = MAT_EXIT_WRONG_FILE;
    }
    free(file);
    return status;
}

int
mat_load_profile(const struct mat_tables *tables,
                 struct mat_known_profile *ret_known)
{
    struct mat_diags diags = {0};
    char today[MAT_DATE_TEXT];
    int error = 0;
    enum mat_profile_load load = mat_profile_load(
        tables, &ret_known->profile, &diags, &ret_known->path, &error);

    if (!ret_known->path) {
        mat_problem("there is no folder to keep a profile in; set HOME or "
                    "XDG_CONFIG_HOME");
        return MAT_EXIT_FAILED;
    }
    mat_out_diags(stderr, ret_known->path, &diags);
    if (load == MAT_PROFILE_WRONG) {
        mat_problem("correct that file, or remove it and run "
                    "\"matsession screen\" again");
        return MAT_EXIT_WRONG_FILE;
    }
    if (load == MAT_PROFILE_UNREAD)
        return mat_problem_unread(ret_known->path, error);
    ret_known->exists = load == MAT_PROFILE_LOADED;
    mat_today(today);
    ret_known->due = mat_profile_due(tables, &ret_known->profile, today);
    return MAT_EXIT_DONE;
}

int
mat_load_config(struct mat_config *ret_config)
{
    struct mat_diags diags = {0};
    int status = MAT_EXIT_DONE;
    char *path = NULL;
    int error = 0;
    enum mat_config_load load =
        mat_config_load(ret_config, &diags, &path, &error);

    if (path)
        mat_out_diags(stderr, path, &diags);
    if (load == MAT_CONFIG_UNREAD)
        status = mat_problem_unread(path, error);
    else if (load == MAT_CONFIG_WRONG)
        status = MAT_EXIT_WRONG_FILE;
    free(path);
    return status;
}

void
mat_known_profile_done(struct mat_known_profile *known)
{
    free(known->path);
    *known = (struct mat_known_profile){0};
}
