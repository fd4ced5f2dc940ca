/**
 * \file
 * Whether a disk has room for what the program keeps.
 */
#ifndef MAT_APP_HEALTH_ROOM_H
#define MAT_APP_HEALTH_ROOM_H

#include <sys/statvfs.h>

#include "app/health.h"

/** Room for what mat_room_judge() writes. */
#define MAT_ROOM_TEXT 80

/** Judges the room that is left. \param ret_text set unless it is OK */
enum mat_health mat_room_judge(const struct statvfs *info,
                               char ret_text[MAT_ROOM_TEXT]);

#endif
