#include "matsession/score.h"

#include "core/score_marks.h"

/* Ours (P): the first alarm wakes nobody with a start, and from there each is
 * a little louder. */
#define GAIN_FIRST_ALARM 400

/* The last minute of an evening fades (domain.md 5). */
#define GAIN_EVENING_LAST_MINUTE 700
#define GAIN_EVENING_SOON 500
#define GAIN_EVENING_END 400

static bool
is_evening(const struct mat_schedule *schedule)
{
    return schedule->when == MAT_WHEN_EVENING;
}

static const struct mat_segment *
segment_of(const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    return &schedule->segments[fact->segment];
}

static void
step_sound(const struct mat_schedule *schedule, const struct mat_fact *fact,
           struct mat_sound *sound)
{
    bool moves = mat_score_moves(schedule, fact->segment - 1, fact->segment);

    sound->chime = moves ? MAT_CHIME_POSITION : MAT_CHIME_STEP;
    sound->said = MAT_SAID_STEP;
    sound->ms = fact->ms;
    sound->safety = segment_of(schedule, fact)->kind == MAT_KIND_OFF;
    sound->hush = true;
}

static void
cue_sound(const struct mat_schedule *schedule, const struct mat_fact *fact,
          struct mat_sound *sound)
{
    const struct mat_segment *segment = segment_of(schedule, fact);
    const struct mat_cue_at *cue = &segment->cues[fact->cue];

    sound->said = MAT_SAID_CUE;
    sound->cue = fact->cue;
    sound->safety = cue->cue->safety || segment->kind == MAT_KIND_OFF ||
                    (!cue->from_end && cue->at < MAT_OPENING);
}

static void
alarm_sound(const struct mat_fact *fact, struct mat_sound *sound)
{
    int last = (int)(MAT_ALARM_FOR / MAT_ALARM_EVERY) + 1;
    int rise = MAT_GAIN_LEVEL - GAIN_FIRST_ALARM;

    sound->chime = MAT_CHIME_ALARM;
    sound->gain = GAIN_FIRST_ALARM + rise * (fact->attempt - 1) / (last - 1);
    sound->loudest = fact->last;
    sound->said = MAT_SAID_ALARM;
    sound->safety = true;
    sound->hush = true;
}

static void
end_sound(const struct mat_schedule *schedule, const struct mat_fact *fact,
          struct mat_sound *sound)
{
    sound->chime = MAT_CHIME_END;
    if (is_evening(schedule))
        sound->gain = GAIN_EVENING_END;
    sound->said = fact->outcome == MAT_OUTCOME_INTERRUPTED ? MAT_SAID_CUT_SHORT
                                                           : MAT_SAID_END;
    sound->hush = fact->outcome != MAT_OUTCOME_COMPLETED;
}

static void
hushing_sound(enum mat_said said, bool safety, struct mat_sound *sound)
{
    sound->said = said;
    sound->safety = safety;
    sound->hush = true;
}

bool
mat_score_fact(const struct mat_schedule *schedule, const struct mat_fact *fact,
               struct mat_sound *ret_sound)
{
    struct mat_sound sound = {
        .chime = MAT_CHIME_NONE,
        .gain = MAT_GAIN_LEVEL,
        .segment = fact->segment,
        .cue = -1,
    };

    switch (fact->kind) {
    case MAT_FACT_STEP_BEGAN:
        step_sound(schedule, fact, &sound);
        break;
    case MAT_FACT_CUE:
        cue_sound(schedule, fact, &sound);
        break;
    case MAT_FACT_PAUSED:
        hushing_sound(MAT_SAID_PAUSED, false, &sound);
        break;
    case MAT_FACT_HELD:
        hushing_sound(MAT_SAID_HELD, true, &sound);
        break;
    case MAT_FACT_RESUMED:
        hushing_sound(MAT_SAID_RESUMED, false, &sound);
        break;
    case MAT_FACT_ACKNOWLEDGED:
        /* Who has answered need not be asked to the end. */
        hushing_sound(MAT_SAID_NOTHING, false, &sound);
        break;
    case MAT_FACT_ALARM:
        alarm_sound(fact, &sound);
        break;
    case MAT_FACT_SESSION_ENDED:
        end_sound(schedule, fact, &sound);
        break;
    default:
        return false;
    }
    *ret_sound = sound;
    return true;
}

struct mat_sound
mat_score_mark(const struct mat_schedule *schedule, enum mat_chime chime)
{
    struct mat_sound sound = {
        .chime = chime,
        .gain = MAT_GAIN_LEVEL,
        .segment = -1,
        .cue = -1,
    };

    if (is_evening(schedule) && chime == MAT_CHIME_LAST_MINUTE)
        sound.gain = GAIN_EVENING_LAST_MINUTE;
    else if (is_evening(schedule) && chime == MAT_CHIME_SOON)
        sound.gain = GAIN_EVENING_SOON;
    return sound;
}

static size_t
step_text(const struct mat_schedule *schedule, const struct mat_sound *sound,
          char *buffer, size_t size)
{
    const struct mat_segment *segment = &schedule->segments[sound->segment];
    const struct mat_segment *before =
        sound->segment > 0 && sound->segment < schedule->n_segments
            ? segment - 1
            : NULL;

    return mat_speech_step(segment, before, sound->ms, buffer, size);
}

size_t
mat_score_text(const struct mat_schedule *schedule,
               const struct mat_sound *sound, char *buffer, size_t size)
{
    static const char *const notices[MAT_SAID__COUNT] = {
        [MAT_SAID_ALARM] = "spoken-alarm",
        [MAT_SAID_HELD] = "spoken-held",
        [MAT_SAID_PAUSED] = "spoken-paused",
        [MAT_SAID_RESUMED] = "spoken-resumed",
        [MAT_SAID_END] = "spoken-end",
        [MAT_SAID_CUT_SHORT] = "closing-interrupted",
    };
    const char *text = "";

    if (sound->said == MAT_SAID_STEP)
        return step_text(schedule, sound, buffer, size);
    if (sound->said == MAT_SAID_CUE)
        text = schedule->segments[sound->segment].cues[sound->cue].cue->text;
    else if (notices[sound->said] != NULL)
        text = mat_tables_notice(schedule->tables, notices[sound->said]);
    return mat_speech_sentence(text, buffer, size);
}
