#include "engine_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "store/plans.h"
#include "store/tables.h"

void
step(struct run *run, struct mat_event event, mat_ms now)
{
    struct mat_step_result result =
        mat_engine_step(run->schedule, run->state, event, now);

    assert_true(run->n + result.n_facts <= FACTS_MAX);
    memcpy(&run->facts[run->n], result.facts,
           (size_t)result.n_facts * sizeof(result.facts[0]));
    for (int i = 0; i < result.n_facts; i++)
        run->after[run->n++] = result.state;
    run->state = result.state;
}

void
catch_up(struct run *run, mat_ms now)
{
    while (mat_engine_deadline(run->schedule, &run->state) <= now)
        step(run, MAT_TICK, now);
}

void
happen(struct run *run, enum mat_event_kind kind, mat_ms by, mat_ms now)
{
    catch_up(run, now);
    step(run, (struct mat_event){.kind = kind, .by = by}, now);
}

struct run *
run_new(const struct mat_schedule *schedule)
{
    struct run *run = calloc(1, sizeof(*run));

    assert_non_null(run);
    run->schedule = schedule;
    run->state = mat_engine_init();
    return run;
}

struct run *
run_from(const struct run *from, int n, struct mat_state state)
{
    struct run *run = run_new(from->schedule);

    memcpy(run->facts, from->facts, (size_t)n * sizeof(run->facts[0]));
    memcpy(run->after, from->after, (size_t)n * sizeof(run->after[0]));
    run->n = n;
    run->state = state;
    return run;
}

void
assert_same_facts(const struct run *a, int from_a, const struct run *b,
                  int from_b)
{
    assert_int_equal(a->n - from_a, b->n - from_b);
    for (int i = 0; i < a->n - from_a; i++) {
        const struct mat_fact *x = &a->facts[from_a + i];
        const struct mat_fact *y = &b->facts[from_b + i];

        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->at, y->at);
        assert_int_equal(x->segment, y->segment);
        assert_int_equal(x->cue, y->cue);
        assert_int_equal(x->ms, y->ms);
        assert_int_equal(x->attempt, y->attempt);
        assert_int_equal(x->reason, y->reason);
        assert_int_equal(x->outcome, y->outcome);
    }
}

typedef void check(const struct mat_schedule *schedule);

static void
for_schedule(const struct mat_plan *plan, int stage, bool opt_in, check *body)
{
    static const struct mat_answer none[MAT_ROWS_MAX];
    struct mat_gate_input input = {
        .plan = plan,
        .tables = &mat_tables_builtin,
        .profile = none,
        .standing = {.stage = (enum mat_stage)stage, .sessions = 30},
        .opt_in = opt_in,
    };
    struct mat_schedule_options options = {.minutes = MAT_MS_NONE};
    struct mat_verdict verdict;
    struct mat_schedule *schedule;

    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, &options);
    assert_non_null(schedule);
    if (schedule->n_segments > 0)
        body(schedule);
    mat_schedule_free(schedule);
}

void
for_all_schedules(check *body)
{
    struct mat_plan_entry *entries;
    int n = mat_plan_list(&entries);
    int done = 0;

    for (int i = 0; i < n; i++) {
        struct mat_plan_file file;

        assert_int_equal(
            mat_plan_open(entries[i].name, &mat_tables_builtin, &file),
            MAT_PLAN_LOADED);
        for (int stage = 0; stage < MAT_STAGE__COUNT; stage++) {
            for_schedule(file.plan, stage, false, body);
            for_schedule(file.plan, stage, true, body);
        }
        mat_plan_file_done(&file);
        done++;
    }
    mat_plan_list_free(entries, n);
    assert_true(done >= 12);
}

int
random_plot(struct plot *plot, int most)
{
    static const enum mat_event_kind kinds[] = {
        MAT_EVENT_PAUSE,  MAT_EVENT_RESUME,      MAT_EVENT_RESUME,
        MAT_EVENT_NEXT,   MAT_EVENT_PREVIOUS,    MAT_EVENT_EXTEND,
        MAT_EVENT_EXTEND, MAT_EVENT_ACKNOWLEDGE, MAT_EVENT_ACKNOWLEDGE,
        MAT_EVENT_SLEPT,  MAT_EVENT_STOP,        MAT_EVENT_UNWELL,
    };
    /* The last two end a session, and are rare. */
    uint32_t usual = sizeof(kinds) / sizeof(kinds[0]) - 2;
    int n = (int)chance((uint32_t)most);
    mat_ms at = 0;

    for (int i = 0; i < n; i++) {
        at += chance(120000);
        plot[i].at = at;
        plot[i].kind = kinds[chance(20) ? chance(usual) : usual + chance(2)];
        plot[i].by = MAT_SECONDS((mat_ms)chance(240) - 120);
        if (plot[i].kind == MAT_EVENT_SLEPT)
            plot[i].by = MAT_SECONDS(60);
    }
    return n;
}
