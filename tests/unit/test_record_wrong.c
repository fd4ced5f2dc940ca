/* Whatever a journal holds, nothing false comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/chance.h"
#include "../support/journal_lines.h"

static void
hostile_lines_are_left_out(void **state)
{
    static const char *const lines[] = {
        "",
        "{",
        "null",
        "[]",
        "\"cue\"",
        HEAD,
        BEGAN,
        "{\"event\":\"new-thing\",\"at_ms\":60000,\"step\":1}",
        "{\"event\":7,\"at_ms\":60000,\"step\":1}",
        "{\"at_ms\":60000,\"step\":1}",
        CUE("29999", "1"),
        CUE("-1", "1"),
        CUE("9223372036854775807", "1"),
        CUE("99999999999999999999999", "1"),
        CUE("60000.5", "1"),
        CUE("\"60000\"", "1"),
        CUE("null", "1"),
        CUE("60000", "0"),
        CUE("60000", "-1"),
        CUE("60000", "4294967297"),
        CUE("60000", "true"),
        "{\"event\":\"cue\",\"at_ms\":60000,\"at_ms\":60000,\"step\":1}",
        CUE("60000", "1") "{}",
        MAT("60000", "6", "back"),
        MAT("60000", "2", "nose"),
        MAT("60000", "2", ""),
        OTHER("60000", "2", "mat"),
        OTHER("60000", "2", "dance"),
        "{\"event\":\"step-began\",\"at_ms\":60000,\"step\":2,\"kind\":"
        "\"rest\",\"title\":\"\\u001b[31m\",\"duration_ms\":1}",
        "{\"event\":\"step-began\",\"at_ms\":60000,\"step\":2,\"kind\":"
        "\"rest\",\"title\":\"a\\u0000b\",\"duration_ms\":1}",
        "{\"event\":\"step-began\",\"at_ms\":60000,\"step\":2,\"kind\":"
        "\"rest\",\"title\":\"\xff\",\"duration_ms\":1}",
        "{\"event\":\"step-began\",\"at_ms\":60000,\"step\":2,\"kind\":"
        "\"rest\",\"title\":\"x\",\"duration_ms\":-1}",
        "{\"event\":\"step-began\",\"at_ms\":60000,\"step\":2,\"kind\":"
        "\"rest\",\"title\":\"x\"}",
        ENDED("60000", "1", "time", "-1"),
        ENDED("60000", "1", "time", "9223372036854775807"),
        ENDED("60000", "1", "boredom", "1"),
        EXTENDED("60000", "1", "9223372036854775807"),
        EXTENDED("60000", "1", "\"1\""),
        FACT("resumed", "60000", "1"),
        FACT("extended", "60000", "1"),
        ALARM("60000", "1", ",\"last\":1"),
        OVER("60000", "completed", "-1"),
        OVER("60000", "completed", "null"),
        OVER("60000", "won", "30000"),
        OVER("29999", "completed", "30000"),
    };
    static const char *const before[] = {MAT("0", "1", "back"),
                                         CUE("30000", "1")};
    struct mat_record *record = record_of(before, 2);
    char *line = mat_record_line(record);

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        char *after;

        if (record_add(record, lines[i]))
            fail_msg("taken: %s", lines[i]);
        after = mat_record_line(record);
        assert_string_equal(after, line);
        free(after);
    }
    assert_false(mat_record_add(record, "\0\0\0\0", 4));
    assert_true(record_add(record, CUE("30000", "1")));
    free(line);
    mat_record_free(record);
}

/* The head with `from` replaced by `to`. */
static char *
changed_head(const char *from, const char *to)
{
    const char *at = strstr(HEAD, from);
    char *line;

    assert_non_null(at);
    assert_true(asprintf(&line, "%.*s%s%s", (int)(at - HEAD), HEAD, to,
                         at + strlen(from)) > 0);
    return line;
}

