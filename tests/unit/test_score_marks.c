/* The moments between facts: exact, once, and never of the past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../support/engine_world.h"
#include "matsession/score.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROUNDS 12
#define HEARD_MAX 2000

/* Somebody who listens: never late, unless the machine is. */
struct ear {
    struct run *run;
    mat_ms now;
    mat_ms marked;
    struct {
        mat_ms at;
        enum mat_chime chime;
        int segment;
    } heard[HEARD_MAX];
    int n;
};

static struct ear *
ear_new(const struct mat_schedule *schedule)
{
    struct ear *ear = calloc(1, sizeof(*ear));

    assert_non_null(ear);
    ear->run = run_new(schedule);
    return ear;
}

static void
ear_free(struct ear *ear)
{
    free(ear->run);
    free(ear);
}

static mat_ms
next_mark(const struct ear *ear, enum mat_chime *ret_chime)
{
    return mat_score_next_mark(ear->run->schedule, &ear->run->state,
                               ear->marked, ret_chime);
}

static void
hear(struct ear *ear, mat_ms at, enum mat_chime chime)
{
    /* What lies behind is behind. */
    assert_true(at >= ear->now);
    assert_true(at > ear->marked || ear->n == 0);
    assert_true(ear->n < HEARD_MAX);
    ear->heard[ear->n].at = at;
    ear->heard[ear->n].chime = chime;
    ear->heard[ear->n].segment = ear->run->state.segment;
    ear->n++;
    ear->marked = at;
    ear->now = at;
}

static void
listen(struct ear *ear, mat_ms until)
{
    for (;;) {
        enum mat_chime chime = MAT_CHIME_NONE;
        mat_ms mark = next_mark(ear, &chime);
        mat_ms due = mat_engine_deadline(ear->run->schedule, &ear->run->state);

        if (mat_ms_min(mark, due) > until)
            break;
        assert_true(mark == MAT_MS_NONE || mark < due);
        if (mark < due) {
            hear(ear, mark, chime);
            continue;
        }
        step(ear->run, MAT_TICK, due);
        ear->now = due;
    }
    ear->now = until;
}

static void
let(struct ear *ear, enum mat_event_kind kind, mat_ms by, mat_ms now)
{
    listen(ear, now);
    step(ear->run, (struct mat_event){.kind = kind, .by = by}, now);
}

static int
count_marks(const struct ear *ear, int segment)
{
    int n = 0;

    for (int i = 0; i < ear->n; i++)
        n += ear->heard[i].segment == segment;
    return n;
}

static const struct mat_cue_at cues[] = {
    {.at = MAT_MINUTES(1),
     .from_end = true,
     .cue = &(const struct mat_cue){.id = "", .text = "One minute."}},
};

#define TIMED(is, called, lasts)                                       \
    .kind = (is), .title = (called), .duration = (lasts), .point = -1, \
    .timeout = MAT_MS_NONE
#define APART .area = MAT_AREA_NONE, .position = MAT_POSITION_NONE, .off = -1
#define LYING .area = MAT_AREA_BACK, .position = MAT_POSITION_SUPINE, .off = 4

static const struct mat_segment segments[] = {
    {TIMED(MAT_KIND_PREPARE, "Ready", MAT_SECONDS(30)), APART, .mat = -1},
    {TIMED(MAT_KIND_ON, "On", MAT_SECONDS(20)), LYING, .mat = 2},
    {TIMED(MAT_KIND_MAT, "Warm-up", MAT_MINUTES(4)), LYING, .mat = 2},
    {TIMED(MAT_KIND_MAT, "Back", MAT_MINUTES(10)), LYING, .mat = 3,
     .alarm = true, .cues = cues, .n_cues = 1},
    {TIMED(MAT_KIND_OFF, "Off", MAT_MINUTES(2)), APART, .mat = 3},
    {TIMED(MAT_KIND_REST, "Rest", MAT_MINUTES(2)), APART, .mat = -1},
    {TIMED(MAT_KIND_OFF, "Off now", MAT_SECONDS(90)), APART, .mat = -1},
};

#define BACK_FROM MAT_SECONDS(290) /* when the long stay's back begins */

static struct mat_schedule
made(enum mat_when when)
{
    return (struct mat_schedule){
        .when = when,
        .tables = &mat_tables_builtin,
        .segments = segments,
        .n_segments = (int)COUNT(segments) - 1,
        .unwell = (int)COUNT(segments) - 1,
        .cap_total = MAT_MINUTES(30),
        .cap_area = {[MAT_AREA_BACK] = MAT_MINUTES(30)},
    };
}

