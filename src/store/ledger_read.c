#include "store/ledger_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_LEAST 64

struct reader {
    enum mat_ledger_depth depth;
    struct mat_lines lines;
};

/* An array of so many things with room for one more, or NULL. */
static void *
make_room(void *array, size_t n, size_t *room, size_t size)
{
    const size_t wanted = *room > 0 ? *room * 2 : ROOM_LEAST;
    void *more;

    if (n < *room)
        return array;
    more = reallocarray(array, wanted, size);
    if (more)
        *room = wanted;
    return more;
}

static bool
keep_session(struct mat_lines *lines, enum mat_ledger_depth depth,
             const struct mat_scanned *scanned)
{
    struct mat_kept_session *kept =
        make_room(lines->sessions, lines->n_sessions, &lines->session_room,
                  sizeof(*kept));

    if (!kept)
        return false;
    lines->sessions = kept;
    kept += lines->n_sessions++;
    kept->line = scanned->line;
    kept->file = scanned->file;
    kept->text = NULL;
    if (depth == MAT_LEDGER_WHOLE)
        kept->text = strdup(scanned->text);
    return kept->text || depth != MAT_LEDGER_WHOLE;
}

static bool
keep_saying(struct mat_lines *lines, enum mat_ledger_depth depth,
            struct mat_scanned *scanned)
{
    const struct mat_line *line = &scanned->line;
    struct mat_kept_saying *kept = make_room(
        lines->sayings, lines->n_sayings, &lines->saying_room, sizeof(*kept));

    if (!kept)
        return false;
    lines->sayings = kept;
    kept += lines->n_sayings++;
    kept->kind = line->kind;
    memcpy(kept->id, line->id, sizeof(kept->id));
    kept->at_ms = line->at.ms;
    kept->rating = line->rating;
    kept->note = NULL;
    if (depth == MAT_LEDGER_WHOLE) {
        kept->note = scanned->note;
        scanned->note = NULL;
    }
    return true;
}

bool
mat_lines_keep(struct mat_lines *lines, enum mat_ledger_depth depth,
               struct mat_scanned *scanned)
{
    if (scanned->read != MAT_LINE_READ)
        return true;
    return scanned->line.kind == MAT_LINE_SESSION
               ? keep_session(lines, depth, scanned)
               : keep_saying(lines, depth, scanned);
}

static bool
take(void *to, struct mat_scanned *scanned)
{
    struct reader *reader = to;

    return mat_lines_keep(&reader->lines, reader->depth, scanned);
}

int
mat_lines_read(enum mat_ledger_depth depth, mat_ledger_warn *warn, void *to,
               struct mat_lines *ret_lines)
{
    struct reader reader = {.depth = depth};
    struct mat_scan scan = {
        .warn = warn, .warn_to = to, .take = take, .to = &reader};
    int error = mat_ledger_walk(&scan);

    if (error == 0)
        *ret_lines = reader.lines;
    else
        mat_lines_done(&reader.lines);
    return error == ECANCELED ? ENOMEM : error;
}

void
mat_lines_done(struct mat_lines *lines)
{
    for (size_t i = 0; i < lines->n_sessions; i++)
        free(lines->sessions[i].text);
    for (size_t i = 0; i < lines->n_sayings; i++)
        free(lines->sayings[i].note);
    free(lines->sessions);
    free(lines->sayings);
    memset(lines, 0, sizeof(*lines));
}
