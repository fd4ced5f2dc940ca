#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/folder_world.h"
#include "store/append.h"
#include "store/paths.h"

static void
a_new_file_is_private_and_so_are_its_folders(void **state)
{
    bool torn = true;
    int file;

    (void)state;
    assert_int_equal(mat_append_open(in_folder("a/b/new"), 0600, &file, &torn),
                     0);
    assert_false(torn);
    assert_int_equal(mat_append_line(file, "one", &torn, true), 0);
    assert_int_equal(mat_append_line(file, "", &torn, false), 0);
    close(file);
    assert_holds(in_folder("a/b/new"), "one\n\n");
    assert_int_equal(mode_of(in_folder("a")), 0700);
    assert_int_equal(mode_of(in_folder("a/b")), 0700);
    assert_int_equal(mode_of(in_folder("a/b/new")), 0600);
}

static void
a_torn_line_is_ended_first(void **state)
{
    static const struct {
        const char *before;
        bool torn;
        const char *after;
    } cases[] = {
        {"", false, "x\n"},
        {"a\n", false, "a\nx\n"},
        {"a\nb", true, "a\nb\nx\n"},
        {"\n", false, "\nx\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        bool torn = !cases[i].torn;
        int file;

        write_text(in_folder("torn"), cases[i].before);
        assert_int_equal(mat_append_open(in_folder("torn"), 0600, &file, &torn),
                         0);
        assert_int_equal(torn, cases[i].torn);
        assert_int_equal(mat_append_line(file, "x", &torn, false), 0);
        assert_false(torn);
        close(file);
        assert_holds(in_folder("torn"), cases[i].after);
    }
}

static void
two_writers_do_not_overwrite_each_other(void **state)
{
    bool torn[2];
    int file[2];

    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            mat_append_open(in_folder("two"), 0600, &file[i], &torn[i]), 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(mat_append_line(file[i % 2], i % 2 ? "b" : "a",
                                         &torn[i % 2], false),
                         0);
    close(file[0]);
    close(file[1]);
    assert_holds(in_folder("two"), "a\nb\na\nb\n");
}

static void
what_is_no_file_is_refused_at_once(void **state)
{
    static const struct {
        const char *path;
        int error;
    } cases[] = {{"folder", EISDIR}, {"pipe", EINVAL}, {"plain/f", ENOTDIR}};
    bool torn;
    int file;

    (void)state;
    assert_int_equal(mkdir(in_folder("folder"), 0700), 0);
    assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
    write_text(in_folder("plain"), "old");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(
            mat_append_open(in_folder(cases[i].path), 0600, &file, &torn),
            cases[i].error);
    assert_int_equal(mat_append_open("/dev/null", 0600, &file, &torn), EINVAL);
    assert_holds(in_folder("plain"), "old");
}

static void
a_full_disk_is_told(void **state)
{
    int file = open("/dev/full", O_WRONLY);
    bool torn = false;

    (void)state;
    if (file < 0)
        skip();
    assert_int_equal(mat_append_line(file, "x", &torn, false), ENOSPC);
    assert_false(torn); /* nothing of it was written */
    close(file);
}

static void
what_a_full_disk_cuts_off_harms_no_later_line(void **state)
{
    /* A limit on the size of files stands in for a full disk. */
    const struct rlimit limit = {.rlim_cur = 8, .rlim_max = RLIM_INFINITY};
    struct rlimit before;
    bool torn;
    int file;
    int error;

    (void)state;
    assert_int_equal(mat_append_open(in_folder("full"), 0600, &file, &torn), 0);
    assert_int_equal(mat_append_line(file, "one", &torn, true), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    error = mat_append_line(file, "second", &torn, true);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(error, EFBIG);
    assert_true(torn);
    assert_int_equal(mat_append_line(file, "third", &torn, true), 0);
    assert_false(torn);
    close(file);
    assert_holds(in_folder("full"), "one\nseco\nthird\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_is_private_and_so_are_its_folders),
        cmocka_unit_test(a_torn_line_is_ended_first),
        cmocka_unit_test(two_writers_do_not_overwrite_each_other),
        cmocka_unit_test(what_is_no_file_is_refused_at_once),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(what_a_full_disk_cuts_off_harms_no_later_line),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
