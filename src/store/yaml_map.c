#include "store/yaml_map.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* Bytes of a key that a path shows. */
#define KEY_SHOWN 40

/* A key as a path shows it, in a buffer of KEY_SHOWN bytes. */
static const char *
key_shown(const char *key, char *buffer)
{
    return *key ? mat_text_shown(key, buffer, KEY_SHOWN) : "\"\"";
}

const char *
mat_yaml_key(const struct mat_yaml_map *map, int node)
{
    return map->pool + map->nodes[node].key;
}

char *
mat_yaml_path(const struct mat_yaml_map *map, int node, char *buffer,
              size_t size)
{
    int line[MAT_YAML_DEPTH_MAX + 1];
    int depth = 0;
    size_t used = 0;

    buffer[0] = '\0';
    /* A parent stands before its child, so this ends; the reader limits the
     * depth. */
    for (; node > 0 && depth <= MAT_YAML_DEPTH_MAX;
         node = map->nodes[node].parent)
        line[depth++] = node;
    while (depth-- > 0) {
        const struct mat_yaml_node *at = &map->nodes[line[depth]];
        char number[MAT_NUMBER_TEXT];
        char key[KEY_SHOWN];

        if (at->keyed) {
            used += mat_join(buffer + used, size - used, used > 0 ? "." : "",
                             key_shown(map->pool + at->key, key), NULL);
        } else {
            used += mat_join(buffer + used, size - used, "[",
                             mat_number_text(at->index, number), "]", NULL);
        }
    }
    return buffer;
}

/* Whether a mistake is only counted, and is now: a hostile file must not cost
 * a sentence for each of its mistakes. */
static bool
is_counted(struct mat_diags *diags)
{
    if (diags->errors < MAT_DIAG_MAX)
        return false;
    mat_diag_add(diags, MAT_DIAG_ERROR, "", "", NULL);
    return true;
}

__attribute__((format(printf, 4, 0))) static void
mistake_add(struct mat_diags *diags, const char *path,
            struct mat_yaml_spot spot, const char *format, va_list args)
{
    struct mat_diag *diag;
    char text[sizeof(diag->text)];

    vsnprintf(text, sizeof(text), format, args);
    diag = mat_diag_add(diags, MAT_DIAG_ERROR, path, text, NULL);
    if (diag) {
        diag->line = spot.line;
        diag->column = spot.column;
    }
}

void
mat_yaml_mistake(const struct mat_yaml_map *map, struct mat_diags *diags,
                 int node, struct mat_yaml_spot spot, const char *format, ...)
{
    char path[sizeof(diags->items[0].path)] = "";
    va_list args;

    if (is_counted(diags))
        return;
    if (node != MAT_YAML_NONE)
        mat_yaml_path(map, node, path, sizeof(path));
    va_start(args, format);
    mistake_add(diags, path, spot, format, args);
    va_end(args);
}

void
mat_yaml_key_mistake(const struct mat_yaml_map *map, struct mat_diags *diags,
                     int node, const char *key, struct mat_yaml_spot spot,
                     const char *format, ...)
{
    char path[sizeof(diags->items[0].path)];
    char shown[KEY_SHOWN];
    size_t used;
    va_list args;

    if (is_counted(diags))
        return;
    used = strlen(mat_yaml_path(map, node, path, sizeof(path)));
    mat_join(path + used, sizeof(path) - used, used > 0 ? "." : "",
             key_shown(key, shown), NULL);
    va_start(args, format);
    mistake_add(diags, path, spot, format, args);
    va_end(args);
}

void
mat_yaml_map_free(struct mat_yaml_map *map)
{
    if (!map)
        return;
    free(map->nodes);
    free(map->pool);
    free(map);
}

static int
child_keyed(const struct mat_yaml_map *map, int node, const char *key,
            size_t size)
{
    int child = map->nodes[node].first;

    if (map->nodes[node].kind != MAT_YAML_MAPPING)
        return MAT_YAML_NONE;
    for (; child != MAT_YAML_NONE; child = map->nodes[child].next) {
        const char *name = mat_yaml_key(map, child);

        if (strncmp(name, key, size) == 0 && name[size] == '\0')
            return child;
    }
    return MAT_YAML_NONE;
}

static int
child_at(const struct mat_yaml_map *map, int node, int64_t index)
{
    int child = map->nodes[node].first;

    if (map->nodes[node].kind != MAT_YAML_LIST)
        return MAT_YAML_NONE;
    for (; child != MAT_YAML_NONE; child = map->nodes[child].next)
        if (map->nodes[child].index == index)
            return child;
    return MAT_YAML_NONE;
}

/* Takes one part off a path, "[2]" or ".key" or "key". */
static int
path_step(const struct mat_yaml_map *map, int node, const char **path)
{
    const char *part = *path;
    size_t size;

    if (*part == '[') {
        char number[MAT_NUMBER_TEXT] = "";
        int64_t index;

        size = strcspn(++part, "]");
        if (size < sizeof(number))
            memcpy(number, part, size);
        *path = part[size] ? part + size + 1 : part + size;
        if (!mat_number_parse(number, MAT_YAML_NODES_MAX, &index))
            return MAT_YAML_NONE;
        return child_at(map, node, index);
    }
    if (*part == '.')
        part++;
    size = strcspn(part, ".[");
    *path = part + size;
    return child_keyed(map, node, part, size);
}

static void
diag_place(const struct mat_yaml_map *map, struct mat_diag *diag)
{
    const char *path = diag->path;
    const struct mat_yaml_node *at;
    int node = 0;
    bool exact = true;

    while (*path && exact) {
        int child = path_step(map, node, &path);

        if (child == MAT_YAML_NONE)
            exact = false;
        else
            node = child;
    }
    at = &map->nodes[node];
    if (exact && diag->key && at->keyed) {
        diag->line = at->key_line;
        diag->column = at->key_column;
    } else {
        diag->line = at->line;
        diag->column = at->column;
    }
}

void
mat_yaml_place(const struct mat_yaml_map *map, struct mat_diags *diags)
{
    for (int i = 0; i < diags->count; i++)
        if (diags->items[i].line == 0)
            diag_place(map, &diags->items[i]);
    mat_diags_sort(diags);
}
