/* Properties of the engine over every built-in plan at every stage. Exact
 * sequences of facts are in tests/transcripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "../support/engine_world.h"

#define ROUNDS 40

static void
play(struct run *run, const struct plot *plot, int n, bool choppy)
{
    mat_ms now = 0;
    mat_ms end;

    happen(run, MAT_EVENT_BEGIN, 0, 0);
    for (int i = 0; i < n; i++) {
        while (choppy && now < plot[i].at) {
            catch_up(run, now);
            now += chance(40000);
        }
        now = plot[i].at;
        happen(run, plot[i].kind, plot[i].by, now);
    }
    end = now + MAT_MINUTES(400);
    while (choppy && chance(60)) {
        now += chance(40000);
        catch_up(run, now);
    }
    catch_up(run, end);
}

static void
ticks_do_not_matter(const struct mat_schedule *schedule)
{
    struct plot plot[24];

    for (int round = 0; round < ROUNDS / 4; round++) {
        int n = random_plot(plot, 24);
        struct run *whole = run_new(schedule);
        struct run *cut = run_new(schedule);

        play(whole, plot, n, false);
        play(cut, plot, n, true);
        assert_same_facts(whole, 0, cut, 0);
        free(whole);
        free(cut);
    }
}

static void
test_cutting_time_into_ticks_changes_no_fact(void **state)
{
    (void)state;
    for_all_schedules(ticks_do_not_matter);
}

/* A pause short enough not to ring, at a moment when time runs. */
static void
pause_shifts(const struct mat_schedule *schedule)
{
    for (int round = 0; round < ROUNDS / 4; round++) {
        mat_ms at = chance((uint32_t)schedule->total);
        mat_ms length = 1 + chance((uint32_t)MAT_PAUSE_ON_MAT_MAX - 2);
        struct run *plain = run_new(schedule);
        struct run *paused = run_new(schedule);
        int before, i;

        happen(plain, MAT_EVENT_BEGIN, 0, 0);
        happen(paused, MAT_EVENT_BEGIN, 0, 0);
        catch_up(plain, at);
        before = plain->n;
        catch_up(paused, at);
        if (paused->state.phase == MAT_PHASE_RUNNING) {
            happen(paused, MAT_EVENT_PAUSE, 0, at);
            happen(paused, MAT_EVENT_RESUME, 0, at + length);
            catch_up(plain, MAT_MINUTES(400));
            catch_up(paused, MAT_MINUTES(500));
            assert_int_equal(paused->n, plain->n + 2);
            for (i = before; i < plain->n; i++) {
                assert_int_equal(plain->facts[i].kind,
                                 paused->facts[i + 2].kind);
                assert_int_equal(plain->facts[i].at + length,
                                 paused->facts[i + 2].at);
            }
        }
        free(plain);
        free(paused);
    }
}

static void
test_a_pause_shifts_later_facts_exactly(void **state)
{
    (void)state;
    for_all_schedules(pause_shifts);
}

static void
caps_hold(const struct mat_schedule *schedule)
{
    struct plot plot[64];

    for (int round = 0; round < ROUNDS; round++) {
        int n = random_plot(plot, 64);
        struct run *run = run_new(schedule);
        mat_ms last = 0;

        play(run, plot, n, false);
        for (int area = 0; area < MAT_AREA__COUNT; area++)
            assert_true(run->state.used[area] <= schedule->cap_area[area]);
        assert_true(
            mat_engine_mat_time(schedule, &run->state, MAT_MINUTES(900)) <=
            schedule->cap_total);
        for (int i = 0; i < run->n; i++) {
            assert_true(run->facts[i].at >= last);
            last = run->facts[i].at;
        }
        free(run);
    }
}

static void
test_no_sequence_of_events_exceeds_a_cap(void **state)
{
    (void)state;
    for_all_schedules(caps_hold);
}

/* On the spikes, or in the alarm that asks to leave them. */
static bool
on_mat(const struct run *run)
{
    const struct mat_state *state = &run->state;

    return !mat_engine_over(state) &&
           run->schedule->segments[state->segment].kind == MAT_KIND_MAT;
}

