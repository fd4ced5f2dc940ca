/* What the ledger says against what is known to be true. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kill.h"
#include "store/journal.h"
#include "store/ledger.h"
#include "store/paths.h"

struct seen *seen;
int n_seen;
static int torn;

static int
look_up(const char *id)
{
    for (int i = 0; i < n_seen; i++) {
        if (strcmp(seen[i].id, id) == 0)
            return i;
    }
    return -1;
}

static char *
ledger_text(void)
{
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 16];
    char *path;
    char *text = NULL;
    size_t size;

    mat_device(device);
    snprintf(leaf, sizeof(leaf), "history/%s.jsonl", device);
    path = mat_path(MAT_BASE_DATA, leaf);
    if (mat_file_read(path, 64 << 20, &text, &size) != 0)
        text = NULL;
    free(path);
    return text;
}

/* Lines for a session in the file itself: what reads it would merge them. */
static int
lines_of(const char *text, const char *id)
{
    int n = 0;

    for (const char *at = strstr(text, id); at; at = strstr(at + 1, id))
        n++;
    return n;
}

/* A line that a kill has cut short has no end; any other must be right. */
static void
heed_warning(void *to, const char *file, int line, const char *what)
{
    const char *at = to;
    size_t size = 0;

    for (int i = 1; at && i < line; i++) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    size = at ? strcspn(at, "\n") : 0;
    require(line > 0 && size > 0 && at[size - 1] != '}', "%s:%d: %s", file,
            line, what);
    torn++;
}

/* What the page proves of the session that has just been killed. */
static void
check_new(const struct mat_entry *entry)
{
    mat_ms mat = mat_past_mat_time(&entry->past);
    bool completed = entry->past.outcome == MAT_OUTCOME_COMPLETED;

    if (page->begun)
        require(strcmp(entry->id, page->id) == 0, "%s came from nowhere",
                entry->id);
    require(mat <= page->most, "%lld ms on the mat, and it was %lld",
            (long long)mat, (long long)page->most);
    require(mat >= page->least, "%lld ms on the mat of %lld are left",
            (long long)mat, (long long)page->least);
    require(completed || entry->past.outcome == MAT_OUTCOME_INTERRUPTED,
            "outcome %d", (int)entry->past.outcome);
    require(!completed || page->ended, "completed before its end");
    require(completed || !page->told, "completed, and that is lost");
}

static void
check_entry(const struct mat_entry *entry, const char *text)
{
    int known = look_up(entry->id);
    struct seen now = {.outcome = entry->past.outcome,
                       .mat = mat_past_mat_time(&entry->past)};

    require(lines_of(text, entry->id) == 1, "%s is there %d times", entry->id,
            lines_of(text, entry->id));
    if (known >= 0) {
        require(seen[known].outcome == now.outcome &&
                    seen[known].mat == now.mat,
                "%s has changed", entry->id);
        return;
    }
    check_new(entry);
    memcpy(now.id, entry->id, sizeof(now.id));
    seen[n_seen++] = now;
}

int
check_ledger(void)
{
    int before = n_seen;
    char *text = ledger_text();
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    struct mat_ledger ledger;

    torn = 0;
    require(mat_ledger_load(MAT_LEDGER_WHOLE, heed_warning, text, &ledger) == 0,
            "the ledger cannot be read");
    for (int i = 0; i < ledger.n_entries; i++)
        check_entry(&ledger.entries[i], text);
    require(ledger.n_entries == n_seen, "%d of %d are left", ledger.n_entries,
            n_seen);
    require(n_seen <= before + 1, "%d at once", n_seen - before);
    require(!page->begun || n_seen == before + 1, "%s is lost", page->id);
    require(mat_journals_find(found) == 0, "a journal is left");
    mat_ledger_done(&ledger);
    free(text);
    return torn;
}
