/**
 * \file
 * One run of a speech command as a child process: told a text, listened to,
 * ended. It is never waited for.
 */
#ifndef MAT_SPEAKER_VOICE_RUN_H
#define MAT_SPEAKER_VOICE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "matsession/time.h"

/** The longest text that a command is given; the rest of a longer one is not
 *  said. No more than what a pipe takes at once. */
#define MAT_VOICE_TEXT 1000

/** How a run ended. */
enum mat_voice_end {
    MAT_VOICE_ENDED,    /**< by itself; `detail` is its exit status */
    MAT_VOICE_NOT_RUN,  /**< it cannot be executed; `detail` is why */
    MAT_VOICE_LATE,     /**< killed: it took too long */
    MAT_VOICE_TOO_MUCH, /**< killed: it wrote too much */
    MAT_VOICE_CRASHED,  /**< `detail` is the signal */
};

/** A run. All zero is none. */
struct mat_voice_run {
    pid_t process; /**< 0: none, or it has ended */
    int output;    /**< -1: at its end */
    int complaint; /**< where it says why it could not be executed */
    mat_ms until;
    bool killed;
    enum mat_voice_end end;
    int detail;
    unsigned char *bytes; /**< what it wrote */
    size_t n, room;
};

/**
 * Starts \p argv without a shell, in a process group of its own, with \p text
 * on its input and its errors to nowhere. It dies with this process where the
 * system can do that.
 *
 * \return 0 or an errno value; \p run is then as before
 */
int mat_voice_run_start(struct mat_voice_run *run, char *const *argv,
                        const char *text, mat_ms now);

/** Reads what is there, and ends what has to end. Once `process` is 0, `end`
 *  and `bytes` are final. \return when to call it again though `output` is not
 *  ready */
mat_ms mat_voice_run_go_on(struct mat_voice_run *run, mat_ms now);

/** Kills the process with whatever it has started, and frees all. */
void mat_voice_run_done(struct mat_voice_run *run);

#endif
