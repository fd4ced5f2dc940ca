#include "layout_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "utf8.h"

#define KEYS                                                               \
    "space pause  n next  p back  + longer  - shorter  s stop  x unwell  " \
    "? help"

int
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

const struct mat_layout_style utf8 = {.width = char_width, .keys = KEYS};
const struct mat_layout_style ascii = {
    .ascii = true, .width = char_width, .keys = KEYS};

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

const struct mat_schedule evening = {
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

const struct mat_state warm_up = {
    .phase = MAT_PHASE_RUNNING,
    .segment = 4,
    .duration = MAT_MINUTES(3),
    .cue = {.segment = 4, .cue = 1},
    .cue_before = {.segment = 4, .cue = 0},
};

struct mat_state
in_phase(enum mat_phase phase, mat_ms since)
{
    struct mat_state state = warm_up;

    state.phase = phase;
    state.since = since;
    return state;
}

struct mat_state
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

struct mat_state
in_alarm(void)
{
    struct mat_state state = in_segment(5);

    state.phase = MAT_PHASE_WAITING;
    state.ringing = true;
    return state;
}

struct mat_grid
new_grid(int columns, int rows)
{
    struct mat_grid grid = {.rows = rows, .columns = columns};

    grid.cells = malloc((size_t)rows * (size_t)columns * sizeof(*grid.cells));
    assert_non_null(grid.cells);
    return grid;
}

const struct mat_cell *
cell_at(const struct mat_grid *grid, int row, int column)
{
    return &grid->cells[row * grid->columns + column];
}

size_t
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
