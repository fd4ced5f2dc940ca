#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/rehearse.h"
#include "cli/timeline.h"
#include "store/plans.h"
#include "store/tables.h"

/* What a rehearsal told. */
struct seen {
    const char *plan;
    int facts;
    int ended;
    mat_ms at;
    struct mat_fact last;
};

static bool
see(void *self, const struct mat_schedule *schedule,
    const struct mat_fact *fact)
{
    struct seen *seen = self;

    (void)schedule;
    if (fact->at < seen->at)
        fail_msg("%s: fact %d goes back in time", seen->plan, seen->facts);
    if (seen->facts == 0)
        assert_int_equal(fact->kind, MAT_FACT_SESSION_BEGAN);
    seen->ended += fact->kind == MAT_FACT_SESSION_ENDED;
    seen->at = fact->at;
    seen->last = *fact;
    seen->facts++;
    return true;
}

static bool
see_two(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    see(self, schedule, fact);
    return ((struct seen *)self)->facts < 2;
}

/* The schedule of \p plan for somebody healthy; freed by the caller. */
static struct mat_schedule *
schedule_of(const struct mat_plan *plan, enum mat_stage stage)
{
    static const struct mat_answer none[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {
        .plan = plan,
        .tables = &mat_tables_builtin,
        .profile = none,
        .standing = {.stage = stage,
                     .sessions = mat_tables_builtin.stages[stage].sessions},
        .opt_in = true,
    };
    struct mat_schedule *schedule;

    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, NULL);
    assert_non_null(schedule);
    return schedule;
}

static void
check_plan(const char *name, enum mat_stage stage)
{
    static const struct mat_sink_ops ops = {.on_fact = see};
    struct seen seen = {.plan = name};
    struct mat_plan_file file;
    struct mat_schedule *schedule;

    assert_int_equal(mat_plan_open(name, &mat_tables_builtin, &file),
                     MAT_PLAN_LOADED);
    schedule = schedule_of(file.plan, stage);
    if (schedule->n_segments > 0) {
        mat_rehearse(schedule, (struct mat_sink){&ops, &seen});
        assert_int_equal(seen.ended, 1);
        assert_int_equal(seen.last.kind, MAT_FACT_SESSION_ENDED);
        assert_int_equal(seen.last.outcome, MAT_OUTCOME_COMPLETED);
        if (seen.last.at != schedule->total || seen.last.ms != schedule->mat)
            fail_msg("%s at stage %s: lasts %lld, %lld on the mat", name,
                     mat_word(&mat_stages, (int)stage), (long long)seen.last.at,
                     (long long)seen.last.ms);
    }
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
}

static void
every_built_in_plan_ends_on_time_at_every_stage(void **state)
{
    struct mat_plan_entry *entries;
    int count = mat_plan_list(&entries);

    (void)state;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        for (int stage = 0; stage < MAT_STAGE__COUNT; stage++)
            check_plan(entries[i].name, (enum mat_stage)stage);
    }
    mat_plan_list_free(entries, count);
}

static const char text[] = "plan: 1\n"
                           "title: Feet and breath\n"
                           "when: any\n"
                           "full-at: first\n"
                           "sources: [P]\n"
                           "steps:\n"
                           "  - kind: mat\n"
                           "    title: Feet\n"
                           "    area: feet\n"
                           "    position: seated-chair\n"
                           "    layer: socks\n"
                           "    surface: soft\n"
                           "    duration: 2m\n"
                           "    guidance: none\n"
                           "    cues:\n"
                           "      - {at: 30s, say: Half a minute.}\n"
                           "  - kind: 'off'\n"
                           "    duration: 30s\n"
                           "    guidance: none\n"
                           "  - kind: wait\n"
                           "    title: Lie down\n"
                           "  - kind: breathe\n"
                           "    title: Breathe\n"
                           "    duration: 1m\n"
                           "    inhale: 4s\n"
                           "    exhale: 6s\n";

static void
read_plan(struct mat_plan_file *ret_file)
{
    assert_int_equal(mat_plan_read(text, sizeof(text) - 1, "test",
                                   &mat_tables_builtin, ret_file),
                     MAT_PLAN_LOADED);
}

static void
a_sink_that_takes_no_more_ends_it(void **state)
{
    static const struct mat_sink_ops ops = {.on_fact = see_two};
    struct seen seen = {.plan = "test"};
    struct mat_plan_file file;
    struct mat_schedule *schedule;

    (void)state;
    read_plan(&file);
    schedule = schedule_of(file.plan, MAT_STAGE_FIRST);
    mat_rehearse(schedule, (struct mat_sink){&ops, &seen});
    assert_int_equal(seen.facts, 2);
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
}

static void
the_timeline_tells_steps_cues_and_waits(void **state)
{
    char *lines = NULL;
    size_t size = 0;
    struct mat_timeline timeline = {.file = open_memstream(&lines, &size),
                                    .width = 50};
    struct mat_plan_file file;
    struct mat_schedule *schedule;

    (void)state;
    read_plan(&file);
    schedule = schedule_of(file.plan, MAT_STAGE_FIRST);
    mat_rehearse(schedule, mat_timeline_sink(&timeline));
    assert_int_equal(fclose(timeline.file), 0);
    assert_non_null(strstr(lines,
                           "  00:00  Feet, 2m\n"
                           "         sitting on a chair, socks on, soft\n"
                           "         surface\n"
                           "  00:30    Half a minute.\n"));
    assert_non_null(
        strstr(lines, "\n  02:30  Lie down, until you press a key\n"));
    assert_non_null(strstr(lines, "\n  02:30  Breathe, 1m\n"
                                  "         in 4s, out 6s\n"));
    assert_int_equal(timeline.waits, 1);
    assert_int_equal(timeline.length, MAT_SECONDS(210));
    free(lines);
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_built_in_plan_ends_on_time_at_every_stage),
        cmocka_unit_test(a_sink_that_takes_no_more_ends_it),
        cmocka_unit_test(the_timeline_tells_steps_cues_and_waits),
    };

    /* Only the built-in plans: none of whoever runs this. */
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
