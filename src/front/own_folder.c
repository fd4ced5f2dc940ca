#include "front/own_folder.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

char *
mat_own_program(void)
{
    static const char *const links[] = {"/proc/self/exe", "/proc/curproc/file",
                                        "/proc/curproc/exe"};
    char path[PATH_MAX];
    ssize_t size = -1;

    for (size_t i = 0; size < 0 && i < sizeof(links) / sizeof(*links); i++)
        size = readlink(links[i], path, sizeof(path));
    return size > 0 && path[0] == '/' ? strndup(path, (size_t)size) : NULL;
}

/* Not realpath(): what was replaced while it runs is still in its folder. */
char *
mat_own_folder(void)
{
    char *path = mat_own_program();

    if (path)
        strrchr(path, '/')[1] = '\0';
    return path;
}
