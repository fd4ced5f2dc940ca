#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "store/tables.h"
#include "tables_fixture.h"

#define BIT(n) ((uint32_t)1 << (n))

/* What mat_tables_load() adds to; the program's own come from the build. */
static const struct mat_row builtin_rows[] = {
    {.id = "open-wound", .question = "A wound?", .follows = "", .implies = ""},
};
static const char *const builtin_groups[] = {"skin", "general"};
static const struct mat_point builtin_points[] = {{.id = "LI4"}};
const struct mat_tables mat_tables_builtin = {
    .rows = builtin_rows,
    .n_rows = COUNT(builtin_rows),
    .points = builtin_points,
    .n_points = COUNT(builtin_points),
    .groups = builtin_groups,
    .group_titles = builtin_groups,
    .n_groups = COUNT(builtin_groups),
};

/* A folder of own rows, where mat_tables_load() looks. */
struct home {
    char path[TEMP_FOLDER_BYTES];
    char folder[TEMP_FOLDER_BYTES + 32];
};

static void
home_make(struct home *home)
{
    char path[TEMP_FOLDER_BYTES + 32];

    assert_true(temp_folder_make(home->path));
    snprintf(path, sizeof(path), "%s/matsession", home->path);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(home->folder, sizeof(home->folder), "%s/matsession/tables",
             home->path);
    assert_int_equal(setenv("XDG_CONFIG_HOME", home->path, 1), 0);
}

static void
home_put(const struct home *home, const char *name, const char *text)
{
    char path[512];
    FILE *file;

    mkdir(home->folder, 0700);
    snprintf(path, sizeof(path), "%s/%s", home->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void
home_remove(const struct home *home)
{
    assert_true(temp_folder_remove(home->path));
}

#define OWN(id, rest)                                                          \
    "rows:\n  - {id: " id ", title: T, severity: avoid, areas: [all], why: W," \
    "\n     say: S" rest "}\n"

static void
without_own_rows_nothing_is_loaded(void **state)
{
    struct home home;
    struct mat_diags diags = {0};
    const struct mat_tables *tables;
    char *file;

    (void)state;
    home_make(&home);
    tables = mat_tables_load(&file, &diags);
    assert_ptr_equal(tables, &mat_tables_builtin);
    mat_tables_done(tables);
    home_put(&home, "notes.txt", "not a table");
    home_put(&home, ".hidden.yaml", "not: [one");
    tables = mat_tables_load(&file, &diags);
    assert_ptr_equal(tables, &mat_tables_builtin);
    assert_null(file);
    mat_tables_done(tables);
    mat_tables_done(NULL);
    home_remove(&home);
}

static void
own_rows_come_behind_ours(void **state)
{
    struct home home;
    struct mat_diags diags = {0};
    const struct mat_tables *tables;
    char *file;

    (void)state;
    home_make(&home);
    home_put(&home, "b.yaml",
             OWN("second", ", group: mine, follows: open-wound, grade: C,\n"
                           "     implies: open-wound,\n"
                           "     sources: [my own doctor], confidence: hi"));
    home_put(&home, "a.yaml",
             "groups: [{id: mine, title: Für mich}]\n" OWN("first", ""));
    tables = mat_tables_load(&file, &diags);
    if (!tables)
        fail_msg("%s: %s", file, said(&diags));
    assert_null(file);
    assert_int_equal(tables->n_rows, 3);
    assert_string_equal(tables->rows[0].id, "open-wound");
    assert_false(tables->rows[0].own);
    assert_string_equal(tables->rows[1].id, "first");
    assert_true(tables->rows[1].own);
    assert_string_equal(tables->rows[1].group, "general");
    assert_string_equal(tables->rows[1].basis.sources, "own");
    assert_string_equal(tables->rows[1].basis.grade, "P");
    assert_string_equal(tables->rows[1].confidence, "med");
    assert_int_equal(tables->rows[1].targets.points, 1);
    assert_string_equal(tables->rows[2].id, "second");
    assert_string_equal(tables->rows[2].group, "mine");
    assert_string_equal(tables->rows[2].follows, "open-wound");
    assert_string_equal(tables->rows[2].implies, "open-wound");
    assert_string_equal(tables->rows[2].basis.sources, "my own doctor");
    assert_string_equal(tables->rows[2].basis.grade, "C");
    assert_string_equal(tables->rows[2].confidence, "hi");
    assert_int_equal(tables->n_groups, 3);
    assert_string_equal(tables->group_titles[2], "Für mich");
    assert_int_equal(mat_tables_builtin.n_rows, 1);
    mat_tables_done(tables);
    home_remove(&home);
}

static void
an_own_row_never_replaces_ours(void **state)
{
    static const struct {
        const char *claim;
        const char *text;
        const char *expected;
    } cases[] = {
        {"the id of a built-in row", OWN("open-wound", ""),
         "2:10 rows[0].id: \"open-wound\" is a built-in row; choose another "
         "id"},
        {"the id of another own row", OWN("first", ""),
         "2:10 rows[0].id: \"first\" is there twice"},
        {"no YAML", "rows: [\n", NULL},
    };
    struct home home;

    (void)state;
    home_make(&home);
    home_put(&home, "a.yaml", OWN("first", ""));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mat_diags diags = {0};
        char *file = NULL;

        home_put(&home, "b.yaml", cases[i].text);
        errno = EIO;
        assert_null(mat_tables_load(&file, &diags));
        assert_int_equal(errno, 0);
        assert_non_null(file);
        assert_string_equal(strrchr(file, '/'), "/b.yaml");
        assert_int_equal(diags.errors, 1);
        if (cases[i].expected)
            assert_string_equal(said(&diags), cases[i].expected);
        free(file);
    }
    home_remove(&home);
}

/* Loads what cannot be read; it is no mistake in a table. */
static void
expect_unread(const char *expected_file, int expected_error)
{
    struct mat_diags diags = {0};
    char *file = NULL;

    errno = 0;
    assert_null(mat_tables_load(&file, &diags));
    assert_int_equal(errno, expected_error);
    assert_string_equal(file, expected_file);
    assert_int_equal(diags.errors, 0);
    free(file);
}

static void
a_file_that_cannot_be_read_is_told(void **state)
{
    struct home home;
    char path[512];

    (void)state;
    home_make(&home);
    home_put(&home, "a.yaml", OWN("first", ""));
    snprintf(path, sizeof(path), "%s/b.yaml", home.folder);
    assert_int_equal(mkdir(path, 0700), 0);
    expect_unread(path, EISDIR);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    expect_unread(path, EINVAL);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    expect_unread(path, ENOENT);
    home_remove(&home);
}

static void
a_folder_that_cannot_be_read_is_told(void **state)
{
    struct home home;
    FILE *file;

    (void)state;
    home_make(&home);
    file = fopen(home.folder, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    expect_unread(home.folder, ENOTDIR);
    home_remove(&home);
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_own_rows_nothing_is_loaded),
        cmocka_unit_test(own_rows_come_behind_ours),
        cmocka_unit_test(an_own_row_never_replaces_ours),
        cmocka_unit_test(a_file_that_cannot_be_read_is_told),
        cmocka_unit_test(a_folder_that_cannot_be_read_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
