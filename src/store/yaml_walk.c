#include "store/yaml_map.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"
#include "matsession/words.h"

/* More keys than any of our mappings has. */
#define FIELDS_MAX 64

/* Bytes of a user's key that a message shows. */
#define KEY_SHOWN 64

struct walk {
    const struct mat_yaml_map *map;
    struct mat_diags *diags;
};

static const char *const kind_names[] = {
    [MAT_YAML_SCALAR] = "a single value",
    [MAT_YAML_LIST] = "a list",
    [MAT_YAML_MAPPING] = "a mapping",
};

static const char *const kind_advice[] = {
    [MAT_YAML_SCALAR] = "a single value",
    [MAT_YAML_LIST] = "a list, with `- ` before each entry",
    [MAT_YAML_MAPPING] = "keys with values, `key: value`",
};

#define MISTAKE(walk, node, ...)                       \
    mat_yaml_mistake((walk)->map, (walk)->diags, node, \
                     node_spot((walk)->map, node), __VA_ARGS__)

static struct mat_yaml_spot
node_spot(const struct mat_yaml_map *map, int node)
{
    return (struct mat_yaml_spot){map->nodes[node].line,
                                  map->nodes[node].column};
}

static struct mat_yaml_spot
key_spot(const struct mat_yaml_map *map, int node)
{
    return (struct mat_yaml_spot){map->nodes[node].key_line,
                                  map->nodes[node].key_column};
}

static enum mat_yaml_kind
schema_kind(const cyaml_schema_value_t *schema)
{
    switch (schema->type) {
    case CYAML_MAPPING:
        return MAT_YAML_MAPPING;
    case CYAML_SEQUENCE:
    case CYAML_SEQUENCE_FIXED:
        return MAT_YAML_LIST;
    default:
        assert(schema->type == CYAML_STRING);
        return MAT_YAML_SCALAR;
    }
}

static void value_walk(const struct walk *walk, int node,
                       const cyaml_schema_value_t *schema);

static int
field_find(const cyaml_schema_field_t *fields, const char *key)
{
    for (int i = 0; fields[i].key; i++)
        if (strcmp(fields[i].key, key) == 0)
            return i;
    return -1;
}

/* Says that a key is unknown. \return the field that is probably meant, or
 * -1 */
static int
unknown_complain(const struct walk *walk, int node,
                 const cyaml_schema_field_t *fields)
{
    const struct mat_yaml_map *map = walk->map;
    const char *names[FIELDS_MAX];
    const char *near = NULL;
    char key[KEY_SHOWN];
    char allowed[256] = "";
    size_t used = 0;
    int count = 0;

    /* Nobody reads more; looking for near words takes its time. */
    if (walk->diags->errors < MAT_DIAG_MAX) {
        for (; count < FIELDS_MAX && fields[count].key; count++)
            names[count] = fields[count].key;
        near = mat_word_nearest(names, count, mat_yaml_key(map, node));
    }
    mat_text_shown(mat_yaml_key(map, node), key, sizeof(key));
    for (int i = 0; i < count && !near; i++)
        used += mat_join(allowed + used, sizeof(allowed) - used,
                         i > 0 ? ", " : "", names[i], NULL);
    mat_yaml_mistake(map, walk->diags, map->nodes[node].parent,
                     key_spot(map, node), "unknown key \"%s\"; %s%s%s", key,
                     near ? "did you mean \"" : "allowed: ",
                     near ? near : allowed, near ? "\"?" : "");
    return near ? field_find(fields, near) : -1;
}

static void
twice_complain(const struct walk *walk, int node, int first)
{
    mat_yaml_mistake(walk->map, walk->diags, walk->map->nodes[node].parent,
                     key_spot(walk->map, node),
                     "the key \"%s\" is there twice, first in line %d; keep "
                     "one",
                     mat_yaml_key(walk->map, node), first);
}

