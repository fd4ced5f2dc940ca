/**
 * \file
 * The systemd user timer that reminds of a session: its files, and systemd told
 * of them. Only files that we have written are ever written over or removed.
 * What happens is said; what it comes to is an exit status.
 */
#ifndef MAT_APP_USER_TIMER_H
#define MAT_APP_USER_TIMER_H

#include "app/exit.h"
#include "app/timer_units.h"

/** The absolute path of this program, freed by the caller; NULL when nobody
 *  tells, or when it was replaced since it began. */
char *mat_user_timer_program(void);

/** Writes the units and has systemd arm the timer. \param order  one without a
 *  mat_timer_units_problem() \return MAT_EXIT_DONE;
 *  MAT_EXIT_FAILED: not armed, though the files may stand */
int mat_user_timer_install(const struct mat_timer_order *order);

/** Has systemd disarm the timer, and removes the units. Fine when there are
 *  none. \return MAT_EXIT_DONE or MAT_EXIT_FAILED */
int mat_user_timer_remove(void);

/** Says what is installed. \return MAT_EXIT_DONE or MAT_EXIT_FAILED */
int mat_user_timer_show(void);

/** Sets the timer that is installed to another time of day, `at`, if it is for
 *  the same bedtime, plan and program. Nothing is said unless that fails, and
 *  the old time then stays. \param order  as for mat_user_timer_install() */
void mat_user_timer_move(const struct mat_timer_order *order);

#endif
