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

/* What today's answer says about marks from last time. */
static enum mat_answer_kind
marks_left(const struct mat_prepared *prepared)
{
    int row = mat_tables_row(prepared->tables, "marks-left");

    return prepared->today_known && row >= 0 ? prepared->today[row].kind
                                             : MAT_ANSWER_UNSET;
}

/* A stage by hand can only be an easier one, but for a rehearsal. */
static void
set_standing(struct mat_prepared *prepared)
{
    int stage = prepared->wish.stage;

    mat_known_past_progress(&prepared->past, prepared->tables,
                            marks_left(prepared), &prepared->progress);
    prepared->standing = prepared->progress.standing;
    prepared->stage_by_hand =
        stage >= 0 && (prepared->wish.rehearsal ||
                       stage < (int)prepared->progress.standing.stage);
    if (!prepared->stage_by_hand)
        return;
    prepared->standing.stage = (enum mat_stage)stage;
    prepared->standing.sessions = prepared->tables->stages[stage].sessions;
}

static int
check_stage(const struct mat_prepared *prepared)
{
    int stage = prepared->wish.stage;

    if (prepared->wish.rehearsal ||
        stage <= (int)prepared->progress.standing.stage)
        return MAT_EXIT_DONE;
    mat_problem("stage \"%s\" is harder than \"%s\", where you are; only "
                "`preview` and a rehearsal (--speed) take any stage",
                mat_word(&mat_stages, stage),
                mat_word(&mat_stages, prepared->progress.standing.stage));
    return MAT_EXIT_USAGE;
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
    if (status != MAT_EXIT_DONE)
        return status;
    mat_known_past_load(&prepared->past, MAT_LEDGER_BRIEF);
    set_standing(prepared);
    return check_stage(prepared);
}

/* Makes the schedule, no further than `reach`; NULL: as far as the stage. */
static void
make_schedule(struct mat_prepared *prepared, const struct mat_reach *reach)
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
        .paused = prepared->progress.paused,
        .reach = reach,
    };
    struct mat_schedule_options options = {.minutes = wish->minutes};

    mat_schedule_free(prepared->schedule);
    prepared->schedule = NULL;
    mat_gate(&input, &prepared->verdict);
    prepared->schedule = mat_schedule_new(&input, &prepared->verdict, &options);
    if (!prepared->schedule)
        mat_no_memory();
}

int
mat_prepare_schedule(struct mat_prepared *prepared)
{
    set_standing(prepared);
    prepared->growth = MAT_GROWTH_NONE;
    prepared->held_back = false;
    prepared->reach = prepared->progress.reach;
    /* A stage that is only looked at is shown whole. */
    if (prepared->standing.stage > prepared->progress.standing.stage) {
        make_schedule(prepared, NULL);
    } else {
        make_schedule(prepared, &prepared->reach);
        prepared->held_back =
            mat_progress_narrow(&prepared->progress, prepared->schedule,
                                &prepared->reach, &prepared->growth);
        if (prepared->held_back)
            make_schedule(prepared, &prepared->reach);
    }
    if (!prepared->verdict.may_start || prepared->schedule->n_segments == 0)
        return MAT_EXIT_REFUSED;
    return MAT_EXIT_DONE;
}

void
mat_prepared_none(struct mat_prepared *prepared)
{
    for (int i = 0; i < prepared->verdict.n_prompts; i++)
        prepared->today[prepared->verdict.prompts[i]].kind = MAT_ANSWER_NO;
}

void
mat_prepared_done(struct mat_prepared *prepared)
{
    mat_schedule_free(prepared->schedule);
    mat_plan_file_done(&prepared->file);
    mat_known_profile_done(&prepared->known);
    mat_known_past_done(&prepared->past);
    mat_tables_done(prepared->tables);
    *prepared = (struct mat_prepared){0};
}
