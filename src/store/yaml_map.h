/**
 * \file
 * The source map of a YAML text: its nodes, and where each of them stands.
 * Private to the YAML door.
 */
#ifndef MAT_STORE_YAML_MAP_H
#define MAT_STORE_YAML_MAP_H

#include "store/yaml.h"

/** What a node is. */
enum mat_yaml_kind {
    MAT_YAML_SCALAR,
    MAT_YAML_LIST,
    MAT_YAML_MAPPING,
    MAT_YAML_BAD, /**< already complained about: no more is said of it */
};

/** "No node", and "no field". */
#define MAT_YAML_NONE (-1)

/** More keys than any of our mappings has. */
#define MAT_YAML_FIELDS_MAX 64

/** One value of the text. */
struct mat_yaml_node {
    enum mat_yaml_kind kind;
    bool empty;     /**< a scalar of which nothing is written */
    bool keyed;     /**< stands behind a key */
    int parent;     /**< or NONE for the top */
    int first;      /**< first child, or NONE */
    int last;       /**< last child, or NONE */
    int next;       /**< next child of the same parent, or NONE */
    int count;      /**< children */
    int index;      /**< place among the children of `parent` */
    int line;       /**< 1-based */
    int column;     /**< 1-based, in characters */
    int key_line;   /**< of the key */
    int key_column; /**< of the key */
    int field;      /**< of its mapping's schema, which it fills, or NONE */
    size_t key;     /**< offset of the key's text in the pool */
    size_t text;    /**< offset of a scalar's text in the pool */
    size_t size;    /**< bytes of a scalar */
};

/** The map. Node 0 is the top; a parent stands before its children. */
struct mat_yaml_map {
    struct mat_yaml_node *nodes;
    int count;
    size_t room;
    char *pool; /**< texts of keys and scalars, each with a NUL */
    size_t pool_size;
    size_t pool_room;
};

/** A one-based place in a text. */
struct mat_yaml_spot {
    int line;
    int column;
};

/**
 * Looks at the bytes of a text: UTF-8 without a byte-order mark, printable,
 * no %TAG lines (libyaml's time for them is quadratic).
 *
 * \param diags     added to: the first mistake
 * \return whether libyaml may read it
 */
bool mat_yaml_scan(const char *text, size_t size, struct mat_diags *diags);

/**
 * Reads the events of a text under the limits of yaml.h.
 *
 * \param diags     added to: mistakes that need no schema
 * \param ret_map   set when the text is YAML, even with mistakes; freed with
 *                  mat_yaml_map_free()
 * \return whether \p ret_map was set
 */
bool mat_yaml_map_read(const char *text, size_t size, struct mat_diags *diags,
                       struct mat_yaml_map **ret_map);

/** The key before a node that is `keyed`. Borrowed from the map. */
const char *mat_yaml_key(const struct mat_yaml_map *map, int node);

/** Writes the path of \p node: "steps[2].duration". \return \p buffer */
char *mat_yaml_path(const struct mat_yaml_map *map, int node, char *buffer,
                    size_t size);

/**
 * Adds a mistake, placed at \p spot.
 *
 * \param node  its path is the mistake's; NONE: the whole file
 */
__attribute__((format(printf, 5, 6))) void
mat_yaml_mistake(const struct mat_yaml_map *map, struct mat_diags *diags,
                 int node, struct mat_yaml_spot spot, const char *format, ...);

/** Adds a mistake about the key \p key of the mapping \p node, which may have
 *  no such key. */
__attribute__((format(printf, 6, 7))) void
mat_yaml_key_mistake(const struct mat_yaml_map *map, struct mat_diags *diags,
                     int node, const char *key, struct mat_yaml_spot spot,
                     const char *format, ...);

/**
 * Checks the tree against a schema of mappings, lists and texts: keys that are
 * unknown, missing or there twice, kinds, numbers of entries, lengths.
 *
 * \param map   marked: nodes get their `field`; those that do not go with the
 *              schema turn MAT_YAML_BAD, and a misspelt key's value stands for
 *              the field that is probably meant
 * \param diags added to: every mistake
 */
void mat_yaml_walk(struct mat_yaml_map *map, const cyaml_schema_value_t *schema,
                   struct mat_diags *diags);

#endif
