#include "store/folder.h"

#include <stdlib.h>
#include <string.h>

static int
is_yaml(const struct dirent *entry)
{
    const size_t ending = strlen(MAT_YAML_ENDING);
    const size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && size > ending &&
           strcmp(entry->d_name + size - ending, MAT_YAML_ENDING) == 0;
}

/* Not alphasort(): the order must not depend on the locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int
mat_folder_yaml(const char *path, struct dirent ***ret_entries)
{
    return scandir(path, ret_entries, is_yaml, by_name);
}

void
mat_folder_free(struct dirent **entries, int count)
{
    for (int i = 0; entries && i < count; i++)
        free(entries[i]);
    free(entries);
}
