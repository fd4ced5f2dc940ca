#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/voice_world.h"
#include "speaker/voice.h"
#include "speaker/voice_run.h"

/* --- what hangs --- */

static const struct {
    const char *claim;
    const char *name;
    bool shows_life;
} hanging[] = {
    {"sleeps", SPEAKERS "sleeps", true},
    {"its child keeps its output open", SPEAKERS "keeps_open", true},
    {"complains without end", SPEAKERS "shouts", false},
};

static void
test_what_hangs_is_killed_with_all_it_started(void **state)
{
    const mat_ms late = 1000 + MAT_VOICE_TIME;

    (void)state;
    for (size_t i = 0; i < sizeof(hanging) / sizeof(hanging[0]); i++) {
        const struct mat_clip *clip;
        int n_files = count_files();
        struct life life;
        const char *const argv[] = {hanging[i].name, life.path, NULL};
        struct mat_voice *voice;

        print_message("%s\n", hanging[i].claim);
        life_begin(&life);
        voice = new_voice(argv);
        mat_voice_want(voice, "Hello.", false);
        assert_int_equal(mat_voice_go_on(voice, 1000), late);
        if (hanging[i].shows_life)
            life_await(&life);
        (void)mat_voice_go_on(voice, late - 1);
        assert_int_equal(mat_voice_find(voice, "Hello.", &clip),
                         MAT_VOICE_WAITS);
        assert_int_equal(hear_at(voice, "Hello.", late, &clip),
                         MAT_VOICE_NEVER);
        assert_childless();
        life_end(&life, hanging[i].shows_life);
        mat_voice_free(voice);
        assert_int_equal(count_files(), n_files);
    }
}

/* Of a command that hangs: each time it is sent beyond its limit. */
static enum mat_voice_state
hear_late(struct mat_voice *voice, const char *text, mat_ms *now,
          const struct mat_clip **ret_clip)
{
    (void)mat_voice_go_on(voice, *now);
    *now += MAT_VOICE_TIME;
    return hear_at(voice, text, *now, ret_clip);
}

static void
test_what_hangs_thrice_is_given_up(void **state)
{
    static const char *const texts[] = {"One.", "Two.", "Three."};
    const char *const argv[] = {SPEAKERS "sleeps", NULL};
    struct mat_voice *voice = new_voice(argv);
    const struct mat_clip *clip;
    mat_ms now = 0;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        mat_voice_want(voice, texts[i], false);
    for (size_t i = 0; i < 3; i++) {
        assert_null(mat_voice_trouble(voice));
        assert_int_equal(hear_late(voice, texts[i], &now, &clip),
                         MAT_VOICE_NEVER);
    }
    assert_string_equal(mat_voice_trouble(voice),
                        "sleeps: did not answer within 5 s");
    mat_voice_free(voice);
    assert_childless();
}

static void
test_what_has_spoken_but_stays_is_heard(void **state)
{
    const char *const argv[] = {SPEAKERS "stays", NULL};
    struct mat_voice *voice = new_voice(argv);
    struct pollfd files[2];
    const struct mat_clip *clip;
    mat_ms now = 0;

    (void)state;
    mat_voice_want(voice, "Hello.", false);
    (void)mat_voice_go_on(voice, now);
    while (mat_voice_files(voice, files) > 0) {
        assert_int_equal(poll(files, 1, VOICE_PATIENCE), 1);
        (void)mat_voice_go_on(voice, now);
    }
    assert_int_equal(mat_voice_find(voice, "Hello.", &clip), MAT_VOICE_WAITS);
    assert_int_equal(hear_at(voice, "Hello.", MAT_SECONDS(1), &clip),
                     MAT_VOICE_READY);
    mat_voice_free(voice);
    assert_childless();
}

static void
test_what_is_left_behind_is_killed(void **state)
{
    struct life life;
    const char *const argv[] = {SPEAKERS "leaves", life.path, NULL};
    struct mat_voice *voice;

    (void)state;
    life_begin(&life);
    voice = new_voice(argv);
    assert_int_equal(say(voice, "Hello."), MAT_VOICE_READY);
    life_end(&life, true);
    mat_voice_free(voice);
}

