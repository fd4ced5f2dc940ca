/**
 * \file
 * The other end of the control socket (control.h): what asks a running session.
 */
#ifndef MAT_LINK_CLIENT_H
#define MAT_LINK_CLIENT_H

#include "link/control_request.h"

/** How long a session may take to answer. */
#define MAT_CLIENT_PATIENCE MAT_SECONDS(2)
/** The longest line that a session may send. */
#define MAT_CLIENT_LINE 65536

/** A connection. Members are private but for `reader`; all zero is none. */
struct mat_client {
    int file;
    char *buffer; /* MAT_CLIENT_LINE bytes; NULL: not open */
    size_t used;
    size_t taken; /* of them */
    int reader;   /**< a file of ours: once nobody reads it any more, waiting
                       ends; 0: none */
};

/**
 * Connects to the session that runs, and waits for no longer than
 * MAT_CLIENT_PATIENCE.
 *
 * \param client  set on success, `reader` to 0
 * \return 0; ECONNREFUSED: nothing runs; ETIMEDOUT: what listens there lets
 *         nobody in; EPERM: it is not ours; or another errno value
 */
int mat_client_open(struct mat_client *client, const char *path);

/** Closes it. Fine when it is not open. */
void mat_client_close(struct mat_client *client);

/** Sends a request. \return 0; ETIMEDOUT; EPIPE: the session has closed the
 *  connection; or another errno value */
int mat_client_ask(struct mat_client *client,
                   const struct mat_control_request *request);

/**
 * Waits for a line.
 *
 * \param wait      at most so long; MAT_MS_NONE: for ever
 * \param ret_line  set on success: without its newline, borrowed until the next
 *                  call
 * \return 0; ETIMEDOUT; EPIPE: the session has closed the connection;
 *         ECANCELED: nobody reads `reader`; or another errno value
 */
int mat_client_line(struct mat_client *client, mat_ms wait,
                    const char **ret_line);

#endif
