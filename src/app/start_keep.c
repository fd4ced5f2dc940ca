#include "app/start_keep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/local_time.h"
#include "front/out.h"
#include "matsession/text.h"

/* "evening, since 22:10 (process 4711)": what another one is told. */
static char *
holder_text(const struct mat_start_options *options)
{
    char plan[64];
    char since[MAT_TIME_OF_DAY_TEXT];

    return mat_xprintf("%s, since %s (process %ld)",
                       options->wish.plan ? mat_text_shown(options->wish.plan,
                                                           plan, sizeof(plan))
                                          : "one that was cut off",
                       mat_time_of_day(0, since), (long)getpid());
}

int
mat_keep_begin(struct mat_keep *keep, const struct mat_start_options *options)
{
    char other[MAT_HOLDER_TEXT] = "";
    char *holder;
    int error;

    if (options->speed > 1)
        return MAT_EXIT_DONE;
    keep->records = !options->no_history;
    holder = holder_text(options);
    error = mat_lock_take(&keep->lock, holder, other);
    free(holder);
    keep->locked = keep->lock.journal;
    if (error == EWOULDBLOCK) {
        mat_problem("another session is running%s%s", *other ? ": " : "",
                    other);
        return MAT_EXIT_BUSY;
    }
    if (error != 0)
        mat_problem("nobody can tell whether another session runs: %s",
                    strerror(error));
    return MAT_EXIT_DONE;
}

int
mat_keep_find(struct mat_keep *keep, const char *plan,
              struct mat_wish *ret_wish)
{
    struct mat_resume *resume = &keep->resume;
    char why[MAT_RESUME_TEXT];

    if (!keep->locked) {
        mat_problem("nothing is taken up while nobody can tell whether that "
                    "session still runs");
        return MAT_EXIT_FAILED;
    }
    if (!mat_resume_find(resume)) {
        mat_problem("nothing to take up: %s", mat_resume_why_not(resume, why));
        (void)mat_keep_sweep(keep, false);
        return MAT_EXIT_NO_SUCH;
    }
    *ret_wish = mat_resume_wish(resume);
    if (plan && !mat_resume_is_of(resume, plan)) {
        mat_problem("the session that was cut off is of \"%s\", not of \"%s\"; "
                    "`matsession start --resume` takes it up",
                    ret_wish->plan, plan);
        return MAT_EXIT_USAGE;
    }
    return MAT_EXIT_DONE;
}

bool
mat_keep_sweep(struct mat_keep *keep, bool may_ask)
{
    mat_resume_done(&keep->resume);
    if (!keep->locked || !keep->records)
        return false;
    return mat_resume_sweep(may_ask ? MAT_RESUME_WITHIN : 0);
}

void
mat_keep_complain(void *to, const char *text)
{
    struct mat_keep *keep = to;

    if (!keep->screen || keep->n_complaints == MAT_COMPLAINTS_MAX) {
        mat_problem("%s", text);
        return;
    }
    keep->complaints[keep->n_complaints] = mat_xcopy(text);
    keep->screen->notice = keep->complaints[keep->n_complaints++];
}

void
mat_keep_mention(void *to, const char *text)
{
    struct mat_keep *keep = to;

    if (!keep->screen && mat_out_ready(stderr, 0))
        mat_problem("%s", text);
    else if (keep->n_complaints < MAT_COMPLAINTS_MAX)
        keep->complaints[keep->n_complaints++] = mat_xcopy(text);
}

void
mat_keep_record(struct mat_keep *keep, const struct mat_prepared *prepared)
{
    if (!keep->records)
        return;
    keep->history.locked = keep->locked;
    keep->history.complain = mat_keep_complain;
    keep->history.to = keep;
    if (keep->resume.n_found > 0)
        mat_history_go_on(&keep->history, &keep->resume.found[0]);
    else
        mat_history_begin(&keep->history, prepared);
}

bool
mat_keep_finish(struct mat_keep *keep, bool discard)
{
    bool entered = mat_history_finish(&keep->history, discard);

    mat_lock_release(&keep->lock);
    keep->locked = false;
    return entered && !discard;
}

void
mat_keep_done(struct mat_keep *keep)
{
    for (int i = 0; i < keep->n_complaints; i++) {
        mat_problem("%s", keep->complaints[i]);
        free(keep->complaints[i]);
    }
    mat_history_done(&keep->history);
    mat_resume_done(&keep->resume);
    mat_lock_release(&keep->lock);
    *keep = (struct mat_keep){0};
}
