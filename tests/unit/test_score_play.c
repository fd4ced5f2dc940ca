/* A schedule played through against a session that somebody listens to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../support/engine_world.h"
#include "matsession/score.h"
#include "matsession/text.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SOUNDS_MAX 2000

struct tape {
    struct {
        mat_ms at;
        struct mat_sound sound;
    } sounds[SOUNDS_MAX];
    int n;
    int most; /* then it is enough */
};

static bool
record(void *to, mat_ms at, const struct mat_sound *sound)
{
    struct tape *tape = to;

    assert_true(tape->n < SOUNDS_MAX);
    tape->sounds[tape->n].at = at;
    tape->sounds[tape->n].sound = *sound;
    tape->n++;
    return tape->n < tape->most;
}

static struct tape *
tape_new(int most)
{
    struct tape *tape = calloc(1, sizeof(*tape));

    assert_non_null(tape);
    tape->most = most;
    return tape;
}

static struct tape *
play(const struct mat_schedule *schedule)
{
    struct tape *tape = tape_new(SOUNDS_MAX);

    mat_score_play(schedule, record, tape);
    return tape;
}

/* A clock that starts anywhere, looked at every 50 ms, and a user who answers
 * each alarm at once. */
static struct tape *
listen(const struct mat_schedule *schedule)
{
    const mat_ms start = MAT_SECONDS(1000) + 7;
    struct tape *tape = tape_new(SOUNDS_MAX);
    struct run *run = run_new(schedule);
    mat_ms marked = start;
    mat_ms now = start;
    int told = 0;

    step(run, (struct mat_event){.kind = MAT_EVENT_BEGIN}, now);
    for (;;) {
        enum mat_chime chime = MAT_CHIME_NONE;
        mat_ms mark;
        struct mat_sound sound;

        for (; told < run->n; told++)
            if (mat_score_fact(schedule, &run->facts[told], &sound))
                (void)record(tape, run->facts[told].at, &sound);
        if (mat_engine_over(&run->state))
            break;
        if (run->state.phase == MAT_PHASE_WAITING) {
            step(run, (struct mat_event){.kind = MAT_EVENT_ACKNOWLEDGE}, now);
            continue;
        }
        mark = mat_score_next_mark(schedule, &run->state, marked, &chime);
        if (mark <= now) {
            sound = mat_score_mark(schedule, chime);
            (void)record(tape, mark - start, &sound);
            marked = mark;
        } else if (mat_engine_deadline(schedule, &run->state) <= now) {
            now = mat_engine_deadline(schedule, &run->state);
            step(run, MAT_TICK, now);
        } else {
            now += 50;
        }
    }
    free(run);
    return tape;
}

static void
assert_same_sound(const struct mat_sound *a, const struct mat_sound *b)
{
    assert_int_equal(a->chime, b->chime);
    assert_int_equal(a->gain, b->gain);
    assert_int_equal(a->loudest, b->loudest);
    assert_int_equal(a->said, b->said);
    assert_int_equal(a->segment, b->segment);
    assert_int_equal(a->cue, b->cue);
    assert_int_equal(a->ms, b->ms);
    assert_int_equal(a->safety, b->safety);
    assert_int_equal(a->hush, b->hush);
}

static void
plays_as_it_sounds(const struct mat_schedule *schedule)
{
    struct tape *played = play(schedule);
    struct tape *heard = listen(schedule);

    assert_int_equal(played->n, heard->n);
    for (int i = 0; i < played->n; i++) {
        assert_int_equal(played->sounds[i].at, heard->sounds[i].at);
        assert_same_sound(&played->sounds[i].sound, &heard->sounds[i].sound);
    }
    free(played);
    free(heard);
}

static void
a_file_sounds_as_a_session_does(void **state)
{
    (void)state;
    for_all_schedules(plays_as_it_sounds);
}

