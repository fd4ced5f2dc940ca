#include "speaker/chime.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846
#define PARTIALS 5

/* The last stretch falls to nothing, so that the end is not heard. */
#define RELEASE_MS 40

/* One partial of a struck body. */
struct partial {
    double ratio; /* to the fundamental */
    double share;
    double life; /* of the chime's: the time in which it falls to 1/e */
};

/* What is struck. Low partials last, high ones are gone at once: the longer
 * the list of lasting ones, the more it calls. */
static const struct partial bowl[PARTIALS] = {
    {1.0, 1.0, 1.0},    {1.003, 0.5, 0.9},  {2.71, 0.34, 0.5},
    {5.15, 0.10, 0.22}, {8.43, 0.03, 0.08},
};
static const struct partial wood[PARTIALS] = {
    {1.0, 1.0, 1.0}, {2.0, 0.25, 0.5}, {3.93, 0.12, 0.25}, {0, 0, 0}, {0, 0, 0},
};
static const struct partial glass[PARTIALS] = {
    {1.0, 1.0, 1.0},   {2.0, 0.30, 0.7}, {3.01, 0.15, 0.4},
    {5.4, 0.04, 0.15}, {0, 0, 0},
};
static const struct partial bell[PARTIALS] = {
    {1.0, 1.0, 1.0},   {2.0, 0.70, 0.9},  {3.0, 0.50, 0.7},
    {4.2, 0.30, 0.45}, {6.3, 0.12, 0.25},
};

/* A chime: so many strikes of a body, each at its own pitch. */
struct recipe {
    const struct partial *body;
    double pitch;  /* of the first strike, in hertz */
    double second; /* of the second one, to the first; 0: there is none */
    int apart_ms;  /* between them */
    int attack_ms;
    int life_ms;
    int ms;
};

static const struct recipe recipes[MAT_CHIME__COUNT] = {
    [MAT_CHIME_STEP] = {bowl, 396.0, 0, 0, 14, 520, 1900},
    [MAT_CHIME_POSITION] = {bowl, 330.0, 1.5, 320, 14, 500, 2200},
    [MAT_CHIME_HALF] = {glass, 528.0, 0, 0, 14, 300, 1100},
    [MAT_CHIME_LAST_MINUTE] = {glass, 440.0, 1.0, 280, 14, 300, 1400},
    [MAT_CHIME_SOON] = {wood, 660.0, 0, 0, 8, 32, 150},
    [MAT_CHIME_END] = {bowl, 264.0, 0, 0, 24, 850, 2500},
    [MAT_CHIME_ALARM] = {bell, 792.0, 1.25, 240, 8, 320, 1500},
};

/* A turning vector that shrinks: one product a frame. */
static void
add_partial(struct mat_clip *clip, const struct partial *partial, double pitch,
            double life, int64_t from)
{
    double shrink = exp(-1.0 / (life * partial->life * MAT_RATE));
    double along = shrink * cos(2 * PI * pitch / MAT_RATE);
    double across = shrink * sin(2 * PI * pitch / MAT_RATE);
    double x = partial->share;
    double y = 0;

    for (int64_t i = from; i < clip->n; i++) {
        double turned = x * along - y * across;

        clip->frames[i] += (float)y;
        y = x * across + y * along;
        x = turned;
    }
}

static void
shape_attack(struct mat_clip *clip, int64_t from, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        clip->frames[from + i] *=
            (float)(0.5 - 0.5 * cos(PI * (double)i / (double)n));
}

/* Struck into a clip of its own, so that the attack of a second strike does
 * not touch what still rings of the first. */
static bool
add_strike(struct mat_clip *clip, const struct recipe *recipe, double pitch,
           int64_t from)
{
    struct mat_clip one = {
        .frames = calloc((size_t)clip->n, sizeof(*one.frames)),
        .n = clip->n,
    };

    if (!one.frames)
        return false;
    for (int i = 0; i < PARTIALS; i++)
        if (recipe->body[i].share > 0)
            add_partial(&one, &recipe->body[i], pitch * recipe->body[i].ratio,
                        recipe->life_ms / 1000.0, from);
    shape_attack(&one, from, MAT_FRAMES(recipe->attack_ms));
    for (int64_t i = from; i < clip->n; i++)
        clip->frames[i] += one.frames[i];
    mat_clip_done(&one);
    return true;
}

static void
shape_release(struct mat_clip *clip)
{
    const int64_t n = MAT_FRAMES(RELEASE_MS);

    for (int64_t i = 0; i < n; i++)
        clip->frames[clip->n - 1 - i] *=
            (float)(0.5 - 0.5 * cos(PI * (double)i / (double)n));
}

static void
bring_peak_to_one(struct mat_clip *clip)
{
    float peak = 0;

    for (int64_t i = 0; i < clip->n; i++)
        peak = fmaxf(peak, fabsf(clip->frames[i]));
    assert(peak > 0);
    for (int64_t i = 0; i < clip->n; i++)
        clip->frames[i] /= peak;
}

bool
mat_chime_make(enum mat_chime chime, struct mat_clip *ret_clip)
{
    const struct recipe *recipe;
    struct mat_clip clip = {0};

    assert(chime >= 0 && chime < MAT_CHIME__COUNT);
    recipe = &recipes[chime];
    clip.n = MAT_FRAMES(recipe->ms);
    clip.frames = calloc((size_t)clip.n, sizeof(*clip.frames));
    if (!clip.frames)
        return false;
    if (!add_strike(&clip, recipe, recipe->pitch, 0) ||
        (recipe->second > 0 &&
         !add_strike(&clip, recipe, recipe->pitch * recipe->second,
                     MAT_FRAMES(recipe->apart_ms)))) {
        mat_clip_done(&clip);
        return false;
    }
    shape_release(&clip);
    bring_peak_to_one(&clip);
    *ret_clip = clip;
    return true;
}

double
mat_chime_pitch(enum mat_chime chime)
{
    assert(chime >= 0 && chime < MAT_CHIME__COUNT);
    return recipes[chime].pitch;
}
