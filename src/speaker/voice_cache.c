#include "speaker/voice_cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "speaker/voice.h"
#include "speaker/voice_flac.h"

/* Another text here makes nothing of old be found: for when speech is brought
 * to its form in another way. */
#define FORM "matsession speech 1"

/* 32 hexadecimal digits, and what a file ends in; a temporary one has the
 * number of its process before that. */
#define N_DIGITS 32
#define ENDING ".flac"
#define TEMPORARY ".part"
#define NAME_BYTES 80

/* --- names --- */

/* FNV-1a, 64 bits, twice: not safe against malice, but the text in the file is
 * compared. */
struct hash {
    uint64_t a, b;
};

static void
hash_add(struct hash *hash, const char *text)
{
    do {
        unsigned char c = (unsigned char)*text;

        hash->a = (hash->a ^ c) * UINT64_C(0x100000001b3);
        hash->b = (hash->b ^ (c ^ 0x5aU)) * UINT64_C(0x100000001b3);
        hash->b ^= hash->b >> 29;
    } while (*text++ != '\0'); /* its end counts, so that words stay apart */
}

static struct hash
hash_of(char *const *argv, const char *text)
{
    struct hash hash = {UINT64_C(0xcbf29ce484222325),
                        UINT64_C(0x9e3779b97f4a7c15)};

    hash_add(&hash, FORM);
    for (; *argv; argv++)
        hash_add(&hash, *argv);
    hash_add(&hash, "");
    hash_add(&hash, text);
    return hash;
}

static bool
is_our_name(const char *name)
{
    size_t n = strspn(name, "0123456789abcdef");
    const char *rest = name + n;

    if (n != N_DIGITS)
        return false;
    if (strcmp(rest, ENDING) == 0)
        return true;
    if (rest[0] != '.')
        return false;
    n = strspn(rest + 1, "0123456789");
    return n > 0 && strcmp(rest + 1 + n, TEMPORARY) == 0;
}

/* --- the folder --- */

/* Makes the folders of an absolute or relative path, 0700. */
static void
make_folders(const char *path)
{
    char *copy = strdup(path);

    if (!copy)
        return;
    for (char *slash = strchr(copy + 1, '/'); copy[0] != '\0' && slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(copy, 0700);
        *slash = '/';
    }
    (void)mkdir(copy, 0700);
    free(copy);
}

/* In a folder that others may write to, nothing is to be trusted. */
static int
open_folder(const char *path, int *ret_folder)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat info;

    if (folder < 0)
        return errno;
    if (fstat(folder, &info) != 0 || info.st_uid != geteuid() ||
        (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        close(folder);
        return EACCES;
    }
    *ret_folder = folder;
    return 0;
}

/* A sentence, or what took its place: a link, a folder, a pipe. */
static int
open_sentence(int folder, const char *name)
{
    int file =
        openat(folder, name,
               O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat info;

    if (file < 0)
        return -1;
    if (fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_uid == geteuid() && info.st_size <= (off_t)MAT_VOICE_BYTES)
        return file;
    close(file);
    return -1;
}

bool
mat_voice_cache_find(const char *cache, char *const *argv, const char *text,
                     struct mat_clip *ret_clip)
{
    struct hash hash = hash_of(argv, text);
    char name[NAME_BYTES];
    bool found = false;
    int folder = -1;
    int file;

    if (open_folder(cache, &folder) != 0)
        return false;
    snprintf(name, sizeof(name), "%016" PRIx64 "%016" PRIx64 ENDING, hash.a,
             hash.b);
    file = open_sentence(folder, name);
    if (file >= 0) {
        found = mat_voice_flac_read(file, text, ret_clip);
        if (found)
            (void)futimens(file, NULL);
        close(file);
    }
    close(folder);
    return found;
}

/* Whether a file holds what was written: libsndfile says nothing of a last
 * block for which there was no room. */
static bool
is_whole(int file, const char *text)
{
    struct mat_clip clip = {0};
    bool whole =
        lseek(file, 0, SEEK_SET) == 0 && mat_voice_flac_read(file, text, &clip);

    mat_clip_done(&clip);
    return whole;
}

static bool
write_sentence(int folder, const char *name, const char *text,
               const struct mat_clip *clip)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int file = openat(folder, name, flags, 0600);
    bool done;

    if (file < 0 && errno == EEXIST) {
        /* Left by a process of this number that was killed. */
        (void)unlinkat(folder, name, 0);
        file = openat(folder, name, flags, 0600);
    }
    if (file < 0)
        return false;
    done = mat_voice_flac_write(file, text, clip) && is_whole(file, text);
    return close(file) == 0 && done;
}