/* The path names the key that is not there; the place is its mapping. */
static void
missing_complain(const struct walk *walk, int node, const char *key)
{
    struct mat_diag *diag;
    char path[sizeof(diag->path)];
    size_t used;

    mat_yaml_path(walk->map, node, path, sizeof(path));
    used = strlen(path);
    mat_join(path + used, sizeof(path) - used, used > 0 ? "." : "", key, NULL);
    diag = mat_diag_add(walk->diags, MAT_DIAG_ERROR, path, "is missing; add it",
                        NULL);
    if (diag) {
        diag->line = walk->map->nodes[node].line;
        diag->column = walk->map->nodes[node].column;
    }
}

/* Keys that the schema knows have a slot each, so that finding one twice costs
 * nothing, however many there are. */
static void
mapping_walk(const struct walk *walk, int node,
             const cyaml_schema_field_t *fields)
{
    const struct mat_yaml_map *map = walk->map;
    int seen[FIELDS_MAX] = {0}; /* line of the key, or 0 */
    bool misspelt[FIELDS_MAX] = {false};

    for (int child = map->nodes[node].first; child != MAT_YAML_NONE;
         child = map->nodes[child].next) {
        int field = field_find(fields, mat_yaml_key(map, child));

        assert(field < FIELDS_MAX);
        if (field < 0) {
            int meant = unknown_complain(walk, child, fields);

            if (meant >= 0)
                misspelt[meant] = true;
        } else if (seen[field]) {
            twice_complain(walk, child, seen[field]);
        } else {
            seen[field] = map->nodes[child].key_line;
            value_walk(walk, child, &fields[field].value);
        }
    }
    for (int i = 0; fields[i].key; i++)
        if (!seen[i] && !misspelt[i] &&
            !(fields[i].value.flags & CYAML_FLAG_OPTIONAL))
            missing_complain(walk, node, fields[i].key);
}

static void
list_walk(const struct walk *walk, int node, const cyaml_schema_value_t *schema)
{
    const struct mat_yaml_map *map = walk->map;
    uint32_t count = (uint32_t)map->nodes[node].count;
    uint32_t min = schema->sequence.min;

    if (count == 0 && min > 0)
        MISTAKE(walk, node, "is an empty list; give it an entry%s",
                schema->flags & CYAML_FLAG_OPTIONAL ? " or leave it out" : "");
    else if (count < min)
        MISTAKE(walk, node, "has too few entries, %u; %u are needed",
                (unsigned)count, (unsigned)min);
    else if (count > schema->sequence.max)
        MISTAKE(walk, node, "has %u entries; at most %u are allowed",
                (unsigned)count, (unsigned)schema->sequence.max);
    else
        for (int child = map->nodes[node].first; child != MAT_YAML_NONE;
             child = map->nodes[child].next)
            value_walk(walk, child, schema->sequence.entry);
}

static void
text_walk(const struct walk *walk, int node, const cyaml_schema_value_t *schema)
{
    size_t size = walk->map->nodes[node].size;

    if (size < schema->string.min)
        MISTAKE(walk, node, "is too short, %zu bytes; it needs %u", size,
                (unsigned)schema->string.min);
    else if (size > schema->string.max)
        MISTAKE(walk, node, "is too long, %zu bytes; at most %u are allowed",
                size, (unsigned)schema->string.max);
}

static void
value_walk(const struct walk *walk, int node,
           const cyaml_schema_value_t *schema)
{
    const struct mat_yaml_node *at = &walk->map->nodes[node];
    enum mat_yaml_kind wanted;

    if (at->kind == MAT_YAML_BAD || schema->type == CYAML_IGNORE)
        return;
    wanted = schema_kind(schema);
    if (at->empty)
        MISTAKE(walk, node, "has no value; write %s", kind_advice[wanted]);
    else if (at->kind != wanted)
        MISTAKE(walk, node, "is %s; write %s", kind_names[at->kind],
                kind_advice[wanted]);
    else if (wanted == MAT_YAML_MAPPING)
        mapping_walk(walk, node, schema->mapping.fields);
    else if (wanted == MAT_YAML_LIST)
        list_walk(walk, node, schema);
    else
        text_walk(walk, node, schema);
}

void
mat_yaml_walk(const struct mat_yaml_map *map,
              const cyaml_schema_value_t *schema, struct mat_diags *diags)
{
    struct walk walk = {map, diags};

    value_walk(&walk, 0, schema);
}
