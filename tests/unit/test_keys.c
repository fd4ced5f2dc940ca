/* The tables of keys against what keys do: where a table has no key for a
 * moment, the key does nothing then, and where it has one, it does. Capital
 * letters are left open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/rating.h"
#include "app/resume.h"
#include "app/runner_keys.h"
#include "cli/command.h"
#include "front/form.h"
#include "store/plans.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define N_ITEMS 10

static struct mat_plan_file file;
static struct mat_schedule *schedule;

static bool
is_capital(int key)
{
    return key >= 'A' && key <= 'Z';
}

static bool
in_table(enum mat_moment_id id, int key)
{
    const struct mat_moment *moment = &mat_moments[id];

    for (int i = 0; i < moment->n_keys; i++) {
        const struct mat_moment_key *row = &moment->keys[i];

        if ((key < 128 && strchr(row->characters, key)) ||
            row->codes[0] == key || row->codes[1] == key)
            return true;
    }
    return false;
}

/* Whether \p key does anything to \p form. */
static bool
changes(const struct mat_form *form, int key)
{
    struct mat_form after;

    memcpy(&after, form, sizeof(after));
    return mat_form_key(&after, key) != MAT_FORM_STAY ||
           memcmp(&after, form, sizeof(after)) != 0;
}

/* A page of local questions, the middle one ticked. */
static struct mat_form
page_of_questions(void)
{
    static struct mat_form_item items[N_ITEMS];
    struct mat_form form;

    memset(&form, 0, sizeof(form)); /* padding as well: it is compared */
    for (int i = 0; i < N_ITEMS; i++)
        items[i] = (struct mat_form_item){.question = "?", .local = true};
    form.items = items;
    form.n_items = N_ITEMS;
    form.can_back = true;
    form.can_leave = true;
    form.confirms = true;
    form.cursor = N_ITEMS / 2;
    form.area_cursor = MAT_AREA__COUNT / 2;
    form.marks[form.cursor].kind = MAT_ANSWER_YES;
    return form;
}

static void
check_form(enum mat_moment_id id, const struct mat_form *form)
{
    for (int key = 1; key <= MAT_KEY_OTHER; key++) {
        if (key == 256)
            key = MAT_KEY_UP;
        if (!is_capital(key) && changes(form, key) != in_table(id, key))
            fail_msg("%s: key %d", mat_moments[id].title, key);
    }
}

static void
a_form_heeds_the_keys_of_the_tables(void **state)
{
    struct mat_form form = page_of_questions();

    (void)state;
    check_form(MAT_MOMENT_FORM, &form);
    form.where_open = true;
    check_form(MAT_MOMENT_WHERE, &form);
    form.where_open = false;
    form.leaving = true;
    check_form(MAT_MOMENT_LEAVE, &form);
}

/* Puts \p key where the runner reads keys. */
static void
press(int key)
{
    unsigned char byte = (unsigned char)key;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], &byte, 1), 1);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
}

static struct mat_runner
runner_that_runs(void)
{
    struct mat_runner runner = {.schedule = schedule,
                                .input = MAT_INPUT_RAW,
                                .keys = mat_keys,
                                .n_keys = mat_n_keys};

    mat_clock_start(&runner.clock, 1, mat_clock_system);
    runner.state = mat_engine_init();
    mat_runner_happen(&runner, MAT_EVENT_BEGIN, 0);
    assert_int_equal(runner.state.phase, MAT_PHASE_RUNNING);
    return runner;
}

/* The key of feeling unwell means the same at every moment. */
static bool
is_unwell(int key)
{
    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].code == key)
            return mat_keys[i].want == MAT_WANT_UNWELL;
    }
    return false;
}

static void
after_a_sleep_the_keys_of_the_table_count(void **state)
{
    (void)state;
    for (int key = ' '; key < 127; key++) {
        struct mat_runner runner = runner_that_runs();

        if (is_capital(key) || is_unwell(key))
            continue;
        mat_runner_happen(&runner, MAT_EVENT_SLEPT, MAT_MINUTES(42));
        assert_int_equal(runner.state.phase, MAT_PHASE_HELD);
        press(key);
        mat_runner_keys(&runner);
        if ((runner.state.phase != MAT_PHASE_HELD) !=
            in_table(MAT_MOMENT_AWAY, key))
            fail_msg("key '%c'", key);
    }
}

