#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_line.h"

#define ID "01234567-89ab-4cde-8f01-23456789abcd"
#define HEAD(event) "{\"v\":1,\"event\":\"" event "\",\"id\":\"" ID "\","
#define AT "\"at_ms\":5,\"offset_min\":0"
#define STEP(layer, surface, position, ms)                              \
    "{\"kind\":\"mat\",\"title\":\"T\",\"area\":\"back\",\"position\":" \
    "\"" position "\",\"layer\":\"" layer "\",\"surface\":\"" surface   \
    "\",\"lasted_ms\":" ms "}"
#define SESSION_OF(began, offset, plan, stage, outcome, planned, areas, steps) \
    HEAD("session")                                                            \
    "\"began_ms\":" began ",\"offset_min\":" offset ",\"plan\":" plan          \
    ",\"stage\":" stage ",\"outcome\":" outcome ",\"planned_ms\":" planned     \
    ",\"areas\":" areas ",\"steps\":" steps "}"
#define STEPS(steps) \
    SESSION_OF("5", "0", "\"p\"", "\"first\"", "\"unwell\"", "7", "{}", steps)
#define PLAN(plan) \
    SESSION_OF("5", "0", plan, "\"first\"", "\"unwell\"", "7", "{}", "[]")
#define AREAS(areas) \
    SESSION_OF("5", "0", "\"p\"", "\"first\"", "\"unwell\"", "7", areas, "[]")
#define TEN "0123456789"

static void
parse_well(const char *text, struct mat_line *ret_line, char **ret_note)
{
    const char *wrong = "";

    if (mat_line_parse(text, strlen(text), ret_line, ret_note, &wrong) !=
        MAT_LINE_READ)
        fail_msg("%s: %s", text, wrong);
}

static void
a_session_is_read(void **state)
{
    const char *text = SESSION_OF(
        "1767225600000", "-1440", "\"/a/b/own.yaml\"", "\"habitual\"",
        "\"interrupted\"", "900000", "{\"back\":86400000,\"feet\":0}",
        "[" STEP("shirt", "medium", "supine", "60000") "]");
    struct mat_line line;
    char *note = (char *)1;

    (void)state;
    parse_well(text, &line, &note);
    assert_null(note);
    assert_int_equal(line.kind, MAT_LINE_SESSION);
    assert_string_equal(line.id, ID);
    assert_string_equal(line.device, "");
    assert_string_equal(line.plan, "own.yaml");
    assert_int_equal(line.past.began.ms, 1767225600000);
    assert_int_equal(line.past.began.offset, -1440);
    assert_int_equal(line.past.stage, MAT_STAGE_HABITUAL);
    assert_int_equal(line.past.outcome, MAT_OUTCOME_INTERRUPTED);
    assert_int_equal(line.past.planned, 900000);
    assert_int_equal(line.past.used[MAT_AREA_BACK], 86400000);
    assert_int_equal(line.past.used[MAT_AREA_NECK], 0);
    assert_int_equal(line.past.strength, -1);
    assert_int_equal(line.past.skin, MAT_SKIN_UNKNOWN);
    assert_int_equal(line.past.broken, 0);
}

