/**
 * \file
 * A session from the first question to the closing page.
 */
#ifndef MAT_APP_START_H
#define MAT_APP_START_H

#include "app/prepare.h"
#include "front/keys.h"

/** How a session is shown. */
enum mat_show {
    MAT_SHOW_AUTO,  /**< the screen on a terminal, else plain */
    MAT_SHOW_PLAIN, /**< a line an event */
    MAT_SHOW_JSON,  /**< a fact a line */
};

/** How to start. */
struct mat_start_options {
    struct mat_wish wish; /**< `plan` may be NULL with `resume` */
    bool resume;          /**< takes up the session that was cut off */
    bool no_history;      /**< leaves no trace of it */
    enum mat_show show;
    bool confirm;  /**< states that none of today's prompts applies */
    bool quiet;    /**< nothing sounds, not even the bell */
    bool no_sound; /**< nothing but the bell */
    int speed;     /**< the clock runs so many times faster; 1 is real */
    const struct mat_key *keys; /**< which key asks for what */
    int n_keys;
};

/** Runs it. Prints problems. \return what to exit with */
int mat_start(const struct mat_start_options *options);

#endif