static void
check_text(const struct mat_schedule *schedule, const struct mat_sound *sound)
{
    char text[MAT_SPEECH_TEXT];
    size_t size = mat_score_text(schedule, sound, text, sizeof(text));

    assert_int_equal(size > 0, sound->said != MAT_SAID_NOTHING);
    if (size == 0)
        return;
    assert_int_equal(mat_text_check(text, sizeof(text)), MAT_TEXT_FINE);
    assert_null(strpbrk(text, "0123456789"));
    if (sound->said != MAT_SAID_CUE)
        assert_int_equal(text[size - 1], '.');
}

static void
is_whole(const struct mat_schedule *schedule)
{
    struct tape *tape = play(schedule);
    mat_ms at = 0;
    int steps = 0;
    int alarms = 0;

    assert_true(tape->n > 0);
    for (int i = 0; i < tape->n; i++) {
        const struct mat_sound *sound = &tape->sounds[i].sound;

        assert_true(tape->sounds[i].at >= at);
        at = tape->sounds[i].at;
        check_text(schedule, sound);
        if (sound->said == MAT_SAID_STEP)
            assert_int_equal(sound->segment, steps++);
        alarms += sound->chime == MAT_CHIME_ALARM;
        assert_int_equal(sound->chime == MAT_CHIME_END, i == tape->n - 1);
        if (schedule->when == MAT_WHEN_EVENING)
            assert_int_not_equal(sound->chime, MAT_CHIME_HALF);
    }
    assert_int_equal(steps, schedule->n_segments);
    assert_int_equal(at, schedule->total);
    for (int i = 0; i < schedule->n_segments; i++)
        alarms -= schedule->segments[i].alarm;
    assert_int_equal(alarms, 0);
    free(tape);
}

static void
every_plan_has_a_whole_score(void **state)
{
    (void)state;
    for_all_schedules(is_whole);
}

static void
stops(const struct mat_schedule *schedule)
{
    struct tape *whole = play(schedule);

    for (int most = 1; most <= whole->n; most++) {
        struct tape *tape = tape_new(most);

        mat_score_play(schedule, record, tape);
        assert_int_equal(tape->n, most);
        free(tape);
    }
    free(whole);
}

static void
enough_is_enough(void **state)
{
    (void)state;
    for_all_schedules(stops);
}

#define TEXTS_MAX 200

/* Sentences, each once. */
struct texts {
    const struct mat_schedule *schedule;
    char texts[TEXTS_MAX][MAT_SPEECH_TEXT];
    int n;
};

static bool
has_text(const struct texts *texts, const char *text)
{
    for (int i = 0; i < texts->n; i++)
        if (strcmp(texts->texts[i], text) == 0)
            return true;
    return false;
}

static bool
keep_text(void *to, mat_ms at, const struct mat_sound *sound)
{
    struct texts *texts = to;
    char text[MAT_SPEECH_TEXT];

    (void)at;
    (void)mat_score_text(texts->schedule, sound, text, sizeof(text));
    if (text[0] == '\0' || has_text(texts, text))
        return true;
    assert_true(texts->n < TEXTS_MAX);
    strcpy(texts->texts[texts->n++], text);
    return true;
}

/* A session to which something happens after a while; nobody answers. */
static void
is_known(const struct texts *known, enum mat_event_kind kind, mat_ms after)
{
    struct run *run = run_new(known->schedule);
    struct texts said = {.schedule = known->schedule};
    struct mat_sound sound;

    happen(run, MAT_EVENT_BEGIN, 0, 0);
    happen(run, kind, 0, after);
    if (!mat_engine_over(&run->state))
        happen(run, MAT_EVENT_RESUME, 0, after + 1);
    for (int i = 0; i < 30 && !mat_engine_over(&run->state); i++) {
        mat_ms due = mat_engine_deadline(known->schedule, &run->state);

        if (due == MAT_MS_NONE)
            break;
        step(run, MAT_TICK, due);
    }
    for (int i = 0; i < run->n; i++)
        if (mat_score_fact(known->schedule, &run->facts[i], &sound))
            (void)keep_text(&said, 0, &sound);
    for (int i = 0; i < said.n; i++)
        if (!has_text(known, said.texts[i]))
            fail_msg("%s: %s", known->schedule->plan, said.texts[i]);
    free(run);
}

