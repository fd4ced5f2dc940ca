/* The loop of a session: what sinks get, what ends it, and how one that was cut
 * off goes on. Nobody is at the keys but where a pipe says otherwise. The clock
 * runs ten thousand times faster; its sleeps are made up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/runner_keys.h"
#include "app/signals.h"
#include "store/plans.h"
#include "store/tables.h"

#define SPEED 10000
#define FACTS_MAX 200

/* What a sink was given, and when it stops to be of use. */
struct log {
    struct mat_fact facts[FACTS_MAX];
    int n;
    int breaks_at; /* fails from this fact on; 0: never */
};

static struct mat_plan_file file;
static struct mat_schedule *schedule;
static int reads;
static int sleeps_at; /* the read at which the machine has slept; 0: never */

static int64_t
read_clock(bool with_sleep)
{
    int64_t now = mat_clock_system(false);

    reads++;
    if (sleeps_at > 0 && reads >= sleeps_at && with_sleep)
        now += 42 * 60 * INT64_C(1000000000);
    return now;
}

static bool
keep_fact(void *self, const struct mat_schedule *of,
          const struct mat_fact *fact)
{
    struct log *log = self;

    (void)of;
    assert_true(log->n < FACTS_MAX);
    log->facts[log->n++] = *fact;
    return log->breaks_at == 0 || log->n < log->breaks_at;
}

static const struct mat_sink_ops log_ops = {
    .name = "test",
    .on_fact = keep_fact,
};

static void
run(struct mat_runner *runner, struct log *logs, int n)
{
    *runner = (struct mat_runner){.schedule = schedule, .n_sinks = n};
    for (int i = 0; i < n; i++)
        runner->sinks[i] = (struct mat_sink){&log_ops, &logs[i]};
    reads = 0;
    mat_clock_start(&runner->clock, SPEED, read_clock);
    mat_signals_take();
    mat_runner_run(runner);
    mat_signals_give_back();
}

static const struct mat_fact *
last(const struct log *log)
{
    assert_true(log->n > 0);
    return &log->facts[log->n - 1];
}

static void
test_left_alone_it_comes_to_its_end_on_time(void **state)
{
    struct log log = {0};
    struct mat_runner runner;

    (void)state;
    sleeps_at = 0;
    run(&runner, &log, 1);
    assert_int_equal(last(&log)->kind, MAT_FACT_SESSION_ENDED);
    assert_int_equal(last(&log)->outcome, MAT_OUTCOME_COMPLETED);
    /* Nobody answers the alarm: three minutes more, to the millisecond. */
    assert_int_equal(last(&log)->at, schedule->total + MAT_ALARM_FOR);
    assert_int_equal(last(&log)->attempt, 1);
}

static void
test_after_a_sleep_with_nobody_to_ask_it_is_interrupted(void **state)
{
    struct log log = {0};
    struct mat_runner runner;

    (void)state;
    sleeps_at = 12;
    run(&runner, &log, 1);
    assert_int_equal(log.facts[log.n - 3].kind, MAT_FACT_HELD);
    assert_int_equal(log.facts[log.n - 3].ms, MAT_MINUTES(42));
    assert_int_equal(last(&log)->outcome, MAT_OUTCOME_INTERRUPTED);
    sleeps_at = 0;
}

static void
test_a_sink_that_fails_is_dropped_and_the_session_goes_on(void **state)
{
    struct log logs[2] = {{.breaks_at = 3}, {.n = 0}};
    struct mat_runner runner;

    (void)state;
    sleeps_at = 0;
    run(&runner, logs, 2);
    assert_int_equal(logs[0].n, 3);
    assert_int_equal(last(&logs[1])->outcome, MAT_OUTCOME_COMPLETED);
    assert_false(runner.lost);
}

static void
test_without_a_sink_left_it_is_interrupted(void **state)
{
    struct log log = {.breaks_at = 3};
    struct mat_runner runner;

    (void)state;
    run(&runner, &log, 1);
    assert_int_equal(log.n, 3);
    assert_true(runner.lost);
    assert_int_equal(runner.state.outcome, MAT_OUTCOME_INTERRUPTED);
}

