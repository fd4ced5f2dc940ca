#include "store/append.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/paths.h"

/* Readable too, for the last byte. */
#define FLAGS (O_RDWR | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

static int
look_at_end(int file, bool *ret_torn)
{
    struct stat info;
    char last;

    if (fstat(file, &info) != 0)
        return errno;
    if (S_ISDIR(info.st_mode))
        return EISDIR;
    if (!S_ISREG(info.st_mode))
        return EINVAL;
    *ret_torn = info.st_size > 0 &&
                pread(file, &last, 1, info.st_size - 1) == 1 && last != '\n';
    return 0;
}

static int
open_new(const char *path, mode_t mode, int *ret_file)
{
    int error = mat_folders_make(path);
    int file;

    if (error != 0)
        return error;
    file = open(path, FLAGS | O_CREAT, mode);
    if (file < 0)
        return errno;
    mat_folder_sync(path);
    *ret_file = file;
    return 0;
}

int
mat_append_open(const char *path, mode_t mode, int *ret_file, bool *ret_torn)
{
    int file;
    int error = 0;

    assert(path && ret_file && ret_torn);
    file = open(path, FLAGS);
    if (file < 0)
        error = errno == ENOENT ? open_new(path, mode, &file) : errno;
    if (error != 0)
        return error;
    error = look_at_end(file, ret_torn);
    if (error != 0)
        close(file);
    else
        *ret_file = file;
    return error;
}

/* What a full disk leaves of a line stands torn. */
static int
write_text(int file, const char *text, size_t size, bool *torn)
{
    size_t written = 0;
    int error = 0;

    while (written < size && error == 0) {
        ssize_t n = write(file, text + written, size - written);

        if (n > 0)
            written += (size_t)n;
        else if (n == 0)
            error = ENOSPC;
        else if (errno != EINTR)
            error = errno;
    }
    if (written > 0)
        *torn = text[written - 1] != '\n';
    return error;
}

static int
sync_data(int file)
{
    while (fdatasync(file) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

int
mat_append_line(int file, const char *line, bool *torn, bool sync)
{
    char *text;
    int size;
    int error;

    assert(line && !strchr(line, '\n') && torn);
    size = asprintf(&text, "%s%s\n", *torn ? "\n" : "", line);
    if (size < 0)
        return ENOMEM;
    error = write_text(file, text, (size_t)size, torn);
    free(text);
    if (error == 0 && sync)
        error = sync_data(file);
    return error;
}
