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

static enum mat_plan_load
file_find(const char *path, struct mat_plan_text *ret_text)
{
    int error;

    *ret_text = (struct mat_plan_text){.file = strdup(path)};
    error = ret_text->file ? mat_file_read(path, MAT_YAML_BYTES_MAX,
                                           &ret_text->text, &ret_text->size)
                           : ENOMEM;
    if (error == ENOENT && mat_path_is_link(path))
        error = ENOLINK;
    if (error == ENOENT || error == ENOTDIR)
        return MAT_PLAN_UNKNOWN;
    ret_text->error = error;
    return error ? MAT_PLAN_UNREAD : MAT_PLAN_LOADED;
}

static enum mat_plan_load
builtin_find(const struct mat_embedded *builtin, struct mat_plan_text *ret_text)
{
    *ret_text = (struct mat_plan_text){
        .text = strndup(builtin->text, builtin->size),
        .size = builtin->size,
        .file = mat_plan_file_name(builtin->name),
        .builtin = true,
    };
    if (ret_text->text && ret_text->file)
        return MAT_PLAN_LOADED;
    ret_text->error = ENOMEM;
    return MAT_PLAN_UNREAD;
}

static enum mat_plan_load
name_find(const char *name, struct mat_plan_text *ret_text)
{
    const struct mat_embedded *builtin = mat_plan_embedded(name);
    enum mat_plan_load load = MAT_PLAN_UNKNOWN;
    char *path = mat_plan_own_path(name);

    if (path)
        load = file_find(path, ret_text);
    free(path);
    if (load != MAT_PLAN_UNKNOWN) {
        ret_text->own = true;
        ret_text->shadows = builtin != NULL;
        return load;
    }
    if (path)
        mat_plan_text_done(ret_text);
    if (builtin)
        return builtin_find(builtin, ret_text);
    *ret_text = (struct mat_plan_text){.file = strdup(name)};
    return MAT_PLAN_UNKNOWN;
}

enum mat_plan_load
mat_plan_find(const char *name, struct mat_plan_text *ret_text)
{
    if (strchr(name, '/') || mat_plan_stem(name) > 0)
        return file_find(name, ret_text);
    if (mat_plan_name_good(name))
        return name_find(name, ret_text);
    *ret_text = (struct mat_plan_text){.file = strdup(name)};
    return MAT_PLAN_UNKNOWN;
}

void
mat_plan_text_done(struct mat_plan_text *text)
{
    if (!text)
        return;
    free(text->text);
    free(text->file);
    *text = (struct mat_plan_text){0};
}

/* What could not be read; takes the name of the file over. */
static enum mat_plan_load
unfound(enum mat_plan_load load, struct mat_plan_text *text,
        struct mat_plan_file *ret_file)
{
    *ret_file = (struct mat_plan_file){.file = text->file};
    text->file = NULL;
    if (text->error == EFBIG) {
        mat_yaml_too_large(&ret_file->diags);
        return MAT_PLAN_WRONG;
    }
    ret_file->error = text->error;
    return load;
}

enum mat_plan_load
mat_plan_open(const char *name, const struct mat_tables *tables,
              struct mat_plan_file *ret_file)
{
    struct mat_plan_text text;
    enum mat_plan_load load = mat_plan_find(name, &text);

    if (load == MAT_PLAN_LOADED)
        load = mat_plan_read(text.text, text.size, text.file, tables, ret_file);
    else
        load = unfound(load, &text, ret_file);
    if (load == MAT_PLAN_LOADED && text.builtin)
        ret_file->diags = (struct mat_diags){0}; /* the build looked at them */
    ret_file->own = text.own;
    ret_file->shadows = text.shadows;
    mat_plan_text_done(&text);
    return load;
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
