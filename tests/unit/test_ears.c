/* The ears between a score and a speaker that are both made up here: what is
 * told and when, what is dropped, and what is said when nothing is heard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"
#include "speak/ears.h"

#define LINES_MAX 64

/* The speaker. */

static struct {
    bool missing;
    int error; /* of its start */
    bool dies; /* before the next look */
    bool reads_nothing;
    struct mat_report says[MAT_EARS_WAITING * 4];
    int n_says;
    int said;
    char *lines[LINES_MAX]; /* what it was told */
    int n;
    int seen; /* of those */
    int ends;
    mat_ms patience;
} fake;

char *
mat_speaker_path(void)
{
    return fake.missing ? NULL : strdup("speaker");
}

int
mat_speaker_start(struct mat_speaker *speaker, const char *path,
                  const char *argument)
{
    assert_string_equal(path, "speaker");
    assert_null(argument);
    if (fake.error == 0)
        *speaker = (struct mat_speaker){.process = 1};
    return fake.error;
}

void
mat_speaker_tell(struct mat_speaker *speaker, char *line)
{
    assert_non_null(line);
    if (speaker->process == 0) {
        free(line);
        return;
    }
    assert_true(fake.n < LINES_MAX);
    fake.lines[fake.n++] = line;
    speaker->n_queue += fake.reads_nothing ? 1 : 0;
}

bool
mat_speaker_hear(struct mat_speaker *speaker, struct mat_report *ret_report)
{
    if (speaker->process == 0)
        return false;
    if (fake.said < fake.n_says) {
        *ret_report = fake.says[fake.said++];
        return true;
    }
    speaker->gone = fake.dies;
    return false;
}

void
mat_speaker_end(struct mat_speaker *speaker, mat_ms patience)
{
    fake.ends += speaker->process > 0;
    fake.patience = patience;
    *speaker = (struct mat_speaker){.gone = true};
}

/* The score: `segment` of a fact says which sound it has. */

enum { CHANGE, STEP, CUE, SAFE, ALARM, SILENT, N_SOUNDS };

static const struct mat_sound sounds[N_SOUNDS] = {
    [CHANGE] = {.chime = MAT_CHIME_POSITION,
                .gain = 1000,
                .said = MAT_SAID_STEP,
                .segment = CHANGE,
                .hush = true},
    [STEP] = {.chime = MAT_CHIME_STEP,
              .gain = 1000,
              .said = MAT_SAID_STEP,
              .segment = STEP},
    [CUE] = {.chime = MAT_CHIME_NONE, .said = MAT_SAID_CUE, .segment = CUE},
    [SAFE] = {.chime = MAT_CHIME_NONE,
              .said = MAT_SAID_CUE,
              .segment = SAFE,
              .safety = true},
    [ALARM] = {.chime = MAT_CHIME_ALARM, .gain = 1000},
};

static mat_ms mark = MAT_MS_NONE;

bool
mat_score_fact(const struct mat_schedule *schedule, const struct mat_fact *fact,
               struct mat_sound *ret_sound)
{
    (void)schedule;
    if (fact->segment == SILENT)
        return false;
    *ret_sound = sounds[fact->segment];
    return true;
}

mat_ms
mat_score_next_mark(const struct mat_schedule *schedule,
                    const struct mat_state *state, mat_ms after,
                    enum mat_chime *ret_chime)
{
    (void)schedule;
    (void)state;
    if (mark <= after)
        return MAT_MS_NONE;
    *ret_chime = MAT_CHIME_HALF;
    return mark;
}

struct mat_sound
mat_score_mark(const struct mat_schedule *schedule, enum mat_chime chime)
{
    (void)schedule;
    return (struct mat_sound){.chime = chime, .gain = 800};
}

size_t
mat_score_text(const struct mat_schedule *schedule,
               const struct mat_sound *sound, char *buffer, size_t size)
{
    static const char *const texts[N_SOUNDS] = {"change", "step", "cue",
                                                "safe"};

    (void)schedule;
    if (sound->said == MAT_SAID_NOTHING)
        return 0;
    return mat_join(buffer, size, texts[sound->segment], NULL);
}

