#include "store/yaml.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/yaml_map.h"

/* libcyaml loads all of a text or nothing. What is made here is what it would
 * make of the good parts, and is freed by it from the same schema; so whatever
 * is half made must already hang where the schema says. */

struct salvage {
    const struct mat_yaml_map *map;
    const char *unread;
};

static bool mapping_fill(const struct salvage *salvage, int node,
                         const cyaml_schema_field_t *fields, char *data);

static bool
is_read(const struct salvage *salvage, int node)
{
    return node != MAT_YAML_NONE &&
           salvage->map->nodes[node].kind != MAT_YAML_BAD;
}

/* Hangs \p block where \p place, a pointer of any type, is. */
static bool
block_hang(void *block, char *place)
{
    memcpy(place, &block, sizeof(block));
    return block != NULL;
}

static bool
text_fill(const struct salvage *salvage, int node, char *place)
{
    const struct mat_yaml_map *map = salvage->map;
    const char *text = is_read(salvage, node)
                           ? map->pool + map->nodes[node].text
                           : salvage->unread;

    return block_hang(strdup(text), place);
}

static bool
entry_fill(const struct salvage *salvage, int node,
           const cyaml_schema_value_t *schema, char *place)
{
    if (schema->type == CYAML_STRING)
        return text_fill(salvage, node, place);
    assert(schema->type == CYAML_MAPPING);
    assert(!(schema->flags & CYAML_FLAG_POINTER));
    return mapping_fill(salvage, node, schema->mapping.fields, place);
}

static bool
list_fill(const struct salvage *salvage, int node,
          const cyaml_schema_field_t *field, char *data)
{
    const struct mat_yaml_node *nodes = salvage->map->nodes;
    const cyaml_schema_value_t *entry = field->value.sequence.entry;
    const unsigned max = field->value.sequence.max;
    size_t size =
        entry->type == CYAML_STRING ? sizeof(char *) : entry->data_size;
    unsigned count = is_read(salvage, node) ? (unsigned)nodes[node].count : 0;
    char *block;
    int child;

    assert(field->count_size == sizeof(count));
    if (count > max)
        count = max;
    block = calloc(count ? count : 1, size);
    if (!block_hang(block, data + field->data_offset))
        return false;
    memcpy(data + field->count_offset, &count, sizeof(count));
    child = count ? nodes[node].first : MAT_YAML_NONE;
    for (unsigned i = 0; i < count; i++) {
        if (!entry_fill(salvage, child, entry, block + i * size))
            return false;
        child = nodes[child].next;
    }
    return true;
}

static bool
field_fill(const struct salvage *salvage, int node,
           const cyaml_schema_field_t *field, char *data)
{
    char *place = data + field->data_offset;
    char *block;

    switch (field->value.type) {
    case CYAML_STRING:
        return text_fill(salvage, node, place);
    case CYAML_SEQUENCE:
        return list_fill(salvage, node, field, data);
    case CYAML_MAPPING:
        if (!is_read(salvage, node))
            return true;
        block = calloc(1, field->value.data_size);
        return block_hang(block, place) &&
               mapping_fill(salvage, node, field->value.mapping.fields, block);
    default:
        assert(field->value.type == CYAML_IGNORE);
        return true;
    }
}

/* Of a mapping that is not read every field is unread. */
static bool
mapping_fill(const struct salvage *salvage, int node,
             const cyaml_schema_field_t *fields, char *data)
{
    const struct mat_yaml_node *nodes = salvage->map->nodes;
    const bool read = is_read(salvage, node);
    int child = read ? nodes[node].first : MAT_YAML_NONE;
    int from[MAT_YAML_FIELDS_MAX];

    for (int i = 0; fields[i].key; i++)
        from[i] = MAT_YAML_NONE;
    for (; child != MAT_YAML_NONE; child = nodes[child].next)
        if (nodes[child].field != MAT_YAML_NONE)
            from[nodes[child].field] = child;
    for (int i = 0; fields[i].key; i++) {
        const bool absent = read && from[i] == MAT_YAML_NONE &&
                            (fields[i].value.flags & CYAML_FLAG_OPTIONAL);

        if (!absent && !field_fill(salvage, from[i], &fields[i], data))
            return false;
    }
    return true;
}

bool
mat_yaml_salvage(const struct mat_yaml_map *map,
                 const cyaml_schema_value_t *schema, const char *unread,
                 void **ret_data)
{
    const struct salvage salvage = {map, unread};
    void *data;

    assert(schema->type == CYAML_MAPPING);
    if (!is_read(&salvage, 0))
        return false;
    data = calloc(1, schema->data_size);
    if (!data)
        return false;
    if (!mapping_fill(&salvage, 0, schema->mapping.fields, data)) {
        mat_yaml_free(schema, data);
        return false;
    }
    *ret_data = data;
    return true;
}
