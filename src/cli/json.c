#include "cli/json.h"

#include <stdlib.h>

#include "front/out.h"

void
mat_json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        mat_no_memory();
}

void
mat_json_add(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0)
        mat_no_memory();
}

void
mat_json_print(FILE *file, json_t *value, size_t flags)
{
    char *text = json_dumps(value, flags);

    json_decref(value);
    if (text)
        fprintf(file, "%s\n", text);
    else
        mat_no_memory();
    free(text);
}
