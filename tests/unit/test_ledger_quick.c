/* The quick way to read a line against jansson: on lines that the program
 * itself has written, and on many that are nearly such. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/engine_world.h"
#include "../support/ledger_world.h"
#include "../support/quick_way.h"
#include "front/fact_json.h"
#include "store/ledger_line.h"
#include "store/paths.h"
#include "store/record.h"

#define ID "01234567-89ab-4def-8123-456789abcdef"
#define SPLICES 10000
#define STRIDE 7
#define PLOT_MAX 20

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Real lines to change, of every kind below, a rating and a note. */
static char *samples[16];
static int n_samples;

/* No built-in plan makes all of them for everybody. */
static const struct mat_note every_note[] = {
    {MAT_NOTE_LEFT_OUT, MAT_CAUSE_SKIP, 0, -1, 300000, 0},
    {MAT_NOTE_SHORTENED, MAT_CAUSE_REACH, 1, -1, 300000, 60000},
    {MAT_NOTE_LAYER, MAT_CAUSE_ROW, 2, 0, MAT_LAYER_BARE, MAT_LAYER_SHIRT},
    {MAT_NOTE_SURFACE, MAT_CAUSE_STAGE, 3, -1, MAT_SURFACE_FIRM,
     MAT_SURFACE_SOFT},
    {MAT_NOTE_RISE, MAT_CAUSE_SAFETY, 4, -1, 60000, 120000},
};

static struct mat_record *
record_new(const struct mat_schedule *schedule)
{
    static const char *const plans[] = {"back", "/home/me/caf\xc3\xa9/my.yaml",
                                        "\xe2\x98\xbe", " "};
    struct mat_record_head head = {
        .id = ID,
        .device = "0123456789abcdef",
        .began = {NEW_YEAR, (int)chance(2881) - 1440},
        .zone = "CET",
        .stage = (enum mat_stage)chance(MAT_STAGE__COUNT),
        .planned = schedule->mat,
        .minutes = MAT_MS_NONE,
        .chosen = -1};
    struct mat_record *record = mat_record_new();
    struct mat_schedule changed = *schedule;
    char *line;

    strcpy(head.plan, plans[chance(4)]);
    if (chance(8) == 0) {
        changed.notes = every_note;
        changed.n_notes = COUNT(every_note);
    }
    line = mat_record_head_line(&head, &changed);
    assert_true(mat_record_add(record, line, strlen(line)));
    free(line);
    return record;
}

/* The line of a session, cut off behind so many facts. */
static char *
line_of(const struct run *run, int n_facts)
{
    struct mat_record *record = record_new(run->schedule);
    char *line;

    for (int i = 0; i < n_facts; i++) {
        line = mat_fact_json(run->schedule, &run->facts[i]);
        assert_true(mat_record_add(record, line, strlen(line)));
        free(line);
    }
    line = mat_record_line(record);
    assert_non_null(line);
    mat_record_free(record);
    return line;
}

static bool
is_kept(const char *having)
{
    for (int i = 0; i < n_samples; i++)
        if (strstr(samples[i], having))
            return true;
    return false;
}

static void
keep_sample(const char *line, const char *having)
{
    if (strstr(line, having) && !is_kept(having))
        samples[n_samples++] = strdup(line);
}

static const char *const kinds[] = {
    "\"changes\":[{",         "\"unanswered\":",
    "\"outcome\":\"unwell\"", "\"outcome\":\"completed\"",
    "\"areas\":{}",           "\"kind\":\"rest\"",
    "\"change\":\"layer\"",   "caf\xc3\xa9",
};

static void
check_run(struct run *run, int n_facts)
{
    char *line = line_of(run, n_facts);

    if (!is_taken(line, strlen(line)))
        fail_msg("not taken: %s", line);
    for (size_t i = 0; i < COUNT(kinds); i++)
        keep_sample(line, kinds[i]);
    free(line);
}

static void
check_schedule(const struct mat_schedule *schedule)
{
    struct plot plot[PLOT_MAX];
    int n = random_plot(plot, PLOT_MAX);
    struct run *random = run_new(schedule);
    struct run *unanswered = run_new(schedule);

    happen(random, MAT_EVENT_BEGIN, 0, 0);
    for (int i = 0; i < n && !mat_engine_over(&random->state); i++)
        happen(random, plot[i].kind, plot[i].by, plot[i].at);
    check_run(random, random->n);
    check_run(random, (int)chance((uint32_t)random->n));
    if (!mat_engine_over(&random->state))
        happen(random, MAT_EVENT_UNWELL, 0, MAT_MINUTES(60));
    check_run(random, random->n);
    happen(unanswered, MAT_EVENT_BEGIN, 0, 0);
    catch_up(unanswered, MAT_MINUTES(600));
    check_run(unanswered, unanswered->n);
    free(random);
    free(unanswered);
}

static void
every_session_is_taken(void **state)
{
    (void)state;
    for_all_schedules(check_schedule);
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (!is_kept(kinds[i]))
            fail_msg("none with %s", kinds[i]);
}

/* The one line that was written. */
static char *
written_line(void)
{
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 8];
    char *text;
    size_t size;

    assert_int_equal(mat_device(device), 0);
    snprintf(leaf, sizeof(leaf), "%s.jsonl", device);
    assert_int_equal(
        mat_file_read(ledger_world_path(leaf), 1 << 16, &text, &size), 0);
    assert_int_equal(remove(ledger_world_path(leaf)), 0);
    assert_true(size > 0 && text[size - 1] == '\n');
    text[size - 1] = '\0';
    return text;
}

