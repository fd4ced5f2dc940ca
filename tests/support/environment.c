#include "environment.h"

#include <string.h>

const char *
environment_value(char *const *environment, const char *name)
{
    size_t size = strlen(name);

    for (; *environment; environment++)
        if (strncmp(*environment, name, size) == 0 &&
            (*environment)[size] == '=')
            return *environment + size + 1;
    return NULL;
}
