/*
 * Why today is as long as it is: every sentence that is said about it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../support/engine_world.h"
#include "app/explain.h"
#include "matsession/text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define BACK MAT_AREA_BIT(MAT_AREA_BACK)
#define FEET MAT_AREA_BIT(MAT_AREA_FEET)

/* What a sentence is about; by default 15 minutes on the back. */
struct about {
    enum mat_stage stage;
    int sessions;
    int days;
    enum mat_last last;
    enum mat_turn turn;
    int gap;
    int by_hand; /* the stage and 1, or 0 */
    mat_area_set areas;
    int minutes; /* the most in all; or 0 */
};

/* A schedule that makes nothing but the sentence. */
struct world {
    struct mat_segment segments[MAT_AREA__COUNT];
    struct mat_schedule schedule;
    struct mat_prepared prepared;
    char text[MAT_LENGTH_TEXT];
};

static void
plan_mat(struct world *world, mat_area_set areas, int minutes)
{
    struct mat_schedule *schedule = &world->schedule;

    schedule->segments = world->segments;
    schedule->cap_total = MAT_MINUTES(minutes ? minutes : 15);
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        schedule->cap_area[area] = MAT_MINUTES(area == MAT_AREA_FEET ? 8 : 15);
        if ((areas & MAT_AREA_BIT(area)) == 0)
            continue;
        world->segments[schedule->n_segments++] = (struct mat_segment){
            .kind = MAT_KIND_MAT, .area = (enum mat_area)area};
        schedule->mat += MAT_MINUTES(1);
    }
}

static const char *
say(struct world *world, const struct about *about)
{
    struct mat_prepared *prepared = &world->prepared;

    *world = (struct world){0};
    plan_mat(world, about->areas ? about->areas : BACK, about->minutes);
    prepared->schedule = &world->schedule;
    prepared->progress = (struct mat_progress){
        .standing = {.stage = about->stage, .sessions = about->sessions},
        .last = about->last,
        .turn = about->turn,
        .days = about->days,
        .gap = about->gap,
    };
    prepared->standing = prepared->progress.standing;
    prepared->growth = MAT_GROWTH_NONE;
    if (about->by_hand > 0) {
        prepared->stage_by_hand = true;
        prepared->standing.stage = (enum mat_stage)(about->by_hand - 1);
    }
    mat_explain_length(prepared, world->text);
    return world->text;
}

#define BUILDING .stage = MAT_STAGE_BUILDING
#define SIX BUILDING, .sessions = 6, .days = 9

