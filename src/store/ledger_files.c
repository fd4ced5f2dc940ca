#include "store/ledger_files.h"

#include <dirent.h>
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

/* So much is read at once, behind what is left of the line before it. */
#define PIECE ((size_t)64 * 1024)
#define LEFT_MAX (MAT_LEDGER_LINE_MAX + 1)

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

/* The ledger's folder and its files, in the order of their names. */
struct folder {
    char *path;
    struct dirent **entries;
    int n_entries;
};

/* No folder has no files. */
static int
list_folder(struct folder *ret_folder)
{
    struct folder folder = {.path = mat_path(MAT_BASE_DATA, "history")};

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

static void
folder_done(struct folder *folder)
{
    for (int i = 0; i < folder->n_entries; i++)
        free(folder->entries[i]);
    free(folder->entries);
    free(folder->path);
}

/* A device may notice that it is opened, so it is looked at first. EINVAL: it
 * is no regular file, nor a link to one. */
static int
open_regular(const char *path, int *ret_file, uintmax_t *ret_size)
{
    struct stat info;
    int error = 0;
    int file;

    if (stat(path, &info) != 0)
        return errno;
    if (!S_ISREG(info.st_mode))
        return EINVAL;
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
    *ret_file = file;
    *ret_size = (uintmax_t)info.st_size;
    return 0;
}

static int
open_entry(const struct folder *folder, int entry, int *ret_file,
           uintmax_t *ret_size)
{
    char *path;
    int error;

    if (asprintf(&path, "%s/%s", folder->path, folder->entries[entry]->d_name) <
        0)
        return ENOMEM;
    error = open_regular(path, ret_file, ret_size);
    free(path);
    return error;
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

/* Leaves out the blanks around a text. */
static char *
trim(char *text, size_t *size)
{
    while (*size > 0 && strchr(BLANKS, text[*size - 1]) && text[*size - 1])
        --*size;
    for (; *size > 0 && strchr(BLANKS, *text) && *text; text++)
        --*size;
    return text;
}

/* One line, already without its newline. */
static bool
scan_line(struct mat_scan *scan, char *line, size_t size, bool torn)
{
    struct mat_scanned scanned;
    const char *wrong = NULL;
    char *text = trim(line, &size);
    bool go_on = true;

    if (scan->rows < INT_MAX)
        scan->rows++;
    if (size == 0)
        return true;
    text[size] = '\0';
    scanned.text = text;
    scanned.size = size;
    scanned.file = scan->number;
    scanned.note = NULL;
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

/* All lines that have a newline; `ret_size` are their bytes. */
static bool
scan_lines(struct mat_scan *scan, char *text, size_t size, size_t *ret_size)
{
    size_t at = 0;
    bool go_on = true;
    char *end;

    while (go_on && (end = memchr(text + at, '\n', size - at))) {
        go_on = scan_line(scan, text + at, (size_t)(end - text) - at, false);
        at = (size_t)(end - text) + 1;
    }
    *ret_size = at;
    return go_on;
}

static void
scan_begin(struct mat_scan *scan)
{
    scan->rows = 0;
    scan->wrong = 0;
}

static void
scan_end(const struct mat_scan *scan)
{
    if (scan->wrong > MAT_LEDGER_WARNINGS)
        tell_last_wrong(scan);
}

bool
mat_scan_text(struct mat_scan *scan, char *text, size_t size)
{
    size_t at;
    bool go_on;

    scan_begin(scan);
    go_on = scan_lines(scan, text, size, &at);
    if (go_on && at < size)
        go_on = scan_line(scan, text + at, size - at, true);
    scan_end(scan);
    return go_on;
}

/* A part of a file: what is left of a line, and what was read behind it. */
struct window {
    char *text; /* room for LEFT_MAX and a PIECE */
    size_t size;
};

/*
 * Keeps what stands behind \p scanned bytes, at most LEFT_MAX of it, so that
 * the line will be judged as if all of it were there: blanks around it do not
 * count, and one that is too long stays too long when its end follows at once.
 */
static void
keep_left(struct window *window, size_t scanned)
{
    size_t size = window->size - scanned;
    const char *text = trim(window->text + scanned, &size);

    window->size -= (size_t)(text - window->text);
    memmove(window->text, text, window->size);
    if (size > LEFT_MAX)
        window->text[LEFT_MAX - 1] = window->text[size - 1];
    if (window->size > LEFT_MAX)
        window->size = LEFT_MAX;
}

/* Scans so many bytes, or as many as there are, but for a last line without a
 * newline. */
static int
scan_pieces(struct mat_scan *scan, int file, uintmax_t bytes,
            struct window *window)
{
    while (bytes > 0) {
        ssize_t n = read(file, window->text + window->size,
                         bytes < PIECE ? (size_t)bytes : PIECE);
        size_t scanned;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        if (n == 0)
            break;
        bytes -= (uintmax_t)n;
        window->size += (size_t)n;
        if (!scan_lines(scan, window->text, window->size, &scanned))
            return ECANCELED;
        keep_left(window, scanned);
    }
    return 0;
}

/* A file that is too large is told of and scanned up to the last newline within
 * the limit. */
static int
scan_file(struct mat_scan *scan, int file, uintmax_t on_disk)
{
    const bool large = on_disk > MAT_LEDGER_FILE_MAX;
    struct window window = {.text = malloc(LEFT_MAX + PIECE)};
    int error;

    if (!window.text)
        return ENOMEM;
    if (large)
        warn(scan, 0, "what stands behind 64 MiB is not read");
    scan_begin(scan);
    error =
        scan_pieces(scan, file, large ? MAT_LEDGER_FILE_MAX : on_disk, &window);
    if (error == 0 && !large && window.size > 0 &&
        !scan_line(scan, window.text, window.size, true))
        error = ECANCELED;
    scan_end(scan);
    free(window.text);
    return error;
}

static int
scan_entry(struct mat_scan *scan, const struct folder *folder, int entry)
{
    uintmax_t size = 0;
    int file = -1;
    int error = open_entry(folder, entry, &file, &size);

    scan->file = folder->entries[entry]->d_name;
    scan->number = entry;
    if (error == 0) {
        error = scan_file(scan, file, size);
        close(file);
    }
    if (error == ENOMEM || error == ECANCELED)
        return error;
    if (error != 0 && error != EINVAL)
        warn(scan, 0, strerror(error));
    return 0;
}

int
mat_ledger_walk(struct mat_scan *scan)
{
    struct folder folder = {0};
    int error = list_folder(&folder);

    if (error != 0)
        return error;
    for (int i = 0; i < folder.n_entries && error == 0; i++)
        error = scan_entry(scan, &folder, i);
    folder_done(&folder);
    return error;
}
