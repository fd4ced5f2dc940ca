/* The record of real sessions, cut after every line: every built-in plan at
 * every stage, with random events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/engine_world.h"
#include "front/fact_json.h"
#include "store/ledger_line.h"
#include "store/record.h"

#define PLOT_MAX 20

static struct mat_record *
record_new(const struct mat_schedule *schedule)
{
    struct mat_record_head head = {.id = "01234567-89ab-4def-8123-456789abcdef",
                                   .device = "0123456789abcdef",
                                   .plan = "back",
                                   .planned = schedule->mat,
                                   .minutes = MAT_MS_NONE,
                                   .chosen = -1};
    struct mat_record *record = mat_record_new();
    char *line = mat_record_head_line(&head, schedule);

    assert_non_null(record);
    assert_non_null(line);
    assert_true(mat_record_add(record, line, strlen(line)));
    free(line);
    return record;
}

static void
add_fact(struct mat_record *record, const struct mat_schedule *schedule,
         const struct mat_fact *fact)
{
    char *line = mat_fact_json(schedule, fact);

    assert_non_null(line);
    if (!mat_record_add(record, line, strlen(line)))
        fail_msg("not understood: %s", line);
    free(line);
}

/* Half a line changes nothing. */
static void
add_half(struct mat_record *record, const struct mat_schedule *schedule,
         const struct mat_fact *fact)
{
    char *line = mat_fact_json(schedule, fact);
    mat_ms before = mat_record_mat_time(record);

    assert_non_null(line);
    assert_false(mat_record_add(record, line, strlen(line) / 2));
    assert_int_equal(mat_record_mat_time(record), before);
    free(line);
}

static bool
is_last_of_its_step(const struct run *run, int i)
{
    return i + 1 == run->n || memcmp(&run->after[i], &run->after[i + 1],
                                     sizeof(run->after[i])) != 0;
}

static enum mat_outcome
outcome_so_far(const struct mat_state *state)
{
    return mat_engine_over(state) || state->ending ? state->outcome
                                                   : MAT_OUTCOME_INTERRUPTED;
}

/* A stop in the way off the mat is no fact before it ends. */
static bool
is_told(const struct mat_state *state, const struct mat_record *record)
{
    enum mat_outcome outcome;

    return !state->ending || mat_record_ended(record, &outcome) ||
           outcome == state->outcome;
}

static mat_ms
entered_with(const struct run *run, int i)
{
    while (run->facts[i].kind != MAT_FACT_STEP_BEGAN)
        i--;
    return run->facts[i].ms;
}

static void
assert_cut_is(const struct mat_record *record, const struct run *run, int i)
{
    const struct mat_state *state = &run->after[i];
    struct mat_record_cut cut;

    assert_true(mat_record_cut(record, &cut));
    assert_int_equal(cut.steps, run->schedule->n_segments);
    assert_int_equal(cut.cut.at, run->facts[i].at);
    assert_int_equal(cut.cut.unanswered, state->unanswered);
    assert_memory_equal(cut.cut.used, state->used, sizeof(state->used));
    assert_string_equal(cut.title,
                        run->schedule->segments[state->segment].title);
    if (cut.cut.between) {
        assert_int_equal(cut.cut.segment, state->segment + 1);
        return;
    }
    assert_int_equal(cut.cut.segment, state->segment);
    assert_int_equal(cut.cut.place, mat_engine_place(state, run->facts[i].at));
    if (state->duration != MAT_MS_NONE)
        assert_int_equal(cut.cut.extended,
                         state->duration - entered_with(run, i));
}

/* The record behind fact `i` against the engine's own state there. */
static void
check_prefix(const struct mat_record *record, const struct run *run, int i)
{
    const struct mat_state *state = &run->after[i];
    mat_ms truth = mat_engine_mat_time(run->schedule, state, run->facts[i].at);
    struct mat_record_cut cut;
    enum mat_outcome outcome;

    assert_true(mat_record_mat_time(record) <= truth);
    if (!is_last_of_its_step(run, i))
        return;
    assert_int_equal(mat_record_mat_time(record), truth);
    assert_int_equal(mat_record_ended(record, &outcome),
                     mat_engine_over(state));
    if (is_told(state, record))
        assert_int_equal(outcome, outcome_so_far(state));
    if (mat_engine_over(state) || outcome != MAT_OUTCOME_INTERRUPTED)
        assert_false(mat_record_cut(record, &cut));
    else if (state->segment + 1 < run->schedule->n_segments)
        assert_cut_is(record, run, i);
}

