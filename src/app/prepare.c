#include "app/prepare.h"

#include "app/plan_problem.h"
#include "front/out.h"
#include "store/tables.h"

static int
load_plan(struct mat_prepared *prepared)
{
    const char *name = prepared->wish.plan;
    struct mat_plan_file *file = &prepared->file;

    switch (mat_plan_open(name, prepared->tables, file)) {
    case MAT_PLAN_UNKNOWN:
        return mat_problem_no_plan(name);
    case MAT_PLAN_UNREAD:
        return mat_problem_unread(file->file, file->error);
    case MAT_PLAN_WRONG:
        mat_out_diags(stderr, file->file, &file->diags);
        return MAT_EXIT_WRONG_FILE;
    case MAT_PLAN_LOADED:
        mat_out_diags(stderr, file->file, &file->diags);
        break;
    }
    return MAT_EXIT_DONE;
}

/* No history is kept, so every session is as short and covered as the first;
 * a rehearsal may look further. */
static int
set_standing(struct mat_prepared *prepared)
{
    const struct mat_wish *wish = &prepared->wish;
    int stage = wish->stage;

    prepared->standing = (struct mat_standing){.stage = MAT_STAGE_FIRST};
    if (stage < 0)
        return MAT_EXIT_DONE;
    if (!wish->rehearsal && stage > (int)prepared->standing.stage) {
        mat_problem("stage \"%s\" is harder than \"%s\", where you are; only "
                    "`preview` and a rehearsal (--speed) take any stage",
                    mat_word(&mat_stages, stage),
                    mat_word(&mat_stages, prepared->standing.stage));
        return MAT_EXIT_USAGE;
    }
    prepared->standing.stage = (enum mat_stage)stage;
    prepared->standing.sessions = prepared->tables->stages[stage].sessions;
    prepared->stage_by_hand = true;
    return MAT_EXIT_DONE;
}

int
mat_prepare_load(struct mat_prepared *prepared, const struct mat_wish *wish)
{
    int status;

    *prepared = (struct mat_prepared){.wish = *wish};
    status = mat_load_tables(&prepared->tables);
    if (status == MAT_EXIT_DONE)
        status = load_plan(prepared);
    if (status == MAT_EXIT_DONE)
        status = mat_load_profile(prepared->tables, &prepared->known);
    if (status == MAT_EXIT_DONE)
        status = set_standing(prepared);
    return status;
}

int
mat_prepare_schedule(struct mat_prepared *prepared)
{
    const struct mat_wish *wish = &prepared->wish;
    struct mat_gate_input input = {
        .plan = prepared->file.plan,
        .tables = prepared->tables,
        .profile = prepared->known.profile.answers,
        .today = prepared->today_known ? prepared->today : NULL,
        .standing = prepared->standing,
        .opt_in = wish->opt_in,
        .skip = wish->skip,
    };
    struct mat_schedule_options options = {.minutes = wish->minutes};

    mat_schedule_free(prepared->schedule);
    prepared->schedule = NULL;
    mat_gate(&input, &prepared->verdict);
    prepared->schedule = mat_schedule_new(&input, &prepared->verdict, &options);
    if (!prepared->schedule)
        mat_no_memory();
    if (!prepared->verdict.may_start || prepared->schedule->n_segments == 0)
        return MAT_EXIT_REFUSED;
    return MAT_EXIT_DONE;
}

void
mat_prepared_done(struct mat_prepared *prepared)
{
    mat_schedule_free(prepared->schedule);
    mat_plan_file_done(&prepared->file);
    mat_known_profile_done(&prepared->known);
    mat_tables_done(prepared->tables);
    *prepared = (struct mat_prepared){0};
}
