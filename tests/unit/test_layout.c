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

#include "../support/utf8.h"
#include "matsession/layout.h"
#include "matsession/text.h"

#define KEYS                                                               \
    "space pause  n next  p back  + longer  - shorter  s stop  x unwell  " \
    "? help"
#define SCREEN_BYTES 65536

static int
char_width(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return -1;
    if (c >= 0x300 && c <= 0x36f)
        return 0;
    if ((c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
        (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xff00 && c <= 0xff60))
        return 2;
    return 1;
}

static const struct mat_layout_style utf8 = {.width = char_width, .keys = KEYS};
static const struct mat_layout_style ascii = {
    .ascii = true, .width = char_width, .keys = KEYS};

/* The evening that all screens show. */

static const struct mat_cue soon = {
    .id = "peak-soon",
    .text = "The sting usually peaks in the first half minute, then eases."};
static const struct mat_cue soften = {
    .id = "soften", .text = "Let jaw, shoulders and hands go loose."};
static const struct mat_cue place = {
    .id = "place", .text = "Sit or lie so that nothing presses."};
static const struct mat_cue_at warm_cues[] = {
    {.at = MAT_SECONDS(5), .cue = &soon},
    {.at = MAT_SECONDS(25), .cue = &soften},
};
static const struct mat_cue ready = {
    .id = "",
    .text = "Move to the floor, shirt on. Press any key when you are ready."};
static const struct mat_cue_at wait_cues[] = {{.cue = &ready}};
static const struct mat_cue_at breathe_cues[] = {{.cue = &place}};

static const struct mat_segment evening_segments[] = {
    {.kind = MAT_KIND_PREPARE,
     .title = "Get ready",
     .position = MAT_POSITION_NONE,
     .duration = MAT_MINUTES(1)},
    {.kind = MAT_KIND_MAT,
     .title = "Feet",
     .area = MAT_AREA_FEET,
     .position = MAT_POSITION_SEATED_CHAIR,
     .layer = MAT_LAYER_SOCKS,
     .surface = MAT_SURFACE_FIRM,
     .duration = MAT_MINUTES(4),
     .off = 3,
     .mat = 1},
    {.kind = MAT_KIND_WAIT,
     .title = "Move to the floor, shirt on",
     .position = MAT_POSITION_NONE,
     .duration = MAT_MS_NONE,
     .timeout = MAT_MS_NONE,
     .cues = wait_cues,
     .n_cues = 1},
    {.kind = MAT_KIND_ON,
     .title = "Lie down",
     .position = MAT_POSITION_SUPINE,
     .duration = MAT_SECONDS(20),
     .off = 6,
     .mat = 4},
    {.kind = MAT_KIND_MAT,
     .title = "Warm-up",
     .area = MAT_AREA_BACK,
     .position = MAT_POSITION_SUPINE,
     .layer = MAT_LAYER_SHIRT,
     .surface = MAT_SURFACE_SOFT,
     .duration = MAT_MINUTES(3),
     .off = 6,
     .mat = 4,
     .cues = warm_cues,
     .n_cues = 2},
    {.kind = MAT_KIND_MAT,
     .title = "Back",
     .area = MAT_AREA_BACK,
     .position = MAT_POSITION_SUPINE_TOWEL,
     .layer = MAT_LAYER_BARE,
     .surface = MAT_SURFACE_SOFT,
     .duration = MAT_MINUTES(12),
     .off = 6,
     .mat = 5,
     .alarm = true},
    {.kind = MAT_KIND_OFF,
     .title = "Come off",
     .position = MAT_POSITION_NONE,
     .duration = MAT_SECONDS(90),
     .mat = 5},
    {.kind = MAT_KIND_BREATHE,
     .title = "Breathe",
     .position = MAT_POSITION_NONE,
     .duration = MAT_MINUTES(5),
     .inhale = MAT_SECONDS(4),
     .exhale = MAT_SECONDS(6),
     .cues = breathe_cues,
     .n_cues = 1},
    {.kind = MAT_KIND_REST,
     .title = "Before sleep",
     .position = MAT_POSITION_NONE,
     .duration = MAT_MINUTES(70)},
    {.kind = MAT_KIND_OFF,
     .title = "Off the mat",
     .position = MAT_POSITION_NONE,
     .duration = MAT_MINUTES(2)},
};

static const struct mat_tables tables = {.step_min = MAT_SECONDS(60)};

static const struct mat_schedule evening = {
    .plan = "evening",
    .title = "Evening wind-down",
    .when = MAT_WHEN_EVENING,
    .tables = &tables,
    .segments = evening_segments,
    .n_segments = 9,
    .unwell = 9,
    .cap_total = MAT_MINUTES(30),
    .cap_area =
        {[MAT_AREA_BACK] = MAT_MINUTES(20), [MAT_AREA_FEET] = MAT_MINUTES(10)},
};

#define NO_CUE                   \
    {                            \
        .segment = -1, .cue = -1 \
    }

static const struct mat_state warm_up = {
    .phase = MAT_PHASE_RUNNING,
    .segment = 4,
    .duration = MAT_MINUTES(3),
    .cue = {.segment = 4, .cue = 1},
    .cue_before = {.segment = 4, .cue = 0},
};

static struct mat_state
in_phase(enum mat_phase phase, mat_ms since)
{
    struct mat_state state = warm_up;

    state.phase = phase;
    state.since = since;
    return state;
}

static struct mat_state
in_segment(int segment)
{
    return (struct mat_state){
        .phase = evening_segments[segment].kind == MAT_KIND_WAIT
                     ? MAT_PHASE_WAITING
                     : MAT_PHASE_RUNNING,
        .segment = segment,
        .duration = evening_segments[segment].duration,
        .cue = NO_CUE,
        .cue_before = NO_CUE,
    };
}

static struct mat_state
in_alarm(void)
{
    struct mat_state state = in_segment(5);

    state.phase = MAT_PHASE_WAITING;
    state.ringing = true;
    return state;
}

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

/* Grids as text. */

static struct mat_grid
new_grid(int columns, int rows)
{
    struct mat_grid grid = {.rows = rows, .columns = columns};

    grid.cells = malloc((size_t)rows * (size_t)columns * sizeof(*grid.cells));
    assert_non_null(grid.cells);
    return grid;
}

static const struct mat_cell *
cell_at(const struct mat_grid *grid, int row, int column)
{
    return &grid->cells[row * grid->columns + column];
}

static size_t
put_row(char *text, const struct mat_grid *grid, int row, bool roles)
{
    static const char letters[MAT_ROLE__COUNT + 1] = " tdT8c=-nkA";
    size_t size = 0;
    size_t end = 0;

    for (int column = 0; column < grid->columns; column++) {
        const struct mat_cell *cell = cell_at(grid, row, column);

        if (roles)
            text[size++] = letters[cell->role];
        else if (cell->ch != 0)
            size += utf8_put(cell->ch, text + size);
        if (size > 0 && text[size - 1] != ' ')
            end = size;
    }
    text[end++] = '\n';
    return end;
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

/* Claims about single things. */

static void
row_text(const struct mat_grid *grid, int row, char *text)
{
    text[put_row(text, grid, row, false) - 1] = '\0';
}

static bool
shows(const struct mat_grid *grid, const char *wanted)
{
    char text[SCREEN_BYTES / 16];

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
        segments[i] = evening_segments[0];
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

    *segment = evening_segments[0];
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
        cmocka_unit_test(running_session_looks_as_kept),
        cmocka_unit_test(standing_session_looks_as_kept),
        cmocka_unit_test(pages_look_as_kept),
        cmocka_unit_test(running_step_of_a_long_list_is_in_sight),
        cmocka_unit_test(alarm_is_told_by_words_at_every_size),
        cmocka_unit_test(answers_of_the_question_after_sleep_are_whole),
        cmocka_unit_test(key_line_is_cut_between_items),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(page_scrolls_within_its_lines),
        cmocka_unit_test(line_of_the_user_is_in_sight),
        cmocka_unit_test(any_text_at_any_size_gives_a_good_grid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
