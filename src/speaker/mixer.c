#include "speaker/mixer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "speaker/chime.h"

/* Room above a chime for what is said over it; the loudest leaves none. */
#define CHIME_SHARE 0.7F

/* Up to here the limiter leaves all as it is. */
#define KNEE 0.8F

/* A clip that sounds. */
struct sound {
    const struct mat_clip *clip;
    int64_t at;
    float amplitude;
    int64_t fade; /* frames until it is faded out, or NEVER */
    bool alarm;
};

#define NEVER (-1)

/* A sentence that waits. */
struct sentence {
    const struct mat_clip *clip;
    int64_t waited;
    bool safety;
};

struct mat_mixer {
    int level;
    bool muted;
    struct mat_clip chimes[MAT_CHIME__COUNT];
    struct sound sounds[MAT_MIXER_VOICES];
    int n_sounds;
    struct sound said; /* no clip: nothing is said */
    struct sentence waiting[MAT_MIXER_WAITING];
    int n_waiting;
    int64_t hold; /* frames before the next sentence may begin */
};

/* Loudness goes roughly with the square. */
static float
amplitude_of(int level)
{
    float part = (float)(level > 1000 ? 1000 : level) / 1000;

    return part * part;
}

struct mat_mixer *
mat_mixer_new(int level)
{
    struct mat_mixer *mixer = calloc(1, sizeof(*mixer));

    if (!mixer)
        return NULL;
    mixer->level = level;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++)
        if (!mat_chime_make(chime, &mixer->chimes[chime])) {
            mat_mixer_free(mixer);
            return NULL;
        }
    return mixer;
}

void
mat_mixer_free(struct mat_mixer *mixer)
{
    if (!mixer)
        return;
    for (int chime = 0; chime < MAT_CHIME__COUNT; chime++)
        mat_clip_done(&mixer->chimes[chime]);
    free(mixer);
}

/* Frames that are left of a sound. */
static int64_t
rest_of(const struct sound *sound)
{
    int64_t rest = sound->clip ? sound->clip->n - sound->at : 0;

    return sound->fade != NEVER && sound->fade < rest ? sound->fade : rest;
}

static void
fade_out(struct sound *sound)
{
    if (sound->fade == NEVER)
        sound->fade = MAT_MIXER_FADE;
}

static void
remove_sound(struct mat_mixer *mixer, int which)
{
    mixer->n_sounds--;
    memmove(&mixer->sounds[which], &mixer->sounds[which + 1],
            (size_t)(mixer->n_sounds - which) * sizeof(*mixer->sounds));
}

/* Makes room for an alarm: the chime, or else the alarm, that has least left
 * to say. */
static void
make_room(struct mat_mixer *mixer)
{
    int least = 0;

    for (int i = 1; i < mixer->n_sounds; i++) {
        const struct sound *a = &mixer->sounds[i];
        const struct sound *b = &mixer->sounds[least];

        if (a->alarm == b->alarm ? rest_of(a) < rest_of(b) : b->alarm)
            least = i;
    }
    remove_sound(mixer, least);
}

void
mat_mixer_chime(struct mat_mixer *mixer, enum mat_chime chime, int gain,
                bool loudest)
{
    bool alarm = chime == MAT_CHIME_ALARM;
    int level = alarm && mixer->level < MAT_MIXER_ALARM_LEAST
                    ? MAT_MIXER_ALARM_LEAST
                    : mixer->level;

    if (!alarm && mixer->muted)
        return;
    if (mixer->n_sounds == MAT_MIXER_VOICES) {
        if (!alarm)
            return;
        make_room(mixer);
    }
    mixer->sounds[mixer->n_sounds++] = (struct sound){
        .clip = &mixer->chimes[chime],
        .amplitude =
            loudest ? 1 : CHIME_SHARE * amplitude_of(level * gain / 1000),
        .fade = NEVER,
        .alarm = alarm,
    };
    if (mixer->hold < MAT_MIXER_AFTER_CHIME)
        mixer->hold = MAT_MIXER_AFTER_CHIME;
}

static void
remove_waiting(struct mat_mixer *mixer, int which)
{
    mixer->n_waiting--;
    memmove(&mixer->waiting[which], &mixer->waiting[which + 1],
            (size_t)(mixer->n_waiting - which) * sizeof(*mixer->waiting));
}

/* The first that is not for safety, or else the first, gives way. */
static void
forget_one(struct mat_mixer *mixer)
{
    for (int i = 0; i < mixer->n_waiting; i++)
        if (!mixer->waiting[i].safety) {
            remove_waiting(mixer, i);
            return;
        }
    remove_waiting(mixer, 0);
}

void
mat_mixer_say(struct mat_mixer *mixer, const struct mat_clip *clip, bool safety)
{
    if (mixer->muted || clip->n == 0)
        return;
    if (mixer->n_waiting == MAT_MIXER_WAITING) {
        if (!safety)
            return;
        forget_one(mixer);
    }
    mixer->waiting[mixer->n_waiting++] =
        (struct sentence){.clip = clip, .safety = safety};
}

