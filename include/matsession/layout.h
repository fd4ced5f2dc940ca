/**
 * \file
 * The layout: a view as a grid of cells, for any size of terminal.
 *
 * Pure. A cell holds a character and a role; what a role looks like is the
 * front's business. The whole grid is filled every time, so the front only
 * sends what is different from before.
 */
#ifndef MATSESSION_LAYOUT_H
#define MATSESSION_LAYOUT_H

#include "matsession/view.h"

/** What a cell is for. The front maps roles to colours and attributes. */
enum mat_role {
    MAT_ROLE_BLANK,
    MAT_ROLE_TEXT,
    MAT_ROLE_DIM, /**< behind, before, hints */
    MAT_ROLE_TITLE,
    MAT_ROLE_DIGITS,
    MAT_ROLE_CUE,
    MAT_ROLE_BAR, /**< progress made */
    MAT_ROLE_BAR_REST,
    MAT_ROLE_NOW, /**< the running step in the list */
    MAT_ROLE_KEY,
    MAT_ROLE_ALARM,
    MAT_ROLE__COUNT
};

/** One cell. A character two columns wide is followed by a cell with ch 0. */
struct mat_cell {
    uint32_t ch; /**< code point; ' ' for nothing */
    uint8_t role;
};

/** A grid. The caller owns `cells`, rows times columns of them. */
struct mat_grid {
    int rows;
    int columns;
    struct mat_cell *cells;
};

/** A page in front of the session: help, a question, the closing page. */
struct mat_page {
    const char *title;
    const char *const *lines; /**< wrapped to the width by the layout */
    int n_lines;
    const char *keys; /**< the line at the bottom: what can be pressed */
    int scroll;       /**< first line to show */
};

/** How to draw. */
struct mat_layout_style {
    bool ascii; /**< nothing beyond ASCII */
    /** Columns of a character, 0 to 2; negative: cannot be shown. */
    int (*width)(uint32_t c);
    const char *keys; /**< the key line, "space pause  s stop  ? help" */
};

/**
 * Fills \p grid with the session.
 *
 * From 10 rows and 40 columns on: title and detail, large digits, progress,
 * the cue and the one before, what comes next and when it ends; steps at the
 * side from 76 columns on, below from 22 rows on; keys at the bottom. Smaller:
 * title, time, cue. Under 20 by 5: the time only, or the state where there is
 * one. Any size from 1 by 1 works. A state and what to do about it stand before
 * the cue. The rows of the time are kept where none is shown, so that nothing
 * jumps from step to step.
 */
void mat_layout(const struct mat_view *view,
                const struct mat_layout_style *style, struct mat_grid *grid);

/**
 * Fills \p grid with a page.
 *
 * A line keeps the blanks it begins with; where it is wrapped it goes on below
 * them, or below the text behind a box or a key (`  p     Back`). A line that
 * begins with `>` is where the user is: it gets the role NOW and is always in
 * sight, whatever `scroll` says. `scroll` beyond the end shows the end.
 *
 * \return lines that the whole page needs, so that a caller can bound `scroll`
 *         to that less mat_layout_page_rows()
 */
int mat_layout_page(const struct mat_page *page,
                    const struct mat_layout_style *style,
                    struct mat_grid *grid);

/** How many lines of a page are shown at once on so many rows. */
int mat_layout_page_rows(int rows);

#endif
