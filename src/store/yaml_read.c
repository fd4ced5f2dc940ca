#include "store/yaml_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "matsession/text.h"

static const char tag_text[] =
    "has a YAML tag (`!`); tags are not supported, take it out or put quotes "
    "around the text";

/* What to do after an event. */
enum verdict {
    GO_ON,
    END,  /* the text is read */
    STOP, /* reading on would be of no use, or without bound */
};

struct reader {
    yaml_parser_t parser;
    const char *text;
    size_t size;
    struct mat_yaml_map *map;
    struct mat_diags *diags;
    int open[MAT_YAML_DEPTH_MAX]; /* collections around the next event */
    int depth;
    int taken;  /* scalars and collections so far, keys too */
    bool keyed; /* `key` waits for its value */
    size_t key;
    struct mat_yaml_spot key_spot;
};

/* libyaml's words for what people do wrong, and ours. */
static const struct {
    const char *problem;
    const char *text;
} problems[] = {
    {"mapping values are not allowed in this context",
     "has a `:` where none can be; put quotes around a text that holds one, "
     "or mend the indentation"},
    {"found character that cannot start any token",
     "has a character that cannot begin a value; put quotes around the text"},
    {"did not find expected key",
     "is not in line with the keys above it; mend the indentation or close "
     "a quote"},
    {"did not find expected '-' indicator",
     "is not in line with the list above it; mend the indentation"},
    {"found unexpected end of stream", "ends inside quotes; close them"},
    {"found unexpected document indicator",
     "has a document mark inside quotes; close them"},
    {"did not find expected ',' or ']'",
     "has a list in brackets that is not closed; write [a, b]"},
    {"did not find expected ',' or '}'",
     "has a mapping in braces that is not closed; write {key: value}"},
    {"could not find expected ':'",
     "has a line that is neither a key with a value nor a list entry; write "
     "`key: value`"},
    {"did not find expected <document start>",
     "has something behind its end that does not belong to it; mend the "
     "indentation"},
};

static struct mat_yaml_spot
mark_spot(yaml_mark_t mark)
{
    return (struct mat_yaml_spot){(int)mark.line + 1, (int)mark.column + 1};
}

static enum verdict
memory_complain(struct reader *reader)
{
    mat_yaml_mistake(NULL, reader->diags, MAT_YAML_NONE,
                     (struct mat_yaml_spot){1, 1}, "needs too much memory");
    return STOP;
}

/* Whether the character at \p index, counted in characters, is a tab. */
static bool
is_tab_at(const struct reader *reader, size_t index)
{
    size_t at = 0;
    uint32_t c;

    while (index-- > 0)
        at += mat_utf8_next(reader->text + at, reader->size - at, &c);
    return at < reader->size && reader->text[at] == '\t';
}

/* Our words for what libyaml found wrong, or NULL. */
static const char *
problem_text(const struct reader *reader, const char *problem)
{
    if (is_tab_at(reader, reader->parser.problem_mark.index))
        return "has a tab where it cannot be; indent with spaces";
    for (size_t i = 0; i < sizeof(problems) / sizeof(*problems); i++)
        if (strcmp(problem, problems[i].problem) == 0)
            return problems[i].text;
    return NULL;
}

static void
problem_complain(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    struct mat_yaml_spot spot = mark_spot(parser->problem_mark);
    const char *problem = parser->problem;
    const char *text = problem_text(reader, problem);
    char begun[64] = "";

    if (parser->context &&
        parser->context_mark.line < parser->problem_mark.line)
        snprintf(begun, sizeof(begun), " (begun in line %d)",
                 (int)parser->context_mark.line + 1);
    if (text)
        mat_yaml_mistake(NULL, reader->diags, MAT_YAML_NONE, spot, "%s%s", text,
                         begun);
    else
        mat_yaml_mistake(NULL, reader->diags, MAT_YAML_NONE, spot,
                         "is not YAML: %s%s", problem, begun);
}

/* Makes room for \p more, doubling. */
static bool
array_reserve(void **array, size_t entry, size_t used, size_t more,
              size_t *room)
{
    size_t wanted = *room ? *room : 64;
    void *grown;

    if (used + more <= *room)
        return true;
    while (wanted < used + more)
        wanted *= 2;
    grown = realloc(*array, wanted * entry);
    if (!grown)
        return false;
    *array = grown;
    *room = wanted;
    return true;
}

