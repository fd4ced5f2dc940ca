#include "app/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/out.h"
#include "store/paths.h"

/* The mode of a new file, or of the one that stands there. */
static int
look_at(const char *place, mode_t *ret_mode)
{
    mode_t taken = umask(0);
    struct stat old;

    umask(taken);
    *ret_mode = 0666 & ~taken;
    if (stat(place, &old) != 0)
        return errno == ENOENT ? 0 : errno;
    if (S_ISDIR(old.st_mode))
        return EISDIR;
    if (!S_ISREG(old.st_mode))
        return EINVAL;
    *ret_mode = old.st_mode & 0777;
    return 0;
}

/* The whole path, links followed; the last part need not be there yet. */
static int
find_place(const char *path, char **ret_place)
{
    char *place = realpath(path, NULL);
    const char *slash = strrchr(path, '/');
    char *folder;
    int error;

    if (!place && errno != ENOENT)
        return errno;
    if (!place) {
        folder = slash ? mat_xprintf("%.*s", (int)(slash - path) + 1, path)
                       : mat_xcopy(".");
        place = realpath(folder, NULL);
        error = errno;
        free(folder);
        if (!place)
            return error;
        folder = place;
        place = mat_xprintf("%s/%s", folder, slash ? slash + 1 : path);
        free(folder);
    }
    *ret_place = place;
    return 0;
}

static int
make_file(struct mat_new_file *file)
{
    int folder = (int)(strrchr(file->place, '/') - file->place) + 1;
    char *name = mat_xprintf("%.*s.matsession-XXXXXX", folder, file->place);
    int fd = mkostemp(name, O_CLOEXEC);
    int error = errno;

    if (fd < 0) {
        free(name);
        return error;
    }
    close(fd);
    file->name = name;
    return 0;
}

int
mat_new_file_begin(struct mat_new_file *file, const char *path)
{
    int error;

    *file = (struct mat_new_file){0};
    error = find_place(path, &file->place);
    if (!error)
        error = look_at(file->place, &file->mode);
    return error ? error : make_file(file);
}

/* What is not on the disk yet may not fit on it. */
static int
sync_file(const struct mat_new_file *file)
{
    int fd = open(file->name, O_WRONLY | O_CLOEXEC);
    bool fine = fd >= 0 && fsync(fd) == 0 && fchmod(fd, file->mode) == 0;
    int error = fine ? 0 : errno;

    if (fd >= 0 && close(fd) != 0 && !error)
        error = errno;
    return error;
}

int
mat_new_file_keep(struct mat_new_file *file)
{
    int error = sync_file(file);

    if (!error && rename(file->name, file->place) != 0)
        error = errno;
    if (error)
        return error;
    mat_folder_sync(file->place);
    free(file->name);
    file->name = NULL;
    return 0;
}

void
mat_new_file_done(struct mat_new_file *file)
{
    if (file->name)
        unlink(file->name);
    free(file->name);
    free(file->place);
    *file = (struct mat_new_file){0};
}
