#include "core/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)8192)

struct chunk {
    struct chunk *before;
    size_t size;
    size_t used;
    max_align_t bytes[];
};

struct mat_arena {
    struct chunk *newest;
};

struct mat_arena *
mat_arena_new(void)
{
    return calloc(1, sizeof(struct mat_arena));
}

static struct chunk *
chunk_add(struct mat_arena *arena, size_t least)
{
    size_t size = least > CHUNK_BYTES ? least : CHUNK_BYTES;
    struct chunk *chunk;

    if (size > SIZE_MAX - sizeof(*chunk))
        return NULL;
    chunk = calloc(1, sizeof(*chunk) + size);
    if (!chunk)
        return NULL;
    chunk->before = arena->newest;
    chunk->size = size;
    arena->newest = chunk;
    return chunk;
}

void *
mat_arena_take(struct mat_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    struct chunk *chunk = arena->newest;
    void *bytes;

    if (size > SIZE_MAX - align)
        return NULL;
    size = (size + align - 1) / align * align;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = chunk_add(arena, size);
    if (!chunk)
        return NULL;
    bytes = (char *)chunk->bytes + chunk->used;
    chunk->used += size;
    return bytes;
}

char *
mat_arena_copy(struct mat_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = mat_arena_take(arena, size);

    return copy ? memcpy(copy, text, size) : NULL;
}

void
mat_arena_free(struct mat_arena *arena)
{
    if (!arena)
        return;
    while (arena->newest) {
        struct chunk *before = arena->newest->before;

        free(arena->newest);
        arena->newest = before;
    }
    free(arena);
}