static bool
pool_add(struct mat_yaml_map *map, const char *text, size_t size,
         size_t *ret_offset)
{
    void *pool = map->pool;

    if (!array_reserve(&pool, 1, map->pool_size, size + 1, &map->pool_room))
        return false;
    map->pool = pool;
    memcpy(map->pool + map->pool_size, text, size);
    map->pool[map->pool_size + size] = '\0';
    *ret_offset = map->pool_size;
    map->pool_size += size + 1;
    return true;
}

static void
node_hang(struct mat_yaml_map *map, int parent, int child)
{
    struct mat_yaml_node *above = &map->nodes[parent];

    if (above->last == MAT_YAML_NONE)
        above->first = child;
    else
        map->nodes[above->last].next = child;
    above->last = child;
    map->nodes[child].parent = parent;
    map->nodes[child].index = above->count++;
}

/* Adds a node at the end of the open collection; NONE without memory. */
static int
node_add(struct reader *reader, enum mat_yaml_kind kind, yaml_mark_t mark)
{
    struct mat_yaml_map *map = reader->map;
    struct mat_yaml_spot spot = mark_spot(mark);
    void *nodes = map->nodes;
    int node = map->count;

    if (!array_reserve(&nodes, sizeof(*map->nodes), (size_t)node, 1,
                       &map->room))
        return MAT_YAML_NONE;
    map->nodes = nodes;
    map->count++;
    map->nodes[node] = (struct mat_yaml_node){
        .kind = kind,
        .keyed = reader->keyed,
        .parent = MAT_YAML_NONE,
        .first = MAT_YAML_NONE,
        .last = MAT_YAML_NONE,
        .next = MAT_YAML_NONE,
        .line = spot.line,
        .column = spot.column,
        .key_line = reader->key_spot.line,
        .key_column = reader->key_spot.column,
        .field = MAT_YAML_NONE,
        .key = reader->key,
    };
    reader->keyed = false;
    if (reader->depth > 0)
        node_hang(map, reader->open[reader->depth - 1], node);
    return node;
}

static bool
key_is_next(const struct reader *reader)
{
    int around;

    if (reader->depth == 0 || reader->keyed)
        return false;
    around = reader->open[reader->depth - 1];
    return reader->map->nodes[around].kind == MAT_YAML_MAPPING;
}

static enum verdict
count_take(struct reader *reader, yaml_mark_t mark)
{
    if (++reader->taken <= MAT_YAML_NODES_MAX)
        return GO_ON;
    mat_yaml_mistake(
        reader->map, reader->diags, MAT_YAML_NONE, mark_spot(mark),
        "has more than %d keys and values; this is no file of ours",
        MAT_YAML_NODES_MAX);
    return STOP;
}

static void
tag_check(struct reader *reader, int node, const yaml_char_t *tag,
          yaml_mark_t mark)
{
    if (tag)
        mat_yaml_mistake(reader->map, reader->diags, node, mark_spot(mark),
                         "%s", tag_text);
}

static enum verdict
key_take(struct reader *reader, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    int around = reader->open[reader->depth - 1];

    if (!pool_add(reader->map, text, size, &reader->key))
        return memory_complain(reader);
    reader->keyed = true;
    reader->key_spot = mark_spot(event->start_mark);
    if (memchr(text, '\0', size))
        mat_yaml_key_mistake(reader->map, reader->diags, around, text,
                             reader->key_spot,
                             "has a key with a NUL character; take it out");
    if (event->data.scalar.tag)
        mat_yaml_key_mistake(reader->map, reader->diags, around, text,
                             reader->key_spot, "%s", tag_text);
    return GO_ON;
}

static enum verdict
scalar_take(struct reader *reader, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    struct mat_yaml_spot spot = mark_spot(event->start_mark);
    struct mat_yaml_node *node;
    int added;

    if (key_is_next(reader))
        return key_take(reader, event);
    added = node_add(reader, MAT_YAML_SCALAR, event->start_mark);
    if (added == MAT_YAML_NONE)
        return memory_complain(reader);
    node = &reader->map->nodes[added];
    node->size = size;
    node->empty =
        size == 0 && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (size > MAT_YAML_SCALAR_MAX) {
        node->kind = MAT_YAML_BAD;
        mat_yaml_mistake(reader->map, reader->diags, added, spot,
                         "has %zu bytes; at most %d are allowed", size,
                         MAT_YAML_SCALAR_MAX);
    } else if (memchr(text, '\0', size)) {
        node->kind = MAT_YAML_BAD;
        mat_yaml_mistake(reader->map, reader->diags, added, spot,
                         "has a NUL character; take it out");
    } else if (!pool_add(reader->map, text, size, &node->text)) {
        return memory_complain(reader);
    }
    tag_check(reader, added, event->data.scalar.tag, event->start_mark);
    return GO_ON;
}