static void
assert_is_in_the_ledger(const struct mat_record *record, const struct run *run)
{
    char *text = mat_record_line(record);
    struct mat_line line;
    const char *wrong = "";

    if (mat_line_parse(text, strlen(text), &line, NULL, &wrong) !=
        MAT_LINE_READ)
        fail_msg("%s: %s", wrong, text);
    assert_memory_equal(line.past.used, run->state.used,
                        sizeof(run->state.used));
    assert_int_equal(line.past.outcome, run->state.outcome);
    free(text);
}

static struct run *
random_run(const struct mat_schedule *schedule)
{
    struct plot plot[PLOT_MAX];
    struct run *run = run_new(schedule);
    int n = random_plot(plot, PLOT_MAX);
    mat_ms now = 0;

    happen(run, MAT_EVENT_BEGIN, 0, 0);
    for (int i = 0; i < n && !mat_engine_over(&run->state); i++) {
        now = plot[i].at;
        happen(run, plot[i].kind, plot[i].by, now);
    }
    return run;
}

/* Answers and resumes until it is over. */
static void
run_out(struct run *run, mat_ms now)
{
    while (!mat_engine_over(&run->state)) {
        now += MAT_MINUTES(1);
        happen(run, MAT_EVENT_RESUME, 0, now);
        happen(run, MAT_EVENT_ACKNOWLEDGE, 0, now);
    }
}

static mat_ms
last_at(const struct run *run)
{
    return run->facts[run->n - 1].at;
}

static void
check_every_cut(const struct mat_schedule *schedule)
{
    struct run *run = random_run(schedule);
    struct mat_record *record = record_new(schedule);
    mat_ms before = 0;

    run_out(run, last_at(run));
    for (int i = 0; i < run->n; i++) {
        add_half(record, schedule, &run->facts[i]);
        add_fact(record, schedule, &run->facts[i]);
        check_prefix(record, run, i);
        assert_true(mat_record_mat_time(record) >= before);
        before = mat_record_mat_time(record);
    }
    assert_is_in_the_ledger(record, run);
    mat_record_free(record);
    free(run);
}

static void
a_record_is_right_wherever_it_is_cut(void **state)
{
    (void)state;
    for_all_schedules(check_every_cut);
}

static void
check_taken_up(const struct mat_schedule *schedule)
{
    struct run *run = random_run(schedule);
    struct mat_record *record = record_new(schedule);
    struct mat_record_cut cut;
    int n = 1 + (int)chance((uint32_t)run->n);

    for (int i = 0; i < n; i++)
        add_fact(record, schedule, &run->facts[i]);
    if (mat_record_cut(record, &cut)) {
        const mat_ms now = MAT_MINUTES(600);
        struct run *rest = run_new(schedule);
        mat_ms had = mat_record_mat_time(record);

        rest->state = mat_engine_take_up(schedule, &cut.cut, now);
        run_out(rest, now);
        for (int i = 0; i < rest->n; i++)
            add_fact(record, schedule, &rest->facts[i]);
        assert_true(mat_record_mat_time(record) >= had);
        assert_int_equal(mat_record_mat_time(record),
                         rest->facts[rest->n - 1].ms);
        assert_is_in_the_ledger(record, rest);
        free(rest);
    }
    mat_record_free(record);
    free(run);
}

static void
a_session_that_is_taken_up_is_one_record(void **state)
{
    (void)state;
    for_all_schedules(check_taken_up);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_right_wherever_it_is_cut),
        cmocka_unit_test(a_session_that_is_taken_up_is_one_record),
    };

    chance_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
