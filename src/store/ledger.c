#include "store/ledger.h"

#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"
#include "store/json_fields.h"
#include "store/ledger_merge.h"
#include "store/ledger_read.h"

int
mat_ledger_load(enum mat_ledger_depth depth, mat_ledger_warn *warn, void *to,
                struct mat_ledger *ret_ledger)
{
    struct mat_ledger ledger = {0};
    struct mat_lines lines;
    int error = mat_lines_read(depth, warn, to, &lines);

    if (error == 0) {
        error = mat_ledger_merge(&lines, &ledger);
        mat_lines_done(&lines);
    }
    *ret_ledger = ledger;
    return error;
}

void
mat_ledger_done(struct mat_ledger *ledger)
{
    for (int i = 0; i < ledger->n_entries; i++) {
        free(ledger->entries[i].text);
        free(ledger->entries[i].note);
    }
    free(ledger->entries);
    memset(ledger, 0, sizeof(*ledger));
}

struct mat_past *
mat_ledger_past(const struct mat_ledger *ledger)
{
    struct mat_past *past = NULL;

    if (ledger->n_entries > 0)
        past = calloc((size_t)ledger->n_entries, sizeof(*past));
    for (int i = 0; past && i < ledger->n_entries; i++)
        past[i] = ledger->entries[i].past;
    return past;
}

const struct mat_entry *
mat_ledger_find(const struct mat_ledger *ledger, const char *id)
{
    const struct mat_entry *found = NULL;
    const size_t size = strlen(id);

    for (int i = 0; i < ledger->n_entries; i++) {
        if (strncmp(ledger->entries[i].id, id, size) != 0)
            continue;
        if (found)
            return NULL;
        found = &ledger->entries[i];
    }
    return found;
}

/* Sets a key, or takes it away: the line itself has no say in these. */
static int
put(json_t *object, const char *key, json_t *value)
{
    if (value)
        return json_object_set_new(object, key, value);
    (void)json_object_del(object, key);
    return 0;
}

static int
put_rating(json_t *object, const struct mat_past *past)
{
    const bool rated = past->strength >= 0;
    const bool seen = past->skin != MAT_SKIN_UNKNOWN;

    return put(object, "strength",
               rated ? json_integer(past->strength) : NULL) |
           put(object, "skin",
               seen ? json_string(mat_word(&mat_skins, past->skin)) : NULL) |
           put(object, "broken",
               past->broken ? mat_json_area_list(past->broken) : NULL);
}

/* A line may hold more than was checked, and this goes to a terminal. */
static char *
dump(const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);

    if (text && mat_text_check(text, SIZE_MAX) != MAT_TEXT_FINE) {
        free(text);
        text = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
    }
    return text;
}

char *
mat_entry_json(const struct mat_entry *entry)
{
    json_t *object;
    char *text = NULL;

    assert(entry->text);
    object = json_loads(entry->text, JSON_REJECT_DUPLICATES, NULL);
    if (object && put_rating(object, &entry->past) == 0 &&
        put(object, "note", entry->note ? json_string(entry->note) : NULL) == 0)
        text = dump(object);
    json_decref(object);
    return text;
}
