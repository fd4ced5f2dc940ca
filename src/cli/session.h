/**
 * \file
 * What commands share that speak to the running session. Problems are printed.
 */
#ifndef MAT_CLI_SESSION_H
#define MAT_CLI_SESSION_H

#include <jansson.h>

#include "link/client.h"

/** Connects to it. \return MAT_EXIT_DONE; MAT_EXIT_NO_SUCH: nothing is running;
 *  MAT_EXIT_FAILED */
int mat_session_connect(struct mat_client *client);

/**
 * Asks for something, and waits for the answer.
 *
 * \param ret_answer    set for MAT_EXIT_DONE: an object, to be released
 * \return MAT_EXIT_DONE; MAT_EXIT_NO_SUCH: the session has just ended;
 *         MAT_EXIT_FAILED: it says no, or nothing
 */
int mat_session_ask(struct mat_client *client,
                    const struct mat_control_request *request,
                    json_t **ret_answer);

/** Says that the connection is lost. \param error  of mat_client_line()
 *  \return what to exit with */
int mat_session_lost(int error);

/** Says that an answer cannot be understood. \return what to exit with */
int mat_session_odd(void);

#endif
