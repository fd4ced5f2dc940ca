#include "store/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/yaml_map.h"

/* libcyaml's words about why it would not load. */
struct words {
    char text[160];
};

static void
words_keep(cyaml_log_t level, void *context, const char *format, va_list args)
{
    struct words *words = context;

    /* The first line is the cause, what follows is the way there. */
    if (level == CYAML_LOG_ERROR && words->text[0] == '\0') {
        vsnprintf(words->text, sizeof(words->text), format, args);
        words->text[strcspn(words->text, "\n")] = '\0';
    }
}

static bool
schema_load(const char *text, size_t size, const cyaml_schema_value_t *schema,
            struct mat_diags *diags, void **ret_data)
{
    struct words words = {""};
    cyaml_config_t config = {
        .log_fn = words_keep,
        .log_ctx = &words,
        .mem_fn = cyaml_mem,
        .log_level = CYAML_LOG_ERROR,
        .flags = CYAML_CFG_NO_ALIAS,
    };
    cyaml_data_t *data = NULL;
    cyaml_err_t error = cyaml_load_data((const uint8_t *)text, size, &config,
                                        schema, &data, NULL);

    if (error == CYAML_OK && data) {
        *ret_data = data;
        return true;
    }
    mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, (struct mat_yaml_spot){1, 1},
                     "cannot be loaded: %s",
                     words.text[0] ? words.text : cyaml_strerror(error));
    return false;
}

void
mat_yaml_too_large(struct mat_diags *diags)
{
    mat_yaml_mistake(NULL, diags, MAT_YAML_NONE, (struct mat_yaml_spot){1, 1},
                     "is larger than 1 MiB; this is no file of ours");
}

static void
mark_skip(const char **text, size_t *size)
{
    if (*size >= 3 && memcmp(*text, "\xEF\xBB\xBF", 3) == 0) {
        *text += 3;
        *size -= 3;
    }
}

bool
mat_yaml_load(const char *text, size_t size, const cyaml_schema_value_t *schema,
              struct mat_diags *diags, void **ret_data,
              struct mat_yaml_map **ret_map)
{
    struct mat_yaml_map *map = NULL;
    int errors = diags->errors;
    bool loaded = false;

    if (size > MAT_YAML_BYTES_MAX) {
        mat_yaml_too_large(diags);
    } else {
        mark_skip(&text, &size);
        if (mat_yaml_scan(text, size, diags) &&
            mat_yaml_map_read(text, size, diags, &map))
            mat_yaml_walk(map, schema, diags);
        if (diags->errors == errors)
            loaded = schema_load(text, size, schema, diags, ret_data);
    }
    mat_diags_sort(diags);
    if (ret_map)
        *ret_map = map;
    else
        mat_yaml_map_free(map);
    return loaded;
}

void
mat_yaml_free(const cyaml_schema_value_t *schema, void *data)
{
    const cyaml_config_t config = {.mem_fn = cyaml_mem};

    if (data)
        cyaml_free(&config, schema, data, 0);
}
