/* Where a session is taken up that was cut off, case by case. That it goes on
 * as it would have is in test_engine_take_up.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "../support/engine_world.h"

/* A stay of two steps on the back, shirt then bare; then a wait and the feet.
 */
static struct mat_cue cue = {.id = "cue", .text = "Cue."};
static const struct mat_cue_at cues[] = {
    {.at = 0, .cue = &cue},
    {.at = MAT_SECONDS(60), .cue = &cue},
    {.at = MAT_SECONDS(60), .cue = &cue},
    {.at = MAT_SECONDS(15), .from_end = true, .cue = &cue}};
#define CUES .cues = cues, .n_cues = 4
#define BACK .area = MAT_AREA_BACK, .kind = MAT_KIND_MAT
enum { ON, FIRST, SECOND, OFF, WAIT, POINT, FEET, AWAY };
static const struct mat_segment segments[] = {
    [ON] = {.kind = MAT_KIND_ON, .duration = MAT_SECONDS(20), .off = OFF},
    [FIRST] = {BACK, CUES, .duration = MAT_SECONDS(300), .off = OFF},
    [SECOND] = {BACK, CUES, .duration = MAT_SECONDS(120), .off = OFF,
                .alarm = true},
    [OFF] = {.kind = MAT_KIND_OFF, CUES, .duration = MAT_SECONDS(90)},
    [WAIT] = {.kind = MAT_KIND_WAIT,
              .cues = cues,
              .n_cues = 1,
              .duration = MAT_MS_NONE,
              .timeout = MAT_SECONDS(30)},
    [POINT] = {.kind = MAT_KIND_POINT, .duration = MAT_SECONDS(60)},
    [FEET] = {.kind = MAT_KIND_MAT,
              .area = MAT_AREA_FEET,
              .duration = MAT_SECONDS(120),
              .off = AWAY,
              .alarm = true},
    [AWAY] = {.kind = MAT_KIND_OFF, .duration = MAT_SECONDS(30)},
    {.kind = MAT_KIND_OFF, .duration = MAT_SECONDS(90)},
};
static const struct mat_tables tables = {
    .step_min = MAT_SECONDS(60),
    .stages = {{.point = MAT_SECONDS(60)}},
};
static const struct mat_schedule schedule = {
    .tables = &tables,
    .segments = segments,
    .n_segments = AWAY + 1,
    .unwell = AWAY + 1,
    .cap_total = MAT_SECONDS(600),
    .cap_area = {[MAT_AREA_BACK] = MAT_SECONDS(480),
                 [MAT_AREA_FEET] = MAT_SECONDS(180)},
};

static void
test_where_a_session_is_taken_up(void **state)
{
#define AT(where, seconds) .segment = where, .place = MAT_SECONDS(seconds)
#define USED(seconds) .used = { [MAT_AREA_BACK] = MAT_SECONDS(seconds) }
    static const struct {
        const char *claim;
        struct mat_cut cut;
        int segment;
        int place, duration; /* seconds */
        int due;             /* seconds from now */
    } cases[] = {
        {"inside a step, up to its next cue",
         {AT(FIRST, 30)},
         FIRST,
         30,
         300,
         30},
        {"both cues of a place were given",
         {AT(FIRST, 60)},
         FIRST,
         60,
         300,
         225},
        {"what opens a step is due at once", {AT(FIRST, 0)}, FIRST, 0, 300, 0},
        {"longer",
         {AT(FIRST, 60), .extended = MAT_SECONDS(60)},
         FIRST,
         60,
         360,
         285},
        {"shorter",
         {AT(FIRST, 60), .extended = -MAT_SECONDS(60)},
         FIRST,
         60,
         240,
         165},
        {"no longer than could be, with what follows",
         {AT(FIRST, 60), .extended = MAT_MINUTES(30)},
         FIRST,
         60,
         360,
         285},
        {"nothing is longer than a plan may write",
         {AT(OFF, 60), .extended = MAT_MINUTES(999)},
         OFF,
         60,
         10800,
         10725},
        {"getting on is no longer",
         {AT(ON, 10), .extended = MAT_SECONDS(60)},
         ON,
         10,
         20,
         10},
        {"no less than nothing",
         {AT(OFF, 0), .extended = -MAT_MINUTES(9)},
         OFF,
         0,
         0,
         0},
        {"what was used before counts",
         {AT(FIRST, 60), USED(200)},
         FIRST,
         60,
         280,
         205},
        {"nothing is left: it ends at once",
         {AT(FIRST, 60), USED(420)},
         FIRST,
         60,
         60,
         0},
        {"a place beyond the end is the end", {AT(OFF, 500)}, OFF, 90, 90, 0},
        {"a place before the start is the start", {AT(OFF, -5)}, OFF, 0, 90, 0},
        {"less than nothing used is nothing",
         {AT(FIRST, 60), USED(-500), .extended = MAT_MINUTES(30)},
         FIRST,
         60,
         360,
         285},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mat_state it =
            mat_engine_take_up(&schedule, &cases[i].cut, 5000);

        print_message("%s\n", cases[i].claim);
        assert_int_equal(it.phase, MAT_PHASE_RUNNING);
        assert_int_equal(it.segment, cases[i].segment);
        assert_int_equal(mat_engine_place(&it, 5000),
                         MAT_SECONDS(cases[i].place));
        assert_int_equal(it.duration, MAT_SECONDS(cases[i].duration));
        assert_int_equal(mat_engine_deadline(&schedule, &it),
                         5000 + MAT_SECONDS(cases[i].due));
    }
}