void
mat_mixer_hush(struct mat_mixer *mixer)
{
    if (mixer->said.clip)
        fade_out(&mixer->said);
    mixer->n_waiting = 0;
}

void
mat_mixer_mute(struct mat_mixer *mixer, bool on)
{
    mixer->muted = on;
    if (!on)
        return;
    mat_mixer_hush(mixer);
    for (int i = 0; i < mixer->n_sounds; i++)
        if (!mixer->sounds[i].alarm)
            fade_out(&mixer->sounds[i]);
}

static bool
is_late(const struct sentence *sentence, int64_t later)
{
    return !sentence->safety && sentence->waited + later > MAT_MIXER_LATE;
}

/* Begins what may begin at this very frame. */
static void
begin_sentence(struct mat_mixer *mixer)
{
    if (mixer->said.clip || mixer->hold > 0)
        return;
    while (mixer->n_waiting > 0 && !mixer->said.clip) {
        if (!is_late(&mixer->waiting[0], 0))
            mixer->said = (struct sound){
                .clip = mixer->waiting[0].clip,
                .amplitude = amplitude_of(mixer->level),
                .fade = NEVER,
            };
        remove_waiting(mixer, 0);
    }
}

/* Frames that can be taken before a sentence begins or ends. */
static int64_t
run_of(const struct mat_mixer *mixer, int64_t n)
{
    int64_t until = n;

    if (mixer->said.clip)
        until = rest_of(&mixer->said);
    else if (mixer->n_waiting > 0)
        until = mixer->hold;
    return until < n ? until : n;
}

/* Adds up to n frames of a sound. */
static void
add_sound(struct sound *sound, float *frames, int64_t n)
{
    const int64_t whole_fade = MAT_MIXER_FADE;
    int64_t rest = rest_of(sound);
    const float *from = sound->clip->frames + sound->at;

    n = n < rest ? n : rest;
    if (sound->fade == NEVER)
        for (int64_t i = 0; i < n; i++)
            frames[i] += sound->amplitude * from[i];
    else
        for (int64_t i = 0; i < n; i++)
            frames[i] += sound->amplitude * from[i] *
                         ((float)(sound->fade - i) / (float)whole_fade);
    sound->at += n;
    if (sound->fade != NEVER)
        sound->fade -= n;
}

/* Bends what is over the knee so that it stays under 1. */
static void
limit(float *frames, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        float size = fabsf(frames[i]);

        if (size > KNEE)
            frames[i] =
                copysignf(KNEE + (1 - KNEE) * tanhf((size - KNEE) / (1 - KNEE)),
                          frames[i]);
    }
}

static void
let_pass(struct mat_mixer *mixer, int64_t n)
{
    bool whole;

    mixer->hold = mixer->hold > n ? mixer->hold - n : 0;
    for (int i = 0; i < mixer->n_waiting; i++)
        mixer->waiting[i].waited += n;
    for (int i = mixer->n_sounds - 1; i >= 0; i--)
        if (rest_of(&mixer->sounds[i]) == 0)
            remove_sound(mixer, i);
    if (!mixer->said.clip || rest_of(&mixer->said) > 0)
        return;
    /* Nobody needs a breath after a sentence that was cut short. */
    whole = mixer->said.fade == NEVER;
    mixer->said = (struct sound){0};
    if (whole && mixer->hold < MAT_MIXER_BETWEEN)
        mixer->hold = MAT_MIXER_BETWEEN;
}

void
mat_mixer_take(struct mat_mixer *mixer, float *frames, int n)
{
    int64_t left = n;

    memset(frames, 0, (size_t)n * sizeof(*frames));
    while (left > 0) {
        int64_t run;

        begin_sentence(mixer);
        run = run_of(mixer, left);
        for (int i = 0; i < mixer->n_sounds; i++)
            add_sound(&mixer->sounds[i], frames, run);
        if (mixer->said.clip)
            add_sound(&mixer->said, frames, run);
        limit(frames, run);
        let_pass(mixer, run);
        frames += run;
        left -= run;
    }
}

/* When the last sentence will have ended: what take() will do, without the
 * sound. */
static int64_t
speech_left(const struct mat_mixer *mixer)
{
    int64_t ends = rest_of(&mixer->said);
    int64_t next = mixer->hold;

    if (mixer->said.clip && mixer->said.fade == NEVER)
        next =
            next > ends + MAT_MIXER_BETWEEN ? next : ends + MAT_MIXER_BETWEEN;
    else if (next < ends)
        next = ends;
    for (int i = 0; i < mixer->n_waiting; i++) {
        const struct sentence *sentence = &mixer->waiting[i];

        if (is_late(sentence, next))
            continue;
        ends = next + sentence->clip->n;
        next = ends + MAT_MIXER_BETWEEN;
    }
    return ends;
}

int64_t
mat_mixer_left(const struct mat_mixer *mixer)
{
    int64_t left = speech_left(mixer);

    for (int i = 0; i < mixer->n_sounds; i++)
        if (rest_of(&mixer->sounds[i]) > left)
            left = rest_of(&mixer->sounds[i]);
    return left;
}
