#include "store/config_yaml.h"

#include <assert.h>
#include <string.h>

#include "core/arena.h"
#include "matsession/text.h"
#include "store/config_keys.h"
#include "store/yaml.h"

#define SECTIONS_MAX 16
#define KEYS_MAX 64

/* Stands for what could not be read; of no file itself: not UTF-8. */
#define UNREAD "\xff"

/* A section that is there is an array with a value for each of its keys, in the
 * order of the table. */
struct doc {
    char *config;
    struct mat_config_value *sections[SECTIONS_MAX];
};

/* The schema of a struct doc, made from the table of keys. */
struct schema {
    cyaml_schema_value_t word;
    cyaml_schema_field_t keys[KEYS_MAX]; /* each section's, and an end */
    cyaml_schema_field_t top[SECTIONS_MAX + 2];
    cyaml_schema_value_t value;
    int n_keys;
};

static cyaml_schema_field_t
key_field(const struct schema *schema, const struct mat_config_key *key,
          size_t offset)
{
    const cyaml_schema_field_t list = {
        .key = key->name,
        .value = {.type = CYAML_SEQUENCE,
                  .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                  .data_size = sizeof(char *),
                  .sequence = {.entry = &schema->word,
                               .min = 1,
                               .max = MAT_CONFIG_ARGS_MAX}},
        .data_offset =
            (uint32_t)(offset + offsetof(struct mat_config_value, words)),
        .count_offset =
            (uint32_t)(offset + offsetof(struct mat_config_value, n_words)),
        .count_size = sizeof(unsigned),
    };
    const cyaml_schema_field_t text = {
        .key = key->name,
        .value = {.type = CYAML_STRING,
                  .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                  .data_size = sizeof(char),
                  .string = {.max = CYAML_UNLIMITED}},
        .data_offset =
            (uint32_t)(offset + offsetof(struct mat_config_value, text)),
    };

    return key->kind == MAT_CONFIG_WORDS ? list : text;
}

/* Whether the row is the first of its section. */
static bool
begins_section(int row)
{
    return row == 0 || strcmp(mat_config_keys[row].section,
                              mat_config_keys[row - 1].section) != 0;
}

/* Adds the section that begins with `row`. \return the row behind it */
static int
section_add(struct schema *schema, int row, cyaml_schema_field_t *ret_field,
            size_t offset)
{
    const cyaml_schema_field_t *first = &schema->keys[schema->n_keys];
    const char *name = mat_config_keys[row].section;
    size_t size = 0;

    do {
        assert(schema->n_keys + 1 < KEYS_MAX);
        schema->keys[schema->n_keys++] =
            key_field(schema, &mat_config_keys[row++], size);
        size += sizeof(struct mat_config_value);
    } while (row < mat_n_config_keys && !begins_section(row));
    schema->n_keys++; /* the end, which is all zero */
    *ret_field = (cyaml_schema_field_t){
        .key = name,
        .value = {.type = CYAML_MAPPING,
                  .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                  .data_size = (uint32_t)size,
                  .mapping = {.fields = first}},
        .data_offset = (uint32_t)offset,
    };
    return row;
}

static void
schema_make(struct schema *schema)
{
    int section = 0;

    memset(schema, 0, sizeof(*schema));
    schema->word = (cyaml_schema_value_t){
        CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED)};
    schema->top[0] = (cyaml_schema_field_t)CYAML_FIELD_STRING_PTR(
        "config", CYAML_FLAG_POINTER, struct doc, config, 0, CYAML_UNLIMITED);
    for (int row = 0; row < mat_n_config_keys; section++) {
        assert(section < SECTIONS_MAX);
        row = section_add(schema, row, &schema->top[section + 1],
                          offsetof(struct doc, sections) +
                              (size_t)section * sizeof(void *));
    }
    schema->value = (cyaml_schema_value_t){
        CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct doc, schema->top)};
}

