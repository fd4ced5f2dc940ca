/*
 * Every built-in plan, at every stage, with every single row answered in every
 * way and each of its areas left out: what comes out keeps every limit. What
 * the limits are is read from the tables here, not asked from the gate.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/safe_cues.h"
#include "../support/safe_limits.h"
#include "store/embedded.h"
#include "store/plans.h"

static void
check_mat(struct look *look, int index, mat_ms lain)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_segment *next = segment + 1;

    if (index + 1 >= look->schedule->n_segments ||
        (segment->alarm ? next->kind != MAT_KIND_OFF
                        : next->kind != MAT_KIND_MAT))
        complain(look, index, "not led off the mat");
    if (segment->off <= index ||
        look->schedule->segments[segment->off].kind != MAT_KIND_OFF)
        complain(look, index, "no way off");
    if (lain == 0 && mat_position_lies(segment->position) &&
        (index == 0 || segment[-1].kind != MAT_KIND_ON))
        complain(look, index, "no way on");
    if (segment->duration < TABLES->step_min &&
        segment->duration < look->plan->steps[segment->step].duration)
        complain(look, index, "too short to be worth it");
    check_clamps(look, index);
    if (look->row >= 0)
        check_adapted(look, index);
    check_safety_cues(look, index, lain);
}

static void
check(struct look *look)
{
    mat_ms lain = 0;

    check_caps(look);
    check_end(look);
    check_screened(look);
    for (int i = 0; i < look->schedule->n_segments; i++) {
        const struct mat_segment *segment = &look->schedule->segments[i];

        check_refused(look, i);
        check_words(look, i);
        if (segment->kind != MAT_KIND_WAIT)
            check_places(look, i);
        if (segment->kind == MAT_KIND_MAT)
            check_mat(look, i, lain);
        lain = segment->kind == MAT_KIND_MAT && !segment->alarm
                   ? lain + segment->duration
                   : 0;
    }
    check_places(look, look->schedule->unwell);
    if (look->schedule->segments[look->schedule->unwell].n_cues == 0)
        complain(look, look->schedule->unwell, "nothing for the unwell");
}

static void
answer(const struct look *look, struct mat_answer *profile,
       struct mat_answer *today)
{
    const struct mat_row *row;
    struct mat_answer *it;

    memset(profile, 0, sizeof *profile * MAT_ROWS_MAX);
    memset(today, 0, sizeof *today * MAT_ROWS_MAX);
    if (look->row < 0)
        return;
    row = &TABLES->rows[look->row];
    it = row->transient || look->answered == TODAY ? &today[look->row]
                                                   : &profile[look->row];
    it->kind = look->answered == UNSURE ? MAT_ANSWER_UNSURE : MAT_ANSWER_YES;
    it->cleared = look->answered == CLEARED;
}

static int
try_it(struct look *look)
{
    static struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_answer today[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {
        .plan = look->plan,
        .tables = TABLES,
        .profile = profile,
        .today = today,
        .standing = {look->stage, TABLES->stages[look->stage].sessions},
        .opt_in = look->opt_in,
        .skip = look->skip,
    };
    struct mat_schedule_options options = {look->minutes};
    struct mat_schedule *schedule;

    answer(look, profile, today);
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, &options);
    assert_non_null(schedule);
    look->schedule = schedule;
    if (!verdict.may_start && schedule->n_segments > 0)
        complain(look, -1, "a refused plan runs");
    check(look);
    mat_schedule_free(schedule);
    return look->wrong;
}

static int
try_rows(struct look look)
{
    int wrong = 0;

    for (look.row = -1; look.row < TABLES->n_rows; look.row++) {
        for (int how = 0; how < ANSWERED_COUNT; how++) {
            const struct mat_row *row =
                look.row >= 0 ? &TABLES->rows[look.row] : NULL;

            look.answered = (enum answered)how;
            /* Only a row that is asked about today can be answered today, and
             * one that follows another takes that one's answer. */
            if (row != NULL && (row->follows[0] != '\0' ||
                                (how == TODAY && !mat_row_is_prompted(row))))
                continue;
            look.wrong = 0;
            wrong += try_it(&look);
        }
    }
    return wrong;
}

