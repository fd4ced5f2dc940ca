#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "store/paths.h"
#include "store/tables_yaml.h"
#include "store/yaml.h"

/* An arena that has room for so many more things; in place of core/arena.c. */
struct mat_arena {
    void *things[8192];
    int count;
    int left;
};

struct mat_arena *
mat_arena_new(void)
{
    return calloc(1, sizeof(struct mat_arena));
}

void *
mat_arena_take(struct mat_arena *arena, size_t size)
{
    if (arena->left == 0)
        return NULL;
    arena->left--;
    assert_true(arena->count < 8192);
    return arena->things[arena->count++] = calloc(1, size + 1);
}

char *
mat_arena_copy(struct mat_arena *arena, const char *text)
{
    char *copy = mat_arena_take(arena, strlen(text) + 1);

    return copy ? strcpy(copy, text) : NULL;
}

void
mat_arena_free(struct mat_arena *arena)
{
    for (int i = 0; arena && i < arena->count; i++)
        free(arena->things[i]);
    free(arena);
}

/* Reads all tables with room for \p room things. \return whether they fit */
static bool
read_all(char **texts, const size_t *sizes, int room, bool *ret_silent)
{
    struct mat_arena *arena = mat_arena_new();
    struct mat_tables tables = {0};
    bool good = true;

    *ret_silent = false;
    arena->left = room;
    for (int part = 0; part < MAT_TABLES_OWN && good; part++) {
        struct mat_diags diags = {0};
        struct mat_tables before = tables;

        good = mat_tables_read((enum mat_tables_part)part, texts[part],
                               sizes[part], arena, &tables, &diags);
        *ret_silent = !good && diags.errors == 0;
        if (!good)
            assert_memory_equal(&tables, &before, sizeof(before));
    }
    mat_arena_free(arena);
    return good;
}

static void
running_out_of_memory_is_said(void **state)
{
    char *texts[MAT_TABLES_OWN];
    size_t sizes[MAT_TABLES_OWN];
    bool silent = false;
    int room = 0;

    (void)state;
    for (int part = 0; part < MAT_TABLES_OWN; part++) {
        char path[512];

        snprintf(path, sizeof(path), TEST_DATA "/sessions/tables/%s",
                 mat_tables_file((enum mat_tables_part)part));
        assert_int_equal(
            mat_file_read(path, MAT_YAML_BYTES_MAX, &texts[part], &sizes[part]),
            0);
    }
    /* Steps grow, or reading everything a thousand times would take long. */
    while (!read_all(texts, sizes, room, &silent)) {
        assert_false(silent);
        room += 1 + room / 16;
    }
    assert_true(room > 100);
    for (int part = 0; part < MAT_TABLES_OWN; part++)
        free(texts[part]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_out_of_memory_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
