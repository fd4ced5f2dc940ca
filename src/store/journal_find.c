#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/journal.h"
#include "store/paths.h"

#define LAST "journal.jsonl"
#define ASIDE "journal-*.jsonl"
#define READ_MAX ((size_t)8 * 1024 * 1024)
#define NAMES_MAX 100

static int64_t
wall_ms(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void
add_lines(struct mat_record *record, const char *text, size_t size)
{
    while (size > 0) {
        const char *newline = memchr(text, '\n', size);
        size_t length = newline ? (size_t)(newline - text) : size;

        mat_record_add(record, text, length);
        length += newline ? 1 : 0;
        text += length;
        size -= length;
    }
}

/* Reads as far as READ_MAX, or to an error of the disk. */
static void
read_into(int file, size_t size, struct mat_record *record)
{
    char *text = malloc(size + 1);
    size_t done = 0;
    ssize_t n = 1;

    if (!text)
        return;
    while (done < size && n != 0) {
        n = read(file, text + done, size - done);
        if (n > 0)
            done += (size_t)n;
        else if (n < 0 && errno != EINTR)
            break;
    }
    add_lines(record, text, done);
    free(text);
}

/* What cannot be read has an empty record: it is in the way all the same. */
static bool
find_one(char *path, struct mat_found_journal *ret_found)
{
    struct mat_record *record = mat_record_new();
    struct stat info;
    int file;

    if (!path || !record || lstat(path, &info) != 0) {
        mat_record_free(record);
        free(path);
        return false;
    }
    file =
        open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW);
    if (file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode)) {
        size_t size = (uintmax_t)info.st_size < READ_MAX ? (size_t)info.st_size
                                                         : READ_MAX;

        read_into(file, size, record);
    }
    if (file >= 0)
        close(file);
    *ret_found = (struct mat_found_journal){
        .path = path,
        .record = record,
        .written_ms = wall_ms(info.st_mtim),
    };
    return true;
}

int
mat_journals_find(struct mat_found_journal ret_found[MAT_JOURNALS_MAX])
{
    char *folder = mat_path(MAT_BASE_STATE, "");
    DIR *list = folder ? opendir(folder) : NULL;
    const struct dirent *entry;
    int n = 0;

    if (find_one(mat_path(MAT_BASE_STATE, LAST), &ret_found[n]))
        n++;
    while (list && n < MAT_JOURNALS_MAX && (entry = readdir(list))) {
        if (fnmatch(ASIDE, entry->d_name, 0) == 0 &&
            find_one(mat_path(MAT_BASE_STATE, entry->d_name), &ret_found[n]))
            n++;
    }
    if (list)
        closedir(list);
    free(folder);
    return n;
}

static const char *
leaf_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

bool
mat_found_journal_is_last(const struct mat_found_journal *found)
{
    return strcmp(leaf_of(found->path), LAST) == 0;
}

int
mat_found_journal_remove(const struct mat_found_journal *found)
{
    return unlink(found->path) != 0 ? errno : 0;
}

/* Never over an existing file. Links are not for folders and not on every file
 * system; there the lock keeps others from making the new name meanwhile. */
static int
move(const char *from, const char *to)
{
    struct stat info;

    if (link(from, to) == 0)
        return unlink(from) != 0 ? errno : 0;
    if (errno == EEXIST || lstat(to, &info) == 0)
        return EEXIST;
    return rename(from, to) != 0 ? errno : 0;
}

/* The name of the `i`-th try. */
static char *
name_aside(const struct mat_found_journal *found, const char *kind,
           const char *id, int i)
{
    int folder = (int)(leaf_of(found->path) - found->path);
    char number[16] = "";
    char *name;

    if (i > 1)
        snprintf(number, sizeof(number), "-%d", i);
    return asprintf(&name, "%.*s%s-%s%s.jsonl", folder, found->path, kind, id,
                    number) < 0
               ? NULL
               : name;
}

int
mat_found_journal_put_aside(const struct mat_found_journal *found)
{
    const struct mat_record_head *head = mat_record_head(found->record);
    char id[MAT_ID_TEXT];
    int error = 0;

    if (head && !mat_found_journal_is_last(found))
        return 0;
    if (head)
        memcpy(id, head->id, sizeof(id));
    else
        error = mat_id_new(id);
    for (int i = 1; error == 0 && i <= NAMES_MAX; i++) {
        char *to = name_aside(found, head ? "journal" : "unreadable", id, i);
        int moved = to ? move(found->path, to) : ENOMEM;

        free(to);
        if (moved != EEXIST)
            return moved;
    }
    return error != 0 ? error : EEXIST;
}

void
mat_found_journals_done(struct mat_found_journal *found, int count)
{
    for (int i = 0; i < count; i++) {
        free(found[i].path);
        mat_record_free(found[i].record);
        found[i] = (struct mat_found_journal){0};
    }
}
