/* What becomes of the journals of killed sessions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../support/history_world.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A kill between the ledger and the end of the journal. */
static void
test_what_is_in_the_ledger_is_not_entered_again(void **state)
{
    (void)state;
    for (int discard = 0; discard <= 1; discard++) {
        struct mat_history history = begun();
        char *path = path_of(MAT_BASE_STATE, "journal.jsonl");
        struct mat_ledger ledger;
        char *text;
        size_t size;

        play_from_start(&history, TO_THE_END);
        assert_int_equal(mat_file_read(path, 1 << 20, &text, &size), 0);
        assert_true(mat_history_finish(&history, discard));
        assert_int_equal(mat_file_write(path, text, size, 0600), 0);
        assert_said(sweep_all, NULL);
        assert_int_equal(lines_of(history.id), 1);
        ledger = loaded();
        assert_int_equal(!mat_ledger_find(&ledger, history.id), discard);
        mat_ledger_done(&ledger);
        assert_int_equal(count_named("journal"), 0);
        mat_history_done(&history);
        free(text);
        free(path);
    }
}

static void
test_a_killed_one_is_left_alone_only_while_it_can_be_taken_up(void **state)
{
    static const struct {
        const char *claim;
        mat_ms written; /* from now */
        mat_ms played;
        bool left;
        enum mat_outcome outcome;
    } rows[] = {
        {"young", -MAT_MINUTES(9), MAT_MINUTES(2), true, 0},
        {"just written", 0, MAT_MINUTES(2), true, 0},
        {"old", -MAT_MINUTES(10), MAT_MINUTES(2), false,
         MAT_OUTCOME_INTERRUPTED},
        {"in the future", MAT_MINUTES(2), MAT_MINUTES(2), false,
         MAT_OUTCOME_INTERRUPTED},
        {"ended", 0, TO_THE_END, false, MAT_OUTCOME_COMPLETED},
        {"nothing begun", 0, -1, false, MAT_OUTCOME_INTERRUPTED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char id[MAT_ID_TEXT];
        bool left;

        play_and_die(rows[i].played, id);
        write_journal_at(rows[i].written);
        left = mat_history_sweep(MAT_RESUME_WITHIN);
        if (left != rows[i].left)
            fail_msg("%s", rows[i].claim);
        assert_int_equal(is_there(MAT_BASE_STATE, "journal.jsonl"), left);
        assert_int_equal(lines_of(id), left ? 0 : 1);
        if (left)
            assert_said(sweep_all, NULL);
        assert_entered(id, left ? MAT_OUTCOME_INTERRUPTED : rows[i].outcome);
        assert_int_equal(count_named("journal"), 0);
    }
}

static void
test_one_in_the_way_is_put_aside_and_both_are_entered(void **state)
{
    struct mat_history history;
    char id[MAT_ID_TEXT];

    (void)state;
    play_and_die(MAT_MINUTES(2), id);
    history = begun();
    assert_int_equal(complaints.n, 0);
    assert_int_equal(count_named("journal"), 2);
    play_from_start(&history, TO_THE_END);
    assert_true(mat_history_finish(&history, false));
    /* Not the last one: young or not, it cannot be taken up. */
    assert_false(mat_history_sweep(MAT_RESUME_WITHIN));
    assert_entered(id, MAT_OUTCOME_INTERRUPTED);
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    assert_int_equal(count_named("journal"), 0);
    mat_history_done(&history);
}

static void
test_a_ledger_that_is_no_file_is_said_in_words(void **state)
{
    char device[MAT_DEVICE_TEXT];
    char id[MAT_ID_TEXT];
    char leaf[64];
    char *path;

    (void)state;
    play_and_die(MAT_MINUTES(2), id);
    assert_int_equal(mat_device(device), 0);
    put_file(MAT_BASE_DATA, "history/other.jsonl", "");
    snprintf(leaf, sizeof(leaf), "history/%s.jsonl", device);
    path = path_of(MAT_BASE_DATA, leaf);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_said(sweep_all, "into the history: it is no regular file; it is");
    assert_int_equal(remove(path), 0);
    assert_said(sweep_all, NULL);
    assert_entered(id, MAT_OUTCOME_INTERRUPTED);
    free(path);
}

static void
test_what_holds_no_session_is_said_once_and_kept(void **state)
{
    (void)state;
    put_file(MAT_BASE_STATE, "journal.jsonl", "not a session\n");
    assert_said(sweep_all, "cannot be read as a session");
    assert_int_equal(count_named("journal"), 0);
    assert_int_equal(count_named("unreadable"), 1);
    assert_said(sweep_all, NULL);
    assert_int_equal(count_named("unreadable"), 1);
}

static void
test_an_empty_journal_goes_without_a_word(void **state)
{
    (void)state;
    put_file(MAT_BASE_STATE, "journal.jsonl", "");
    assert_said(sweep_all, NULL);
    assert_int_equal(count_named("journal"), 0);
    assert_int_equal(count_named("unreadable"), 0);
}

static void
test_tidying_up_makes_nothing_where_there_is_nothing(void **state)
{
    struct stat before;
    struct stat after;

    (void)state;
    assert_int_equal(stat(folder, &before), 0);
    mat_history_tidy();
    assert_int_equal(stat(folder, &after), 0);
    /* Not even for a moment. */
    assert_memory_equal(&after.st_mtim, &before.st_mtim, sizeof(after.st_mtim));
}

static void
test_tidying_up_waits_for_nobody(void **state)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];
    char id[MAT_ID_TEXT];

    (void)state;
    play_and_die(MAT_MINUTES(2), id);
    write_journal_at(-MAT_MINUTES(11));
    assert_int_equal(mat_lock_take(&lock, "a session", holder), 0);
    assert_said(mat_history_tidy, NULL);
    assert_int_equal(lines_of(id), 0);
    mat_lock_release(&lock);
    assert_said(mat_history_tidy, NULL);
    assert_entered(id, MAT_OUTCOME_INTERRUPTED);
    assert_false(is_there(MAT_BASE_STATE, "lock"));
}

static void
test_tidying_up_leaves_what_can_be_taken_up(void **state)
{
    char id[MAT_ID_TEXT];

    (void)state;
    play_and_die(MAT_MINUTES(2), id);
    assert_said(mat_history_tidy, NULL);
    assert_int_equal(lines_of(id), 0);
    assert_int_equal(count_named("journal"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_HOME(test_what_is_in_the_ledger_is_not_entered_again),
        IN_A_HOME(
            test_a_killed_one_is_left_alone_only_while_it_can_be_taken_up),
        IN_A_HOME(test_one_in_the_way_is_put_aside_and_both_are_entered),
        IN_A_HOME(test_a_ledger_that_is_no_file_is_said_in_words),
        IN_A_HOME(test_what_holds_no_session_is_said_once_and_kept),
        IN_A_HOME(test_an_empty_journal_goes_without_a_word),
        IN_A_HOME(test_tidying_up_makes_nothing_where_there_is_nothing),
        IN_A_HOME(test_tidying_up_waits_for_nobody),
        IN_A_HOME(test_tidying_up_leaves_what_can_be_taken_up),
    };

    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, make_plan, free_plan);
}
