#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/layout_world.h"

#define ROW_BYTES 4096

static void
row_text(const struct mat_grid *grid, int row, char *text)
{
    text[put_row(text, grid, row, false) - 1] = '\0';
}

static bool
shows(const struct mat_grid *grid, const char *wanted)
{
    char text[ROW_BYTES];

    for (int row = 0; row < grid->rows; row++) {
        row_text(grid, row, text);
        if (strstr(text, wanted))
            return true;
    }
    return false;
}

static bool
has_role(const struct mat_grid *grid, enum mat_role role)
{
    for (int i = 0; i < grid->rows * grid->columns; i++)
        if (grid->cells[i].role == role)
            return true;
    return false;
}

static void
running_step_of_a_long_list_is_in_sight(void **unused)
{
    enum { STEPS = 300 };
    static struct mat_segment segments[STEPS + 1];
    static char titles[STEPS + 1][16];
    struct mat_schedule schedule = evening;
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_grid grid = new_grid(80, 24);

    (void)unused;
    for (int i = 0; i <= STEPS; i++) {
        (void)snprintf(titles[i], sizeof(titles[i]), "Step-%d-", i);
        segments[i] = evening.segments[0];
        segments[i].title = titles[i];
    }
    schedule.segments = segments;
    schedule.n_segments = STEPS;
    for (int i = 0; i < STEPS; i++) {
        struct mat_state state = warm_up;
        struct mat_view view;
        char wanted[24];

        state.segment = i;
        state.cue = state.cue_before = (struct mat_cue_ref)NO_CUE;
        mat_view_at(&schedule, &state, 0, &options, &view);
        mat_layout(&view, &utf8, &grid);
        (void)snprintf(wanted, sizeof(wanted), "> Step-%d-", i);
        assert_true(shows(&grid, wanted));
    }
    free(grid.cells);
}

static void
alarm_is_told_by_words_at_every_size(void **unused)
{
    struct mat_state state = in_alarm();
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_view view;

    (void)unused;
    mat_view_at(&evening, &state, MAT_MINUTES(12), &options, &view);
    for (int rows = 1; rows <= 30; rows++) {
        for (int columns = 16; columns <= 100; columns++) {
            struct mat_grid grid = new_grid(columns, rows);

            mat_layout(&view, &utf8, &grid);
            assert_true(has_role(&grid, MAT_ROLE_ALARM));
            assert_true(shows(&grid, "Time to come off"));
            free(grid.cells);
        }
    }
}

static void
answers_of_the_question_after_sleep_are_whole(void **unused)
{
    struct mat_state state = in_phase(MAT_PHASE_HELD, MAT_SECONDS(47));
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_view view;

    (void)unused;
    mat_view_at(&evening, &state, MAT_MINUTES(1), &options, &view);
    for (int rows = 5; rows <= 30; rows++) {
        for (int columns = 20; columns <= 100; columns++) {
            struct mat_grid grid = new_grid(columns, rows);

            mat_layout(&view, &utf8, &grid);
            assert_true(shows(&grid, "r resume"));
            assert_true(shows(&grid, "f finish here"));
            assert_true(shows(&grid, "d discard"));
            free(grid.cells);
        }
    }
}

/* The second of the cues of the warm-up is the last one said. */
static void
put_cue(struct mat_schedule *schedule, struct mat_segment segments[10],
        struct mat_cue_at cues[2], const struct mat_cue *cue)
{
    *schedule = evening;
    memcpy(segments, evening.segments, 10 * sizeof(*segments));
    memcpy(cues, segments[4].cues, 2 * sizeof(*cues));
    cues[1].cue = cue;
    segments[4].cues = cues;
    schedule->segments = segments;
}

static void
cue_is_whole_behind_a_state_where_there_is_room(void **unused)
{
    static const struct size {
        int columns, rows;
    } sizes[] = {{80, 24}, {80, 20}, {76, 18}, {60, 24}, {40, 18}, {30, 12}};
    static const struct mat_cue cue = {
        .id = "x",
        .text = "Roll to your side. Push up with both hands. Sit "
                "up for s-e-c-o-n-d-s."};
    static const enum mat_phase phases[] = {MAT_PHASE_RUNNING, MAT_PHASE_PAUSED,
                                            MAT_PHASE_HELD, MAT_PHASE_WAITING};
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_segment segments[10];
    struct mat_cue_at cues[2];
    struct mat_schedule schedule;

    (void)unused;
    put_cue(&schedule, segments, cues, &cue);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        for (size_t k = 0; k < sizeof(phases) / sizeof(phases[0]); k++) {
            struct mat_state state = in_phase(phases[k], MAT_SECONDS(47));
            struct mat_grid grid = new_grid(sizes[i].columns, sizes[i].rows);
            struct mat_view view;

            state.ringing = phases[k] == MAT_PHASE_WAITING;
            mat_view_at(&schedule, &state, MAT_SECONDS(60), &options, &view);
            mat_layout(&view, &utf8, &grid);
            if (!shows(&grid, "s-e-c-o-n-d-s"))
                fail_msg("%dx%d: the cue is cut in phase %d", grid.columns,
                         grid.rows, (int)phases[k]);
            free(grid.cells);
        }
    }
}

