#include "store/plans.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/embedded.h"
#include "store/paths.h"
#include "store/plan_names.h"
#include "store/plan_yaml.h"
#include "store/yaml.h"

/* The name by which a plan in this file is known: without folders and ending.
 * Freed by the caller. */
static char *
file_plan_name(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *base = slash ? slash + 1 : file;
    size_t size = mat_plan_stem(base);

    return size > 0 ? strndup(base, size) : strdup(base);
}

/* Checks what was loaded and places what the check found. A plan that the
 * loader found wrong is not given, however good the rest of it is. */
static enum mat_plan_load
doc_check(const struct mat_plan_doc *doc, const struct mat_yaml_map *map,
          const struct mat_tables *tables, struct mat_plan_file *file)
{
    char *name = file_plan_name(file->file);
    struct mat_plan *plan = NULL;

    if (name)
        mat_plan_check(doc, name, tables, &file->diags, &plan);
    free(name);
    mat_yaml_place(map, &file->diags);
    if (file->diags.errors > 0) {
        mat_plan_free(plan);
        return MAT_PLAN_WRONG;
    }
    if (!plan) {
        file->error = ENOMEM;
        return MAT_PLAN_UNREAD;
    }
    file->plan = plan;
    return MAT_PLAN_LOADED;
}

enum mat_plan_load
mat_plan_read(const char *text, size_t size, const char *name,
              const struct mat_tables *tables, struct mat_plan_file *ret_file)
{
    enum mat_plan_load load = MAT_PLAN_WRONG;
    struct mat_yaml_map *map = NULL;
    void *doc = NULL;

    *ret_file = (struct mat_plan_file){.file = strdup(name)};
    if (!ret_file->file) {
        ret_file->error = ENOMEM;
        return MAT_PLAN_UNREAD;
    }
    if (mat_yaml_load(text, size, &mat_plan_schema, &ret_file->diags, &doc,
                      &map) ||
        (map &&
         mat_yaml_salvage(map, &mat_plan_schema, MAT_PLAN_DOC_UNREAD, &doc))) {
        mat_plan_doc_trim(doc);
        load = doc_check(doc, map, tables, ret_file);
    }
    mat_yaml_free(&mat_plan_schema, doc);
    mat_yaml_map_free(map);
    return load;
}

/* What an errno value from reading a plan means. */
static enum mat_plan_load
error_load(int error, struct mat_plan_file *file)
{
    if (error == ENOENT || error == ENOTDIR)
        return MAT_PLAN_UNKNOWN;
    if (error == EFBIG) {
        mat_yaml_too_large(&file->diags);
        return MAT_PLAN_WRONG;
    }
    file->error = error;
    return MAT_PLAN_UNREAD;
}

static enum mat_plan_load
file_open(const char *path, const struct mat_tables *tables,
          struct mat_plan_file *ret_file)
{
    enum mat_plan_load load;
    char *text;
    size_t size;
    int error = mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size);

    if (error != 0) {
        *ret_file = (struct mat_plan_file){.file = strdup(path)};
        return error_load(error, ret_file);
    }
    load = mat_plan_read(text, size, path, tables, ret_file);
    free(text);
    return load;
}

static enum mat_plan_load
builtin_open(const struct mat_embedded *builtin,
             const struct mat_tables *tables, struct mat_plan_file *ret_file)
{
    enum mat_plan_load load = MAT_PLAN_UNREAD;
    char *file = mat_plan_file_name(builtin->name);

    if (file)
        load =
            mat_plan_read(builtin->text, builtin->size, file, tables, ret_file);
    if (load == MAT_PLAN_LOADED)
        ret_file->diags = (struct mat_diags){0}; /* the build looked at them */
    if (!file)
        *ret_file = (struct mat_plan_file){.error = ENOMEM};
    free(file);
    return load;
}

static enum mat_plan_load
name_open(const char *name, const struct mat_tables *tables,
          struct mat_plan_file *ret_file)
{
    const struct mat_embedded *builtin = mat_plan_embedded(name);
    enum mat_plan_load load = MAT_PLAN_UNKNOWN;
    char *path = mat_plan_own_path(name);

    if (path)
        load = file_open(path, tables, ret_file);
    free(path);
    if (path && load != MAT_PLAN_UNKNOWN) {
        ret_file->own = true;
        ret_file->shadows = builtin != NULL;
        return load;
    }
    if (path)
        mat_plan_file_done(ret_file);
    if (builtin)
        return builtin_open(builtin, tables, ret_file);
    *ret_file = (struct mat_plan_file){.file = strdup(name)};
    return MAT_PLAN_UNKNOWN;
}

enum mat_plan_load
mat_plan_open(const char *name, const struct mat_tables *tables,
              struct mat_plan_file *ret_file)
{
    if (strchr(name, '/') || mat_plan_stem(name) > 0)
        return file_open(name, tables, ret_file);
    if (mat_plan_name_good(name))
        return name_open(name, tables, ret_file);
    *ret_file = (struct mat_plan_file){.file = strdup(name)};
    return MAT_PLAN_UNKNOWN;
}

void
mat_plan_file_done(struct mat_plan_file *file)
{
    if (!file)
        return;
    mat_plan_free(file->plan);
    free(file->file);
    *file = (struct mat_plan_file){0};
}
