/**
 * \file
 * An arena: many allocations, one free. Plans and schedules live in one each.
 */
#ifndef MAT_CORE_ARENA_H
#define MAT_CORE_ARENA_H

#include <stddef.h>

struct mat_arena;

/** A new arena, or NULL without memory. Free it with mat_arena_free(). */
struct mat_arena *mat_arena_new(void);

/** \p size zeroed bytes that live as long as the arena, aligned for anything;
 *  NULL without memory. A size of 0 gives a valid pointer. */
void *mat_arena_take(struct mat_arena *arena, size_t size);

/** A copy of \p text in the arena, or NULL without memory. */
char *mat_arena_copy(struct mat_arena *arena, const char *text);

/** Frees everything. NULL is fine. */
void mat_arena_free(struct mat_arena *arena);

#endif