/* Whatever happened before: after unwell the way leads off the mat and to the
 * end, and nothing on the mat follows. */
static void
unwell_ends(const struct mat_schedule *schedule)
{
    struct plot plot[16];

    for (int round = 0; round < ROUNDS; round++) {
        int n = random_plot(plot, 16);
        struct run *run = run_new(schedule);
        mat_ms at = n > 0 ? plot[n - 1].at : 0;
        int before;

        happen(run, MAT_EVENT_BEGIN, 0, 0);
        for (int i = 0; i < n; i++)
            happen(run, plot[i].kind, plot[i].by, plot[i].at);
        catch_up(run, at);
        before = run->n;
        if (!mat_engine_over(&run->state)) {
            happen(run, MAT_EVENT_UNWELL, 0, at);
            assert_false(on_mat(run));
            catch_up(run, at + MAT_MINUTES(60));
            assert_int_equal(run->state.phase, MAT_PHASE_STOPPED);
            assert_int_equal(run->state.outcome, MAT_OUTCOME_UNWELL);
            for (int i = before; i < run->n; i++)
                assert_true(run->facts[i].kind != MAT_FACT_STEP_BEGAN ||
                            run->facts[i].segment == schedule->unwell);
        }
        free(run);
    }
}

static void
test_unwell_leads_off_from_anywhere(void **state)
{
    (void)state;
    for_all_schedules(unwell_ends);
}

/* Left alone, with every question answered, a session ends completed after
 * exactly its length, with exactly its time on the mat. */
static void
ends_on_time(const struct mat_schedule *schedule)
{
    struct run *run = run_new(schedule);
    mat_ms now = 0;

    happen(run, MAT_EVENT_BEGIN, 0, 0);
    while (!mat_engine_over(&run->state)) {
        if (run->state.phase == MAT_PHASE_WAITING) {
            happen(run, MAT_EVENT_ACKNOWLEDGE, 0, now);
        } else {
            now = mat_engine_deadline(schedule, &run->state);
            assert_true(now != MAT_MS_NONE);
            step(run, MAT_TICK, now);
        }
    }
    assert_int_equal(now, schedule->total);
    assert_int_equal(run->state.phase, MAT_PHASE_DONE);
    assert_int_equal(run->facts[run->n - 1].ms, schedule->mat);
    free(run);
}

static void
test_an_answered_session_ends_on_time(void **state)
{
    (void)state;
    for_all_schedules(ends_on_time);
}

/* Brings a session into a phase, at moment 1000 at the latest. */
static void
bring_into(struct run *run, enum mat_phase phase)
{
    happen(run, MAT_EVENT_BEGIN, 0, 0);
    catch_up(run, 1);
    switch (phase) {
    case MAT_PHASE_PAUSED:
        happen(run, MAT_EVENT_PAUSE, 0, 2);
        break;
    case MAT_PHASE_HELD:
        happen(run, MAT_EVENT_SLEPT, MAT_SECONDS(60), 2);
        break;
    case MAT_PHASE_STOPPED:
        happen(run, MAT_EVENT_INTERRUPT, 0, 2);
        break;
    case MAT_PHASE_DONE:
        for (mat_ms now = 2; !mat_engine_over(&run->state); now++)
            happen(run, MAT_EVENT_NEXT, 0, now);
        break;
    default:
        break;
    }
    assert_int_equal(run->state.phase, phase);
}

#define BIT(event) (1u << (event))
#define ENDS \
    (BIT(MAT_EVENT_STOP) | BIT(MAT_EVENT_UNWELL) | BIT(MAT_EVENT_INTERRUPT))

/* What each phase heeds. Everything else is ignored: same state, no facts.
 * ACKNOWLEDGE without an alarm is one of those. */
