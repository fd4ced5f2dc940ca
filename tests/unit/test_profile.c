#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/config_folder.h"
#include "store/paths.h"
#include "store/profile.h"
#include "store/profile_yaml.h"
#include "store/yaml.h"

enum {
    THINNERS,
    POINTS, /* follows THINNERS */
    MOLES,  /* local, adapts */
    WOUND,  /* transient */
    CRISIS, /* unstored */
    ALLERGY,
    RULE, /* nobody is asked */
};

#define ROW(name, ...)                                                        \
    {                                                                         \
        .id = name, .title = name " title", .group = "g", .question = "q",    \
        .today = "", .follows = "", .why = "w", .say = "s",                   \
        .basis = {"S0", "S"}, .disagree = "", .confidence = "hi", __VA_ARGS__ \
    }

/* The plain values of ROW are there to be replaced. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const struct mat_row rows[] = {
    [THINNERS] = ROW("blood-thinners", .severity = MAT_SEVERITY_AVOID,
                     .clearable = true),
    [POINTS] = ROW("points", .question = "", .follows = "blood-thinners"),
    [MOLES] = ROW("moles", .severity = MAT_SEVERITY_ADAPT,
                  .targets = {.local = true}),
    [WOUND] = ROW("wound", .transient = true),
    [CRISIS] = ROW("crisis", .urgent = true, .unstored = true),
    [ALLERGY] = ROW("allergy", .severity = MAT_SEVERITY_AVOID),
    [RULE] = ROW("rule", .question = ""),
};
#pragma GCC diagnostic pop

static const struct mat_tables tables = {
    .rows = rows,
    .n_rows = sizeof(rows) / sizeof(rows[0]),
};

static struct mat_profile
whole_profile(void)
{
    struct mat_profile profile = {.screened = "2026-11-20"};

    profile.answers[THINNERS] =
        (struct mat_answer){.kind = MAT_ANSWER_YES,
                            .cleared = true,
                            .cleared_by = "Dr \"Who\" \\ M\xc3\xbcller: #1",
                            .cleared_on = "2026-11-19"};
    profile.answers[MOLES] =
        (struct mat_answer){.kind = MAT_ANSWER_UNSURE,
                            .where = MAT_AREA_BIT(MAT_AREA_FEET) |
                                     MAT_AREA_BIT(MAT_AREA_LOWER_BACK)};
    profile.answers[ALLERGY].kind = MAT_ANSWER_NO;
    return profile;
}

static enum mat_profile_load
load(struct mat_profile *profile, struct mat_diags *diags)
{
    char *path;
    int error = 0;
    enum mat_profile_load result;

    memset(diags, 0, sizeof(*diags));
    result = mat_profile_load(&tables, profile, diags, &path, &error);
    assert_non_null(path);
    free(path);
    return result;
}

static bool
read_text(const char *text, struct mat_profile *profile,
          struct mat_diags *diags)
{
    memset(diags, 0, sizeof(*diags));
    return mat_profile_read(&tables, text, strlen(text), diags, profile);
}

static void
without_a_file_it_is_missing(void **state)
{
    struct mat_profile profile;
    struct mat_diags diags;

    (void)state;
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_MISSING);
    assert_int_equal(diags.count, 0);
    assert_string_equal(profile.screened, "");
}

static void
what_is_saved_is_loaded(void **state)
{
    struct mat_profile saved = whole_profile();
    struct mat_profile profile;
    const struct mat_answer *thinners = &profile.answers[THINNERS];
    struct mat_diags diags;

    (void)state;
    assert_int_equal(mat_profile_save(&tables, &saved), 0);
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_LOADED);
    assert_int_equal(diags.count, 0);
    assert_string_equal(profile.screened, "2026-11-20");
    assert_int_equal(thinners->kind, MAT_ANSWER_YES);
    assert_true(thinners->cleared);
    assert_string_equal(thinners->cleared_by,
                        saved.answers[THINNERS].cleared_by);
    assert_string_equal(thinners->cleared_on, "2026-11-19");
    assert_int_equal(profile.answers[MOLES].kind, MAT_ANSWER_UNSURE);
    assert_int_equal(profile.answers[MOLES].where, saved.answers[MOLES].where);
    assert_int_equal(profile.answers[ALLERGY].kind, MAT_ANSWER_NO);
}

static void
a_follower_gets_the_answer_without_the_clearance(void **state)
{
    struct mat_profile saved = whole_profile();
    struct mat_profile profile;
    struct mat_diags diags;

    (void)state;
    assert_int_equal(mat_profile_save(&tables, &saved), 0);
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_LOADED);
    assert_int_equal(profile.answers[POINTS].kind, MAT_ANSWER_YES);
    assert_false(profile.answers[POINTS].cleared);
}

static void
the_file_is_private(void **state)
{
    struct mat_profile profile = whole_profile();
    char *path = config_folder_path("profile.yaml");
    struct mat_diags diags;
    struct stat file;

    (void)state;
    assert_int_equal(mat_profile_save(&tables, &profile), 0);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 07777, 0600);

    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_LOADED);
    assert_int_equal(diags.warnings, 1);
    assert_non_null(strstr(diags.items[0].text, "read by others"));

    assert_int_equal(mat_profile_save(&tables, &profile), 0);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 07777, 0600);
    free(path);
}

static void
what_must_not_be_kept_is_not_written(void **state)
{
    static const int kept_out[] = {POINTS, WOUND, CRISIS, RULE};
    struct mat_profile profile = whole_profile();
    char *text;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        profile.answers[kept_out[i]].kind = MAT_ANSWER_YES;
    text = mat_profile_text(&tables, &profile);
    for (size_t i = 0; i < 4; i++) {
        char id[64];

        snprintf(id, sizeof(id), "id: %s\n", rows[kept_out[i]].id);
        assert_null(strstr(text, id));
    }
    assert_non_null(strstr(text, "id: blood-thinners\n"));
    free(text);
}

static void
what_must_not_be_kept_is_not_read(void **state)
{
    static const char *const ids[] = {"points", "wound", "crisis", "rule"};
    char text[200];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct mat_profile profile;
        struct mat_diags diags;

        snprintf(text, sizeof(text),
                 "profile: 1\nanswers:\n  - id: %s\n    answer: yes\n", ids[i]);
        assert_true(read_text(text, &profile, &diags));
        assert_int_equal(diags.errors, 0);
        assert_int_equal(diags.warnings, 1);
        assert_int_equal(diags.items[0].line, 3);
        for (int row = 0; row < tables.n_rows; row++)
            assert_int_equal(profile.answers[row].kind, MAT_ANSWER_UNSET);
    }
}

/* An own row's table may be missing by accident: a yes to it is not passed
 * over. A no is. */
