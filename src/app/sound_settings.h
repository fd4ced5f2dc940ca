/**
 * \file
 * The user's settings as the speaker takes them.
 */
#ifndef MAT_APP_SOUND_SETTINGS_H
#define MAT_APP_SOUND_SETTINGS_H

#include "speak/orders.h"
#include "store/config.h"

/** Makes them; without memory the program exits. \param night  at the level of
 *  evening plans \return freed with mat_sound_settings_done() */
struct mat_speaker_settings mat_sound_settings(const struct mat_config *config,
                                               bool night);

/** Frees what they hold. */
void mat_sound_settings_done(struct mat_speaker_settings *settings);

#endif
