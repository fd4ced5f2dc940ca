#include "ears_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* The speaker. */

struct fake_speaker fake;

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

mat_ms mark = MAT_MS_NONE;

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

int reserves = CUE;

void
mat_score_reserve(const struct mat_schedule *schedule, mat_score_take *take,
                  void *to)
{
    (void)schedule;
    (void)take(to, 0, &sounds[reserves]);
}

/* A session. */

struct mat_ears ears;
struct mat_sink sink;
struct mat_state state_now;
char complaints[COMPLAINTS_MAX];
int rings;

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

const char *voice[2] = {"say", NULL};

void
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

    ears = (struct mat_ears){0};
    mat_ears_begin(&ears, &settings, NULL);
    sink = mat_ears_sink(&ears);
}

void
fact_of(enum mat_fact_kind kind, int segment, mat_ms at)
{
    struct mat_fact fact = {.kind = kind, .segment = segment, .at = at};

    assert_true(sink.ops->on_fact(sink.self, NULL, &fact));
}

void
fact(int segment, mat_ms at)
{
    fact_of(MAT_FACT_CUE, segment, at);
}

void
frame(mat_ms now)
{
    sink.ops->on_frame(sink.self, NULL, &state_now, now);
}

mat_ms
next(mat_ms now)
{
    return sink.ops->next_frame(sink.self, NULL, &state_now, now);
}

void
says(enum mat_report_kind kind, const char *why)
{
    struct mat_report *report = &fake.says[fake.n_says++];

    report->kind = kind;
    mat_join(report->why, sizeof(report->why), why, NULL);
}

void
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

void
begin_heard(void)
{
    begin(true, true);
    says(MAT_REPORT_READY, "");
    frame(0);
    fake.seen = fake.n;
}

int
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
