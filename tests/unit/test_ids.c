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

#include "../support/temp_folder.h"
#include "store/ids.h"
#include "store/paths.h"

static char folder[TEMP_FOLDER_BYTES];

static const char *
device_path(void)
{
    static char path[512];

    snprintf(path, sizeof(path), "%s/matsession/device", folder);
    return path;
}

static int
make_folder(void **state)
{
    (void)state;
    return !temp_folder_make(folder) ||
           setenv("XDG_STATE_HOME", folder, 1) != 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

static void
an_id_is_a_random_uuid(void **state)
{
    char a[MAT_ID_TEXT];
    char b[MAT_ID_TEXT];

    (void)state;
    for (int i = 0; i < 100; i++) {
        assert_int_equal(mat_id_new(a), 0);
        assert_int_equal(mat_id_new(b), 0);
        assert_true(mat_id_is(a));
        assert_string_not_equal(a, b);
        assert_int_equal(a[14], '4');
        assert_non_null(strchr("89ab", a[19]));
    }
}

static void
what_is_no_uuid_is_told(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"01234567-89ab-4def-8123-456789abcdef", true},
        {"01234567-89AB-4DEF-8123-456789ABCDEF", true},
        {"01234567-89ab-4def-8123-456789abcde", false},
        {"01234567-89ab-4def-8123-456789abcdef0", false},
        {"01234567-89ab-4def-8123-456789abcdeg", false},
        {"0123456789ab-4def-8123-456789abcdef--", false},
        {"01234567/89ab/4def/8123/456789abcdef", false},
        {"../34567-89ab-4def-8123-456789abcdef", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (mat_id_is(cases[i].text) != cases[i].is)
            fail_msg("%s", cases[i].text);
}

static void
a_device_keeps_its_name(void **state)
{
    char first[MAT_DEVICE_TEXT];
    char second[MAT_DEVICE_TEXT];
    struct stat file;

    (void)state;
    assert_int_equal(mat_device(first), 0);
    assert_true(mat_device_is(first));
    assert_int_equal(mat_device(second), 0);
    assert_string_equal(first, second);
    assert_int_equal(stat(device_path(), &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
}

static void
a_file_that_holds_no_name_is_replaced(void **state)
{
    static const char *const wrong[] = {
        "",
        "\n",
        "0123456789abcde\n",
        "0123456789abcdef0\n",
        "0123456789ABCDEF\n",
        "../../../../etc/\n",
        "a text that is much longer than the name of any device could ever be",
    };
    char device[MAT_DEVICE_TEXT];
    char again[MAT_DEVICE_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(
            mat_file_write(device_path(), wrong[i], strlen(wrong[i]), 0600), 0);
        assert_int_equal(mat_device(device), 0);
        assert_true(mat_device_is(device));
        assert_int_equal(mat_device(again), 0);
        assert_string_equal(device, again);
    }
    assert_int_equal(
        mat_file_write(device_path(), "0123456789abcdef", 16, 0600), 0);
    assert_int_equal(mat_device(device), 0);
    assert_string_equal(device, "0123456789abcdef");
}

static void
a_device_has_a_name_even_where_none_can_be_kept(void **state)
{
    char a[MAT_DEVICE_TEXT];
    char b[MAT_DEVICE_TEXT];

    (void)state;
    assert_int_equal(unlink(device_path()), 0);
    assert_int_equal(mkdir(device_path(), 0700), 0);
    assert_int_equal(mat_device(a), EISDIR);
    assert_int_equal(mat_device(b), EISDIR);
    assert_true(mat_device_is(a));
    assert_string_not_equal(a, b);
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    assert_int_equal(mat_device(a), ENOTDIR);
    assert_true(mat_device_is(a));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_a_random_uuid),
        cmocka_unit_test(what_is_no_uuid_is_told),
        cmocka_unit_test(a_device_keeps_its_name),
        cmocka_unit_test(a_file_that_holds_no_name_is_replaced),
        cmocka_unit_test(a_device_has_a_name_even_where_none_can_be_kept),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
