/**
 * \file
 * YAML in: one door for every YAML file that the program reads.
 *
 * libyaml's events are checked under limits while they stream and kept as a
 * source map (what stands where); the map is walked against the very libcyaml
 * schema that loads the file, which finds all mistakes and places them to line
 * and column; only then libcyaml loads. Why not libcyaml alone: src/adr.
 */
#ifndef MAT_STORE_YAML_H
#define MAT_STORE_YAML_H

#include <cyaml/cyaml.h>

#include "matsession/diag.h"

#define MAT_YAML_BYTES_MAX ((size_t)1 << 20) /**< a file */
#define MAT_YAML_DEPTH_MAX 16                /**< nesting */
#define MAT_YAML_NODES_MAX 60000             /**< scalars and collections */
#define MAT_YAML_SCALAR_MAX 16384            /**< bytes of one scalar */

/** What stands where in a text. */
struct mat_yaml_map;

/**
 * Loads a text against a schema.
 *
 * \param text      \p size bytes; needs no NUL
 * \param schema    the top value, a MAPPING with flag POINTER
 * \param diags     added to: every mistake, placed
 * \param ret_data  set on success: freed with mat_yaml_free()
 * \param ret_map   set on success, and on failure when the text could be
 *                  parsed, else NULL: freed with mat_yaml_map_free(). NULL: not
 *                  wanted
 * \return whether \p ret_data was set
 */
bool mat_yaml_load(const char *text, size_t size,
                   const cyaml_schema_value_t *schema, struct mat_diags *diags,
                   void **ret_data, struct mat_yaml_map **ret_map);

/**
 * Loads what can be read of a text that mat_yaml_load() refused, so that more
 * can be said about the rest of it.
 *
 * A list that could not be read has no entries but is not NULL; a list of too
 * many has the first ones. Unknown keys, and a key the second time, are passed
 * over.
 *
 * \param map       what mat_yaml_load() gave
 * \param schema    the same as there
 * \param unread    stands for a text that could not be read, or that should be
 *                  there and is not; of no file itself: not UTF-8
 * \param ret_data  set on success: freed with mat_yaml_free()
 * \return whether \p ret_data was set: not when the top is no mapping, nor
 *         without memory
 */
bool mat_yaml_salvage(const struct mat_yaml_map *map,
                      const cyaml_schema_value_t *schema, const char *unread,
                      void **ret_data);

/** Adds the mistake of a file over MAT_YAML_BYTES_MAX, for a caller whose
 *  reading stopped there. */
void mat_yaml_too_large(struct mat_diags *diags);

/** Frees what mat_yaml_load() gave. NULL is fine. */
void mat_yaml_free(const cyaml_schema_value_t *schema, void *data);

/** Places all unplaced mistakes whose path is in \p map, then sorts. A path
 *  that is not there is placed at its nearest parent that is. */
void mat_yaml_place(const struct mat_yaml_map *map, struct mat_diags *diags);

/** Frees a map. NULL is fine. */
void mat_yaml_map_free(struct mat_yaml_map *map);

#endif
