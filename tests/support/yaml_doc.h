/**
 * \file
 * A small kind of YAML file with one of each shape that ours have, for the
 * tests of the YAML door.
 */
#ifndef MAT_TESTS_YAML_DOC_H
#define MAT_TESTS_YAML_DOC_H

#include "store/yaml.h"

/** An entry of a list. */
struct item {
    char *name;
    char *note;
};

/** A mapping in a mapping. */
struct box {
    char *width;
};

/** The file. */
struct doc {
    char *title;
    struct item *items;
    unsigned items_count;
    char **words;
    unsigned words_count;
    struct box *box;
};

/** `title` is needed; `items`, 2 to 3 of them, have a `name` of 1 to 8 bytes
 * and may have a `note`; `words`, a `box` with a `width` and `free`, which
 * holds anything, may be there. */
extern const cyaml_schema_value_t doc_schema;

/** Loads a text, or what can be read of it, frees what came of it, and fails
 * the test unless the result, the mistakes and their places agree. \return
 * whether it was loaded */
bool doc_load(const char *text, size_t size, struct mat_diags *diags);

#endif