static void
every_rating_is_taken(void **state)
{
    static const struct {
        struct mat_rating rating;
        struct mat_wall at;
    } cases[] = {
        {{0, MAT_SKIN_UNKNOWN, 0}, {0, 0}},
        {{10, MAT_SKIN_FINE, 0}, {NEW_YEAR, -1440}},
        {{-1, MAT_SKIN_MARKS, 0}, {MAT_LINE_LAST, 1440}},
        {{7, MAT_SKIN_BROKEN, MAT_AREA_BIT(MAT_AREA_BACK)}, {NEW_YEAR, 60}},
        {{-1, MAT_SKIN_UNKNOWN, MAT_AREA_ALL}, {NEW_YEAR, -1}},
    };

    (void)state;
    assert_true(ledger_world_make());
    for (size_t i = 0; i < COUNT(cases); i++) {
        char *line;

        assert_int_equal(mat_ledger_rate(ID, &cases[i].rating, cases[i].at), 0);
        line = written_line();
        if (!is_taken(line, strlen(line)))
            fail_msg("not taken: %s", line);
        keep_sample(line, "\"event\":\"rated\"");
        free(line);
    }
    assert_true(ledger_world_remove());
}

static void
every_plain_note_is_taken(void **state)
{
    static const struct {
        const char *note;
        bool taken;
    } cases[] = {
        {"Slept well, caf\xc3\xa9", true},
        {"", true},
        {"Slept \"well\"", false},
        {"a\\b", false},
    };

    (void)state;
    assert_true(ledger_world_make());
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct mat_wall at = {NEW_YEAR, 60};
        char *line;

        assert_int_equal(mat_ledger_note(ID, cases[i].note, at), 0);
        line = written_line();
        if (is_taken(line, strlen(line)) != cases[i].taken)
            fail_msg("%s", line);
        keep_sample(line, "\"event\":\"noted\"");
        free(line);
    }
    assert_true(ledger_world_remove());
}

/* Every byte changed into many others, taken away, doubled; cut off there. */
static int
change_every_byte(const char *line)
{
    const size_t size = strlen(line);
    char *text = malloc(size + 1);
    int taken = 0;

    for (size_t at = 0; at < size; at++) {
        memcpy(text, line, size);
        for (int byte = (int)chance(STRIDE); byte < 256; byte += STRIDE) {
            text[at] = (char)byte;
            taken += is_taken(text, size);
        }
        memcpy(text + at, line + at + 1, size - at - 1);
        taken += is_taken(text, size - 1);
        memcpy(text + at, line + at, 1);
        memcpy(text + at + 1, line + at, size - at);
        taken += is_taken(text, size + 1);
        assert_false(is_taken(line, at));
    }
    free(text);
    return taken;
}

static void
a_byte_that_is_wrong_is_no_other_line(void **state)
{
    (void)state;
    for (int i = 0; i < n_samples; i++)
        assert_true(change_every_byte(samples[i]) > 0);
}

/* A piece of one line in the place of a piece of another. */
static bool
splice(const char *into, const char *from)
{
    const uint32_t size = (uint32_t)strlen(into);
    const uint32_t other = (uint32_t)strlen(from);
    uint32_t head = chance(size + 1);
    uint32_t tail = head + chance(size - head + 1);
    uint32_t begin = chance(other + 1);
    uint32_t length = chance(other - begin + 1);
    char *text = malloc(size + other + 1);
    bool taken;

    memcpy(text, into, head);
    memcpy(text + head, from + begin, length);
    memcpy(text + head + length, into + tail, size - tail);
    taken = is_taken(text, head + length + size - tail);
    free(text);
    return taken;
}

/* Pieces that begin and end at commas are better lies. */
static bool
splice_members(const char *into, const char *from)
{
    const char *a = into + chance((uint32_t)strlen(into));
    const char *b = from + chance((uint32_t)strlen(from));
    const char *rest, *end;
    char *text = malloc(strlen(into) + strlen(from) + 1);
    bool taken;

    a += strcspn(a, ",");
    b += strcspn(b, ",");
    rest = *a && chance(2) ? a + 1 + strcspn(a + 1, ",") : a;
    end = *b ? b + 1 + strcspn(b + 1, ",") : b;
    sprintf(text, "%.*s%.*s%s", (int)(a - into), into, (int)(end - b), b, rest);
    taken = is_taken(text, strlen(text));
    free(text);
    return taken;
}

static void
a_line_that_is_put_together_is_no_other_line(void **state)
{
    int taken = 0;

    (void)state;
    for (int i = 0; i < SPLICES; i++) {
        const char *into = samples[chance((uint32_t)n_samples)];
        const char *from = samples[chance((uint32_t)n_samples)];

        taken += splice(into, from);
        taken += splice_members(into, from);
    }
    assert_true(taken > 0);
}

static int
free_samples(void **state)
{
    (void)state;
    while (n_samples > 0)
        free(samples[--n_samples]);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_session_is_taken),
        cmocka_unit_test(every_rating_is_taken),
        cmocka_unit_test(every_plain_note_is_taken),
        cmocka_unit_test(a_byte_that_is_wrong_is_no_other_line),
        cmocka_unit_test(a_line_that_is_put_together_is_no_other_line),
    };

    chance_begin();
    return cmocka_run_group_tests(tests, NULL, free_samples);
}
