/**
 * \file
 * The sink that sounds: facts and marks of a session to the speaker. When the
 * speaker cannot be heard it says so once, and the terminal's bell stands in
 * for chimes.
 */
#ifndef MAT_SPEAK_EARS_H
#define MAT_SPEAK_EARS_H

#include "front/sink.h"
#include "speak/speaker.h"

/** How the end of a session waits for the last sentence. */
#define MAT_EARS_PATIENCE MAT_SECONDS(6)

/** What sounds. Borrowed by mat_ears_begin(). */
struct mat_ears_settings {
    struct mat_speaker_settings speaker;
    bool chimes;
    bool voice;
    /** Told once of what cannot be heard, in a sentence. */
    void (*complain)(void *to, const char *text);
    void *to;
};

/** Ears. All zero are deaf. */
struct mat_ears {
    struct mat_ears_settings settings;
    struct mat_speaker speaker;
    mat_ms marked; /**< marks up to here have sounded */
    bool muted;
    bool deaf;      /**< the speaker cannot be heard */
    bool voiceless; /**< .. or only its sentences */
};

/** Starts the speaker and has everything that \p schedule will say prepared.
 *  A failure is complained of; the sink then only rings the bell. */
void mat_ears_begin(struct mat_ears *ears,
                    const struct mat_ears_settings *settings,
                    const struct mat_schedule *schedule);

/** The sink. \p ears is borrowed. It never fails. */
struct mat_sink mat_ears_sink(struct mat_ears *ears);

/** Silences everything but the alarm, or ends that. */
void mat_ears_mute(struct mat_ears *ears, bool on);

/** Ends the speaker. \param patience  for what is still being said; 0: at
 *  once */
void mat_ears_end(struct mat_ears *ears, mat_ms patience);

#endif
