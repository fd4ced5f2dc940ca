/* The control socket with real clients; time is a local variable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "link/client.h"
#include "link/control.h"
#include "link/control_address.h"
#include "link/control_peer.h"

static char root[TEMP_FOLDER_BYTES];
static char path[TEMP_FOLDER_BYTES + 16];
static struct mat_control control;
static const struct mat_status here = {.plan = "p",
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

/* One turn of the session's loop: whoever asks is answered with a status, or
 * watches. \return how many asked */
static int
turn(mat_ms now)
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
            mat_control_watch(&control, client, &here);
        else
            mat_control_answer(&control, client, "", &here);
    }
    return n;
}

static int
join(void)
{
    struct mat_control_address address;
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

    assert_int_equal(mat_control_address_make(path, &address), 0);
    assert_int_equal(
        connect(file, (const struct sockaddr *)&address.name, address.size), 0);
    mat_control_address_done(&address);
    return file;
}

static void
say(int file, const char *text)
{
    assert_int_equal(send(file, text, strlen(text), MSG_NOSIGNAL),
                     (int)strlen(text));
}

/* What has come, or "closed". */
static const char *
heard(int file)
{
    static char buffer[1 << 18];
    ssize_t size = recv(file, buffer, sizeof(buffer) - 1, 0);

    if (size == 0 || (size < 0 && errno == ECONNRESET))
        return "closed";
    buffer[size > 0 ? size : 0] = '\0';
    return buffer;
}

static int
count_clients(void)
{
    int n = 0;

    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        n += control.peers[i] != NULL;
    return n;
}

static void
a_request_is_answered_in_order(void **state)
{
    int file = join();

    (void)state;
    say(file, "{\"do\":\"status\"}\n{\"do\":\"what\"}\n{\"do\":\"sta");
    assert_int_equal(turn(0), 0); /* comes in */
    assert_int_equal(turn(1), 1);
    assert_non_null(strstr(heard(file), "{\"ok\":true,\"event\":\"status\""));
    assert_int_equal(turn(2), 0); /* takes a breath */
    assert_string_equal(heard(file), "");
    assert_int_equal(turn(6), 0);
    assert_string_equal(heard(file),
                        "{\"ok\":false,\"why\":\"nothing is called \\\"what\\\""
                        "\"}\n");
    say(file, "tus\"}\n");
    assert_int_equal(turn(20), 1);
    close(file);
    turn(30);
    turn(31);
    assert_int_equal(count_clients(), 0);
}

static void
a_flood_costs_a_request_a_breath(void **state)
{
    char flood[4096 * 4];
    int file = join();
    int n = 0;

    (void)state;
    for (size_t i = 0; i + 16 <= sizeof(flood); i += 16)
        memcpy(flood + i, "{\"do\":\"status\"}\n", 16);
    assert_true(send(file, flood, sizeof(flood), MSG_NOSIGNAL) > 0);
    for (mat_ms now = 0; now < 1000; now++) {
        n += turn(now);
        heard(file);
    }
    assert_in_range(n, 190, 200);
    close(file);
}

static void
who_does_not_read_is_asked_no_more_and_then_dropped(void **state)
{
    static char lines[64 * 16];
    int file = join();
    int n = 0;
    mat_ms now = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(lines); i += 16)
        memcpy(lines + i, "{\"do\":\"status\"}\n", 16);
    while (now < MAT_MINUTES(1)) {
        (void)send(file, lines, sizeof(lines), MSG_NOSIGNAL);
        n += turn(now);
        now += 5;
        if (now > 10 && count_clients() == 0)
            break;
    }
    /* What a socket holds, and not much more. */
    assert_in_range(n, 10, 2000);
    assert_int_equal(count_clients(), 0);
    close(file);
}

