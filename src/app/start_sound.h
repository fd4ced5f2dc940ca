/**
 * \file
 * Sound of a session: from the user's settings to its ears.
 */
#ifndef MAT_APP_START_SOUND_H
#define MAT_APP_START_SOUND_H

#include "app/start_session.h"
#include "speak/ears.h"

/** Whether it sounds: that is wanted, and it is no rehearsal. */
bool mat_sound_wanted(const struct mat_session *session);

/** Starts the ears of \p session, which is borrowed until they end. What it
 *  complains of shows on the screen that its keeping knows. */
void mat_sound_begin(struct mat_session *session, struct mat_ears *ears);

#endif