void
mat_score_play(const struct mat_schedule *schedule, mat_score_take *take,
               void *to)
{
    static const int order[] = {STEP, CUE, STEP, CHANGE, CUE};

    (void)schedule;
    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        if (!take(to, MAT_SECONDS(i), &sounds[order[i]]))
            return;
    }
}

static int reserves = CUE;

void
mat_score_reserve(const struct mat_schedule *schedule, mat_score_take *take,
                  void *to)
{
    (void)schedule;
    (void)take(to, 0, &sounds[reserves]);
}

/* A session. */

static struct mat_ears ears;
static struct mat_sink sink;
static struct mat_state state_now;
static char complaints[500];
static int rings;

static void
complain(void *to, const char *text)
{
    size_t used = strlen(complaints);

    assert_ptr_equal(to, &rings);
    mat_join(complaints + used, sizeof(complaints) - used, text, "\n", NULL);
}

static void
ring(void *to)
{
    assert_ptr_equal(to, &rings);
    rings++;
}

static const char *voice[] = {"say", NULL};

static void
begin(bool chimes, bool speaks)
{
    struct mat_ears_settings settings = {
        .speaker = {speaks ? voice : NULL, NULL, 500},
        .chimes = chimes,
        .voice = speaks,
        .complain = complain,
        .ring = ring,
        .to = &rings,
    };

    mat_ears_begin(&ears, &settings, NULL);
    sink = mat_ears_sink(&ears);
}

static void
fact_of(enum mat_fact_kind kind, int segment, mat_ms at)
{
    struct mat_fact fact = {.kind = kind, .segment = segment, .at = at};

    assert_true(sink.ops->on_fact(sink.self, NULL, &fact));
}

static void
fact(int segment, mat_ms at)
{
    fact_of(MAT_FACT_CUE, segment, at);
}

static void
frame(mat_ms now)
{
    sink.ops->on_frame(sink.self, NULL, &state_now, now);
}

static mat_ms
next(mat_ms now)
{
    return sink.ops->next_frame(sink.self, NULL, &state_now, now);
}

static void
says(enum mat_report_kind kind, const char *why)
{
    struct mat_report *report = &fake.says[fake.n_says++];

    report->kind = kind;
    mat_join(report->why, sizeof(report->why), why, NULL);
}

/* Holds that nothing was told since, but lines that have each of these in
 * them, in order. */
static void
told(const char *const *parts)
{
    for (; *parts; parts++) {
        if (fake.seen == fake.n)
            fail_msg("not told: %s", *parts);
        if (!strstr(fake.lines[fake.seen], *parts))
            fail_msg("told not %s but %s", *parts, fake.lines[fake.seen]);
        fake.seen++;
    }
    if (fake.seen < fake.n)
        fail_msg("told as well: %s", fake.lines[fake.seen]);
}

#define TOLD(...) told((const char *const[]){__VA_ARGS__, NULL})
#define TOLD_NOTHING told((const char *const[]){NULL})

/* Begins one that is heard, and has had its first frame. */
static void
begin_heard(void)
{
    begin(true, true);
    says(MAT_REPORT_READY, "");
    frame(0);
    fake.seen = fake.n;
}

static void
everything_is_prepared_once_and_in_order(void **state)
{
    (void)state;
    reserves = SAFE;
    begin(true, true);
    reserves = CUE;
    TOLD("\"set\",\"voice\":[\"say\"],\"level\":500",
         "\"prepare\",\"say\":\"step\"", "\"say\":\"cue\"",
         "\"say\":\"change\"", "\"say\":\"safe\"");
}

static void
without_a_voice_nothing_is_prepared_or_said(void **state)
{
    (void)state;
    begin(true, false);
    TOLD("\"do\":\"set\"");
    says(MAT_REPORT_VOICELESS, "no command");
    fact(STEP, 0);
    fact(CUE, 0);
    frame(0);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\"");
    assert_string_equal(complaints, "");
}