static const unsigned heeds[MAT_PHASE__COUNT] = {
    [MAT_PHASE_RUNNING] = ENDS | BIT(MAT_EVENT_PAUSE) | BIT(MAT_EVENT_NEXT) |
                          BIT(MAT_EVENT_PREVIOUS) | BIT(MAT_EVENT_EXTEND) |
                          BIT(MAT_EVENT_SLEPT),
    [MAT_PHASE_PAUSED] = ENDS | BIT(MAT_EVENT_RESUME) | BIT(MAT_EVENT_NEXT) |
                         BIT(MAT_EVENT_PREVIOUS) | BIT(MAT_EVENT_EXTEND),
    [MAT_PHASE_HELD] = ENDS | BIT(MAT_EVENT_RESUME),
    [MAT_PHASE_DONE] = 0,
    [MAT_PHASE_STOPPED] = 0,
};

static void
heeds_and_ignores(const struct mat_schedule *schedule)
{
    static const enum mat_phase phases[] = {MAT_PHASE_RUNNING, MAT_PHASE_PAUSED,
                                            MAT_PHASE_HELD, MAT_PHASE_DONE,
                                            MAT_PHASE_STOPPED};

    for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
        for (int event = 0; event < MAT_EVENT__COUNT; event++) {
            bool heeded = heeds[phases[i]] & BIT(event);
            struct run *run = run_new(schedule);
            struct mat_state before;
            int n;

            if (event == MAT_EVENT_TICK) {
                free(run);
                continue;
            }
            bring_into(run, phases[i]);
            before = run->state;
            n = run->n;
            /* PREVIOUS goes nowhere this early in the first step. */
            happen(run, event, MAT_SECONDS(30),
                   event == MAT_EVENT_PREVIOUS ? 4000 : 1000);
            if (!heeded) {
                assert_int_equal(run->n, n);
                assert_memory_equal(&run->state, &before, sizeof(before));
            } else if (event != MAT_EVENT_PREVIOUS) {
                assert_true(run->n > n);
            }
            free(run);
        }
    }
}

static void
test_a_phase_heeds_its_events_and_ignores_the_others(void **state)
{
    (void)state;
    for_all_schedules(heeds_and_ignores);
}

/* The cue of the moment is always one of the current segment. */
static void
cues_stay_in_their_step(const struct mat_schedule *schedule)
{
    struct plot plot[24];

    for (int round = 0; round < ROUNDS / 4; round++) {
        int n = random_plot(plot, 24);
        struct run *run = run_new(schedule);

        happen(run, MAT_EVENT_BEGIN, 0, 0);
        for (int i = 0; i < n; i++) {
            happen(run, plot[i].kind, plot[i].by, plot[i].at);
            assert_true(run->state.cue.segment < 0 ||
                        run->state.cue.segment == run->state.segment);
        }
        free(run);
    }
}

static void
test_a_cue_of_the_step_before_is_no_cue_of_the_moment(void **state)
{
    (void)state;
    for_all_schedules(cues_stay_in_their_step);
}

static void
test_nothing_happens_before_begin(void **state)
{
    struct mat_state idle = mat_engine_init();

    (void)state;
    assert_int_equal(mat_engine_deadline(NULL, &idle), MAT_MS_NONE);
    for (int event = 0; event < MAT_EVENT__COUNT; event++) {
        struct mat_step_result result;

        if (event == MAT_EVENT_BEGIN)
            continue;
        result =
            mat_engine_step(NULL, idle, (struct mat_event){.kind = event}, 5);
        assert_int_equal(result.n_facts, 0);
        assert_memory_equal(&result.state, &idle, sizeof(idle));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cutting_time_into_ticks_changes_no_fact),
        cmocka_unit_test(test_a_pause_shifts_later_facts_exactly),
        cmocka_unit_test(test_no_sequence_of_events_exceeds_a_cap),
        cmocka_unit_test(test_unwell_leads_off_from_anywhere),
        cmocka_unit_test(test_an_answered_session_ends_on_time),
        cmocka_unit_test(test_a_phase_heeds_its_events_and_ignores_the_others),
        cmocka_unit_test(test_a_cue_of_the_step_before_is_no_cue_of_the_moment),
        cmocka_unit_test(test_nothing_happens_before_begin),
    };

    chance_begin();
    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
