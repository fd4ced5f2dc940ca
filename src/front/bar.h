/**
 * \file
 * How far something is: a bar on a terminal, a line now and then on one that
 * cannot go back in a line, nothing elsewhere.
 */
#ifndef MAT_FRONT_BAR_H
#define MAT_FRONT_BAR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/** A bar. */
struct mat_bar {
    FILE *file; /**< NULL: no terminal */
    bool lines; /**< it is a dumb one */
    int shown;  /**< percent, or -1 */
};

/** A bar on \p file; nothing is shown yet. */
struct mat_bar mat_bar_on(FILE *file);

/** Shows \p done of \p all. One that is stopped (Ctrl-S) is not waited for. */
void mat_bar_show(struct mat_bar *bar, int64_t done, int64_t all);

/** Takes it from the screen; it may be shown again. */
void mat_bar_clear(struct mat_bar *bar);

#endif
