#include "store/journal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/append.h"
#include "store/paths.h"

#define LEAF "journal.jsonl"

static int
make_file(const char *path, int *ret_file)
{
    int error = mat_folders_make(path);
    int file;

    if (error != 0)
        return error;
    file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno;
    mat_folder_sync(path);
    *ret_file = file;
    return 0;
}

int
mat_journal_begin(struct mat_journal *journal)
{
    char *path = mat_path(MAT_BASE_STATE, LEAF);
    int file = -1;
    int error;

    assert(!journal->path);
    error = path ? make_file(path, &file) : ENOENT;
    if (error == 0)
        *journal = (struct mat_journal){.path = path, .file = file};
    else
        free(path);
    return error;
}

int
mat_journal_go_on(struct mat_journal *journal)
{
    char *path = mat_path(MAT_BASE_STATE, LEAF);
    bool torn = false;
    int file = -1;
    int error = ENOENT;

    assert(!journal->path);
    /* One that is made now would have no head. */
    if (path)
        error = access(path, F_OK) != 0
                    ? errno
                    : mat_append_open(path, 0600, &file, &torn);
    if (error == 0)
        *journal =
            (struct mat_journal){.path = path, .file = file, .torn = torn};
    else
        free(path);
    return error;
}

int
mat_journal_write(struct mat_journal *journal, const char *line, bool sync)
{
    return journal->path
               ? mat_append_line(journal->file, line, &journal->torn, sync)
               : 0;
}

void
mat_journal_close(struct mat_journal *journal)
{
    if (!journal->path)
        return;
    close(journal->file);
    free(journal->path);
    *journal = (struct mat_journal){0};
}

/* Somebody may have moved the folder away, or a synchroniser put another file
 * there, and a session that began since has its journal under this name. */
static int
is_own(const struct mat_journal *journal, bool *ret_own)
{
    struct stat named, open;

    if (stat(journal->path, &named) != 0 || fstat(journal->file, &open) != 0)
        return errno;
    *ret_own = named.st_dev == open.st_dev && named.st_ino == open.st_ino;
    return 0;
}

int
mat_journal_remove(struct mat_journal *journal)
{
    bool own = false;
    int error = journal->path ? is_own(journal, &own) : 0;

    if (own && unlink(journal->path) != 0)
        error = errno;
    mat_journal_close(journal);
    return error;
}
