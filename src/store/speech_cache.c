#include "store/speech_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/paths.h"

#define DIGITS 32

char *
mat_speech_cache_path(void)
{
    return mat_path(MAT_BASE_CACHE, "speech");
}

/* As speaker/voice_cache.c names them: digits and `.flac`, or, on the way, with
 * the number of a process `.123.part`. */
static bool
is_sentence(const char *name)
{
    const size_t digits = strspn(name, "0123456789abcdef");
    const char *rest = name + digits;

    if (digits != DIGITS)
        return false;
    if (strcmp(rest, ".flac") == 0)
        return true;
    return rest[0] == '.' && rest[1] >= '0' && rest[1] <= '9' &&
           strcmp(rest + 1 + strspn(rest + 1, "0123456789"), ".part") == 0;
}

static int
sentence_remove(int folder, const char *name, struct mat_speech_freed *freed)
{
    struct stat info;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : errno;
    if (!S_ISREG(info.st_mode))
        return 0;
    if (unlinkat(folder, name, 0) != 0)
        return errno == ENOENT ? 0 : errno;
    freed->files++;
    freed->bytes += (uint64_t)info.st_size;
    return 0;
}

/* Goes on behind a file that cannot be removed. */
static int
folder_clear(DIR *folder, struct mat_speech_freed *freed)
{
    const struct dirent *entry;
    int error = 0;

    while ((errno = 0, entry = readdir(folder))) {
        if (is_sentence(entry->d_name)) {
            int one = sentence_remove(dirfd(folder), entry->d_name, freed);

            error = error ? error : one;
        }
    }
    return error ? error : errno;
}

int
mat_speech_cache_clear(const char *path, struct mat_speech_freed *ret_freed)
{
    int file = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder;
    int error;

    *ret_freed = (struct mat_speech_freed){0};
    if (file < 0)
        return errno == ENOENT ? 0 : errno;
    folder = fdopendir(file);
    if (!folder) {
        error = errno;
        close(file);
        return error;
    }
    error = folder_clear(folder, ret_freed);
    closedir(folder);
    return error;
}