static const struct {
    struct about about;
    const char *text;
} sentences[] = {
    {{.minutes = 5}, "first: no sessions yet; at most 5m on the mat."},
    {{SIX, .last = MAT_LAST_EASY, .minutes = 12},
     "building: 6 sessions in 9 days, the last one easy; at most 12m on the "
     "mat."},
    {{SIX, .last = MAT_LAST_UNRATED},
     "building: 6 sessions in 9 days, the last one not rated, so nothing grows "
     "yet; at most 15m on the mat."},
    {{SIX, .last = MAT_LAST_STRONG},
     "building: 6 sessions in 9 days, the last one strong, so nothing grows "
     "yet; at most 15m on the mat."},
    {{SIX, .last = MAT_LAST_MARKS},
     "building: 6 sessions in 9 days, the last one with marks that have not "
     "gone, so nothing grows yet; at most 15m on the mat."},
    {{SIX, .last = MAT_LAST_STOP, .minutes = 6},
     "building: 6 sessions in 9 days, then one with a stop signal, so today is "
     "half as long and milder; at most 6m on the mat."},

    /* How they are counted. */
    {{.sessions = 1, .last = MAT_LAST_EASY, .minutes = 5},
     "first: 1 session in 1 day, the last one easy; at most 5m on the mat."},
    {{.sessions = 1, .days = 1, .last = MAT_LAST_STRONG, .minutes = 5},
     "first: 1 session in 1 day, the last one strong, so nothing grows yet; at "
     "most 5m on the mat."},
    {{.sessions = 1, .days = 2, .last = MAT_LAST_STOP, .minutes = 2},
     "first: 1 session in 2 days, then one with a stop signal, so today is "
     "half as long and milder; at most 2m on the mat."},
    {{.last = MAT_LAST_STOP, .days = 1, .gap = 1, .minutes = 2},
     "first: the last session ended in a stop signal, so today is half as long "
     "and milder; at most 2m on the mat."},

    /* What today does to the stage. */
    {{SIX, .last = MAT_LAST_EASY, .turn = MAT_TURN_UP},
     "building: 6 sessions in 9 days, the last one easy; at most 15m on the "
     "mat."},
    {{BUILDING, .sessions = 12, .days = 40, .gap = 20, .last = MAT_LAST_EASY,
      .turn = MAT_TURN_BACK},
     "building: 12 sessions so far, none for 20 days, so one stage back; at "
     "most 15m on the mat."},
    {{BUILDING, .sessions = 12, .days = 40, .gap = 20, .last = MAT_LAST_STOP,
      .turn = MAT_TURN_BACK, .minutes = 5},
     "building: 12 sessions so far, none for 20 days, so one stage back, and "
     "milder after the stop signal last time; at most 5m on the mat."},
    {{.gap = 40,
      .last = MAT_LAST_UNRATED,
      .turn = MAT_TURN_RESTART,
      .minutes = 5},
     "first: no session for 40 days, so it begins anew; at most 5m on the "
     "mat."},
    {{.gap = 40, .last = MAT_LAST_STOP, .turn = MAT_TURN_RESTART, .minutes = 2},
     "first: no session for 40 days, so it begins anew, and milder after the "
     "stop signal last time; at most 2m on the mat."},

    /* A stage by hand, easier or, to look at, harder. */
    {{SIX, .last = MAT_LAST_EASY, .by_hand = MAT_STAGE_WEEK + 1, .minutes = 10},
     "week: chosen by hand; at most 10m on the mat."},
    {{SIX, .last = MAT_LAST_STOP, .by_hand = MAT_STAGE_WEEK + 1, .minutes = 4},
     "week: chosen by hand, and milder after the stop signal last time; at "
     "most 4m on the mat."},
    {{SIX, .last = MAT_LAST_STOP, .by_hand = MAT_STAGE_SETTLED + 1},
     "settled: chosen by hand; at most 15m on the mat."},

    /* Areas allow less than the session. */
    {{SIX, .last = MAT_LAST_EASY, .areas = FEET},
     "building: 6 sessions in 9 days, the last one easy; at most 8m on the "
     "mat."},
    {{SIX, .last = MAT_LAST_EASY, .areas = FEET | BACK, .minutes = 20},
     "building: 6 sessions in 9 days, the last one easy; at most 20m on the "
     "mat."},
    {{SIX, .last = MAT_LAST_EASY, .areas = FEET | BACK, .minutes = 30},
     "building: 6 sessions in 9 days, the last one easy; at most 23m on the "
     "mat."},

    /* The long session. */
    {{.stage = MAT_STAGE_HABITUAL,
      .sessions = 200,
      .days = 365,
      .last = MAT_LAST_EASY,
      .minutes = 15},
     "habitual: 200 sessions in 365 days, the last one easy; at most 15m on "
     "the mat."},
};

static void
one_sentence_says_why(void **state)
{
    struct world world;

    (void)state;
    for (size_t i = 0; i < COUNT(sentences); i++)
        assert_string_equal(say(&world, &sentences[i].about),
                            sentences[i].text);
}

static void
every_last_and_every_turn_has_its_sentence(void **state)
{
    struct about about = {SIX, .gap = 20};
    struct world world;

    (void)state;
    for (int last = 0; last < MAT_LAST__COUNT; last++) {
        for (int turn = 0; turn < MAT_TURN__COUNT; turn++) {
            const char *text;

            about.last = (enum mat_last)last;
            about.turn = (enum mat_turn)turn;
            text = say(&world, &about);
            assert_string_equal(strchr(text, ';'), "; at most 15m on the mat.");
            assert_null(strstr(text, ": ;"));
            assert_null(strstr(text, "(null)"));
        }
    }
}

static void
where_one_thing_grows_the_rest_stays(void **state)
{
    static const char *const second[MAT_GROWTH__COUNT] = {
        [MAT_GROWTH_MINUTES] =
            "12m on the mat. One change at a time: today is longer, so layer "
            "and surface stay as they were.",
        [MAT_GROWTH_LAYER] =
            "12m on the mat. One change at a time: today there is less between "
            "you and the spikes, so the surface stays as it was.",
        [MAT_GROWTH_SURFACE] = "12m on the mat.",
    };
    static const struct about about = {SIX, .last = MAT_LAST_EASY,
                                       .minutes = 12};
    struct world world;

    (void)state;
    for (int growth = 0; growth < MAT_GROWTH__COUNT; growth++) {
        (void)say(&world, &about);
        world.prepared.growth = (enum mat_growth)growth;
        for (int held = 0; held < 2; held++) {
            world.prepared.held_back = held == 1;
            mat_explain_length(&world.prepared, world.text);
            assert_string_equal(strstr(world.text, "12m on"),
                                held ? second[growth] : "12m on the mat.");
        }
    }
}