/* What happens on the back, and what is heard there, both counted from where it
 * begins. */
struct story {
    const char *name;
    enum mat_when when;
    struct plot plot[4];
    int n_plot;
    struct {
        mat_ms at;
        enum mat_chime chime;
    } heard[10];
    int n_heard;
};

#define S(seconds) MAT_SECONDS(seconds)
#define HALF(at)             \
    {                        \
        (at), MAT_CHIME_HALF \
    }
#define MINUTE(at)                                  \
    {                                               \
        (at) - MAT_MARK_LEAD, MAT_CHIME_LAST_MINUTE \
    }
#define SOONS(end)                                              \
    {(end)-S(3), MAT_CHIME_SOON}, {(end)-S(2), MAT_CHIME_SOON}, \
    {                                                           \
        (end) - S(1), MAT_CHIME_SOON                            \
    }

static const struct story stories[] = {
    {"as planned",
     MAT_WHEN_DAY,
     {{0}},
     0,
     {HALF(S(300)), MINUTE(S(540)), SOONS(S(600))},
     5},
    {"no half in the evening",
     MAT_WHEN_EVENING,
     {{0}},
     0,
     {MINUTE(S(540)), SOONS(S(600))},
     4},
    {"a pause before a mark",
     MAT_WHEN_DAY,
     {{S(100), MAT_EVENT_PAUSE, 0}, {S(200), MAT_EVENT_RESUME, 0}},
     2,
     {HALF(S(400)), MINUTE(S(640)), SOONS(S(700))},
     5},
    {"a pause behind a mark",
     MAT_WHEN_DAY,
     {{S(310), MAT_EVENT_PAUSE, 0}, {S(400), MAT_EVENT_RESUME, 0}},
     2,
     {HALF(S(300)), MINUTE(S(630)), SOONS(S(690))},
     5},
    {"a pause at a mark",
     MAT_WHEN_DAY,
     {{S(300), MAT_EVENT_PAUSE, 0}, {S(400), MAT_EVENT_RESUME, 0}},
     2,
     {HALF(S(300)), MINUTE(S(640)), SOONS(S(700))},
     5},
    {"two pauses",
     MAT_WHEN_DAY,
     {{S(100), MAT_EVENT_PAUSE, 0},
      {S(110), MAT_EVENT_RESUME, 0},
      {S(320), MAT_EVENT_PAUSE, 0},
      {S(400), MAT_EVENT_RESUME, 0}},
     4,
     {HALF(S(310)), MINUTE(S(630)), SOONS(S(690))},
     5},
    {"a pause among the last seconds",
     MAT_WHEN_DAY,
     {{S(598) + 500, MAT_EVENT_PAUSE, 0}, {S(620), MAT_EVENT_RESUME, 0}},
     2,
     {HALF(S(300)),
      MINUTE(S(540)),
      {S(597), MAT_CHIME_SOON},
      {S(598), MAT_CHIME_SOON},
      {S(620) + 500, MAT_CHIME_SOON}},
     5},
    {"a sleep of the machine",
     MAT_WHEN_DAY,
     {{S(310), MAT_EVENT_SLEPT, S(60)}, {S(400), MAT_EVENT_RESUME, 0}},
     2,
     {HALF(S(300)), MINUTE(S(630)), SOONS(S(690))},
     5},
    {"longer before half",
     MAT_WHEN_DAY,
     {{S(100), MAT_EVENT_EXTEND, S(60)}},
     1,
     {HALF(S(330)), MINUTE(S(600)), SOONS(S(660))},
     5},
    {"longer in the last minute",
     MAT_WHEN_DAY,
     {{S(550), MAT_EVENT_EXTEND, S(60)}},
     1,
     {HALF(S(300)), MINUTE(S(540)), MINUTE(S(600)), SOONS(S(660))},
     6},
    {"shorter, over the half",
     MAT_WHEN_DAY,
     {{S(280), MAT_EVENT_EXTEND, -S(120)}},
     1,
     {MINUTE(S(420)), SOONS(S(480))},
     4},
    {"shorter, over the last minute",
     MAT_WHEN_DAY,
     {{S(100), MAT_EVENT_EXTEND, -S(900)}},
     1,
     {SOONS(S(115))},
     3},
    {"off by hand", MAT_WHEN_DAY, {{S(200), MAT_EVENT_STOP, 0}}, 1, {{0}}, 0},
    {"back to its start",
     MAT_WHEN_DAY,
     {{S(310), MAT_EVENT_PREVIOUS, 0}},
     1,
     {HALF(S(300)), HALF(S(610)), MINUTE(S(850)), SOONS(S(910))},
     6},
};

