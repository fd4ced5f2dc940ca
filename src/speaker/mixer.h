/**
 * \file
 * The mixer: chimes and one voice into one stream of frames. It knows no
 * device, no file and no clock but the frames that were taken from it; live
 * sound and rendered files come from it. In how many pieces frames are taken
 * changes none of them.
 */
#ifndef MAT_SPEAKER_MIXER_H
#define MAT_SPEAKER_MIXER_H

#include <stdbool.h>

#include "matsession/words.h"
#include "speaker/clip.h"

/** Sounds at once; what would be more is dropped, chimes before an alarm. */
#define MAT_MIXER_VOICES 8
/** Sentences that wait; and how long one may have waited, unless it is for
 *  safety. */
#define MAT_MIXER_WAITING 8
#define MAT_MIXER_LATE MAT_FRAMES(3000)
/** A sentence begins so long after a chime did .. */
#define MAT_MIXER_AFTER_CHIME MAT_FRAMES(450)
/** .. and after another sentence has ended. */
#define MAT_MIXER_BETWEEN MAT_FRAMES(300)
/** What is cut short fades for so long. */
#define MAT_MIXER_FADE MAT_FRAMES(30)
/** The level of an alarm is at least this: sound that is turned down must not
 *  become a night on the mat. */
#define MAT_MIXER_ALARM_LEAST 500

struct mat_mixer;

/** \param level  of chimes and speech, in thousandths: half of it sounds about
 *  half as loud. Freed with mat_mixer_free(). NULL without memory */
struct mat_mixer *mat_mixer_new(int level);

/** Frees it. NULL is fine. */
void mat_mixer_free(struct mat_mixer *mixer);

/** A chime, from the next frame on. \param gain in thousandths of the level
 *  \param loudest as loud as there is, whatever the level */
void mat_mixer_chime(struct mat_mixer *mixer, enum mat_chime chime, int gain,
                     bool loudest);

/** A sentence, behind those that wait. \param clip borrowed until the mixer is
 *  freed, or mat_mixer_left() is 0 \param safety it is said however late; when
 *  too many wait, others give way to it */
void mat_mixer_say(struct mat_mixer *mixer, const struct mat_clip *clip,
                   bool safety);

/** Fades out what is being said, and forgets what waits. */
void mat_mixer_hush(struct mat_mixer *mixer);

/** Silences all but alarms, or ends that. What sounds fades out, what waits is
 *  forgotten; a sentence that comes meanwhile is not said, an alarm's neither:
 *  who muted the voice hears the alarm itself. */
void mat_mixer_mute(struct mat_mixer *mixer, bool on);

/** Takes the next \p n frames. Never over 1 in size. */
void mat_mixer_take(struct mat_mixer *mixer, float *frames, int n);

/** Frames until all that sounds or waits has ended. */
int64_t mat_mixer_left(const struct mat_mixer *mixer);

#endif
