#include "store/ledger_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/paths.h"

#define ENDING ".jsonl"
#define BLANKS " \t\r"

static int
is_ledger(const struct dirent *entry)
{
    const size_t ending = sizeof(ENDING) - 1;
    const size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && size > ending &&
           strcmp(entry->d_name + size - ending, ENDING) == 0;
}

/* Not alphasort(): the order must not depend on the locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int
mat_ledger_folder_list(struct mat_ledger_folder *ret_folder)
{
    struct mat_ledger_folder folder = {.path =
                                           mat_path(MAT_BASE_DATA, "history")};

    /* Without a home there is no folder. */
    if (folder.path) {
        folder.n_entries =
            scandir(folder.path, &folder.entries, is_ledger, by_name);
        if (folder.n_entries < 0 && errno != ENOENT) {
            int error = errno;

            free(folder.path);
            return error;
        }
        if (folder.n_entries < 0)
            folder.n_entries = 0;
    }
    *ret_folder = folder;
    return 0;
}

void
mat_ledger_folder_done(struct mat_ledger_folder *folder)
{
    for (int i = 0; i < folder->n_entries; i++)
        free(folder->entries[i]);
    free(folder->entries);
    free(folder->path);
    memset(folder, 0, sizeof(*folder));
}

static void
take_identity(struct mat_cached_file *is, const char *name,
              const struct stat *info)
{
    memset(is, 0, sizeof(*is));
    snprintf(is->name, sizeof(is->name), "%s", name);
    is->device = (uint64_t)info->st_dev;
    is->inode = (uint64_t)info->st_ino;
    /* Only ever compared, so it may wrap. */
    is->modified_ns = (int64_t)((uint64_t)info->st_mtim.tv_sec * 1000000000 +
                                (uint64_t)info->st_mtim.tv_nsec);
    is->size = (uint64_t)info->st_size;
}

static char *
path_of(const struct mat_ledger_folder *folder, int entry)
{
    char *path;

    return asprintf(&path, "%s/%s", folder->path,
                    folder->entries[entry]->d_name) < 0
               ? NULL
               : path;
}

/* A device may notice that it is opened, so everything is looked at first. */
static int
look(const char *path, const char *name, struct mat_cached_file *ret_is)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return errno;
    if (!S_ISREG(info.st_mode))
        return EINVAL;
    take_identity(ret_is, name, &info);
    return 0;
}

int
mat_ledger_file_look(const struct mat_ledger_folder *folder, int entry,
                     struct mat_cached_file *ret_is)
{
    char *path = path_of(folder, entry);
    int error =
        path ? look(path, folder->entries[entry]->d_name, ret_is) : ENOMEM;

    free(path);
    return error;
}

static int
open_regular(const char *path, const char *name,
             struct mat_ledger_file *ret_file)
{
    struct stat info;
    int error = look(path, name, &ret_file->is);
    int file;

    if (error != 0)
        return error;
    file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0)
        return errno;
    if (fstat(file, &info) != 0)
        error = errno;
    else if (!S_ISREG(info.st_mode))
        error = EINVAL;
    if (error != 0) {
        close(file);
        return error;
    }
    ret_file->file = file;
    take_identity(&ret_file->is, name, &info);
    return 0;
}

int
mat_ledger_file_open(const struct mat_ledger_folder *folder, int entry,
                     struct mat_ledger_file *ret_file)
{
    struct mat_ledger_file file;
    char *path = path_of(folder, entry);
    int error = path ? open_regular(path, folder->entries[entry]->d_name, &file)
                     : ENOMEM;

    free(path);
    if (error == 0)
        *ret_file = file;
    return error;
}

bool
mat_ledger_file_tail(const struct mat_ledger_file *file, uint64_t size,
                     uint64_t *ret_hash)
{
    unsigned char bytes[MAT_CACHE_TAIL];
    const size_t wanted = size < sizeof(bytes) ? (size_t)size : sizeof(bytes);

    if (pread(file->file, bytes, wanted, (off_t)(size - wanted)) !=
        (ssize_t)wanted)
        return false;
    *ret_hash = mat_cache_hash(bytes, wanted);
    return true;
}

/* No further than the size that was told: what somebody appends meanwhile
 * would else be behind the size that the cache compares. */
