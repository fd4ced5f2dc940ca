#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/folder_world.h"
#include "store/paths.h"

static void
a_path_follows_the_environment(void **state)
{
    static const struct {
        const char *claim;
        const char *xdg;
        const char *home;
        const char *leaf;
        const char *path;
    } cases[] = {
        {"XDG wins", "/x", "/h", "p", "/x/matsession/p"},
        {"unset falls to home", NULL, "/h", "p", "/h/.config/matsession/p"},
        {"empty is ignored", "", "/h", "p", "/h/.config/matsession/p"},
        {"relative is ignored", "x/y", "/h", "p", "/h/.config/matsession/p"},
        {"dot is ignored", "./x", "/h", "p", "/h/.config/matsession/p"},
        {"the folder itself", "/x", "/h", "", "/x/matsession"},
        {"XDG needs no home", "/x", NULL, "p", "/x/matsession/p"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *path;

        unsetenv("XDG_CONFIG_HOME");
        unsetenv("HOME");
        if (cases[i].xdg)
            setenv("XDG_CONFIG_HOME", cases[i].xdg, 1);
        if (cases[i].home)
            setenv("HOME", cases[i].home, 1);
        path = mat_path(MAT_BASE_CONFIG, cases[i].leaf);
        if (!path || strcmp(path, cases[i].path) != 0)
            fail_msg("%s: %s", cases[i].claim, path);
        free(path);
    }
}

static void
every_base_has_its_place(void **state)
{
    static const char *const places[MAT_BASE__COUNT] = {
        [MAT_BASE_CONFIG] = "/h/.config/matsession",
        [MAT_BASE_DATA] = "/h/.local/share/matsession",
        [MAT_BASE_STATE] = "/h/.local/state/matsession",
        [MAT_BASE_CACHE] = "/h/.cache/matsession",
        [MAT_BASE_RUNTIME] = NULL,
    };

    (void)state;
    setenv("HOME", "/h", 1);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_DATA_HOME");
    unsetenv("XDG_STATE_HOME");
    unsetenv("XDG_CACHE_HOME");
    unsetenv("XDG_RUNTIME_DIR");
    for (int base = 0; base < MAT_BASE__COUNT; base++) {
        char *path = mat_path((enum mat_base)base, "");

        if (places[base])
            assert_string_equal(path, places[base]);
        else
            assert_null(path);
        free(path);
    }
}

static void
there_is_a_runtime_folder_only_where_one_is_set(void **state)
{
    static const char *const none[] = {"", "relative", "./x"};
    char *path;

    (void)state;
    setenv("HOME", "/h", 1);
    for (size_t i = 0; i < 3; i++) {
        setenv("XDG_RUNTIME_DIR", none[i], 1);
        assert_null(mat_path(MAT_BASE_RUNTIME, "lock"));
    }
    setenv("XDG_RUNTIME_DIR", "/run/x", 1);
    path = mat_path(MAT_BASE_RUNTIME, "lock");
    assert_string_equal(path, "/run/x/matsession/lock");
    free(path);
}

static void
without_home_the_password_database_is_asked(void **state)
{
    const struct passwd *entry = getpwuid(getuid());
    static const char *const homes[] = {NULL, "", "relative"};

    (void)state;
    unsetenv("XDG_CONFIG_HOME");
    for (size_t i = 0; i < 3; i++) {
        char *path;

        unsetenv("HOME");
        if (homes[i])
            setenv("HOME", homes[i], 1);
        path = mat_path(MAT_BASE_CONFIG, "p");
        if (!entry || entry->pw_dir[0] != '/') {
            assert_null(path);
        } else {
            assert_non_null(path);
            assert_memory_equal(path, entry->pw_dir, strlen(entry->pw_dir));
        }
        free(path);
    }
}

static void
a_write_makes_private_folders(void **state)
{
    (void)state;
    write_text(in_folder("a/b/c"), "one");
    assert_holds(in_folder("a/b/c"), "one");
    assert_int_equal(mode_of(in_folder("a")), 0700);
    assert_int_equal(mode_of(in_folder("a/b")), 0700);
    assert_int_equal(mode_of(in_folder("a/b/c")), 0600);
}

static void
a_write_replaces_and_leaves_nothing_else(void **state)
{
    (void)state;
    write_text(in_folder("r/f"), "a long first text");
    write_text(in_folder("r/f"), "short");
    assert_holds(in_folder("r/f"), "short");
    write_text(in_folder("r/f"), "");
    assert_holds(in_folder("r/f"), "");
    assert_int_equal(entries_in(in_folder("r")), 1);
}

static void
a_mode_is_narrowed_and_never_widened(void **state)
{
    static const struct {
        mode_t old;
        mode_t asked;
        mode_t now;
    } cases[] = {
        {0644, 0600, 0600}, {0600, 0644, 0600}, {0666, 0644, 0644},
        {0777, 0600, 0600}, {0640, 0640, 0640},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *path = in_folder("mode");

        write_text(path, "old");
        assert_int_equal(chmod(path, cases[i].old), 0);
        assert_int_equal(mat_file_write(path, "new", 3, cases[i].asked), 0);
        assert_int_equal(mode_of(path), cases[i].now);
    }
}

static void
a_write_goes_through_links(void **state)
{
    struct stat link;

    (void)state;
    write_text(in_folder("dots/real"), "old");
    assert_int_equal(symlink("dots/real", in_folder("relative")), 0);
    assert_int_equal(symlink(in_folder("relative"), in_folder("absolute")), 0);
    write_text(in_folder("absolute"), "new");
    assert_holds(in_folder("dots/real"), "new");
    assert_int_equal(lstat(in_folder("absolute"), &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_int_equal(lstat(in_folder("relative"), &link), 0);
    assert_true(S_ISLNK(link.st_mode));
}

static void
a_dangling_link_gets_its_target(void **state)
{
    (void)state;
    assert_int_equal(symlink("later/real", in_folder("dangling")), 0);
    write_text(in_folder("dangling"), "new");
    assert_holds(in_folder("later/real"), "new");
}

static void
a_circle_of_links_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(symlink("circle2", in_folder("circle1")), 0);
    assert_int_equal(symlink("circle1", in_folder("circle2")), 0);
    assert_int_equal(mat_file_write(in_folder("circle1"), "x", 1, 0600), ELOOP);
}

static void
a_failed_write_keeps_the_old_file(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is shut to root */
    write_text(in_folder("shut/f"), "old");
    assert_int_equal(chmod(in_folder("shut"), 0500), 0);
    assert_int_equal(mat_file_write(in_folder("shut/f"), "new", 3, 0600),
                     EACCES);
    assert_int_equal(chmod(in_folder("shut"), 0700), 0);
    assert_holds(in_folder("shut/f"), "old");
    assert_int_equal(entries_in(in_folder("shut")), 1);
}

static void
a_full_disk_keeps_the_old_file(void **state)
{
    /* A limit on the size of files stands in for a full disk. */
    const struct rlimit limit = {.rlim_cur = 16, .rlim_max = RLIM_INFINITY};
    struct rlimit before;
    int error;

    (void)state;
    write_text(in_folder("limit/f"), "old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    error = mat_file_write(in_folder("limit/f"),
                           "more than sixteen bytes of text", 31, 0600);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(error, EFBIG);
    assert_holds(in_folder("limit/f"), "old");
    assert_int_equal(entries_in(in_folder("limit")), 1);
}

static void
what_is_no_file_is_not_written(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("folder"), 0700), 0);
    assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
    assert_int_equal(mat_file_write(in_folder("folder"), "x", 1, 0600), EISDIR);
    assert_int_equal(mat_file_write(in_folder("pipe"), "x", 1, 0600), EINVAL);
    write_text(in_folder("plain"), "old");
    assert_int_equal(mat_file_write(in_folder("plain/f"), "x", 1, 0600),
                     ENOTDIR);
    assert_holds(in_folder("plain"), "old");
}

