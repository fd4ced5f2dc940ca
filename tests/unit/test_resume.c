/* Taking up a session that was killed: which one, and what is said of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "../support/history_world.h"
#include "app/resume.h"

/* In the plan's second step, getting on, and in its third, on the mat. */
#define GETTING_ON MAT_SECONDS(70)
#define ON_THE_MAT MAT_MINUTES(3)

static void
test_one_that_was_cut_off_is_found_with_its_wish(void **state)
{
    char id[MAT_ID_TEXT];
    struct mat_resume resume;
    struct mat_wish wish;

    (void)state;
    play_and_die(ON_THE_MAT, id);
    write_journal_at(-MAT_MINUTES(9));
    assert_true(mat_resume_find(&resume));
    assert_true(resume.away >= MAT_MINUTES(9));
    assert_true(resume.away < MAT_MINUTES(10));
    wish = mat_resume_wish(&resume);
    assert_string_equal(wish.plan, "first-touch");
    assert_true(wish.minutes == MAT_MS_NONE);
    assert_int_equal(wish.stage, -1);
    assert_false(wish.rehearsal);
    assert_true(mat_resume_is_of(&resume, "first-touch"));
    assert_false(mat_resume_is_of(&resume, "evening"));
    mat_resume_done(&resume);
    mat_resume_done(&resume);
}

