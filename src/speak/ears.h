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
/** What is later than this is dropped: a mark; anything else, unless it is for
 *  safety. */
#define MAT_EARS_MARK_LATE 300
#define MAT_EARS_LATE MAT_SECONDS(3)
/** A speaker that has said nothing for so long will not be heard. */
#define MAT_EARS_ANSWER MAT_SECONDS(5)
/** Sounds that wait for the frame that tells how late they are. */
#define MAT_EARS_WAITING 16
/** The most sentences that are prepared ahead. */
#define MAT_EARS_PREPARED 2000

/** What sounds. Borrowed by mat_ears_begin(). */
struct mat_ears_settings {
    struct mat_speaker_settings speaker;
    bool chimes; /**< an alarm sounds without them, too */
    bool voice;
    /** Told once of what cannot be heard, in a sentence. */
    void (*complain)(void *to, const char *text);
    /** Rings the terminal's bell; NULL: there is none. */
    void (*ring)(void *to);
    void *to;
};

/** A sound of a fact. */
struct mat_ears_sound {
    mat_ms at; /**< since the session began */
    struct mat_sound sound;
};

/** Ears. All zero make no sound. */
struct mat_ears {
    struct mat_ears_settings settings;
    struct mat_speaker speaker;
    bool begun;    /**< by mat_ears_begin(): what sounds before waits for it */
    mat_ms marked; /**< marks up to here have sounded */
    bool muted;
    bool deaf;      /**< the speaker cannot be heard */
    bool voiceless; /**< .. or only its sentences */
    bool ready;     /**< the speaker has said that it can be heard */
    bool ended;     /**< .. and was told that nothing will follow */
    bool hush;      /**< a sound that was dropped would have hushed */
    mat_ms began;   /**< moment of the first frame; NONE: none yet */
    struct mat_ears_sound waiting[MAT_EARS_WAITING];
    int n_waiting;
    void *sentences; /**< to be prepared; private */
    void *sentence;  /**< the next of them, or NULL */
};

/** Starts the speaker and has everything that \p schedule will say prepared.
 *  A failure is complained of; the sink then only rings the bell.
 *  \param ears  zeroed; the sink may have been in use already */
void mat_ears_begin(struct mat_ears *ears,
                    const struct mat_ears_settings *settings,
                    const struct mat_schedule *schedule);

/** The sink. \p ears is borrowed. It never fails. */
struct mat_sink mat_ears_sink(struct mat_ears *ears);

/** Silences everything but the alarm, or ends that. */
void mat_ears_mute(struct mat_ears *ears, bool on);

/** Ends the speaker. \param patience  for what is still being said once the
 *  session has ended; 0: at once */
void mat_ears_end(struct mat_ears *ears, mat_ms patience);

#endif
