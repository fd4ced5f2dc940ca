/* Clients that ask, and those that ask for too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../support/control_world.h"
#include "link/control_address.h"

static void
a_request_is_answered_in_order(void **state)
{
    int file = control_join();

    (void)state;
    control_say(file, "{\"do\":\"status\"}\n{\"do\":\"what\"}\n{\"do\":\"sta");
    assert_int_equal(control_turn(0), 0); /* comes in */
    assert_int_equal(control_turn(1), 1);
    assert_non_null(
        strstr(control_heard(file), "{\"ok\":true,\"event\":\"status\""));
    assert_int_equal(control_turn(2), 0); /* takes a breath */
    assert_string_equal(control_heard(file), "");
    assert_int_equal(control_turn(6), 0);
    assert_string_equal(control_heard(file),
                        "{\"ok\":false,\"why\":\"nothing is called \\\"what\\\""
                        "\"}\n");
    control_say(file, "tus\"}\n");
    assert_int_equal(control_turn(20), 1);
    close(file);
    control_turn(30);
    control_turn(31);
    assert_int_equal(control_count(), 0);
}

static void
a_flood_costs_a_request_a_breath(void **state)
{
    char flood[4096 * 4];
    int file = control_join();
    int n = 0;

    (void)state;
    for (size_t i = 0; i + 16 <= sizeof(flood); i += 16)
        memcpy(flood + i, "{\"do\":\"status\"}\n", 16);
    assert_true(send(file, flood, sizeof(flood), MSG_NOSIGNAL) > 0);
    for (mat_ms now = 0; now < 1000; now++) {
        n += control_turn(now);
        control_heard(file);
    }
    assert_in_range(n, 190, 200);
    close(file);
}

static void
who_does_not_read_is_asked_no_more_and_then_dropped(void **state)
{
    static char lines[64 * 16];
    int file = control_join();
    int n = 0;
    mat_ms now = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(lines); i += 16)
        memcpy(lines + i, "{\"do\":\"status\"}\n", 16);
    while (now < MAT_MINUTES(1)) {
        (void)send(file, lines, sizeof(lines), MSG_NOSIGNAL);
        n += control_turn(now);
        now += 5;
        if (now > 10 && control_count() == 0)
            break;
    }
    /* What a socket holds, and not much more. */
    assert_in_range(n, 10, 2000);
    assert_int_equal(control_count(), 0);
    close(file);
}

static void
a_line_has_an_end(void **state)
{
    static char line[MAT_CONTROL_LINE + 2];
    int file = control_join();

    (void)state;
    /* The longest that is allowed, as blanks before an object. */
    memset(line, ' ', sizeof(line));
    memcpy(line + MAT_CONTROL_LINE - 15, "{\"do\":\"status\"}\n", 17);
    control_say(file, line);
    control_turn(0);
    assert_int_equal(control_turn(1), 1);
    assert_non_null(strstr(control_heard(file), "\"ok\":true"));
    memset(line, ' ', sizeof(line) - 1);
    control_say(file, line);
    control_turn(2);
    /* Nothing is left to wait for but the time to tell so. */
    assert_int_equal(mat_control_peer_events(control.peers[0]), 0);
    assert_int_equal(mat_control_peer_deadline(control.peers[0], 2),
                     1 + MAT_CONTROL_BREATH);
    control_turn(20);
    assert_string_equal(
        control_heard(file),
        "{\"ok\":false,\"why\":\"a line has at most 4096 bytes\"}\n");
    control_turn(30);
    assert_string_equal(control_heard(file), "closed");
    close(file);
}