static void
test_what_cannot_be_taken_up_is_not_and_it_is_said_why(void **state)
{
    static const struct {
        mat_ms until;
        mat_ms written;
        const char *why;
    } cases[] = {
        {ON_THE_MAT, -MAT_MINUTES(11), "more than 10 minutes ago"},
        {ON_THE_MAT, MAT_MINUTES(60), "the clock was set back"},
        {TO_THE_END, 0, "had come to its end"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char id[MAT_ID_TEXT];
        char why[MAT_RESUME_TEXT];
        struct mat_resume resume;

        play_and_die(cases[i].until, id);
        write_journal_at(cases[i].written);
        assert_false(mat_resume_find(&resume));
        if (!strstr(mat_resume_why_not(&resume, why), cases[i].why))
            fail_msg("%s", why);
        mat_resume_done(&resume);
        remove_home(state);
        make_home(state);
    }
}

static void
test_without_a_journal_no_session_was_cut_off(void **state)
{
    struct mat_resume resume;
    char why[MAT_RESUME_TEXT];

    (void)state;
    assert_false(mat_resume_find(&resume));
    assert_string_equal(mat_resume_why_not(&resume, why),
                        "no session was cut off");
    mat_resume_done(&resume);
    put_file(MAT_BASE_STATE, "journal.jsonl", "{\"event\":\"paused\"}\n");
    assert_false(mat_resume_find(&resume));
    assert_string_equal(mat_resume_why_not(&resume, why),
                        "no session was cut off");
    mat_resume_done(&resume);
}

static void
test_the_sentence_tells_step_and_time(void **state)
{
    struct mat_resume resume = {
        .cut = {.cut = {.segment = 3, .place = MAT_SECONDS(320)},
                .title = "Back"},
    };
    static const struct {
        mat_ms away;
        bool between;
        const char *text;
    } cases[] = {
        {MAT_MINUTES(3), false,
         "Cut off 3 minutes ago in step 4, Back, after 5m20s."},
        {MAT_SECONDS(119), false,
         "Cut off 1 minute ago in step 4, Back, after 5m20s."},
        {MAT_SECONDS(40), false,
         "Cut off 40 seconds ago in step 4, Back, after 5m20s."},
        {999, false,
         "Cut off less than a second ago in step 4, Back, after 5m20s."},
        {MAT_SECONDS(1), true,
         "Cut off 1 second ago, before step 4, after "
         "Back."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[MAT_RESUME_TEXT];

        resume.away = cases[i].away;
        resume.cut.cut.between = cases[i].between;
        mat_resume_text(&resume, text, sizeof(text));
        assert_string_equal(text, cases[i].text);
    }
}

static void
test_only_the_same_session_fits(void **state)
{
    const struct mat_schedule *schedule = prepared.schedule;
    char id[MAT_ID_TEXT];
    struct mat_resume resume;
    struct mat_schedule other = *schedule;

    (void)state;
    play_and_die(GETTING_ON, id);
    assert_true(mat_resume_find(&resume));
    assert_true(mat_resume_fits(&resume, schedule));
    other.n_segments--;
    assert_false(mat_resume_fits(&resume, &other));
    resume.cut.kind = MAT_KIND_REST;
    assert_false(mat_resume_fits(&resume, schedule));
    resume.cut.kind = schedule->segments[resume.cut.cut.segment].kind;
    resume.cut.title = "Another";
    assert_false(mat_resume_fits(&resume, schedule));
    resume.cut.title = schedule->segments[resume.cut.cut.segment].title;
    assert_true(mat_resume_fits(&resume, schedule));
    resume.cut.cut.segment++;
    assert_false(mat_resume_fits(&resume, schedule));
    resume.cut.cut.between = true;
    assert_true(mat_resume_fits(&resume, schedule));
    resume.cut.cut.segment = schedule->n_segments;
    assert_false(mat_resume_fits(&resume, schedule));
    mat_resume_done(&resume);
}

static void
test_the_recording_goes_on_as_one_session(void **state)
{
    char id[MAT_ID_TEXT];
    struct mat_resume resume;
    struct mat_history history = {.complain = complain, .to = &complaints};
    struct mat_state taken;

    (void)state;
    play_and_die(ON_THE_MAT, id);
    assert_true(mat_resume_find(&resume));
    mat_history_go_on(&history, &resume.found[0]);
    taken = mat_engine_take_up(prepared.schedule, &resume.cut.cut, 0);
    play(&history, &taken, TO_THE_END);
    assert_true(mat_history_finish(&history, false));
    mat_history_done(&history);
    mat_resume_done(&resume);
    assert_entered(id, MAT_OUTCOME_COMPLETED);
    assert_false(is_there(MAT_BASE_STATE, "journal.jsonl"));
}

static void
sweep_old(void)
{
    assert_false(mat_resume_sweep(MAT_RESUME_WITHIN));
}

static void
sweep_young(void)
{
    assert_true(mat_resume_sweep(MAT_RESUME_WITHIN));
}

static void
test_a_sweep_tells_what_it_has_entered(void **state)
{
    char id[MAT_ID_TEXT];

    (void)state;
    assert_said(sweep_old, NULL);
    play_and_die(ON_THE_MAT, id);
    assert_said(sweep_young, NULL);
    write_journal_at(-MAT_MINUTES(11));
    assert_said(sweep_old, "was cut off; it is in the history as interrupted");
    assert_entered(id, MAT_OUTCOME_INTERRUPTED);
    play_and_die(TO_THE_END, id);
    assert_said(sweep_old,
                "had come to its end; it is in the history as completed");
}

static void
test_a_sweep_that_fails_does_not_tell_of_an_entry(void **state)
{
    char id[MAT_ID_TEXT];

    (void)state;
    play_and_die(TO_THE_END, id);
    block(MAT_BASE_DATA);
    assert_said(sweep_old, "could not be entered");
    assert_true(is_there(MAT_BASE_STATE, "journal.jsonl"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_HOME(test_one_that_was_cut_off_is_found_with_its_wish),
        IN_A_HOME(test_what_cannot_be_taken_up_is_not_and_it_is_said_why),
        IN_A_HOME(test_without_a_journal_no_session_was_cut_off),
        cmocka_unit_test(test_the_sentence_tells_step_and_time),
        IN_A_HOME(test_only_the_same_session_fits),
        IN_A_HOME(test_the_recording_goes_on_as_one_session),
        IN_A_HOME(test_a_sweep_tells_what_it_has_entered),
        IN_A_HOME(test_a_sweep_that_fails_does_not_tell_of_an_entry),
    };

    return cmocka_run_group_tests(tests, make_plan, free_plan);
}
