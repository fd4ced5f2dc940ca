#include "temp_folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

bool
temp_folder_make(char ret_path[TEMP_FOLDER_BYTES])
{
    const char *base = getenv("TMPDIR");
    int size;

    /* XDG_CONFIG_HOME would be ignored, and the user's own folder written. */
    if (!base || base[0] != '/')
        base = P_tmpdir;
    size = snprintf(ret_path, TEMP_FOLDER_BYTES, "%s/matsession-test-XXXXXX",
                    base);
    if (size > 0 && size < TEMP_FOLDER_BYTES && mkdtemp(ret_path))
        return true;
    /* What is cut off could name a folder that is not ours to remove. */
    ret_path[0] = '\0';
    return false;
}

static int
remove_entry(const char *path, const struct stat *info, int type,
             struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

bool
temp_folder_remove(const char *path)
{
    return nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) == 0;
}
