#include "link/hooks_look.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/out.h"

#define OTHERS_WRITE (S_IWGRP | S_IWOTH)

static void
refuse(struct mat_hook_look *look, const char *why, const char *advice)
{
    look->state = MAT_HOOK_REFUSED;
    look->why = why;
    look->advice = advice;
}

/* Whether it is there; whatever else keeps it from being looked at refuses it.
 * A link that leads nowhere is there. */
static bool
is_there(struct mat_hook_look *look, struct stat *ret_info)
{
    struct stat link;

    if (stat(look->path, ret_info) == 0)
        return true;
    if (errno == ENOENT && lstat(look->path, &link) != 0)
        return false;
    refuse(look, "cannot be looked at", "If it is a link, where does it lead?");
    return false;
}

static bool
is_ours(struct mat_hook_look *look, const struct stat *info)
{
    if (info->st_uid != geteuid() && info->st_uid != 0)
        refuse(look, "belongs to somebody else", "Make it yours with chown.");
    else if ((info->st_mode & OTHERS_WRITE) != 0)
        refuse(look, "can be written by others", "chmod go-w keeps it yours.");
    else
        return true;
    return false;
}

void
mat_hook_look_folder(const char *folder, struct mat_hook_look *ret_look)
{
    struct stat info;

    *ret_look = (struct mat_hook_look){
        .path = mat_xcopy(folder), .why = "", .advice = ""};
    if (!is_there(ret_look, &info))
        return;
    if (!S_ISDIR(info.st_mode))
        refuse(ret_look, "is no folder", "Move it away.");
    else if (is_ours(ret_look, &info))
        ret_look->state = MAT_HOOK_FINE;
}

/* Whether nobody else can put another file in the place that the links lead
 * to. In a folder like /tmp one cannot take away what is not one's own. */
static bool
is_place_ours(struct mat_hook_look *look)
{
    char place[PATH_MAX];
    char *slash;
    struct stat info;

    if (!realpath(look->path, place)) {
        refuse(look, "cannot be looked at", "");
        return false;
    }
    slash = strrchr(place, '/');
    slash[slash == place] = '\0';
    if (stat(place, &info) == 0 &&
        (info.st_uid == geteuid() || info.st_uid == 0) &&
        ((info.st_mode & OTHERS_WRITE) == 0 || (info.st_mode & S_ISVTX) != 0))
        return true;
    refuse(look, "leads to a folder in which others can write",
           "Keep the file where only you can write.");
    return false;
}

void
mat_hook_look(const char *folder, const char *name,
              struct mat_hook_look *ret_look)
{
    struct stat info;

    *ret_look = (struct mat_hook_look){
        .path = mat_xprintf("%s/%s", folder, name), .why = "", .advice = ""};
    if (!is_there(ret_look, &info))
        return;
    if (!S_ISREG(info.st_mode))
        refuse(ret_look, "is no file", "A hook is one executable file.");
    else if (!is_ours(ret_look, &info) || !is_place_ours(ret_look))
        return;
    else if (access(ret_look->path, X_OK) != 0)
        refuse(ret_look, "cannot be executed", "chmod u+x, if it is to run.");
    else
        ret_look->state = MAT_HOOK_FINE;
}

void
mat_hook_look_done(struct mat_hook_look *look)
{
    free(look->path);
    *look = (struct mat_hook_look){0};
}
