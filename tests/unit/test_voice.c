#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "../support/voice_world.h"
#include "speaker/voice.h"

/* --- what commands do --- */

static const struct {
    const char *claim;
    const char *argv[WORDS_MAX];
    bool ready;
    const char *trouble; /* after three texts; NULL: none */
} commands[] = {
    {"one that speaks is heard", {TONE}, true, NULL},
    {"a header as espeak-ng lies",
     {TONE, "22050", "1", "16", "espeak"},
     true,
     NULL},
    {"8 kHz, stereo, 24 bits", {TONE, "8000", "2", "24"}, true, NULL},
    {"input closed without reading", {SPEAKERS "deaf"}, true, NULL},
    {"an end that is no success, with sound",
     {SPEAKERS "fails_aloud"},
     true,
     NULL},
    {"status 1", {SPEAKERS "exits"}, false, "exits: ended with status 1"},
    {"garbage", {SPEAKERS "garbage"}, false, "garbage: wrote no WAV"},
    {"nothing", {SPEAKERS "empty"}, false, "empty: wrote no WAV"},
    {"a header alone",
     {TONE, "8000", "1", "16", "true", "0", "0"},
     false,
     "tone: wrote a WAV without sound"},
    {"silence",
     {TONE, "8000", "1", "16", "true", "0"},
     false,
     "tone: wrote only silence"},
    {"100 MB", {SPEAKERS "floods"}, false, "floods: wrote more than 8 MB"},
    {"a WAV without end",
     {SPEAKERS "endless"},
     false,
     "endless: wrote more than 8 MB"},
    {"not there",
     {"matsession-no-such-command"},
     false,
     "matsession-no-such-command: not found"},
    {"not allowed",
     {TEST_DATA "/README.md"},
     false,
     "README.md: Permission denied"},
    {"a name that steers a terminal",
     {"/nowhere/\033[2J"},
     false,
     "?[2J: not found"},
};

static void
test_commands(void **state)
{
    static const char *const texts[] = {"One.", "Two.", "Three."};

    (void)state;
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        int n_files = count_files();
        struct mat_voice *voice = new_voice(commands[i].argv);
        const char *trouble;

        print_message("%s\n", commands[i].claim);
        for (size_t t = 0; t < 3; t++)
            assert_int_equal(say(voice, texts[t]), commands[i].ready
                                                       ? MAT_VOICE_READY
                                                       : MAT_VOICE_NEVER);
        trouble = mat_voice_trouble(voice);
        if (commands[i].trouble) {
            assert_non_null(trouble);
            assert_string_equal(trouble, commands[i].trouble);
        } else {
            assert_null(trouble);
        }
        mat_voice_free(voice);
        assert_childless();
        assert_int_equal(count_files(), n_files);
    }
}

static void
test_one_that_cannot_be_run_is_not_tried_again(void **state)
{
    const char *const argv[] = {"matsession-no-such-command", NULL};
    struct mat_voice *voice = new_voice(argv);

    (void)state;
    assert_null(mat_voice_trouble(voice));
    assert_int_equal(say(voice, "One."), MAT_VOICE_NEVER);
    assert_non_null(mat_voice_trouble(voice));
    mat_voice_free(voice);
}

static void
test_a_crash_on_one_text_costs_that_text(void **state)
{
    const char *const argv[] = {SPEAKERS "picky", NULL};
    struct mat_voice *voice = new_voice(argv);

    (void)state;
    for (int i = 0; i < MAT_VOICE_FAILURES; i++) {
        char text[32];

        snprintf(text, sizeof(text), "A bad one, %d.", i);
        assert_int_equal(say(voice, text), MAT_VOICE_NEVER);
        assert_null(mat_voice_trouble(voice));
        if (i < MAT_VOICE_FAILURES - 1) {
            snprintf(text, sizeof(text), "A fine one, %d.", i);
            assert_int_equal(say(voice, text), MAT_VOICE_READY);
        }
    }
    mat_voice_free(voice);
    assert_childless();
}

static void
test_crashes_in_a_row_are_enough(void **state)
{
    const char *const argv[] = {SPEAKERS "picky", NULL};
    struct mat_voice *voice = new_voice(argv);

    (void)state;
    assert_int_equal(say(voice, "Fine."), MAT_VOICE_READY);
    assert_int_equal(say(voice, "bad 1"), MAT_VOICE_NEVER);
    assert_int_equal(say(voice, "bad 2"), MAT_VOICE_NEVER);
    assert_null(mat_voice_trouble(voice));
    assert_int_equal(say(voice, "bad 3"), MAT_VOICE_NEVER);
    assert_string_equal(mat_voice_trouble(voice), "picky: ended by signal 6");
    assert_int_equal(say(voice, "Fine too."), MAT_VOICE_NEVER);
    assert_int_equal(say(voice, "Fine."), MAT_VOICE_READY);
    mat_voice_free(voice);
}

/* --- what is wanted --- */

