#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/folder_world.h"
#include "store/lock.h"
#include "store/paths.h"

/* A lock keeps others out of the same process, too. */

static int
make_home(void **state)
{
    if (make_folder(state) != 0)
        return 1;
    setenv("XDG_RUNTIME_DIR", in_folder("run"), 1);
    setenv("XDG_STATE_HOME", in_folder("home/state"), 1);
    return mkdir(in_folder("run"), 0700) || mkdir(in_folder("home"), 0700);
}

static void
set_runtime(const char *name)
{
    if (name)
        setenv("XDG_RUNTIME_DIR", in_folder(name), 1);
    else
        unsetenv("XDG_RUNTIME_DIR");
}

/* That it can be removed shows that nothing was left in it. */
static void
remove_state(void)
{
    assert_int_equal(rmdir(in_folder("home/state/matsession")), 0);
    assert_int_equal(rmdir(in_folder("home/state")), 0);
}

static bool
is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

static int
try_lock(char holder[MAT_HOLDER_TEXT])
{
    struct mat_lock lock = {0};
    int error = mat_lock_take(&lock, "the test", holder);

    mat_lock_release(&lock);
    return error;
}

/* A cron job or "su -" knows no runtime folder, and an odd one has its own. */
static void
another_environment_is_told_as_well(void **state)
{
    static const struct {
        const char *run_of_holder; /* NULL: none */
        const char *run_of_other;
        const char *state_of_other;
    } cases[] = {
        {NULL, "run", "home/state"},
        {"run", NULL, "home/state"},
        {"run", "elsewhere", "home/state"},
        {"run", "run", "home/other"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_lock held = {0};
        struct mat_lock lock = {0};
        char holder[MAT_HOLDER_TEXT];

        set_runtime(cases[i].run_of_holder);
        assert_int_equal(mat_lock_take(&held, "evening", holder), 0);
        set_runtime(cases[i].run_of_other);
        setenv("XDG_STATE_HOME", in_folder(cases[i].state_of_other), 1);
        assert_true(mat_lock_is_held(holder));
        assert_string_equal(holder, "evening");
        holder[0] = '\0';
        assert_int_equal(mat_lock_take(&lock, "the test", holder), EWOULDBLOCK);
        assert_false(lock.journal || lock.socket);
        assert_string_equal(holder, "evening");
        assert_false(is_there(in_folder("elsewhere")));
        assert_false(is_there(in_folder("home/other")));
        mat_lock_release(&held);
        assert_false(mat_lock_is_held(holder));
        assert_int_equal(try_lock(holder), 0);
        setenv("XDG_STATE_HOME", in_folder("home/state"), 1);
        set_runtime("run");
    }
}

static void
one_folder_for_both_is_fine(void **state)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    setenv("XDG_STATE_HOME", in_folder("run"), 1);
    assert_int_equal(mat_lock_take(&lock, "me", holder), 0);
    assert_true(lock.journal && lock.socket);
    mat_lock_release(&lock);
    assert_false(is_there(in_folder("run/matsession")));
    setenv("XDG_STATE_HOME", in_folder("home/state"), 1);
}

/* What can be had is kept: it still tells others, and guards what is its own.
 */
static void
one_part_is_better_than_none(void **state)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mkdir(in_folder("run/matsession"), 0700), 0);
    assert_int_equal(chmod(in_folder("run/matsession"), 0755), 0);
    assert_int_equal(mat_lock_take(&lock, "me", holder), EPERM);
    assert_true(lock.journal && !lock.socket);
    assert_true(mat_lock_is_held(holder));
    mat_lock_release(&lock);
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);

    assert_int_equal(mat_file_write(in_folder("home/state"), "x", 1, 0600), 0);
    assert_int_equal(mat_lock_take(&lock, "me", holder), ENOTDIR);
    assert_true(!lock.journal && lock.socket);
    assert_true(mat_lock_is_held(holder));
    mat_lock_release(&lock);
    assert_int_equal(unlink(in_folder("home/state")), 0);
    assert_false(is_there(in_folder("run/matsession")));
}

static void
asking_makes_nothing_and_believes_no_oddity(void **state)
{
    const char *lock = "home/state/matsession/lock";
    char holder[MAT_HOLDER_TEXT];
    int file;

    (void)state;
    assert_false(mat_lock_is_held(holder));
    assert_false(is_there(in_folder("run/matsession")));
    assert_false(is_there(in_folder("home/state")));
    assert_int_equal(mat_folders_make(in_folder(lock)), 0);
    alarm(10);
    assert_int_equal(mkfifo(in_folder(lock), 0600), 0);
    assert_false(mat_lock_is_held(holder));
    assert_int_equal(unlink(in_folder(lock)), 0);
    assert_int_equal(mkdir(in_folder(lock), 0700), 0);
    file = open(in_folder(lock), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(flock(file, LOCK_EX | LOCK_NB), 0);
    assert_false(mat_lock_is_held(holder));
    close(file);
    assert_int_equal(rmdir(in_folder(lock)), 0);
    alarm(0);
    remove_state();
}

static void
the_state_folder_may_be_a_link_of_ours(void **state)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mkdir(in_folder("elsewhere"), 0700), 0);
    assert_int_equal(mkdir(in_folder("home/state"), 0700), 0);
    assert_int_equal(
        symlink("../../elsewhere", in_folder("home/state/matsession")), 0);
    assert_int_equal(mat_lock_take(&lock, "me", holder), 0);
    assert_true(is_there(in_folder("elsewhere/lock")));
    mat_lock_release(&lock);
    if (geteuid() == 0) {
        assert_int_equal(lchown(in_folder("home/state/matsession"), 1, 1), 0);
        assert_int_equal(try_lock(holder), ENOTDIR);
    }
    assert_int_equal(unlink(in_folder("home/state/matsession")), 0);
    assert_int_equal(rmdir(in_folder("home/state")), 0);
    assert_int_equal(rmdir(in_folder("elsewhere")), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_environment_is_told_as_well),
        cmocka_unit_test(one_folder_for_both_is_fine),
        cmocka_unit_test(one_part_is_better_than_none),
        cmocka_unit_test(asking_makes_nothing_and_believes_no_oddity),
        cmocka_unit_test(the_state_folder_may_be_a_link_of_ours),
    };

    return cmocka_run_group_tests(tests, make_home, remove_folder);
}
