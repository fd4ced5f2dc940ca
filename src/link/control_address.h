/**
 * \file
 * The address of the control socket, however long its path is.
 */
#ifndef MAT_LINK_CONTROL_ADDRESS_H
#define MAT_LINK_CONTROL_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

/** An address. */
struct mat_control_address {
    struct sockaddr_un name;
    socklen_t size;
    int folder; /* that a long path goes through, or -1 */
};

/**
 * Makes the address of \p path. One that does not fit an address goes through
 * a file descriptor of its folder, where the system can do that.
 *
 * \return 0, or an errno value: ENAMETOOLONG, or why the folder cannot be
 *         opened
 */
int mat_control_address_make(const char *path,
                             struct mat_control_address *ret_address);

/** Releases what it holds. */
void mat_control_address_done(struct mat_control_address *address);

/** Whether the process at the other end of a connection is of our user. */
bool mat_control_address_is_ours(int connection);

#endif
