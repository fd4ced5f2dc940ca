#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/fake_tables.h"
#include "../support/temp_folder.h"
#include "store/embedded.h"
#include "store/paths.h"
#include "store/plans.h"
#include "store/yaml.h"

#define GOOD_TEXT \
    "plan: 1\ntitle: Good\nsteps:\n  - kind: rest\n    duration: 1m\n"
#define OWN_TEXT \
    "plan: 1\ntitle: Own\nsteps:\n  - kind: rest\n    duration: 2m\n"

const struct mat_embedded mat_embedded_plans[] = {
    {"morning", GOOD_TEXT, sizeof(GOOD_TEXT) - 1},
    {"evening", GOOD_TEXT, sizeof(GOOD_TEXT) - 1},
    {"back-long", GOOD_TEXT, sizeof(GOOD_TEXT) - 1},
};
const int mat_n_embedded_plans = 3;

/* The folder that XDG_CONFIG_HOME names while the tests run. */
static char config[TEMP_FOLDER_BYTES];

/* All diagnostics as `check` prints them. Static. */
static const char *
diags_text(const struct mat_plan_file *file, const char *shown)
{
    static char text[MAT_DIAG_MAX * 512];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < file->diags.count; i++) {
        const struct mat_diag *diag = &file->diags.items[i];

        used += (size_t)snprintf(
            text + used, sizeof(text) - used, "%s:%d:%d: %s%s%s%s\n", shown,
            diag->line, diag->column,
            diag->level == MAT_DIAG_WARNING ? "warning: " : "", diag->path,
            diag->path[0] ? ": " : "", diag->text);
    }
    return text;
}

/* The text of a file, or NULL; freed by the caller. */
static char *
text_read(const char *path)
{
    char *text;
    size_t size;

    return mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size) == 0 ? text
                                                                      : NULL;
}

/* Compares what one plan gives with what stands beside it. */
static bool
plan_is_as_expected(const char *folder, const char *name,
                    enum mat_plan_load wanted)
{
    char path[512], beside[512];
    struct mat_plan_file file;
    enum mat_plan_load load;
    const char *said;
    char *expected;
    bool same;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    snprintf(beside, sizeof(beside), "%.*s.expect",
             (int)(strlen(path) - strlen(".yaml")), path);
    load = mat_plan_open(path, &fake_tables, &file);
    said = diags_text(&file, name);
    expected = text_read(beside);
    same = load == wanted && strcmp(said, expected ? expected : "") == 0;
    if (!same)
        print_message("%s: load %d\nsaid:\n%sexpected:\n%s\n", name, (int)load,
                      said, expected ? expected : "");
    assert_true((load == MAT_PLAN_LOADED) == (file.plan != NULL));
    assert_true((load == MAT_PLAN_WRONG) == (file.diags.errors > 0));
    free(expected);
    mat_plan_file_done(&file);
    return same;
}

static int
folder_check(const char *name, enum mat_plan_load wanted)
{
    char folder[256];
    struct dirent *entry;
    int count = 0, wrong = 0;
    DIR *list;

    snprintf(folder, sizeof(folder), "%s/tests/plans/%s", TEST_DATA, name);
    list = opendir(folder);
    assert_non_null(list);
    while ((entry = readdir(list))) {
        if (!strstr(entry->d_name, ".yaml"))
            continue;
        count++;
        if (!plan_is_as_expected(folder, entry->d_name, wanted))
            wrong++;
    }
    closedir(list);
    assert_int_equal(wrong, 0);
    return count;
}

static void
test_bad_plans_say_what_is_expected(void **state)
{
    (void)state;
    assert_true(folder_check("bad", MAT_PLAN_WRONG) >= 35);
}

static void
test_good_plans_load(void **state)
{
    (void)state;
    assert_true(folder_check("good", MAT_PLAN_LOADED) >= 8);
}

/* Writes \p text to a file in the folder of the user's plans. */
static void
own_write(const char *file, const char *text, size_t size)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/matsession/plans/%s", config, file);
    assert_int_equal(mat_file_write(path, text, size, 0600), 0);
}

