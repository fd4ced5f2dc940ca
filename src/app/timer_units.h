/**
 * \file
 * The texts of the systemd user units that remind of a session: a timer, which
 * starts a service, which runs `matsession bedtime --remind`.
 */
#ifndef MAT_APP_TIMER_UNITS_H
#define MAT_APP_TIMER_UNITS_H

#include <stdbool.h>

/** The names of the units. */
#define MAT_TIMER_NAME "matsession-bedtime.timer"
#define MAT_SERVICE_NAME "matsession-bedtime.service"

/** What the units are made from; times of day in minutes. Texts are
 *  borrowed. */
struct mat_timer_order {
    int at;              /**< the reminder comes at */
    int bedtime;         /**< .. for this bedtime */
    const char *plan;    /**< a name, or the absolute path of a file */
    const char *program; /**< the absolute path of this program */
};

/** Why no unit can say so; NULL: one can. `plan` and `program` may be NULL
 *  here: not known. The text fits behind "the reminder
 *  cannot be installed: ". */
const char *mat_timer_units_problem(const struct mat_timer_order *order);

/** The timer. \return freed by the caller; without memory the program exits */
char *mat_timer_units_timer(const struct mat_timer_order *order);

/** The service; `at` plays no part. \return likewise */
char *mat_timer_units_service(const struct mat_timer_order *order);

/** Whether a unit is one of ours: the program writes over no other. */
bool mat_timer_units_is_ours(const char *text);

/** Reads a timer back. \param ret_order  set on success; without `program`;
 *  `plan` and what it points to are cut out of \p text
 *  \return whether it says all that */
bool mat_timer_units_read(char *text, struct mat_timer_order *ret_order);

#endif