static void
an_answer_without_its_row_stops_where_it_may_refuse(void **state)
{
    static const struct {
        const char *answer;
        int errors;
        int warnings;
    } cases[] = {{"yes", 1, 0}, {"unsure", 1, 0}, {"no", 0, 1}};
    char text[200];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct mat_profile profile;
        struct mat_diags diags;

        snprintf(text, sizeof(text),
                 "profile: 1\nanswers:\n  - id: my-row\n    answer: %s\n",
                 cases[i].answer);
        assert_int_equal(read_text(text, &profile, &diags),
                         cases[i].errors == 0);
        assert_int_equal(diags.errors, cases[i].errors);
        assert_int_equal(diags.warnings, cases[i].warnings);
        assert_int_equal(diags.items[0].line, 3);
    }
}

#define ANSWERS "profile: 1\nanswers:\n"
#define THINNER ANSWERS "  - id: blood-thinners\n    answer: yes\n"
#define MOLE ANSWERS "  - id: moles\n    answer: yes\n"

static void
a_mistake_is_placed(void **state)
{
    static const struct {
        const char *text;
        int line;
        int column;
        const char *path;
        const char *says;
    } cases[] = {
        {"profile: 2\n", 1, 10, "profile", "write 1"},
        {"profile: 1\nscreened: 2026-02-29\n", 2, 11, "screened", "not a date"},
        {"profile: 1\nscreened: 20.11.2026\n", 2, 11, "screened", "2026-11-20"},
        {"profile: 1\nscrened: 2026-11-20\n", 2, 1, "", "screened"},
        {ANSWERS "  - id: moles\n    answer: maybe\n", 4, 13,
         "answers[0].answer", "write no, unsure, yes"},
        {ANSWERS "  - id: moles\n    answer: unset\n", 4, 13,
         "answers[0].answer", "write no, unsure, yes"},
        {ANSWERS "  - id: moles\n    answer: \"\"\n", 4, 13,
         "answers[0].answer", "write no, unsure, yes"},
        {MOLE "    where: [foot, feeet]\n", 5, 19, "answers[0].where[1]",
         "; did you mean \"feet\"?"},
        {MOLE "  - id: moles\n    answer: no\n", 5, 9, "answers[1].id",
         "twice"},
        {THINNER "    cleared-by: Dr Who\n", 3, 5, "answers[0]", "cleared-on"},
        {THINNER "    cleared-on: 2026-11-20\n", 3, 5, "answers[0]",
         "cleared-by"},
        {THINNER "    cleared-by: Dr Who\n    cleared-on: 2026-13-01\n", 6, 17,
         "answers[0].cleared-on", "not a date"},
        {THINNER "    cleared-by: \"a\\x1b[2J\"\n    cleared-on: 2026-11-20\n",
         5, 17, "answers[0].cleared-by", "who agreed"},
        {THINNER "    cleared-by: 0123456789012345678901234567890123456789"
                 "0123456789012345678901234\n    cleared-on: 2026-11-20\n",
         5, 17, "answers[0].cleared-by", "63 bytes"},
        {"profile: [1\n", 2, 1, "", ""},
        {"", 0, 0, "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_profile profile = {.screened = "untouched"};
        struct mat_diags diags;
        bool found = false;

        if (read_text(cases[i].text, &profile, &diags))
            fail_msg("%zu was taken", i);
        assert_string_equal(profile.screened, "untouched");
        for (int d = 0; d < diags.count; d++)
            found |= diags.items[d].level == MAT_DIAG_ERROR &&
                     (cases[i].line == 0 ||
                      (diags.items[d].line == cases[i].line &&
                       diags.items[d].column == cases[i].column)) &&
                     (cases[i].path[0] == '\0' ||
                      strcmp(diags.items[d].path, cases[i].path) == 0) &&
                     strstr(diags.items[d].text, cases[i].says);
        if (!found)
            fail_msg("%zu: %d:%d %s: %s", i, diags.items[0].line,
                     diags.items[0].column, diags.items[0].path,
                     diags.items[0].text);
    }
}

static void
what_does_not_fit_is_left_out_with_a_warning(void **state)
{
    static const char *const texts[] = {
        THINNER "    where: [feet]\n",
        ANSWERS "  - id: blood-thinners\n    answer: no\n"
                "    cleared-by: Dr Who\n    cleared-on: 2026-11-20\n",
        ANSWERS "  - id: allergy\n    answer: yes\n"
                "    cleared-by: Dr Who\n    cleared-on: 2026-11-20\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct mat_profile profile;
        struct mat_diags diags;

        assert_true(read_text(texts[i], &profile, &diags));
        assert_int_equal(diags.warnings, 1);
        for (int row = 0; row < tables.n_rows; row++) {
            assert_false(profile.answers[row].cleared);
            assert_string_equal(profile.answers[row].cleared_by, "");
            assert_int_equal(profile.answers[row].where, 0);
        }
    }
}

static void
a_wrong_file_gives_an_empty_profile(void **state)
{
    struct mat_profile profile = whole_profile();
    struct mat_diags diags;

    (void)state;
    config_folder_put("profile.yaml", "profile: x\n", 11);
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_WRONG);
    assert_int_equal(diags.errors, 1);
    assert_string_equal(profile.screened, "");
}

