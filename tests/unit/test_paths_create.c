/*
 * New files: whole or not at all, and never over what is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/folder_world.h"
#include "store/paths.h"

static void
a_new_file_stands_alone(void **state)
{
    struct stat info;

    (void)state;
    assert_int_equal(mat_file_create(in_folder("new/deep/f"), "text", 4, 0600),
                     0);
    assert_holds(in_folder("new/deep/f"), "text");
    assert_int_equal(entries_in(in_folder("new/deep")), 1);
    assert_int_equal(stat(in_folder("new/deep/f"), &info), 0);
    assert_int_equal(mode_of(in_folder("new/deep/f")), 0600);
    assert_int_equal(info.st_nlink, 1);
}

static void
what_is_there_stays(void **state)
{
    (void)state;
    write_text(in_folder("old/f"), "old");
    assert_int_equal(mat_file_create(in_folder("old/f"), "new", 3, 0600),
                     EEXIST);
    assert_holds(in_folder("old/f"), "old");
    assert_int_equal(symlink("nowhere", in_folder("old/link")), 0);
    assert_int_equal(mat_file_create(in_folder("old/link"), "new", 3, 0600),
                     EEXIST);
    assert_int_not_equal(access(in_folder("old/nowhere"), F_OK), 0);
    assert_int_equal(mkdir(in_folder("old/folder"), 0700), 0);
    assert_int_equal(mat_file_create(in_folder("old/folder"), "new", 3, 0600),
                     EEXIST);
    assert_int_equal(mkfifo(in_folder("old/pipe"), 0600), 0);
    assert_int_equal(mat_file_create(in_folder("old/pipe"), "new", 3, 0600),
                     EEXIST);
    assert_int_equal(entries_in(in_folder("old")), 4);
}

static void
a_full_disk_leaves_nothing(void **state)
{
    /* A limit on the size of files stands in for a full disk. */
    const struct rlimit limit = {.rlim_cur = 16, .rlim_max = RLIM_INFINITY};
    struct rlimit before;
    int error;

    (void)state;
    assert_int_equal(mkdir(in_folder("limit"), 0700), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    error = mat_file_create(in_folder("limit/f"),
                            "more than sixteen bytes of text", 31, 0600);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(error, EFBIG);
    assert_int_equal(entries_in(in_folder("limit")), 0);
}

static void
a_shut_folder_is_said(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is shut to root */
    assert_int_equal(mkdir(in_folder("shut"), 0500), 0);
    assert_int_equal(mat_file_create(in_folder("shut/f"), "new", 3, 0600),
                     EACCES);
    assert_int_equal(entries_in(in_folder("shut")), 0);
}

static void
a_file_is_no_folder(void **state)
{
    (void)state;
    write_text(in_folder("plain"), "old");
    assert_int_equal(mat_file_create(in_folder("plain/f"), "x", 1, 0600),
                     ENOTDIR);
    assert_holds(in_folder("plain"), "old");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_stands_alone),
        cmocka_unit_test(what_is_there_stays),
        cmocka_unit_test(a_full_disk_leaves_nothing),
        cmocka_unit_test(a_shut_folder_is_said),
        cmocka_unit_test(a_file_is_no_folder),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
