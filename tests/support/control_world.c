#include "control_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "link/control_address.h"

char control_root[TEMP_FOLDER_BYTES];
char control_path[TEMP_FOLDER_BYTES + 16];
struct mat_control control;
const struct mat_status control_status = {.plan = "p",
                                          .title = "P",
                                          .step = 1,
                                          .steps = 1,
                                          .kind = "rest",
                                          .step_title = "R",
                                          .area = "",
                                          .position = "",
                                          .layer = "",
                                          .surface = "",
                                          .cue = "",
                                          .next = ""};

int
control_turn(mat_ms now)
{
    struct pollfd files[MAT_CONTROL_FILES];
    struct mat_control_request request;
    int client;
    int n = 0;

    mat_control_poll(&control, now, files);
    assert_true(poll(files, MAT_CONTROL_FILES, 0) >= 0);
    mat_control_heed(&control, files, now);
    while ((client = mat_control_take(&control, &request)) >= 0) {
        n++;
        if (request.verb == MAT_VERB_WATCH)
            mat_control_watch(&control, client, &control_status);
        else
            mat_control_answer(&control, client, "", &control_status);
    }
    return n;
}

int
control_join(void)
{
    struct mat_control_address address;
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

    assert_int_equal(mat_control_address_make(control_path, &address), 0);
    assert_int_equal(
        connect(file, (const struct sockaddr *)&address.name, address.size), 0);
    mat_control_address_done(&address);
    return file;
}

void
control_say(int file, const char *text)
{
    assert_int_equal(send(file, text, strlen(text), MSG_NOSIGNAL),
                     (int)strlen(text));
}

const char *
control_heard(int file)
{
    static char buffer[1 << 18];
    ssize_t size = recv(file, buffer, sizeof(buffer) - 1, 0);

    if (size == 0 || (size < 0 && errno == ECONNRESET))
        return "closed";
    buffer[size > 0 ? size : 0] = '\0';
    return buffer;
}

int
control_count(void)
{
    int n = 0;

    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        n += control.peers[i] != NULL;
    return n;
}

int
control_world_make(void **state)
{
    (void)state;
    if (!temp_folder_make(control_root))
        return -1;
    snprintf(control_path, sizeof(control_path), "%s/control.sock",
             control_root);
    return mat_control_open(&control, control_path);
}

int
control_world_remove(void **state)
{
    (void)state;
    mat_control_close(&control);
    return temp_folder_remove(control_root) ? 0 : -1;
}
