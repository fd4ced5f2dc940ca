#include "app/start_control.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/out.h"
#include "store/paths.h"

#define SOCKET "control.sock"

/* Where a session that is started here has it: beside a part of the lock. */
static char *
own_path(void)
{
    char *path = mat_path(MAT_BASE_RUNTIME, SOCKET);

    return path ? path : mat_path(MAT_BASE_STATE, SOCKET);
}

/* Where the system puts runtime folders; it has not told us of it. */
static char *
login_path(void)
{
    char *folder =
        mat_xprintf("/run/user/%lu/matsession", (unsigned long)geteuid());
    struct stat info;
    char *path = NULL;

    if (lstat(folder, &info) == 0 && S_ISDIR(info.st_mode) &&
        info.st_uid == geteuid() && (info.st_mode & 077) == 0)
        path = mat_xprintf("%s/%s", folder, SOCKET);
    free(folder);
    return path;
}

/* What is wrong in a place that no session need be in is no error, but for one
 * that does not answer. Takes `path` over. */
static int
connect_elsewhere(struct mat_client *client, char *path, char **path_so_far)
{
    int error = path ? mat_client_open(client, path) : ECONNREFUSED;

    if (error != 0 && error != ETIMEDOUT) {
        free(path);
        return ECONNREFUSED;
    }
    free(*path_so_far);
    *path_so_far = path;
    return error;
}

int
mat_start_control_connect(struct mat_client *client, char **ret_path)
{
    char *path = own_path();
    int error = path ? mat_client_open(client, path) : ECONNREFUSED;
    char holder[MAT_HOLDER_TEXT];

    if (error == ECONNREFUSED && mat_lock_is_held(holder)) {
        error = connect_elsewhere(client, login_path(), &path);
        if (error == ECONNREFUSED)
            error = connect_elsewhere(client, mat_path(MAT_BASE_STATE, SOCKET),
                                      &path);
    }
    *ret_path = path;
    return error;
}

bool
mat_start_control_begin(struct mat_session *session)
{
    char *path;
    char *text;
    int error;

    if (session->control.path || !session->keep->lock.socket)
        return session->control.path != NULL;
    path = own_path();
    error = path ? mat_control_open(&session->control, path) : ENOENT;
    if (error != 0) {
        text = mat_xprintf("no other program can steer this session: %s: %s",
                           path ? path : SOCKET,
                           error == EEXIST ? "something else is there"
                                           : strerror(error));
        mat_keep_complain(session->keep, text);
        free(text);
    }
    free(path);
    return error == 0;
}
