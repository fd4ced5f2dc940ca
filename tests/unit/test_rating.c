/* What today's answers say about the session before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../support/history_world.h"
#include "app/local_time.h"
#include "app/rating.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A session that is over, with what was said about its skin. */
static void
live_through(mat_ms until, enum mat_skin skin, char ret_id[MAT_ID_TEXT])
{
    const struct mat_rating rating = {.strength = 2, .skin = skin};
    struct mat_history history = begun();

    play_from_start(&history, until);
    assert_true(mat_history_finish(&history, false));
    memcpy(ret_id, history.id, MAT_ID_TEXT);
    assert_int_equal(mat_ledger_rate(ret_id, &rating, mat_wall_now(NULL, 0)),
                     0);
    mat_history_done(&history);
}

static void
note(enum mat_answer_kind marks)
{
    struct mat_known_past past;

    mat_known_past_load(&past, MAT_LEDGER_BRIEF);
    mat_rating_note_marks(prepared.tables, &past, marks);
    mat_known_past_done(&past);
}

static void
note_yes(void)
{
    note(MAT_ANSWER_YES);
}

static struct mat_past
past_of(const char *id)
{
    struct mat_ledger ledger = loaded();
    const struct mat_entry *entry = mat_ledger_find(&ledger, id);
    struct mat_past past;

    assert_non_null(entry);
    past = entry->past;
    mat_ledger_done(&ledger);
    return past;
}

static void
test_marks_are_noted_where_that_is_news(void **state)
{
    static const struct {
        const char *claim;
        enum mat_skin before;
        enum mat_answer_kind marks;
        enum mat_skin after;
    } rows[] = {
        {"they have gone", MAT_SKIN_MARKS, MAT_ANSWER_NO, MAT_SKIN_FINE},
        {"they are still there", MAT_SKIN_MARKS, MAT_ANSWER_YES,
         MAT_SKIN_MARKS},
        {"they came later", MAT_SKIN_FINE, MAT_ANSWER_YES, MAT_SKIN_MARKS},
        {"nobody had asked", MAT_SKIN_UNKNOWN, MAT_ANSWER_YES, MAT_SKIN_MARKS},
        {"none, and nobody had asked", MAT_SKIN_UNKNOWN, MAT_ANSWER_NO,
         MAT_SKIN_UNKNOWN},
        {"fine as before", MAT_SKIN_FINE, MAT_ANSWER_NO, MAT_SKIN_FINE},
        {"broken skin is more than marks", MAT_SKIN_BROKEN, MAT_ANSWER_YES,
         MAT_SKIN_BROKEN},
        {"broken skin does not go with marks", MAT_SKIN_BROKEN, MAT_ANSWER_NO,
         MAT_SKIN_BROKEN},
        {"not sure is no news", MAT_SKIN_MARKS, MAT_ANSWER_UNSURE,
         MAT_SKIN_MARKS},
        {"not asked", MAT_SKIN_MARKS, MAT_ANSWER_UNSET, MAT_SKIN_MARKS},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char id[MAT_ID_TEXT];
        struct mat_past past;

        live_through(TO_THE_END, rows[i].before, id);
        note(rows[i].marks);
        past = past_of(id);
        if (past.skin != rows[i].after)
            fail_msg("%s: %d", rows[i].claim, (int)past.skin);
        assert_int_equal(past.strength, 2);
    }
}

static void
test_only_the_last_that_counts_is_noted(void **state)
{
    char first[MAT_ID_TEXT];
    char last[MAT_ID_TEXT];
    char brief[MAT_ID_TEXT];

    (void)state;
    live_through(TO_THE_END, MAT_SKIN_FINE, first);
    live_through(TO_THE_END, MAT_SKIN_FINE, last);
    live_through(MAT_SECONDS(10), MAT_SKIN_FINE, brief);
    note(MAT_ANSWER_YES);
    assert_int_equal(past_of(first).skin, MAT_SKIN_FINE);
    assert_int_equal(past_of(last).skin, MAT_SKIN_MARKS);
    assert_int_equal(past_of(brief).skin, MAT_SKIN_FINE);
}

static void
test_without_a_session_there_is_nothing_to_note(void **state)
{
    (void)state;
    assert_said(note_yes, NULL);
    assert_false(is_there(MAT_BASE_DATA, "history"));
}

static void
test_a_ledger_that_cannot_be_written_is_said(void **state)
{
    char device[MAT_DEVICE_TEXT];
    char id[MAT_ID_TEXT];
    char leaf[64];
    char *path;
    char *kept;

    (void)state;
    live_through(TO_THE_END, MAT_SKIN_FINE, id);
    assert_int_equal(mat_device(device), 0);
    snprintf(leaf, sizeof(leaf), "history/%s.jsonl", device);
    path = path_of(MAT_BASE_DATA, leaf);
    kept = path_of(MAT_BASE_DATA, "history/other.jsonl");
    assert_int_equal(rename(path, kept), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_said(note_yes, "could not be kept: it is no regular file");
    free(path);
    free(kept);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_HOME(test_marks_are_noted_where_that_is_news),
        IN_A_HOME(test_only_the_last_that_counts_is_noted),
        IN_A_HOME(test_without_a_session_there_is_nothing_to_note),
        IN_A_HOME(test_a_ledger_that_cannot_be_written_is_said),
    };

    return cmocka_run_group_tests(tests, make_plan, free_plan);
}
