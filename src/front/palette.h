/**
 * \file
 * What roles look like: the colours of day and night.
 */
#ifndef MAT_FRONT_PALETTE_H
#define MAT_FRONT_PALETTE_H

#include <curses.h>

#include "front/tui.h"

/** Whether this terminal and this user want colours. Needs an open screen. */
bool mat_palette_has_colours(void);

/** Sets up curses for a palette and makes its background that of the screen.
 *  Needs an open screen. */
void mat_palette_use(enum mat_palette palette);

/** A cell as curses wants it, under the palette in use. */
void mat_palette_cell(const struct mat_cell *cell, cchar_t *ret_cell);

#endif
