/* The first line of a journal, and the line of a session. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/journal_lines.h"

static const struct mat_schedule no_changes;

static void
a_head_comes_back(void **state)
{
    static const struct mat_record_head heads[] = {
        {"01234567-89ab-4def-8123-456789abcdef",
         "0123456789abcdef",
         {1700000000123, -210},
         "NST",
         "/home/me/plans/caf\xc3\xa9.yaml",
         MAT_STAGE_SETTLED,
         123456,
         MAT_MINUTES(10),
         MAT_STAGE_WEEK,
         MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_BELLY),
         true},
        {"fedcba98-89ab-4def-8123-456789abcdef",
         "fedcba9876543210",
         {0, 840},
         "",
         "x",
         MAT_STAGE_FIRST,
         0,
         MAT_MS_NONE,
         -1,
         0,
         false},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct mat_record_head *in = &heads[i];
        struct mat_record *record = mat_record_new();
        char *line = mat_record_head_line(in, &no_changes);
        const struct mat_record_head *out;

        assert_true(record_add(record, line));
        out = mat_record_head(record);
        assert_string_equal(out->id, in->id);
        assert_string_equal(out->device, in->device);
        assert_int_equal(out->began.ms, in->began.ms);
        assert_int_equal(out->began.offset, in->began.offset);
        assert_string_equal(out->zone, in->zone);
        assert_string_equal(out->plan, in->plan);
        assert_int_equal(out->stage, in->stage);
        assert_int_equal(out->planned, in->planned);
        assert_int_equal(out->minutes, in->minutes);
        assert_int_equal(out->chosen, in->chosen);
        assert_int_equal(out->skip, in->skip);
        assert_int_equal(out->opt_in, in->opt_in);
        free(line);
        mat_record_free(record);
    }
}

/* TZ=X-24:59 is a zone, and clocks can be anywhere. */
static void
no_clock_is_too_wrong_for_a_head(void **state)
{
    static const struct {
        struct mat_wall is, kept;
    } cases[] = {
        {{1, 1499}, {1, 1440}},
        {{1, -1499}, {1, -1440}},
        {{-1, 0}, {0, 0}},
        {{INT64_MIN, INT_MIN}, {0, -1440}},
        {{INT64_MAX, INT_MAX}, {MAT_LINE_LAST, 1440}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_record_head head = {
            .id = "01234567-89ab-4def-8123-456789abcdef",
            .device = "0123456789abcdef",
            .began = cases[i].is,
            .plan = "x",
            .minutes = MAT_MS_NONE,
            .chosen = -1,
        };
        struct mat_record *record = mat_record_new();
        char *line = mat_record_head_line(&head, &no_changes);
        const struct mat_record_head *out;

        assert_true(record_add(record, line));
        out = mat_record_head(record);
        assert_int_equal(out->began.ms, cases[i].kept.ms);
        assert_int_equal(out->began.offset, cases[i].kept.offset);
        free(line);
        mat_record_free(record);
    }
}

static void
a_path_of_any_bytes_makes_a_line(void **state)
{
    struct mat_record_head head = {.id = "01234567-89ab-4def-8123-456789abcdef",
                                   .device = "0123456789abcdef",
                                   .plan = "/a\xff\033[31m/b",
                                   .minutes = MAT_MS_NONE,
                                   .chosen = -1};
    struct mat_record *record = mat_record_new();
    char *line = mat_record_head_line(&head, &no_changes);

    (void)state;
    assert_non_null(line);
    assert_true(record_add(record, line));
    assert_string_equal(mat_record_head(record)->plan, "/a??[31m/b");
    free(line);
    memset(head.plan, 'x', sizeof(head.plan) - 1);
    line = mat_record_head_line(&head, &no_changes);
    mat_record_free(record);
    record = mat_record_new();
    assert_true(record_add(record, line));
    assert_string_equal(mat_record_head(record)->plan, head.plan);
    free(line);
    mat_record_free(record);
}

static void
changes_come_through_to_the_ledger(void **state)
{
    static const struct mat_note notes[] = {
        {MAT_NOTE_SHORTENED, MAT_CAUSE_STAGE, 1, -1, 600000, 300000},
        {MAT_NOTE_LAYER, MAT_CAUSE_ROW, 1, 3, MAT_LAYER_BARE, MAT_LAYER_SHIRT},
        {MAT_NOTE_ADDED, MAT_CAUSE_SAFETY, 2, -1, 0, 120000},
        {MAT_NOTE_SURFACE, MAT_CAUSE_REACH, 3, -1, MAT_SURFACE_FIRM,
         MAT_SURFACE_SOFT},
        {MAT_NOTE_LEFT_OUT, MAT_CAUSE_PAUSED, 4, -1, 60000, 0},
        {MAT_NOTE_RISE, MAT_CAUSE_SAFETY, 5, -1, 40000, 120000},
    };
    static const char wanted[] =
        "\"changes\":["
        "{\"step\":2,\"change\":\"shortened\",\"cause\":\"stage\","
        "\"from\":600000,\"to\":300000},"
        "{\"step\":2,\"change\":\"layer\",\"cause\":\"row\","
        "\"from\":\"bare\",\"to\":\"shirt\"},"
        "{\"step\":4,\"change\":\"surface\",\"cause\":\"reach\","
        "\"from\":\"firm\",\"to\":\"soft\"},"
        "{\"step\":5,\"change\":\"left-out\",\"cause\":\"paused\","
        "\"from\":60000,\"to\":0},"
        "{\"step\":6,\"change\":\"rise\",\"cause\":\"safety\","
        "\"from\":40000,\"to\":120000}]";
    const struct mat_schedule schedule = {.notes = notes, .n_notes = 6};
    struct mat_record_head head = {.id = "01234567-89ab-4def-8123-456789abcdef",
                                   .device = "0123456789abcdef",
                                   .plan = "back",
                                   .minutes = MAT_MS_NONE,
                                   .chosen = -1};
    struct mat_record *record = mat_record_new();
    char *line = mat_record_head_line(&head, &schedule);

    (void)state;
    assert_non_null(strstr(line, wanted));
    assert_true(record_add(record, line));
    free(line);
    line = mat_record_line(record);
    assert_non_null(strstr(line, wanted));
    free(line);
    mat_record_free(record);
}

static void
a_session_is_a_line_of_the_ledger(void **state)
{
    static const char *const lines[] = {OTHER("0", "1", "prepare"),
                                        ENDED("10000", "1", "next", "10000"),
                                        MAT("10000", "2", "lower-back"),
                                        ENDED("100000", "2", "time", "90000"),
                                        ALARM("280000", "2", LAST),
                                        OTHER("280000", "3", "off"),
                                        ENDED("290000", "3", "time", "10000"),
                                        OVER("290000", "completed", "90000")};
    struct mat_record *record = record_of(lines, 8);
    char *line = mat_record_line(record);

    (void)state;
    assert_string_equal(
        line, "{\"v\":1,\"event\":\"session\","
              "\"id\":\"01234567-89ab-4def-8123-456789abcdef\","
              "\"device\":\"0123456789abcdef\",\"began_ms\":1700000000000,"
              "\"offset_min\":60,\"zone\":\"CET\",\"plan\":\"back\","
              "\"stage\":\"week\",\"outcome\":\"completed\",\"mat_ms\":90000,"
              "\"planned_ms\":480000,\"areas\":{\"lower-back\":90000},"
              "\"steps\":[{\"kind\":\"prepare\",\"title\":\"Other\","
              "\"lasted_ms\":10000},{\"kind\":\"mat\",\"title\":\"Lie\","
              "\"area\":\"lower-back\",\"position\":\"supine\","
              "\"layer\":\"shirt\",\"surface\":\"soft\",\"lasted_ms\":90000},"
              "{\"kind\":\"off\",\"title\":\"Other\",\"lasted_ms\":10000}],"
              "\"unanswered\":1,\"program\":\"matsession 0\"}");
    free(line);
    mat_record_free(record);
}

/* A session of `n` stays of a second each, with titles of `width` letters. */
static struct mat_record *
long_record(int n, int width)
{
    struct mat_record *record = mat_record_new();

    assert_true(record_add(record, HEAD));
    for (int i = 0; i < n; i++) {
        char *line;

        assert_true(asprintf(&line,
                             "{\"event\":\"step-began\",\"at_ms\":%d,\"step\":"
                             "1,\"kind\":\"mat\",\"title\":\"%0*d\","
                             "\"duration_ms\":1000,\"area\":\"back\","
                             "\"position\":\"supine\",\"layer\":\"shirt\","
                             "\"surface\":\"soft\"}",
                             i * 1000, width, i) > 0);
        assert_true(record_add(record, line));
        free(line);
        assert_true(asprintf(&line, ENDED("%d", "1", "previous", "1000"),
                             i * 1000 + 1000) > 0);
        assert_true(record_add(record, line));
        free(line);
    }
    return record;
}

static void
no_session_is_too_long_for_the_ledger(void **state)
{
    static const struct {
        int n;
        int width;
        bool titles;
    } cases[] = {{1000, 1, true}, {2500, 1, true}, {2500, 1000, false}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_record *record = long_record(cases[i].n, cases[i].width);
        struct mat_line line = record_read_back(record);
        char *text = mat_record_line(record);

        assert_int_equal(mat_record_mat_time(record), MAT_SECONDS(cases[i].n));
        assert_int_equal(line.past.used[MAT_AREA_BACK],
                         MAT_SECONDS(cases[i].n));
        assert_null(strstr(text, "\"steps\":[]"));
        assert_int_equal(strstr(text, "\"title\"") != NULL, cases[i].titles);
        free(text);
        mat_record_free(record);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_comes_back),
        cmocka_unit_test(no_clock_is_too_wrong_for_a_head),
        cmocka_unit_test(a_path_of_any_bytes_makes_a_line),
        cmocka_unit_test(changes_come_through_to_the_ledger),
        cmocka_unit_test(a_session_is_a_line_of_the_ledger),
        cmocka_unit_test(no_session_is_too_long_for_the_ledger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
