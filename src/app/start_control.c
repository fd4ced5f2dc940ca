#include "app/start_control.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "front/out.h"
#include "store/paths.h"

#define SOCKET "control.sock"

char *
mat_start_control_path(void)
{
    char *path = mat_path(MAT_BASE_RUNTIME, SOCKET);

    return path ? path : mat_path(MAT_BASE_STATE, SOCKET);
}

bool
mat_start_control_begin(struct mat_session *session)
{
    char *path;
    char *text;
    int error;

    if (session->control.path || !session->keep->locked)
        return session->control.path != NULL;
    path = mat_start_control_path();
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
