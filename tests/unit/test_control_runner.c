/* What a request does to a session in each of its phases. The clock stands
 * where it is put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/temp_folder.h"
#include "app/runner_control.h"
#include "app/runner_keys.h"
#include "link/client.h"
#include "store/plans.h"
#include "store/tables.h"

/* Where a session is brought before it is asked. */
enum place {
    RUNNING,   /* on the mat */
    PAUSED,    /* there */
    FORGOTTEN, /* so long that the alarm rings */
    HELD,
    ALARM, /* time on the mat is over */
};

static struct mat_plan_file file;
static struct mat_schedule *schedule;
static char root[TEMP_FOLDER_BYTES];
static char path[TEMP_FOLDER_BYTES + 16];
static struct mat_control control;
static int64_t moment; /* ns */

static int64_t
read_clock(bool with_sleep)
{
    (void)with_sleep;
    return moment;
}

static void
pass(mat_ms ms)
{
    moment += ms * 1000000;
}

static void
bring(struct mat_runner *runner, enum place place)
{
    /* A socket of its own: its time begins with the session's. */
    mat_control_close(&control);
    assert_int_equal(mat_control_open(&control, path), 0);
    *runner = (struct mat_runner){
        .schedule = schedule,
        .control = &control,
        .sinks = {mat_control_sink(&control)},
        .n_sinks = 1,
    };
    mat_clock_start(&runner->clock, 1, read_clock);
    runner->state = mat_engine_init();
    mat_runner_happen(runner, MAT_EVENT_BEGIN, 0);
    while (schedule->segments[runner->state.segment].kind != MAT_KIND_MAT)
        mat_runner_happen(runner, MAT_EVENT_NEXT, 0);
    pass(MAT_SECONDS(30));
    if (place == PAUSED || place == FORGOTTEN)
        mat_runner_happen(runner, MAT_EVENT_PAUSE, 0);
    if (place == FORGOTTEN)
        pass(MAT_PAUSE_ON_MAT_MAX);
    if (place == HELD)
        mat_runner_happen(runner, MAT_EVENT_SLEPT, MAT_MINUTES(42));
    if (place == ALARM)
        pass(runner->state.duration - MAT_SECONDS(30));
    mat_runner_happen(runner, MAT_EVENT_TICK, 0);
    assert_int_equal(runner->state.ringing,
                     place == FORGOTTEN || place == ALARM);
}

/* \return what it was answered */
static const char *
ask(struct mat_runner *runner, enum mat_verb verb, mat_ms by)
{
    const struct mat_control_request request = {.verb = verb, .by = by};
    static char answer[2000];
    struct mat_client client = {0};
    const char *line;

    assert_int_equal(mat_client_open(&client, path), 0);
    assert_int_equal(mat_client_ask(&client, &request), 0);
    for (int i = 0; i < 2; i++) {
        struct pollfd files[MAT_CONTROL_FILES];

        mat_control_poll(&control, mat_clock_now(&runner->clock), files);
        assert_true(poll(files, MAT_CONTROL_FILES, 0) >= 0);
        mat_runner_control(runner, files);
    }
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    snprintf(answer, sizeof(answer), "%s", line);
    mat_client_close(&client);
    pass(10);
    return answer;
}

