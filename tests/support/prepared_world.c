#include "prepared_world.h"

#include "store/tables.h"

bool
prepared_make(const char *plan, struct mat_prepared *ret_prepared)
{
    static const struct mat_answer nothing[MAT_ROWS_MAX];
    struct mat_schedule_options options = {.minutes = MAT_MS_NONE};
    struct mat_gate_input input = {
        .tables = &mat_tables_builtin,
        .profile = nothing,
    };

    *ret_prepared = (struct mat_prepared){
        .wish = {.plan = plan, .minutes = MAT_MS_NONE, .stage = -1},
        .tables = &mat_tables_builtin,
    };
    if (mat_plan_open(plan, &mat_tables_builtin, &ret_prepared->file) !=
        MAT_PLAN_LOADED)
        return false;
    input.plan = ret_prepared->file.plan;
    mat_gate(&input, &ret_prepared->verdict);
    ret_prepared->schedule =
        mat_schedule_new(&input, &ret_prepared->verdict, &options);
    return ret_prepared->schedule && ret_prepared->schedule->n_segments > 0;
}

void
prepared_free(struct mat_prepared *prepared)
{
    mat_schedule_free(prepared->schedule);
    mat_plan_file_done(&prepared->file);
}