static void
test_a_signal_ends_it_and_is_remembered(void **state)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct log log = {0};
        struct mat_runner runner = {.schedule = schedule, .n_sinks = 1};

        runner.sinks[0] = (struct mat_sink){&log_ops, &log};
        mat_clock_start(&runner.clock, 1, read_clock);
        mat_signals_take();
        raise(numbers[i]); /* held back until the first wait */
        mat_runner_run(&runner);
        mat_signals_give_back();
        assert_int_equal(runner.ended_by, numbers[i]);
        assert_int_equal(last(&log)->outcome, MAT_OUTCOME_INTERRUPTED);
    }
}

static void
test_a_sink_that_only_records_is_nobody_who_follows(void **state)
{
    struct log logs[2] = {{.n = 0}, {.breaks_at = 3}};
    struct mat_runner runner = {
        .schedule = schedule,
        .sinks = {{&log_ops, &logs[0]}, {&log_ops, &logs[1]}},
        .n_sinks = 2,
        .n_recorders = 1,
    };

    (void)state;
    mat_clock_start(&runner.clock, SPEED, read_clock);
    mat_signals_take();
    mat_runner_run(&runner);
    mat_signals_give_back();
    assert_true(runner.lost);
    assert_int_equal(last(&logs[0])->kind, MAT_FACT_SESSION_ENDED);
    assert_int_equal(last(&logs[0])->outcome, MAT_OUTCOME_INTERRUPTED);
}

/* In the middle of the stay on the mat. */
static struct mat_cut
cut_on_the_mat(void)
{
    struct mat_cut cut = {.at = MAT_MINUTES(2), .place = MAT_SECONDS(30)};

    while (schedule->segments[cut.segment].kind != MAT_KIND_MAT)
        cut.segment++;
    return cut;
}

static void
test_one_that_was_cut_off_goes_on_at_once_with_nobody_to_ask(void **state)
{
    struct mat_cut cut = cut_on_the_mat();
    struct log log = {0};
    struct mat_runner runner = {
        .schedule = schedule,
        .sinks = {{&log_ops, &log}},
        .n_sinks = 1,
        .cut = &cut,
        .away = MAT_MINUTES(3),
    };

    (void)state;
    mat_clock_start(&runner.clock, SPEED, read_clock);
    mat_signals_take();
    mat_runner_run(&runner);
    mat_signals_give_back();
    assert_int_equal(log.facts[0].kind, MAT_FACT_HELD);
    assert_int_equal(log.facts[0].ms, MAT_MINUTES(3));
    assert_int_equal(log.facts[0].segment, cut.segment);
    assert_int_equal(log.facts[1].kind, MAT_FACT_RESUMED);
    assert_int_equal(last(&log)->outcome, MAT_OUTCOME_COMPLETED);
    assert_int_equal(last(&log)->ms, schedule->mat);
    assert_false(runner.discarded);
}

/* Runs one that was cut off, with \p keys typed and nothing behind them. */
static void
run_held(struct mat_runner *runner, struct log *log, struct mat_cut *cut,
         const char *keys)
{
    int ends[2];
    int before = dup(STDIN_FILENO);

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], keys, 1), 1);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    *cut = cut_on_the_mat();
    *runner = (struct mat_runner){
        .schedule = schedule,
        .sinks = {{&log_ops, log}},
        .n_sinks = 1,
        .input = MAT_INPUT_RAW,
        .cut = cut,
        .away = MAT_MINUTES(3),
    };
    mat_clock_start(&runner->clock, SPEED, read_clock);
    mat_signals_take();
    mat_runner_run(runner);
    mat_signals_give_back();
    dup2(before, STDIN_FILENO);
    close(before);
    close(ends[0]);
    close(ends[1]);
}

static void
test_one_that_was_cut_off_waits_for_an_answer(void **state)
{
    static const struct {
        const char *key;
        enum mat_fact_kind then;
        enum mat_outcome outcome;
        bool discarded;
    } cases[] = {
        {"r", MAT_FACT_RESUMED, MAT_OUTCOME_COMPLETED, false},
        {"f", MAT_FACT_STEP_ENDED, MAT_OUTCOME_STOPPED, false},
        {"d", MAT_FACT_STEP_ENDED, MAT_OUTCOME_INTERRUPTED, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct log log = {0};
        struct mat_runner runner;
        struct mat_cut cut;

        run_held(&runner, &log, &cut, cases[i].key);
        assert_int_equal(log.facts[0].kind, MAT_FACT_HELD);
        assert_int_equal(log.facts[1].kind, cases[i].then);
        assert_int_equal(last(&log)->outcome, cases[i].outcome);
        assert_int_equal(runner.discarded, cases[i].discarded);
    }
}

/* A key, typed while a session runs. */
static void
press(struct mat_runner *runner, const char *key)
{
    int ends[2];
    int before = dup(STDIN_FILENO);

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], key, 1), 1);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    mat_runner_keys(runner);
    dup2(before, STDIN_FILENO);
    close(before);
    close(ends[0]);
    close(ends[1]);
}

