/**
 * \file
 * Sentences on their way from an order to the mixer: one that is not spoken
 * yet is said as soon as it is, unless that is too late.
 */
#ifndef MAT_SPEAKER_TALK_H
#define MAT_SPEAKER_TALK_H

#include "speaker/mixer.h"
#include "speaker/voice.h"

/** Sentences that wait for their speech, and how long one may, unless it is for
 *  safety. */
#define MAT_TALK_WAITING 8
#define MAT_TALK_LATE MAT_SECONDS(3)

/** A sentence that waits. */
struct mat_talk_sentence {
    char *text;
    mat_ms ordered;
    bool safety;
};

/** What waits. All zero is nothing. */
struct mat_talk {
    struct mat_talk_sentence waiting[MAT_TALK_WAITING];
    int n;
};

/** Has a text said: wants it now, and lets it wait. Copies \p text. When too
 *  many wait the oldest is forgotten, those for safety last. */
void mat_talk_say(struct mat_talk *talk, struct mat_voice *voice,
                  const char *text, bool safety, mat_ms now);

/** Takes the next sentence out that can be said now; drops what is too late or
 *  never will be spoken. \return NULL: none; else borrowed from the voice */
const struct mat_clip *mat_talk_take(struct mat_talk *talk,
                                     struct mat_voice *voice, mat_ms now,
                                     bool *ret_safety);

/** Forgets what waits. */
void mat_talk_forget(struct mat_talk *talk);

#endif
