/* Taking up a session that was cut off, from its facts alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "../support/engine_world.h"

#define CUTS 3
#define LATER MAT_MINUTES(60)

/* What a reader of facts knows. */
struct reader {
    const struct mat_schedule *schedule;
    struct mat_cut cut;
    bool begun;   /* a step */
    bool between; /* that step has ended */
    bool over;    /* or on the way to it */
    bool back;    /* the step ended in going back */
    mat_ms from;  /* its first moment, pauses added */
    mat_ms still; /* a pause began, or -1 */
};

static void
read_end(struct reader *reader, const struct mat_fact *fact)
{
    const struct mat_segment *segment =
        &reader->schedule->segments[fact->segment];

    if (segment->kind == MAT_KIND_MAT)
        reader->cut.used[segment->area] += fact->ms;
    reader->between = true;
    reader->still = -1;
    reader->back = fact->reason == MAT_REASON_PREVIOUS;
    reader->over |= fact->reason == MAT_REASON_STOP ||
                    fact->reason == MAT_REASON_UNWELL ||
                    fact->reason == MAT_REASON_INTERRUPTED;
}

static void
read_fact(struct reader *reader, const struct mat_fact *fact)
{
    reader->cut.at = fact->at;
    switch (fact->kind) {
    case MAT_FACT_STEP_BEGAN:
        reader->begun = true;
        reader->between = reader->back = false;
        reader->cut.segment = fact->segment;
        reader->cut.extended = 0;
        reader->from = fact->at;
        reader->still = -1;
        break;
    case MAT_FACT_STEP_ENDED:
        read_end(reader, fact);
        break;
    case MAT_FACT_PAUSED:
    case MAT_FACT_HELD:
        /* One that is taken up is held inside the pause it was cut off in. */
        if (reader->still < 0)
            reader->still = fact->at;
        break;
    case MAT_FACT_RESUMED:
        reader->from += fact->at - reader->still;
        reader->still = -1;
        break;
    case MAT_FACT_EXTENDED:
        reader->cut.extended += fact->ms;
        break;
    case MAT_FACT_ALARM:
        reader->cut.unanswered += fact->last && reader->between;
        break;
    case MAT_FACT_SESSION_ENDED:
        reader->over = true;
        break;
    default:
        break;
    }
}

/* Where the session was behind its first `n` facts. False: it cannot be taken
 * up. */
static bool
read_cut(const struct run *run, int n, struct mat_cut *ret_cut)
{
    struct reader reader = {.schedule = run->schedule, .still = -1};

    for (int i = 0; i < n; i++)
        read_fact(&reader, &run->facts[i]);
    if (!reader.begun || reader.over || reader.back)
        return false;
    if (reader.between) {
        reader.cut.segment++;
        reader.cut.between = true;
        reader.cut.extended = 0;
    } else {
        reader.cut.place =
            (reader.still >= 0 ? reader.still : reader.cut.at) - reader.from;
    }
    *ret_cut = reader.cut;
    return reader.cut.segment < run->schedule->n_segments;
}

/* Whatever may happen; then on to the end. */
static void
play(struct run *run, const struct plot *plot, int n, mat_ms now)
{
    for (int i = 0; i < n; i++)
        happen(run, plot[i].kind, plot[i].by, now + plot[i].at);
    now += LATER;
    happen(run, MAT_EVENT_RESUME, 0, now);
    for (int i = 0; i < 200 && !mat_engine_over(&run->state); i++) {
        now += LATER;
        happen(run, MAT_EVENT_ACKNOWLEDGE, 0, now);
    }
    assert_true(mat_engine_over(&run->state));
}

/* Asked, answered after a while, and on. */
static void
go_on(struct run *run, const struct plot *plot, int n, mat_ms now)
{
    happen(run, MAT_EVENT_SLEPT, MAT_MINUTES(5), now);
    now += MAT_SECONDS(20);
    happen(run, MAT_EVENT_RESUME, 0, now);
    play(run, plot, n, now);
}

/* The session that was not cut off, at the same moment: it runs. Its facts do
 * not tell how near the alarm of its pauses is. */
static struct run *
uncut(const struct run *run, int n, mat_ms at)
{
    struct run *it = run_from(run, n, run->after[n - 1]);

    if (it->state.phase == MAT_PHASE_PAUSED ||
        it->state.phase == MAT_PHASE_HELD)
        happen(it, MAT_EVENT_RESUME, 0, at);
    else if (it->state.ringing)
        happen(it, MAT_EVENT_ACKNOWLEDGE, 0, at);
    catch_up(it, at);
    it->state.paused = 0;
    return it;
}

static void
assert_caps_hold(const struct run *run)
{
    mat_ms total = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        assert_true(run->state.used[area] <= run->schedule->cap_area[area]);
        total += run->state.used[area];
    }
    assert_true(total <= run->schedule->cap_total);
}

static void
assert_goes_on_alike(const struct run *run, int n, mat_ms at,
                     const struct run *other, mat_ms now)
{
    struct run *one = uncut(run, n, at);
    struct run *two = run_from(other, other->n, other->state);
    struct plot plot[12];
    int n_plot = random_plot(plot, 12);
    int from_one = one->n;
    int from_two = two->n;

    assert_int_equal(one->state.phase, two->state.phase);
    go_on(one, plot, n_plot, at);
    go_on(two, plot, n_plot, now);
    assert_same_facts(one, from_one, two, from_two);
    free(one);
    free(two);
}

/* Cuts `run` behind its first `n` facts, takes it up and lets it go on. NULL:
 * it cannot be taken up. */
static struct run *
cut_and_go_on(const struct run *run, int n)
{
    const struct mat_state *before = &run->after[n - 1];
    mat_ms now = MAT_MINUTES(chance(100));
    struct plot plot[12];
    int n_plot = random_plot(plot, 12);
    struct mat_cut cut;
    struct run *it;

    if (!read_cut(run, n, &cut))
        return NULL;
    it = run_from(run, n, mat_engine_take_up(run->schedule, &cut, now));
    catch_up(it, now);
    /* A stop in an `off` is no fact until it ends. */
    if (!before->ending)
        assert_goes_on_alike(run, n, before->began + cut.at, it, now);
    go_on(it, plot, n_plot, now);
    assert_caps_hold(it);
    return it;
}

static void
cut_anywhere(const struct mat_schedule *schedule)
{
    struct run *run = run_new(schedule);
    struct plot plot[24];
    int n = random_plot(plot, 24);

    happen(run, MAT_EVENT_BEGIN, 0, 0);
    play(run, plot, n, 0);
    for (int fact = 1; fact <= run->n; fact += 1 + (int)chance(5)) {
        struct run *it = cut_and_go_on(run, fact);

        for (int cut = 1; it && cut < CUTS; cut++) {
            uint32_t more = (uint32_t)(it->n - fact);
            struct run *then = cut_and_go_on(it, fact + 1 + (int)chance(more));

            free(it);
            it = then;
        }
        free(it);
    }
    free(run);
}

static void
test_a_session_goes_on_as_if_it_had_been_paused(void **state)
{
    (void)state;
    for_all_schedules(cut_anywhere);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_session_goes_on_as_if_it_had_been_paused),
    };

    chance_begin();
    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