static void
a_read_refuses_what_is_no_file_at_once(void **state)
{
    static const struct {
        const char *path;
        int error;
    } cases[] = {{"folder", EISDIR}, {"pipe", EINVAL}, {"nothing", ENOENT}};
    char *text;
    size_t size;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(
            mat_file_read(in_folder(cases[i].path), 100, &text, &size),
            cases[i].error);
    assert_int_equal(mat_file_read("/dev/null", 100, &text, &size), EINVAL);
}

static void
a_read_ends_at_its_limit(void **state)
{
    char *text;
    size_t size;

    (void)state;
    write_text(in_folder("ten"), "0123456789");
    assert_int_equal(mat_file_read(in_folder("ten"), 9, &text, &size), EFBIG);
    assert_int_equal(mat_file_read(in_folder("ten"), 10, &text, &size), 0);
    assert_int_equal(size, 10);
    free(text);
    /* Tells no size, as files there do, and is longer than what is allowed. */
    assert_int_equal(mat_file_read("/proc/self/status", 3, &text, &size),
                     EFBIG);
}

static void
a_read_keeps_nul_bytes(void **state)
{
    char *text;
    size_t size;

    (void)state;
    assert_int_equal(mat_file_write(in_folder("nul"), "a\0b", 3, 0600), 0);
    assert_int_equal(mat_file_read(in_folder("nul"), 10, &text, &size), 0);
    assert_int_equal(size, 3);
    assert_memory_equal(text, "a\0b", 4);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_follows_the_environment),
        cmocka_unit_test(every_base_has_its_place),
        cmocka_unit_test(there_is_a_runtime_folder_only_where_one_is_set),
        cmocka_unit_test(without_home_the_password_database_is_asked),
        cmocka_unit_test(a_write_makes_private_folders),
        cmocka_unit_test(a_write_replaces_and_leaves_nothing_else),
        cmocka_unit_test(a_mode_is_narrowed_and_never_widened),
        cmocka_unit_test(a_write_goes_through_links),
        cmocka_unit_test(a_dangling_link_gets_its_target),
        cmocka_unit_test(a_circle_of_links_is_an_error),
        cmocka_unit_test(a_failed_write_keeps_the_old_file),
        cmocka_unit_test(a_full_disk_keeps_the_old_file),
        cmocka_unit_test(what_is_no_file_is_not_written),
        cmocka_unit_test(a_read_refuses_what_is_no_file_at_once),
        cmocka_unit_test(a_read_ends_at_its_limit),
        cmocka_unit_test(a_read_keeps_nul_bytes),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
