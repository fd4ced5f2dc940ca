/* Golden screens: tests/screens/NAME_WIDTHxHEIGHT.screen holds the rows, then
 * below "--- roles" the same rows with a letter for each role. After a change
 * that is meant, run with MAT_GOLDEN_UPDATE=1 and read the difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/layout_world.h"

#define SCREEN_BYTES 65536

static struct mat_state
in_wait(void)
{
    struct mat_state state = in_segment(2);

    state.cue = (struct mat_cue_ref){.segment = 2, .cue = 0};
    return state;
}

static struct mat_state
in_breathing(void)
{
    struct mat_state state = in_segment(7);

    state.cue = (struct mat_cue_ref){.segment = 7, .cue = 0};
    return state;
}

static void
put_grid(char *text, const struct mat_grid *grid)
{
    static const char between[] = "--- roles\n";
    size_t size = 0;

    for (int row = 0; row < grid->rows; row++)
        size += put_row(text + size, grid, row, false);
    memcpy(text + size, between, sizeof(between) - 1);
    size += sizeof(between) - 1;
    for (int row = 0; row < grid->rows; row++)
        size += put_row(text + size, grid, row, true);
    text[size] = '\0';
}

static void
write_golden(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void
compare_golden(const char *name, const struct mat_grid *grid)
{
    static char shown[SCREEN_BYTES];
    static char golden[SCREEN_BYTES];
    char path[512];
    size_t size;
    FILE *file;

    put_grid(shown, grid);
    (void)snprintf(path, sizeof(path), "%s/tests/screens/%s_%dx%d.screen",
                   TEST_DATA, name, grid->columns, grid->rows);
    if (getenv("MAT_GOLDEN_UPDATE"))
        write_golden(path, shown);
    file = fopen(path, "r");
    if (!file)
        fail_msg("%s is missing", path);
    size = fread(golden, 1, sizeof(golden) - 1, file);
    (void)fclose(file);
    golden[size] = '\0';
    if (strcmp(shown, golden) != 0)
        fail_msg("%s is different; it is now:\n%s", path, shown);
}

/* The cases. */

struct size {
    int columns;
    int rows;
};

static const struct size usual[] = {{80, 24}, {40, 12}, {20, 5}, {0, 0}};
static const struct size many[] = {{80, 24}, {40, 12},  {20, 5},  {19, 4},
                                   {60, 24}, {200, 60}, {40, 10}, {76, 16},
                                   {24, 9},  {0, 0}};

static void
check_session(const char *name, struct mat_state state, mat_ms now,
              enum mat_digits digits, const struct mat_layout_style *style,
              const struct size *sizes)
{
    const struct mat_view_options options = {
        .digits = digits,
        .time_of_day = MAT_MINUTES(22 * 60 + 5) + MAT_SECONDS(20)};
    struct mat_view view;

    mat_view_at(&evening, &state, now, &options, &view);
    for (; sizes->columns > 0; sizes++) {
        struct mat_grid grid = new_grid(sizes->columns, sizes->rows);

        mat_layout(&view, style, &grid);
        compare_golden(name, &grid);
        free(grid.cells);
    }
}

static void
running_session_looks_as_kept(void **unused)
{
    (void)unused;
    check_session("seconds", warm_up, MAT_SECONDS(47), MAT_DIGITS_SECONDS,
                  &utf8, many);
    check_session("minutes", warm_up, MAT_SECONDS(47), MAT_DIGITS_MINUTES,
                  &utf8, usual);
    check_session("hidden", warm_up, MAT_SECONDS(47), MAT_DIGITS_HIDDEN, &utf8,
                  usual);
    check_session("ascii", warm_up, MAT_SECONDS(47), MAT_DIGITS_SECONDS, &ascii,
                  usual);
    check_session("breathe", in_breathing(), MAT_SECONDS(22),
                  MAT_DIGITS_MINUTES, &utf8, usual);
    check_session("last", in_segment(8), MAT_SECONDS(5), MAT_DIGITS_SECONDS,
                  &utf8, usual);
}

static void
standing_session_looks_as_kept(void **unused)
{
    (void)unused;
    check_session("paused", in_phase(MAT_PHASE_PAUSED, MAT_SECONDS(47)),
                  MAT_SECONDS(90), MAT_DIGITS_SECONDS, &utf8, usual);
    check_session("held", in_phase(MAT_PHASE_HELD, MAT_SECONDS(47)),
                  MAT_SECONDS(90), MAT_DIGITS_SECONDS, &utf8, many);
    check_session("waiting", in_wait(), MAT_SECONDS(3), MAT_DIGITS_SECONDS,
                  &utf8, usual);
    check_session("alarm", in_alarm(), MAT_MINUTES(12), MAT_DIGITS_MINUTES,
                  &utf8, many);
}

static void
check_page(const char *name, const struct mat_page *page,
           const struct size *sizes)
{
    for (; sizes->columns > 0; sizes++) {
        struct mat_grid grid = new_grid(sizes->columns, sizes->rows);

        (void)mat_layout_page(page, &utf8, &grid);
        compare_golden(name, &grid);
        free(grid.cells);
    }
}

static const char *const help_lines[] = {
    "  space   Pause, and go on.",
    "  n       The next step.",
    "  p       Back to the start of this step, or to the one before.",
    "  +  -    A minute more or less, as far as the caps allow.",
    "  t       Show seconds, minutes or nothing.",
    "  s       Stop: off the mat first, then it is over.",
    "  x       Unwell: off the mat now. It says what to watch for.",
    "",
    "Any key answers the end tone.",
};

static const char *const question_lines[] = {
    "Does any of this apply today?",
    "",
    "  [ ] An open wound, a burn or sunburn where the spikes will be",
    "> [x] Fever, or you feel ill",
    "  [ ] Alcohol or a sedative in the last few hours",
    "  [?] New numbness or tingling",
};

static void
pages_look_as_kept(void **unused)
{
    const struct mat_page help = {
        .title = "Keys",
        .lines = help_lines,
        .n_lines = 9,
        .keys = "esc close  up/down scroll",
    };
    const struct mat_page question = {
        .title = "Today",
        .lines = question_lines,
        .n_lines = 6,
        .keys = "space tick  ? not sure  enter go on  0 none of these  q quit",
    };

    (void)unused;
    check_page("help", &help, usual);
    check_page("question", &question, usual);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_session_looks_as_kept),
        cmocka_unit_test(standing_session_looks_as_kept),
        cmocka_unit_test(pages_look_as_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
