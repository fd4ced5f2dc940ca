#include "matsession/speech.h"

#include <string.h>

#include "core/speech_parts.h"

static const char *const positions[MAT_POSITION__COUNT] = {
    [MAT_POSITION_SUPINE] = "lying on your back",
    [MAT_POSITION_SUPINE_TOWEL] =
        "lying on your back, a rolled towel under your knees",
    [MAT_POSITION_SEATED_CHAIR] = "sitting on a chair",
    [MAT_POSITION_SEATED_FLOOR] = "sitting on the floor",
    [MAT_POSITION_STANDING] = "standing",
    [MAT_POSITION_PRONE] = "lying face down",
};

static const char *const layers[MAT_LAYER__COUNT] = {
    [MAT_LAYER_TOWEL] = "a towel between",
    [MAT_LAYER_SHIRT] = "shirt on",
    [MAT_LAYER_SOCKS] = "socks on",
    [MAT_LAYER_BARE] = "bare skin",
};

static const char *const surfaces[MAT_SURFACE__COUNT] = {
    [MAT_SURFACE_SOFT] = "on a soft surface",
    [MAT_SURFACE_MEDIUM] = "on a medium surface",
    [MAT_SURFACE_FIRM] = "on a firm surface",
};

/* How the body leaves the spikes, for somebody who gets up early and was not
 * told when it was time (domain.md 3.3). */
static const char *const ways_off[MAT_POSITION__COUNT] = {
    [MAT_POSITION_SUPINE] = "knees bent, hands beside the spikes",
    [MAT_POSITION_SUPINE_TOWEL] = "knees bent, hands beside the spikes",
    [MAT_POSITION_STANDING] = "step off backwards, and keep holding",
    [MAT_POSITION_PRONE] = "hands beside the mat, push up onto your knees",
};

/* Areas on which a shirt is. */
#define UNDER_A_SHIRT                                                  \
    (MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_LOWER_BACK) | \
     MAT_AREA_BIT(MAT_AREA_SHOULDERS) | MAT_AREA_BIT(MAT_AREA_BELLY))

static void
say_duration(struct mat_spoken *spoken, mat_ms duration)
{
    int64_t seconds = duration / 1000;
    int64_t hours = seconds / 3600;
    int64_t minutes = seconds / 60 % 60;

    seconds %= 60;
    if (hours == 1)
        mat_spoken_words(spoken, "an hour");
    else if (hours > 1)
        mat_spoken_count(spoken, hours, "hour");
    if (hours > 0 && minutes > 0 && seconds > 0)
        mat_spoken_pause(spoken, ',');
    else if (hours > 0 && minutes > 0)
        mat_spoken_words(spoken, "and");
    if (minutes > 0)
        mat_spoken_count(spoken, minutes, "minute");
    if (seconds > 0 && (hours > 0 || minutes > 0))
        mat_spoken_words(spoken, "and");
    if (seconds > 0)
        mat_spoken_count(spoken, seconds, "second");
}

size_t
mat_speech_duration(mat_ms duration, char *buffer, size_t size)
{
    struct mat_spoken spoken;

    mat_spoken_begin(&spoken, buffer, size);
    if (duration < MAT_SECONDS(1))
        mat_spoken_words(&spoken, "a moment");
    else if (duration != MAT_MS_NONE)
        say_duration(&spoken, duration);
    return mat_spoken_end(&spoken);
}

/* A step that is being said. */
struct telling {
    const struct mat_segment *segment;
    const struct mat_segment *before;
    const char *opening; /* what is said at 0, or "" */
    struct mat_spoken spoken;
};

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
begins(const char *text, const char *words)
{
    for (; *words != '\0'; text++, words++) {
        if (lower(*text) != lower(*words))
            return false;
    }
    return true;
}

static bool
holds(const char *text, const char *words)
{
    for (; *text != '\0'; text++) {
        if (begins(text, words))
            return true;
    }
    return false;
}

static const char *
opening_of(const struct mat_segment *segment)
{
    for (int i = 0; i < segment->n_cues; i++) {
        if (segment->cues[i].at == 0 && !segment->cues[i].from_end)
            return segment->cues[i].cue->text;
    }
    return "";
}

