#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/folder_world.h"
#include "store/lock.h"
#include "store/paths.h"

#define ROUNDS 300
#define RACERS 3

static int
make_home(void **state)
{
    if (make_folder(state) != 0)
        return 1;
    setenv("XDG_RUNTIME_DIR", in_folder("run"), 1);
    setenv("XDG_STATE_HOME", in_folder("home/state"), 1);
    return mkdir(in_folder("run"), 0700) || mkdir(in_folder("home"), 0700);
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

static int life[2]; /* ends with this process */

/* A child that holds the lock until it is killed, or nobody is left to. */
static pid_t
hold_in_child(const char *text)
{
    int ready[2];
    char byte;
    pid_t child;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(life), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct mat_lock lock = {0};
        char holder[MAT_HOLDER_TEXT];

        close(life[1]);
        if (mat_lock_take(&lock, text, holder) == 0 &&
            write(ready[1], "y", 1) == 1)
            (void)!read(life[0], &byte, 1);
        _exit(1);
    }
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

static void
kill_child(pid_t child)
{
    int status;

    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    close(life[0]);
    close(life[1]);
}

static void
nothing_is_left_of_a_lock(void **state)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mat_lock_take(&lock, "me", holder), 0);
    assert_int_equal(mode_of(in_folder("run/matsession")), 0700);
    assert_int_equal(mode_of(in_folder("run/matsession/lock")), 0600);
    assert_int_equal(mode_of(in_folder("home/state/matsession")), 0700);
    assert_int_equal(mode_of(in_folder("home/state/matsession/lock")), 0600);
    assert_true(lock.journal && lock.socket);
    mat_lock_release(&lock);
    assert_false(lock.journal || lock.socket);
    assert_false(is_there(in_folder("run/matsession")));
    assert_true(is_there(in_folder("run")));
    assert_false(is_there(in_folder("home/state")));
    mat_lock_release(&lock);
}

static void
a_folder_that_was_there_stays(void **state)
{
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mkdir(in_folder("run/matsession"), 0700), 0);
    assert_int_equal(try_lock(holder), 0);
    assert_true(is_there(in_folder("run/matsession")));
    assert_false(is_there(in_folder("run/matsession/lock")));
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);
}

static void
another_process_is_told_who_has_it(void **state)
{
    static const struct {
        const char *says;
        const char *told;
    } cases[] = {
        {"evening, since 21:30", "evening, since 21:30"},
        {"", ""},
        {"one\ntwo", "one"},
        {"red \033[31m", "red "},
        {"caf\xc3\xa9 \xc2\x9b", "caf\xc3\xa9 "},
        {"bad \xff byte", "bad "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        pid_t child = hold_in_child(cases[i].says);
        char holder[MAT_HOLDER_TEXT] = "not set";

        assert_int_equal(try_lock(holder), EWOULDBLOCK);
        assert_string_equal(holder, cases[i].told);
        assert_true(is_there(in_folder("run/matsession/lock")));
        kill_child(child);
    }
}

/* As for users whose home is "/nonexistent". Whoever may make it, removes it.
 */
static void
a_missing_folder_in_the_root_is_no_riddle(void **state)
{
    char root[64];
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    snprintf(root, sizeof(root), "/matsession-test-%ld", (long)getpid());
    setenv("XDG_RUNTIME_DIR", root, 1);
    alarm(10);
    (void)try_lock(holder);
    alarm(0);
    setenv("XDG_RUNTIME_DIR", in_folder("run"), 1);
    assert_false(is_there(root));
}

/* Somebody has swept the folder away, and another holder came. */
static void
a_lock_of_somebody_else_stays(void **state)
{
    struct mat_lock lost = {0};
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mat_lock_take(&lost, "lost", holder), 0);
    assert_int_equal(unlink(in_folder("run/matsession/lock")), 0);
    assert_int_equal(unlink(in_folder("home/state/matsession/lock")), 0);
    assert_int_equal(mat_lock_take(&lock, "here", holder), 0);
    mat_lock_release(&lost);
    assert_int_equal(try_lock(holder), EWOULDBLOCK);
    assert_string_equal(holder, "here");
    mat_lock_release(&lock);
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);
    remove_state();
}

static void
a_long_text_is_cut(void **state)
{
    char says[2 * MAT_HOLDER_TEXT];
    char holder[MAT_HOLDER_TEXT];
    pid_t child;

    (void)state;
    memset(says, 'x', sizeof(says) - 1);
    says[sizeof(says) - 1] = '\0';
    child = hold_in_child(says);
    assert_int_equal(try_lock(holder), EWOULDBLOCK);
    assert_int_equal(strlen(holder), MAT_HOLDER_TEXT - 1);
    kill_child(child);
}

static void
a_killed_holder_has_it_no_more(void **state)
{
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    kill_child(hold_in_child("a much longer text than the next one"));
    assert_true(is_there(in_folder("run/matsession/lock")));
    assert_int_equal(try_lock(holder), 0);
    assert_false(is_there(in_folder("run/matsession/lock")));
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);
    remove_state();
}

static void
without_a_runtime_folder_the_state_folder_serves(void **state)
{
    static const char *const none[] = {"", "run", NULL};
    char run[512];

    (void)state;
    snprintf(run, sizeof(run), "%s", getenv("XDG_RUNTIME_DIR"));
    for (size_t i = 0; i < 3; i++) {
        struct mat_lock lock = {0};
        char holder[MAT_HOLDER_TEXT];

        unsetenv("XDG_RUNTIME_DIR");
        if (none[i])
            setenv("XDG_RUNTIME_DIR", none[i], 1);
        assert_int_equal(mat_lock_take(&lock, "me", holder), 0);
        assert_true(is_there(in_folder("home/state/matsession/lock")));
        mat_lock_release(&lock);
        assert_false(is_there(in_folder("home/state")));
    }
    setenv("XDG_RUNTIME_DIR", run, 1);
}