static void
preparing_stays_behind_what_is_not_read_yet(void **state)
{
    (void)state;
    fake.reads_nothing = true;
    begin(true, true);
    says(MAT_REPORT_READY, "");
    TOLD("\"do\":\"set\"");
    fact(STEP, 0);
    frame(0);
    TOLD("\"do\":\"play\"");
    assert_int_equal(next(0), 250);
    ears.speaker.n_queue = 0;
    frame(250);
    TOLD("\"prepare\",\"say\":\"step\"");
    fake.reads_nothing = false;
    ears.speaker.n_queue = 0;
    frame(500);
    TOLD("\"say\":\"cue\"", "\"say\":\"change\"");
    assert_int_equal(next(500), MAT_MS_NONE);
}

static void
a_fact_sounds_in_the_frame_behind_it(void **state)
{
    (void)state;
    begin_heard();
    fact(SILENT, 1000);
    fact(STEP, 1000);
    fact(CUE, 1000);
    TOLD_NOTHING;
    frame(1000);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"say\":\"step\"",
         "\"play\",\"say\":\"cue\"");
}

static void
what_is_late_is_dropped_unless_it_is_for_safety(void **state)
{
    (void)state;
    begin_heard();
    state_now.began = 500; /* moments are not since the session began */
    fact(STEP, 1000);
    fact(SAFE, 1000);
    fact(CUE, 1001);
    frame(500 + 1000 + MAT_EARS_LATE + 1);
    TOLD("\"say\":\"safe\",\"safety\":true", "\"say\":\"cue\"");
}

static void
what_is_dropped_hushes_all_the_same(void **state)
{
    (void)state;
    begin_heard();
    fact(CHANGE, 0);
    fact(CUE, 9000);
    frame(9000);
    TOLD("\"say\":\"cue\",\"safety\":false,\"hush\":true");
    fact(CUE, 9500);
    frame(9500);
    TOLD("\"hush\":false");
}

static void
many_facts_at_once_keep_what_is_not_late(void **state)
{
    (void)state;
    begin_heard();
    for (int i = 0; i <= 3 * MAT_EARS_WAITING; i++)
        fact(i == 0 ? SAFE : CUE, MAT_MINUTES(i));
    frame(MAT_MINUTES(3 * MAT_EARS_WAITING));
    /* Whatever the room, the last is not lost, nor what is for safety. */
    assert_non_null(strstr(fake.lines[fake.seen], "safe"));
    assert_non_null(strstr(fake.lines[fake.n - 1], "cue"));
    assert_true(fake.n - fake.seen <= 4);
    fake.seen = fake.n;
}

static void
a_pause_does_not_wait_for_a_frame(void **state)
{
    static const enum mat_fact_kind kinds[] = {MAT_FACT_PAUSED, MAT_FACT_HELD,
                                               MAT_FACT_SESSION_ENDED};

    (void)state;
    begin_heard();
    for (int i = 0; i < 3; i++) {
        fact_of(kinds[i], STEP, MAT_SECONDS(i));
        if (kinds[i] == MAT_FACT_SESSION_ENDED)
            TOLD("\"say\":\"step\"", "\"do\":\"end\"");
        else
            TOLD("\"say\":\"step\"");
    }
}

static void
marks_sound_on_time_or_not_at_all(void **state)
{
    static const struct {
        mat_ms late;
        bool sounds;
    } cases[] = {
        {0, true},
        {MAT_EARS_MARK_LATE, true},
        {MAT_EARS_MARK_LATE + 1, false},
        {MAT_MINUTES(9), false},
    };

    (void)state;
    begin_heard();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        mat_ms now = MAT_MINUTES(10 * (i + 1));

        mark = now;
        assert_int_equal(next(now - 1000), now);
        frame(now - 1);
        TOLD_NOTHING;
        frame(now + cases[i].late);
        if (cases[i].sounds)
            TOLD("\"chime\":\"half\",\"gain\":800");
        frame(now + cases[i].late);
        TOLD_NOTHING;
    }
}

