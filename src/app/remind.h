/**
 * \file
 * The reminder that it is time to start, as a timer or cron runs it: by the
 * means of a session's notifications, and silent where it would not be true.
 */
#ifndef MAT_APP_REMIND_H
#define MAT_APP_REMIND_H

#include "app/tonight.h"

/**
 * Reminds, if it is due: not long before or after the start, not while a
 * session runs, and not when there was one on the mat since noon. After the
 * start it names a shorter session that still fits, or nothing. On a terminal
 * it says why nothing is shown.
 *
 * \param tonight  prepared; its schedule may become a shorter one
 * \return MAT_EXIT_DONE; MAT_EXIT_FAILED: it was due and nothing could show it;
 *         MAT_EXIT_WRONG_FILE
 */
int mat_remind(struct mat_tonight *tonight);

#endif
