#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/fake_tables.h"
#include "matsession/plan.h"
#include "matsession/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define STEP(...) ((struct mat_plan_doc_step){__VA_ARGS__})
#define MAT_STEP(...)                                                \
    {                                                                \
        .kind = "mat", .area = "back", .duration = "5m", __VA_ARGS__ \
    }
#define CUES(...)                                     \
    .cues = (struct mat_plan_doc_cue[]){__VA_ARGS__}, \
    .cues_count = (unsigned)COUNT(((struct mat_plan_doc_cue[]){__VA_ARGS__}))

/** What is wrong, and where. */
struct said {
    enum mat_diag_level level;
    const char *path;
    const char *text;
};

static struct mat_plan_doc
doc_of(struct mat_plan_doc_step *steps, unsigned count)
{
    return (struct mat_plan_doc){
        .plan = "1", .title = "Evening", .steps = steps, .steps_count = count};
}

/** Checks \p doc and expects exactly \p said. */
static void
expect(const char *claim, const struct mat_plan_doc *doc,
       const struct said *said, int count)
{
    struct mat_diags diags = {0};
    struct mat_plan *plan = NULL;
    bool made = mat_plan_check(doc, "evening", &fake_tables, &diags, &plan);

    for (int i = 0; i < count || i < diags.count; i++) {
        const struct mat_diag *diag = &diags.items[i];

        if (i >= count)
            fail_msg("%s: also %s: %s", claim, diag->path, diag->text);
        if (i >= diags.count)
            fail_msg("%s: never said: %s", claim, said[i].text);
        if (diag->level != said[i].level ||
            strcmp(diag->path, said[i].path) != 0 ||
            strcmp(diag->text, said[i].text) != 0)
            fail_msg("%s:\n  is     %s: %s\n  not    %s: %s", claim, diag->path,
                     diag->text, said[i].path, said[i].text);
    }
    assert_int_equal(made, diags.errors == 0);
    assert_true((plan != NULL) == made);
    mat_plan_free(plan);
}

static void
expect_one(const char *claim, const struct mat_plan_doc *doc,
           enum mat_diag_level level, const char *path, const char *text)
{
    const struct said said = {level, path, text};

    expect(claim, doc, &said, 1);
}

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

static const struct {
    const char *claim;
    char *full_at;
    struct mat_plan_doc_step step;
    const char *path; /**< NULL: nothing is said */
    const char *text;
} step_warnings[] = {
    {"at the cap",
     "week",
     {.kind = "mat", .area = "back", .duration = "10m"},
     NULL,
     NULL},
    {"over the cap",
     "first",
     {.kind = "mat", .area = "feet", .duration = "3m1s"},
     "steps[0].duration",
     "3m1s is over the cap of 3m for feet at stage first"},
    {"over the hard cap",
     "habitual",
     {.kind = "mat", .area = "neck", .duration = "11m"},
     "steps[0].duration",
     "11m is over the hard cap of 10m for neck"},
    {"an area that comes later",
     "first",
     {.kind = "mat", .area = "legs", .duration = "1m"},
     "steps[0].area",
     "legs is not offered at stage first"},
    {"opt-in",
     "settled",
     {.kind = "mat", .area = "belly", .duration = "1m"},
     "steps[0].area",
     "belly needs --opt-in"},
    {"bare too early", "week", MAT_STEP(.layer = "bare"), "steps[0].layer",
     "bare skin is not offered at stage week; the most is shirt"},
    {"bare in time", "building", MAT_STEP(.layer = "bare"), NULL, NULL},
    {"silence", "week", MAT_STEP(.guidance = "none"), "steps[0].guidance",
     "leaves the mat without a safety cue; write sparse, or use one of "
     "the library"},
    {"silence with a sentence is silence", "week",
     MAT_STEP(.guidance = "none", CUES({.at = "1m", .say = "x"})),
     "steps[0].guidance",
     "leaves the mat without a safety cue; write sparse, or use one of "
     "the library"},
    {"silence with a safety cue", "week",
     MAT_STEP(.guidance = "none", CUES({.at = "1m", .use = "rate60"})), NULL,
     NULL},
    {"a mat step that is hardly one",
     "week",
     {.kind = "mat", .area = "back", .duration = "59s"},
     "steps[0].duration",
     "59s is shorter than 1m, the least that is worth it"},
    {"the least",
     "week",
     {.kind = "mat", .area = "back", .duration = "60s"},
     NULL,
     NULL},
    {"a point that is hardly one",
     "week",
     {.kind = "point", .point = "HT7", .duration = "29s"},
     "steps[0].duration",
     "29s is shorter than 30s, the least that is worth it"},
    {"the least of a point",
     "week",
     {.kind = "point", .point = "HT7", .duration = "30s"},
     NULL,
     NULL},
    {"a rest may be as short as it likes",
     "week",
     {.kind = "rest", .duration = "1s"},
     NULL,
     NULL},
    {"a rest may be as long as it likes",
     "first",
     {.kind = "rest", .duration = "3h"},
     NULL,
     NULL},
};

