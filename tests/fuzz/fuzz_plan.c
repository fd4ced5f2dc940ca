/**
 * \file
 * Bytes of a plan -> check -> schedule -> 10,000 engine steps. The first two
 * bytes choose stage, options and a contraindication; the rest is the file,
 * and its checksum the seed of what happens.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "matsession/engine.h"
#include "matsession/layout.h"
#include "store/plans.h"
#include "store/tables.h"

#define STEPS 10000

static uint32_t seed;

static uint32_t
chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static int
one_column(uint32_t c)
{
    (void)c;
    return 1;
}

static void
look(const struct mat_schedule *schedule, const struct mat_state *state,
     mat_ms now)
{
    static struct mat_cell cells[24 * 80];
    struct mat_grid grid = {.rows = 1 + (int)chance(24),
                            .columns = 1 + (int)chance(80),
                            .cells = cells};
    struct mat_layout_style style = {.width = one_column, .keys = "q quit"};
    struct mat_view_options options = {.digits = chance(MAT_DIGITS__COUNT),
                                       .time_of_day = MAT_MS_NONE};
    struct mat_view view;

    mat_view_at(schedule, state, now, &options, &view);
    mat_layout(&view, &style, &grid);
    assert(mat_view_next_change(schedule, state, now, &options) > now);
}

static void
run(const struct mat_schedule *schedule)
{
    struct mat_state state = mat_engine_init();
    struct mat_event event = {.kind = MAT_EVENT_BEGIN};
    mat_ms now = 0;

    for (int i = 0; i < STEPS; i++) {
        mat_ms due = mat_engine_deadline(schedule, &state);

        assert(mat_engine_mat_time(schedule, &state, now) <=
               schedule->cap_total);
        if (due <= now) {
            state = mat_engine_step(schedule, state, MAT_TICK, now).state;
            continue;
        }
        state = mat_engine_step(schedule, state, event, now).state;
        if (i % 64 == 0)
            look(schedule, &state, now);
        event.kind =
            chance(40) ? MAT_EVENT_ACKNOWLEDGE : chance(MAT_EVENT__COUNT);
        if (event.kind == MAT_EVENT_TICK)
            event.kind = MAT_EVENT_RESUME;
        event.by = MAT_SECONDS((mat_ms)chance(600) - 300);
        now += chance(20000);
        if (mat_engine_over(&state))
            break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {.tables = &mat_tables_builtin,
                                   .profile = profile};
    struct mat_schedule_options options = {.minutes = MAT_MS_NONE};
    struct mat_plan_file file;
    int row;

    if (size < 2)
        return 0;
    for (size_t i = 0; i < size; i++)
        seed = seed * 31 + data[i];
    row = data[1] % mat_tables_builtin.n_rows;
    input.standing.stage = data[0] % MAT_STAGE__COUNT;
    input.standing.sessions = data[0] / MAT_STAGE__COUNT;
    input.opt_in = data[0] & 1;
    profile[row].kind = data[1] & 0x80 ? MAT_ANSWER_YES : MAT_ANSWER_NO;
    profile[row].cleared = data[1] & 0x40;
    if (mat_plan_read((const char *)data + 2, size - 2, "fuzz",
                      &mat_tables_builtin, &file) == MAT_PLAN_LOADED) {
        struct mat_schedule *schedule;

        input.plan = file.plan;
        mat_gate(&input, &verdict);
        schedule = mat_schedule_new(&input, &verdict, &options);
        if (schedule && schedule->n_segments > 0)
            run(schedule);
        mat_schedule_free(schedule);
    }
    mat_plan_file_done(&file);
    profile[row] = (struct mat_answer){0};
    return 0;
}