static void
test_between_two_steps_the_next_one_begins(void **state)
{
#define NEXT(where) .segment = where, .between = true
    static const struct {
        const char *claim;
        struct mat_cut cut;
        int segment, duration; /* -1, open: over */
    } cases[] = {
        {"in the end alarm: off", {NEXT(OFF), USED(420)}, OFF, 90},
        {"onto the mat, for as long as is left",
         {NEXT(FIRST), USED(300)},
         FIRST,
         180},
        {"inside a stay", {NEXT(SECOND), USED(300)}, SECOND, 120},
        {"inside a stay, too little is left: off",
         {NEXT(SECOND), USED(440)},
         OFF,
         90},
        {"too little is left for a stay: past it",
         {NEXT(FEET), .used[MAT_AREA_FEET] = MAT_SECONDS(150)},
         -1,
         0},
        {"what was longer was the one before",
         {NEXT(OFF), .extended = MAT_SECONDS(60)},
         OFF,
         90},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct run *run = run_new(&schedule);

        print_message("%s\n", cases[i].claim);
        run->state = mat_engine_take_up(&schedule, &cases[i].cut, 5000);
        assert_int_equal(mat_engine_deadline(&schedule, &run->state), 5000);
        catch_up(run, 5000);
        if (cases[i].segment < 0) {
            assert_int_equal(run->state.phase, MAT_PHASE_DONE);
        } else {
            assert_int_equal(run->facts[0].kind, MAT_FACT_STEP_BEGAN);
            assert_int_equal(run->facts[0].segment, cases[i].segment);
            assert_int_equal(run->facts[0].ms, MAT_SECONDS(cases[i].duration));
            assert_int_equal(run->state.phase, MAT_PHASE_RUNNING);
        }
        free(run);
    }
}

static void
test_a_wait_is_entered_with_its_question(void **state)
{
    struct mat_cut cut = {NEXT(WAIT)};
    struct run *run = run_new(&schedule);

    (void)state;
    run->state = mat_engine_take_up(&schedule, &cut, 5000);
    catch_up(run, 5000);
    assert_int_equal(run->n, 2);
    assert_int_equal(run->facts[0].kind, MAT_FACT_STEP_BEGAN);
    assert_int_equal(run->facts[1].kind, MAT_FACT_CUE);
    assert_int_equal(mat_engine_deadline(&schedule, &run->state), 35000);
    /* And from one into the next step, not asked again. */
    cut.segment = POINT;
    run->n = 0;
    run->state = mat_engine_take_up(&schedule, &cut, 5000);
    catch_up(run, 5000);
    assert_int_equal(run->n, 1);
    assert_int_equal(run->facts[0].segment, POINT);
    free(run);
}

