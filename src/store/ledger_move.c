#include "store/ledger.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_file.h"
#include "store/ledger_files.h"

/* Lines and ids that were met. Both as keys of one object: no id looks like a
 * line. jansson's hashes are seeded, so that no file can slow it down. */
static bool
is_met(const json_t *met, const char *key)
{
    return json_object_get(met, key) != NULL;
}

static bool
meet(json_t *met, const char *key)
{
    /* A key that is there already costs nothing more. */
    return json_object_set_new_nocheck(met, key, json_true()) == 0;
}

struct exporting {
    bool (*take)(void *to, const char *line);
    void *to;
    json_t *met;
    bool failed;
};

static bool
export_line(void *to, struct mat_scanned *scanned)
{
    struct exporting *export = to;

    if (is_met(export->met, scanned->text))
        return true;
    if (!meet(export->met, scanned->text)) {
        export->failed = true;
        return false;
    }
    return export->take(export->to, scanned->text);
}

int
mat_ledger_export(bool (*take)(void *to, const char *line), void *to,
                  mat_ledger_warn *warn, void *warn_to)
{
    struct exporting export = {take, to, json_object(), false};
    struct mat_scan scan = {
        .warn = warn, .warn_to = warn_to, .take = export_line, .to = &export};
    int error = export.met ? mat_ledger_walk(&scan) : ENOMEM;

    json_decref(export.met);
    /* Whoever takes no more has its own reasons. */
    if (error == ECANCELED)
        error = export.failed ? ENOMEM : 0;
    return error;
}

struct importing {
    struct mat_own_file own;
    bool open; /* `own` is, and with it the lock */
    json_t *met;
    struct mat_import count;
    int error;
};

/* What is here: sessions by their ids, all else by its bytes. */
static bool
know_line(void *to, struct mat_scanned *scanned)
{
    struct importing *import = to;
    const bool session = scanned->read == MAT_LINE_READ &&
                         scanned->line.kind == MAT_LINE_SESSION;

    return meet(import->met, session ? scanned->line.id : scanned->text);
}

/* Reads what is here, quietly: reading it is not what was asked for. */
static int
know_ledger(struct importing *import)
{
    struct mat_scan scan = {.take = know_line, .to = import};
    int error = mat_ledger_walk(&scan);

    return error == ECANCELED ? ENOMEM : error;
}

static bool
is_known(const struct importing *import, const struct mat_scanned *scanned)
{
    return is_met(import->met, scanned->text) ||
           (scanned->read == MAT_LINE_READ &&
            scanned->line.kind == MAT_LINE_SESSION &&
            is_met(import->met, scanned->line.id));
}

/* Opening makes the file, so it waits for a first line. What is here is sure
 * only under the lock: somebody else may have added that line meanwhile. */
static int
open_own(struct importing *import)
{
    int error = mat_own_file_open(&import->own);

    import->open = error == 0;
    return error == 0 ? know_ledger(import) : error;
}

static int
add_line(struct importing *import, const char *text)
{
    if (!meet(import->met, text))
        return ENOMEM;
    return mat_own_file_add(&import->own, text);
}

/* A session of which the text has two lines gets both: the later wins. */
static bool
import_line(void *to, struct mat_scanned *scanned)
{
    struct importing *import = to;
    bool known = is_known(import, scanned);

    if (!known && !import->open) {
        import->error = open_own(import);
        known = is_known(import, scanned);
    }
    if (!known && import->error == 0)
        import->error = add_line(import, scanned->text);
    if (import->error != 0)
        return false;
    if (known)
        import->count.known++;
    else
        import->count.added++;
    return true;
}

static int
add_text(struct importing *import, struct mat_scan *scan, char *text,
         size_t size)
{
    int error;

    (void)mat_scan_text(scan, text, size);
    import->count.wrong = scan->wrong;
    error = import->error;
    if (import->count.added > 0) {
        int unsynced = mat_own_file_sync(&import->own);

        error = error != 0 ? error : unsynced;
    }
    if (import->open)
        mat_own_file_close(&import->own);
    return error;
}

/* A copy that may be written into. */
static char *
copy_text(const char *text, size_t size)
{
    char *copy = malloc(size + 1);

    if (copy && size > 0)
        memcpy(copy, text, size);
    if (copy)
        copy[size] = '\0';
    return copy;
}

int
mat_ledger_import(const char *text, size_t size, const char *file,
                  mat_ledger_warn *warn, void *to,
                  struct mat_import *ret_import)
{
    struct importing import = {0};
    struct mat_scan scan = {.file = file,
                            .warn = warn,
                            .warn_to = to,
                            .take = import_line,
                            .to = &import};
    char *copy = copy_text(text, size);
    int error = ENOMEM;

    import.met = json_object();
    if (copy && import.met)
        error = know_ledger(&import);
    if (error == 0)
        error = add_text(&import, &scan, copy, size);
    json_decref(import.met);
    free(copy);
    *ret_import = import.count;
    return error;
}