static void
a_request_does_what_the_key_does(void **state)
{
    static const struct {
        enum place place;
        enum mat_verb verb;
        const char *answer; /* is in it */
        enum mat_phase phase;
        bool moves; /* to another step */
    } cases[] = {
        {RUNNING, MAT_VERB_STATUS, "{\"ok\":true,\"event\"", MAT_PHASE_RUNNING,
         false},
        {RUNNING, MAT_VERB_PAUSE, "\"paused\"", MAT_PHASE_PAUSED, false},
        {RUNNING, MAT_VERB_RESUME, "\"already running\"", MAT_PHASE_RUNNING,
         false},
        {RUNNING, MAT_VERB_TOGGLE, "\"paused\"", MAT_PHASE_PAUSED, false},
        {RUNNING, MAT_VERB_NEXT, "\"on to the next step\"", MAT_PHASE_RUNNING,
         true},
        {RUNNING, MAT_VERB_EXTEND, "\"shorter\"", MAT_PHASE_RUNNING, false},
        {RUNNING, MAT_VERB_STOP, "\"stopping; the way off the mat comes first",
         MAT_PHASE_RUNNING, true},
        {PAUSED, MAT_VERB_PAUSE, "\"already paused\"", MAT_PHASE_PAUSED, false},
        {PAUSED, MAT_VERB_RESUME, "\"resumed\"", MAT_PHASE_RUNNING, false},
        {PAUSED, MAT_VERB_TOGGLE, "\"resumed\"", MAT_PHASE_RUNNING, false},
        {PAUSED, MAT_VERB_NEXT, "\"on to the next step\"", MAT_PHASE_RUNNING,
         true},
        {PAUSED, MAT_VERB_EXTEND, "\"shorter\"", MAT_PHASE_PAUSED, false},
        {FORGOTTEN, MAT_VERB_STATUS, "\"ringing\":true", MAT_PHASE_PAUSED,
         false},
        {FORGOTTEN, MAT_VERB_PAUSE, "\"the alarm is answered\"",
         MAT_PHASE_PAUSED, false},
        {FORGOTTEN, MAT_VERB_NEXT, "\"the alarm is answered\"",
         MAT_PHASE_PAUSED, false},
        {FORGOTTEN, MAT_VERB_TOGGLE, "\"resumed\"", MAT_PHASE_RUNNING, false},
        {FORGOTTEN, MAT_VERB_STOP, "\"stopping", MAT_PHASE_RUNNING, true},
        {HELD, MAT_VERB_PAUSE, "\"ok\":false", MAT_PHASE_HELD, false},
        {HELD, MAT_VERB_NEXT, "\"ok\":false", MAT_PHASE_HELD, false},
        {HELD, MAT_VERB_PREVIOUS, "\"ok\":false", MAT_PHASE_HELD, false},
        {HELD, MAT_VERB_EXTEND, "\"ok\":false", MAT_PHASE_HELD, false},
        {HELD, MAT_VERB_RESUME, "\"resumed\"", MAT_PHASE_RUNNING, false},
        {HELD, MAT_VERB_TOGGLE, "\"resumed\"", MAT_PHASE_RUNNING, false},
        {HELD, MAT_VERB_STOP, "\"stopping", MAT_PHASE_RUNNING, true},
        {ALARM, MAT_VERB_STATUS, "\"phase\":\"alarm\"", MAT_PHASE_WAITING,
         false},
        {ALARM, MAT_VERB_PAUSE, "\"the alarm is answered\"", MAT_PHASE_RUNNING,
         true},
        {ALARM, MAT_VERB_RESUME, "\"the alarm is answered\"", MAT_PHASE_RUNNING,
         true},
        {ALARM, MAT_VERB_TOGGLE, "\"the alarm is answered\"", MAT_PHASE_RUNNING,
         true},
        {ALARM, MAT_VERB_NEXT, "\"the alarm is answered\"", MAT_PHASE_RUNNING,
         true},
        {ALARM, MAT_VERB_EXTEND, "\"the alarm is answered\"", MAT_PHASE_RUNNING,
         true},
        {ALARM, MAT_VERB_STOP, "\"stopping", MAT_PHASE_RUNNING, true},
    };
    struct mat_runner runner;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        mat_ms by = cases[i].verb == MAT_VERB_EXTEND ? -MAT_SECONDS(10) : 0;
        const char *answer;
        int segment;

        bring(&runner, cases[i].place);
        segment = runner.state.segment;
        runner.asking = true;
        answer = ask(&runner, cases[i].verb, by);
        if (!strstr(answer, cases[i].answer) ||
            runner.state.phase != cases[i].phase ||
            (runner.state.segment != segment) != cases[i].moves)
            fail_msg("%d %s: phase %d, %s", cases[i].place,
                     mat_verbs.names[cases[i].verb], runner.state.phase,
                     answer);
        if (cases[i].verb == MAT_VERB_STOP || strstr(answer, "is answered"))
            assert_false(runner.asking);
        mat_clock_stop(&runner.clock);
    }
}

static void
stopping_twice_ends_it(void **state)
{
    struct mat_runner runner;

    (void)state;
    bring(&runner, RUNNING);
    ask(&runner, MAT_VERB_STOP, 0);
    assert_non_null(strstr(ask(&runner, MAT_VERB_PREVIOUS, 0),
                           "there is no step to go back to"));
    assert_non_null(strstr(ask(&runner, MAT_VERB_STOP, 0), "\"stopped\""));
    assert_true(mat_engine_over(&runner.state));
    assert_non_null(
        strstr(ask(&runner, MAT_VERB_RESUME, 0), "the session is over"));
    mat_clock_stop(&runner.clock);
}

