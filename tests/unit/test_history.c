/* The recording of a session: what is in the ledger and what is left of the
 * journal, whatever was in the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "../support/history_world.h"
#include "front/fact_json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
test_a_whole_session_is_in_the_ledger_and_nothing_else_stays(void **state)
{
    struct mat_history history = begun();
    struct mat_ledger ledger;

    (void)state;
    play_from_start(&history, TO_THE_END);
    assert_true(mat_history_finish(&history, false));
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    ledger = loaded();
    assert_int_equal(ledger.n_entries, 1);
    assert_string_equal(ledger.entries[0].plan, "first-touch");
    assert_int_equal(ledger.entries[0].past.planned, prepared.schedule->mat);
    assert_int_equal(mat_past_mat_time(&ledger.entries[0].past),
                     prepared.schedule->mat);
    mat_ledger_done(&ledger);
    mat_history_done(&history);
    assert_int_equal(count_named("journal"), 0);
    assert_int_equal(complaints.n, 0);
}

static void
test_the_journal_is_the_facts_as_they_happen(void **state)
{
    struct mat_history history = begun();
    struct mat_sink sink = mat_history_sink(&history);
    struct mat_step_result result =
        mat_engine_step(prepared.schedule, mat_engine_init(),
                        (struct mat_event){.kind = MAT_EVENT_BEGIN}, 0);
    char *path = path_of(MAT_BASE_STATE, "journal.jsonl");

    (void)state;
    for (int i = 0; i < result.n_facts; i++) {
        char *line = mat_fact_json(prepared.schedule, &result.facts[i]);
        size_t length = strlen(line);
        char *text;
        size_t size;

        sink.ops->on_fact(sink.self, prepared.schedule, &result.facts[i]);
        assert_int_equal(mat_file_read(path, 1 << 20, &text, &size), 0);
        assert_true(size > length + 1);
        assert_memory_equal(text + size - length - 1, line, length);
        assert_int_equal(text[size - 1], '\n');
        free(text);
        free(line);
    }
    mat_history_done(&history);
    free(path);
}

static void
test_a_plan_is_named_as_asked_and_a_file_by_its_whole_path(void **state)
{
    const char *asked = TEST_DATA "/sessions/../sessions/feet.yaml";
    char whole[PATH_MAX];
    struct mat_prepared of_file;
    const struct mat_prepared *const both[] = {&prepared, &of_file};
    const char *const plans[] = {"first-touch", whole};

    (void)state;
    assert_non_null(realpath(asked, whole));
    assert_true(prepared_make(asked, &of_file));
    for (size_t i = 0; i < COUNT(both); i++) {
        struct mat_history history = {.complain = complain, .to = &complaints};

        mat_history_begin(&history, both[i]);
        assert_string_equal(mat_record_head(history.record)->plan, plans[i]);
        mat_history_finish(&history, false);
        mat_history_done(&history);
    }
    prepared_free(&of_file);
}

static void
test_one_that_ended_at_once_is_recorded(void **state)
{
    struct mat_history history = begun();

    (void)state;
    assert_true(mat_history_finish(&history, false));
    assert_entered(history.id, MAT_OUTCOME_INTERRUPTED);
    mat_history_done(&history);
}

static void
test_without_a_journal_it_is_said_once_and_entered_at_the_end(void **state)
{
    struct mat_history history;

    (void)state;
    block(MAT_BASE_STATE);
    history = begun();
    play_from_start(&history, TO_THE_END);
    assert_int_equal(complaints.n, 1);
    assert_complaint("this session is not being written down: ");
    assert_complaint("/matsession: Not a directory");
    assert_true(mat_history_finish(&history, false));
    assert_int_equal(complaints.n, 1);
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    mat_history_done(&history);
}

static void
limit_files(rlim_t size)
{
    struct rlimit limit;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
test_a_full_disk_is_said_once_and_tried_again(void **state)
{
    struct mat_history history = begun();
    struct mat_state engine = mat_engine_init();
    char *path = path_of(MAT_BASE_STATE, "journal.jsonl");
    struct stat before;
    struct stat after;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(stat(path, &before), 0);
    limit_files((rlim_t)before.st_size + 20);
    play(&history, &engine, MAT_SECONDS(90));
    assert_int_equal(complaints.n, 1);
    assert_complaint(": File too large; it goes on");
    limit_files(RLIM_INFINITY);
    assert_int_equal(stat(path, &before), 0);
    play(&history, &engine, TO_THE_END);
    assert_int_equal(stat(path, &after), 0);
    assert_true(after.st_size > before.st_size);
    assert_true(mat_history_finish(&history, false));
    assert_int_equal(complaints.n, 1);
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    mat_history_done(&history);
    free(path);
}

static void
test_a_disk_that_is_full_from_the_start_leaves_no_journal(void **state)
{
    struct mat_history history;

    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    limit_files(20); /* as much as the name of the device */
    history = begun();
    limit_files(RLIM_INFINITY);
    assert_complaint(": File too large; it goes on");
    assert_int_equal(count_named("journal"), 0);
    play_from_start(&history, TO_THE_END);
    assert_int_equal(complaints.n, 1);
    assert_true(mat_history_finish(&history, false));
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    mat_history_done(&history);
}

