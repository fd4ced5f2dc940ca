#include "app/history.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "front/fact_json.h"
#include "front/out.h"
#include "matsession/text.h"
#include "store/ledger.h"
#include "store/paths.h"

const char *
mat_history_why(int error)
{
    return error == EINVAL ? "it is no regular file" : strerror(error);
}

static const char *
journal_why(int error)
{
    return error == EEXIST ? "the journal of another session is in the way"
                           : mat_history_why(error);
}

static char *
needed(char *text)
{
    if (!text)
        mat_no_memory();
    return text;
}

/* Takes over \p text. */
static void
complain(const struct mat_history *history, char *text)
{
    if (history->complain)
        history->complain(history->to, text);
    else
        mat_problem("%s", text);
    free(text);
}

/* What the journal lacks the ledger may still get: the record is complete. */
static void
not_written(struct mat_history *history, int error)
{
    char *folder;

    if (error == 0 || history->complained)
        return;
    history->complained = true;
    folder = mat_path(MAT_BASE_STATE, "");
    complain(history,
             mat_xprintf("this session is not being written down: %s: %s; it "
                         "goes on, and is tried again at its end",
                         folder ? folder : "there is no home folder",
                         journal_why(error)));
    free(folder);
}

/* A plan of that name may be another one elsewhere, so a file is remembered
 * with its whole path. */
static void
set_plan(struct mat_record_head *head, const struct mat_prepared *prepared)
{
    const char *asked = prepared->wish.plan;
    char *whole = NULL;

    if (prepared->file.file && strcmp(prepared->file.file, asked) == 0)
        whole = realpath(asked, NULL);
    mat_text_shown(whole ? whole : asked, head->plan, sizeof(head->plan));
    free(whole);
}

static void
set_head(struct mat_record_head *head, const struct mat_prepared *prepared)
{
    mat_device(head->device); /* one that is not kept is as good */
    head->began = mat_wall_now(head->zone, sizeof(head->zone));
    set_plan(head, prepared);
    head->stage = prepared->standing.stage;
    head->planned = prepared->schedule->mat;
    head->minutes = prepared->wish.minutes;
    head->chosen = prepared->wish.stage;
    head->skip = prepared->wish.skip;
    head->opt_in = prepared->wish.opt_in;
}

/* One that is in the way could not be entered: it keeps for another time. */
static void
put_last_aside(void)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n = mat_journals_find(found);

    if (n > 0 && mat_found_journal_is_last(&found[0]))
        mat_found_journal_put_aside(&found[0]);
    mat_found_journals_done(found, n);
}

static void
begin_journal(struct mat_history *history, const char *head)
{
    int error = mat_journal_begin(&history->journal);

    if (error == EEXIST && history->locked) {
        put_last_aside();
        error = mat_journal_begin(&history->journal);
    }
    if (error != 0) {
        not_written(history, error);
        return;
    }
    error = mat_journal_write(&history->journal, head, false);
    if (error == 0)
        return;
    /* Facts without what began would be of no use to anybody. */
    mat_journal_remove(&history->journal);
    not_written(history, error);
}

void
mat_history_begin(struct mat_history *history,
                  const struct mat_prepared *prepared)
{
    struct mat_record_head head = {.stage = MAT_STAGE_FIRST};
    int error = mat_id_new(head.id);
    char *line;

    if (error != 0) {
        complain(history, mat_xprintf("this session is not recorded: there is "
                                      "no name for it: %s",
                                      strerror(error)));
        return;
    }
    set_head(&head, prepared);
    memcpy(history->id, head.id, sizeof(head.id));
    line = needed(mat_record_head_line(&head, prepared->schedule));
    history->record = mat_record_new();
    if (!history->record)
        mat_no_memory();
    mat_record_add(history->record, line, strlen(line));
    begin_journal(history, line);
    free(line);
}

void
mat_history_go_on(struct mat_history *history, struct mat_found_journal *found)
{
    const struct mat_record_head *head = mat_record_head(found->record);

    history->record = found->record;
    found->record = NULL;
    memcpy(history->id, head->id, sizeof(head->id));
    not_written(history, mat_journal_go_on(&history->journal));
}

/* What a kill must not take back: between two of these it is at most the
 * running step. */
static bool
is_worth_waiting(enum mat_fact_kind kind)
{
    return kind == MAT_FACT_SESSION_BEGAN || kind == MAT_FACT_STEP_BEGAN ||
           kind == MAT_FACT_STEP_ENDED || kind == MAT_FACT_SESSION_ENDED;
}

static bool
take_fact(void *self, const struct mat_schedule *schedule,
          const struct mat_fact *fact)
{
    struct mat_history *history = self;
    char *line;

    if (!history->record)
        return true;
    line = needed(mat_fact_json(schedule, fact));
    mat_record_add(history->record, line, strlen(line));
    not_written(history, mat_journal_write(&history->journal, line,
                                           is_worth_waiting(fact->kind)));
    free(line);
    return true;
}

struct mat_sink
mat_history_sink(struct mat_history *history)
{
    static const struct mat_sink_ops ops = {
        .name = "history",
        .on_fact = take_fact,
    };

    return (struct mat_sink){&ops, history};
}

static int
enter(struct mat_history *history)
{
    char *line = needed(mat_record_line(history->record));
    int error = mat_ledger_append(line);

    free(line);
    return error;
}

static void
not_entered(struct mat_history *history, int error)
{
    char *folder = mat_path(MAT_BASE_DATA, "history");
    const char *where = folder ? folder : "there is no home folder";

    if (history->journal.path)
        complain(
            history,
            mat_xprintf("the session could not be entered into the "
                        "history: %s: %s; %s is kept in %s and entered "
                        "when that is possible; \"matsession rate\" can "
                        "then say how it was",
                        where, mat_history_why(error),
                        history->complained ? "what was written of it" : "it",
                        history->journal.path));
    else
        complain(history, mat_xprintf("the session is not recorded: %s: %s",
                                      where, mat_history_why(error)));
    free(folder);
}

static void
forget(struct mat_history *history)
{
    int error = mat_ledger_forget(history->id, mat_wall_now(NULL, 0));

    if (error != 0)
        complain(history, mat_xprintf("the session is in the history and could "
                                      "not be forgotten: %s",
                                      mat_history_why(error)));
}

bool
mat_history_finish(struct mat_history *history, bool discard)
{
    int error;

    if (!history->record)
        return false;
    error = enter(history);
    if (error != 0) {
        not_entered(history, error);
        mat_journal_close(&history->journal);
        return false;
    }
    if (discard)
        forget(history);
    /* One that stays is found to be in the ledger. */
    if (history->journal.path)
        mat_journal_remove(&history->journal);
    return true;
}

void
mat_history_done(struct mat_history *history)
{
    mat_journal_close(&history->journal);
    mat_record_free(history->record);
    *history = (struct mat_history){
        .complain = history->complain,
        .to = history->to,
    };
}