static void
own_remove(const char *file)
{
    char path[512];

    snprintf(path, sizeof(path), "%s/matsession/plans/%s", config, file);
    assert_int_equal(unlink(path), 0);
}

static void
test_a_name_is_a_built_in_plan(void **state)
{
    struct mat_plan_file file;

    (void)state;
    assert_int_equal(mat_plan_open("evening", &fake_tables, &file),
                     MAT_PLAN_LOADED);
    assert_string_equal(file.plan->name, "evening");
    assert_string_equal(file.plan->title, "Good");
    assert_string_equal(file.file, "evening.yaml");
    assert_false(file.own);
    assert_false(file.shadows);
    mat_plan_file_done(&file);
    assert_int_equal(mat_plan_open("back-long", &fake_tables, &file),
                     MAT_PLAN_LOADED);
    mat_plan_file_done(&file);
}

static void
test_an_own_plan_wins(void **state)
{
    struct mat_plan_file file;

    (void)state;
    own_write("evening.yaml", OWN_TEXT, strlen(OWN_TEXT));
    assert_int_equal(mat_plan_open("evening", &fake_tables, &file),
                     MAT_PLAN_LOADED);
    assert_string_equal(file.plan->name, "evening");
    assert_string_equal(file.plan->title, "Own");
    assert_true(file.own);
    assert_true(file.shadows);
    mat_plan_file_done(&file);
    own_remove("evening.yaml");
}

static void
test_a_wrong_own_plan_is_not_passed_over(void **state)
{
    struct mat_plan_file file;

    (void)state;
    own_write("evening.yaml", "plan: 1\n", 8);
    assert_int_equal(mat_plan_open("evening", &fake_tables, &file),
                     MAT_PLAN_WRONG);
    assert_true(file.own);
    assert_non_null(strstr(file.file, "/plans/evening.yaml"));
    mat_plan_file_done(&file);
    own_remove("evening.yaml");
}

static void
test_an_ending_or_a_slash_makes_a_file(void **state)
{
    static const char *const names[] = {"own.yaml", "own.yml"};
    struct mat_plan_file file;
    char path[512];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        own_write(names[i], OWN_TEXT, strlen(OWN_TEXT));
        snprintf(path, sizeof(path), "%s/matsession/plans/%s", config,
                 names[i]);
        assert_int_equal(mat_plan_open(path, &fake_tables, &file),
                         MAT_PLAN_LOADED);
        assert_string_equal(file.plan->name, "own");
        assert_string_equal(file.file, path);
        assert_false(file.own);
        mat_plan_file_done(&file);
        own_remove(names[i]);
    }
    assert_int_equal(mat_plan_open("evening.yaml", &fake_tables, &file),
                     MAT_PLAN_UNKNOWN);
    mat_plan_file_done(&file);
}

static void
test_odd_names_are_unknown(void **state)
{
    static const char *const names[] = {
        "",
        "nothing",
        "-evening",
        ".evening",
        "..",
        "even ing",
        "a\x1b[",
        "\xc3\xa4",
        "_x",
        "no/such",
        "../none",
        "evening.",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct mat_plan_file file;

        assert_int_equal(mat_plan_open(names[i], &fake_tables, &file),
                         MAT_PLAN_UNKNOWN);
        assert_null(file.plan);
        assert_int_equal(file.diags.count, 0);
        mat_plan_file_done(&file);
    }
}

static void
test_a_file_over_the_limit_is_wrong(void **state)
{
    struct mat_plan_file file;
    size_t size = MAT_YAML_BYTES_MAX + 1;
    char *text = malloc(size);

    (void)state;
    assert_non_null(text);
    memset(text, '#', size);
    own_write("large.yaml", text, size);
    assert_int_equal(mat_plan_open("large", &fake_tables, &file),
                     MAT_PLAN_WRONG);
    assert_string_equal(diags_text(&file, "large"),
                        "large:1:1: is larger than 1 MiB; this is no file of "
                        "ours\n");
    mat_plan_file_done(&file);
    own_remove("large.yaml");
    free(text);
}

