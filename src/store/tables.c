#include "store/tables.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/folder.h"
#include "store/paths.h"
#include "store/tables_yaml.h"
#include "store/yaml.h"

/* Tables that are not the built-in ones; mat_tables_done() gets back from the
 * first member to the whole. */
struct loaded {
    struct mat_tables tables;
    struct mat_arena *arena;
};

/* \return whether it is good; if not, \p ret_error is as `errno` is to be */
static bool
read_file(const char *file, struct loaded *loaded, struct mat_diags *diags,
          int *ret_error)
{
    char *text;
    size_t size;
    bool good;

    *ret_error = mat_file_read(file, MAT_YAML_BYTES_MAX, &text, &size);
    if (*ret_error)
        return false;
    good = mat_tables_read(MAT_TABLES_OWN, text, size, loaded->arena,
                           &loaded->tables, diags);
    free(text);
    return good;
}

static struct loaded *
new_loaded(void)
{
    struct loaded *loaded = malloc(sizeof(*loaded));

    if (!loaded)
        return NULL;
    loaded->tables = mat_tables_builtin;
    loaded->arena = mat_arena_new();
    if (loaded->arena)
        return loaded;
    free(loaded);
    return NULL;
}

static const struct mat_tables *
read_folder(const char *folder, struct dirent **entries, int count,
            char **ret_file, struct mat_diags *diags, int *ret_error)
{
    struct loaded *loaded = new_loaded();
    char *file = NULL;

    if (!loaded) {
        *ret_error = ENOMEM;
        *ret_file = strdup(folder);
        return NULL;
    }
    for (int i = 0; i < count; i++) {
        if (asprintf(&file, "%s/%s", folder, entries[i]->d_name) < 0) {
            file = NULL;
            *ret_error = ENOMEM;
            goto fail;
        }
        if (!read_file(file, loaded, diags, ret_error))
            goto fail;
        free(file);
    }
    return &loaded->tables;

fail:
    *ret_file = file ? file : strdup(folder);
    mat_tables_done(&loaded->tables);
    return NULL;
}

const struct mat_tables *
mat_tables_load(char **ret_file, struct mat_diags *diags)
{
    const struct mat_tables *tables = &mat_tables_builtin;
    char *folder = mat_path(MAT_BASE_CONFIG, "tables");
    struct dirent **entries = NULL;
    int error = 0;
    int count;

    *ret_file = NULL;
    if (!folder)
        return tables;
    count = mat_folder_yaml(folder, &entries);
    if (count < 0 && errno != ENOENT) {
        *ret_file = folder;
        return NULL;
    }
    if (count > 0)
        tables = read_folder(folder, entries, count, ret_file, diags, &error);
    mat_folder_free(entries, count);
    free(folder);
    errno = error;
    return tables;
}

void
mat_tables_done(const struct mat_tables *tables)
{
    struct loaded *loaded;

    if (!tables || tables == &mat_tables_builtin)
        return;
    loaded = (struct loaded *)tables;
    mat_arena_free(loaded->arena);
    free(loaded);
}
