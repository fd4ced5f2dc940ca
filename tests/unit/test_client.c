/* The socket as a file, and the client at its other end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/control_world.h"
#include "link/client.h"

static void
only_a_stale_socket_of_ours_is_replaced(void **state)
{
    struct mat_control second = {0};
    struct mat_client client = {0};
    struct stat info;
    char other[sizeof(control_path) + 8];
    mode_t mask = umask(0);

    (void)state;
    assert_int_equal(lstat(control_path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    close(control.file); /* killed: the socket stays, and nobody listens */
    control.file = -1;
    assert_int_equal(mat_client_open(&client, control_path), ECONNREFUSED);
    if (geteuid() == 0) { /* only root can have another own it */
        assert_int_equal(lchown(control_path, 65534, 65534), 0);
        assert_int_equal(mat_control_open(&second, control_path), EEXIST);
        assert_int_equal(lchown(control_path, 0, 0), 0);
    }
    assert_int_equal(mat_control_open(&second, control_path), 0);
    assert_int_equal(umask(mask), 0);
    assert_int_equal(lstat(control_path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(mat_client_open(&client, control_path), 0);
    mat_client_close(&client);
    mat_control_close(&second);
    assert_int_equal(lstat(control_path, &info), -1);

    snprintf(other, sizeof(other), "%s.other", control_path);
    fclose(fopen(other, "w"));
    assert_int_equal(symlink(other, control_path), 0);
    assert_int_equal(mat_control_open(&second, control_path), EEXIST);
    assert_int_equal(lstat(control_path, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    unlink(control_path);
    assert_int_equal(rename(other, control_path), 0);
    assert_int_equal(mat_control_open(&second, control_path), EEXIST);
    assert_int_equal(mat_client_open(&client, control_path), ECONNREFUSED);
    unlink(control_path);
    assert_int_equal(mkdir(control_path, 0700), 0);
    assert_int_equal(mat_control_open(&second, control_path), EEXIST);
    rmdir(control_path);
}

/* Somebody swept the folder, and another session began. */
static void
the_socket_of_another_is_left_alone(void **state)
{
    struct mat_control second = {0};
    struct stat info;

    (void)state;
    unlink(control_path);
    assert_int_equal(mat_control_open(&second, control_path), 0);
    mat_control_close(&control);
    assert_int_equal(lstat(control_path, &info), 0);
    mat_control_close(&second);
    assert_int_equal(lstat(control_path, &info), -1);
    mat_control_close(&second);
}

static void
a_long_path_works_too(void **state)
{
    char folder[TEMP_FOLDER_BYTES + 128];
    char deep[sizeof(folder) + 16];
    struct mat_control far = {0};
    struct mat_client client = {0};
    struct stat info;

    (void)state;
    snprintf(folder, sizeof(folder), "%s/%0120d", control_root, 7);
    snprintf(deep, sizeof(deep), "%s/control.sock", folder);
    assert_int_equal(mat_client_open(&client, deep), ECONNREFUSED);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(mat_client_open(&client, deep), ECONNREFUSED);
    assert_int_equal(mat_control_open(&far, deep), 0);
    assert_int_equal(lstat(deep, &info), 0);
    assert_int_equal(mat_client_open(&client, deep), 0);
    mat_client_close(&client);
    mat_control_close(&far);
    assert_int_equal(lstat(deep, &info), -1);
}

static void
a_client_waits_for_no_longer_than_told(void **state)
{
    const struct mat_control_request request = {.verb = MAT_VERB_STATUS};
    struct mat_client client = {0};
    const char *line;

    (void)state;
    assert_int_equal(mat_client_open(&client, control_path), 0);
    assert_int_equal(mat_client_ask(&client, &request), 0);
    assert_int_equal(mat_client_line(&client, 10, &line), ETIMEDOUT);
    control_turn(0);
    control_turn(1);
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    assert_memory_equal(line, "{\"ok\":true", 10);
    assert_int_equal(mat_client_line(&client, 0, &line), ETIMEDOUT);
    mat_control_close(&control);
    assert_int_equal(mat_client_line(&client, MAT_MS_NONE, &line), EPIPE);
    mat_client_close(&client);
    mat_client_close(&client);
}

/* The session ended with a request on its way: the kernel says so otherwise. */
static void
a_client_sees_the_end_behind_a_request(void **state)
{
    const struct mat_control_request request = {.verb = MAT_VERB_STATUS};
    struct mat_client client = {0};
    const char *line;

    (void)state;
    assert_int_equal(mat_client_open(&client, control_path), 0);
    control_turn(0);
    assert_int_equal(mat_client_ask(&client, &request), 0);
    mat_control_close(&control);
    assert_int_equal(mat_client_line(&client, 0, &line), EPIPE);
    mat_client_close(&client);
}

static void
a_client_takes_no_endless_line(void **state)
{
    static char bytes[MAT_CLIENT_LINE + 1];
    struct mat_client client = {0};
    const char *line;
    int file;

    (void)state;
    assert_int_equal(mat_client_open(&client, control_path), 0);
    file = accept(control.file, NULL, NULL);
    memset(bytes, 'x', sizeof(bytes));
    assert_int_equal(send(file, bytes, sizeof(bytes), 0), sizeof(bytes));
    assert_int_equal(mat_client_line(&client, 100, &line), EMSGSIZE);
    mat_client_close(&client);
    close(file);
}

static void
where_no_folder_is_nothing_runs(void **state)
{
    struct mat_client client = {0};
    char below[sizeof(control_path) + 8];

    (void)state;
    snprintf(below, sizeof(below), "%s/below", control_path);
    assert_int_equal(mat_client_open(&client, below), ECONNREFUSED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(only_a_stale_socket_of_ours_is_replaced),
        IN_A_FOLDER(the_socket_of_another_is_left_alone),
        IN_A_FOLDER(a_long_path_works_too),
        IN_A_FOLDER(a_client_waits_for_no_longer_than_told),
        IN_A_FOLDER(a_client_sees_the_end_behind_a_request),
        IN_A_FOLDER(a_client_takes_no_endless_line),
        IN_A_FOLDER(where_no_folder_is_nothing_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