static void
without_chimes_only_an_alarm_has_one(void **state)
{
    (void)state;
    begin(false, true);
    assert_non_null(strstr(fake.lines[0], "\"level\":500"));
    fake.seen = fake.n;
    fact(CHANGE, 0);
    fact(ALARM, 0);
    frame(0);
    TOLD("\"play\",\"say\":\"change\",\"safety\":false,\"hush\":true",
         "\"play\",\"chime\":\"alarm\"");
}

static void
a_command_that_fits_into_no_line_is_no_voice(void **state)
{
    static char word[MAT_ORDER_MAX];

    (void)state;
    memset(word, '"', sizeof(word) / 2);
    voice[0] = word;
    begin(true, true);
    voice[0] = "say";
    assert_string_equal(complaints,
                        "no voice: the speech command is too long\n");
    TOLD("{\"do\":\"set\",\"level\":500}");
    fact(STEP, 0);
    frame(0);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\"");
}

static void
without_chimes_there_are_no_marks(void **state)
{
    (void)state;
    begin(false, true);
    says(MAT_REPORT_READY, "");
    frame(0);
    fake.seen = fake.n;
    mark = 1000;
    assert_int_equal(next(0), MAT_MS_NONE);
    frame(1000);
    TOLD_NOTHING;
}

static void
a_silent_speaker_is_told_of_once_and_the_bell_stands_in(void **state)
{
    (void)state;
    begin(true, true);
    says(MAT_REPORT_SILENT, "no sound device");
    frame(0);
    assert_string_equal(complaints, "no sound: no sound device; the terminal's "
                                    "bell rings instead\n");
    assert_int_equal(fake.ends, 1);
    fact(CHANGE, 100);
    frame(100);
    assert_int_equal(rings, 1);
    fact(STEP, 200);
    fact(CUE, 200);
    frame(200);
    assert_int_equal(rings, 1);
    mark = 300;
    assert_int_equal(next(200), MAT_MS_NONE);
    mat_ears_mute(&ears, true);
    fact(CHANGE, 300);
    frame(300);
    assert_int_equal(rings, 1);
    assert_null(strstr(complaints + 20, "no sound:"));
}

static void
whatever_cannot_start_is_told_of_once(void **state)
{
    (void)state;
    fake.missing = true;
    begin(false, true);
    fact(CHANGE, 0);
    frame(0);
    assert_string_equal(complaints,
                        "no sound: matsession-speaker is not installed\n");
    assert_int_equal(rings, 0);
    complaints[0] = '\0';
    fake.missing = false;
    fake.error = EAGAIN;
    begin(true, false);
    fact(CHANGE, 0);
    frame(0);
    assert_non_null(strstr(complaints, strerror(EAGAIN)));
    assert_int_equal(rings, 1);
    TOLD_NOTHING;
}

static void
one_that_dies_is_reaped_at_once_and_told_of(void **state)
{
    (void)state;
    begin_heard();
    fake.dies = true;
    frame(100);
    assert_int_equal(fake.ends, 1);
    assert_int_equal(fake.patience, 0);
    assert_string_equal(complaints,
                        "no sound: the speaker has ended; the terminal's bell "
                        "rings instead\n");
    frame(200);
    mat_ears_end(&ears, 1000);
    assert_int_equal(fake.ends, 1);
}

static void
one_that_does_not_answer_is_told_nothing_more(void **state)
{
    (void)state;
    begin(true, true);
    frame(7000);
    fake.seen = fake.n;
    assert_int_equal(next(7000), 7100);
    frame(7000 + MAT_EARS_ANSWER);
    assert_string_equal(complaints, "");
    frame(7000 + MAT_EARS_ANSWER + 1);
    assert_non_null(strstr(complaints, "does not answer"));
    assert_int_equal(next(13000), MAT_MS_NONE);
    fact(CHANGE, 13000);
    frame(13000);
    TOLD_NOTHING;
    assert_int_equal(rings, 1);
    /* It was only slow. */
    says(MAT_REPORT_READY, "");
    frame(14000);
    fact(CHANGE, 15000);
    frame(15000);
    TOLD("\"say\":\"change\"");
    assert_int_equal(rings, 1);
}

