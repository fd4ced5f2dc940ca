#include "store/lock.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "matsession/text.h"
#include "store/paths.h"

/* How often a holder may go away between two of our calls. */
#define TRIES 100

/* Not an errno value: the holder went away, try again. */
#define GONE (-1)

/* Cuts `path` to the folder that it is in, at last the root, which stays. */
static void
go_up(char *path)
{
    char *slash = strrchr(path, '/');

    slash[slash == path] = '\0';
}

static int
count_missing(const char *path)
{
    char *folder = strdup(path);
    struct stat info;
    int n = 0;

    if (!folder)
        return 0;
    go_up(folder);
    while (lstat(folder, &info) != 0 && errno == ENOENT) {
        go_up(folder);
        n++;
    }
    free(folder);
    return n;
}

/* `path` is cut up to the folders that were made for it. */
static void
remove_folders(char *path, int made)
{
    while (made-- > 0) {
        go_up(path);
        if (rmdir(path) != 0)
            break;
    }
}

/* To others than its owner. */
static bool
is_open(const struct stat *info)
{
    return (info->st_mode & 077) != 0;
}

/* The state folder may be a link of ours to where its owner wants it. */
static int
look_at_folder(const char *folder, bool is_state, struct stat *ret_info)
{
    if (lstat(folder, ret_info) != 0)
        return errno == ENOENT ? GONE : errno;
    if (is_state && S_ISLNK(ret_info->st_mode) &&
        ret_info->st_uid == geteuid() && stat(folder, ret_info) != 0)
        return errno;
    return 0;
}

/* \param is_state  a folder that is ours alone, so its mode is for us to set */
static int
check_folder(const char *path, bool is_state)
{
    char *folder = strdup(path);
    struct stat info;
    int error;

    if (!folder)
        return ENOMEM;
    go_up(folder);
    error = look_at_folder(folder, is_state, &info);
    if (error == 0 && !S_ISDIR(info.st_mode))
        error = ENOTDIR;
    else if (error == 0 &&
             (info.st_uid != geteuid() || (is_open(&info) && !is_state)))
        error = EPERM;
    else if (error == 0 && is_open(&info) &&
             chmod(folder, info.st_mode & 0700) != 0)
        error = errno;
    free(folder);
    return error;
}

static int
open_file(const char *path, int *ret_file)
{
    struct stat info;
    int file = open(
        path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK,
        0600);

    if (file < 0)
        return errno == ENOENT ? GONE : errno;
    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode)) {
        *ret_file = file;
        return 0;
    }
    close(file);
    return EINVAL;
}

/* Whether `path` is still the file that is open: a holder removes it before it
 * lets go. */
static bool
is_there(const char *path, int file)
{
    struct stat opened;
    struct stat named;

    return fstat(file, &opened) == 0 && lstat(path, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static int
lock_file(const char *path, int file)
{
    int result;

    do
        result = flock(file, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result != 0)
        return errno;
    return is_there(path, file) ? 0 : GONE;
}

static void
read_holder(int file, char holder[MAT_HOLDER_TEXT])
{
    ssize_t size = pread(file, holder, MAT_HOLDER_TEXT - 1, 0);
    size_t end = 0;
    size_t step;
    uint32_t c;

    if (size < 0)
        size = 0;
    while ((step = mat_utf8_next(holder + end, (size_t)size - end, &c)) > 0 &&
           c != 0xfffd && !mat_char_is_control(c))
        end += step;
    holder[end] = '\0';
}

/* Without the text, as on a full disk, the lock is still good. */
static void
write_holder(int file, const char *holder)
{
    if (ftruncate(file, 0) == 0)
        (void)dprintf(file, "%s\n", holder);
}

static int
try_once(const char *path, bool is_state, int *made, int *ret_file,
         char ret_holder[MAT_HOLDER_TEXT])
{
    int missing = count_missing(path);
    int error = mat_folders_make(path);
    int file = -1;

    if (missing > *made)
        *made = missing;
    if (error == ENOENT) /* a holder removed a folder in the middle of this */
        error = GONE;
    if (error == 0)
        error = check_folder(path, is_state);
    if (error == 0)
        error = open_file(path, &file);
    if (error != 0)
        return error;
    error = lock_file(path, file);
    if (error == EWOULDBLOCK)
        read_holder(file, ret_holder);
    if (error != 0)
        close(file);
    else
        *ret_file = file;
    return error;
}

/* \param path  is taken over; NULL: there is no such place */
static int
take_file(struct mat_lock_file *lock, char *path, bool is_state,
          const char *holder, char ret_holder[MAT_HOLDER_TEXT])
{
    int made = 0;
    int error = GONE;

    if (!path)
        return ENOENT;
    for (int i = 0; i < TRIES && error == GONE; i++)
        error = try_once(path, is_state, &made, &lock->file, ret_holder);
    if (error != 0) {
        remove_folders(path, made);
        free(path);
        return error == GONE ? EAGAIN : error;
    }
    write_holder(lock->file, holder);
    lock->path = path;
    lock->made = made;
    return 0;
}

static void
release_file(struct mat_lock_file *lock)
{
    if (!lock->path)
        return;
    /* After somebody has swept the folder it may be the lock of another. */
    if (is_there(lock->path, lock->file))
        unlink(lock->path);
    close(lock->file);
    remove_folders(lock->path, lock->made);
    free(lock->path);
}

/* Both variables may lead to one folder. */
static bool
is_same(const struct mat_lock_file *state, const char *runtime)
{
    return state->path && is_there(runtime, state->file);
}

int
mat_lock_take(struct mat_lock *lock, const char *holder,
              char ret_holder[MAT_HOLDER_TEXT])
{
    char *runtime = mat_path(MAT_BASE_RUNTIME, "lock");
    int beside = 0;
    int error;

    assert(!lock->state.path && !lock->runtime.path);
    error = take_file(&lock->state, mat_path(MAT_BASE_STATE, "lock"), true,
                      holder, ret_holder);
    lock->journal = lock->socket = error == 0;
    if (error == EWOULDBLOCK || !runtime || is_same(&lock->state, runtime)) {
        free(runtime);
        return error;
    }
    beside = take_file(&lock->runtime, runtime, false, holder, ret_holder);
    lock->socket = beside == 0;
    if (beside != EWOULDBLOCK)
        return error != 0 ? error : beside;
    mat_lock_release(lock);
    return EWOULDBLOCK;
}

void
mat_lock_release(struct mat_lock *lock)
{
    release_file(&lock->runtime);
    release_file(&lock->state);
    *lock = (struct mat_lock){0};
}

/* Readers do not stand in each other's way. What is not ours may be held by
 * anybody. */
static bool
is_file_held(const char *path, char ret_holder[MAT_HOLDER_TEXT])
{
    struct stat info;
    bool held = false;
    int file =
        open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);

    if (file < 0)
        return false;
    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_uid == geteuid())
        held = flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (held)
        read_holder(file, ret_holder);
    close(file);
    return held;
}

bool
mat_lock_is_held(char ret_holder[MAT_HOLDER_TEXT])
{
    static const enum mat_base bases[] = {MAT_BASE_STATE, MAT_BASE_RUNTIME};
    bool held = false;

    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]) && !held; i++) {
        char *path = mat_path(bases[i], "lock");

        held = path && is_file_held(path, ret_holder);
        free(path);
    }
    return held;
}
