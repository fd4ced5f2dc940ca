/**
 * \file
 * Bytes of a ledger -> lines -> sessions -> progress; or, behind a `J`, bytes
 * of a journal -> record -> line of the ledger. What the quick way takes of a
 * line is held to what jansson reads.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_files.h"
#include "store/ledger_merge.h"
#include "store/ledger_quick.h"
#include "store/record.h"
#include "store/tables.h"

#define LINES_MAX 256

/* 2026-01-01 UTC. */
static const struct mat_wall now = {INT64_C(1767225600000), 60};

static struct mat_lines lines;
static int n_lines;

/* What the quick way takes is the same to the last byte. */
static void
check_quick(const char *text, size_t size)
{
    struct mat_line quick, slow;
    const char *wrong;
    char *note, *other;

    if (!mat_line_quick(text, size, &quick, &note))
        return;
    assert(mat_line_judge(text, size, &slow, &other, &wrong) == MAT_LINE_READ);
    assert(memcmp(&quick, &slow, sizeof(quick)) == 0);
    assert(note && other ? strcmp(note, other) == 0 : note == other);
    free(note);
    free(other);
}

static void
check_line(const struct mat_line *line)
{
    assert(memchr(line->device, '\0', sizeof(line->device)));
    assert(memchr(line->plan, '\0', sizeof(line->plan)));
    assert(line->kind == MAT_LINE_HEALED || mat_id_is(line->id));
    assert(line->at.ms >= 0 && line->at.ms <= MAT_LINE_LAST);
    assert(line->past.planned >= 0 && line->past.planned <= MAT_LINE_DAY);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        assert(line->past.used[area] >= 0 &&
               line->past.used[area] <= MAT_LINE_DAY);
}

static bool
keep(void *to, struct mat_scanned *scanned)
{
    (void)to;
    check_quick(scanned->text, scanned->size);
    if (scanned->read != MAT_LINE_READ)
        return true;
    check_line(&scanned->line);
    scanned->file = n_lines / 8;
    assert(mat_lines_keep(&lines, MAT_LEDGER_WHOLE, scanned));
    return ++n_lines < LINES_MAX;
}

/* What was read once can be read again. */
static void
check_entry(const struct mat_entry *entry)
{
    char *text = mat_entry_json(entry);
    struct mat_line line;
    const char *wrong;

    assert(text);
    check_quick(text, strlen(text));
    assert(mat_line_parse(text, strlen(text), &line, NULL, &wrong) ==
               MAT_LINE_READ ||
           strlen(text) > MAT_LEDGER_LINE_MAX);
    free(text);
}

static void
check_progress(const struct mat_ledger *ledger)
{
    struct mat_past *past = mat_ledger_past(ledger);
    struct mat_progress progress;

    mat_progress_find(&mat_tables_builtin, past, ledger->n_entries, now,
                      MAT_ANSWER_UNSET, &progress);
    assert(progress.standing.stage < MAT_STAGE__COUNT);
    assert(progress.reach.total <= MAT_LINE_DAY);
    free(past);
}

static void
run_ledger(char *text, size_t size)
{
    struct mat_scan scan = {.file = "fuzz", .take = keep};
    struct mat_ledger ledger = {0};

    n_lines = 0;
    (void)mat_scan_text(&scan, text, size);
    assert(mat_ledger_merge(&lines, &ledger) == 0);
    for (int i = 0; i < ledger.n_entries; i++)
        check_entry(&ledger.entries[i]);
    check_progress(&ledger);
    mat_ledger_done(&ledger);
    mat_lines_done(&lines);
}

/* Every session that has begun has a line, and one that can be read. */
static void
check_record(const struct mat_record *record)
{
    char *text = mat_record_line(record);
    struct mat_record_cut cut;
    enum mat_outcome outcome;
    struct mat_line line;
    const char *wrong;
    mat_ms used = 0;

    assert(text);
    check_quick(text, strlen(text));
    assert(mat_line_parse(text, strlen(text), &line, NULL, &wrong) ==
           MAT_LINE_READ);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        used += line.past.used[area];
    assert(used == mat_record_mat_time(record));
    if (mat_record_cut(record, &cut))
        assert(!mat_record_ended(record, &outcome) && cut.title &&
               cut.cut.segment >= 0 && cut.cut.segment < cut.steps);
    free(text);
}

static void
run_journal(const char *text, size_t size)
{
    struct mat_record *record = mat_record_new();

    assert(record);
    while (size > 0) {
        const char *end = memchr(text, '\n', size);
        size_t line = end ? (size_t)(end - text) : size;

        (void)mat_record_add(record, text, line);
        line += end ? 1 : 0;
        text += line;
        size -= line;
    }
    if (mat_record_head(record))
        check_record(record);
    mat_record_free(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool journal = size > 0 && data[0] == 'J';
    char *text = malloc(size + 1);

    assert(text);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    if (journal)
        run_journal(text + 1, size - 1);
    else
        run_ledger(text, size);
    free(text);
    return 0;
}