static void
without_a_voice_chimes_go_on(void **state)
{
    (void)state;
    begin_heard();
    says(MAT_REPORT_VOICELESS, "it fails");
    says(MAT_REPORT_VOICELESS, "it fails");
    frame(100);
    assert_string_equal(complaints, "no voice: it fails\n");
    fact(STEP, 200);
    fact(CUE, 200);
    frame(200);
    TOLD("\"chime\":\"step\",\"gain\":1000,\"loudest\":false,\"hush\":false}");
    assert_int_equal(rings, 0);
}

static void
reports_without_end_do_not_hold_a_frame(void **state)
{
    (void)state;
    begin_heard();
    for (int i = 0; i < MAT_EARS_WAITING * 3; i++)
        says(MAT_REPORT_DONE, "");
    frame(100);
    assert_true(fake.said < fake.n_says);
}

static void
muting_is_an_order(void **state)
{
    (void)state;
    begin_heard();
    mat_ears_mute(&ears, true);
    assert_true(ears.muted);
    mat_ears_mute(&ears, false);
    TOLD("\"mute\",\"on\":true", "\"mute\",\"on\":false");
}

static void
only_a_session_that_ended_and_was_heard_is_waited_for(void **state)
{
    static const struct {
        bool heard;
        bool ended;
        mat_ms patience;
        mat_ms waited;
    } cases[] = {
        {true, true, 1000, 1000},
        {true, true, 0, 0},
        {true, false, 1000, 0},
        {false, true, 1000, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        fake.said = fake.n_says = 0;
        begin(true, true);
        if (cases[i].ended)
            fact_of(MAT_FACT_SESSION_ENDED, SILENT, 100);
        if (cases[i].heard)
            says(MAT_REPORT_READY, ""); /* read at the end at the latest */
        mat_ears_end(&ears, cases[i].patience);
        assert_int_equal(fake.patience, cases[i].waited);
        assert_string_equal(complaints, "");
    }
}

static int
forget(void **state)
{
    (void)state;
    mat_ears_end(&ears, 0);
    for (int i = 0; i < fake.n; i++)
        free(fake.lines[i]);
    memset(&fake, 0, sizeof(fake));
    ears = (struct mat_ears){0};
    state_now = (struct mat_state){0};
    mark = MAT_MS_NONE;
    complaints[0] = '\0';
    rings = 0;
    return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, forget)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_is_prepared_once_and_in_order),
        TEST(without_a_voice_nothing_is_prepared_or_said),
        TEST(preparing_stays_behind_what_is_not_read_yet),
        TEST(a_fact_sounds_in_the_frame_behind_it),
        TEST(what_is_late_is_dropped_unless_it_is_for_safety),
        TEST(what_is_dropped_hushes_all_the_same),
        TEST(many_facts_at_once_keep_what_is_not_late),
        TEST(a_pause_does_not_wait_for_a_frame),
        TEST(marks_sound_on_time_or_not_at_all),
        TEST(without_chimes_only_an_alarm_has_one),
        TEST(a_command_that_fits_into_no_line_is_no_voice),
        TEST(without_chimes_there_are_no_marks),
        TEST(a_silent_speaker_is_told_of_once_and_the_bell_stands_in),
        TEST(whatever_cannot_start_is_told_of_once),
        TEST(one_that_dies_is_reaped_at_once_and_told_of),
        TEST(one_that_does_not_answer_is_told_nothing_more),
        TEST(without_a_voice_chimes_go_on),
        TEST(reports_without_end_do_not_hold_a_frame),
        TEST(muting_is_an_order),
        TEST(only_a_session_that_ended_and_was_heard_is_waited_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
