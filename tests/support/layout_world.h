/**
 * \file
 * An evening for tests of the layout: its schedule, states that it can be in,
 * two styles of screen, and grids as text.
 */
#ifndef MAT_TESTS_LAYOUT_WORLD_H
#define MAT_TESTS_LAYOUT_WORLD_H

#include "matsession/layout.h"

/** The columns that a character takes; -1 for what steers a terminal. */
int char_width(uint32_t c);

extern const struct mat_layout_style utf8;
extern const struct mat_layout_style ascii;

/** Nine segments, and a tenth for who is unwell. */
extern const struct mat_schedule evening;

#define NO_CUE                   \
    {                            \
        .segment = -1, .cue = -1 \
    }

/** Running, with two cues said. */
extern const struct mat_state warm_up;

/** The same in another phase. */
struct mat_state in_phase(enum mat_phase phase, mat_ms since);

/** At the start of a segment, nothing said. */
struct mat_state in_segment(int segment);

/** At the end of the long segment, ringing. */
struct mat_state in_alarm(void);

/** A grid; the caller frees its cells. */
struct mat_grid new_grid(int columns, int rows);

/** One cell. */
const struct mat_cell *cell_at(const struct mat_grid *grid, int row,
                               int column);

/** Writes a row, or a letter for the role of each cell, without the blanks at
 *  its end but with a newline. \return bytes written, without a NUL */
size_t put_row(char *text, const struct mat_grid *grid, int row, bool roles);

#endif
