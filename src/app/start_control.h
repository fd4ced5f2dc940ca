/**
 * \file
 * The control socket of a session: where it is, and who opens it.
 */
#ifndef MAT_APP_START_CONTROL_H
#define MAT_APP_START_CONTROL_H

#include "app/start_session.h"

/** Where the socket is: beside the lock. \return a string that the caller
 *  frees; NULL when there is no home */
char *mat_start_control_path(void);

/** Opens the socket of a session that holds the lock, unless it is open; what
 *  keeps it from that is complained of. \return whether it is open */
bool mat_start_control_begin(struct mat_session *session);

#endif