static void
a_hostile_head_is_none(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } cases[] = {
        {"\"v\":1", "\"v\":2"},
        {"\"v\":1", "\"v\":\"1\""},
        {"01234567-", "../../67-"},
        {"\"0123456789abcdef\"", "\"../../..........\""},
        {"\"0123456789abcdef\"", "7"},
        {"1700000000000", "-1"},
        {"1700000000000", "9223372036854775807"},
        {"\"offset_min\":60", "\"offset_min\":100000"},
        {"CET", "a zone that is far too long"},
        {"CET", "\\u001b"},
        {"\"plan\":\"back\"", "\"plan\":\"\""},
        {"\"plan\":\"back\"", "\"plan\":\"b\\nack\""},
        {"\"plan\":\"back\"", "\"plan\":\"back/\""},
        {"\"plan\":\"back\",", ""},
        {"\"week\"", "\"month\""},
        {"480000", "-480000"},
        {"\"minutes_ms\":null", "\"minutes_ms\":1.5"},
        {"\"minutes_ms\":null,", ""},
        {"\"chosen_stage\":null", "\"chosen_stage\":\"x\""},
        {"\"chosen_stage\":null,", ""},
        {"\"skip\":[]", "\"skip\":[\"nose\"]"},
        {"\"skip\":[]", "\"skip\":\"back\""},
        {"\"opt_in\":false", "\"opt_in\":0"},
        {"\"changes\":[]", "\"changes\":{}"},
        {"\"program\":\"matsession 0\"", "\"program\":null"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_record *record = mat_record_new();
        char *line = changed_head(cases[i].from, cases[i].to);

        if (record_add(record, line) || mat_record_head(record))
            fail_msg("taken: %s", line);
        assert_false(record_add(record, BEGAN));
        assert_null(mat_record_line(record));
        free(line);
        mat_record_free(record);
    }
}

static void
spoil(char *text, size_t size)
{
    static const char bytes[] = "\0\n\"\\{}[]:,-.0919eE \x1b\xff"
                                "tfn";

    for (uint32_t n = chance(4); n > 0; n--)
        text[chance((uint32_t)size)] = bytes[chance(sizeof(bytes) - 1)];
}

/* Whatever a journal holds, its session can be read from the ledger. */
static void
chance_spoils_no_line_of_the_ledger(void **state)
{
    static const char *const lines[] = {
        HEAD,
        BEGAN,
        MAT("0", "1", "back"),
        CUE("10000", "1"),
        EXTENDED("20000", "1", "60000"),
        FACT("paused", "30000", "1"),
        FACT("resumed", "40000", "1"),
        ENDED("60000", "1", "time", "50000"),
        ALARM("60000", "1", LAST),
        FACT("acknowledged", "61000", "1"),
        MAT("61000", "2", "feet"),
        FACT("held", "70000", "2"),
        ENDED("90000", "2", "unwell", "20000"),
        OTHER("90000", "5", "off"),
        OVER("95000", "unwell", "70000"),
    };
    const uint32_t n_lines = sizeof(lines) / sizeof(lines[0]);

    (void)state;
    chance_begin();
    for (int round = 0; round < 1000; round++) {
        struct mat_record *record = mat_record_new();
        struct mat_record_cut cut;
        uint32_t n = 1 + chance(30);

        assert_true(record_add(record, HEAD));
        for (uint32_t i = 0; i < n; i++) {
            const char *line = lines[chance(8) ? i % n_lines : chance(n_lines)];
            size_t size = strlen(line);
            char *copy = malloc(size);

            memcpy(copy, line, size);
            spoil(copy, size);
            mat_record_add(record, copy,
                           chance(10) ? size : chance(200) % size);
            free(copy);
            assert_true(mat_record_mat_time(record) >= 0);
        }
        (void)record_read_back(record);
        if (mat_record_cut(record, &cut)) {
            assert_true(cut.cut.segment >= 0 && cut.cut.segment < cut.steps);
            assert_true(cut.cut.place >= 0 && cut.title);
        }
        mat_record_free(record);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_lines_are_left_out),
        cmocka_unit_test(a_hostile_head_is_none),
        cmocka_unit_test(chance_spoils_no_line_of_the_ledger),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
