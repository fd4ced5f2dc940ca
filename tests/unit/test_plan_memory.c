#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "../support/fake_tables.h"
#include "core/arena.h"
#include "matsession/plan.h"

#define TAKES_MAX 200

/* An arena of our own, that runs out when it is told to. */
struct mat_arena {
    void *taken[TAKES_MAX];
    int count;
};

static int takes_left;

struct mat_arena *
mat_arena_new(void)
{
    return takes_left-- > 0 ? calloc(1, sizeof(struct mat_arena)) : NULL;
}

void *
mat_arena_take(struct mat_arena *arena, size_t size)
{
    if (takes_left-- <= 0)
        return NULL;
    assert_true(arena->count < TAKES_MAX);
    return arena->taken[arena->count++] = calloc(1, size + 1);
}

char *
mat_arena_copy(struct mat_arena *arena, const char *text)
{
    char *copy = mat_arena_take(arena, strlen(text));

    return copy ? strcpy(copy, text) : NULL;
}

void
mat_arena_free(struct mat_arena *arena)
{
    if (!arena)
        return;
    for (int i = 0; i < arena->count; i++)
        free(arena->taken[i]);
    free(arena);
}

static void
running_out_of_memory_is_no_mistake_of_the_plan(void **state)
{
    struct mat_plan_doc_cue cues[] = {
        {.at = "10s", .say = "x"},
        {.at = "20s", .use = "rate60"},
    };
    struct mat_plan_doc_step steps[] = {
        {.kind = "mat",
         .title = "Warm-up",
         .area = "back",
         .duration = "1m",
         .guidance = "none",
         .cues = cues,
         .cues_count = 2},
        {.kind = "point", .point = "HT7"},
        {.kind = "rest", .duration = "1m", .cues = cues, .cues_count = 2},
    };
    char *sources[] = {"S0", "S1"};
    struct mat_plan_doc doc = {.plan = "1",
                               .title = "Evening",
                               .purpose = "Sleep.",
                               .sources = sources,
                               .sources_count = 2,
                               .steps = steps,
                               .steps_count = 3};
    struct mat_plan *plan = NULL;
    int takes = 0;

    (void)state;
    while (!plan) {
        struct mat_diags diags = {0};
        bool made;

        takes_left = takes++;
        made = mat_plan_check(&doc, "x", &fake_tables, &diags, &plan);
        assert_int_equal(made, plan != NULL);
        assert_int_equal(diags.count, 0);
    }
    assert_in_range(takes, 15, TAKES_MAX);
    assert_string_equal(plan->steps[1].title, "HT7 Shenmen");
    mat_plan_free(plan);
}

static void
running_out_of_memory_keeps_what_was_said(void **state)
{
    struct mat_plan_doc_cue cue = {.at = "10s", .use = "rate"};
    struct mat_plan_doc_step step = {
        .kind = "rest", .duration = "1m", .cues = &cue, .cues_count = 1};
    char *source = "S7";
    struct mat_plan_doc doc = {.plan = "2",
                               .title = "Evening",
                               .sources = &source,
                               .sources_count = 1,
                               .steps = &step,
                               .steps_count = 1};

    (void)state;
    for (int takes = 0; takes < TAKES_MAX; takes++) {
        struct mat_diags diags = {0};
        struct mat_plan *plan = NULL;

        takes_left = takes;
        assert_false(mat_plan_check(&doc, "x", &fake_tables, &diags, &plan));
        assert_null(plan);
        if (takes == TAKES_MAX - 1) {
            assert_int_equal(diags.errors, 2);
            assert_int_equal(diags.warnings, 1);
        }
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_out_of_memory_is_no_mistake_of_the_plan),
        cmocka_unit_test(running_out_of_memory_keeps_what_was_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
