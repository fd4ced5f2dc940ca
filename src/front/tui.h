/**
 * \file
 * The terminal: taken, drawn on, given back. The only file that knows curses.
 */
#ifndef MAT_FRONT_TUI_H
#define MAT_FRONT_TUI_H

#include "front/keys.h"
#include "matsession/layout.h"

/** What the roles look like. */
enum mat_palette {
    MAT_PALETTE_DAY,
    MAT_PALETTE_NIGHT, /**< dim red on black, no bright cell */
    MAT_PALETTE_MONO,  /**< no colour: NO_COLOR, or a terminal without */
};

/**
 * Takes the terminal (alternate screen, no echo, no cursor). One at a time.
 *
 * A TERM without a description falls back to xterm-256color or vt100; NO_COLOR
 * (not empty) and terminals without colour get MAT_PALETTE_MONO whatever is
 * asked for. No signal handler is left behind: curses installs some of its own,
 * which are taken out again.
 *
 * \return false when this terminal cannot be drawn on (standard input or
 *         output is none, TERM is unset, empty, dumb or cannot move the
 * cursor); nothing was changed then
 */
bool mat_tui_open(enum mat_palette palette);

/** Gives the terminal back. Fine when it is not open, twice, while suspended,
 *  in the background and when the terminal has gone. */
void mat_tui_close(void);

/** Whether it is open. */
bool mat_tui_is_open(void);

/** Gives the terminal back for a while (Ctrl-Z) .. */
void mat_tui_suspend(void);

/** .. and takes it again; the next draw repaints everything. */
void mat_tui_resume(void);

/** Asks the terminal for its size and takes it on; the next draw repaints. */
void mat_tui_resize(void);

/** A grid of the terminal's size to fill; valid until the next resize. A
 *  terminal that does not know its size counts as 80x24; at most 500x500. */
struct mat_grid *mat_tui_grid(void);

/** How to lay out for this terminal and locale, without `keys`. */
struct mat_layout_style mat_tui_style(void);

/** Sends what differs between the grid and the screen. */
void mat_tui_draw(void);

/**
 * The next key, without waiting (but 25 ms behind a lone escape): a code
 * point, a mat_key_code, or MAT_KEY_NONE.
 *
 * A sequence without a meaning here is one MAT_KEY_OTHER, never the characters
 * that it is made of. A resize is no key. That the terminal is gone is not told
 * here: poll() says so.
 */
int mat_tui_key(void);

/** Rings the bell; never a flash. */
void mat_tui_bell(void);

/** Sends an escape sequence that draws nothing, as it is. */
void mat_tui_send(const char *sequence);

/** Asks the terminal to tell when it comes into view and goes out of it, for as
 *  long as it is open. What it tells is no key. */
void mat_tui_watch_view(void);

/** Whether it is in view, as far as it tells: many do not. */
bool mat_tui_in_view(void);

#endif
