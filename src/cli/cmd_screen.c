#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/plan_problem.h"
#include "app/prepare.h"
#include "app/screening.h"
#include "cli/screen_edit.h"
#include "front/out.h"
#include "store/tables.h"

#define TODAY " The questions about the day still come at every start."
#define NONE_AT_ALL "Stated: nothing that the screening asks applies." TODAY
#define NONE_BUT \
    "Stated: nothing that the screening asks applies, but for this." TODAY

/* What the command works on. */
struct work {
    const struct mat_call *call;
    const struct mat_tables *tables;
    struct mat_known_profile known;
    bool changed[MAT_ROWS_MAX];
};

static int
show(const struct work *work)
{
    if (!work->known.exists) {
        mat_problem("no profile yet; \"matsession screen\" makes one");
        return MAT_EXIT_NO_SUCH;
    }
    mat_screen_show(work->tables, &work->known.profile, work->known.path,
                    work->known.due);
    return MAT_EXIT_DONE;
}

/* Takes every --set, or every --clear, in the order given. */
static int
apply(struct work *work, enum mat_option_id id)
{
    const char *who = mat_call_value(work->call, MAT_OPTION_BY);
    int row = 0;

    for (int i = 0; i < work->call->n_given; i++) {
        const struct mat_given *given = &work->call->given[i];
        int status;

        if (given->id != id)
            continue;
        status = id == MAT_OPTION_SET
                     ? mat_screen_set(work->tables, given->value,
                                      &work->known.profile, &row)
                     : mat_screen_clear(work->tables, given->value, who,
                                        &work->known.profile, &row);
        if (status != MAT_EXIT_DONE)
            return status;
        work->changed[row] = true;
    }
    return MAT_EXIT_DONE;
}

/* Answers come before the question whether there is a profile: what is never
 * kept needs none. Clearances come last, for answers given along with them. */
static int
apply_all(struct work *work)
{
    bool none = mat_call_has(work->call, MAT_OPTION_NONE);
    int status;

    if (none)
        mat_screen_none(work->tables, &work->known.profile);
    status = apply(work, MAT_OPTION_SET);
    if (status != MAT_EXIT_DONE)
        return status;
    if (!none && !work->known.exists) {
        mat_problem("no profile yet: answer \"matsession screen\" first, or "
                    "state --none together with --set");
        return MAT_EXIT_UNANSWERED;
    }
    return apply(work, MAT_OPTION_CLEAR);
}

static void
tell_changes(const struct work *work)
{
    const char *stated =
        mat_call_has(work->call, MAT_OPTION_SET) ? NONE_BUT : NONE_AT_ALL;

    if (mat_call_has(work->call, MAT_OPTION_NONE))
        mat_out_wrapped(stdout, stated, 0, mat_out_width(stdout));
    for (int i = 0; i < work->tables->n_rows; i++)
        if (work->changed[i])
            mat_screen_tell(work->tables, i, &work->known.profile.answers[i]);
}

static int
change(struct work *work)
{
    int status = apply_all(work);
    int error;

    if (status != MAT_EXIT_DONE)
        return status;
    error = mat_profile_save(work->tables, &work->known.profile);
    if (error)
        return mat_problem_unsaved(work->known.path, error);
    tell_changes(work);
    return MAT_EXIT_DONE;
}

static void
say_end(const struct work *work, int status)
{
    if (status == MAT_EXIT_DONE)
        mat_out(stdout, "Saved in %s\n", work->known.path);
    else if (status == MAT_EXIT_UNANSWERED)
        mat_problem("the answers ended before the questions; nothing saved");
    else if (status != MAT_EXIT_FAILED && status != MAT_EXIT_REFUSED)
        mat_out(stderr, "Nothing saved.\n");
}

static int
ask(struct work *work)
{
    bool pages =
        isatty(STDOUT_FILENO) && !mat_call_has(work->call, MAT_OPTION_PLAIN);
    char *why;
    int status;

    if (!mat_can_ask()) {
        mat_problem("the screening needs a terminal. From a script: "
                    "matsession screen --none, with --set ID=yes for what "
                    "applies");
        return MAT_EXIT_UNANSWERED;
    }
    why = work->known.due
              ? mat_xcopy(work->known.due)
              : mat_xprintf("The last screening was on %s; its answers are "
                            "ticked.",
                            work->known.profile.screened);
    status = mat_screening(pages ? MAT_ASK_PAGES : MAT_ASK_LINES, work->tables,
                           why, &work->known);
    say_end(work, status);
    free(why);
    return status;
}

static int
run(const struct mat_call *call)
{
    struct work work = {.call = call};
    int status = mat_load_tables(&work.tables);

    if (status == MAT_EXIT_DONE)
        status = mat_load_profile(work.tables, &work.known);
    if (status != MAT_EXIT_DONE)
        goto done;
    if (mat_call_has(call, MAT_OPTION_SHOW))
        status = show(&work);
    else if (mat_call_has(call, MAT_OPTION_NONE) ||
             mat_call_has(call, MAT_OPTION_SET) ||
             mat_call_has(call, MAT_OPTION_CLEAR))
        status = change(&work);
    else
        status = ask(&work);
done:
    mat_known_profile_done(&work.known);
    mat_tables_done(work.tables);
    return status;
}

const struct mat_command mat_command_screen = {
    .name = "screen",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Answer the health questions, or show the answers.",
    .text =
        "Asks what could speak against a mat: a page for each group of the "
        "table, two minutes at most, nothing saved before the end. The answers "
        "stay on this machine, in a file that only you can read; what is asked "
        "about the day, and thoughts of self-harm, is never kept. A start asks "
        "again after 90 days and when the table has a new question.\n"
        "A question about a spot takes the areas behind an @: "
        "--set moles-lesions=yes@back,feet. Without them it means everywhere.",
    .examples =
        "matsession screen --none  state that nothing applies\n"
        "matsession screen --set blood-thinners=yes  answer one question\n"
        "matsession screen --clear blood-thinners --by \"Dr Okoro\"  note a "
        "clearance\n"
        "matsession screen --show  show the answers and what they mean",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_PLAIN) | MAT_OPTION_BIT(MAT_OPTION_SHOW) |
        MAT_OPTION_BIT(MAT_OPTION_NONE) | MAT_OPTION_BIT(MAT_OPTION_SET) |
        MAT_OPTION_BIT(MAT_OPTION_CLEAR) | MAT_OPTION_BIT(MAT_OPTION_BY),
    .run = run,
};