static void
layer_and_surface_are_those_of_long_steps(void **state)
{
    static const struct {
        const char *claim;
        const char *text;
        int layer;
        int surface;
    } cases[] = {
        {"no steps", STEPS("[]"), -1, -1},
        {"a minute counts",
         STEPS("[" STEP("bare", "firm", "supine", "60000") "]"), 2, 2},
        {"less does not",
         STEPS("[" STEP("bare", "firm", "supine", "59999") "]"), -1, -1},
        {"two short ones do not add up",
         STEPS("[" STEP("bare", "firm", "prone", "50000") "," STEP(
             "bare", "firm", "prone", "50000") "]"),
         -1, -1},
        {"a seat has no say in the surface",
         STEPS("[" STEP("socks", "firm", "seated-chair", "60000") "]"), 1, -1},
        {"the strongest wins",
         STEPS("[" STEP("towel", "medium", "supine", "60000") "," STEP(
             "shirt", "soft", "supine", "60000") "," STEP("bare", "firm",
                                                          "supine", "1") "]"),
         1, 1},
        {"the towel is a layer",
         STEPS("[" STEP("towel", "soft", "supine", "99999") "]"), 0, 0},
        {"other kinds have none",
         STEPS("[{\"kind\":\"rest\",\"lasted_ms\":90000,\"layer\":\"bare\"}]"),
         -1, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_line line;

        parse_well(cases[i].text, &line, NULL);
        if (line.past.layer != cases[i].layer ||
            line.past.surface != cases[i].surface)
            fail_msg("%s: %d %d", cases[i].claim, line.past.layer,
                     line.past.surface);
    }
}

static void
a_plan_is_cut_to_what_fits(void **state)
{
    static const struct {
        const char *text;
        const char *plan;
    } cases[] = {
        {PLAN("\"evening\""), "evening"},
        {PLAN("\"../x/y.yaml\""), "y.yaml"},
        {PLAN("\"" TEN TEN TEN TEN TEN "\""), TEN TEN TEN TEN "0123456"},
        {PLAN("\"" TEN TEN TEN TEN "012345\u00e9\""), TEN TEN TEN TEN "012345"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_line line;

        parse_well(cases[i].text, &line, NULL);
        assert_string_equal(line.plan, cases[i].plan);
    }
}

static void
what_adds_to_a_session_is_read(void **state)
{
    struct mat_line line;
    char *note = NULL;

    (void)state;
    parse_well(HEAD("rated") AT ",\"strength\":10}", &line, NULL);
    assert_int_equal(line.kind, MAT_LINE_RATED);
    assert_int_equal(line.rating.strength, 10);
    assert_int_equal(line.rating.skin, MAT_SKIN_UNKNOWN);
    assert_int_equal(line.rating.areas, 0);
    assert_int_equal(line.at.ms, 5);
    parse_well(HEAD("rated") AT
               ",\"skin\":\"broken\",\"areas\":[\"neck\",\"feet\"]}",
               &line, NULL);
    assert_int_equal(line.rating.strength, -1);
    assert_int_equal(line.rating.skin, MAT_SKIN_BROKEN);
    assert_int_equal(line.rating.areas,
                     MAT_AREA_BIT(MAT_AREA_NECK) | MAT_AREA_BIT(MAT_AREA_FEET));
    parse_well(HEAD("noted") AT ",\"note\":\"slept \u00e9\"}", &line, &note);
    assert_int_equal(line.kind, MAT_LINE_NOTED);
    assert_string_equal(note, "slept \u00e9");
    free(note);
    parse_well(HEAD("noted") AT ",\"note\":\"\"}", &line, NULL);
    parse_well(HEAD("forgotten") "\"device\":\"00112233445566ff\"," AT "}",
               &line, NULL);
    assert_int_equal(line.kind, MAT_LINE_FORGOTTEN);
    assert_string_equal(line.device, "00112233445566ff");
    parse_well("{\"v\":1,\"event\":\"healed\"," AT ",\"areas\":[\"back\"]}",
               &line, NULL);
    assert_int_equal(line.kind, MAT_LINE_HEALED);
    assert_string_equal(line.id, "");
    assert_int_equal(line.rating.areas, MAT_AREA_BIT(MAT_AREA_BACK));
}

static void
what_is_newer_is_no_mistake(void **state)
{
    static const char *const texts[] = {
        "{\"v\":2}",
        "{\"v\":9007199254740993,\"event\":5}",
        "{\"v\":1,\"event\":\"dreamt\"}",
        "{\"v\":2,\"event\":\"session\",\"id\":7}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct mat_line line;
        const char *wrong = "";

        assert_int_equal(
            mat_line_parse(texts[i], strlen(texts[i]), &line, NULL, &wrong),
            MAT_LINE_NEWER);
    }
}

#define NOT_ID "\"id\" is not a UUID"
#define NOT_DEVICE "\"device\" is not a device's name"
#define NOT_BEGAN "\"began_ms\" is not a moment"
#define NOT_AT "\"at_ms\" is not a moment"
#define NOT_OFFSET "\"offset_min\" is not within a day"
#define NOT_PLAN "\"plan\" is not a name"
#define NOT_PLANNED "\"planned_ms\" is not a time within a day"
#define NOT_TIMES "\"areas\" are not areas with times within a day"
#define NOT_STEPS "\"steps\" are not steps"
#define NOT_AREAS "\"areas\" are not areas"
#define NOT_NOTE "\"note\" is not one line of text"
#define NOT_STRENGTH "\"strength\" is not 0 to 10"
#define AS(began, offset, stage, outcome, planned) \
    SESSION_OF(began, offset, "\"p\"", stage, outcome, planned, "{}", "[]")

static const struct {
    const char *text;
    const char *reason;
} hostile[] = {
    {"", "is not JSON"},
    {"{", "is not JSON"},
    {"{} {}", "is not JSON"},
    {"{\"v\":1,\"event\":\"a\xff\"}", "is not JSON"},
    {"{\"v\":1,\"event\":\"a\\u0000\"}", "is not JSON"},
    {"{\"v\":99999999999999999999}", "is not JSON"},
    {"{\"v\":1e999}", "is not JSON"},
    {"{\"v\":1,\"v\":1}", "says a thing twice"},
    {"[]", "is not a JSON object"},
    {"null", "is not JSON"},
    {"{}", "\"v\" is not a version"},
    {"{\"v\":0}", "\"v\" is not a version"},
    {"{\"v\":-1}", "\"v\" is not a version"},
    {"{\"v\":1.0}", "\"v\" is not a version"},
    {"{\"v\":\"1\"}", "\"v\" is not a version"},
    {"{\"v\":1}", "\"event\" is not a word"},
    {"{\"v\":1,\"event\":1}", "\"event\" is not a word"},
    {"{\"v\":1,\"event\":\"forgotten\"," AT "}", NOT_ID},
    {"{\"v\":1,\"event\":\"forgotten\",\"id\":\"" TEN "\"," AT "}", NOT_ID},
    {"{\"v\":1,\"event\":\"forgotten\",\"id\":7," AT "}", NOT_ID},
    {HEAD("forgotten") "\"device\":7," AT "}", NOT_DEVICE},
    {HEAD("forgotten") "\"device\":\"\"," AT "}", NOT_DEVICE},
    {HEAD("forgotten") "\"device\":\"../etc/passwd/xx\"," AT "}", NOT_DEVICE},
    {HEAD("forgotten") "\"offset_min\":0}", NOT_AT},
    {HEAD("forgotten") "\"at_ms\":-1,\"offset_min\":0}", NOT_AT},
    {HEAD("forgotten") "\"at_ms\":253402300800000,\"offset_min\":0}", NOT_AT},
    {HEAD("forgotten") "\"at_ms\":5}", NOT_OFFSET},
    {HEAD("forgotten") "\"at_ms\":5,\"offset_min\":1441}", NOT_OFFSET},
    {HEAD("rated") AT "}", "a rating that says nothing"},
    {HEAD("rated") AT ",\"areas\":[]}", "a rating that says nothing"},
    {HEAD("rated") AT ",\"strength\":11}", NOT_STRENGTH},
    {HEAD("rated") AT ",\"strength\":-1}", NOT_STRENGTH},
    {HEAD("rated") AT ",\"strength\":3.5}", NOT_STRENGTH},
    {HEAD("rated") AT ",\"strength\":null}", NOT_STRENGTH},
    {HEAD("rated") AT ",\"skin\":\"green\"}",
     "\"skin\" is not a word for skin"},
    {HEAD("rated") AT ",\"skin\":0}", "\"skin\" is not a word for skin"},
    {HEAD("rated") AT ",\"strength\":1,\"areas\":\"back\"}", NOT_AREAS},
    {HEAD("rated") AT ",\"strength\":1,\"areas\":[\"tail\"]}", NOT_AREAS},
    {HEAD("noted") AT "}", NOT_NOTE},
    {HEAD("noted") AT ",\"note\":7}", NOT_NOTE},
    {HEAD("noted") AT ",\"note\":\"a\\nb\"}", NOT_NOTE},
    {HEAD("noted") AT ",\"note\":\"a\\u001b[2J\"}", NOT_NOTE},
    {HEAD("noted") AT ",\"note\":\"\\u202e\"}", NOT_NOTE},
    {"{\"v\":1,\"event\":\"healed\"," AT "}", NOT_AREAS},
    {"{\"v\":1,\"event\":\"healed\"," AT ",\"areas\":[]}", NOT_AREAS},
    {"{\"v\":1,\"event\":\"healed\"," AT ",\"areas\":[7]}", NOT_AREAS},
    {AS("-1", "0", "\"first\"", "\"unwell\"", "7"), NOT_BEGAN},
    {AS("\"5\"", "0", "\"first\"", "\"unwell\"", "7"), NOT_BEGAN},
    {AS("5", "-1441", "\"first\"", "\"unwell\"", "7"), NOT_OFFSET},
    {AS("5", "0", "\"last\"", "\"unwell\"", "7"), "\"stage\" is not a stage"},
    {AS("5", "0", "1", "\"unwell\"", "7"), "\"stage\" is not a stage"},
    {AS("5", "0", "\"first\"", "\"won\"", "7"),
     "\"outcome\" is not an outcome"},
    {AS("5", "0", "\"first\"", "\"unwell\"", "86400001"), NOT_PLANNED},
    {AS("5", "0", "\"first\"", "\"unwell\"", "null"), NOT_PLANNED},
    {PLAN("7"), NOT_PLAN},
    {PLAN("\"\""), NOT_PLAN},
    {PLAN("\"a/\""), NOT_PLAN},
    {PLAN("\"a\\u0007\""), NOT_PLAN},
    {AREAS("[]"), NOT_TIMES},
    {AREAS("{\"tail\":1}"), NOT_TIMES},
    {AREAS("{\"back\":-1}"), NOT_TIMES},
    {AREAS("{\"back\":86400001}"), NOT_TIMES},
    {AREAS("{\"back\":1.5}"), NOT_TIMES},
    {AREAS("{\"back\":1,\"back\":2}"), "says a thing twice"},
    {STEPS("{}"), NOT_STEPS},
    {STEPS("[7]"), NOT_STEPS},
    {STEPS("[{\"kind\":\"nap\",\"lasted_ms\":1}]"), NOT_STEPS},
    {STEPS("[{\"kind\":\"rest\"}]"), NOT_STEPS},
    {STEPS("[{\"kind\":\"rest\",\"lasted_ms\":-1}]"), NOT_STEPS},
    {STEPS("[{\"kind\":\"rest\",\"lasted_ms\":1,\"title\":\"\\u009b\"}]"),
     NOT_STEPS},
    {STEPS("[{\"kind\":\"rest\",\"lasted_ms\":1,\"title\":7}]"), NOT_STEPS},
    {STEPS("[{\"kind\":\"mat\",\"lasted_ms\":1}]"), NOT_STEPS},
    {STEPS("[" STEP("fur", "soft", "supine", "1") "]"), NOT_STEPS},
    {STEPS("[" STEP("bare", "ice", "supine", "1") "]"), NOT_STEPS},
    {STEPS("[" STEP("bare", "soft", "head", "1") "]"), NOT_STEPS},
};

static void
what_is_wrong_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
        struct mat_line line;
        const char *wrong = "";
        enum mat_line_read read = mat_line_parse(
            hostile[i].text, strlen(hostile[i].text), &line, NULL, &wrong);

        if (read != MAT_LINE_WRONG || strcmp(wrong, hostile[i].reason) != 0)
            fail_msg("%s: %d %s", hostile[i].text, (int)read, wrong);
    }
}