static void
a_lax_state_folder_is_narrowed(void **state)
{
    char holder[MAT_HOLDER_TEXT];
    char run[512];

    (void)state;
    snprintf(run, sizeof(run), "%s", getenv("XDG_RUNTIME_DIR"));
    unsetenv("XDG_RUNTIME_DIR");
    assert_int_equal(mkdir(in_folder("home/state"), 0755), 0);
    assert_int_equal(mkdir(in_folder("home/state/matsession"), 0755), 0);
    assert_int_equal(try_lock(holder), 0);
    assert_int_equal(mode_of(in_folder("home/state/matsession")), 0700);
    assert_int_equal(mode_of(in_folder("home/state")), 0755);
    setenv("XDG_RUNTIME_DIR", run, 1);
    remove_state();
}

static void
a_runtime_folder_that_others_can_use_is_refused(void **state)
{
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mkdir(in_folder("run/matsession"), 0700), 0);
    assert_int_equal(chmod(in_folder("run/matsession"), 0710), 0);
    assert_int_equal(try_lock(holder), EPERM);
    assert_int_equal(mode_of(in_folder("run/matsession")), 0710);
    assert_int_equal(chmod(in_folder("run/matsession"), 0700), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(in_folder("run/matsession"), 1, 1), 0);
        assert_int_equal(try_lock(holder), EPERM);
    }
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);
}

static void
what_is_no_folder_of_ours_is_refused(void **state)
{
    char holder[MAT_HOLDER_TEXT];

    (void)state;
    assert_int_equal(mkdir(in_folder("elsewhere"), 0700), 0);
    assert_int_equal(symlink("../elsewhere", in_folder("run/matsession")), 0);
    assert_int_equal(try_lock(holder), ENOTDIR);
    assert_false(is_there(in_folder("elsewhere/lock")));
    assert_int_equal(unlink(in_folder("run/matsession")), 0);
    assert_int_equal(mat_file_write(in_folder("run/matsession"), "x", 1, 0600),
                     0);
    assert_int_equal(try_lock(holder), ENOTDIR);
    assert_int_equal(unlink(in_folder("run/matsession")), 0);
}

static void
refuses_what_is_no_file(const char *lock)
{
    char holder[MAT_HOLDER_TEXT];

    assert_int_equal(mat_folders_make(in_folder(lock)), 0);
    assert_int_equal(mkfifo(in_folder(lock), 0600), 0);
    assert_int_equal(try_lock(holder), EINVAL);
    assert_int_equal(unlink(in_folder(lock)), 0);
    assert_int_equal(mkdir(in_folder(lock), 0700), 0);
    assert_int_equal(try_lock(holder), EISDIR);
    assert_int_equal(rmdir(in_folder(lock)), 0);
    assert_int_equal(symlink(in_folder("stolen"), in_folder(lock)), 0);
    assert_int_equal(try_lock(holder), ELOOP);
    assert_false(is_there(in_folder("stolen")));
    assert_int_equal(unlink(in_folder(lock)), 0);
}

static void
what_is_no_lock_file_is_refused_at_once(void **state)
{
    (void)state;
    refuses_what_is_no_file("run/matsession/lock");
    assert_int_equal(rmdir(in_folder("run/matsession")), 0);
    refuses_what_is_no_file("home/state/matsession/lock");
    remove_state();
}

struct race {
    atomic_int inside;
    atomic_int taken;
};

static int
run_race(struct race *race)
{
    int wins = 0;

    while (wins < ROUNDS) {
        struct mat_lock lock = {0};
        char holder[MAT_HOLDER_TEXT];
        int error = mat_lock_take(&lock, "racer", holder);

        if (error == EWOULDBLOCK) {
            sched_yield();
            continue;
        }
        if (error != 0)
            return 2;
        if (atomic_fetch_add(&race->inside, 1) != 0)
            return 3;
        sched_yield();
        atomic_fetch_add(&race->taken, 1);
        atomic_fetch_sub(&race->inside, 1);
        mat_lock_release(&lock);
        wins++;
    }
    return 0;
}

static void
of_several_that_race_one_has_it(void **state)
{
    struct race *race = mmap(NULL, sizeof(*race), PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t children[RACERS];

    (void)state;
    assert_ptr_not_equal(race, MAP_FAILED);
    for (int i = 0; i < RACERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0)
            _exit(run_race(race));
    }
    for (int i = 0; i < RACERS; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(atomic_load(&race->taken), RACERS * ROUNDS);
    assert_false(is_there(in_folder("run/matsession/lock")));
    munmap(race, sizeof(*race));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_of_a_lock),
        cmocka_unit_test(a_folder_that_was_there_stays),
        cmocka_unit_test(another_process_is_told_who_has_it),
        cmocka_unit_test(a_missing_folder_in_the_root_is_no_riddle),
        cmocka_unit_test(a_lock_of_somebody_else_stays),
        cmocka_unit_test(a_long_text_is_cut),
        cmocka_unit_test(a_killed_holder_has_it_no_more),
        cmocka_unit_test(without_a_runtime_folder_the_state_folder_serves),
        cmocka_unit_test(a_lax_state_folder_is_narrowed),
        cmocka_unit_test(a_runtime_folder_that_others_can_use_is_refused),
        cmocka_unit_test(what_is_no_folder_of_ours_is_refused),
        cmocka_unit_test(what_is_no_lock_file_is_refused_at_once),
        cmocka_unit_test(of_several_that_race_one_has_it),
    };

    return cmocka_run_group_tests(tests, make_home, remove_folder);
}