static mat_area_set
areas_of(const struct mat_plan *plan)
{
    mat_area_set areas = 0;

    for (int i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].kind == MAT_KIND_MAT)
            areas |= MAT_AREA_BIT(plan->steps[i].area);
    }
    return areas;
}

static int
try_wishes(struct look look)
{
    int wrong = try_rows(look);

    look.minutes = MAT_SECONDS(200);
    wrong += try_rows(look);
    look.minutes = MAT_MS_NONE;
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        look.skip = MAT_AREA_BIT(area);
        if (areas_of(look.plan) & look.skip)
            wrong += try_rows(look);
    }
    return wrong;
}

/* Whether --opt-in can change anything. */
static bool
may_opt_in(const struct mat_plan *plan, int stage)
{
    return (areas_of(plan) & TABLES->opt_in) ||
           TABLES->stages[stage].total_opt_in > TABLES->stages[stage].total;
}

static int
try_plan(const struct mat_plan *plan)
{
    int wrong = 0;

    for (int stage = 0; stage < MAT_STAGE__COUNT; stage++) {
        for (int opt_in = 0; opt_in <= may_opt_in(plan, stage); opt_in++)
            wrong += try_wishes((struct look){
                .plan = plan,
                .stage = (enum mat_stage)stage,
                .opt_in = opt_in != 0,
                .minutes = MAT_MS_NONE,
            });
    }
    return wrong;
}

static void
no_plan_breaks_a_limit(void **state)
{
    (void)state;
    assert_true(mat_n_embedded_plans > 0);
    for (int i = 0; i < mat_n_embedded_plans; i++) {
        const struct mat_embedded *it = &mat_embedded_plans[i];
        struct mat_plan_file file;

        print_message("%s\n", it->name);
        assert_int_equal(
            mat_plan_read(it->text, it->size, it->name, TABLES, &file),
            MAT_PLAN_LOADED);
        assert_int_equal(try_plan(file.plan), 0);
        mat_plan_file_done(&file);
    }
}

/* Without any row a plan runs as it was written at the stage it names. */
static void
plans_run_in_full_where_they_say(void **state)
{
    static struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_verdict verdict;

    (void)state;
    for (int i = 0; i < mat_n_embedded_plans; i++) {
        const struct mat_embedded *it = &mat_embedded_plans[i];
        struct mat_plan_file file;
        struct mat_gate_input input = {
            .tables = TABLES, .profile = profile, .opt_in = true};
        struct mat_schedule *schedule;

        print_message("%s\n", it->name);
        assert_int_equal(
            mat_plan_read(it->text, it->size, it->name, TABLES, &file),
            MAT_PLAN_LOADED);
        input.plan = file.plan;
        input.standing.stage = file.plan->full_at;
        input.standing.sessions = TABLES->stages[file.plan->full_at].sessions;
        mat_gate(&input, &verdict);
        schedule = mat_schedule_new(&input, &verdict, NULL);
        assert_non_null(schedule);
        for (int j = 0; j < file.plan->n_steps; j++)
            assert_int_equal(verdict.steps[j].refusal, MAT_REFUSAL_NONE);
        assert_int_equal(schedule->n_notes, 0);
        mat_schedule_free(schedule);
        mat_plan_file_done(&file);
    }
}

/* What the schedule adds takes its length from the table. */
static void
every_area_has_a_way_on_and_off(void **state)
{
    static const enum mat_kind kinds[] = {MAT_KIND_ON, MAT_KIND_OFF};

    (void)state;
    for (int i = 0; i < 2; i++) {
        for (int area = 0; area < MAT_AREA__COUNT; area++) {
            const struct mat_guidance *guidance =
                mat_tables_guidance(TABLES, kinds[i], (enum mat_area)area);

            assert_non_null(guidance);
            assert_true(guidance->duration > 0);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_area_has_a_way_on_and_off),
        cmocka_unit_test(no_plan_breaks_a_limit),
        cmocka_unit_test(plans_run_in_full_where_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