static void
a_nul_ends_no_line(void **state)
{
    static const char behind[] = HEAD("forgotten") AT "}\0{}";
    /* jansson 2.14 passes over one behind a number. */
    static const char within[] = HEAD("forgotten") AT ",\"x\":1\0}";
    static const struct {
        const char *text;
        size_t size;
    } cases[] = {{behind, sizeof(behind) - 1}, {within, sizeof(within) - 1}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_line line;
        const char *wrong = "";

        assert_int_equal(
            mat_line_parse(cases[i].text, cases[i].size, &line, NULL, &wrong),
            MAT_LINE_WRONG);
        assert_string_equal(wrong, "is not JSON");
    }
}

static void
what_is_too_long_is_left_out(void **state)
{
    char text[2 * MAT_NOTE_TEXT];
    char *large = malloc(MAT_LEDGER_LINE_MAX + 1);
    struct mat_line line;
    const char *wrong = "";
    int size;

    (void)state;
    size = snprintf(text, sizeof(text), HEAD("noted") AT ",\"note\":\"%0*d\"}",
                    MAT_NOTE_TEXT - 1, 0);
    assert_int_equal(mat_line_parse(text, (size_t)size, &line, NULL, &wrong),
                     MAT_LINE_READ);
    size = snprintf(text, sizeof(text), HEAD("noted") AT ",\"note\":\"%0*d\"}",
                    MAT_NOTE_TEXT, 0);
    assert_int_equal(mat_line_parse(text, (size_t)size, &line, NULL, &wrong),
                     MAT_LINE_WRONG);
    assert_string_equal(wrong, "\"note\" is too long");
    assert_non_null(large);
    memset(large, ' ', MAT_LEDGER_LINE_MAX + 1);
    memcpy(large, "{\"v\":2}", 7);
    assert_int_equal(
        mat_line_parse(large, MAT_LEDGER_LINE_MAX, &line, NULL, &wrong),
        MAT_LINE_NEWER);
    assert_int_equal(
        mat_line_parse(large, MAT_LEDGER_LINE_MAX + 1, &line, NULL, &wrong),
        MAT_LINE_WRONG);
    assert_string_equal(wrong, "is longer than 256 KiB");
    free(large);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_read),
        cmocka_unit_test(layer_and_surface_are_those_of_long_steps),
        cmocka_unit_test(a_plan_is_cut_to_what_fits),
        cmocka_unit_test(what_adds_to_a_session_is_read),
        cmocka_unit_test(what_is_newer_is_no_mistake),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(a_nul_ends_no_line),
        cmocka_unit_test(what_is_too_long_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
