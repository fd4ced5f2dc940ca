/**
 * \file
 * The score: what sounds when. From facts, and from the moments between them
 * that only the ear is told (half, the last minute, the seconds before a
 * change). Live sound and rendered files both play it.
 */
#ifndef MATSESSION_SCORE_H
#define MATSESSION_SCORE_H

#include "matsession/engine.h"
#include "matsession/speech.h"

/** So many seconds before a change that the body makes are marked, each with a
 *  SOON .. */
#define MAT_SOON_COUNT 3
/** .. and a segment shorter than this has neither those nor a HALF .. */
#define MAT_MARKED_FROM MAT_SECONDS(20)
/** .. nor, under this, a LAST_MINUTE. Both are of `mat` segments; there is no
 *  HALF in the evening, and a LAST_MINUTE only before a change. */
#define MAT_LAST_MINUTE_FROM MAT_MINUTES(3)
/** A mark that falls on a cue comes so long before it, as a chime before its
 *  sentence. */
#define MAT_MARK_LEAD 450

/** Cues so near to the start of a segment may wait for what is said there. */
#define MAT_OPENING MAT_SECONDS(10)

/** The gain of a chime at the level that the user has set, in thousandths. */
#define MAT_GAIN_LEVEL 1000

/** What is said. */
enum mat_said {
    MAT_SAID_NOTHING,
    MAT_SAID_STEP,  /**< mat_speech_step() of the segment */
    MAT_SAID_CUE,   /**< cue `cue` of the segment */
    MAT_SAID_ALARM, /**< that time on the mat is over, and that a key answers */
    MAT_SAID_HELD,  /**< that the machine slept, and a question stands */
    MAT_SAID_PAUSED,
    MAT_SAID_RESUMED,
    MAT_SAID_END,       /**< that the session is over */
    MAT_SAID_CUT_SHORT, /**< .. before its end, and that whoever still lies on
                             the mat is to come off */
    MAT_SAID__COUNT
};

/** A sound: a chime, a sentence, or both, the chime first. */
struct mat_sound {
    enum mat_chime chime; /**< or NONE */
    int gain;             /**< of the chime, in thousandths of the user's level:
                               the alarm's grows from attempt to attempt */
    bool loudest;         /**< as loud as there is, whatever the level */
    enum mat_said said;
    int segment; /**< of STEP and CUE */
    int cue;     /**< of CUE */
    mat_ms ms;   /**< duration, of STEP */
    bool safety; /**< said however late it is: what is for safety, and what
                      only waits for the sentence that opens its step */
    bool hush;   /**< whatever is being said stops first */
};

/** The sound of a fact. \return false: it has none */
bool mat_score_fact(const struct mat_schedule *schedule,
                    const struct mat_fact *fact, struct mat_sound *ret_sound);

/**
 * The next mark: HALF, LAST_MINUTE or SOON.
 *
 * A pause, a jump or another length moves the marks that are ahead; those that
 * it would move behind do not sound. None is due on the very moment of a cue.
 *
 * \param after     marks up to this moment have sounded: that of the last one,
 *                  or any moment since then up to now. As of deadlines, not
 *                  since the session began
 * \param ret_chime set unless there is none
 * \return its moment, or MAT_MS_NONE: none before the next fact
 */
mat_ms mat_score_next_mark(const struct mat_schedule *schedule,
                           const struct mat_state *state, mat_ms after,
                           enum mat_chime *ret_chime);

/** The sound of a mark. In the evening the last minute fades. */
struct mat_sound mat_score_mark(const struct mat_schedule *schedule,
                                enum mat_chime chime);

/** What a sound says, for a voice. \return bytes written, without the NUL; 0:
 *  nothing */
size_t mat_score_text(const struct mat_schedule *schedule,
                      const struct mat_sound *sound, char *buffer, size_t size);

/** Takes a sound at a moment since the session began. \return false: enough */
typedef bool mat_score_take(void *to, mat_ms at, const struct mat_sound *sound);

/**
 * Plays a schedule through without waiting, every question answered at once:
 * all that a session sounds like that nobody changes, in order. What a `wait`
 * says is not cut off by the step behind it, although that begins at once.
 */
void mat_score_play(const struct mat_schedule *schedule, mat_score_take *take,
                    void *to);

/** What a session may have to say beside that, as far as it can be known: to
 *  somebody unwell, and of pauses and early ends. In no order, all at 0. */
void mat_score_reserve(const struct mat_schedule *schedule,
                       mat_score_take *take, void *to);

#endif
