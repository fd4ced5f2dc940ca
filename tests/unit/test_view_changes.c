/* When what is shown changes next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "../support/view_world.h"

static mat_ms
change_after(const struct mat_state *state, mat_ms place,
             enum mat_digits digits)
{
    const struct mat_view_options options = {.digits = digits};
    mat_ms change =
        mat_view_next_change(&schedule, state, START + place, &options);

    return change == MAT_MS_NONE ? MAT_MS_NONE : change - START;
}

static void
standing_session_does_not_change(void **unused)
{
    static const enum mat_phase phases[] = {MAT_PHASE_IDLE, MAT_PHASE_PAUSED,
                                            MAT_PHASE_HELD, MAT_PHASE_WAITING,
                                            MAT_PHASE_DONE, MAT_PHASE_STOPPED};

    (void)unused;
    for (size_t i = 0; i < sizeof(phases) / sizeof(phases[0]); i++) {
        struct mat_state state = in(BREATHE, phases[i]);

        assert_true(change_after(&state, MAT_SECONDS(7), MAT_DIGITS_SECONDS) ==
                    MAT_MS_NONE);
    }
}

static void
next_change_is_that_of_what_is_shown(void **unused)
{
    static const struct {
        int segment;
        enum mat_digits digits;
        mat_ms place;
        mat_ms change;
    } cases[] = {
        {FEET, MAT_DIGITS_SECONDS, 0, 1000},
        {FEET, MAT_DIGITS_SECONDS, 1, 1000},
        {FEET, MAT_DIGITS_SECONDS, 1000, 2000},
        {FEET, MAT_DIGITS_MINUTES, 0, 60000},
        {FEET, MAT_DIGITS_MINUTES, 59999, 60000},
        {FEET, MAT_DIGITS_MINUTES, 200000, 240000},
        {FEET, MAT_DIGITS_MINUTES, 240000, MAT_MS_NONE},
        {FEET, MAT_DIGITS_HIDDEN, 7, MAT_MS_NONE},
        {BREATHE, MAT_DIGITS_HIDDEN, 0, 4000},
        {BREATHE, MAT_DIGITS_HIDDEN, 4000, 10000},
        {BREATHE, MAT_DIGITS_MINUTES, 59000, 60000},
        {BREATHE, MAT_DIGITS_SECONDS, 3500, 4000},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_state state = in(cases[i].segment, MAT_PHASE_RUNNING);

        assert_true(change_after(&state, cases[i].place, cases[i].digits) ==
                    cases[i].change);
    }
}

/* Whether two views show the same. */
static bool
same(const struct mat_view *a, const struct mat_view *b)
{
    return strcmp(a->digits, b->digits) == 0 && a->permille == b->permille &&
           strcmp(a->cue, b->cue) == 0 &&
           strcmp(a->cue_before, b->cue_before) == 0 &&
           strcmp(a->ends, b->ends) == 0 && a->breath == b->breath;
}

static void
check_changes(int segment, enum mat_digits digits)
{
    struct mat_state state = in(segment, MAT_PHASE_RUNNING);
    struct mat_view before;
    mat_ms change;

    state.cue = (struct mat_cue_ref){.segment = BREATHE, .cue = 0};
    state.duration += 333; /* as after an odd extension */
    before = seen(state, MAT_SECONDS(12), digits);
    change = change_after(&state, MAT_SECONDS(12), digits);
    for (mat_ms place = MAT_SECONDS(12); place < state.duration; place += 37) {
        struct mat_view view = seen(state, place, digits);

        before.ends[0] = view.ends[0] = '\0'; /* the clock stands still here */
        if (place < change) {
            assert_true(same(&view, &before));
            continue;
        }
        before = view;
        change = change_after(&state, place, digits);
        assert_true(change > place);
    }
}

static void
nothing_changes_before_the_next_change(void **unused)
{
    (void)unused;
    for (int digits = 0; digits < MAT_DIGITS__COUNT; digits++) {
        check_changes(FEET, (enum mat_digits)digits);
        check_changes(BREATHE, (enum mat_digits)digits);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(standing_session_does_not_change),
        cmocka_unit_test(next_change_is_that_of_what_is_shown),
        cmocka_unit_test(nothing_changes_before_the_next_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