static void
test_a_key_mutes_what_sounds_and_nothing_else(void **state)
{
    static const struct mat_key keys[] = {{.code = 'm', MAT_WANT_MUTE}};
    struct mat_ears ears = {.muted = false};
    struct mat_screen screen = {.muted = false};
    struct mat_runner runner = {.schedule = schedule,
                                .input = MAT_INPUT_RAW,
                                .screen = &screen,
                                .keys = keys,
                                .n_keys = 1};
    struct mat_state before;

    (void)state;
    mat_clock_start(&runner.clock, 1, mat_clock_system);
    runner.state = mat_engine_init();
    mat_runner_happen(&runner, MAT_EVENT_BEGIN, 0);
    before = runner.state;
    press(&runner, "m");
    assert_false(screen.muted); /* nothing sounds */
    runner.ears = &ears;
    press(&runner, "m");
    assert_true(ears.muted && screen.muted);
    press(&runner, "M");
    assert_false(ears.muted || screen.muted);
    assert_int_equal(runner.state.phase, before.phase);
    assert_int_equal(runner.state.segment, before.segment);
    mat_clock_stop(&runner.clock);
}

/* What was there when something asked to be told of the first frame. */
struct watch {
    int frames;
    int told;
    int frames_when_told;
};

static void
count_frame(void *self, const struct mat_schedule *shown_schedule,
            const struct mat_state *shown, mat_ms now)
{
    struct watch *watch = self;

    (void)shown_schedule;
    (void)shown;
    (void)now;
    watch->frames++;
}

/* It is told, and the session ends. */
static void
note_first_frame(void *to)
{
    struct mat_runner *runner = to;
    struct watch *watch = runner->sinks[0].self;

    watch->told++;
    watch->frames_when_told = watch->frames;
    runner->ended_by = SIGTERM;
}

static void
test_the_first_frame_is_told_once_it_is_shown(void **state)
{
    static const struct mat_sink_ops ops = {.name = "watch",
                                            .on_frame = count_frame};
    struct watch watch = {0};
    struct mat_runner runner = {.schedule = schedule,
                                .sinks = {{&ops, &watch}},
                                .n_sinks = 1,
                                .shown = note_first_frame};

    (void)state;
    runner.shown_to = &runner;
    mat_clock_start(&runner.clock, 1, mat_clock_system);
    mat_runner_run(&runner);
    mat_clock_stop(&runner.clock);
    assert_int_equal(watch.told, 1);
    assert_int_equal(watch.frames_when_told, 1);
    assert_int_equal(watch.frames, 1);
}

static int
make_schedule(void **state)
{
    static const struct mat_answer none[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {.tables = &mat_tables_builtin,
                                   .profile = none};
    struct mat_schedule_options options = {.minutes = MAT_MS_NONE};

    (void)state;
    if (mat_plan_open("first-touch", &mat_tables_builtin, &file) !=
        MAT_PLAN_LOADED)
        return -1;
    input.plan = file.plan;
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, &options);
    return schedule ? 0 : -1;
}

static int
free_schedule(void **state)
{
    (void)state;
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_left_alone_it_comes_to_its_end_on_time),
        cmocka_unit_test(
            test_after_a_sleep_with_nobody_to_ask_it_is_interrupted),
        cmocka_unit_test(
            test_a_sink_that_fails_is_dropped_and_the_session_goes_on),
        cmocka_unit_test(test_without_a_sink_left_it_is_interrupted),
        cmocka_unit_test(test_a_signal_ends_it_and_is_remembered),
        cmocka_unit_test(test_a_sink_that_only_records_is_nobody_who_follows),
        cmocka_unit_test(
            test_one_that_was_cut_off_goes_on_at_once_with_nobody_to_ask),
        cmocka_unit_test(test_one_that_was_cut_off_waits_for_an_answer),
        cmocka_unit_test(test_a_key_mutes_what_sounds_and_nothing_else),
        cmocka_unit_test(test_the_first_frame_is_told_once_it_is_shown),
    };

    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, make_schedule, free_schedule);
}
