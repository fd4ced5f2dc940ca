#include "store/paths.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40
#define TEMPORARY_TRIES 100

static const struct {
    const char *variable;
    const char *fallback; /* below the home folder; NULL: none */
} bases[MAT_BASE__COUNT] = {
    [MAT_BASE_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
    [MAT_BASE_DATA] = {"XDG_DATA_HOME", ".local/share"},
    [MAT_BASE_STATE] = {"XDG_STATE_HOME", ".local/state"},
    [MAT_BASE_CACHE] = {"XDG_CACHE_HOME", ".cache"},
    [MAT_BASE_RUNTIME] = {"XDG_RUNTIME_DIR", NULL},
};

static const char *
absolute_or_null(const char *path)
{
    return path && path[0] == '/' ? path : NULL;
}

static const char *
home(void)
{
    const char *path = absolute_or_null(getenv("HOME"));
    const struct passwd *entry;

    if (path)
        return path;
    entry = getpwuid(getuid());
    return entry ? absolute_or_null(entry->pw_dir) : NULL;
}

char *
mat_path(enum mat_base base, const char *leaf)
{
    const char *root;
    const char *below = "";
    const char *slash = "";
    char *path;

    assert(base >= 0 && base < MAT_BASE__COUNT && leaf);
    root = absolute_or_null(getenv(bases[base].variable));
    if (!root && bases[base].fallback) {
        root = home();
        below = bases[base].fallback;
        slash = "/";
    }
    if (!root)
        return NULL;
    if (asprintf(&path, "%s%s%s/matsession%s%s", root, slash, below,
                 leaf[0] != '\0' ? "/" : "", leaf) < 0)
        return NULL;
    return path;
}

int
mat_folders_make(const char *path)
{
    char *copy = strdup(path);
    int error = 0;

    if (!copy)
        return ENOMEM;
    for (char *slash = strchr(copy + 1, '/'); copy[0] != '\0' && slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        /* An old folder may answer with more errors than EEXIST; what is no
         * folder shows when the next one is made. */
        if (mkdir(copy, 0700) != 0) {
            error = errno;
            if (access(copy, F_OK) != 0)
                break;
            error = 0;
        }
        *slash = '/';
    }
    free(copy);
    return error;
}

/* `path` with its last part replaced by what that part links to. */
static char *
follow_once(const char *path, const char *link)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    char *next;

    if (link[0] == '/')
        return strdup(link);
    return asprintf(&next, "%.*s%s", folder, path, link) < 0 ? NULL : next;
}

/* Where a write to `path` ends up. realpath() would not do: the last link may
 * dangle. */
static int
follow_links(const char *path, char **ret_target)
{
    char link[PATH_MAX];
    char *target = strdup(path);
    char *next;
    ssize_t size;

    for (int i = 0; target && i < LINKS_MAX; i++) {
        size = readlink(target, link, sizeof(link) - 1);
        if (size < 0) {
            *ret_target = target;
            return 0;
        }
        link[size] = '\0';
        next = follow_once(target, link);
        free(target);
        target = next;
    }
    if (!target)
        return ENOMEM;
    free(target);
    return ELOOP;
}

/* The mode that the file gets, from what stands there now. */
static int
choose_mode(const char *target, mode_t mode, mode_t *ret_mode, bool *ret_old)
{
    struct stat old;

    if (stat(target, &old) != 0) {
        *ret_mode = mode;
        *ret_old = false;
        return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
    }
    if (S_ISDIR(old.st_mode))
        return EISDIR;
    if (!S_ISREG(old.st_mode))
        return EINVAL;
    *ret_mode = old.st_mode & mode & 0777;
    *ret_old = true;
    return 0;
}

/* A new file beside `target`, which no loader takes for one of its own. */
static int
open_temporary(const char *target, mode_t mode, char **ret_name, int *ret_fd)
{
    const char *slash = strrchr(target, '/');
    const char *leaf = slash ? slash + 1 : target;
    int folder = (int)(leaf - target);
    char *name;
    int fd;

    for (int i = 0; i < TEMPORARY_TRIES; i++) {
        if (asprintf(&name, "%.*s.%s.%ld-%d", folder, target, leaf,
                     (long)getpid(), i) < 0)
            return ENOMEM;
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  mode);
        if (fd >= 0) {
            *ret_name = name;
            *ret_fd = fd;
            return 0;
        }
        free(name);
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

static int
write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, text, size);

        if (n < 0 && errno != EINTR)
            return errno;
        if (n > 0) {
            text += n;
            size -= (size_t)n;
        }
    }
    return fsync(fd) != 0 ? errno : 0;
}

