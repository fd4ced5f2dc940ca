#include "link/control_address.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* \return whether it fits */
static bool
put(struct mat_control_address *address, const char *path)
{
    size_t size = strlen(path) + 1;

    if (size > sizeof(address->name.sun_path))
        return false;
    memcpy(address->name.sun_path, path, size);
    return true;
}

static int
put_through_folder(struct mat_control_address *address, const char *path)
{
#ifdef O_PATH
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : NULL;
    char through[sizeof(address->name.sun_path)];
    int size;

    if (!folder)
        return slash ? ENOMEM : ENAMETOOLONG;
    address->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (address->folder < 0)
        return errno;
    size = snprintf(through, sizeof(through), "/proc/self/fd/%d%s",
                    address->folder, slash);
    if (size > 0 && (size_t)size < sizeof(through) && put(address, through))
        return 0;
    close(address->folder);
#else
    (void)address;
    (void)path;
#endif
    return ENAMETOOLONG;
}

int
mat_control_address_make(const char *path,
                         struct mat_control_address *ret_address)
{
    struct mat_control_address address = {.name = {.sun_family = AF_UNIX},
                                          .size = sizeof(address.name),
                                          .folder = -1};
    int error = put(&address, path) ? 0 : put_through_folder(&address, path);

    if (error == 0)
        *ret_address = address;
    return error;
}

void
mat_control_address_done(struct mat_control_address *address)
{
    if (address->folder >= 0)
        close(address->folder);
    address->folder = -1;
}

bool
mat_control_address_is_ours(int connection)
{
#ifdef SO_PEERCRED
    struct ucred peer;
    socklen_t size = sizeof(peer);

    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.uid == geteuid();
#else
    uid_t user;
    gid_t group;

    return getpeereid(connection, &user, &group) == 0 && user == geteuid();
#endif
}
