#include "matsession/words.h"

#include <string.h>

#include "matsession/text.h"

/** So much of a text is looked at for a near miss. */
#define NEAR_BYTES 64

#define WORDS(name, plural, noun)     \
    const struct mat_words plural = { \
        .what = (noun),               \
        .names = name##_names,        \
        .count = (int)(sizeof(name##_names) / sizeof(name##_names[0]))}

static const char *const chime_names[] = {
    [MAT_CHIME_STEP] = "step",   [MAT_CHIME_POSITION] = "position",
    [MAT_CHIME_HALF] = "half",   [MAT_CHIME_LAST_MINUTE] = "last-minute",
    [MAT_CHIME_SOON] = "soon",   [MAT_CHIME_END] = "end",
    [MAT_CHIME_ALARM] = "alarm",
};
WORDS(chime, mat_chimes, "chime");

static const char *const kind_names[] = {
    [MAT_KIND_PREPARE] = "prepare", [MAT_KIND_ON] = "on",
    [MAT_KIND_MAT] = "mat",         [MAT_KIND_OFF] = "off",
    [MAT_KIND_REST] = "rest",       [MAT_KIND_BREATHE] = "breathe",
    [MAT_KIND_POINT] = "point",     [MAT_KIND_WAIT] = "wait",
};
WORDS(kind, mat_kinds, "kind");

static const char *const area_names[] = {
    [MAT_AREA_BACK] = "back",
    [MAT_AREA_LOWER_BACK] = "lower-back",
    [MAT_AREA_SHOULDERS] = "shoulders",
    [MAT_AREA_NECK] = "neck",
    [MAT_AREA_FEET] = "feet",
    [MAT_AREA_FEET_STANDING] = "feet-standing",
    [MAT_AREA_LEGS] = "legs",
    [MAT_AREA_BUTTOCKS] = "buttocks",
    [MAT_AREA_HANDS] = "hands",
    [MAT_AREA_BELLY] = "belly",
};
WORDS(area, mat_areas, "area");

static const char *const position_names[] = {
    [MAT_POSITION_SUPINE] = "supine",
    [MAT_POSITION_SUPINE_TOWEL] = "supine-towel",
    [MAT_POSITION_SEATED_CHAIR] = "seated-chair",
    [MAT_POSITION_SEATED_FLOOR] = "seated-floor",
    [MAT_POSITION_STANDING] = "standing",
    [MAT_POSITION_PRONE] = "prone",
};
WORDS(position, mat_positions, "position");

static const char *const layer_names[] = {
    [MAT_LAYER_TOWEL] = "towel",
    [MAT_LAYER_SHIRT] = "shirt",
    [MAT_LAYER_SOCKS] = "socks",
    [MAT_LAYER_BARE] = "bare",
};
WORDS(layer, mat_layers, "layer");

static const char *const surface_names[] = {
    [MAT_SURFACE_SOFT] = "soft",
    [MAT_SURFACE_MEDIUM] = "medium",
    [MAT_SURFACE_FIRM] = "firm",
};
WORDS(surface, mat_surfaces, "surface");

static const char *const stage_names[] = {
    [MAT_STAGE_FIRST] = "first",       [MAT_STAGE_WEEK] = "week",
    [MAT_STAGE_BUILDING] = "building", [MAT_STAGE_SETTLED] = "settled",
    [MAT_STAGE_HABITUAL] = "habitual",
};
WORDS(stage, mat_stages, "stage");

static const char *const when_names[] = {
    [MAT_WHEN_MORNING] = "morning",
    [MAT_WHEN_DAY] = "day",
    [MAT_WHEN_EVENING] = "evening",
    [MAT_WHEN_ANY] = "any",
};
WORDS(when, mat_whens, "time of day");

static const char *const guidance_level_names[] = {
    [MAT_GUIDANCE_FULL] = "full",
    [MAT_GUIDANCE_SPARSE] = "sparse",
    [MAT_GUIDANCE_NONE] = "none",
};
WORDS(guidance_level, mat_guidance_levels, "guidance level");

static const char *const side_names[] = {
    [MAT_SIDE_LEFT] = "left",
    [MAT_SIDE_RIGHT] = "right",
    [MAT_SIDE_BOTH] = "both",
    [MAT_SIDE_MIDLINE] = "midline",
};
WORDS(side, mat_sides, "side");

static const char *const severity_names[] = {
    [MAT_SEVERITY_ADAPT] = "adapt",
    [MAT_SEVERITY_ASK] = "ask",
    [MAT_SEVERITY_AVOID] = "avoid",
};
WORDS(severity, mat_severities, "severity");

static const char *const answer_names[] = {
    [MAT_ANSWER_UNSET] = "unset",
    [MAT_ANSWER_NO] = "no",
    [MAT_ANSWER_UNSURE] = "unsure",
    [MAT_ANSWER_YES] = "yes",
};
WORDS(answer, mat_answers, "answer");

static const char *const outcome_names[] = {
    [MAT_OUTCOME_COMPLETED] = "completed",
    [MAT_OUTCOME_STOPPED] = "stopped",
    [MAT_OUTCOME_UNWELL] = "unwell",
    [MAT_OUTCOME_INTERRUPTED] = "interrupted",
};
WORDS(outcome, mat_outcomes, "outcome");

static const char *const skin_names[] = {
    [MAT_SKIN_FINE] = "fine",
    [MAT_SKIN_MARKS] = "marks",
    [MAT_SKIN_BROKEN] = "broken",
};
WORDS(skin, mat_skins, "state of the skin");

static const char *const reason_names[] = {
    [MAT_REASON_TIME] = "time",
    [MAT_REASON_NEXT] = "next",
    [MAT_REASON_PREVIOUS] = "previous",
    [MAT_REASON_ACKNOWLEDGED] = "acknowledged",
    [MAT_REASON_STOP] = "stop",
    [MAT_REASON_UNWELL] = "unwell",
    [MAT_REASON_INTERRUPTED] = "interrupted",
};
WORDS(reason, mat_reasons, "reason");

static const char *const notify_by_names[] = {
    [MAT_NOTIFY_AUTO] = "auto",         [MAT_NOTIFY_DESKTOP] = "desktop",
    [MAT_NOTIFY_TERMINAL] = "terminal", [MAT_NOTIFY_BELL] = "bell",
    [MAT_NOTIFY_OFF] = "off",
};
WORDS(notify_by, mat_notify_bys, "way to notify");

static const char *const notify_step_names[] = {
    [MAT_NOTIFY_AWAY] = "away",
    [MAT_NOTIFY_ALWAYS] = "always",
    [MAT_NOTIFY_NEVER] = "never",
};
WORDS(notify_step, mat_notify_steps, "choice of steps");

static const char *const escape_names[] = {
    [MAT_ESCAPE_NONE] = "none",
    [MAT_ESCAPE_OSC9] = "osc9",
    [MAT_ESCAPE_OSC777] = "osc777",
};
WORDS(escape, mat_escapes, "escape sequence");

#define POSITION_BIT(position) (1u << (position))
#define ON_BACK                          \
    (POSITION_BIT(MAT_POSITION_SUPINE) | \
     POSITION_BIT(MAT_POSITION_SUPINE_TOWEL))
#define SEATED                                 \
    (POSITION_BIT(MAT_POSITION_SEATED_CHAIR) | \
     POSITION_BIT(MAT_POSITION_SEATED_FLOOR))

/** What an area is called and how it comes onto a mat (domain.md 4). */
static const struct {
    const char *label;
    enum mat_position usual;
    unsigned positions; /**< bit per mat_position */
} area_facts[MAT_AREA__COUNT] = {
    [MAT_AREA_BACK] = {"back", MAT_POSITION_SUPINE,
                       ON_BACK | POSITION_BIT(MAT_POSITION_SEATED_CHAIR)},
    [MAT_AREA_LOWER_BACK] = {"lower back", MAT_POSITION_SUPINE_TOWEL,
                             ON_BACK | POSITION_BIT(MAT_POSITION_SEATED_CHAIR)},
    [MAT_AREA_SHOULDERS] = {"shoulders", MAT_POSITION_SUPINE,
                            ON_BACK | POSITION_BIT(MAT_POSITION_SEATED_CHAIR)},
    [MAT_AREA_NECK] = {"neck", MAT_POSITION_SUPINE, ON_BACK},
    [MAT_AREA_FEET] = {"feet", MAT_POSITION_SEATED_CHAIR, SEATED},
    [MAT_AREA_FEET_STANDING] = {"feet, standing", MAT_POSITION_STANDING,
                                POSITION_BIT(MAT_POSITION_STANDING)},
    [MAT_AREA_LEGS] = {"legs", MAT_POSITION_SEATED_FLOOR,
                       SEATED | POSITION_BIT(MAT_POSITION_SUPINE)},
    [MAT_AREA_BUTTOCKS] = {"buttocks", MAT_POSITION_SEATED_CHAIR, SEATED},
    [MAT_AREA_HANDS] = {"hands", MAT_POSITION_SEATED_CHAIR, SEATED},
    [MAT_AREA_BELLY] = {"belly", MAT_POSITION_PRONE,
                        POSITION_BIT(MAT_POSITION_PRONE)},
};

static const char *const position_labels[MAT_POSITION__COUNT] = {
    [MAT_POSITION_SUPINE] = "lying on the back",
    [MAT_POSITION_SUPINE_TOWEL] =
        "lying on the back, rolled towel under the knees",
    [MAT_POSITION_SEATED_CHAIR] = "sitting on a chair",
    [MAT_POSITION_SEATED_FLOOR] = "sitting on the floor",
    [MAT_POSITION_STANDING] = "standing",
    [MAT_POSITION_PRONE] = "lying face down",
};

static const char *const layer_labels[MAT_LAYER__COUNT] = {
    [MAT_LAYER_TOWEL] = "towel between",
    [MAT_LAYER_SHIRT] = "shirt on",
    [MAT_LAYER_SOCKS] = "socks on",
    [MAT_LAYER_BARE] = "bare skin",
};

static const char *const surface_labels[MAT_SURFACE__COUNT] = {
    [MAT_SURFACE_SOFT] = "soft surface",
    [MAT_SURFACE_MEDIUM] = "medium surface",
    [MAT_SURFACE_FIRM] = "firm surface",
};

const char *
mat_word(const struct mat_words *words, int value)
{
    return value >= 0 && value < words->count ? words->names[value] : "";
}

int
mat_word_find(const struct mat_words *words, const char *text)
{
    if (!text)
        return -1;
    for (int i = 0; i < words->count; i++)
        if (strcmp(words->names[i], text) == 0)
            return i;
    return -1;
}

/** Makes what people mix up the same: case, and `_` for `-`. */
static char
fold(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c == '_' ? '-' : c;
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/** How many letters to add, drop, change or swap to get from a to b. */
static int
distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int rows[3][NEAR_BYTES + 1];
    int *older = rows[0], *old = rows[1], *new = rows[2];

    for (size_t j = 0; j <= b_size; j++)
        old[j] = (int)j;
    /* old: distances of a's first i letters from every beginning of b. */
    for (size_t i = 0; i < a_size; i++) {
        int *oldest = older;

        new[0] = (int)i + 1;
        for (size_t j = 0; j < b_size; j++) {
            int same = fold(a[i]) == fold(b[j]) ? 0 : 1;

            new[j + 1] = least(old[j] + same, least(old[j + 1], new[j]) + 1);
            if (i > 0 && j > 0 && fold(a[i]) == fold(b[j - 1]) &&
                fold(a[i - 1]) == fold(b[j]))
                new[j + 1] = least(new[j + 1], older[j - 1] + 1);
        }
        older = old;
        old = new;
        new = oldest;
    }
    return old[b_size];
}

void
mat_words_list(const struct mat_words *words, char *buffer, size_t size)
{
    size_t used = mat_join(buffer, size, mat_word(words, 0), NULL);

    for (int i = 1; i < words->count; i++)
        used += mat_join(buffer + used, size - used,
                         i < words->count - 1 ? ", " : " or ",
                         mat_word(words, i), NULL);
}

const char *
mat_word_nearest(const char *const *names, int count, const char *text)
{
    size_t size = text ? strnlen(text, NEAR_BYTES) : 0;
    const char *nearest = NULL;
    int best = NEAR_BYTES + 1;

    for (int i = 0; size > 0 && i < count; i++) {
        size_t name_size = strnlen(names[i], NEAR_BYTES);
        size_t longer = size > name_size ? size : name_size;
        size_t shorter = size > name_size ? name_size : size;
        int off;

        if ((longer - shorter) * 3 > longer)
            continue;
        off = distance(text, size, names[i], name_size);
        if (off < best && (size_t)off * 3 <= longer) {
            best = off;
            nearest = names[i];
        }
    }
    return nearest;
}

const char *
mat_word_advice(const char *const *names, int count, const char *text,
                char *buffer, size_t size)
{
    const char *nearest = mat_word_nearest(names, count, text);

    buffer[0] = '\0';
    if (nearest && strlen("; did you mean \"\"?") + strlen(nearest) < size)
        mat_join(buffer, size, "; did you mean \"", nearest, "\"?", NULL);
    return buffer;
}

int
mat_layer_strength(enum mat_layer layer)
{
    static const int strengths[MAT_LAYER__COUNT] = {
        [MAT_LAYER_TOWEL] = 0,
        [MAT_LAYER_SHIRT] = 1,
        [MAT_LAYER_SOCKS] = 1,
        [MAT_LAYER_BARE] = 2,
    };

    return strengths[layer];
}

bool
mat_position_lies(enum mat_position position)
{
    return position == MAT_POSITION_SUPINE ||
           position == MAT_POSITION_SUPINE_TOWEL ||
           position == MAT_POSITION_PRONE;
}

enum mat_position
mat_area_position(enum mat_area area)
{
    if (area < 0 || area >= MAT_AREA__COUNT)
        return MAT_POSITION_NONE;
    return area_facts[area].usual;
}

bool
mat_area_allows(enum mat_area area, enum mat_position position)
{
    if (area < 0 || area >= MAT_AREA__COUNT || position < 0 ||
        position >= MAT_POSITION__COUNT)
        return false;
    return (area_facts[area].positions & POSITION_BIT(position)) != 0;
}

const char *
mat_area_label(enum mat_area area)
{
    return area >= 0 && area < MAT_AREA__COUNT ? area_facts[area].label : "";
}

const char *
mat_position_label(enum mat_position position)
{
    return position >= 0 && position < MAT_POSITION__COUNT
               ? position_labels[position]
               : "";
}

const char *
mat_layer_label(enum mat_layer layer)
{
    return (int)layer >= 0 && layer < MAT_LAYER__COUNT ? layer_labels[layer]
                                                       : "";
}

const char *
mat_surface_label(enum mat_surface surface)
{
    return (int)surface >= 0 && surface < MAT_SURFACE__COUNT
               ? surface_labels[surface]
               : "";
}

void
mat_purpose_add(struct mat_purpose *purpose, enum mat_kind kind, bool runs)
{
    bool presses = kind == MAT_KIND_MAT || kind == MAT_KIND_POINT;

    purpose->presses |= presses;
    purpose->still_presses |= presses && runs;
    purpose->calms |=
        runs && (kind == MAT_KIND_BREATHE || kind == MAT_KIND_REST);
}

bool
mat_purpose_is_left(const struct mat_purpose *purpose)
{
    return purpose->presses ? purpose->still_presses : purpose->calms;
}
