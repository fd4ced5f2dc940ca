#include "config_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "store/paths.h"
#include "temp_folder.h"

static char folder[TEMP_FOLDER_BYTES];

int
config_folder_make(void **state)
{
    (void)state;
    if (!temp_folder_make(folder))
        return 1;
    return setenv("XDG_CONFIG_HOME", folder, 1);
}

int
config_folder_remove(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

/* By its own name, so that it is never a user's. */
int
config_folder_empty(void **state)
{
    char path[TEMP_FOLDER_BYTES + sizeof("/matsession")];

    (void)state;
    assert_int_not_equal(folder[0], '\0');
    snprintf(path, sizeof(path), "%s/matsession", folder);
    temp_folder_remove(path);
    return 0;
}

char *
config_folder_path(const char *leaf)
{
    char *path = mat_path(MAT_BASE_CONFIG, leaf);

    assert_non_null(path);
    return path;
}

void
config_folder_put(const char *leaf, const char *text, size_t size)
{
    char *path = config_folder_path(leaf);

    assert_int_equal(mat_file_write(path, text, size, 0644), 0);
    free(path);
}
