/* Hooks between a made-up session and made-up children: who runs when, and what
 * the end waits for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/environment.h"
#include "../support/temp_folder.h"
#include "front/steady.h"
#include "link/hooks.h"

#define STARTS_MAX 128

/* --- the children --- */

static struct {
    char *started[STARTS_MAX]; /* event and moment: "step-began@1000" */
    int n;
    bool ends[STARTS_MAX]; /* it does so at the next look */
    bool late[STARTS_MAX];
    int error; /* of all that have ended */
    int cannot_start;
    int killed;
    mat_ms now;
    mat_ms pace; /* time passes with every look at the clock */
} fake;

mat_ms
mat_steady_now(void)
{
    return fake.now += fake.pace;
}

int
mat_child_start(struct mat_child *ret_child,
                const struct mat_child_order *order)
{
    const char *event =
        environment_value(order->environment, "MATSESSION_EVENT");
    char text[64];

    if (fake.cannot_start)
        return fake.cannot_start;
    assert_true(fake.n < STARTS_MAX);
    assert_int_equal(order->time, MAT_HOOK_TIME);
    assert_false(order->outlives);
    assert_string_equal(strrchr(order->argv[0], '/') + 1, event);
    assert_null(order->argv[1]);
    snprintf(text, sizeof(text), "%s@%s", event,
             environment_value(order->environment, "MATSESSION_AT_MS"));
    fake.started[fake.n++] = strdup(text);
    *ret_child = (struct mat_child){.process = fake.n};
    return 0;
}

bool
mat_child_look(struct mat_child *child)
{
    int i = child->process - 1;

    fake.now += fake.pace;
    if (child->process == 0)
        return false;
    if (!fake.ends[i] && !fake.late[i])
        return true;
    child->late = fake.late[i];
    child->error = fake.error;
    child->process = 0;
    return false;
}

mat_ms
mat_child_patience(const struct mat_child *child)
{
    return child->process == 0 ? MAT_MS_NONE : 50;
}

void
mat_child_end(struct mat_child *child)
{
    fake.killed += child->process != 0;
    child->process = 0;
}

/* --- the session --- */

static char folder[TEMP_FOLDER_BYTES];
static char said[1024];

static const struct mat_segment segments[] = {
    {.kind = MAT_KIND_REST, .title = "Quiet"},
    {.kind = MAT_KIND_MAT,
     .title = "Warm \"up\"",
     .area = MAT_AREA_LOWER_BACK,
     .position = MAT_POSITION_SUPINE,
     .layer = MAT_LAYER_SHIRT},
    {.kind = MAT_KIND_OFF, .title = "Off"},
};

static const struct mat_schedule schedule = {
    .plan = "evening",
    .title = "Evening",
    .standing = {.stage = MAT_STAGE_WEEK},
    .segments = segments,
    .n_segments = 2,
    .unwell = 2,
};

static void
complain(void *to, const char *text)
{
    assert_ptr_equal(to, &schedule);
    strncat(said, text, sizeof(said) - strlen(said) - 2);
    strcat(said, "\n");
}

static struct mat_hooks
hooks_new(void)
{
    for (int i = 0; i < fake.n; i++)
        free(fake.started[i]);
    memset(&fake, 0, sizeof(fake));
    said[0] = '\0';
    return (struct mat_hooks){
        .folder = folder, .complain = complain, .to = (void *)&schedule};
}

static void
tell(struct mat_hooks *hooks, enum mat_fact_kind kind, mat_ms at)
{
    const struct mat_fact fact = {.kind = kind, .at = at, .cue = -1};
    struct mat_sink sink = mat_hooks_sink(hooks);

    assert_true(sink.ops->on_fact(sink.self, &schedule, &fact));
}

static void
frame(struct mat_hooks *hooks)
{
    struct mat_sink sink = mat_hooks_sink(hooks);

    sink.ops->on_frame(sink.self, &schedule, NULL, 0);
}

static mat_ms
next_frame(struct mat_hooks *hooks, mat_ms now)
{
    struct mat_sink sink = mat_hooks_sink(hooks);

    return sink.ops->next_frame(sink.self, &schedule, NULL, now);
}

static void
put_hook(const char *name)
{
    char path[TEMP_FOLDER_BYTES + 32];

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    close(open(path, O_CREAT | O_WRONLY, 0700));
    assert_int_equal(chmod(path, 0700), 0);
}