/* What lies on the mat has an area; the way off it has none. */
static void
only_a_mat_has_an_area(void **state)
{
    struct mat_runner runner;
    const char *answer;

    (void)state;
    bring(&runner, RUNNING);
    assert_null(strstr(ask(&runner, MAT_VERB_STATUS, 0), "\"area\":null"));
    answer = ask(&runner, MAT_VERB_STOP, 0);
    assert_non_null(strstr(answer, "\"area\":null"));
    assert_non_null(strstr(answer, "\"layer\":null,\"surface\":null"));
    mat_clock_stop(&runner.clock);
}

static void
the_last_step_has_no_next(void **state)
{
    struct mat_runner runner;

    (void)state;
    bring(&runner, RUNNING);
    ask(&runner, MAT_VERB_STOP, 0);
    assert_non_null(strstr(ask(&runner, MAT_VERB_NEXT, 0),
                           "\"did\":\"that was the last step\""));
    assert_true(mat_engine_over(&runner.state));
    mat_clock_stop(&runner.clock);
}

static void
no_request_gets_over_a_cap(void **state)
{
    struct mat_runner runner;
    mat_ms before;

    (void)state;
    bring(&runner, RUNNING);
    ask(&runner, MAT_VERB_EXTEND, MAT_DURATION_MAX);
    before = runner.state.duration;
    assert_true(
        before <=
        schedule->cap_area[schedule->segments[runner.state.segment].area]);
    assert_non_null(strstr(ask(&runner, MAT_VERB_EXTEND, MAT_MINUTES(1)),
                           "the step is as long as it may be"));
    assert_int_equal(runner.state.duration, before);
    mat_clock_stop(&runner.clock);
}

static void
watchers_are_told_of_facts_and_then_of_how_things_are(void **state)
{
    const struct mat_control_request request = {.verb = MAT_VERB_WATCH};
    struct pollfd files[MAT_CONTROL_FILES];
    struct mat_client client = {0};
    struct mat_runner runner;
    const char *line;

    (void)state;
    bring(&runner, RUNNING);
    assert_int_equal(mat_client_open(&client, path), 0);
    assert_int_equal(mat_client_ask(&client, &request), 0);
    for (int i = 0; i < 2; i++) {
        mat_control_poll(&control, mat_clock_now(&runner.clock), files);
        assert_true(poll(files, MAT_CONTROL_FILES, 0) >= 0);
        mat_runner_control(&runner, files);
    }
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    assert_non_null(strstr(line, "\"phase\":\"running\""));
    mat_runner_tell(&runner, 0);
    assert_int_not_equal(mat_client_line(&client, 0, &line), 0);
    mat_runner_happen(&runner, MAT_EVENT_PAUSE, 0);
    mat_runner_tell(&runner, mat_clock_now(&runner.clock));
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    assert_memory_equal(line, "{\"event\":\"paused\"", 17);
    assert_int_equal(mat_client_line(&client, 0, &line), 0);
    assert_non_null(strstr(line, "\"phase\":\"paused\""));
    mat_runner_tell(&runner, mat_clock_now(&runner.clock));
    assert_int_not_equal(mat_client_line(&client, 0, &line), 0);
    mat_client_close(&client);
    mat_clock_stop(&runner.clock);
}

static int
make(void **state)
{
    static const struct mat_answer none[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {.tables = &mat_tables_builtin,
                                   .profile = none};
    struct mat_schedule_options options = {.minutes = MAT_MS_NONE};

    (void)state;
    if (!temp_folder_make(root) ||
        mat_plan_open("first-touch", &mat_tables_builtin, &file) !=
            MAT_PLAN_LOADED)
        return -1;
    snprintf(path, sizeof(path), "%s/control.sock", root);
    input.plan = file.plan;
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, &options);
    return schedule ? 0 : -1;
}

static int
clear(void **state)
{
    (void)state;
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
    return temp_folder_remove(root) ? 0 : -1;
}

static int
close_it(void **state)
{
    (void)state;
    mat_control_close(&control);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_request_does_what_the_key_does, close_it),
        cmocka_unit_test_teardown(stopping_twice_ends_it, close_it),
        cmocka_unit_test_teardown(only_a_mat_has_an_area, close_it),
        cmocka_unit_test_teardown(the_last_step_has_no_next, close_it),
        cmocka_unit_test_teardown(no_request_gets_over_a_cap, close_it),
        cmocka_unit_test_teardown(
            watchers_are_told_of_facts_and_then_of_how_things_are, close_it),
    };

    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, make, clear);
}
