#include "store/yaml_map.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"
#include "matsession/words.h"

/* Bytes of a user's key that a message shows. */
#define KEY_SHOWN 64

struct walk {
    struct mat_yaml_map *map;
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

/* Of what a refused node holds nothing more is said. */
#define REFUSE(walk, node, ...)                       \
    do {                                              \
        MISTAKE(walk, node, __VA_ARGS__);             \
        (walk)->map->nodes[node].kind = MAT_YAML_BAD; \
    } while (0)

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
    const char *names[MAT_YAML_FIELDS_MAX];
    const char *near = NULL;
    char key[KEY_SHOWN];
    char advice[256] = "";
    size_t used = 0;
    int count = 0;

    /* Nobody reads more; looking for near words takes its time. */
    if (walk->diags->errors < MAT_DIAG_MAX) {
        for (; count < MAT_YAML_FIELDS_MAX && fields[count].key; count++)
            names[count] = fields[count].key;
        near = mat_word_nearest(names, count, mat_yaml_key(map, node));
    }
    mat_text_shown(mat_yaml_key(map, node), key, sizeof(key));
    if (near)
        mat_word_advice(&near, 1, near, advice, sizeof(advice));
    for (int i = 0; i < count && !near; i++)
        used += mat_join(advice + used, sizeof(advice) - used,
                         i > 0 ? ", " : "; allowed: ", names[i], NULL);
    mat_yaml_mistake(map, walk->diags, node, key_spot(map, node),
                     "unknown key \"%s\"%s", key, advice);
    return near ? field_find(fields, near) : -1;
}

static void
twice_complain(const struct walk *walk, int node, int first)
{
    mat_yaml_mistake(walk->map, walk->diags, node, key_spot(walk->map, node),
                     "the key \"%s\" is there twice, first in line %d; keep "
                     "one",
                     mat_yaml_key(walk->map, node), first);
}

/* What a mapping has so far for each field of its schema. */
struct slots {
    int line[MAT_YAML_FIELDS_MAX]; /* of the key, or 0 */
    int near[MAT_YAML_FIELDS_MAX]; /* the node behind a misspelt key, or 0 */
};

static void
child_walk(const struct walk *walk, int child,
           const cyaml_schema_field_t *fields, struct slots *slots)
{
    struct mat_yaml_node *at = &walk->map->nodes[child];
    int field = field_find(fields, mat_yaml_key(walk->map, child));

    assert(field < MAT_YAML_FIELDS_MAX);
    if (field < 0) {
        int meant = unknown_complain(walk, child, fields);

        if (meant >= 0)
            slots->near[meant] = child;
    } else if (slots->line[field]) {
        twice_complain(walk, child, slots->line[field]);
    } else {
        slots->line[field] = at->key_line;
        at->field = field;
        value_walk(walk, child, &fields[field].value);
    }
}

/* Keys that the schema knows have a slot each, so that finding one twice costs
 * nothing, however many there are. */
static void
mapping_walk(const struct walk *walk, int node,
             const cyaml_schema_field_t *fields)
{
    struct mat_yaml_map *map = walk->map;
    struct slots slots = {0};

    for (int child = map->nodes[node].first; child != MAT_YAML_NONE;
         child = map->nodes[child].next)
        child_walk(walk, child, fields, &slots);
    for (int i = 0; fields[i].key; i++) {
        if (slots.line[i])
            continue;
        if (slots.near[i]) {
            map->nodes[slots.near[i]].field = i;
            map->nodes[slots.near[i]].kind = MAT_YAML_BAD;
        } else if (!(fields[i].value.flags & CYAML_FLAG_OPTIONAL)) {
            mat_yaml_key_mistake(map, walk->diags, node, fields[i].key,
                                 node_spot(map, node), "is missing; add it");
        }
    }
}

static void
list_walk(const struct walk *walk, int node, const cyaml_schema_value_t *schema)
{
    const struct mat_yaml_map *map = walk->map;
    uint32_t count = (uint32_t)map->nodes[node].count;
    uint32_t min = schema->sequence.min;
    uint32_t left = schema->sequence.max;

    if (count == 0 && min > 0)
        MISTAKE(walk, node, "is an empty list; give it an entry%s",
                schema->flags & CYAML_FLAG_OPTIONAL ? " or leave it out" : "");
    else if (count < min)
        MISTAKE(walk, node, "has too few entries, %u; %u are needed",
                (unsigned)count, (unsigned)min);
    else if (count > left)
        MISTAKE(walk, node, "has %u entries; at most %u are allowed",
                (unsigned)count, (unsigned)left);
    for (int child = map->nodes[node].first; child != MAT_YAML_NONE && left > 0;
         child = map->nodes[child].next, left--)
        value_walk(walk, child, schema->sequence.entry);
}

/* A mapping where a single value is wanted: a word in braces is more likely
 * meant as text. */
static void
braces_complain(const struct walk *walk, int node)
{
    const struct mat_yaml_map *map = walk->map;
    const struct mat_yaml_node *at = &map->nodes[node];
    const struct mat_yaml_node *child =
        at->count == 1 ? &map->nodes[at->first] : NULL;
    char key[KEY_SHOWN];

    if (child && child->empty && child->key_column > at->column)
        REFUSE(walk, node,
               "is a mapping; write a single value, \"{%s}\" in quotes",
               mat_text_shown(mat_yaml_key(map, at->first), key, sizeof(key)));
    else
        REFUSE(walk, node, "is a mapping; write %s",
               kind_advice[MAT_YAML_SCALAR]);
}

static void
text_walk(const struct walk *walk, int node, const cyaml_schema_value_t *schema)
{
    size_t size = walk->map->nodes[node].size;

    if (size < schema->string.min)
        REFUSE(walk, node, "is too short, %zu bytes; it needs %u", size,
               (unsigned)schema->string.min);
    else if (size > schema->string.max)
        REFUSE(walk, node, "is too long, %zu bytes; at most %u are allowed",
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
        REFUSE(walk, node, "has no value; write %s", kind_advice[wanted]);
    else if (at->kind == MAT_YAML_MAPPING && wanted == MAT_YAML_SCALAR)
        braces_complain(walk, node);
    else if (at->kind != wanted)
        REFUSE(walk, node, "is %s; write %s", kind_names[at->kind],
               kind_advice[wanted]);
    else if (wanted == MAT_YAML_MAPPING)
        mapping_walk(walk, node, schema->mapping.fields);
    else if (wanted == MAT_YAML_LIST)
        list_walk(walk, node, schema);
    else
        text_walk(walk, node, schema);
}

void
mat_yaml_walk(struct mat_yaml_map *map, const cyaml_schema_value_t *schema,
              struct mat_diags *diags)
{
    struct walk walk = {map, diags};

    value_walk(&walk, 0, schema);
}