static int
make_folder(void **state)
{
    (void)state;
    if (!temp_folder_make(folder) || chmod(folder, 0700) != 0)
        return 1;
    put_hook("paused");
    put_hook("resumed");
    put_hook("session-ended");
    return 0;
}

static int
remove_folder(void **state)
{
    (void)hooks_new();
    (void)state;
    return !temp_folder_remove(folder);
}

/* --- the tests --- */

static void
test_so_many_at_once_and_in_order(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    assert_true(next_frame(&hooks, 1000) == MAT_MS_NONE);
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + 3; i++)
        tell(&hooks, i % 2 == 0 ? MAT_FACT_PAUSED : MAT_FACT_RESUMED, i);
    tell(&hooks, MAT_FACT_CUE, 100); /* has no hook */
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE);
    assert_int_equal(next_frame(&hooks, 1000), 1050);
    frame(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE);
    fake.ends[2] = true;
    frame(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE + 1);
    assert_string_equal(fake.started[MAT_HOOKS_AT_ONCE], "paused@4");
    fake.ends[0] = fake.ends[1] = true;
    frame(&hooks);
    assert_string_equal(fake.started[MAT_HOOKS_AT_ONCE + 1], "resumed@5");
    assert_string_equal(fake.started[MAT_HOOKS_AT_ONCE + 2], "paused@6");
    assert_string_equal(said, "");
    mat_hooks_end(&hooks);
    assert_int_equal(fake.killed, 4);
}

static void
test_what_waits_is_bounded_and_told_once(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + MAT_HOOKS_WAITING; i++)
        tell(&hooks, MAT_FACT_PAUSED, i);
    assert_string_equal(said, "");
    for (int i = 0; i < 5; i++)
        tell(&hooks, MAT_FACT_PAUSED, 1000);
    assert_string_equal(said, "the hooks are slower than the session; some "
                              "were left out\n");
    assert_int_equal(hooks.n_waiting, MAT_HOOKS_WAITING);
    mat_hooks_end(&hooks);
}

static void
test_the_end_runs_once_it_is_written_down(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + MAT_HOOKS_WAITING; i++)
        tell(&hooks, MAT_FACT_PAUSED, i);
    tell(&hooks, MAT_FACT_SESSION_ENDED, 5000);
    tell(&hooks, MAT_FACT_SESSION_ENDED, 6000);
    frame(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE);
    fake.pace = 100;
    mat_hooks_over(&hooks);
    mat_hooks_over(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE + 1);
    assert_string_equal(fake.started[MAT_HOOKS_AT_ONCE], "session-ended@5000");
    fake.ends[MAT_HOOKS_AT_ONCE] = true;
    mat_hooks_end(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE + 1);
}

static void
test_what_the_end_waits_for(void **state)
{
    static const struct {
        const char *claim;
        bool has_end;
        bool end_hangs;
        bool other_hangs;
        mat_ms least; /* how long it takes .. */
        mat_ms most;
        int killed;
    } rows[] = {
        {"for nothing", true, false, false, 0, 200, 0},
        {"for its own hook, until that is ended", true, true, false,
         MAT_HOOK_TIME, MAT_HOOK_TIME + 200, 0},
        {"for others only a moment", true, false, true, MAT_HOOKS_AFTER,
         MAT_HOOKS_AFTER + 200, 1},
        {"for others no longer than for its own", true, true, true,
         MAT_HOOK_TIME, MAT_HOOK_TIME + 200, 1},
        {"for others after no session, not at all", false, false, true, 0, 200,
         1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mat_hooks hooks = hooks_new();
        mat_ms began;

        print_message("%s\n", rows[i].claim);
        tell(&hooks, MAT_FACT_PAUSED, 0);
        if (rows[i].has_end)
            tell(&hooks, MAT_FACT_SESSION_ENDED, 1000);
        mat_hooks_over(&hooks);
        fake.ends[0] = !rows[i].other_hangs;
        fake.ends[1] = !rows[i].end_hangs;
        fake.pace = 10;
        began = fake.now;
        while (mat_hooks_busy(&hooks))
            fake.late[1] = fake.now - began >= MAT_HOOK_TIME;
        assert_in_range(fake.now - began, rows[i].least, rows[i].most);
        mat_hooks_end(&hooks);
        assert_int_equal(fake.killed, rows[i].killed);
        assert_string_equal(said, rows[i].end_hangs
                                      ? "the hook session-ended took longer "
                                        "than 5 seconds and was ended\n"
                                      : "");
    }
}

/* What waits has its turn after the end, for a moment. */
static void
test_the_rest_has_its_turn(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + 2; i++)
        tell(&hooks, MAT_FACT_PAUSED, i);
    tell(&hooks, MAT_FACT_SESSION_ENDED, 1000);
    fake.pace = 10;
    fake.ends[0] = true;
    fake.ends[MAT_HOOKS_AT_ONCE] = true; /* that of the end */
    mat_hooks_over(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE + 2); /* the others hang */
    assert_int_equal(hooks.n_waiting, 1);
    assert_in_range(fake.now, MAT_HOOKS_AFTER, MAT_HOOKS_AFTER + 200);
    mat_hooks_end(&hooks);

    hooks = hooks_new();
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + 2; i++)
        tell(&hooks, MAT_FACT_PAUSED, i);
    tell(&hooks, MAT_FACT_SESSION_ENDED, 1000);
    memset(fake.ends, true, sizeof(fake.ends));
    fake.pace = 10;
    mat_hooks_over(&hooks);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE + 3);
    assert_in_range(fake.now, 0, 300);
    mat_hooks_end(&hooks);
    assert_int_equal(fake.killed, 0);
}

