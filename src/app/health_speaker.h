/**
 * \file
 * A trial of the speaker: told what to play, and listened to for a while.
 */
#ifndef MAT_APP_HEALTH_SPEAKER_H
#define MAT_APP_HEALTH_SPEAKER_H

#include "speak/speaker.h"

/** What is tried. */
struct mat_trial {
    const struct mat_speaker_settings *settings; /**< borrowed */
    bool unheard;         /**< on a device that makes no sound */
    enum mat_chime chime; /**< or NONE */
    const char *say;      /**< or "" */
    mat_ms patience;      /**< so long it is listened to at most */
};

/** What the speaker answered. */
struct mat_trial_answer {
    bool ready;     /**< it can be heard */
    bool silent;    /**< it cannot */
    bool voiceless; /**< it cannot speak */
    bool done;      /**< all was played */
    bool gone;      /**< it ended, or was never there */
    char why[200];  /**< why not, as far as it said; may be shown */
};

/** Runs the speaker at \p path, and ends it: with nothing to play when the
 *  speaker knows its device; unheard also when it knows that the speech command
 *  fails. */
void mat_trial_run(const char *path, const struct mat_trial *trial,
                   struct mat_trial_answer *ret_answer);

#endif
