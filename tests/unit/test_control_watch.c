/* Clients that are told of what happens, and whoever does not read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../support/control_world.h"

static void
a_watcher_stays_even_half_closed(void **state)
{
    int file = control_join();

    (void)state;
    control_say(file, "{\"do\":\"watch\"}");
    assert_int_equal(shutdown(file, SHUT_WR), 0);
    control_turn(0);
    assert_int_equal(control_turn(1), 0);
    assert_int_equal(control_turn(2), 1); /* its end is the end of the line */
    assert_memory_equal(control_heard(file), "{\"event\":\"status\"", 17);
    control_turn(MAT_MINUTES(10));
    mat_control_tell(&control, &control_status);
    assert_memory_equal(control_heard(file), "{\"event\":\"status\"", 17);
    assert_int_equal(mat_control_deadline(&control), MAT_MS_NONE);
    close(file);
    control_turn(MAT_MINUTES(11));
    control_turn(MAT_MINUTES(11));
    assert_int_equal(control_count(), 0);
}

static void
watchers_leave_room_for_commands(void **state)
{
    int files[MAT_CONTROL_WATCHERS + 1];

    (void)state;
    for (int i = 0; i <= MAT_CONTROL_WATCHERS; i++) {
        files[i] = control_join();
        control_say(files[i], "{\"do\":\"watch\"}\n");
        control_turn(i * 10);
        control_turn(i * 10 + 5);
    }
    assert_string_equal(control_heard(files[MAT_CONTROL_WATCHERS]),
                        "{\"ok\":false,\"why\":\"too many watch already\"}\n");
    control_turn(100);
    assert_int_equal(control_count(), MAT_CONTROL_WATCHERS);
    control_say(files[0], "{\"do\":\"watch\"}\n"); /* once more is fine */
    control_turn(110);
    control_turn(120);
    assert_int_equal(control_count(), MAT_CONTROL_WATCHERS);
    for (int i = 0; i <= MAT_CONTROL_WATCHERS; i++)
        close(files[i]);
}

static void
a_watcher_that_does_not_read_is_dropped(void **state)
{
    int file = control_join();
    int n = 0;

    (void)state;
    control_say(file, "{\"do\":\"watch\"}\n");
    control_turn(0);
    control_turn(1);
    while (control_count() > 0 && n < 100000) {
        mat_control_tell(&control, &control_status);
        control_turn(1);
        n++;
    }
    assert_in_range(n, 100, 3000);
    close(file);
}

static void
watchers_are_told_of_mute_once(void **state)
{
    struct mat_status muted = control_status;
    int file = control_join();

    (void)state;
    muted.muted = true;
    control_say(file, "{\"do\":\"watch\"}\n");
    control_turn(0);
    control_turn(1);
    assert_false(mat_control_has_news(&control, false));
    assert_true(mat_control_has_news(&control, true));
    mat_control_tell(&control, &muted);
    assert_false(mat_control_has_news(&control, true));
    assert_true(mat_control_has_news(&control, false));
    close(file);
    control_turn(2);
    assert_false(mat_control_has_news(&control, false));
    mat_control_tell(&control, &control_status);

    /* Who comes when it is muted is told by the first status. */
    file = control_join();
    control_turn(MAT_CONTROL_BREATH * 2);
    mat_control_watch(&control, 0, &muted);
    assert_false(mat_control_has_news(&control, true));
    close(file);
}

/* A watcher of long ago to whom something has to wait. */
static int
join_slowly(mat_ms now)
{
    int file = control_join();

    control_say(file, "{\"do\":\"watch\"}\n");
    control_turn(now);
    control_turn(now + 1);
    control_turn(now + MAT_MINUTES(1));
    while (send(control.peers[0]->file, "x", 1, MSG_DONTWAIT) == 1)
        continue;
    mat_control_tell(&control, &control_status);
    assert_true(control.peers[0]->n_out > 0);
    return file;
}

static void
a_slow_reader_has_patience_from_each_read_on(void **state)
{
    int file = join_slowly(0);
    mat_ms now = MAT_MINUTES(1);

    (void)state;
    /* So that what waits does not go all at once. */
    assert_int_equal(setsockopt(control.peers[0]->file, SOL_SOCKET, SO_SNDBUF,
                                &(int){1}, sizeof(int)),
                     0);
    assert_int_equal(mat_control_deadline(&control),
                     now + MAT_CONTROL_PATIENCE);
    while (control.peers[0]->n_out < MAT_CONTROL_QUEUE / 2)
        mat_control_tell(&control, &control_status);
    now += MAT_CONTROL_PATIENCE - 1;
    control_heard(file);
    control_turn(now);
    assert_true(control.peers[0]->n_out > 0);
    control_turn(now + MAT_CONTROL_PATIENCE - 1);
    assert_int_equal(control_count(), 1);
    control_turn(now + MAT_CONTROL_PATIENCE);
    assert_int_equal(control_count(), 0);
    close(file);
}

static void
what_waits_has_an_end_too(void **state)
{
    static char line[MAT_CONTROL_QUEUE];
    int file = join_slowly(0);
    struct mat_control_peer *peer = control.peers[0];

    (void)state;
    memset(line, 'x', sizeof(line));
    line[sizeof(peer->out) - peer->n_out - 1] = '\0';
    mat_control_peer_send(peer, line, 0);
    assert_int_equal(peer->n_out, sizeof(peer->out));
    assert_false(peer->lost);
    mat_control_peer_send(peer, "", 0);
    assert_true(peer->lost);
    close(file);
}

static void
nothing_is_taken_while_an_answer_waits(void **state)
{
    int file = control_join();
    mat_ms now = 0;
    int n = 0;

    (void)state;
    control_say(file, "{\"do\":\"watch\"}\n{\"do\":\"status\"}\n");
    control_turn(now++);
    assert_int_equal(control_turn(now), 1);
    while (control.peers[0]->n_out == 0)
        mat_control_tell(&control, &control_status);
    control_say(file, "{\"do\":\"status\"}\n");
    for (int i = 0; i < 20; i++)
        assert_int_equal(control_turn(now += MAT_CONTROL_BREATH), 0);
    while (control.peers[0]->n_out > 0) {
        control_heard(file);
        n += control_turn(now);
    }
    assert_int_equal(n, 1); /* the one that was there already */
    assert_int_equal(mat_control_deadline(&control), MAT_MS_NONE);
    assert_int_equal(control_turn(now + 1), 0);
    assert_int_equal(mat_control_deadline(&control), now + MAT_CONTROL_BREATH);
    assert_int_equal(control_turn(now + MAT_CONTROL_BREATH), 1);
    close(file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_watcher_stays_even_half_closed),
        IN_A_FOLDER(watchers_leave_room_for_commands),
        IN_A_FOLDER(a_watcher_that_does_not_read_is_dropped),
        IN_A_FOLDER(watchers_are_told_of_mute_once),
        IN_A_FOLDER(a_slow_reader_has_patience_from_each_read_on),
        IN_A_FOLDER(what_waits_has_an_end_too),
        IN_A_FOLDER(nothing_is_taken_while_an_answer_waits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
