#include "cli/describe.h"

#include "front/out.h"
#include "store/plans.h"
#include "store/profile.h"

/* A plan that is wrong is named all the same: `check` and `edit` take it. */
static void
put_plan(FILE *file, const char *name, const struct mat_tables *tables)
{
    struct mat_plan_file plan;

    mat_plan_open(name, tables, &plan);
    mat_out(file, "%s\t%s\n", name,
            plan.plan ? plan.plan->title : "does not check");
    mat_plan_file_done(&plan);
}

void
mat_describe_plans(FILE *file, const struct mat_tables *tables, int width)
{
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);

    (void)width;
    for (int i = 0; i < count; i++)
        put_plan(file, entries[i].name, tables);
    mat_plan_list_free(entries, count);
}

void
mat_describe_questions(FILE *file, const struct mat_tables *tables, int width)
{
    (void)width;
    for (int i = 0; i < tables->n_rows; i++) {
        if (mat_row_is_stored(&tables->rows[i]))
            mat_out(file, "%s\t%s\n", tables->rows[i].id,
                    tables->rows[i].title);
    }
}