static void
check_version(const char *version, struct mat_diags *diags)
{
    char shown[40];

    if (strcmp(version, "1") != 0 && strcmp(version, UNREAD) != 0)
        mat_diag_add(diags, MAT_DIAG_ERROR, "config", "\"",
                     mat_text_shown(version, shown, sizeof(shown)),
                     "\" is not a version that this program knows; write 1",
                     NULL);
}

/* The same value with texts that live as long as the settings. */
static bool
value_copy(struct mat_arena *arena, const struct mat_config_value *value,
           struct mat_config_value *ret_copy)
{
    struct mat_config_value copy = {.n_words = value->n_words};
    bool good = true;

    if (value->text) {
        copy.text = mat_arena_copy(arena, value->text);
        good = copy.text != NULL;
    }
    if (value->n_words > 0) {
        copy.words =
            mat_arena_take(arena, (value->n_words + 1) * sizeof(char *));
        good = copy.words != NULL;
    }
    for (unsigned i = 0; i < value->n_words && good; i++) {
        copy.words[i] = mat_arena_copy(arena, value->words[i]);
        good = copy.words[i] != NULL;
    }
    *ret_copy = copy;
    return good;
}

/* Whether there is something to check: it is there, and could be read. */
static bool
is_given(const struct mat_config_value *value)
{
    if (value->text)
        return strcmp(value->text, UNREAD) != 0;
    return value->n_words > 0;
}

/* Where a mistake about the whole value would be placed. */
static struct mat_config_place
key_place(const struct mat_config_key *key, const struct mat_yaml_map *map)
{
    struct mat_diags diags = {0};
    char name[MAT_CONFIG_NAME_TEXT];
    const struct mat_diag *diag = mat_diag_add(
        &diags, MAT_DIAG_ERROR, mat_config_key_name(key, name), NULL);

    mat_yaml_place(map, &diags);
    return (struct mat_config_place){diag->line, diag->column};
}

/* One row's value from the document; a word of a list that could not be read
 * takes the list with it, for that is a mistake already. */
static bool
row_take(int row, const struct mat_config_value *value,
         const struct mat_yaml_map *map, struct mat_diags *diags,
         struct mat_config *config)
{
    const struct mat_config_key *key = &mat_config_keys[row];
    struct mat_config_value copy;

    if (!is_given(value))
        return true;
    for (unsigned i = 0; i < value->n_words; i++)
        if (strcmp(value->words[i], UNREAD) == 0)
            return true;
    if (!value_copy(config->backing, value, &copy))
        return false;
    mat_config_put(key, &copy, diags, config);
    config->places[row] = key_place(key, map);
    return true;
}

static bool
doc_take(const struct doc *doc, const struct mat_yaml_map *map,
         struct mat_diags *diags, struct mat_config *config)
{
    int section = -1;
    int key = 0;

    check_version(doc->config, diags);
    for (int row = 0; row < mat_n_config_keys; row++, key++) {
        if (begins_section(row)) {
            section++;
            key = 0;
        }
        if (doc->sections[section] &&
            !row_take(row, &doc->sections[section][key], map, diags, config))
            return false;
    }
    return true;
}

bool
mat_config_read(const char *text, size_t size, struct mat_diags *diags,
                struct mat_config *ret_config)
{
    struct mat_config config;
    struct mat_yaml_map *map = NULL;
    struct schema schema;
    int errors = diags->errors;
    void *doc = NULL;
    bool good = false;

    schema_make(&schema);
    mat_config_defaults(&config);
    config.backing = mat_arena_new();
    if (config.backing)
        config.places =
            mat_arena_take(config.backing, (size_t)mat_n_config_keys *
                                               sizeof(config.places[0]));
    if (config.places &&
        (mat_yaml_load(text, size, &schema.value, diags, &doc, &map) ||
         (map && mat_yaml_salvage(map, &schema.value, UNREAD, &doc)))) {
        good = doc_take(doc, map, diags, &config);
        mat_yaml_place(map, diags);
    }
    mat_yaml_free(&schema.value, doc);
    mat_yaml_map_free(map);
    if (good && diags->errors == errors) {
        *ret_config = config;
        return true;
    }
    mat_config_done(&config);
    return false;
}