static void
test_a_wait_goes_on_asking(void **state)
{
    static const struct {
        const char *claim;
        int place, due; /* seconds; due: from now */
    } cases[] = {
        {"at its start it asks at once", 0, 0},
        {"then when the timeout has passed", 10, 20},
        {"as often as it did before", 60, 30},
        {"however long that was", 3601, 29},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mat_cut cut = {AT(WAIT, cases[i].place)};
        struct run *run = run_new(&schedule);

        print_message("%s\n", cases[i].claim);
        run->state = mat_engine_take_up(&schedule, &cut, 5000);
        assert_int_equal(run->state.phase, MAT_PHASE_WAITING);
        assert_int_equal(mat_engine_deadline(&schedule, &run->state),
                         5000 + MAT_SECONDS(cases[i].due));
        catch_up(run, 5000 + MAT_SECONDS(cases[i].due));
        assert_int_equal(run->n, 1);
        assert_int_equal(run->facts[0].kind, MAT_FACT_CUE);
        happen(run, MAT_EVENT_ACKNOWLEDGE, 0, 4999 + MAT_SECONDS(35));
        assert_int_equal(run->state.segment, POINT);
        free(run);
    }
}

static void
test_a_wait_without_a_timeout_asks_once(void **state)
{
    static const struct mat_segment lone[] = {
        {.kind = MAT_KIND_WAIT,
         .cues = cues,
         .n_cues = 1,
         .duration = MAT_MS_NONE,
         .timeout = MAT_MS_NONE},
        {.kind = MAT_KIND_OFF, .duration = MAT_SECONDS(90)}};
    static const struct mat_schedule waits = {
        .tables = &tables, .segments = lone, .n_segments = 1, .unwell = 1};
    struct mat_cut cut = {.place = 0};
    struct mat_state it = mat_engine_take_up(&waits, &cut, 5000);
    struct mat_step_result result;

    (void)state;
    assert_int_equal(mat_engine_deadline(&waits, &it), 5000);
    result = mat_engine_step(&waits, it, MAT_TICK, 5000);
    assert_int_equal(result.n_facts, 1);
    assert_int_equal(mat_engine_deadline(&waits, &result.state), MAT_MS_NONE);
    cut.place = MAT_MINUTES(10);
    it = mat_engine_take_up(&waits, &cut, 5000);
    assert_int_equal(mat_engine_deadline(&waits, &it), MAT_MS_NONE);
}

static void
test_moments_and_unanswered_ends_go_on(void **state)
{
    struct mat_cut cut = {AT(OFF, 20), USED(300), .at = MAT_SECONDS(700),
                          .unanswered = 1};
    struct run *run = run_new(&schedule);

    (void)state;
    run->state = mat_engine_take_up(&schedule, &cut, 5000);
    assert_int_equal(run->state.cue.segment, OFF);
    assert_int_equal(run->state.cue.cue, 0);
    happen(run, MAT_EVENT_SLEPT, MAT_SECONDS(60), 5000);
    assert_int_equal(run->state.phase, MAT_PHASE_HELD);
    assert_int_equal(run->facts[0].kind, MAT_FACT_HELD);
    assert_int_equal(run->facts[0].at, MAT_SECONDS(700));
    happen(run, MAT_EVENT_STOP, 0, 6000);
    happen(run, MAT_EVENT_STOP, 0, 7000);
    assert_int_equal(run->facts[run->n - 1].kind, MAT_FACT_SESSION_ENDED);
    assert_int_equal(run->facts[run->n - 1].at, MAT_SECONDS(702));
    assert_int_equal(run->facts[run->n - 1].ms, MAT_SECONDS(300));
    assert_int_equal(run->facts[run->n - 1].attempt, 1);
    free(run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_a_session_is_taken_up),
        cmocka_unit_test(test_between_two_steps_the_next_one_begins),
        cmocka_unit_test(test_a_wait_is_entered_with_its_question),
        cmocka_unit_test(test_a_wait_goes_on_asking),
        cmocka_unit_test(test_a_wait_without_a_timeout_asks_once),
        cmocka_unit_test(test_moments_and_unanswered_ends_go_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