static void
the_question_is_answered_by_the_keys_of_the_table(void **state)
{
    (void)state;
    for (int key = ' '; key < 127; key++) {
        struct mat_runner runner = runner_that_runs();
        enum mat_phase phase = runner.state.phase;
        int segment = runner.state.segment;
        bool stopped;

        if (is_capital(key) || is_unwell(key))
            continue;
        runner.asking = true;
        press(key);
        mat_runner_keys(&runner);
        stopped =
            runner.state.phase != phase || runner.state.segment != segment;
        if (runner.asking || stopped != in_table(MAT_MOMENT_QUESTION, key))
            fail_msg("key '%c'", key);
    }
}

/* What the pages around a session make of a key: nothing, or an answer. */
static bool
takes_up(int key)
{
    return mat_resume_answer(key) != MAT_RESUME_UNANSWERED;
}

static bool
is_strength(int key)
{
    return mat_rating_strength(key) >= 0;
}

static bool
is_skin(int key)
{
    return mat_rating_skin(key) != MAT_SKIN_UNKNOWN;
}

static bool
is_area(int key)
{
    return mat_rating_area(MAT_AREA_ALL, key) != MAT_AREA_NONE;
}

static void
the_pages_around_a_session_heed_the_keys_of_the_tables(void **state)
{
    static const struct {
        enum mat_moment_id id;
        bool (*answers)(int key);
    } pages[] = {
        {MAT_MOMENT_TAKE_UP, takes_up},
        {MAT_MOMENT_STRENGTH, is_strength},
        {MAT_MOMENT_SKIN, is_skin},
        {MAT_MOMENT_BROKEN, is_area},
        {MAT_MOMENT_HEALED, mat_rating_healed},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(pages); i++) {
        for (int key = 1; key < 127; key++) {
            if (is_capital(key) || key == MAT_KEY_ENTER)
                continue;
            if (pages[i].answers(key) != in_table(pages[i].id, key))
                fail_msg("%s: key %d", mat_moments[pages[i].id].title, key);
        }
        assert_false(pages[i].answers(MAT_KEY_ENTER));
    }
}

static void
a_number_is_the_area_that_the_page_shows_there(void **state)
{
    mat_area_set used =
        MAT_AREA_BIT(MAT_AREA_NECK) | MAT_AREA_BIT(MAT_AREA_LEGS);

    (void)state;
    assert_int_equal(mat_rating_area(used, '1'), MAT_AREA_NECK);
    assert_int_equal(mat_rating_area(used, '2'), MAT_AREA_LEGS);
    assert_int_equal(mat_rating_area(used, '3'), MAT_AREA_NONE);
    assert_int_equal(mat_rating_area(MAT_AREA_ALL, '0'), MAT_AREA__COUNT - 1);
}

static void
each_row_has_words_and_no_key_stands_twice(void **state)
{
    (void)state;
    for (int id = 0; id < MAT_MOMENT__COUNT; id++) {
        const struct mat_moment *moment = &mat_moments[id];
        int n[256] = {0};

        assert_true(moment->n_keys > 0 && *moment->title);
        for (int i = 0; i < moment->n_keys; i++) {
            const struct mat_moment_key *row = &moment->keys[i];

            assert_true(*row->label && *row->help);
            assert_true(*row->characters || row->codes[0]);
            for (const char *at = row->characters; *at; at++)
                assert_int_equal(++n[(unsigned char)*at], 1);
        }
    }
}

static int
set_up(void **state)
{
    static const struct mat_answer none[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {.tables = &mat_tables_builtin,
                                   .profile = none};

    (void)state;
    if (mat_plan_open("evening", &mat_tables_builtin, &file) != MAT_PLAN_LOADED)
        return 1;
    input.plan = file.plan;
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, NULL);
    return schedule ? 0 : 1;
}

static int
tear_down(void **state)
{
    (void)state;
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_heeds_the_keys_of_the_tables),
        cmocka_unit_test(after_a_sleep_the_keys_of_the_table_count),
        cmocka_unit_test(the_question_is_answered_by_the_keys_of_the_table),
        cmocka_unit_test(
            the_pages_around_a_session_heed_the_keys_of_the_tables),
        cmocka_unit_test(a_number_is_the_area_that_the_page_shows_there),
        cmocka_unit_test(each_row_has_words_and_no_key_stands_twice),
    };

    /* Only the built-in plans: none of whoever runs this. */
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
