/* The lines to the speaker, to the letter, and what is made of whatever it
 * says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "speak/orders.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const voice[] = {"say \"it\"", "-v", "en", NULL};

/* Holds \p line to be \p expected, and frees it. */
static void
check(char *line, const char *expected)
{
    if (!expected) {
        assert_null(line);
        return;
    }
    assert_non_null(line);
    assert_string_equal(line, expected);
    free(line);
}

static void
orders_are_a_json_object_a_line(void **state)
{
    struct mat_speaker_settings all = {voice, "/c", 700};
    struct mat_speaker_settings none = {NULL, NULL, 1000};
    struct mat_speaker_settings odd = {NULL, "/\xff", 0};

    (void)state;
    check(mat_order_set(&all),
          "{\"do\":\"set\",\"voice\":[\"say \\\"it\\\"\",\"-v\",\"en\"],"
          "\"cache\":\"/c\",\"level\":700}\n");
    check(mat_order_set(&none), "{\"do\":\"set\",\"level\":1000}\n");
    check(mat_order_set(&odd), "{\"do\":\"set\",\"level\":0}\n");
    check(mat_order_prepare("Lie down."),
          "{\"do\":\"prepare\",\"say\":\"Lie down.\"}\n");
    check(mat_order_mute(true), "{\"do\":\"mute\",\"on\":true}\n");
    check(mat_order_mute(false), "{\"do\":\"mute\",\"on\":false}\n");
    check(mat_order_open("a.wav", "wav", "An evening"),
          "{\"do\":\"open\",\"file\":\"a.wav\",\"format\":\"wav\","
          "\"title\":\"An evening\"}\n");
    check(mat_order_end(MAT_MS_NONE), "{\"do\":\"end\"}\n");
    check(mat_order_end(1500), "{\"do\":\"end\",\"at_ms\":1500}\n");
}

static void
what_is_played_has_a_chime_a_sentence_or_both(void **state)
{
    static const struct {
        mat_ms at;
        struct mat_sound sound;
        const char *text;
        const char *line;
    } cases[] = {
        {MAT_MS_NONE,
         {.chime = MAT_CHIME_STEP, .gain = 1000, .hush = true},
         "Feet.",
         "{\"do\":\"play\",\"chime\":\"step\",\"gain\":1000,\"loudest\":false,"
         "\"say\":\"Feet.\",\"safety\":false,\"hush\":true}\n"},
        {0,
         {.chime = MAT_CHIME_ALARM, .gain = 1400, .loudest = true},
         "",
         "{\"do\":\"play\",\"at_ms\":0,\"chime\":\"alarm\",\"gain\":1400,"
         "\"loudest\":true,\"hush\":false}\n"},
        {MAT_MS_NONE,
         {.chime = MAT_CHIME_NONE, .safety = true},
         "Two\nlines",
         "{\"do\":\"play\",\"say\":\"Two\\nlines\",\"safety\":true,"
         "\"hush\":false}\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check(mat_order_play(cases[i].at, &cases[i].sound, cases[i].text),
              cases[i].line);
}

static void
what_cannot_be_said_is_no_line(void **state)
{
    static char longest[MAT_ORDER_MAX];
    char *line;

    (void)state;
    memset(longest, 'a', sizeof(longest) - 1);
    check(mat_order_prepare(longest), NULL);
    check(mat_order_prepare("\xc3"), NULL);
    /* {"do":"prepare","say":""} and its newline */
    longest[MAT_ORDER_MAX - 26] = '\0';
    line = mat_order_prepare(longest);
    assert_int_equal(strlen(line), MAT_ORDER_MAX);
    free(line);
    longest[MAT_ORDER_MAX - 26] = 'a';
    longest[MAT_ORDER_MAX - 25] = '\0';
    check(mat_order_prepare(longest), NULL);
}

static void
a_report_is_read(void **state)
{
    static const struct {
        const char *line;
        struct mat_report report;
    } cases[] = {
        {"{\"is\":\"ready\"}", {.kind = MAT_REPORT_READY}},
        {"{\"is\":\"ready\",\"what\":[1]}", {.kind = MAT_REPORT_READY}},
        {"{\"is\":\"silent\",\"why\":\"no device\"}",
         {.kind = MAT_REPORT_SILENT, .why = "no device"}},
        {"{\"is\":\"voiceless\",\"why\":\"a\\u001b[2Jb\\n\"}",
         {.kind = MAT_REPORT_VOICELESS, .why = "a?[2Jb?"}},
        {"{\"is\":\"done\",\"ms\":1210000}",
         {.kind = MAT_REPORT_DONE, .ms = 1210000}},
        {"{\"is\":\"done\"}", {.kind = MAT_REPORT_DONE}},
        {"{\"is\":\"failed\",\"why\":\"\"}", {.kind = MAT_REPORT_FAILED}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mat_report report;

        assert_true(
            mat_report_read(cases[i].line, strlen(cases[i].line), &report));
        assert_int_equal(report.kind, cases[i].report.kind);
        assert_string_equal(report.why, cases[i].report.why);
        assert_int_equal(report.ms, cases[i].report.ms);
    }
}

static void
what_is_no_report_is_passed_over(void **state)
{
    static const char *const lines[] = {
        "",
        "y",
        "{}",
        "[]",
        "null",
        "\"ready\"",
        "{\"is\":\"ready\"",
        "{\"is\":\"ready\"} x",
        "{\"is\":\"readyy\"}",
        "{\"is\":\"rea\\u0000dy\"}",
        "{\"is\":true}",
        "{\"is\":\"ready\",\"is\":\"silent\"}",
        "{\"is\":\"silent\",\"why\":3}",
        "{\"is\":\"silent\",\"why\":\"\xff\"}",
        "{\"is\":\"done\",\"ms\":-1}",
        "{\"is\":\"done\",\"ms\":1.5}",
        "{\"is\":\"done\",\"ms\":\"5\"}",
        "{\"is\":\"done\",\"ms\":86400001000}",
        "{\"is\":\"done\",\"ms\":99999999999999999999}",
    };
    static char deep[MAT_ORDER_MAX + 1];
    struct mat_report report = {.ms = 42};

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        if (mat_report_read(lines[i], strlen(lines[i]), &report))
            fail_msg("a report: %s", lines[i]);
    }
    memset(deep, '[', sizeof(deep));
    memcpy(deep, "{\"is\":", 6);
    assert_false(mat_report_read(deep, MAT_ORDER_MAX, &report));
    assert_false(mat_report_read(deep, sizeof(deep), &report));
    assert_int_equal(report.ms, 42);
}

static void
a_long_reason_is_cut(void **state)
{
    char line[MAT_ORDER_MAX] = "{\"is\":\"silent\",\"why\":\"";
    struct mat_report report;
    size_t used = strlen(line);

    (void)state;
    memset(line + used, 'a', 5000);
    memcpy(line + used + 5000, "\"}", 3);
    assert_true(mat_report_read(line, strlen(line), &report));
    assert_int_equal(strlen(report.why), sizeof(report.why) - 1);
    assert_string_equal(report.why + sizeof(report.why) - 4, "...");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_are_a_json_object_a_line),
        cmocka_unit_test(what_is_played_has_a_chime_a_sentence_or_both),
        cmocka_unit_test(what_cannot_be_said_is_no_line),
        cmocka_unit_test(a_report_is_read),
        cmocka_unit_test(what_is_no_report_is_passed_over),
        cmocka_unit_test(a_long_reason_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