static void
knows_all(const struct mat_schedule *schedule)
{
    static const enum mat_event_kind kinds[] = {
        MAT_EVENT_PAUSE,  MAT_EVENT_SLEPT, MAT_EVENT_STOP,
        MAT_EVENT_UNWELL, MAT_EVENT_NEXT,  MAT_EVENT_INTERRUPT,
    };
    struct texts *known = calloc(1, sizeof(*known));

    assert_non_null(known);
    known->schedule = schedule;
    mat_score_play(schedule, keep_text, known);
    mat_score_reserve(schedule, keep_text, known);
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (mat_ms after = 1; after < schedule->total;
             after += schedule->total / 7 + 1)
            is_known(known, kinds[i], after);
    free(known);
}

/* So all can be spoken ahead, that for somebody unwell first of all. */
static void
nothing_is_said_that_was_not_known_before(void **state)
{
    (void)state;
    for_all_schedules(knows_all);
}

#define OPEN                                                           \
    .area = MAT_AREA_NONE, .position = MAT_POSITION_NONE, .point = -1, \
    .off = -1, .mat = -1

/* It takes no time, and is heard all the same. */
static void
a_wait_is_not_cut_off(void **state)
{
    static const struct mat_cue shirt = {
        .id = "", .text = "Shirt off. Press any key when you are ready."};
    static const struct mat_cue_at cues[] = {{.cue = &shirt}};
    static const struct mat_segment segments[] = {
        {.kind = MAT_KIND_WAIT,
         .title = "Shirt off",
         OPEN,
         .duration = MAT_MS_NONE,
         .timeout = MAT_MINUTES(1),
         .cues = cues,
         .n_cues = 1},
        {.kind = MAT_KIND_REST,
         .title = "Rest",
         OPEN,
         .duration = MAT_MINUTES(1),
         .timeout = MAT_MS_NONE},
        {.kind = MAT_KIND_REST,
         .title = "Rest",
         OPEN,
         .duration = MAT_MINUTES(1),
         .timeout = MAT_MS_NONE},
        {.kind = MAT_KIND_OFF,
         .title = "Off now",
         OPEN,
         .duration = MAT_MINUTES(1),
         .timeout = MAT_MS_NONE},
    };
    static const struct {
        mat_ms at;
        enum mat_said said;
        bool hush;
        bool safety;
        const char *text;
    } expected[] = {
        {0, MAT_SAID_STEP, true, false, ""},
        {0, MAT_SAID_CUE, false, true,
         "Shirt off. Press any key when you are ready."},
        {0, MAT_SAID_STEP, false, true, "Rest. One minute."},
        {MAT_MINUTES(1), MAT_SAID_STEP, true, false, "Rest. One minute."},
        {MAT_MINUTES(2), MAT_SAID_END, false, false,
         "That is the end. Take your time."},
    };
    const struct mat_schedule schedule = {
        .when = MAT_WHEN_DAY,
        .tables = &mat_tables_builtin,
        .segments = segments,
        .n_segments = 3,
        .unwell = 3,
        .total = MAT_MINUTES(2),
    };
    struct tape *tape = play(&schedule);
    char text[MAT_SPEECH_TEXT];

    (void)state;
    assert_int_equal(tape->n, COUNT(expected));
    for (int i = 0; i < tape->n; i++) {
        const struct mat_sound *sound = &tape->sounds[i].sound;

        assert_int_equal(tape->sounds[i].at, expected[i].at);
        assert_int_equal(sound->said, expected[i].said);
        assert_int_equal(sound->hush, expected[i].hush);
        assert_int_equal(sound->safety, expected[i].safety);
        (void)mat_score_text(&schedule, sound, text, sizeof(text));
        assert_string_equal(text, expected[i].text);
    }
    free(tape);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_sounds_as_a_session_does),
        cmocka_unit_test(every_plan_has_a_whole_score),
        cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(nothing_is_said_that_was_not_known_before),
        cmocka_unit_test(a_wait_is_not_cut_off),
    };

    chance_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