static void
key_line_is_cut_between_items(void **unused)
{
    static const struct {
        int columns;
        const char *line;
    } cases[] = {
        {40, "  space pause  n next  p back"},
        {41, "  space pause  n next  p back  + longer"},
        {42, "  space pause  n next  p back  + longer"},
        {51, "  space pause  n next  p back  + longer"},
        {52, "  space pause  n next  p back  + longer  - shorter"},
    };
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_view view;

    (void)unused;
    mat_view_at(&evening, &warm_up, 0, &options, &view);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_grid grid = new_grid(cases[i].columns, 12);
        char text[256];

        mat_layout(&view, &utf8, &grid);
        row_text(&grid, 11, text);
        assert_string_equal(text, cases[i].line);
        free(grid.cells);
    }
}

static void
text_is_cut_between_characters(void **unused)
{
    static const struct {
        const char *title;
        const char *shown;
    } cases[] = {
        {"twenty columns fit..", "twenty columns fit.."},
        {"twenty-one columns do not", "twenty-one column..."},
        {"\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5",
         "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5"},
        {"\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c",
         "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c..."},
        {"a\u0301 loses its accent", "a loses its accent"},
        {"\033[31mred\x07 \xff", "?[31mred? ?"},
    };
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_view view;
    struct mat_grid grid = new_grid(20, 5);

    (void)unused;
    mat_view_at(&evening, &warm_up, 0, &options, &view);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[256];

        view.title = cases[i].title;
        mat_layout(&view, &utf8, &grid);
        row_text(&grid, 0, text);
        assert_string_equal(text, cases[i].shown);
    }
    free(grid.cells);
}

static void
page_scrolls_within_its_lines(void **unused)
{
    static const char *const lines[] = {"one",  "two", "three", "four",
                                        "five", "six", "seven", "eight"};
    static const struct {
        int scroll;
        const char *first;
    } cases[] = {
        {-3, "one"}, {0, "one"}, {2, "three"}, {5, "six"}, {99, "six"}};
    struct mat_page page = {
        .title = "t", .lines = lines, .n_lines = 8, .keys = "q"};
    struct mat_grid grid = new_grid(30, 5);

    (void)unused;
    assert_int_equal(mat_layout_page_rows(5), 3);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[256];

        page.scroll = cases[i].scroll;
        assert_int_equal(mat_layout_page(&page, &utf8, &grid), 8);
        row_text(&grid, 1, text);
        assert_string_equal(text, cases[i].first);
    }
    free(grid.cells);
}

static void
line_of_the_user_is_in_sight(void **unused)
{
    const char *lines[40];
    struct mat_page page = {
        .title = "t", .lines = lines, .n_lines = 40, .keys = "q"};

    (void)unused;
    for (int at = 0; at < 40; at++) {
        struct mat_grid grid = new_grid(24, 9);

        for (int i = 0; i < 40; i++)
            lines[i] = "  a line that is so long that it is wrapped";
        lines[at] = "> HERE";
        page.scroll = (at * 7) % 40;
        (void)mat_layout_page(&page, &utf8, &grid);
        assert_true(shows(&grid, "> HERE"));
        assert_true(has_role(&grid, MAT_ROLE_NOW));
        free(grid.cells);
    }
}

/* Anything goes in, a good grid comes out. */

