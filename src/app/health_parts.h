/**
 * \file
 * The parts of mat_health_check(), each of which tells what it finds.
 */
#ifndef MAT_APP_HEALTH_PARTS_H
#define MAT_APP_HEALTH_PARTS_H

#include "app/health.h"
#include "store/config.h"

/** Tells a finding. \param advice what to do, or "" \param format makes the
 *  text */
__attribute__((format(printf, 5, 6))) void
mat_health_tell(struct mat_checkup *checkup, const char *check,
                enum mat_health health, const char *advice, const char *format,
                ...);

/** The terminal and the locale. */
void mat_health_place(struct mat_checkup *checkup);

/** The folders and their rights. */
void mat_health_folders(struct mat_checkup *checkup);

/** config.yaml. \param ret_config always set; released with
 *  mat_config_done() */
void mat_health_config(struct mat_checkup *checkup,
                       struct mat_config *ret_config);

/** The profile, own tables, own plans, the history. */
void mat_health_files(struct mat_checkup *checkup);

/** The speaker and the speech command. \param playing plays what works, and
 *  tells what that was */
void mat_health_sound(struct mat_checkup *checkup,
                      const struct mat_config *config, bool playing);

/** Hooks, notifications, and what keeps the machine awake. */
void mat_health_link(struct mat_checkup *checkup,
                     const struct mat_config *config);

#endif
