/**
 * \file
 * A folder of settings for a test, named by XDG_CONFIG_HOME, with the files
 * that the program keeps there.
 */
#ifndef MAT_TESTS_CONFIG_FOLDER_H
#define MAT_TESTS_CONFIG_FOLDER_H

#include <stddef.h>

/** Makes it, for a group of tests. \return 0 */
int config_folder_make(void **state);

/** Removes it, after a group of tests. \return 0 */
int config_folder_remove(void **state);

/** Empties it, after a test. \return 0 */
int config_folder_empty(void **state);

/** The path of \p leaf in it. Freed by the caller */
char *config_folder_path(const char *leaf);

/** Writes \p leaf, with what is missing above it; a test that cannot fails. */
void config_folder_put(const char *leaf, const char *text, size_t size);

#endif
