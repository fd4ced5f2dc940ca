#include "cli/session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/exit.h"
#include "app/start_control.h"
#include "front/out.h"
#include "store/lock.h"

static int
say_nothing_runs(void)
{
    char holder[MAT_HOLDER_TEXT];

    if (mat_lock_is_held(holder))
        mat_problem("no session answers, though one was started%s%s",
                    *holder ? ": " : "", holder);
    else
        mat_problem("nothing is running");
    return MAT_EXIT_NO_SUCH;
}

static int
say_silent(void)
{
    mat_problem("the session does not answer; it may have been stopped with "
                "Ctrl-Z");
    return MAT_EXIT_FAILED;
}

int
mat_session_odd(void)
{
    mat_problem("the session does not speak as it should; it may be of another "
                "version");
    return MAT_EXIT_FAILED;
}

int
mat_session_lost(int error)
{
    if (error == ETIMEDOUT)
        return say_silent();
    mat_problem("the session has gone%s%s", error == EPIPE ? "" : ": ",
                error == EPIPE ? "" : strerror(error));
    return MAT_EXIT_FAILED;
}

int
mat_session_connect(struct mat_client *client)
{
    char *path;
    int error = mat_start_control_connect(client, &path);

    if (error == ECONNREFUSED) {
        say_nothing_runs();
    } else if (error == ETIMEDOUT) {
        say_silent();
    } else if (error != 0) {
        mat_problem("%s: %s", path,
                    error == EPERM ? "what listens there is not yours"
                                   : strerror(error));
    }
    free(path);
    if (error == 0)
        return MAT_EXIT_DONE;
    return error == ECONNREFUSED ? MAT_EXIT_NO_SUCH : MAT_EXIT_FAILED;
}

/* \return what to exit with for an answer */
static int
judge(const json_t *answer)
{
    const json_t *why = json_object_get(answer, "why");

    if (!json_is_object(answer))
        return mat_session_odd();
    if (!json_is_false(json_object_get(answer, "ok")))
        return MAT_EXIT_DONE;
    mat_problem("%s", json_is_string(why) ? json_string_value(why)
                                          : "the session says no");
    return MAT_EXIT_FAILED;
}

int
mat_session_ask(struct mat_client *client,
                const struct mat_control_request *request, json_t **ret_answer)
{
    const char *line;
    json_t *answer;
    int error = mat_client_ask(client, request);
    int status;

    /* One that sends a line and closes at once, for want of a place, may not
     * have waited for the request. */
    if (error == 0 || error == EPIPE)
        error = mat_client_line(client, MAT_CLIENT_PATIENCE, &line);
    if (error == EPIPE)
        return say_nothing_runs();
    if (error != 0)
        return mat_session_lost(error);
    answer = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    status = judge(answer);
    if (status == MAT_EXIT_DONE)
        *ret_answer = answer;
    else
        json_decref(answer);
    return status;
}
