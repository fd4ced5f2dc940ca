#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/history.h"
#include "app/local_time.h"
#include "front/out.h"
#include "store/ledger_line.h"

/* A session that is looked for among the lines of the ledger. */
struct wanted {
    const char *id;
    bool there;
};

static bool
look_at(void *to, const char *line)
{
    struct wanted *wanted = to;
    struct mat_line read;
    const char *reason;

    if (!strstr(line, wanted->id))
        return true;
    wanted->there = mat_line_parse(line, strlen(line), &read, NULL, &reason) ==
                        MAT_LINE_READ &&
                    read.kind == MAT_LINE_SESSION &&
                    strcmp(read.id, wanted->id) == 0;
    return !wanted->there;
}

/* Its line may be there already: of one that was killed between the ledger and
 * the end of its journal, or of one that was forgotten, which an entry of the
 * merged ledger would not show. */
static int
enter_once(const struct mat_record *record)
{
    struct wanted wanted = {.id = mat_record_head(record)->id};
    int error = mat_ledger_export(look_at, &wanted, NULL, NULL);
    char *line;

    if (error != 0 || wanted.there)
        return error;
    line = mat_record_line(record);
    if (!line)
        mat_no_memory();
    error = mat_ledger_append(line);
    free(line);
    return error;
}

/* A kill before the first line leaves an empty one: nothing began. */
static void
sweep_unreadable(const struct mat_found_journal *found)
{
    struct stat info;
    int error;

    if (lstat(found->path, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_size == 0) {
        mat_found_journal_remove(found);
        return;
    }
    error = mat_found_journal_put_aside(found);
    if (error == 0)
        mat_problem("%s cannot be read as a session; it was put aside in its "
                    "folder as \"unreadable\"",
                    found->path);
    else
        mat_problem("%s cannot be read as a session, and could not be put "
                    "aside: %s",
                    found->path, mat_history_why(error));
}

static void
sweep_one(const struct mat_found_journal *found)
{
    int error;

    if (!mat_record_head(found->record)) {
        sweep_unreadable(found);
        return;
    }
    error = enter_once(found->record);
    if (error == 0)
        mat_found_journal_remove(found);
    else
        mat_problem("a session that was cut off could not be entered into the "
                    "history: %s; it is kept in %s and entered when that is "
                    "possible",
                    mat_history_why(error), found->path);
}

/* A clock that was set back makes it old: how long ago it was is not known. */
static bool
can_be_taken_up(const struct mat_found_journal *found, mat_ms keep_ms)
{
    struct mat_record_cut cut;
    int64_t now = mat_wall_now(NULL, 0).ms;

    return mat_found_journal_is_last(found) && found->written_ms <= now &&
           now - found->written_ms < keep_ms &&
           mat_record_head(found->record) &&
           mat_record_cut(found->record, &cut);
}

bool
mat_history_sweep(mat_ms keep_ms)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n = mat_journals_find(found);
    bool left = false;

    for (int i = 0; i < n; i++) {
        if (can_be_taken_up(&found[i], keep_ms))
            left = true;
        else
            sweep_one(&found[i]);
    }
    mat_found_journals_done(found, n);
    return left;
}

static bool
is_there_work(void)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n = mat_journals_find(found);
    bool work = false;

    for (int i = 0; i < n; i++)
        work |= !can_be_taken_up(&found[i], MAT_RESUME_WITHIN);
    mat_found_journals_done(found, n);
    return work;
}

void
mat_history_tidy(void)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    /* Who begins a session meanwhile would be told that one is running, and
     * the lock is a file, maybe with folders: not for nothing. */
    if (!is_there_work())
        return;
    (void)mat_lock_take(&lock, "tidying up", holder);
    if (lock.journal)
        mat_history_sweep(MAT_RESUME_WITHIN);
    mat_lock_release(&lock);
}
