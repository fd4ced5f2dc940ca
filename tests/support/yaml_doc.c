#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "yaml_doc.h"

#define TEXT(key, flags, type, member, min, max)                            \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, \
                           min, max)

static const cyaml_schema_field_t item_fields[] = {
    TEXT("name", 0, struct item, name, 1, 8),
    TEXT("note", CYAML_FLAG_OPTIONAL, struct item, note, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t item_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct item, item_fields),
};

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

static const cyaml_schema_field_t box_fields[] = {
    TEXT("width", 0, struct box, width, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t doc_fields[] = {
    TEXT("title", 0, struct doc, title, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct doc, items, &item_schema, 2, 3),
    CYAML_FIELD_SEQUENCE("words", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct doc, words, &word_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_MAPPING_PTR("box", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                            struct doc, box, box_fields),
    CYAML_FIELD_IGNORE("free", CYAML_FLAG_OPTIONAL),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t doc_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct doc, doc_fields),
};

bool
doc_load(const char *text, size_t size, struct mat_diags *diags)
{
    struct mat_yaml_map *map = NULL;
    void *data = NULL;
    bool loaded = mat_yaml_load(text, size, &doc_schema, diags, &data, &map);

    assert_true(loaded == (data != NULL));
    assert_true(loaded == (diags->errors == 0));
    assert_true(diags->count <= MAT_DIAG_MAX);
    for (int i = 0; i < diags->count; i++) {
        assert_true(diags->items[i].line >= 1);
        assert_true(diags->items[i].column >= 1);
        assert_true(diags->items[i].text[0] != '\0');
    }
    if (map && !loaded && mat_yaml_salvage(map, &doc_schema, "\xFF", &data))
        assert_non_null(data);
    mat_yaml_map_free(map);
    mat_yaml_free(&doc_schema, data);
    return loaded;
}
