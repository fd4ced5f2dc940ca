/**
 * \file
 * What works and what does not, for `doctor`: a finding a thing, each with what
 * to do. Nothing is changed by looking.
 */
#ifndef MAT_APP_HEALTH_H
#define MAT_APP_HEALTH_H

#include <stdbool.h>

/** How a thing is. */
enum mat_health {
    MAT_HEALTH_OK,
    MAT_HEALTH_NOTE,  /**< it works, or is not wanted; worth knowing */
    MAT_HEALTH_FAILS, /**< it is switched on and cannot work */
    MAT_HEALTH__COUNT
};

/** One finding. Texts are sentences that may be shown as they are. */
struct mat_health_finding {
    const char *check; /**< what was looked at: "terminal" */
    enum mat_health health;
    const char *text;
    const char *advice; /**< what to do, or "" */
};

/** Who is told, and how it went. */
struct mat_checkup {
    /** Takes a finding; its texts are borrowed until it returns. */
    void (*take)(void *to, const struct mat_health_finding *finding);
    void *to;
    int fails; /**< so many things cannot work */
};

/** "ok", "note", "fails". Static. */
const char *mat_health_word(enum mat_health health);

/** Looks at everything. A speaker or a speech command that hangs takes a few
 *  seconds each. */
void mat_health_check(struct mat_checkup *checkup);

/** Plays a chime and a sentence, as far as they are switched on, and tells what
 *  should have been heard. */
void mat_health_play(struct mat_checkup *checkup);

#endif
