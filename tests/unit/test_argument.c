#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cli/argument.h"

#define PLACES_MAX 4
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct place {
    const char *names; /* with blanks between */
    bool optional;
    bool repeats;
};

static const struct {
    const char *claim;
    const char *notation;
    struct place places[PLACES_MAX];
} rows[] = {
    {"none", "", {{0}}},
    {"only blanks", "  ", {{0}}},
    {"one", "PLAN", {{"PLAN", false, false}}},
    {"one of several", "bash|zsh|fish", {{"bash zsh fish", false, false}}},
    {"one that may be left out", "[PLAN]", {{"PLAN", true, false}}},
    {"any number", "[PLAN|FILE]...", {{"PLAN FILE", true, true}}},
    {"one or more", "FILE...", {{"FILE", false, true}}},
    {"two", "[HH:MM] [PLAN]", {{"HH:MM", true, false}, {"PLAN", true, false}}},
    {"brackets inside of a name", "[+-]TIME", {{"[+-]TIME", false, false}}},
    {"dots alone are a name", "...", {{"...", false, false}}},
};

static void
check(const char *claim, const char *notation, const struct place *expected)
{
    struct mat_argument place;
    const char *at = notation;
    char name[MAT_ARGUMENT_NAME];

    for (; (at = mat_argument_next(at, &place)); expected++) {
        char names[128] = "";

        while (mat_argument_name(&place, name)) {
            strcat(names, *names ? " " : "");
            strcat(names, name);
        }
        if (!expected->names || strcmp(names, expected->names) != 0 ||
            place.optional != expected->optional ||
            place.repeats != expected->repeats)
            fail_msg("%s: %s", claim, names);
    }
    if (expected->names)
        fail_msg("%s: %s is missing", claim, expected->names);
}

static void
test_notations(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check(rows[i].claim, rows[i].notation, rows[i].places);
}

static void
test_a_long_name_is_cut(void **state)
{
    char notation[2 * MAT_ARGUMENT_NAME];
    char name[MAT_ARGUMENT_NAME];
    struct mat_argument place;

    (void)state;
    memset(notation, 'A', sizeof(notation));
    notation[sizeof(notation) - 1] = '\0';
    assert_non_null(mat_argument_next(notation, &place));
    assert_true(mat_argument_name(&place, name));
    assert_int_equal(MAT_ARGUMENT_NAME - 1, strlen(name));
    assert_false(mat_argument_name(&place, name));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notations),
        cmocka_unit_test(test_a_long_name_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
