/**
 * \file
 * The control socket of a session: where it is, and who opens it.
 */
#ifndef MAT_APP_START_CONTROL_H
#define MAT_APP_START_CONTROL_H

#include "app/start_session.h"
#include "link/client.h"

/**
 * Connects to the session that runs: first where one that was started here has
 * its socket. Where it was started with another environment, as by cron or
 * from a login, it is in `/run/user/UID/matsession` or in the state folder;
 * these are tried while somebody has the lock.
 *
 * \param client    set on success
 * \param ret_path  set in any case: where it is, or whom the error is about; a
 *                  string that the caller frees, or NULL when there is no home
 * \return 0, or the error of mat_client_open()
 */
int mat_start_control_connect(struct mat_client *client, char **ret_path);

/** Opens the socket of a session that holds the lock, unless it is open; what
 *  keeps it from that is complained of. \return whether it is open */
bool mat_start_control_begin(struct mat_session *session);

#endif
