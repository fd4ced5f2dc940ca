#include "folder_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/paths.h"
#include "temp_folder.h"

static char folder[TEMP_FOLDER_BYTES];

int
make_folder(void **state)
{
    (void)state;
    umask(022);
    return !temp_folder_make(folder);
}

int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

const char *
in_folder(const char *leaf)
{
    static char paths[4][512];
    static int next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof(paths[0]), "%s/%s", folder, leaf);
    return path;
}

void
write_text(const char *path, const char *text)
{
    assert_int_equal(mat_file_write(path, text, strlen(text), 0600), 0);
}

void
assert_holds(const char *path, const char *text)
{
    char *read;
    size_t size;

    assert_int_equal(mat_file_read(path, 4096, &read, &size), 0);
    assert_int_equal(size, strlen(text));
    assert_string_equal(read, text);
    free(read);
}

int
entries_in(const char *path)
{
    DIR *list = opendir(path);
    int n = -2; /* . and .. */

    assert_non_null(list);
    while (readdir(list))
        n++;
    closedir(list);
    return n;
}

mode_t
mode_of(const char *path)
{
    struct stat file;

    assert_int_equal(stat(path, &file), 0);
    return file.st_mode & 0777;
}
