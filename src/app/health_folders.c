#include "app/health_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/health_room.h"
#include "front/out.h"
#include "store/paths.h"

/* A folder of the program. */
struct place {
    const char *check;
    enum mat_base base;
    const char *leaf;
    bool private; /* rights of others are worth a note */
    bool strict;  /* .. or stop a session, as a link in its place does */
    bool spare;   /* nothing is lost without it */
};

static const struct place places[] = {
    {"config-folder", MAT_BASE_CONFIG, "", .private = false},
    {"history-folder", MAT_BASE_DATA, "history", .private = true},
    {"state-folder", MAT_BASE_STATE, "", .private = true},
    {"cache-folder", MAT_BASE_CACHE, "", .spare = true},
    {"runtime-folder", MAT_BASE_RUNTIME, "", .strict = true},
};

/* One folder that is looked at. */
struct look {
    struct mat_checkup *checkup;
    const struct place *place;
    const char *path;
    const char *there; /* the folder, or the nearest one above that is there */
};

#define TELL(look, health, advice, ...)                                    \
    mat_health_tell((look)->checkup, (look)->place->check, health, advice, \
                    __VA_ARGS__)

static enum mat_health
worst(const struct look *look)
{
    return look->place->spare ? MAT_HEALTH_NOTE : MAT_HEALTH_FAILS;
}

static bool
is_there(const struct look *look)
{
    return strcmp(look->there, look->path) == 0;
}

static void
tell_no_folder(const struct look *look, const struct stat *info)
{
    if (S_ISLNK(info->st_mode))
        TELL(look, worst(look), "Move the link away; a folder is made.",
             "%s is a link; no session starts like that.", look->path);
    else
        TELL(look, worst(look), "Move it away; a folder is made.",
             "%s is no folder.", look->there);
}

static void
tell_no_right(const struct look *look, int error)
{
    if (is_there(look))
        TELL(look, worst(look), "Give yourself the right to write there.",
             "%s cannot be used: %s.", look->path, strerror(error));
    else
        TELL(look, worst(look), "Give yourself the right to write there.",
             "%s cannot be made in %s: %s.", look->path, look->there,
             strerror(error));
}

static bool
is_usable(const struct look *look, const struct stat *info)
{
    if (!S_ISDIR(info->st_mode))
        tell_no_folder(look, info);
    else if (is_there(look) && info->st_uid != geteuid())
        TELL(look, worst(look),
             "Make it yours with chown. Was the program run as root?",
             "%s belongs to somebody else.", look->path);
    else if (access(look->there, R_OK | W_OK | X_OK) != 0)
        tell_no_right(look, errno);
    else
        return true;
    return false;
}

/* Rights that others have, where it holds what is nobody else's. */
static bool
is_private(const struct look *look, const struct stat *info)
{
    char *advice;

    if ((info->st_mode & 077) == 0 || !is_there(look) ||
        !(look->place->private || look->place->strict))
        return true;
    advice = mat_xprintf("chmod 700 %s", look->path);
    TELL(look, look->place->strict ? MAT_HEALTH_FAILS : MAT_HEALTH_NOTE, advice,
         "%s can be used by others%s.", look->path,
         look->place->strict ? "; no session starts like that" : "");
    free(advice);
    return false;
}

static bool
has_room(const struct look *look)
{
    struct statvfs info;
    char text[MAT_ROOM_TEXT];
    enum mat_health room;

    if (statvfs(look->there, &info) != 0)
        return true;
    room = mat_room_judge(&info, text);
    if (room == MAT_HEALTH_OK)
        return true;
    TELL(look,
         room == MAT_HEALTH_FAILS && !look->place->spare ? MAT_HEALTH_FAILS
                                                         : MAT_HEALTH_NOTE,
         "Make room on that disk.", "%s: %s.", look->path, text);
    return false;
}

/* Cuts `there` up to what is there. \return whether anything is */
static bool
find_there(char *there, bool strict, struct stat *ret_info)
{
    for (;;) {
        char *slash = strrchr(there, '/');

        if ((strict ? lstat : stat)(there, ret_info) == 0)
            return true;
        if (!slash || there[1] == '\0')
            return false;
        slash[slash == there] = '\0';
        strict = false; /* above it links are fine */
    }
}

static void
look_at(struct look *look)
{
    char *there = mat_xcopy(look->path);
    struct stat info;
    bool found = find_there(there, look->place->strict, &info);

    look->there = there;
    if (!found)
        TELL(look, worst(look), "", "%s cannot be looked at: %s.", look->path,
             strerror(errno));
    else if (is_usable(look, &info) && is_private(look, &info) &&
             has_room(look))
        TELL(look, MAT_HEALTH_OK, "", "%s%s", look->path,
             is_there(look) ? "" : " (made when it is needed)");
    free(there);
}

void
mat_health_folders(struct mat_checkup *checkup)
{
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct look look = {.checkup = checkup, .place = &places[i]};
        char *path = mat_path(places[i].base, places[i].leaf);

        look.path = path;
        if (path)
            look_at(&look);
        else if (places[i].base == MAT_BASE_RUNTIME)
            TELL(&look, MAT_HEALTH_OK, "",
                 "XDG_RUNTIME_DIR is not set: the state folder is used.");
        else
            TELL(&look, MAT_HEALTH_FAILS, "Set HOME.",
                 "There is no home folder to keep it in.");
        free(path);
    }
}
