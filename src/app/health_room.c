#include "app/health_room.h"

#include <stdint.h>
#include <stdio.h>

/* A session writes less than 100 KiB. */
#define KIB_FULL 1024
#define KIB_SHORT 16384

enum mat_health
mat_room_judge(const struct statvfs *info, char ret_text[MAT_ROOM_TEXT])
{
    /* Neither product can be trusted not to wrap in bytes. */
    uint64_t kib = (uint64_t)info->f_bavail / 1024 * info->f_frsize +
                   (uint64_t)info->f_bavail % 1024 * info->f_frsize / 1024;

    if ((info->f_flag & ST_RDONLY) != 0) {
        snprintf(ret_text, MAT_ROOM_TEXT, "nothing can be written there");
    } else if (info->f_files > 0 && info->f_favail == 0) {
        snprintf(ret_text, MAT_ROOM_TEXT, "there is no room for another file");
    } else if (info->f_blocks == 0 || kib >= KIB_SHORT) {
        return MAT_HEALTH_OK; /* without blocks nobody knows */
    } else {
        snprintf(ret_text, MAT_ROOM_TEXT, "only %ju KiB are free",
                 (uintmax_t)kib);
        if (kib >= KIB_FULL)
            return MAT_HEALTH_NOTE;
    }
    return MAT_HEALTH_FAILS;
}