static uint64_t
draw_lot(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int
lot_below(uint64_t *seed, int end)
{
    return (int)(draw_lot(seed) % (uint64_t)end);
}

static char *
random_text(uint64_t *seed, char *text, int size)
{
    static const char *const pieces[] = {
        "a",      "bc",   " ",    "  ",           "word",       "\u00e4",
        "\u65e5", "\xff", "\033", "\u0301",       "\u2588",     "\n",
        "\u202e", ">",    "...",  "\xf0\x9f\x98", "\U0001f600", "s stop  ",
    };
    int length = lot_below(seed, size);

    text[0] = '\0';
    for (;;) {
        const char *piece =
            pieces[lot_below(seed, (int)(sizeof(pieces) / sizeof(pieces[0])))];

        if (strlen(text) + strlen(piece) > (size_t)length)
            return text;
        strcat(text, piece);
    }
}

static void
check_grid(const struct mat_grid *grid, const struct mat_layout_style *style)
{
    for (int row = 0; row < grid->rows; row++) {
        for (int column = 0; column < grid->columns; column++) {
            const struct mat_cell *cell = cell_at(grid, row, column);

            assert_true(cell->role < MAT_ROLE__COUNT);
            if (cell->ch == 0) {
                assert_true(column > 0);
                assert_int_equal(char_width(cell[-1].ch), 2);
                continue;
            }
            assert_true(char_width(cell->ch) > 0);
            if (style->ascii)
                assert_true(cell->ch >= ' ' && cell->ch <= '~');
            if (char_width(cell->ch) == 2) {
                assert_true(column + 1 < grid->columns);
                assert_int_equal(cell[1].ch, 0);
            }
        }
    }
}

struct noise {
    char state_detail[96];
    char title[200];
    char state[200];
    char cue[300];
    char before[300];
    char next[200];
    char keys[200];
    char plan[200];
};

static void
random_view(uint64_t *seed, struct noise *noise, struct mat_schedule *schedule,
            struct mat_segment *segment, struct mat_view *view)
{
    static const char *const digits[] = {"",        "0",   "04:59",
                                         "1:23:45", "179", "00:00"};

    *segment = evening.segments[0];
    segment->title = random_text(seed, noise->title, sizeof(noise->title));
    *schedule = evening;
    schedule->segments = segment;
    schedule->n_segments = 1;
    schedule->title = random_text(seed, noise->plan, sizeof(noise->plan));
    *view = (struct mat_view){
        .schedule = schedule,
        .phase = (enum mat_phase)lot_below(seed, MAT_PHASE__COUNT),
        .ringing = lot_below(seed, 2),
        .segment = lot_below(seed, 2),
        .title = noise->title,
        .state = random_text(seed, noise->state, sizeof(noise->state)),
        .state_detail =
            random_text(seed, noise->state_detail, sizeof(noise->state_detail)),
        .digits_minutes = lot_below(seed, 2),
        .permille = lot_below(seed, 1002) - 1,
        .cue = random_text(seed, noise->cue, sizeof(noise->cue)),
        .cue_before = random_text(seed, noise->before, sizeof(noise->before)),
        .next = random_text(seed, noise->next, sizeof(noise->next)),
    };
    (void)random_text(seed, view->detail, sizeof(view->detail));
    strcpy(view->digits, digits[lot_below(seed, 6)]);
    strcpy(view->ends, lot_below(seed, 2) ? "22:47" : "");
}

static void
check_noise(uint64_t *seed, struct mat_layout_style style)
{
    struct mat_grid grid =
        new_grid(1 + lot_below(seed, 210), 1 + lot_below(seed, 70));
    struct noise noise;
    struct mat_schedule schedule;
    struct mat_segment segment;
    struct mat_view view;
    const char *lines[3];
    struct mat_page page = {.title = noise.title, .lines = lines, .n_lines = 3};

    random_view(seed, &noise, &schedule, &segment, &view);
    style.keys = random_text(seed, noise.keys, sizeof(noise.keys));
    memset(grid.cells, 0xff,
           (size_t)(grid.rows * grid.columns) * sizeof(*grid.cells));
    mat_layout(&view, &style, &grid);
    check_grid(&grid, &style);
    lines[0] = noise.cue;
    lines[1] = noise.before;
    lines[2] = noise.next;
    page.keys = noise.keys;
    page.scroll = lot_below(seed, 40) - 5;
    memset(grid.cells, 0xff,
           (size_t)(grid.rows * grid.columns) * sizeof(*grid.cells));
    (void)mat_layout_page(&page, &style, &grid);
    check_grid(&grid, &style);
    free(grid.cells);
}

static void
any_text_at_any_size_gives_a_good_grid(void **unused)
{
    const char *given = getenv("MAT_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 20260101;

    (void)unused;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < 1500; i++)
        check_noise(&seed, i % 2 ? ascii : utf8);
    for (int rows = 1; rows <= 12; rows++)
        for (int columns = 1; columns <= 42; columns++) {
            struct mat_grid grid = new_grid(columns, rows);
            struct mat_view_options options = {.time_of_day = 0};
            struct mat_view view;

            mat_view_at(&evening, &warm_up, 0, &options, &view);
            mat_layout(&view, &utf8, &grid);
            check_grid(&grid, &utf8);
            free(grid.cells);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_step_of_a_long_list_is_in_sight),
        cmocka_unit_test(alarm_is_told_by_words_at_every_size),
        cmocka_unit_test(answers_of_the_question_after_sleep_are_whole),
        cmocka_unit_test(cue_is_whole_behind_a_state_where_there_is_room),
        cmocka_unit_test(key_line_is_cut_between_items),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(page_scrolls_within_its_lines),
        cmocka_unit_test(line_of_the_user_is_in_sight),
        cmocka_unit_test(any_text_at_any_size_gives_a_good_grid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