static void
a_line_has_an_end(void **state)
{
    static char line[MAT_CONTROL_LINE + 2];
    int file = join();

    (void)state;
    /* The longest that is allowed, as blanks before an object. */
    memset(line, ' ', sizeof(line));
    memcpy(line + MAT_CONTROL_LINE - 15, "{\"do\":\"status\"}\n", 17);
    say(file, line);
    turn(0);
    assert_int_equal(turn(1), 1);
    assert_non_null(strstr(heard(file), "\"ok\":true"));
    memset(line, ' ', sizeof(line) - 1);
    say(file, line);
    turn(10);
    turn(20);
    assert_string_equal(
        heard(file),
        "{\"ok\":false,\"why\":\"a line has at most 4096 bytes\"}\n");
    turn(30);
    assert_string_equal(heard(file), "closed");
    close(file);
}

static void
a_ninth_is_told_and_a_silent_one_makes_room(void **state)
{
    int files[MAT_CONTROL_CLIENTS];
    int ninth;

    (void)state;
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++) {
        files[i] = join();
        turn(0);
    }
    assert_int_equal(count_clients(), MAT_CONTROL_CLIENTS);
    ninth = join();
    turn(1);
    assert_string_equal(
        heard(ninth),
        "{\"ok\":false,\"why\":\"too many clients; try again later\"}\n");
    assert_string_equal(heard(ninth), "closed");
    close(ninth);
    say(files[0], "{\"do\":\"status\"}\n");
    assert_int_equal(turn(MAT_CONTROL_PATIENCE - 1), 1);
    assert_int_equal(count_clients(), MAT_CONTROL_CLIENTS);
    assert_int_equal(mat_control_deadline(&control), MAT_CONTROL_PATIENCE);
    turn(MAT_CONTROL_PATIENCE);
    assert_int_equal(count_clients(), 1);
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        close(files[i]);
}

static void
one_that_drips_is_silent(void **state)
{
    int file = join();

    (void)state;
    turn(0);
    for (mat_ms now = 0; now < MAT_CONTROL_PATIENCE; now += 500) {
        say(file, "{");
        turn(now);
    }
    turn(MAT_CONTROL_PATIENCE);
    assert_int_equal(count_clients(), 0);
    close(file);
}

static void
a_watcher_stays_even_half_closed(void **state)
{
    int file = join();

    (void)state;
    say(file, "{\"do\":\"watch\"}");
    assert_int_equal(shutdown(file, SHUT_WR), 0);
    turn(0);
    assert_int_equal(turn(1), 0);
    assert_int_equal(turn(2), 1); /* its end is the end of the line */
    assert_memory_equal(heard(file), "{\"event\":\"status\"", 17);
    turn(MAT_MINUTES(10));
    mat_control_tell(&control, &here);
    assert_memory_equal(heard(file), "{\"event\":\"status\"", 17);
    assert_int_equal(mat_control_deadline(&control), MAT_MS_NONE);
    close(file);
    turn(MAT_MINUTES(11));
    turn(MAT_MINUTES(11));
    assert_int_equal(count_clients(), 0);
}

static void
watchers_leave_room_for_commands(void **state)
{
    int files[MAT_CONTROL_WATCHERS + 1];

    (void)state;
    for (int i = 0; i <= MAT_CONTROL_WATCHERS; i++) {
        files[i] = join();
        say(files[i], "{\"do\":\"watch\"}\n");
        turn(0);
        turn(1);
    }
    assert_string_equal(heard(files[MAT_CONTROL_WATCHERS]),
                        "{\"ok\":false,\"why\":\"too many watch already\"}\n");
    turn(2);
    assert_int_equal(count_clients(), MAT_CONTROL_WATCHERS);
    for (int i = 0; i <= MAT_CONTROL_WATCHERS; i++)
        close(files[i]);
}

static void
a_watcher_that_does_not_read_is_dropped(void **state)
{
    int file = join();
    int n = 0;

    (void)state;
    say(file, "{\"do\":\"watch\"}\n");
    turn(0);
    turn(1);
    while (count_clients() > 0 && n < 100000) {
        mat_control_tell(&control, &here);
        turn(1);
        n++;
    }
    assert_in_range(n, 100, 3000);
    close(file);
}

static void
one_that_asks_and_leaves_is_heeded(void **state)
{
    int file = join();
    int n = 0;

    (void)state;
    say(file, "{\"do\":\"status\"}\n{\"do\":\"status\"}\n{\"do\":\"status\"}");
    close(file);
    for (mat_ms now = 0; now < 20; now++)
        n += turn(now);
    assert_int_equal(n, 3);
    assert_int_equal(count_clients(), 0);
    assert_int_equal(mat_control_deadline(&control), MAT_MS_NONE);
}