static void
test_without_a_ledger_the_journal_stays_and_is_entered_later(void **state)
{
    struct mat_history history = begun();

    (void)state;
    block(MAT_BASE_DATA);
    play_from_start(&history, TO_THE_END);
    assert_false(mat_history_finish(&history, false));
    assert_int_equal(complaints.n, 1);
    assert_complaint("/history: Not a directory; it is kept in ");
    assert_complaint("/journal.jsonl and entered when that is possible; "
                     "\"matsession rate\" can then say how it was");
    mat_history_done(&history);
    assert_true(is_there(MAT_BASE_STATE, "journal.jsonl"));
    assert_said(sweep_all, "Not a directory; it is kept in ");
    assert_true(is_there(MAT_BASE_STATE, "journal.jsonl"));
    unblock(MAT_BASE_DATA);
    assert_said(sweep_all, NULL);
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    assert_int_equal(count_named("journal"), 0);
}

static void
test_where_nothing_can_be_written_it_says_so(void **state)
{
    struct mat_history history;

    (void)state;
    block(MAT_BASE_STATE);
    block(MAT_BASE_DATA);
    history = begun();
    play_from_start(&history, TO_THE_END);
    assert_false(mat_history_finish(&history, false));
    assert_int_equal(complaints.n, 2);
    assert_complaint("the session is not recorded: ");
    mat_history_done(&history);
}

static void
test_without_the_lock_another_journal_is_left_alone(void **state)
{
    struct mat_history running = begun();
    struct mat_history history = {.complain = complain, .to = &complaints};
    struct mat_state engine = mat_engine_init();

    (void)state;
    play(&running, &engine, MAT_MINUTES(2));
    mat_history_begin(&history, &prepared);
    assert_int_equal(complaints.n, 1);
    assert_complaint("not being written down: ");
    assert_complaint("the journal of another session is in the way");
    assert_int_equal(count_named("journal"), 1);
    play_from_start(&history, TO_THE_END);
    assert_true(mat_history_finish(&history, false));
    assert_int_equal(complaints.n, 1);
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    assert_true(is_there(MAT_BASE_STATE, "journal.jsonl"));
    mat_history_done(&history);
    play(&running, &engine, TO_THE_END);
    assert_true(mat_history_finish(&running, false));
    assert_entered(running.id, MAT_OUTCOME_COMPLETED);
    mat_history_done(&running);
    assert_int_equal(count_named("journal"), 0);
}

static void
test_one_that_goes_on_stays_one_session(void **state)
{
    struct mat_history history = {.complain = complain, .to = &complaints};
    struct mat_state engine = mat_engine_init();
    struct mat_history first = begun();
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n;

    (void)state;
    play(&first, &engine, MAT_MINUTES(2));
    mat_history_done(&first);
    n = mat_journals_find(found);
    assert_int_equal(n, 1);
    mat_history_go_on(&history, &found[0]);
    mat_found_journals_done(found, n);
    play(&history, &engine, TO_THE_END);
    mat_journal_close(&history.journal);
    assert_said(sweep_all, NULL); /* killed once more, at its end */
    assert_entered(history.id, MAT_OUTCOME_COMPLETED);
    mat_history_done(&history);
    assert_int_equal(complaints.n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_HOME(test_a_whole_session_is_in_the_ledger_and_nothing_else_stays),
        IN_A_HOME(test_the_journal_is_the_facts_as_they_happen),
        IN_A_HOME(test_a_plan_is_named_as_asked_and_a_file_by_its_whole_path),
        IN_A_HOME(test_one_that_ended_at_once_is_recorded),
        IN_A_HOME(
            test_without_a_journal_it_is_said_once_and_entered_at_the_end),
        IN_A_HOME(test_a_full_disk_is_said_once_and_tried_again),
        IN_A_HOME(test_a_disk_that_is_full_from_the_start_leaves_no_journal),
        IN_A_HOME(test_without_a_ledger_the_journal_stays_and_is_entered_later),
        IN_A_HOME(test_where_nothing_can_be_written_it_says_so),
        IN_A_HOME(test_without_the_lock_another_journal_is_left_alone),
        IN_A_HOME(test_one_that_goes_on_stays_one_session),
    };

    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_CONFIG_HOME");
    return cmocka_run_group_tests(tests, make_plan, free_plan);
}