static void
nothing_is_said_without_a_mat(void **state)
{
    static const struct about about = {SIX};
    struct world world;

    (void)state;
    (void)say(&world, &about);
    world.schedule.mat = 0;
    world.schedule.n_segments = 0;
    mat_explain_length(&world.prepared, world.text);
    assert_string_equal(world.text, "");
    (void)say(&world, &about);
    world.prepared.schedule = NULL;
    mat_explain_length(&world.prepared, world.text);
    assert_string_equal(world.text, "");
}

static void
numbers_of_any_size_fit(void **state)
{
    static const struct about about = {.stage = MAT_STAGE_BUILDING,
                                       .sessions = INT32_MAX,
                                       .days = INT32_MAX,
                                       .gap = INT32_MAX,
                                       .last = MAT_LAST_STOP};
    struct world world;

    (void)state;
    (void)say(&world, &about);
    for (int turn = 0; turn < MAT_TURN__COUNT; turn++) {
        char text[200];
        size_t length;

        world.prepared.progress.turn = (enum mat_turn)turn;
        mat_explain_past(&world.prepared.progress, text, sizeof(text));
        length = strlen(text);
        assert_true(length < sizeof(text) - 1);
    }
}

/* Extends whatever is on the mat by all that is allowed. */
static mat_ms
longest(const struct mat_schedule *schedule)
{
    struct run *run = run_new(schedule);
    mat_ms now = 0;
    mat_ms sum = 0;

    happen(run, MAT_EVENT_BEGIN, 0, now);
    while (run->state.phase == MAT_PHASE_RUNNING ||
           run->state.phase == MAT_PHASE_WAITING) {
        mat_ms due;

        if (run->state.phase == MAT_PHASE_RUNNING &&
            schedule->segments[run->state.segment].kind == MAT_KIND_MAT)
            step(run,
                 (struct mat_event){.kind = MAT_EVENT_EXTEND,
                                    .by = MAT_DURATION_MAX},
                 now);
        due = mat_engine_deadline(schedule, &run->state);
        if (run->state.phase == MAT_PHASE_WAITING || due == MAT_MS_NONE) {
            step(run, (struct mat_event){.kind = MAT_EVENT_ACKNOWLEDGE}, now);
            continue;
        }
        now = mat_ms_max(now, due);
        step(run, MAT_TICK, now);
    }
    assert_int_equal(run->state.phase, MAT_PHASE_DONE);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        sum += run->state.used[area];
    free(run);
    return sum;
}

static void
the_most_is_what_extending_comes_to(const struct mat_schedule *schedule)
{
    struct mat_schedule copy = *schedule;
    struct mat_prepared prepared = {.schedule = &copy,
                                    .standing = schedule->standing,
                                    .growth = MAT_GROWTH_NONE};
    char length[MAT_TIME_TEXT];
    char most[MAT_TIME_TEXT + 40];
    char text[MAT_LENGTH_TEXT];

    mat_explain_length(&prepared, text);
    if (schedule->mat == 0) {
        assert_string_equal(text, "");
        return;
    }
    mat_join(most, sizeof(most), "; at most ",
             mat_duration_text(longest(schedule), length), " on the mat.",
             NULL);
    if (strcmp(strchr(text, ';'), most) != 0)
        fail_msg("%s: %s is not: %s", schedule->plan, text, most);
}

static void
the_most_is_true_of_every_built_in_plan(void **state)
{
    (void)state;
    for_all_schedules(the_most_is_what_extending_comes_to);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_sentence_says_why),
        cmocka_unit_test(every_last_and_every_turn_has_its_sentence),
        cmocka_unit_test(where_one_thing_grows_the_rest_stays),
        cmocka_unit_test(nothing_is_said_without_a_mat),
        cmocka_unit_test(numbers_of_any_size_fit),
        cmocka_unit_test(the_most_is_true_of_every_built_in_plan),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