static void
tell(const struct story *story)
{
    struct mat_schedule schedule = made(story->when);
    struct ear *ear = ear_new(&schedule);
    int n = 0;

    let(ear, MAT_EVENT_BEGIN, 0, 0);
    listen(ear, BACK_FROM);
    assert_int_equal(ear->run->state.segment, 3);
    for (int i = 0; i < story->n_plot; i++)
        let(ear, story->plot[i].kind, story->plot[i].by,
            BACK_FROM + story->plot[i].at);
    listen(ear, BACK_FROM + MAT_MINUTES(30));
    for (int i = 0; i < ear->n; i++) {
        mat_ms at = ear->heard[i].at - BACK_FROM;

        if (ear->heard[i].segment != 3)
            continue;
        if (n >= story->n_heard || at != story->heard[n].at ||
            ear->heard[i].chime != story->heard[n].chime)
            fail_msg("%s: %s at %lld ms", story->name,
                     mat_word(&mat_chimes, (int)ear->heard[i].chime),
                     (long long)at);
        n++;
    }
    if (n != story->n_heard)
        fail_msg("%s: %d marks", story->name, n);
    ear_free(ear);
}

static void
marks_follow_what_happens(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(stories); i++)
        tell(&stories[i]);
}

/* Nothing is marked that leads to no movement, or is over in a moment. */
static void
only_changes_for_the_body_are_counted_down(void **state)
{
    static const struct {
        int segment;
        int marks;
    } cases[] = {
        {0, 3}, /* getting ready: onto the mat */
        {1, 0}, /* getting on: lying already */
        {2, 1}, /* its half; the back goes on */
        {3, 5}, /* off the mat */
        {4, 0}, {5, 0},
    };
    struct mat_schedule schedule = made(MAT_WHEN_DAY);
    struct ear *ear = ear_new(&schedule);

    (void)state;
    let(ear, MAT_EVENT_BEGIN, 0, 0);
    listen(ear, MAT_MINUTES(60));
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(count_marks(ear, cases[i].segment), cases[i].marks);
    ear_free(ear);
}

static void
short_segments_have_no_marks(void **state)
{
    struct mat_schedule schedule = made(MAT_WHEN_DAY);
    struct mat_segment shortened[COUNT(segments)];
    enum mat_chime chime = MAT_CHIME_NONE;
    struct ear *ear = ear_new(&schedule);

    (void)state;
    memcpy(shortened, segments, sizeof(segments));
    schedule.segments = shortened;
    shortened[0].duration = MAT_MARKED_FROM - 1;
    let(ear, MAT_EVENT_BEGIN, 0, 0);
    assert_int_equal(next_mark(ear, &chime), MAT_MS_NONE);
    assert_int_equal(chime, MAT_CHIME_NONE);
    ear_free(ear);
    shortened[0].duration = MAT_MARKED_FROM;
    ear = ear_new(&schedule);
    let(ear, MAT_EVENT_BEGIN, 0, 0);
    assert_int_equal(next_mark(ear, &chime), S(17));
    assert_int_equal(chime, MAT_CHIME_SOON);
    ear_free(ear);
}

/* Before it begins, while it stands still and in an alarm no mark is due. */
static void
no_time_no_marks(void **state)
{
    struct mat_schedule schedule = made(MAT_WHEN_DAY);
    struct ear *ear = ear_new(&schedule);
    enum mat_chime chime = MAT_CHIME_NONE;

    (void)state;
    assert_int_equal(next_mark(ear, &chime), MAT_MS_NONE);
    let(ear, MAT_EVENT_BEGIN, 0, 0);
    let(ear, MAT_EVENT_PAUSE, 0, S(5));
    assert_int_equal(next_mark(ear, &chime), MAT_MS_NONE);
    let(ear, MAT_EVENT_RESUME, 0, S(6));
    listen(ear, BACK_FROM + S(605));
    assert_int_equal(ear->run->state.phase, MAT_PHASE_WAITING);
    assert_int_equal(next_mark(ear, &chime), MAT_MS_NONE);
    let(ear, MAT_EVENT_UNWELL, 0, BACK_FROM + S(606));
    assert_int_equal(next_mark(ear, &chime), MAT_MS_NONE);
    ear_free(ear);
}

