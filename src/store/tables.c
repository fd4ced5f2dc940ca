#include "store/tables.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/paths.h"
#include "store/tables_yaml.h"
#include "store/yaml.h"

/* Tables that are not the built-in ones; mat_tables_done() gets back from the
 * first member to the whole. */
struct loaded {
    struct mat_tables tables;
    struct mat_arena *arena;
};

static int
is_table(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && size > 5 &&
           strcmp(entry->d_name + size - 5, ".yaml") == 0;
}

/* Not alphasort(): the order must not depend on the locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void
say_error(struct mat_diags *diags, int error)
{
    mat_diag_add(diags, MAT_DIAG_ERROR, "", "cannot be read: ", strerror(error),
                 NULL);
}

static bool
read_file(const char *file, struct loaded *loaded, struct mat_diags *diags)
{
    char *text;
    size_t size;
    int error = mat_file_read(file, MAT_YAML_BYTES_MAX, &text, &size);
    bool good;

    if (error) {
        say_error(diags, error);
        return false;
    }
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
            char **ret_file, struct mat_diags *diags)
{
    struct loaded *loaded = new_loaded();
    char *file = NULL;

    if (!loaded) {
        say_error(diags, ENOMEM);
        *ret_file = strdup(folder);
        return NULL;
    }
    for (int i = 0; i < count; i++) {
        if (asprintf(&file, "%s/%s", folder, entries[i]->d_name) < 0) {
            file = NULL;
            say_error(diags, ENOMEM);
            goto fail;
        }
        if (!read_file(file, loaded, diags))
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
    int count;

    *ret_file = NULL;
    if (!folder)
        return tables;
    count = scandir(folder, &entries, is_table, by_name);
    if (count < 0 && errno != ENOENT) {
        say_error(diags, errno);
        *ret_file = folder;
        return NULL;
    }
    if (count > 0)
        tables = read_folder(folder, entries, count, ret_file, diags);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    free(folder);
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
