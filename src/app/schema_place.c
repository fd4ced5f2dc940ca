#include "app/schema_place.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/out.h"
#include "front/own_folder.h"
#include "matsession/text.h"

#define NAME "plan.schema.json"
#define INSTALLED "/matsession/sessions/schema/" NAME

/* Whether \p path can be read, and can be written into a file of the user's:
 * the name of a folder may hold anything. */
static bool
is_of_use(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           access(path, R_OK) == 0 &&
           mat_text_check(path, PATH_MAX) == MAT_TEXT_FINE;
}

char *
mat_schema_place(void)
{
    static const char *const places[] = {NAME, MATSESSION_SHARE INSTALLED,
                                         MATSESSION_DATADIR INSTALLED};
    char *folder = mat_own_folder();
    char *found = NULL;

    for (size_t i = 0; !found && i < sizeof(places) / sizeof(*places); i++) {
        const bool rooted = places[i][0] == '/';
        char *path;

        if (!rooted && !folder)
            continue;
        path = mat_xprintf("%s%s", rooted ? "" : folder, places[i]);
        found = realpath(path, NULL);
        free(path);
        if (found && !is_of_use(found)) {
            free(found);
            found = NULL;
        }
    }
    free(folder);
    return found;
}
