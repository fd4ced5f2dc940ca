#include "store/plan_names.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"
#include "matsession/words.h"
#include "store/paths.h"
#include "store/plans.h"

static bool
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

bool
mat_plan_name_good(const char *name)
{
    size_t size = strnlen(name, MAT_PLAN_NAME_MAX + 1);

    if (size == 0 || size > MAT_PLAN_NAME_MAX || !is_word_byte(name[0]))
        return false;
    for (size_t i = 1; i < size; i++)
        if (!is_word_byte(name[i]) && name[i] != '-' && name[i] != '_')
            return false;
    return true;
}

size_t
mat_plan_stem(const char *file)
{
    static const char *const endings[] = {".yaml", ".yml"};
    size_t size = strlen(file);

    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        size_t ending = strlen(endings[i]);

        if (size > ending && strcmp(file + size - ending, endings[i]) == 0)
            return size - ending;
    }
    return 0;
}

char *
mat_plan_file_name(const char *name)
{
    size_t size = strlen(name) + sizeof(".yaml");
    char *file = malloc(size);

    if (file)
        mat_join(file, size, name, ".yaml", NULL);
    return file;
}

char *
mat_plan_own_path(const char *name)
{
    char leaf[sizeof("plans/.yaml") + MAT_PLAN_NAME_MAX];

    mat_join(leaf, sizeof(leaf), "plans/", name, ".yaml", NULL);
    return mat_path(MAT_BASE_CONFIG, leaf);
}

const struct mat_embedded *
mat_plan_embedded(const char *name)
{
    for (int i = 0; i < mat_n_embedded_plans; i++)
        if (strcmp(mat_embedded_plans[i].name, name) == 0)
            return &mat_embedded_plans[i];
    return NULL;
}

const char *
mat_plan_builtin(const char *name)
{
    const struct mat_embedded *builtin = mat_plan_embedded(name);

    return builtin ? builtin->text : NULL;
}

int
mat_plan_folder_error(char **ret_path)
{
    char *path = mat_path(MAT_BASE_CONFIG, "plans");
    DIR *folder = path ? opendir(path) : NULL;
    int error = path && !folder && errno != ENOENT ? errno : 0;

    if (folder)
        closedir(folder);
    if (error != 0)
        *ret_path = path;
    else
        free(path);
    return error;
}

/* A growing list of entries. */
struct list {
    struct mat_plan_entry *entries;
    int count;
    int room;
};

static bool
list_add(struct list *list, const char *name, size_t size, bool own)
{
    char *copy = strndup(name, size);

    if (copy && list->count == list->room) {
        int room = list->room ? list->room * 2 : 16;
        void *grown =
            realloc(list->entries, (size_t)room * sizeof(*list->entries));

        if (!grown) {
            free(copy);
            return false;
        }
        list->entries = grown;
        list->room = room;
    }
    if (!copy)
        return false;
    list->entries[list->count++] = (struct mat_plan_entry){
        .name = copy,
        .own = own,
        .shadows = own && mat_plan_embedded(copy),
    };
    return true;
}

static void
own_list(struct list *list)
{
    char *path = mat_path(MAT_BASE_CONFIG, "plans");
    DIR *folder = path ? opendir(path) : NULL;
    struct dirent *entry;

    free(path);
    if (!folder)
        return;
    while ((entry = readdir(folder))) {
        char name[MAT_PLAN_NAME_MAX + 1];
        size_t size = mat_plan_stem(entry->d_name);

        /* Only what a name leads to: NAME.yaml. */
        if (size == 0 || size >= sizeof(name) ||
            strcmp(entry->d_name + size, ".yaml") != 0)
            continue;
        memcpy(name, entry->d_name, size);
        name[size] = '\0';
        if (mat_plan_name_good(name) && !list_add(list, name, size, true))
            break;
    }
    closedir(folder);
}

static bool
list_has(const struct list *list, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(list->entries[i].name, name) == 0)
            return true;
    return false;
}

static int
entry_compare(const void *a, const void *b)
{
    const struct mat_plan_entry *left = a, *right = b;

    return strcmp(left->name, right->name);
}

int
mat_plan_list(struct mat_plan_entry **ret_entries)
{
    struct list list = {0};
    int own;

    own_list(&list);
    own = list.count;
    for (int i = 0; i < mat_n_embedded_plans; i++) {
        const char *name = mat_embedded_plans[i].name;

        if (!list_has(&list, own, name) &&
            !list_add(&list, name, strlen(name), false))
            break;
    }
    if (list.count > 0)
        qsort(list.entries, (size_t)list.count, sizeof(*list.entries),
              entry_compare);
    *ret_entries = list.entries;
    return list.count;
}

void
mat_plan_list_free(struct mat_plan_entry *entries, int count)
{
    for (int i = 0; i < count; i++)
        free(entries[i].name);
    free(entries);
}

char *
mat_plan_nearest(const char *name)
{
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);
    const char **names = calloc((size_t)count + 1, sizeof(*names));
    const char *near = NULL;
    char *copy = NULL;

    for (int i = 0; names && i < count; i++)
        names[i] = entries[i].name;
    if (names)
        near = mat_word_nearest(names, count, name);
    if (near)
        copy = strdup(near);
    free(names);
    mat_plan_list_free(entries, count);
    return copy;
}
