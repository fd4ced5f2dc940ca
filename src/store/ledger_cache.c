#include "store/ledger_cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/paths.h"

/* A change of what a line means needs another text here; one of its form shows
 * in its size. */
#define MAGIC "mat-history-1"

/* The file: this, then the heads of all files, then all lines. */
struct cache_head {
    char magic[16];
    uint32_t line_size;
    uint32_t n_files;
    uint64_t sum; /* of all bytes behind the head */
};

struct file_head {
    char name[sizeof(((struct mat_cached_file *)0)->name)];
    uint64_t device, inode;
    int64_t modified_ns;
    uint64_t size;
    uint64_t tail_hash;
    uint32_t n_lines;
    uint32_t n_rows;
};

_Static_assert(sizeof(struct cache_head) % 8 == 0 &&
                   sizeof(struct file_head) % 8 == 0 &&
                   _Alignof(struct mat_line) <= 8,
               "lines stand aligned behind the heads");

uint64_t
mat_cache_hash(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint64_t hash = size;
    uint64_t word = 0;

    /* Each step can be undone, so no single change goes unseen. */
    for (; size >= sizeof(word); at += sizeof(word), size -= sizeof(word)) {
        memcpy(&word, at, sizeof(word));
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    word = 0;
    memcpy(&word, at, size);
    return (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
}

static bool
head_is_sound(const struct cache_head *head, const unsigned char *bytes,
              size_t size)
{
    const char magic[sizeof(head->magic)] = MAGIC;

    return memcmp(head->magic, magic, sizeof(magic)) == 0 &&
           head->line_size == sizeof(struct mat_line) &&
           head->n_files <= (size - sizeof(*head)) / sizeof(struct file_head) &&
           head->sum ==
               mat_cache_hash(bytes + sizeof(*head), size - sizeof(*head));
}

static bool
take_lines(struct mat_cached_file *file, unsigned char *bytes, size_t size)
{
    file->lines = (struct mat_line *)(void *)bytes;
    if (file->n_lines > size / sizeof(struct mat_line))
        return false;
    for (uint32_t i = 0; i < file->n_lines; i++)
        if (!mat_line_is_sound(&file->lines[i]))
            return false;
    return true;
}

static bool
take_file(struct mat_cached_file *file, const struct file_head *head)
{
    memcpy(file->name, head->name, sizeof(file->name));
    file->device = head->device;
    file->inode = head->inode;
    file->modified_ns = head->modified_ns;
    file->size = head->size;
    file->tail_hash = head->tail_hash;
    file->n_lines = head->n_lines;
    file->n_rows = head->n_rows;
    return memchr(file->name, '\0', sizeof(file->name)) &&
           file->size <= MAT_LEDGER_FILE_MAX && file->n_rows <= file->size &&
           file->n_lines <= file->n_rows;
}

/* Takes the cache apart in place; `bytes` are as aligned as memory can be. */
static bool
take_cache(struct mat_cache *cache, unsigned char *bytes, size_t size)
{
    struct cache_head head;
    size_t at = sizeof(head);

    if (size < sizeof(head))
        return false;
    memcpy(&head, bytes, sizeof(head));
    if (!head_is_sound(&head, bytes, size))
        return false;
    cache->files = calloc(head.n_files + (size_t)1, sizeof(*cache->files));
    if (!cache->files)
        return false;
    for (; cache->n_files < (int)head.n_files; cache->n_files++) {
        struct file_head file;

        memcpy(&file, bytes + at, sizeof(file));
        at += sizeof(file);
        if (!take_file(&cache->files[cache->n_files], &file))
            return false;
    }
    for (int i = 0; i < cache->n_files; i++) {
        if (!take_lines(&cache->files[i], bytes + at, size - at))
            return false;
        at += cache->files[i].n_lines * sizeof(struct mat_line);
    }
    return at == size;
}

void
mat_cache_load(struct mat_cache *ret_cache)
{
    struct mat_cache cache = {0};
    char *path = mat_path(MAT_BASE_CACHE, "history.cache");
    char *bytes = NULL;
    size_t size = 0;

    if (path)
        (void)mat_file_read(path, MAT_LEDGER_FILE_MAX, &bytes, &size);
    free(path);
    cache.bytes = (unsigned char *)bytes;
    if (!cache.bytes || !take_cache(&cache, cache.bytes, size))
        mat_cache_done(&cache);
    *ret_cache = cache;
}

void
mat_cache_done(struct mat_cache *cache)
{
    free(cache->files);
    free(cache->bytes);
    memset(cache, 0, sizeof(*cache));
}

const struct mat_cached_file *
mat_cache_find(const struct mat_cache *cache, const char *name)
{
    for (int i = 0; i < cache->n_files; i++)
        if (strcmp(cache->files[i].name, name) == 0)
            return &cache->files[i];
    return NULL;
}

static void
put_file(struct file_head *head, const struct mat_cached_file *file)
{
    memset(head, 0, sizeof(*head));
    memcpy(head->name, file->name, strlen(file->name));
    head->device = file->device;
    head->inode = file->inode;
    head->modified_ns = file->modified_ns;
    head->size = file->size;
    head->tail_hash = file->tail_hash;
    head->n_lines = file->n_lines;
    head->n_rows = file->n_rows;
}

/* The whole cache as bytes, or NULL. */
static unsigned char *
put_cache(const struct mat_cached_file *files, int n_files, size_t *ret_size)
{
    struct cache_head head = {MAGIC, sizeof(struct mat_line), (uint32_t)n_files,
                              0};
    size_t at = sizeof(head);
    size_t size = at + (size_t)n_files * sizeof(struct file_head);
    unsigned char *bytes;

    for (int i = 0; i < n_files; i++)
        size += files[i].n_lines * sizeof(struct mat_line);
    bytes = size <= MAT_LEDGER_FILE_MAX ? malloc(size) : NULL;
    if (!bytes)
        return NULL;
    for (int i = 0; i < n_files; i++, at += sizeof(struct file_head)) {
        struct file_head file;

        put_file(&file, &files[i]);
        memcpy(bytes + at, &file, sizeof(file));
    }
    for (int i = 0; i < n_files; i++) {
        size_t lines = files[i].n_lines * sizeof(struct mat_line);

        if (lines > 0)
            memcpy(bytes + at, files[i].lines, lines);
        at += lines;
    }
    head.sum = mat_cache_hash(bytes + sizeof(head), size - sizeof(head));
    memcpy(bytes, &head, sizeof(head));
    *ret_size = size;
    return bytes;
}

static bool
write_all(int file, const unsigned char *bytes, size_t size)
{
    size_t written = 0;
    ssize_t n = 1;

    while (written < size && n > 0) {
        n = write(file, bytes + written, size - written);
        written += n > 0 ? (size_t)n : 0;
    }
    return written == size;
}

/* Not mat_file_write(): it waits for the disk, and a cache that the power
 * failure took is only made anew. */
static void
replace(const char *path, char *temporary, const unsigned char *bytes,
        size_t size)
{
    int file = mkostemp(temporary, O_CLOEXEC);
    bool written;

    if (file < 0)
        return;
    written = write_all(file, bytes, size);
    if (close(file) != 0 || !written || rename(temporary, path) != 0)
        unlink(temporary);
}

void
mat_cache_save(const struct mat_cached_file *files, int n_files)
{
    size_t size;
    unsigned char *bytes = put_cache(files, n_files, &size);
    char *path = mat_path(MAT_BASE_CACHE, "history.cache");
    char *temporary = mat_path(MAT_BASE_CACHE, ".history.XXXXXX");

    if (bytes && path && temporary && mat_folders_make(path) == 0)
        replace(path, temporary, bytes, size);
    free(temporary);
    free(path);
    free(bytes);
}