static void
only_a_stale_socket_of_ours_is_replaced(void **state)
{
    struct mat_control second = {0};
    struct mat_client client = {0};
    struct stat info;
    char other[sizeof(path) + 8];

    (void)state;
    assert_int_equal(lstat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    close(control.file); /* killed: the socket stays, and nobody listens */
    control.file = -1;
    assert_int_equal(mat_client_open(&client, path), ECONNREFUSED);
    assert_int_equal(mat_control_open(&second, path), 0);
    assert_int_equal(mat_client_open(&client, path), 0);
    mat_client_close(&client);
    mat_control_close(&second);
    assert_int_equal(lstat(path, &info), -1);

    snprintf(other, sizeof(other), "%s.other", path);
    fclose(fopen(other, "w"));
    assert_int_equal(symlink(other, path), 0);
    assert_int_equal(mat_control_open(&second, path), EEXIST);
    assert_int_equal(lstat(path, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    unlink(path);
    assert_int_equal(rename(other, path), 0);
    assert_int_equal(mat_control_open(&second, path), EEXIST);
    assert_int_equal(mat_client_open(&client, path), ECONNREFUSED);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(mat_control_open(&second, path), EEXIST);
    rmdir(path);
}

/* Somebody swept the folder, and another session began. */
static void
the_socket_of_another_is_left_alone(void **state)
{
    struct mat_control second = {0};
    struct stat info;

    (void)state;
    unlink(path);
    assert_int_equal(mat_control_open(&second, path), 0);
    mat_control_close(&control);
    assert_int_equal(lstat(path, &info), 0);
    mat_control_close(&second);
    assert_int_equal(lstat(path, &info), -1);
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
    snprintf(folder, sizeof(folder), "%s/%0120d", root, 7);
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
    assert_int_equal(mat_client_open(&client, path), 0);
    assert_int_equal(mat_client_ask(&client, &request), 0);
    assert_int_equal(mat_client_line(&client, 10, &line), ETIMEDOUT);
    turn(0);
    turn(1);
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    assert_memory_equal(line, "{\"ok\":true", 10);
    assert_int_equal(mat_client_line(&client, 0, &line), ETIMEDOUT);
    mat_control_close(&control);
    assert_int_equal(mat_client_line(&client, MAT_MS_NONE, &line), EPIPE);
    mat_client_close(&client);
    mat_client_close(&client);
}

static int
open_it(void **state)
{
    (void)state;
    if (!temp_folder_make(root))
        return -1;
    snprintf(path, sizeof(path), "%s/control.sock", root);
    return mat_control_open(&control, path);
}

static int
close_it(void **state)
{
    (void)state;
    mat_control_close(&control);
    return temp_folder_remove(root) ? 0 : -1;
}

#define IN_A_FOLDER(test) \
    cmocka_unit_test_setup_teardown(test, open_it, close_it)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_request_is_answered_in_order),
        IN_A_FOLDER(a_flood_costs_a_request_a_breath),
        IN_A_FOLDER(who_does_not_read_is_asked_no_more_and_then_dropped),
        IN_A_FOLDER(a_line_has_an_end),
        IN_A_FOLDER(a_ninth_is_told_and_a_silent_one_makes_room),
        IN_A_FOLDER(one_that_drips_is_silent),
        IN_A_FOLDER(a_watcher_stays_even_half_closed),
        IN_A_FOLDER(watchers_leave_room_for_commands),
        IN_A_FOLDER(a_watcher_that_does_not_read_is_dropped),
        IN_A_FOLDER(one_that_asks_and_leaves_is_heeded),
        IN_A_FOLDER(only_a_stale_socket_of_ours_is_replaced),
        IN_A_FOLDER(the_socket_of_another_is_left_alone),
        IN_A_FOLDER(a_long_path_works_too),
        IN_A_FOLDER(a_client_waits_for_no_longer_than_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