static void
a_folder_in_its_place_is_unread(void **state)
{
    char *path = config_folder_path("profile.yaml");
    char *told;
    struct mat_profile profile;
    struct mat_diags diags = {0};
    int error = 0;

    (void)state;
    assert_int_equal(mat_folders_make(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(mat_profile_load(&tables, &profile, &diags, &told, &error),
                     MAT_PROFILE_UNREAD);
    assert_int_equal(error, EISDIR);
    assert_string_equal(told, path);
    free(told);
    free(path);
}

/* As a plan and the settings are that are too large. */
static void
a_file_that_is_too_large_is_wrong(void **state)
{
    char *path = config_folder_path("profile.yaml");
    struct mat_profile profile;
    struct mat_diags diags;

    (void)state;
    config_folder_put("profile.yaml", "profile: 1\n", 11);
    assert_int_equal(truncate(path, (off_t)MAT_YAML_BYTES_MAX + 1), 0);
    assert_int_equal(load(&profile, &diags), MAT_PROFILE_WRONG);
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.items[0].line, 1);
    assert_non_null(strstr(diags.items[0].text, "larger than 1 MiB"));
    assert_string_equal(profile.screened, "");
    free(path);
}

static void
a_screening_is_due_for_a_reason(void **state)
{
    static const struct {
        const char *screened;
        const char *today;
        const char *reason; /* NULL: not due */
    } cases[] = {
        {"", "2026-11-20", "There is no profile yet."},
        {"2026-11-20", "2026-11-20", NULL},
        {"2026-08-23", "2026-11-20", NULL},
        {"2026-08-22", "2026-11-20", "The last screening was 90 days ago."},
        {"2026-08-15", "2026-11-20", "The last screening was 97 days ago."},
        {"2028-01-01", "2028-03-30", NULL},
        {"2028-01-01", "2028-03-31", "The last screening was 90 days ago."},
        {"2027-12-31", "2028-03-30", "The last screening was 90 days ago."},
        {"2026-11-21", "2026-11-20",
         "The profile says it was made in the future."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_profile profile = whole_profile();
        const char *reason;

        memcpy(profile.screened, cases[i].screened,
               strlen(cases[i].screened) + 1);
        reason = mat_profile_due(&tables, &profile, cases[i].today);
        if (!cases[i].reason)
            assert_null(reason);
        else
            assert_string_equal(reason, cases[i].reason);
    }
}

static void
a_new_question_makes_it_due(void **state)
{
    struct mat_profile profile = whole_profile();

    (void)state;
    profile.answers[MOLES].kind = MAT_ANSWER_UNSET;
    assert_string_equal(mat_profile_due(&tables, &profile, "2026-11-20"),
                        "The table has a new question: moles title.");
}

static void
a_clearance_counts_where_it_changes_something(void **state)
{
    (void)state;
    assert_true(mat_row_can_be_cleared(&rows[THINNERS], MAT_ANSWER_YES));
    assert_true(mat_row_can_be_cleared(&rows[THINNERS], MAT_ANSWER_UNSURE));
    assert_false(mat_row_can_be_cleared(&rows[THINNERS], MAT_ANSWER_NO));
    assert_false(mat_row_can_be_cleared(&rows[ALLERGY], MAT_ANSWER_YES));
    assert_false(mat_row_can_be_cleared(&rows[ALLERGY], MAT_ANSWER_UNSURE));
    assert_false(mat_row_can_be_cleared(&rows[MOLES], MAT_ANSWER_YES));
    assert_true(mat_row_can_be_cleared(&rows[MOLES], MAT_ANSWER_UNSURE));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_it_is_missing),
        cmocka_unit_test_teardown(what_is_saved_is_loaded, config_folder_empty),
        cmocka_unit_test_teardown(
            a_follower_gets_the_answer_without_the_clearance,
            config_folder_empty),
        cmocka_unit_test_teardown(the_file_is_private, config_folder_empty),
        cmocka_unit_test(what_must_not_be_kept_is_not_written),
        cmocka_unit_test(what_must_not_be_kept_is_not_read),
        cmocka_unit_test(an_answer_without_its_row_stops_where_it_may_refuse),
        cmocka_unit_test(a_mistake_is_placed),
        cmocka_unit_test(what_does_not_fit_is_left_out_with_a_warning),
        cmocka_unit_test_teardown(a_wrong_file_gives_an_empty_profile,
                                  config_folder_empty),
        cmocka_unit_test_teardown(a_file_that_is_too_large_is_wrong,
                                  config_folder_empty),
        cmocka_unit_test_teardown(a_folder_in_its_place_is_unread,
                                  config_folder_empty),
        cmocka_unit_test(a_screening_is_due_for_a_reason),
        cmocka_unit_test(a_new_question_makes_it_due),
        cmocka_unit_test(a_clearance_counts_where_it_changes_something),
    };

    return cmocka_run_group_tests(tests, config_folder_make,
                                  config_folder_remove);
}