static void
test_a_late_one_is_told_once(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    memset(fake.late, true, sizeof(fake.late));
    for (int i = 0; i < 4; i++) {
        tell(&hooks, MAT_FACT_PAUSED, i);
        frame(&hooks);
    }
    assert_string_equal(said, "the hook paused took longer than 5 seconds and "
                              "was ended\n");
    mat_hooks_end(&hooks);
}

static void
test_one_that_cannot_run_is_told_once(void **state)
{
    struct mat_hooks hooks = hooks_new();

    (void)state;
    memset(fake.ends, true, sizeof(fake.ends));
    fake.error = ENOEXEC;
    tell(&hooks, MAT_FACT_PAUSED, 0);
    tell(&hooks, MAT_FACT_PAUSED, 1);
    fake.cannot_start = EAGAIN;
    tell(&hooks, MAT_FACT_RESUMED, 2);
    tell(&hooks, MAT_FACT_RESUMED, 3);
    mat_hooks_end(&hooks);
    assert_string_equal(
        said,
        "the hook paused cannot be run: Exec format error\n"
        "the hook resumed cannot be run: Resource temporarily unavailable\n");
}

static void
test_what_is_changed_meanwhile_is_seen(void **state)
{
    char path[TEMP_FOLDER_BYTES + 32];
    char expected[2 * TEMP_FOLDER_BYTES];
    struct mat_hooks hooks = hooks_new();

    (void)state;
    snprintf(path, sizeof(path), "%s/paused", folder);
    for (int i = 0; i < MAT_HOOKS_AT_ONCE + 1; i++)
        tell(&hooks, MAT_FACT_PAUSED, i);
    assert_int_equal(chmod(path, 0777), 0);
    fake.ends[0] = true;
    frame(&hooks);
    tell(&hooks, MAT_FACT_PAUSED, 10);
    assert_int_equal(chmod(path, 0700), 0);
    assert_int_equal(fake.n, MAT_HOOKS_AT_ONCE);
    assert_int_equal(hooks.n_waiting, 0);
    snprintf(expected, sizeof(expected),
             "%s can be written by others: this hook does not run. chmod go-w "
             "keeps it yours.\n",
             path);
    assert_string_equal(said, expected);
    mat_hooks_end(&hooks);
}

static void
test_names_of_events(void **state)
{
    (void)state;
    assert_true(mat_hook_is_event("session-began"));
    assert_true(mat_hook_is_event("acknowledged"));
    assert_false(mat_hook_is_event("session-began.sh"));
    assert_false(mat_hook_is_event(""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_so_many_at_once_and_in_order),
        cmocka_unit_test(test_what_waits_is_bounded_and_told_once),
        cmocka_unit_test(test_the_end_runs_once_it_is_written_down),
        cmocka_unit_test(test_what_the_end_waits_for),
        cmocka_unit_test(test_the_rest_has_its_turn),
        cmocka_unit_test(test_a_late_one_is_told_once),
        cmocka_unit_test(test_one_that_cannot_run_is_told_once),
        cmocka_unit_test(test_what_is_changed_meanwhile_is_seen),
        cmocka_unit_test(test_names_of_events),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