static enum verdict
open_take(struct reader *reader, enum mat_yaml_kind kind,
          const yaml_char_t *tag, yaml_mark_t mark)
{
    int around = reader->depth ? reader->open[reader->depth - 1] : 0;
    int node;

    if (key_is_next(reader)) {
        mat_yaml_mistake(reader->map, reader->diags, around, mark_spot(mark),
                         "has a list or a mapping as a key; a key is a word");
        return STOP;
    }
    if (reader->depth == MAT_YAML_DEPTH_MAX) {
        mat_yaml_mistake(reader->map, reader->diags, MAT_YAML_NONE,
                         mark_spot(mark),
                         "is nested more than %d levels deep; write it flatter",
                         MAT_YAML_DEPTH_MAX);
        return STOP;
    }
    node = node_add(reader, kind, mark);
    if (node == MAT_YAML_NONE)
        return memory_complain(reader);
    reader->open[reader->depth++] = node;
    tag_check(reader, node, tag, mark);
    return GO_ON;
}

static enum verdict
alias_take(struct reader *reader, const yaml_event_t *event)
{
    static const char text[] = "aliases are not supported; write it out";
    struct mat_yaml_spot spot = mark_spot(event->start_mark);
    int node;

    if (key_is_next(reader)) {
        mat_yaml_mistake(reader->map, reader->diags,
                         reader->open[reader->depth - 1], spot, "%s", text);
        return STOP;
    }
    node = node_add(reader, MAT_YAML_BAD, event->start_mark);
    if (node == MAT_YAML_NONE)
        return memory_complain(reader);
    mat_yaml_mistake(reader->map, reader->diags, node, spot, "%s", text);
    return GO_ON;
}

static enum verdict
value_take(struct reader *reader, const yaml_event_t *event)
{
    if (count_take(reader, event->start_mark) == STOP)
        return STOP;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return alias_take(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_take(reader, MAT_YAML_LIST, event->data.sequence_start.tag,
                         event->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_take(reader, MAT_YAML_MAPPING,
                         event->data.mapping_start.tag, event->start_mark);
    default:
        return scalar_take(reader, event);
    }
}

static enum verdict
event_take(struct reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
    case YAML_SCALAR_EVENT:
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return value_take(reader, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return GO_ON;
    case YAML_DOCUMENT_START_EVENT:
        if (reader->map->count == 0)
            return GO_ON;
        mat_yaml_mistake(reader->map, reader->diags, MAT_YAML_NONE,
                         mark_spot(event->start_mark),
                         "a second document begins here; one file holds one");
        return STOP;
    case YAML_STREAM_END_EVENT:
        return END;
    default:
        return GO_ON;
    }
}

static bool
events_read(struct reader *reader)
{
    enum verdict verdict = GO_ON;

    while (verdict == GO_ON) {
        yaml_event_t event;

        if (!yaml_parser_parse(&reader->parser, &event)) {
            if (reader->parser.error == YAML_MEMORY_ERROR)
                memory_complain(reader);
            else
                problem_complain(reader);
            return false;
        }
        verdict = event_take(reader, &event);
        yaml_event_delete(&event);
    }
    if (verdict == STOP)
        return false;
    if (reader->map->count == 0 || reader->map->nodes[0].empty) {
        mat_yaml_mistake(reader->map, reader->diags, MAT_YAML_NONE,
                         (struct mat_yaml_spot){1, 1},
                         "is empty; it must hold keys and values");
        return false;
    }
    return true;
}

bool
mat_yaml_map_read(const char *text, size_t size, struct mat_diags *diags,
                  struct mat_yaml_map **ret_map)
{
    struct reader reader = {.text = text, .size = size, .diags = diags};
    bool read = false;

    reader.map = calloc(1, sizeof(*reader.map));
    if (!reader.map || !yaml_parser_initialize(&reader.parser)) {
        memory_complain(&reader);
        mat_yaml_map_free(reader.map);
        return false;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text,
                                 size);
    read = events_read(&reader);
    yaml_parser_delete(&reader.parser);
    if (read)
        *ret_map = reader.map;
    else
        mat_yaml_map_free(reader.map);
    return read;
}
