/**
 * \file
 * The screen of a session: the sink that draws, with what only the screen
 * knows (how time is shown, which page lies in front).
 */
#ifndef MAT_FRONT_SCREEN_H
#define MAT_FRONT_SCREEN_H

#include "front/sink.h"
#include "front/tui.h"

/** A screen. The terminal is opened and closed by the caller. */
struct mat_screen {
    enum mat_digits digits;
    bool quiet;             /**< no bell */
    mat_ms midnight;        /**< session moment of the last local midnight,
                                 usually negative; NONE: unknown */
    const char *key_line;   /**< borrowed */
    const char *muted_line; /**< stands there while `muted`; borrowed */
    bool muted;
    const char *notice;          /**< stands in place of the key line; borrowed,
                                      or NULL */
    const struct mat_page *page; /**< in front of the session, or NULL */
};

/** The sink that draws on it. \p screen is borrowed. */
struct mat_sink mat_screen_sink(struct mat_screen *screen);

#endif