/* A short title, "Back", is in many sentences that say something else. */
static bool
opening_has_title(const struct telling *telling)
{
    const char *title = telling->segment->title;

    return telling->segment->kind == MAT_KIND_OFF
               ? holds(telling->opening, title)
               : begins(telling->opening, title);
}

static void
tell_detail(struct telling *telling, const char *words)
{
    if (holds(telling->segment->title, words))
        return;
    mat_spoken_words(&telling->spoken, words);
    mat_spoken_pause(&telling->spoken, ',');
}

static void
tell_position(struct telling *telling)
{
    const struct mat_segment *segment = telling->segment;
    const struct mat_segment *before = telling->before;

    if (segment->position == MAT_POSITION_NONE || segment->kind == MAT_KIND_OFF)
        return;
    /* Who gets on has been told with it, but not when that is the plan's. */
    if (segment->kind == MAT_KIND_ON || before == NULL ||
        before->position != segment->position)
        tell_detail(telling, positions[segment->position]);
}

static void
tell_layer(struct telling *telling)
{
    const struct mat_segment *segment = telling->segment;
    bool shirt = (UNDER_A_SHIRT & MAT_AREA_BIT(segment->area)) != 0;

    if (segment->layer == MAT_LAYER_SHIRT && !shirt)
        tell_detail(telling, "cloth between");
    else
        tell_detail(telling, layers[segment->layer]);
}

static void
tell_mat(struct telling *telling)
{
    const struct mat_segment *segment = telling->segment;
    const struct mat_segment *before = telling->before;
    bool goes_on = before != NULL && before->kind == MAT_KIND_MAT;

    if (!goes_on || before->layer != segment->layer)
        tell_layer(telling);
    if (!goes_on || before->surface != segment->surface)
        tell_detail(telling, surfaces[segment->surface]);
}

static void
tell_way_off(struct telling *telling)
{
    const struct mat_segment *before = telling->before;

    if (before == NULL || before->kind != MAT_KIND_MAT)
        return;
    if (before->area == MAT_AREA_FEET)
        mat_spoken_words(&telling->spoken, "feet straight up and off");
    else if (before->area != MAT_AREA_HANDS &&
             before->position != MAT_POSITION_NONE &&
             ways_off[before->position] != NULL)
        mat_spoken_words(&telling->spoken, ways_off[before->position]);
}

static void
tell_breath(struct telling *telling)
{
    const struct mat_segment *segment = telling->segment;

    if (segment->inhale <= 0 || segment->exhale <= 0)
        return;
    mat_spoken_words(&telling->spoken, "in for");
    say_duration(&telling->spoken, segment->inhale);
    mat_spoken_pause(&telling->spoken, ',');
    mat_spoken_words(&telling->spoken, "out for");
    say_duration(&telling->spoken, segment->exhale);
}

/* Nobody is to hurry onto the spikes or off them. */
static bool
has_length(const struct mat_segment *segment, mat_ms duration)
{
    return segment->kind != MAT_KIND_ON && segment->kind != MAT_KIND_OFF &&
           duration != MAT_MS_NONE && duration >= MAT_SECONDS(1);
}

static void
tell(struct telling *telling, mat_ms duration)
{
    const struct mat_segment *segment = telling->segment;
    struct mat_spoken *spoken = &telling->spoken;
    bool told = opening_has_title(telling);

    if (!told) {
        mat_spoken_text(spoken, segment->title);
        mat_spoken_pause(spoken, '.');
    }
    tell_position(telling);
    if (segment->kind == MAT_KIND_MAT)
        tell_mat(telling);
    else if (segment->kind == MAT_KIND_OFF)
        tell_way_off(telling);
    else if (segment->kind == MAT_KIND_BREATHE)
        tell_breath(telling);
    mat_spoken_pause(spoken, '.');
    if (segment->kind == MAT_KIND_WAIT && !told)
        mat_spoken_words(spoken, "press a key to go on");
    else if (has_length(segment, duration))
        say_duration(spoken, duration);
    mat_spoken_pause(spoken, '.');
}

size_t
mat_speech_step(const struct mat_segment *segment,
                const struct mat_segment *before, mat_ms duration, char *buffer,
                size_t size)
{
    struct telling telling = {
        .segment = segment,
        .before = before,
        .opening = opening_of(segment),
    };

    mat_spoken_begin(&telling.spoken, buffer, size);
    tell(&telling, duration);
    return mat_spoken_end(&telling.spoken);
}
