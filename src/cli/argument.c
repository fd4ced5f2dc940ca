#include "cli/argument.h"

#include <stdio.h>
#include <string.h>

static const char dots[] = "...";

const char *
mat_argument_next(const char *at, struct mat_argument *ret_place)
{
    struct mat_argument place = {.names = at + strspn(at, " ")};
    size_t size = strcspn(place.names, " ");
    const char *behind = place.names + size;

    if (size == 0)
        return NULL;
    place.repeats = size > strlen(dots) &&
                    memcmp(behind - strlen(dots), dots, strlen(dots)) == 0;
    size -= place.repeats ? strlen(dots) : 0;
    place.optional =
        size > 1 && place.names[0] == '[' && place.names[size - 1] == ']';
    place.names += place.optional ? 1 : 0;
    place.size = size - (place.optional ? 2 : 0);
    *ret_place = place;
    return behind;
}

bool
mat_argument_name(struct mat_argument *place, char name[MAT_ARGUMENT_NAME])
{
    const char *bar;
    size_t size;

    if (place->size == 0)
        return false;
    bar = memchr(place->names, '|', place->size);
    size = bar ? (size_t)(bar - place->names) : place->size;
    snprintf(name, MAT_ARGUMENT_NAME, "%.*s", (int)size, place->names);
    size += bar ? 1 : 0;
    place->names += size;
    place->size -= size;
    return true;
}