/* What was used up by going back is no more ahead, nor is what follows a
 * stop. */
static void
what_will_not_come_is_not_counted_down(void **state)
{
    struct mat_schedule schedule = made(MAT_WHEN_EVENING);
    struct mat_segment then[COUNT(segments)];
    struct ear *ear = ear_new(&schedule);
    int before;

    (void)state;
    memcpy(then, segments, sizeof(segments));
    then[5].position = MAT_POSITION_SUPINE;
    schedule.segments = then;
    schedule.cap_area[MAT_AREA_BACK] = MAT_MINUTES(18);
    let(ear, MAT_EVENT_BEGIN, 0, 0);
    let(ear, MAT_EVENT_PREVIOUS, 0, BACK_FROM + S(570));
    let(ear, MAT_EVENT_PREVIOUS, 0, BACK_FROM + S(571));
    assert_int_equal(ear->run->state.segment, 2);
    before = count_marks(ear, 2);
    listen(ear, BACK_FROM + S(815));
    assert_int_equal(ear->run->state.phase, MAT_PHASE_WAITING);
    /* Its last minute, and three seconds. */
    assert_int_equal(count_marks(ear, 2) - before, 4);
    let(ear, MAT_EVENT_ACKNOWLEDGE, 0, BACK_FROM + S(816));
    assert_int_equal(ear->run->state.segment, 4);
    let(ear, MAT_EVENT_STOP, 0, BACK_FROM + S(820));
    listen(ear, BACK_FROM + S(1000));
    assert_int_equal(count_marks(ear, 4), 0);
    ear_free(ear);
}

/* Whatever happens; hear() holds each mark against the past. */
static void
never_of_the_past(const struct mat_schedule *schedule)
{
    struct plot plot[32];

    for (int round = 0; round < ROUNDS; round++) {
        struct ear *ear = ear_new(schedule);
        int n = random_plot(plot, 32);

        let(ear, MAT_EVENT_BEGIN, 0, 0);
        for (int i = 0; i < n; i++)
            let(ear, plot[i].kind, plot[i].by, plot[i].at);
        listen(ear, MAT_MINUTES(400));
        ear_free(ear);
    }
}

static void
no_mark_sounds_for_what_is_past(void **state)
{
    (void)state;
    for_all_schedules(never_of_the_past);
}

/* One pause leaves each mark what it was, just later. */
static void
pause_shifts(const struct mat_schedule *schedule)
{
    for (int round = 0; round < ROUNDS; round++) {
        mat_ms at = chance((uint32_t)schedule->total);
        mat_ms length = 1 + chance((uint32_t)MAT_PAUSE_ON_MAT_MAX - 2);
        struct ear *plain = ear_new(schedule);
        struct ear *paused = ear_new(schedule);
        bool pauses;

        let(plain, MAT_EVENT_BEGIN, 0, 0);
        let(paused, MAT_EVENT_BEGIN, 0, 0);
        listen(paused, at);
        pauses = paused->run->state.phase == MAT_PHASE_RUNNING;
        if (pauses) {
            let(paused, MAT_EVENT_PAUSE, 0, at);
            let(paused, MAT_EVENT_RESUME, 0, at + length);
        }
        listen(plain, MAT_MINUTES(400));
        listen(paused, MAT_MINUTES(400));
        assert_int_equal(plain->n, paused->n);
        for (int i = 0; i < plain->n; i++) {
            mat_ms later = pauses && plain->heard[i].at > at ? length : 0;

            assert_int_equal(plain->heard[i].at + later, paused->heard[i].at);
            assert_int_equal(plain->heard[i].chime, paused->heard[i].chime);
        }
        ear_free(plain);
        ear_free(paused);
    }
}

static void
a_pause_shifts_later_marks_exactly(void **state)
{
    (void)state;
    for_all_schedules(pause_shifts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_follow_what_happens),
        cmocka_unit_test(only_changes_for_the_body_are_counted_down),
        cmocka_unit_test(what_will_not_come_is_not_counted_down),
        cmocka_unit_test(short_segments_have_no_marks),
        cmocka_unit_test(no_time_no_marks),
        cmocka_unit_test(no_mark_sounds_for_what_is_past),
        cmocka_unit_test(a_pause_shifts_later_marks_exactly),
    };

    chance_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
