#include "store/config.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/arena.h"
#include "matsession/text.h"
#include "store/config_keys.h"
#include "store/config_yaml.h"
#include "store/paths.h"
#include "store/yaml.h"

#define LEAF "config.yaml"

/* It names a program that is run. */
static void
warn_when_open(const char *path, struct mat_diags *diags)
{
    struct stat file;

    if (stat(path, &file) == 0 && (file.st_mode & 022) != 0)
        mat_diag_add(diags, MAT_DIAG_WARNING, "",
                     "can be written by others; chmod go-w keeps it yours",
                     NULL);
}

enum mat_config_load
mat_config_load(struct mat_config *ret_config, struct mat_diags *diags,
                char **ret_path, int *ret_error)
{
    char *path = mat_path(MAT_BASE_CONFIG, LEAF);
    int errors = diags->errors;
    char *text;
    size_t size;
    int error;
    bool good;

    mat_config_defaults(ret_config);
    *ret_path = path;
    if (!path)
        return MAT_CONFIG_MISSING;
    error = mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size);
    if (error == ENOENT && mat_path_is_link(path))
        error = ENOLINK;
    if (error == ENOENT)
        return MAT_CONFIG_MISSING;
    if (error == EFBIG) {
        mat_yaml_too_large(diags);
        return MAT_CONFIG_WRONG;
    }
    if (error != 0) {
        *ret_error = error;
        return MAT_CONFIG_UNREAD;
    }
    good = mat_config_read(text, size, diags, ret_config);
    warn_when_open(path, diags); /* of the file as a whole: not placed */
    free(text);
    if (good)
        return MAT_CONFIG_LOADED;
    if (diags->errors > errors)
        return MAT_CONFIG_WRONG;
    *ret_error = ENOMEM;
    return MAT_CONFIG_UNREAD;
}

/* Copies a word with its placeholders filled in, or only counts. \return its
 * bytes with the NUL */
static size_t
word_fill(const struct mat_config *config, const char *word, char *to)
{
    size_t used = 0;
    char number[MAT_NUMBER_TEXT];

    while (*word != '\0') {
        size_t taken = mat_config_placeholder(word);
        const char *from =
            taken > 0 ? mat_config_filling(config, word, taken, number) : NULL;
        size_t size = from ? strlen(from) : 1;

        if (to)
            memcpy(to + used, from ? from : word, size);
        used += size;
        word += from ? taken : 1;
    }
    if (to)
        to[used] = '\0';
    return used + 1;
}

char **
mat_config_voice(const struct mat_config *config)
{
    size_t count = 0;
    size_t bytes = 0;
    char **argv;
    char *text;

    for (; config->command[count]; count++)
        bytes += word_fill(config, config->command[count], NULL);
    assert(count > 0);
    argv = malloc((count + 1) * sizeof(argv[0]) + bytes);
    if (!argv)
        return NULL;
    text = (char *)(argv + count + 1);
    for (size_t i = 0; i < count; i++) {
        argv[i] = text;
        text += word_fill(config, config->command[i], text);
    }
    argv[count] = NULL;
    return argv;
}

void
mat_config_done(struct mat_config *config)
{
    mat_arena_free(config->backing);
    *config = (struct mat_config){0};
}