static void
test_wants_are_met_in_order_the_soon_ones_first(void **state)
{
    struct notes notes;
    const char *const argv[] = {SPEAKERS "parrot", notes.path, NULL};
    const struct mat_clip *clip;
    struct mat_voice *voice;

    (void)state;
    notes_begin(&notes);
    voice = new_voice(argv);
    assert_int_equal(mat_voice_go_on(voice, 0), MAT_MS_NONE);
    mat_voice_want(voice, "1", false);
    mat_voice_want(voice, "2", false);
    mat_voice_want(voice, "3", false);
    mat_voice_want(voice, "A", true);
    mat_voice_want(voice, "B", true);
    mat_voice_want(voice, "3", true);
    mat_voice_want(voice, "1", false);
    mat_voice_want(voice, "A", true);
    mat_voice_want(voice, "", true);
    mat_voice_want(voice, " ... ", true);
    assert_int_equal(mat_voice_find(voice, "2", &clip), MAT_VOICE_WAITS);
    assert_int_equal(mat_voice_find(voice, "", &clip), MAT_VOICE_NEVER);
    assert_int_equal(mat_voice_find(voice, " ... ", &clip), MAT_VOICE_NEVER);
    assert_int_equal(mat_voice_find(voice, "C", &clip), MAT_VOICE_NEVER);
    run_dry(voice);
    assert_string_equal(notes_read(&notes), "A\nB\n3\n1\n2\n");
    assert_int_equal(mat_voice_find(voice, "2", &clip), MAT_VOICE_READY);
    mat_voice_want(voice, "2", true);
    assert_int_equal(mat_voice_go_on(voice, 0), MAT_MS_NONE);
    mat_voice_free(voice);
    notes_end(&notes);
}

static void
test_what_was_said_before_is_not_made_again(void **state)
{
    struct notes notes;
    const char *const argv[] = {SPEAKERS "parrot", notes.path, NULL};
    const char *const other[] = {SPEAKERS "parrot", notes.path, "-v", NULL};
    const char *const *const commands_in_turn[] = {argv, argv, other};

    (void)state;
    notes_begin(&notes);
    for (size_t i = 0; i < 3; i++) {
        struct mat_voice *voice = mat_voice_new(
            (char *const *)commands_in_turn[i], notes.cache, NULL);

        assert_non_null(voice);
        assert_int_equal(say(voice, "Hello."), MAT_VOICE_READY);
        mat_voice_free(voice);
        assert_string_equal(notes_read(&notes),
                            i < 2 ? "Hello.\n" : "Hello.\nHello.\n");
    }
    notes_end(&notes);
}

static void
test_what_is_kept_is_heard_without_a_command(void **state)
{
    struct notes notes;
    const char *const argv[] = {SPEAKERS "picky", NULL};
    struct mat_voice *voice;

    (void)state;
    notes_begin(&notes);
    voice = mat_voice_new((char *const *)argv, notes.cache, NULL);
    assert_non_null(voice);
    assert_int_equal(say(voice, "Fine."), MAT_VOICE_READY);
    mat_voice_free(voice);

    voice = mat_voice_new((char *const *)argv, notes.cache, NULL);
    assert_non_null(voice);
    for (int i = 0; i < MAT_VOICE_FAILURES; i++)
        (void)say(voice, i == 0 ? "bad 0" : i == 1 ? "bad 1" : "bad 2");
    assert_non_null(mat_voice_trouble(voice));
    assert_int_equal(say(voice, "Fine."), MAT_VOICE_READY);
    mat_voice_free(voice);
    notes_end(&notes);
}

/* Clips of nearly a minute soon are more than there may be in memory. */
static void
test_memory_is_bounded_and_what_is_over_waits(void **state)
{
    const char *const argv[] = {TONE,   "48000", "1",  "8",
                                "true", "0.3",   "55", NULL};
    const int n = (int)(MAT_VOICE_MEMORY / (sizeof(float) * MAT_FRAMES(55000)));
    struct notes notes;

    (void)state;
    notes_begin(&notes);
    for (int kept = 0; kept < 2; kept++) {
        struct mat_voice *voice =
            mat_voice_new((char *const *)argv, kept ? notes.cache : NULL, NULL);
        const struct mat_clip *first = NULL;
        const struct mat_clip *last = NULL;
        char text[32];

        assert_non_null(voice);
        for (int i = 0; i <= n; i++) {
            snprintf(text, sizeof(text), "Number %d.", i);
            mat_voice_want(voice, text, false);
        }
        run_dry(voice);
        assert_int_equal(mat_voice_find(voice, "Number 0.", &first),
                         MAT_VOICE_READY);
        assert_int_equal(mat_voice_find(voice, text, &last),
                         kept ? MAT_VOICE_READY : MAT_VOICE_WAITS);
        assert_int_equal(hear_at(voice, text, 0, &last), MAT_VOICE_READY);
        assert_true(first->n > MAT_FRAMES(54900) && last->n == first->n);
        mat_voice_free(voice);
    }
    notes_end(&notes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_one_that_cannot_be_run_is_not_tried_again),
        cmocka_unit_test(test_a_crash_on_one_text_costs_that_text),
        cmocka_unit_test(test_crashes_in_a_row_are_enough),
        cmocka_unit_test(test_wants_are_met_in_order_the_soon_ones_first),
        cmocka_unit_test(test_what_was_said_before_is_not_made_again),
        cmocka_unit_test(test_what_is_kept_is_heard_without_a_command),
        cmocka_unit_test(test_memory_is_bounded_and_what_is_over_waits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
