#include "app/past.h"

#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "front/out.h"

static void
warn(void *to, const char *file, int line, const char *what)
{
    (void)to;
    if (line > 0)
        mat_problem("%s:%d: %s; the line stays where it is and is left out",
                    file, line, what);
    else
        mat_problem("%s: %s; it is left out", file, what);
}

void
mat_known_past_load(struct mat_known_past *ret_past,
                    enum mat_ledger_depth depth)
{
    int error;

    *ret_past = (struct mat_known_past){0};
    error = mat_ledger_load(depth, warn, NULL, &ret_past->ledger);
    if (error != 0) {
        mat_problem("cannot read the history: %s", strerror(error));
        ret_past->unread = true;
        return;
    }
    if (ret_past->ledger.n_entries == 0)
        return;
    ret_past->past = mat_ledger_past(&ret_past->ledger);
    if (!ret_past->past)
        mat_no_memory();
}

void
mat_known_past_done(struct mat_known_past *past)
{
    free(past->past);
    mat_ledger_done(&past->ledger);
    *past = (struct mat_known_past){0};
}

void
mat_known_past_progress(const struct mat_known_past *past,
                        const struct mat_tables *tables,
                        enum mat_answer_kind marks,
                        struct mat_progress *ret_progress)
{
    mat_progress_find(tables, past->past,
                      past->past ? past->ledger.n_entries : 0,
                      mat_wall_now(NULL, 0), marks, ret_progress);
}
