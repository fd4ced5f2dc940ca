#include "store/ledger_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_files.h"

#define ROOM_LEAST 64

struct reader {
    enum mat_ledger_depth depth;
    struct mat_lines lines;
};

static bool
make_room(struct mat_lines *lines)
{
    size_t room = lines->room ? lines->room * 2 : ROOM_LEAST;
    struct mat_kept_line *more;

    if (lines->n_kept < lines->room)
        return true;
    more = reallocarray(lines->kept, room, sizeof(*more));
    if (!more)
        return false;
    lines->kept = more;
    lines->room = room;
    return true;
}

static bool
take(void *to, struct mat_scanned *scanned)
{
    struct reader *reader = to;
    struct mat_lines *lines = &reader->lines;
    struct mat_kept_line *kept;

    if (scanned->read != MAT_LINE_READ)
        return true;
    if (!make_room(lines))
        return false;
    kept = &lines->kept[lines->n_kept++];
    kept->line = scanned->line;
    kept->file = scanned->file;
    kept->text = kept->note = NULL;
    if (reader->depth != MAT_LEDGER_WHOLE)
        return true;
    kept->note = scanned->note;
    scanned->note = NULL;
    if (kept->line.kind == MAT_LINE_SESSION)
        kept->text = strdup(scanned->text);
    return kept->text || kept->line.kind != MAT_LINE_SESSION;
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
    for (size_t i = 0; i < lines->n_kept; i++) {
        free(lines->kept[i].text);
        free(lines->kept[i].note);
    }
    free(lines->kept);
    memset(lines, 0, sizeof(*lines));
}