int
mat_ledger_file_read(const struct mat_ledger_file *file, size_t from,
                     char **ret_text, size_t *ret_size)
{
    const size_t end = file->is.size < MAT_LEDGER_FILE_MAX
                           ? (size_t)file->is.size
                           : MAT_LEDGER_FILE_MAX;
    const size_t wanted = from < end ? end - from : 0;
    char *text = malloc(wanted + 1);
    size_t size = 0;
    ssize_t n = 1;

    if (!text)
        return ENOMEM;
    while (size < wanted && n != 0) {
        n = pread(file->file, text + size, wanted - size, (off_t)(from + size));
        if (n < 0 && errno != EINTR) {
            int error = errno;

            free(text);
            return error;
        }
        size += n > 0 ? (size_t)n : 0;
    }
    text[size] = '\0';
    *ret_text = text;
    *ret_size = size;
    return 0;
}

static void
warn(const struct mat_scan *scan, int line, const char *what)
{
    if (scan->warn)
        scan->warn(scan->warn_to, scan->file, line, what);
}

/* A file may be made of nothing else. */
static void
count_wrong(struct mat_scan *scan, const char *what)
{
    if (scan->wrong < MAT_LEDGER_WARNINGS)
        warn(scan, scan->rows, what);
    scan->wrong++;
    scan->last_wrong = scan->rows;
}

static void
tell_last_wrong(const struct mat_scan *scan)
{
    char what[64];

    snprintf(what, sizeof(what), "is the last of %d wrong lines", scan->wrong);
    warn(scan, scan->last_wrong, what);
}

/* One line, already without its newline. */
static bool
scan_line(struct mat_scan *scan, char *text, size_t size, bool torn)
{
    struct mat_scanned scanned = {.torn = torn};
    const char *wrong = NULL;
    bool go_on = true;

    while (size > 0 && strchr(BLANKS, text[size - 1]) && text[size - 1])
        size--;
    for (; size > 0 && strchr(BLANKS, *text) && *text; text++)
        size--;
    if (size == 0)
        return true;
    text[size] = '\0';
    scanned.text = text;
    scanned.size = size;
    scanned.read =
        mat_line_parse(text, size, &scanned.line, &scanned.note, &wrong);
    if (scanned.read == MAT_LINE_WRONG) {
        count_wrong(scan, torn ? "is cut short" : wrong);
        return true;
    }
    go_on = scan->take(scan->to, &scanned);
    free(scanned.note);
    return go_on;
}

bool
mat_scan_text(struct mat_scan *scan, char *text, size_t size)
{
    size_t at = 0;
    bool go_on = true;

    scan->wrong = 0;
    scan->whole = 0;
    scan->whole_rows = scan->rows;
    while (at < size && go_on) {
        char *end = memchr(text + at, '\n', size - at);
        size_t line = end ? (size_t)(end - text) - at : size - at;

        if (scan->rows < INT_MAX)
            scan->rows++;
        go_on = scan_line(scan, text + at, line, !end);
        at += line + 1;
        if (end) {
            scan->whole = at;
            scan->whole_rows = scan->rows;
        }
    }
    if (scan->wrong > MAT_LEDGER_WARNINGS)
        tell_last_wrong(scan);
    return go_on;
}

int
mat_ledger_file_scan(const struct mat_ledger_file *file, size_t from,
                     struct mat_scan *scan)
{
    char *text;
    size_t size;
    int error = mat_ledger_file_read(file, from, &text, &size);

    if (error != 0)
        return error;
    scan->file = file->is.name;
    if (file->is.size > MAT_LEDGER_FILE_MAX) {
        const char *last = memrchr(text, '\n', size);

        warn(scan, 0, "what stands behind 64 MiB is not read");
        size = last ? (size_t)(last - text) + 1 : 0;
    }
    if (!mat_scan_text(scan, text, size))
        error = ECANCELED;
    free(text);
    return error;
}

int
mat_ledger_walk(struct mat_scan *scan)
{
    struct mat_ledger_folder folder;
    int error = mat_ledger_folder_list(&folder);

    if (error != 0)
        return error;
    for (int i = 0; i < folder.n_entries && error == 0; i++) {
        struct mat_ledger_file file;
        int missing = mat_ledger_file_open(&folder, i, &file);

        scan->file = folder.entries[i]->d_name;
        scan->rows = 0;
        if (missing == 0) {
            missing = mat_ledger_file_scan(&file, 0, scan);
            close(file.file);
        }
        if (missing == ENOMEM || missing == ECANCELED)
            error = missing;
        else if (missing != 0 && missing != EINVAL)
            warn(scan, 0, strerror(missing));
    }
    mat_ledger_folder_done(&folder);
    return error;
}