/* By now the new file stands, so a file system that cannot do this is no
 * failure. */
void
mat_folder_sync(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    int fd;

    if (!folder)
        return;
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

/* Whole beside `target` first, then in its place.
 * \param exact  the umask must not take what the old file had
 * \param move   gives the file its name; returns 0 or an errno value */
static int
put(const char *target, const char *text, size_t size, mode_t mode, bool exact,
    int (*move)(const char *name, const char *target))
{
    char *name = NULL;
    int fd = -1;
    int error = open_temporary(target, mode, &name, &fd);

    if (error != 0 || !name)
        return error;
    error = write_all(fd, text, size);
    if (error == 0 && exact && fchmod(fd, mode) != 0)
        error = errno;
    if (close(fd) != 0 && error == 0)
        error = errno;
    if (error == 0)
        error = move(name, target);
    if (error != 0)
        unlink(name);
    else
        mat_folder_sync(target);
    free(name);
    return error;
}

static int
move_over(const char *name, const char *target)
{
    return rename(name, target) == 0 ? 0 : errno;
}

int
mat_file_write(const char *path, const char *text, size_t size, mode_t mode)
{
    bool old = false;
    char *target;
    int error;

    assert(path && (text || size == 0));
    error = follow_links(path, &target);
    if (error != 0)
        return error;
    error = mat_folders_make(target);
    if (error == 0)
        error = choose_mode(target, mode, &mode, &old);
    if (error == 0)
        error = put(target, text, size, mode, old, move_over);
    free(target);
    return error;
}

/* A second name and then no first one: unlike rename(), that cannot hit what
 * has come to stand there. Some file systems know one name a file. */
static int
move_to_free(const char *name, const char *target)
{
    if (link(name, target) == 0) {
        unlink(name);
        return 0;
    }
#ifdef RENAME_NOREPLACE
    if (errno != EEXIST &&
        renameat2(AT_FDCWD, name, AT_FDCWD, target, RENAME_NOREPLACE) == 0)
        return 0;
#endif
    return errno;
}

int
mat_file_create(const char *path, const char *text, size_t size, mode_t mode)
{
    int error = mat_folders_make(path);

    return error ? error : put(path, text, size, mode, false, move_to_free);
}

bool
mat_path_is_link(const char *path)
{
    struct stat file;

    return lstat(path, &file) == 0 && S_ISLNK(file.st_mode);
}

/* Reads to the end or to one byte over `max`; the size that was told may be
 * old by now. */
static int
read_all(int fd, size_t told, size_t max, char **ret_text, size_t *ret_size)
{
    size_t room = told + 2;
    size_t size = 0;
    char *text = malloc(room);
    char *more;
    ssize_t n;

    while (text) {
        n = read(fd, text + size, room - size - 1);
        if (n < 0 && errno != EINTR) {
            int error = errno;

            free(text);
            return error;
        }
        if (n == 0) {
            text[size] = '\0';
            *ret_text = text;
            *ret_size = size;
            return 0;
        }
        size += n > 0 ? (size_t)n : 0;
        if (size > max) {
            free(text);
            return EFBIG;
        }
        if (size + 1 == room) {
            more = realloc(text, room *= 2);
            if (!more)
                free(text);
            text = more;
        }
    }
    return ENOMEM;
}

int
mat_file_read(const char *path, size_t max, char **ret_text, size_t *ret_size)
{
    struct stat file;
    int fd;
    int error;

    assert(path && ret_text && ret_size);
    fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    if (fstat(fd, &file) != 0)
        error = errno;
    else if (S_ISDIR(file.st_mode))
        error = EISDIR;
    else if (!S_ISREG(file.st_mode))
        error = EINVAL;
    else if ((uintmax_t)file.st_size > max)
        error = EFBIG;
    else
        error = read_all(fd, (size_t)file.st_size, max, ret_text, ret_size);
    close(fd);
    return error;
}
