/**
 * \file
 * The YAML files of a folder.
 */
#ifndef MAT_STORE_FOLDER_H
#define MAT_STORE_FOLDER_H

#include <dirent.h>

/** How the names of our files end. */
#define MAT_YAML_ENDING ".yaml"

/**
 * Lists what is called `*.yaml` in the folder \p path and is not hidden, in
 * the order of the names' bytes, whatever the locale.
 *
 * \param ret_entries  set on success; freed with mat_folder_free()
 * \return how many, or -1 and `errno`
 */
int mat_folder_yaml(const char *path, struct dirent ***ret_entries);

/** Frees \p count entries from mat_folder_yaml(). NULL is fine. */
void mat_folder_free(struct dirent **entries, int count);

#endif
