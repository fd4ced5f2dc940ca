/* Which hooks may be run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "link/hooks_look.h"

static char folder[TEMP_FOLDER_BYTES];

static void
put_file(const char *name)
{
    char path[TEMP_FOLDER_BYTES + 32];
    int file;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = open(path, O_CREAT | O_WRONLY, 0700);
    assert_true(file >= 0);
    close(file);
}

static int
make_folder(void **state)
{
    (void)state;
    if (!temp_folder_make(folder))
        return 1;
    put_file("paused");
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

static const struct {
    const char *claim;
    const char *path; /* that `resumed` links to; @ stands for the folder */
    mode_t folder;    /* of the folder `place` */
    mode_t file;      /* of the file in it */
    enum mat_hook_state state;
} places[] = {
    {"ours", "@/place/file", 0700, 0700, MAT_HOOK_FINE},
    {"root's", "/usr/bin/env", 0700, 0700, MAT_HOOK_FINE},
    {"like /tmp", "@/place/file", 01777, 0700, MAT_HOOK_FINE},
    {"a group's folder", "@/place/file", 0770, 0700, MAT_HOOK_REFUSED},
    {"everybody's folder", "@/place/file", 0707, 0700, MAT_HOOK_REFUSED},
    {"a group's file", "@/place/file", 0700, 0720, MAT_HOOK_REFUSED},
    {"everybody's file", "@/place/file", 0700, 0702, MAT_HOOK_REFUSED},
    {"no program", "@/place/file", 0700, 0600, MAT_HOOK_REFUSED},
    {"a folder", "@/place", 0700, 0700, MAT_HOOK_REFUSED},
    {"nowhere", "@/nowhere", 0700, 0700, MAT_HOOK_REFUSED},
    {"itself", "@/linked/paused", 0700, 0700, MAT_HOOK_REFUSED},
    {"through what is no folder", "@/paused/file", 0700, 0700,
     MAT_HOOK_REFUSED},
};

static void
test_where_a_link_may_lead(void **state)
{
    char hooks[TEMP_FOLDER_BYTES + 32];
    char link[TEMP_FOLDER_BYTES + 64];
    char path[TEMP_FOLDER_BYTES + 64];
    struct mat_hook_look look;

    (void)state;
    snprintf(hooks, sizeof(hooks), "%s/linked", folder);
    snprintf(link, sizeof(link), "%s/paused", hooks);
    assert_int_equal(mkdir(hooks, 0700), 0);
    snprintf(path, sizeof(path), "%s/place", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    put_file("place/file");
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        const char *to = places[i].path;

        print_message("%s\n", places[i].claim);
        snprintf(path, sizeof(path), "%s/place", folder);
        assert_int_equal(chmod(path, places[i].folder), 0);
        snprintf(path, sizeof(path), "%s/place/file", folder);
        assert_int_equal(chmod(path, places[i].file), 0);
        snprintf(path, sizeof(path), "%s%s", to[0] == '@' ? folder : "",
                 to + (to[0] == '@'));
        assert_int_equal(symlink(path, link), 0);
        mat_hook_look(hooks, "paused", &look);
        assert_int_equal(look.state, places[i].state);
        mat_hook_look_done(&look);
        assert_int_equal(unlink(link), 0);
    }
    mat_hook_look(hooks, "paused", &look);
    assert_int_equal(look.state, MAT_HOOK_NONE);
    mat_hook_look_done(&look);
    mat_hook_look(path, "hooks", &look); /* which is a file */
    assert_int_equal(look.state, MAT_HOOK_REFUSED);
    mat_hook_look_done(&look);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_a_link_may_lead),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
