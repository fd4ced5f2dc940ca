#include "store/ledger_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/ledger_files.h"

/* The cache is written when so many lines were not in it: about a month of
 * daily use, and less than a millisecond to read until then. A single run that
 * keeps no history so never writes any. */
#define SAVE_FROM 64

/* A line that was not in the cache. */
struct fresh {
    struct mat_line line;
    char *text;
    char *note;
    bool torn;
};

/* Where the lines of one file are. */
struct source {
    struct mat_cached_file is; /* with the lines from the cache */
    size_t fresh_from, fresh_to;
};

struct reader {
    enum mat_ledger_depth depth;
    mat_ledger_warn *warn;
    void *warn_to;
    struct mat_cache cache;
    struct source *sources;
    int n_sources;
    struct fresh *fresh;
    size_t n_fresh, room;
    int parsed; /* lines, those left out too */
};

static void
reader_free(struct reader *reader)
{
    if (!reader)
        return;
    for (size_t i = 0; i < reader->n_fresh; i++) {
        free(reader->fresh[i].text);
        free(reader->fresh[i].note);
    }
    free(reader->fresh);
    free(reader->sources);
    mat_cache_done(&reader->cache);
    free(reader);
}

static bool
make_room(struct reader *reader)
{
    size_t room = reader->room ? reader->room * 2 : SAVE_FROM;
    struct fresh *more;

    if (reader->n_fresh < reader->room)
        return true;
    more = realloc(reader->fresh, room * sizeof(*more));
    if (!more)
        return false;
    reader->fresh = more;
    reader->room = room;
    return true;
}

static bool
take(void *to, struct mat_scanned *scanned)
{
    struct reader *reader = to;
    const bool whole = reader->depth == MAT_LEDGER_WHOLE;
    struct fresh *fresh;

    if (scanned->read != MAT_LINE_READ)
        return true;
    if (!make_room(reader))
        return false;
    fresh = &reader->fresh[reader->n_fresh++];
    memset(fresh, 0, sizeof(*fresh));
    memcpy(&fresh->line, &scanned->line, sizeof(fresh->line));
    fresh->torn = scanned->torn;
    if (whole && scanned->line.kind == MAT_LINE_SESSION) {
        fresh->text = strdup(scanned->text);
        return fresh->text != NULL;
    }
    if (whole) {
        fresh->note = scanned->note;
        scanned->note = NULL;
    }
    return true;
}

static bool
is_same_file(const struct mat_cached_file *a, const struct mat_cached_file *b)
{
    return a->device == b->device && a->inode == b->inode;
}

static bool
is_unchanged(const struct mat_cached_file *old,
             const struct mat_cached_file *now)
{
    return is_same_file(old, now) && old->size == now->size &&
           old->modified_ns == now->modified_ns;
}

static bool
has_only_grown(const struct mat_cached_file *old,
               const struct mat_ledger_file *now)
{
    uint64_t hash;

    return is_same_file(old, &now->is) && now->is.size > old->size &&
           mat_ledger_file_tail(now, old->size, &hash) &&
           hash == old->tail_hash;
}

/* Reads what the cache does not have of a file. */
static int
read_rest(struct reader *reader, struct source *source,
          const struct mat_ledger_file *file, const struct mat_cached_file *old)
{
    struct mat_scan scan = {.warn = reader->warn,
                            .warn_to = reader->warn_to,
                            .take = take,
                            .to = reader};
    size_t from = 0;
    int error;

    source->is = file->is;
    if (old && has_only_grown(old, file)) {
        from = (size_t)old->size;
        scan.rows = (int)old->n_rows;
        source->is.lines = old->lines;
        source->is.n_lines = old->n_lines;
        reader->parsed -= scan.rows;
    }
    error = mat_ledger_file_scan(file, from, &scan);
    if (error != 0)
        return error == ECANCELED ? ENOMEM : error;
    reader->parsed += scan.rows;
    source->is.size = from + scan.whole;
    source->is.n_rows = (uint32_t)scan.whole_rows;
    /* Without the hash the file is only ever read anew. */
    if (!mat_ledger_file_tail(file, source->is.size, &source->is.tail_hash))
        source->is.inode = 0;
    return 0;
}

static int
read_changed(struct reader *reader, struct source *source,
             const struct mat_ledger_folder *folder, int entry)
{
    const char *name = folder->entries[entry]->d_name;
    struct mat_ledger_file file;
    int error = mat_ledger_file_open(folder, entry, &file);

    if (error != 0)
        return error;
    error =
        read_rest(reader, source, &file, mat_cache_find(&reader->cache, name));
    close(file.file);
    return error;
}

