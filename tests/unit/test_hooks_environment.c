/* What a hook is told of one fact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/environment.h"
#include "link/hooks_environment.h"

static const struct mat_segment segments[] = {
    {.kind = MAT_KIND_REST, .title = "Quiet"},
    {.kind = MAT_KIND_MAT,
     .title = "Warm \"up\"",
     .area = MAT_AREA_LOWER_BACK,
     .position = MAT_POSITION_SUPINE,
     .layer = MAT_LAYER_SHIRT},
    {.kind = MAT_KIND_OFF, .title = "Off"},
};

static const struct mat_schedule schedule = {
    .plan = "evening",
    .title = "Evening",
    .standing = {.stage = MAT_STAGE_WEEK},
    .segments = segments,
    .n_segments = 2,
    .unwell = 2,
};

static void
assert_environment(const struct mat_fact *fact, const char *expected)
{
    static const char *const names[] = {
        "EVENT", "PLAN",       "TITLE",  "STAGE",    "STEP",  "STEPS",
        "KIND",  "STEP_TITLE", "AREA",   "POSITION", "LAYER", "DURATION_MS",
        "AT_MS", "OUTCOME",    "MAT_MS", "JSON"};
    char **environment = mat_hook_environment(&schedule, fact);
    char text[1024] = "";
    int ours = 0;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char name[64];
        const char *value;

        snprintf(name, sizeof(name), "MATSESSION_%s", names[i]);
        value = environment_value(environment, name);
        assert_non_null(value);
        strcat(text, value);
        strcat(text, "|");
    }
    for (size_t i = 0; environment[i]; i++)
        ours += strncmp(environment[i], "MATSESSION_", 11) == 0;
    assert_string_equal(text, expected);
    assert_int_equal(ours, sizeof(names) / sizeof(names[0]));
    assert_string_equal(environment_value(environment, "OWN"), "kept");
    mat_hook_environment_free(environment);
}

static void
test_the_environment_of_facts(void **state)
{
    (void)state;
    setenv("OWN", "kept", 1);
    setenv("MATSESSION_JSON", "of an outer session", 1);
    unsetenv("MATSESSION_SPEAKER");
    assert_environment(
        &(struct mat_fact){
            .kind = MAT_FACT_STEP_BEGAN, .at = 7000, .segment = 1, .ms = 60000},
        "step-began|evening|Evening|week|2|2|mat|Warm \"up\"|lower-back|supine|"
        "shirt|60000|7000|||{\"event\":\"step-began\",\"at_ms\":7000,"
        "\"step\":2,\"kind\":\"mat\",\"title\":\"Warm \\\"up\\\"\","
        "\"duration_ms\":60000,\"area\":\"lower-back\",\"position\":\"supine\","
        "\"layer\":\"shirt\",\"surface\":\"soft\"}|");
    assert_environment(
        &(struct mat_fact){.kind = MAT_FACT_STEP_BEGAN, .ms = MAT_MS_NONE},
        "step-began|evening|Evening|week|1|2|rest|Quiet|||||0|||{\"event\":"
        "\"step-began\",\"at_ms\":0,\"step\":1,\"kind\":\"rest\",\"title\":"
        "\"Quiet\",\"duration_ms\":null}|");
    assert_environment(
        &(struct mat_fact){.kind = MAT_FACT_SESSION_ENDED,
                           .at = 9000,
                           .outcome = MAT_OUTCOME_UNWELL,
                           .ms = 2000},
        "session-ended|evening|Evening|week||2||||||"
        "|9000|unwell|2000|"
        "{\"event\":\"session-ended\",\"at_ms\":9000,\"outcome\":\"unwell\","
        "\"mat_ms\":2000}|");
    unsetenv("MATSESSION_JSON");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_environment_of_facts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