static void
a_ninth_is_told_and_a_silent_one_makes_room(void **state)
{
    int files[MAT_CONTROL_CLIENTS];
    int ninth;

    (void)state;
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        files[i] = control_join();
    control_turn(0);
    assert_int_equal(control_count(), MAT_CONTROL_CLIENTS / 2);
    assert_int_equal(mat_control_deadline(&control), MAT_CONTROL_BREATH);
    control_turn(MAT_CONTROL_BREATH);
    assert_int_equal(control_count(), MAT_CONTROL_CLIENTS);
    ninth = control_join();
    control_turn(MAT_CONTROL_BREATH * 2);
    assert_string_equal(
        control_heard(ninth),
        "{\"ok\":false,\"why\":\"too many clients; try again later\"}\n");
    assert_string_equal(control_heard(ninth), "closed");
    close(ninth);
    control_say(files[0], "{\"do\":\"status\"}\n");
    assert_int_equal(control_turn(MAT_CONTROL_PATIENCE - 1), 1);
    assert_int_equal(control_count(), MAT_CONTROL_CLIENTS);
    assert_int_equal(mat_control_deadline(&control), MAT_CONTROL_PATIENCE);
    control_turn(MAT_CONTROL_PATIENCE);
    assert_int_equal(control_count(), MAT_CONTROL_CLIENTS / 2 + 1);
    control_turn(MAT_CONTROL_PATIENCE + MAT_CONTROL_BREATH);
    assert_int_equal(control_count(), 1);
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        close(files[i]);
}

static void
who_comes_again_and_again_costs_a_few_a_breath(void **state)
{
    struct mat_control_address address;
    int n = 0;

    (void)state;
    assert_int_equal(mat_control_address_make(control_path, &address), 0);
    for (mat_ms now = 0; now < 1000; now++) {
        int file;

        do {
            file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
            n += connect(file, (const struct sockaddr *)&address.name,
                         address.size) == 0;
            close(file);
        } while (errno != EAGAIN);
        errno = 0;
        control_turn(now);
    }
    mat_control_address_done(&address);
    assert_in_range(n, 700, 1000 / MAT_CONTROL_BREATH * 4 + 20);
}

static void
without_room_for_files_nobody_is_let_in_for_a_second(void **state)
{
    int file = control_join();
    struct rlimit limit;
    int files[32];
    int n = 0;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(
        setrlimit(RLIMIT_NOFILE, &(struct rlimit){32, limit.rlim_max}), 0);
    while ((files[n] = dup(file)) >= 0)
        n++;
    control_turn(0);
    while (n > 0)
        close(files[--n]);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_int_equal(mat_control_deadline(&control), 1000);
    control_turn(999);
    assert_int_equal(control_count(), 0);
    control_turn(1000);
    assert_int_equal(control_count(), 1);
    close(file);
}

static void
one_that_drips_is_silent(void **state)
{
    int file = control_join();

    (void)state;
    control_turn(0);
    for (mat_ms now = 0; now < MAT_CONTROL_PATIENCE; now += 500) {
        control_say(file, "{");
        control_turn(now);
    }
    control_turn(MAT_CONTROL_PATIENCE);
    assert_int_equal(control_count(), 0);
    close(file);
}

static void
one_that_asks_and_leaves_is_heeded(void **state)
{
    int file = control_join();
    int n = 0;

    (void)state;
    control_say(
        file, "{\"do\":\"status\"}\n{\"do\":\"status\"}\n{\"do\":\"status\"}");
    close(file);
    for (mat_ms now = 0; now < 20; now++)
        n += control_turn(now);
    assert_int_equal(n, 3);
    assert_int_equal(control_count(), 0);
    assert_int_equal(mat_control_deadline(&control), MAT_MS_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_request_is_answered_in_order),
        IN_A_FOLDER(a_flood_costs_a_request_a_breath),
        IN_A_FOLDER(who_does_not_read_is_asked_no_more_and_then_dropped),
        IN_A_FOLDER(a_line_has_an_end),
        IN_A_FOLDER(a_ninth_is_told_and_a_silent_one_makes_room),
        IN_A_FOLDER(who_comes_again_and_again_costs_a_few_a_breath),
        IN_A_FOLDER(without_room_for_files_nobody_is_let_in_for_a_second),
        IN_A_FOLDER(one_that_drips_is_silent),
        IN_A_FOLDER(one_that_asks_and_leaves_is_heeded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