/* One file; one that cannot be read is told of and left out. */
static int
read_source(struct reader *reader, const struct mat_ledger_folder *folder,
            int entry)
{
    const char *name = folder->entries[entry]->d_name;
    const struct mat_cached_file *old = mat_cache_find(&reader->cache, name);
    struct source *source = &reader->sources[reader->n_sources];
    int error = mat_ledger_file_look(folder, entry, &source->is);

    source->fresh_from = reader->n_fresh;
    if (error == 0 && old && is_unchanged(old, &source->is))
        source->is = *old;
    else if (error == 0)
        error = read_changed(reader, source, folder, entry);
    source->fresh_to = reader->n_fresh;
    if (error == 0)
        reader->n_sources++;
    else if (error == ENOMEM)
        return error;
    else if (error != EINVAL && reader->warn)
        reader->warn(reader->warn_to, name, 0, strerror(error));
    return 0;
}

static int
read_folder(struct reader *reader)
{
    struct mat_ledger_folder folder;
    int error = mat_ledger_folder_list(&folder);

    if (error != 0)
        return error;
    reader->sources =
        calloc((size_t)folder.n_entries + 1, sizeof(*reader->sources));
    if (!reader->sources)
        error = ENOMEM;
    /* Nothing to look up in it is no reason to read it. */
    if (reader->depth == MAT_LEDGER_BRIEF && folder.n_entries > 0)
        mat_cache_load(&reader->cache);
    for (int i = 0; i < folder.n_entries && error == 0; i++)
        error = read_source(reader, &folder, i);
    mat_ledger_folder_done(&folder);
    return error;
}

/* All lines of a file one behind the other, but a torn one, which is not a
 * part of `size`. */
static bool
join_lines(const struct reader *reader, const struct source *source,
           struct mat_cached_file *ret_file)
{
    struct mat_cached_file file = source->is;
    size_t n = file.n_lines + (source->fresh_to - source->fresh_from);
    struct mat_line *lines = malloc((n + 1) * sizeof(*lines));

    if (!lines)
        return false;
    if (file.n_lines > 0)
        memcpy(lines, file.lines, file.n_lines * sizeof(*lines));
    for (size_t i = source->fresh_from; i < source->fresh_to; i++)
        if (!reader->fresh[i].torn)
            memcpy(&lines[file.n_lines++], &reader->fresh[i].line,
                   sizeof(*lines));
    file.lines = lines;
    *ret_file = file;
    return true;
}

static void
save(const struct reader *reader)
{
    struct mat_cached_file *files =
        calloc((size_t)reader->n_sources, sizeof(*files));
    int n = 0;

    while (files && n < reader->n_sources &&
           join_lines(reader, &reader->sources[n], &files[n]))
        n++;
    if (files && n == reader->n_sources)
        mat_cache_save(files, n);
    while (n > 0)
        free(files[--n].lines);
    free(files);
}

static int
keep_lines(struct reader *reader, struct mat_lines *lines)
{
    size_t n = reader->n_fresh;

    for (int i = 0; i < reader->n_sources; i++)
        n += reader->sources[i].is.n_lines;
    lines->kept = calloc(n + 1, sizeof(*lines->kept));
    if (!lines->kept)
        return ENOMEM;
    for (int i = 0; i < reader->n_sources; i++) {
        const struct source *source = &reader->sources[i];

        for (uint32_t k = 0; k < source->is.n_lines; k++)
            lines->kept[lines->n_kept++] =
                (struct mat_kept_line){&source->is.lines[k], i, NULL, NULL};
        for (size_t k = source->fresh_from; k < source->fresh_to; k++) {
            struct fresh *fresh = &reader->fresh[k];

            lines->kept[lines->n_kept++] = (struct mat_kept_line){
                &fresh->line, i, fresh->text, fresh->note};
            fresh->text = fresh->note = NULL;
        }
    }
    return 0;
}

int
mat_lines_read(enum mat_ledger_depth depth, mat_ledger_warn *warn, void *to,
               struct mat_lines *ret_lines)
{
    struct mat_lines lines = {0};
    struct reader *reader = calloc(1, sizeof(*reader));
    int error;

    if (!reader)
        return ENOMEM;
    reader->depth = depth;
    reader->warn = warn;
    reader->warn_to = to;
    error = read_folder(reader);
    if (error == 0 && depth == MAT_LEDGER_BRIEF && reader->parsed >= SAVE_FROM)
        save(reader);
    if (error == 0)
        error = keep_lines(reader, &lines);
    if (error != 0) {
        reader_free(reader);
        return error;
    }
    lines.backing = reader;
    *ret_lines = lines;
    return 0;
}

void
mat_lines_done(struct mat_lines *lines)
{
    for (size_t i = 0; i < lines->n_kept; i++) {
        free(lines->kept[i].text);
        free(lines->kept[i].note);
    }
    free(lines->kept);
    reader_free(lines->backing);
    memset(lines, 0, sizeof(*lines));
}
