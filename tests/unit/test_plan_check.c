/* What is wrong with a plan. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/fake_tables.h"
#include "../support/plan_doc.h"
#include "matsession/plan.h"
#include "matsession/text.h"

static const struct {
    const char *claim;
    struct mat_plan_doc_step step;
    const char *path;
    const char *text;
} step_errors[] = {
    {"no kind",
     {.duration = "5m"},
     "kind",
     "is missing; every step needs a kind, such as mat"},
    {"unknown kind",
     {.kind = "mats"},
     "kind",
     "\"mats\" is not a kind; did you mean \"mat\"? allowed: prepare, on, "
     "mat, off, rest, breathe, point, wait"},
    {"unknown area",
     {.kind = "mat", .area = "elbow", .duration = "5m"},
     "area",
     "\"elbow\" is not an area; allowed: back, lower-back, shoulders, "
     "neck, feet, feet-standing, legs, buttocks, hands, belly"},
    {"no area",
     {.kind = "mat", .duration = "5m"},
     "area",
     "is missing; kind `mat` needs area, duration"},
    {"no duration",
     {.kind = "mat", .area = "back"},
     "duration",
     "is missing; kind `mat` needs area, duration"},
    {"no title to wait with",
     {.kind = "wait"},
     "title",
     "is missing; kind `wait` needs title"},
    {"no point",
     {.kind = "point"},
     "point",
     "is missing; kind `point` needs point"},
    {"a key of another kind",
     {.kind = "rest", .duration = "5m", .area = "back"},
     "area",
     "does not go with kind `rest`; allowed are title, position, "
     "duration, cues"},
    {"guidance for a rest",
     {.kind = "rest", .duration = "5m", .guidance = "full"},
     "guidance",
     "does not go with kind `rest`; allowed are title, position, "
     "duration, cues"},
    {"a wrong value of a key of another kind is one mistake",
     {.kind = "wait", .title = "Chair", .duration = "x"},
     "duration",
     "does not go with kind `wait`; allowed are title, timeout"},
    {"cues while waiting",
     {.kind = "wait", .title = "Chair", CUES({.at = "0", .say = "x"})},
     "cues",
     "does not go with kind `wait`; allowed are title, timeout"},
    {"a duration with a space",
     {.kind = "mat", .area = "back", .duration = "5 min"},
     "duration",
     "\"5 min\" is not a duration; write 5m, 90s or 1m30s"},
    {"an escape sequence is not repeated",
     {.kind = "rest", .duration = "\x1b[2J"},
     "duration",
     "\"?[2J\" is not a duration; write 5m, 90s or 1m30s"},
    {"a long value is cut",
     {.kind = "rest",
      .duration = "1234567890123456789012345678901234567890123456789"},
     "duration",
     "\"123456789012345678901234567890123456789012...\" is not a "
     "duration; write 5m, 90s or 1m30s"},
    {"a step of nothing",
     {.kind = "rest", .duration = "0s"},
     "duration",
     "\"0s\" is too short; a step must be longer than 0s"},
    {"a step of four hours",
     {.kind = "rest", .duration = "4h"},
     "duration",
     "\"4h\" is longer than 3h, the most a step may last"},
    {"a breath of nothing",
     {.kind = "breathe", .duration = "5m", .inhale = "0s"},
     "inhale",
     "\"0s\" is shorter than 1s, the least a breath may last"},
    {"a very long breath",
     {.kind = "breathe", .duration = "5m", .exhale = "21s"},
     "exhale",
     "\"21s\" is longer than 20s, the most a breath may last"},
    {"a short timeout",
     {.kind = "wait", .title = "Chair", .timeout = "4s"},
     "timeout",
     "\"4s\" is shorter than 5s, the least a timeout may last"},
    {"a long timeout",
     {.kind = "wait", .title = "Chair", .timeout = "30m1s"},
     "timeout",
     "\"30m1s\" is longer than 30m, the most a timeout may last"},
    {"a position that cannot be", MAT_STEP(.position = "standing"), "position",
     "\"standing\" does not go with area back; allowed: supine, "
     "supine-towel, seated-chair"},
    {"an unknown position", MAT_STEP(.position = "supin"), "position",
     "\"supin\" is not a position; did you mean \"supine\"? allowed: "
     "supine, supine-towel, seated-chair, seated-floor, standing, prone"},
    {"a belly without a towel",
     {.kind = "mat", .area = "belly", .duration = "2m", .layer = "shirt"},
     "layer",
     "\"shirt\" does not go with area belly; only a towel does"},
    {"socks on the back", MAT_STEP(.layer = "socks"), "layer",
     "\"socks\" does not go with area back; socks are for feet, "
     "feet-standing and legs"},
    {"an unknown layer", MAT_STEP(.layer = "Bare"), "layer",
     "\"Bare\" is not a layer; did you mean \"bare\"? allowed: towel, "
     "shirt, socks, bare"},
    {"an unknown surface", MAT_STEP(.surface = "hard"), "surface",
     "\"hard\" is not a surface; allowed: soft, medium, firm"},
    {"an unknown guidance", MAT_STEP(.guidance = "sparce"), "guidance",
     "\"sparce\" is not a guidance level; did you mean \"sparse\"? "
     "allowed: full, sparse, none"},
    {"an unknown point",
     {.kind = "point", .point = "HT8"},
     "point",
     "\"HT8\" is not a point; did you mean \"HT7\"? allowed: HT7, LU9, "
     "PC6, KI27, GV20, LI4"},
    {"an unknown side",
     {.kind = "point", .point = "HT7", .side = "rigth"},
     "side",
     "\"rigth\" is not a side; did you mean \"right\"? allowed: left, "
     "right, both, midline"},
    {"a paired point in the middle",
     {.kind = "point", .point = "HT7", .side = "midline"},
     "side",
     "\"midline\" does not go with HT7, which is on both sides; allowed: "
     "left, right, both"},
    {"a single point on a side",
     {.kind = "point", .point = "GV20", .side = "left"},
     "side",
     "\"left\" does not go with GV20, which is on the midline; allowed: "
     "midline"},
    {"a title with an escape", MAT_STEP(.title = "a\x1b[2J"), "title",
     "has a control character; write plain text"},
    {"a title that is not UTF-8", MAT_STEP(.title = "a\xff"), "title",
     "is not valid UTF-8; write plain text"},
    {"a blank title", MAT_STEP(.title = " "), "title",
     "is empty; write some text, or leave the key out"},
    {"a title of 81 bytes",
     MAT_STEP(.title = "123456789 123456789 123456789 123456789 "
                       "123456789 123456789 123456789 123456789 1"),
     "title", "is too long; write at most 80 bytes"},
    {"a cue without a place", MAT_STEP(CUES({.say = "x"})), "cues[0].at",
     "is missing; write 1m, or -30s from the end"},
    {"a cue at a bare number", MAT_STEP(CUES({.at = "5", .say = "x"})),
     "cues[0].at",
     "\"5\" is not an offset; write 0, 1m30s, or -30s from the end"},
    {"a cue behind the end", MAT_STEP(CUES({.at = "5m1s", .say = "x"})),
     "cues[0].at", "\"5m1s\" lies outside the step, which lasts 5m"},
    {"a cue before the start", MAT_STEP(CUES({.at = "-5m1s", .say = "x"})),
     "cues[0].at", "\"-5m1s\" lies outside the step, which lasts 5m"},
    {"a cue hours behind the end", MAT_STEP(CUES({.at = "4h", .say = "x"})),
     "cues[0].at", "\"4h\" lies outside the step, which lasts 5m"},
    {"the second cue",
     MAT_STEP(CUES({.at = "0", .say = "x"}, {.at = "6m", .say = "x"})),
     "cues[1].at", "\"6m\" lies outside the step, which lasts 5m"},
    {"a cue that says nothing", MAT_STEP(CUES({.at = "1m"})), "cues[0]",
     "says nothing; write `say` with a sentence, or `use` with a cue of "
     "the library"},
    {"a cue that says two things",
     MAT_STEP(CUES({.at = "1m", .say = "x", .use = "rate60"})), "cues[0].use",
     "does not go with `say`; write one of the two"},
    {"an unknown cue", MAT_STEP(CUES({.at = "1m", .use = "redy-off"})),
     "cues[0].use",
     "\"redy-off\" is not a cue of the library; did you mean "
     "\"ready-off\"? allowed: prep-clear, full-contact, peak-soon, "
     "breath-slow, rate60, rate300, one-min, ready-off, off-slow, "
     "sit-minute"},
    {"a sentence with a newline", MAT_STEP(CUES({.at = "1m", .say = "a\nb"})),
     "cues[0].say", "has a control character; write plain text"},
    {"an empty sentence", MAT_STEP(CUES({.at = "1m", .say = ""})),
     "cues[0].say", "is empty; write some text, or leave the key out"},
};

static void
says_what_is_wrong_with_a_step(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(step_errors); i++) {
        struct mat_plan_doc_step steps[] = {
            {.kind = "prepare", .duration = "1m"}, step_errors[i].step};
        struct mat_plan_doc doc = doc_of(steps, 2);
        char path[96];

        mat_join(path, sizeof(path), "steps[1].", step_errors[i].path, NULL);
        expect_one(step_errors[i].claim, &doc, MAT_DIAG_ERROR, path,
                   step_errors[i].text);
    }
}

static void
says_what_is_wrong_above_the_steps(void **state)
{
    char long_text[MAT_PLAN_TEXT_MAX + 2];
    char *no_source[] = {NULL}, *unknown_source[] = {"S0", "S2"};
    struct mat_plan_doc_step steps[] = {{.kind = "rest", .duration = "1m"}};
    const struct mat_plan_doc good = doc_of(steps, 1);
    struct mat_plan_doc doc;

    (void)state;
    expect("a good one", &good, NULL, 0);
    doc = good;
    doc.plan = NULL;
    expect_one("no version", &doc, MAT_DIAG_ERROR, "plan",
               "is missing; write 1, the version of the format");
    doc.plan = "2";
    expect_one("a newer version", &doc, MAT_DIAG_ERROR, "plan",
               "\"2\" is newer than this program, which knows version 1");
    doc.plan = "0";
    expect_one("no such version", &doc, MAT_DIAG_ERROR, "plan",
               "\"0\" is not a version of the format; write 1");
    doc.plan = "01";
    expect_one("no number", &doc, MAT_DIAG_ERROR, "plan",
               "\"01\" is not a version of the format; write 1");
    doc = good;
    doc.title = NULL;
    expect_one("no title", &doc, MAT_DIAG_ERROR, "title",
               "is missing; every plan needs a title");
    doc.title = "a\xe2\x80\xae";
    expect_one("a direction mark", &doc, MAT_DIAG_ERROR, "title",
               "has a control character; write plain text");
    doc = good;
    memset(long_text, 'x', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    doc.purpose = long_text;
    expect_one("a long purpose", &doc, MAT_DIAG_ERROR, "purpose",
               "is too long; write at most 400 bytes");
    doc = good;
    doc.when = "evning";
    expect_one("a near miss", &doc, MAT_DIAG_ERROR, "when",
               "\"evning\" is not a time of day; did you mean \"evening\"? "
               "allowed: morning, day, evening, any");
    doc = good;
    doc.full_at = "later";
    expect_one("no stage", &doc, MAT_DIAG_ERROR, "full-at",
               "\"later\" is not a stage; allowed: first, week, building, "
               "settled, habitual");
    doc = good;
    doc.sources = unknown_source;
    doc.sources_count = 2;
    expect_one("an unknown source", &doc, MAT_DIAG_WARNING, "sources[1]",
               "\"S2\" is not a source; allowed: S0, S1");
    doc.sources = no_source;
    doc.sources_count = 1;
    expect_one("a source of nothing", &doc, MAT_DIAG_ERROR, "sources[0]",
               "is empty; write some text, or leave the key out");
}

static void
says_what_is_wrong_with_all_steps(void **state)
{
    static struct mat_plan_doc_step many[MAT_PLAN_STEPS_MAX + 1];
    static struct mat_plan_doc_cue cues[MAT_PLAN_CUES_MAX + 1];
    struct mat_plan_doc_step idle[] = {
        {.kind = "prepare", .duration = "1m"},
        {.kind = "wait", .title = "Sit down"},
        {.kind = "off", .duration = "1m"},
    };
    struct mat_plan_doc_step chatty =
        STEP(.kind = "rest", .duration = "5m", .cues = cues,
             .cues_count = COUNT(cues));
    struct mat_plan_doc doc = doc_of(idle, COUNT(idle));

    (void)state;
    expect_one("no purpose", &doc, MAT_DIAG_ERROR, "steps",
               "has nothing to do; add a step of kind mat, point, breathe or "
               "rest");
    doc = doc_of(NULL, 0);
    expect_one("no steps", &doc, MAT_DIAG_ERROR, "steps",
               "has nothing to do; add a step of kind mat, point, breathe or "
               "rest");
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = STEP(.kind = "rest", .duration = "1m");
    doc = doc_of(many, MAT_PLAN_STEPS_MAX);
    expect("500 steps", &doc, NULL, 0);
    doc.steps_count++;
    expect_one("501 steps", &doc, MAT_DIAG_ERROR, "steps",
               "has 501 steps; at most 500 are allowed");
    for (int i = 0; i < 5; i++)
        many[i].duration = "3h";
    doc.steps_count = 4;
    expect("12 hours", &doc, NULL, 0);
    doc.steps_count = 5;
    expect_one("15 hours", &doc, MAT_DIAG_ERROR, "steps",
               "takes 15h in all; at most 12h");
    many[4] = STEP(.kind = "point", .point = "GV20", .duration = "30s");
    expect_one("a point over 12 hours", &doc, MAT_DIAG_ERROR, "steps",
               "takes 12h30s in all; at most 12h");
    many[3].duration = "2h";
    many[4] = STEP(.kind = "point", .point = "HT7", .duration = "31m");
    expect_one("both sides count", &doc, MAT_DIAG_ERROR, "steps",
               "takes 12h2m in all; at most 12h");
    for (size_t i = 0; i < COUNT(cues); i++)
        cues[i] = (struct mat_plan_doc_cue){.at = "0", .say = "x"};
    doc = doc_of(&chatty, 1);
    expect_one("101 cues", &doc, MAT_DIAG_ERROR, "steps[0].cues",
               "has 101 cues; at most 100 are allowed");
    chatty.cues_count--;
    expect("100 cues", &doc, NULL, 0);
}

static void
gathers_every_mistake(void **state)
{
    static struct mat_plan_doc_step many[300];
    struct mat_plan_doc_step steps[] = {
        {.kind = "mta"},
        {.kind = "mat",
         .area = "bck",
         .layer = "bear",
         .duration = "5",
         CUES({.at = "4h", .use = "x"})},
        {.kind = "wait"},
    };
    static const struct said said[] = {
        {MAT_DIAG_ERROR, "title", "is missing; every plan needs a title"},
        {MAT_DIAG_ERROR, "steps[0].kind",
         "\"mta\" is not a kind; did you mean \"mat\"? allowed: prepare, on, "
         "mat, off, rest, breathe, point, wait"},
        {MAT_DIAG_ERROR, "steps[1].duration",
         "\"5\" is not a duration; write 5m, 90s or 1m30s"},
        {MAT_DIAG_ERROR, "steps[1].area",
         "\"bck\" is not an area; did you mean \"back\"? allowed: back, "
         "lower-back, shoulders, neck, feet, feet-standing, legs, buttocks, "
         "hands, belly"},
        {MAT_DIAG_ERROR, "steps[1].layer",
         "\"bear\" is not a layer; allowed: towel, shirt, socks, bare"},
        {MAT_DIAG_ERROR, "steps[1].cues[0].use",
         "\"x\" is not a cue of the library; allowed: prep-clear, "
         "full-contact, peak-soon, breath-slow, rate60, rate300, one-min, "
         "ready-off, off-slow, sit-minute"},
        {MAT_DIAG_ERROR, "steps[2].title",
         "is missing; kind `wait` needs title"},
    };
    struct mat_plan_doc doc = doc_of(steps, COUNT(steps));
    struct mat_diags diags = {0};
    struct mat_plan *plan = NULL;

    (void)state;
    doc.title = NULL;
    expect("seven mistakes", &doc, said, COUNT(said));
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = STEP(.kind = "point", .point = "??");
    doc = doc_of(many, COUNT(many));
    assert_false(mat_plan_check(&doc, "x", &fake_tables, &diags, &plan));
    assert_null(plan);
    assert_int_equal(diags.count, MAT_DIAG_MAX);
    assert_int_equal(diags.errors, COUNT(many));
}

static void
places_an_unfitting_key_at_the_key(void **state)
{
    struct mat_plan_doc_step steps[] = {
        {.kind = "rest", .duration = "0s", .area = "back"}};
    struct mat_plan_doc doc = doc_of(steps, 1);
    struct mat_diags diags = {0};
    struct mat_plan *plan = NULL;

    (void)state;
    assert_false(mat_plan_check(&doc, "x", &fake_tables, &diags, &plan));
    assert_int_equal(diags.count, 2);
    assert_string_equal(diags.items[0].path, "steps[0].area");
    assert_true(diags.items[0].key);
    assert_string_equal(diags.items[1].path, "steps[0].duration");
    assert_false(diags.items[1].key);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong_with_a_step),
        cmocka_unit_test(says_what_is_wrong_above_the_steps),
        cmocka_unit_test(says_what_is_wrong_with_all_steps),
        cmocka_unit_test(gathers_every_mistake),
        cmocka_unit_test(places_an_unfitting_key_at_the_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
