#include "app/program.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/out.h"

/* What execvp() takes when there is no PATH. */
#define FOLDERS "/bin:/usr/bin"

static bool
is_program(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           access(path, X_OK) == 0;
}

char *
mat_program_find(const char *name)
{
    const char *folders = getenv("PATH");

    if (strchr(name, '/'))
        return is_program(name) ? mat_xcopy(name) : NULL;
    for (folders = folders ? folders : FOLDERS;; folders++) {
        size_t size = strcspn(folders, ":");
        char *path = mat_xprintf("%.*s%s%s", (int)size, folders,
                                 size > 0 ? "/" : "", name);

        if (is_program(path))
            return path;
        free(path);
        folders += size;
        if (*folders == '\0')
            return NULL;
    }
}

/* A word as a shell takes it. */
static char *
quoted(const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "-_./+=:,@%";
    char *text;
    char *to;

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0')
        return mat_xcopy(word);
    /* A quotation mark becomes four bytes; around it two, and the end. */
    to = text = mat_xalloc(strlen(word) * 4 + 3);
    *to++ = '\'';
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            to = stpcpy(to, "'\\'");
        *to++ = *word;
    }
    *to = '\'';
    return text;
}

char *
mat_program_line(const char *const *argv)
{
    char *line = quoted(argv[0]);

    while (*++argv) {
        char *word = quoted(*argv);
        char *longer = mat_xprintf("%s %s", line, word);

        free(word);
        free(line);
        line = longer;
    }
    return line;
}
