/* What is allowed in a plan but worth a look. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/plan_doc.h"
#include "matsession/plan.h"
#include "matsession/text.h"

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
        cmocka_unit_test(warns_about_a_step),
        cmocka_unit_test(warns_about_the_total),
        cmocka_unit_test(warns_about_a_change_without_getting_off),
        cmocka_unit_test(warns_beside_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