static void
test_freeing_kills_what_runs(void **state)
{
    struct life life;
    const char *const argv[] = {SPEAKERS "keeps_open", life.path, NULL};
    struct mat_voice *voice;
    int n_files = count_files();

    (void)state;
    life_begin(&life);
    voice = new_voice(argv);
    mat_voice_want(voice, "Hello.", false);
    mat_voice_want(voice, "Never begun.", false);
    (void)mat_voice_go_on(voice, 0);
    life_await(&life);
    mat_voice_free(voice);
    assert_childless();
    life_end(&life, true);
    assert_int_equal(count_files(), n_files);
    mat_voice_free(NULL);
}

#ifdef __linux__
static void
test_it_does_not_outlive_a_killed_speaker(void **state)
{
    struct life life;
    const char *const argv[] = {SPEAKERS "sleeps", life.path, NULL};
    pid_t speaker;

    (void)state;
    life_begin(&life);
    speaker = fork();
    assert_true(speaker >= 0);
    if (speaker == 0) {
        struct mat_voice *voice =
            mat_voice_new((char *const *)argv, NULL, NULL);

        mat_voice_want(voice, "Hello.", false);
        (void)mat_voice_go_on(voice, 0);
        for (;;)
            (void)pause();
    }
    life_await(&life);
    assert_int_equal(kill(speaker, SIGKILL), 0);
    assert_int_equal(waitpid(speaker, NULL, 0), speaker);
    life_end(&life, true);
}
#endif

/* --- what a command is given --- */

static void
test_a_command_inherits_nothing(void **state)
{
    const char *const argv[] = {SPEAKERS "bare", NULL};
    int file = open("/dev/null", O_RDONLY); /* as a library may leave it */
    void (*old)(int) = signal(SIGINT, SIG_IGN);
    struct mat_voice *voice = new_voice(argv);
    sigset_t blocked;
    sigset_t mask;

    (void)state;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &mask);
    assert_int_equal(say(voice, "Hello."), MAT_VOICE_READY);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    (void)signal(SIGINT, old);
    close(file);
    mat_voice_free(voice);
}

static void
test_where_children_are_not_waited_for(void **state)
{
    const char *const argv[] = {TONE, NULL};
    void (*old)(int) = signal(SIGCHLD, SIG_IGN);
    struct mat_voice *voice = new_voice(argv);

    (void)state;
    assert_int_equal(say(voice, "Hello."), MAT_VOICE_READY);
    mat_voice_free(voice);
    (void)signal(SIGCHLD, old);
}

static void
test_a_text_is_capped_and_tamed(void **state)
{
    struct notes notes;
    const char *const argv[] = {SPEAKERS "parrot", notes.path, NULL};
    struct mat_voice *voice;
    char text[3000];

    (void)state;
    notes_begin(&notes);
    voice = new_voice(argv);
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(say(voice, text), MAT_VOICE_READY);
    assert_int_equal(strlen(notes_read(&notes)), MAT_VOICE_TEXT + 1);
    assert_int_equal(say(voice, "Up\033[2J \xff\nnow"), MAT_VOICE_READY);
    assert_string_equal(notes_read(&notes) + MAT_VOICE_TEXT + 1,
                        "Up?[2J ??now\n");
    mat_voice_free(voice);
    notes_end(&notes);
}

static void
test_a_long_text_that_nobody_reads_holds_nobody_up(void **state)
{
    const char *const argv[] = {SPEAKERS "deaf", NULL};
    struct mat_voice *voice = new_voice(argv);
    char text[MAT_VOICE_TEXT + 1];

    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(say(voice, text), MAT_VOICE_READY);
    mat_voice_free(voice);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_hangs_is_killed_with_all_it_started),
        cmocka_unit_test(test_what_hangs_thrice_is_given_up),
        cmocka_unit_test(test_what_has_spoken_but_stays_is_heard),
        cmocka_unit_test(test_what_is_left_behind_is_killed),
        cmocka_unit_test(test_freeing_kills_what_runs),
#ifdef __linux__
        cmocka_unit_test(test_it_does_not_outlive_a_killed_speaker),
#endif
        cmocka_unit_test(test_a_command_inherits_nothing),
        cmocka_unit_test(test_where_children_are_not_waited_for),
        cmocka_unit_test(test_a_text_is_capped_and_tamed),
        cmocka_unit_test(test_a_long_text_that_nobody_reads_holds_nobody_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