bool
mat_voice_cache_keep(const char *cache, char *const *argv, const char *text,
                     const struct mat_clip *clip)
{
    struct hash hash = hash_of(argv, text);
    char name[NAME_BYTES];
    char temporary[NAME_BYTES];
    bool kept;
    int folder = -1;

    make_folders(cache);
    if (open_folder(cache, &folder) != 0)
        return false;
    snprintf(name, sizeof(name), "%016" PRIx64 "%016" PRIx64 ENDING, hash.a,
             hash.b);
    snprintf(temporary, sizeof(temporary), "%.*s.%ld" TEMPORARY, N_DIGITS, name,
             (long)getpid());
    kept = write_sentence(folder, temporary, text, clip) &&
           renameat(folder, temporary, folder, name) == 0;
    if (!kept)
        (void)unlinkat(folder, temporary, 0);
    close(folder);
    return kept;
}

/* --- keeping it small --- */

struct sentence {
    char name[NAME_BYTES];
    struct timespec used;
    uint64_t size;
};

struct sentences {
    struct sentence *list;
    size_t n, room;
};

static bool
add(struct sentences *all, const char *name, const struct stat *info)
{
    size_t room = all->room > 0 ? all->room * 2 : 256;
    struct sentence *more;

    if (all->n == all->room) {
        more = realloc(all->list, room * sizeof(*more));
        if (!more)
            return false;
        all->list = more;
        all->room = room;
    }
    more = &all->list[all->n++];
    snprintf(more->name, sizeof(more->name), "%s", name);
    more->used = info->st_mtim;
    more->size = (uint64_t)info->st_size;
    return true;
}

static int
gather(DIR *folder, struct sentences *all)
{
    const struct dirent *entry;
    struct stat info;

    for (;;) {
        errno = 0;
        entry = readdir(folder);
        if (!entry)
            return errno;
        if (!is_our_name(entry->d_name) ||
            strlen(entry->d_name) >= NAME_BYTES ||
            fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) !=
                0 ||
            S_ISDIR(info.st_mode))
            continue;
        if (!add(all, entry->d_name, &info))
            return ENOMEM;
    }
}

static int
last_used_first(const void *a, const void *b)
{
    const struct sentence *x = a;
    const struct sentence *y = b;

    if (x->used.tv_sec != y->used.tv_sec)
        return x->used.tv_sec > y->used.tv_sec ? -1 : 1;
    if (x->used.tv_nsec != y->used.tv_nsec)
        return x->used.tv_nsec > y->used.tv_nsec ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* What no longer fits goes, and with it all that was used before. */
static int
remove_over(int folder, const struct sentences *all, uint64_t most)
{
    uint64_t size = 0;
    int error = 0;

    for (size_t i = 0; i < all->n; i++) {
        size += all->list[i].size;
        if (most > 0 && size <= most)
            continue;
        if (unlinkat(folder, all->list[i].name, 0) != 0 && errno != ENOENT)
            error = errno;
    }
    return error;
}

int
mat_voice_cache_trim(const char *cache, size_t most)
{
    struct sentences all = {0};
    DIR *entries;
    int folder = -1;
    int error = open_folder(cache, &folder);

    if (error != 0)
        return error == ENOENT ? 0 : error;
    entries = fdopendir(folder);
    if (!entries) {
        error = errno;
        close(folder);
        return error;
    }
    error = gather(entries, &all);
    if (all.n > 0) {
        qsort(all.list, all.n, sizeof(*all.list), last_used_first);
        /* A folder that was read in part is trimmed in part. */
        int removal = remove_over(dirfd(entries), &all, most);

        error = error != 0 ? error : removal;
    }
    free(all.list);
    closedir(entries);
    return error;
}