static void
warns_about_a_step(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(step_warnings); i++) {
        struct mat_plan_doc_step steps[] = {step_warnings[i].step};
        struct mat_plan_doc doc = doc_of(steps, 1);

        doc.full_at = step_warnings[i].full_at;
        if (step_warnings[i].path)
            expect_one(step_warnings[i].claim, &doc, MAT_DIAG_WARNING,
                       step_warnings[i].path, step_warnings[i].text);
        else
            expect(step_warnings[i].claim, &doc, NULL, 0);
    }
}

static void
warns_about_the_total(void **state)
{
    struct mat_plan_doc_step steps[] = {
        {.kind = "mat", .area = "back", .duration = "14m"},
        {.kind = "off", .duration = "1m"},
        {.kind = "mat", .area = "back", .duration = "10m"},
    };
    struct mat_plan_doc doc = doc_of(steps, COUNT(steps));

    (void)state;
    expect_one("over the total", &doc, MAT_DIAG_WARNING, "steps",
               "24m on the mat is over the total of 15m at stage building");
    doc.full_at = "habitual";
    expect_one("over the total, back only", &doc, MAT_DIAG_WARNING, "steps",
               "24m on the mat is over the total of 20m at stage habitual; it "
               "needs --opt-in");
    steps[2].area = "lower-back";
    expect_one("over the total, not the back only", &doc, MAT_DIAG_WARNING,
               "steps",
               "24m on the mat is over the total of 20m at stage habitual");
    steps[0].duration = steps[2].duration = "16m";
    expect_one("over the hard total", &doc, MAT_DIAG_WARNING, "steps",
               "32m on the mat is over the hard total of 30m");
}

static const struct {
    const char *what; /**< NULL: nothing is said */
    struct mat_plan_doc_step steps[2];
} changes[] = {
    {NULL, {MAT_STEP(), MAT_STEP()}},
    {NULL, {MAT_STEP(), {.kind = "off", .duration = "1m"}}},
    {NULL, {{.kind = "rest", .duration = "1m"}, MAT_STEP()}},
    {"layer", {MAT_STEP(), MAT_STEP(.layer = "bare")}},
    {"surface", {MAT_STEP(), MAT_STEP(.surface = "firm")}},
    {"position", {MAT_STEP(), MAT_STEP(.position = "supine-towel")}},
    {"area", {MAT_STEP(), {.kind = "mat", .area = "feet", .duration = "1m"}}},
};

static void
warns_about_a_change_without_getting_off(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct mat_plan_doc_step steps[2] = {changes[i].steps[0],
                                             changes[i].steps[1]};
        struct mat_plan_doc doc = doc_of(steps, 2);
        char text[128];

        if (!changes[i].what) {
            expect("no change", &doc, NULL, 0);
            continue;
        }
        mat_join(text, sizeof(text), "changes the ", changes[i].what,
                 " with no `off` before it; the program adds a way off", NULL);
        expect_one(changes[i].what, &doc, MAT_DIAG_WARNING, "steps[1]", text);
    }
}

static void
warns_beside_an_error(void **state)
{
    struct mat_plan_doc_step steps[] = {
        {.kind = "rest", .duration = "0s"}, MAT_STEP(.guidance = "none"),
        MAT_STEP(.layer = "towel"),         MAT_STEP(.layer = "sock"),
        MAT_STEP(.layer = "bare"),
    };
    static const struct said said[] = {
        {MAT_DIAG_ERROR, "steps[0].duration",
         "\"0s\" is too short; a step must be longer than 0s"},
        {MAT_DIAG_WARNING, "steps[1].guidance",
         "leaves the mat without a safety cue; write sparse, or use one of "
         "the library"},
        {MAT_DIAG_WARNING, "steps[2]",
         "changes the layer with no `off` before it; the program adds a way "
         "off"},
        {MAT_DIAG_ERROR, "steps[3].layer",
         "\"sock\" is not a layer; did you mean \"socks\"? allowed: towel, "
         "shirt, socks, bare"},
    };
    struct mat_plan_doc doc = doc_of(steps, COUNT(steps));

    (void)state;
    expect("what is known of a half wrong plan", &doc, said, COUNT(said));
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
        cmocka_unit_test(warns_about_a_step),
        cmocka_unit_test(warns_about_the_total),
        cmocka_unit_test(warns_about_a_change_without_getting_off),
        cmocka_unit_test(warns_beside_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