static void
test_a_folder_cannot_be_read(void **state)
{
    struct mat_plan_file file;

    (void)state;
    assert_int_equal(mat_plan_open(TEST_DATA "/tests", &fake_tables, &file),
                     MAT_PLAN_UNREAD);
    assert_int_not_equal(file.error, 0);
    mat_plan_file_done(&file);
}

static void
test_the_list_has_every_plan_once(void **state)
{
    static const struct mat_plan_entry wanted[] = {{"back-long", false, false},
                                                   {"evening", true, true},
                                                   {"mine", true, false},
                                                   {"morning", false, false}};
    struct mat_plan_entry *entries;
    int count;

    (void)state;
    own_write("mine.yaml", OWN_TEXT, strlen(OWN_TEXT));
    own_write("evening.yaml", OWN_TEXT, strlen(OWN_TEXT));
    own_write("notes.txt", "x", 1);
    own_write("not a name.yaml", "x", 1);
    own_write("other.yml", "x", 1);
    count = mat_plan_list(&entries);
    assert_int_equal(count, 4);
    for (int i = 0; i < count; i++) {
        assert_string_equal(entries[i].name, wanted[i].name);
        assert_int_equal(entries[i].own, wanted[i].own);
        assert_int_equal(entries[i].shadows, wanted[i].shadows);
    }
    mat_plan_list_free(entries, count);
    own_remove("mine.yaml");
    own_remove("evening.yaml");
    own_remove("notes.txt");
    own_remove("not a name.yaml");
    own_remove("other.yml");
}

static void
test_a_near_name_is_found(void **state)
{
    char *near;

    (void)state;
    near = mat_plan_nearest("evning");
    assert_string_equal(near, "evening");
    free(near);
    assert_null(mat_plan_nearest("zzzzzz"));
    own_write("lunch.yaml", OWN_TEXT, strlen(OWN_TEXT));
    near = mat_plan_nearest("lunhc");
    assert_string_equal(near, "lunch");
    free(near);
    own_remove("lunch.yaml");
}

static void
test_a_built_in_text_is_given_as_written(void **state)
{
    (void)state;
    assert_string_equal(mat_plan_builtin("morning"), GOOD_TEXT);
    assert_null(mat_plan_builtin("nothing"));
}

static void
test_nothing_to_release_is_fine(void **state)
{
    struct mat_plan_file file = {0};

    (void)state;
    mat_plan_file_done(&file);
    mat_plan_file_done(NULL);
    mat_plan_list_free(NULL, 0);
}

static int
config_make(void **state)
{
    char *path;

    (void)state;
    if (!temp_folder_make(config) || setenv("XDG_CONFIG_HOME", config, 1) != 0)
        return -1;
    path = mat_path(MAT_BASE_CONFIG, "plans/x");
    if (!path || mat_file_write(path, "", 0, 0600) != 0 || unlink(path) != 0)
        return -1;
    free(path);
    return 0;
}

static int
config_remove(void **state)
{
    static const char *const folders[] = {"/matsession/plans", "/matsession",
                                          ""};
    char path[512];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s%s", config, folders[i]);
        if (rmdir(path) != 0)
            return -1;
    }
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_plans_say_what_is_expected),
        cmocka_unit_test(test_good_plans_load),
        cmocka_unit_test(test_a_name_is_a_built_in_plan),
        cmocka_unit_test(test_an_own_plan_wins),
        cmocka_unit_test(test_a_wrong_own_plan_is_not_passed_over),
        cmocka_unit_test(test_an_ending_or_a_slash_makes_a_file),
        cmocka_unit_test(test_odd_names_are_unknown),
        cmocka_unit_test(test_a_file_over_the_limit_is_wrong),
        cmocka_unit_test(test_a_folder_cannot_be_read),
        cmocka_unit_test(test_the_list_has_every_plan_once),
        cmocka_unit_test(test_a_near_name_is_found),
        cmocka_unit_test(test_a_built_in_text_is_given_as_written),
        cmocka_unit_test(test_nothing_to_release_is_fine),
    };

    return cmocka_run_group_tests(tests, config_make, config_remove);
}
