#include "cli/man_plan_keys.h"

#include <string.h>

#include "matsession/plan.h"
#include "store/plan_yaml.h"

#define BIT(kind) (1u << MAT_KIND_##kind)
#define TIMED                                                                  \
    (BIT(PREPARE) | BIT(ON) | BIT(MAT) | BIT(OFF) | BIT(REST) | BIT(BREATHE) | \
     BIT(POINT))
#define ANY (TIMED | BIT(WAIT))

/* Durations as patterns: what follows a larger unit is under 60, and a number
 * has no zero in front. */
#define SECOND_MOST "[1-5]?[0-9]s"
#define MINUTE_MOST "[1-5]?[0-9]m"
#define TO_3_HOURS                                            \
    "([0-2]h(" MINUTE_MOST ")?(" SECOND_MOST ")?"             \
    "|3h(0m)?(0s)?"                                           \
    "|([1-9]?[0-9]|1[0-7][0-9])m(" SECOND_MOST ")?|180m(0s)?" \
    "|(0|[1-9][0-9]{0,3}|10[0-7][0-9]{2}|10800)s"             \
    "|([1-9]?[0-9]|1[0-7][0-9]):[0-5][0-9]|180:00"            \
    "|[0-2]:[0-5][0-9]:[0-5][0-9]|3:00:00)"
#define STEP_PATTERN "^(?![0hms:]*$)" TO_3_HOURS "$"
#define MOMENT_PATTERN "^(0|-?" TO_3_HOURS ")$"
/* 1s to 20s. */
#define BREATH_PATTERN               \
    "^((0h)?(0m)?([1-9]|1[0-9]|20)s" \
    "|0:(00:)?(0[1-9]|1[0-9]|20))$"
/* 5s to 30m. */
#define TIMEOUT_PATTERN                                         \
    "^((0h)?([1-9]|[12][0-9])m(" SECOND_MOST ")?|(0h)?30m(0s)?" \
    "|(0h0m|0h|0m)([5-9]|[1-5][0-9])s"                          \
    "|([5-9]|[1-9][0-9]{1,2}|1[0-7][0-9]{2}|1800)s"             \
    "|([1-9]|[12][0-9]|0:(0[1-9]|[12][0-9])):[0-5][0-9]"        \
    "|(0:)?30:00|0:(00:)?(0[5-9]|[1-5][0-9]))$"

static const char *const kind_meanings[MAT_KIND__COUNT] = {
    [MAT_KIND_PREPARE] = "Get ready, off the mat.",
    [MAT_KIND_ON] = "Get on the mat.",
    [MAT_KIND_MAT] = "Time on the spikes.",
    [MAT_KIND_OFF] = "Get off the mat.",
    [MAT_KIND_REST] = "Rest, off the mat.",
    [MAT_KIND_BREATHE] = "Breathe at a pace, off the mat.",
    [MAT_KIND_POINT] = "Press a point with a fingertip.",
    [MAT_KIND_WAIT] = "Wait until a key says that it goes on.",
};
static const char *const when_meanings[MAT_WHEN__COUNT] = {
    [MAT_WHEN_MORNING] = "For the morning.",
    [MAT_WHEN_DAY] = "For the day.",
    [MAT_WHEN_EVENING] = "For the evening: a dim screen, quieter sound.",
    [MAT_WHEN_ANY] = "For any time of day.",
};
static const char *const guidance_meanings[MAT_GUIDANCE__COUNT] = {
    [MAT_GUIDANCE_FULL] = "All of the table's own cues.",
    [MAT_GUIDANCE_SPARSE] = "Only a few of them.",
    [MAT_GUIDANCE_NONE] = "None of them.",
};
static const char *const side_meanings[MAT_SIDE__COUNT] = {
    [MAT_SIDE_LEFT] = "On the left.",
    [MAT_SIDE_RIGHT] = "On the right.",
    [MAT_SIDE_BOTH] = "One side after the other, for the duration each.",
    [MAT_SIDE_MIDLINE] = "In the middle of the body.",
};

static const struct mat_plan_key keys[] = {
    {.name = "plan",
     .text = "The version of the format.",
     .form = MAT_PLAN_FORM_VERSION,
     .values = "1"},
    {.name = "title",
     .text = "What the plan is called on the screen.",
     .form = MAT_PLAN_FORM_TEXT,
     .most = MAT_PLAN_TITLE_MAX,
     .values = "a text of at most 80 bytes"},
    {.name = "purpose",
     .text = "What it is for, in a sentence or two.",
     .form = MAT_PLAN_FORM_TEXT,
     .most = MAT_PLAN_TEXT_MAX,
     .values = "a text of at most 400 bytes"},
    {.name = "when",
     .text = "The time of day that it is for. With evening the screen is dim "
             "and the sound is quieter. Left out, it is any.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_whens,
     .meanings = when_meanings},
    {.name = "full-at",
     .text = "The stage at which it runs at the lengths written here; before, "
             "it is shorter. Left out, it is building.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_stages},
    {.name = "sources",
     .text = "Where it comes from: ids of \"matsession about sources\".",
     .form = MAT_PLAN_FORM_TEXTS,
     .most = MAT_PLAN_SOURCE_MAX,
     .values = "a list of texts of at most 40 bytes"},
    {.name = "steps",
     .text = "What there is to do, in this order. All of it together takes at "
             "most 12 hours, and at least one step is of kind mat, point, "
             "breathe or rest.",
     .form = MAT_PLAN_FORM_STEPS,
     .values = "a list of steps"},

    {.path = "steps",
     .name = "kind",
     .text = "What kind of step it is: get ready, get on the mat, be on it, "
             "get off it, rest, breathe at a pace, press a point, or wait "
             "until a key says that it goes on.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_kinds,
     .meanings = kind_meanings},
    {.path = "steps",
     .name = "title",
     .text = "What the step is called. Left out, it is made from the rest.",
     .form = MAT_PLAN_FORM_TEXT,
     .most = MAT_PLAN_TITLE_MAX,
     .values = "a text of at most 80 bytes",
     .takes = ANY,
     .needs = BIT(WAIT)},
    {.path = "steps",
     .name = "area",
     .text = "Where the spikes are.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_areas,
     .takes = BIT(MAT),
     .needs = BIT(MAT)},
    {.path = "steps",
     .name = "position",
     .text = "How the body is. On a mat it has to be one that goes with the "
             "area.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_positions,
     .takes = BIT(MAT) | BIT(REST)},
    {.path = "steps",
     .name = "layer",
     .text = "What lies between skin and spikes. Socks go with feet, "
             "feet-standing and legs, and only a towel with the belly. Left "
             "out, it is socks for feet and feet-standing, towel for the "
             "belly, else shirt.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_layers,
     .takes = BIT(MAT)},
    {.path = "steps",
     .name = "surface",
     .text = "What lies under the mat. Who stands needs a firm one. Left out, "
             "it is firm for feet-standing, medium for feet, legs, buttocks "
             "and hands, else soft.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_surfaces,
     .takes = BIT(MAT)},
    {.path = "steps",
     .name = "duration",
     .text = "How long it takes. A point without it takes 1m.",
     .form = MAT_PLAN_FORM_DURATION,
     .pattern = STEP_PATTERN,
     .values = "a duration of more than 0s and at most 3h",
     .takes = TIMED,
     .needs = TIMED & ~BIT(POINT)},
    {.path = "steps",
     .name = "guidance",
     .text = "How many of the table's own cues are added. Left out, it is "
             "full.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_guidance_levels,
     .meanings = guidance_meanings,
     .takes = BIT(PREPARE) | BIT(ON) | BIT(MAT) | BIT(OFF) | BIT(POINT)},
    {.path = "steps",
     .name = "point",
     .text = "The point to press, by its id.",
     .form = MAT_PLAN_FORM_POINT,
     .values = "the id of a point, as under POINTS",
     .takes = BIT(POINT),
     .needs = BIT(POINT)},
    {.path = "steps",
     .name = "side",
     .text = "On which side the point is pressed; both is one after the other, "
             "for the duration each. A point on the midline has only that. "
             "Left out, it is both or midline.",
     .form = MAT_PLAN_FORM_WORD,
     .words = &mat_sides,
     .meanings = side_meanings,
     .takes = BIT(POINT)},
    {.path = "steps",
     .name = "inhale",
     .text = "How long a breath in takes. Left out, it is 5s.",
     .form = MAT_PLAN_FORM_DURATION,
     .pattern = BREATH_PATTERN,
     .values = "a duration of at least 1s and at most 20s",
     .takes = BIT(BREATHE)},
    {.path = "steps",
     .name = "exhale",
     .text = "How long a breath out takes. Left out, it is 5s.",
     .form = MAT_PLAN_FORM_DURATION,
     .pattern = BREATH_PATTERN,
     .values = "a duration of at least 1s and at most 20s",
     .takes = BIT(BREATHE)},
    {.path = "steps",
     .name = "timeout",
     .text = "After how long it asks again. Left out, it does not.",
     .form = MAT_PLAN_FORM_DURATION,
     .pattern = TIMEOUT_PATTERN,
     .values = "a duration of at least 5s and at most 30m",
     .takes = BIT(WAIT)},
    {.path = "steps",
     .name = "cues",
     .text = "What is said during the step, beside the guidance.",
     .form = MAT_PLAN_FORM_CUES,
     .values = "a list of cues",
     .takes = TIMED},

    {.path = "cues",
     .name = "at",
     .text = "The moment at which it is said. It must be there, and inside the "
             "step.",
     .form = MAT_PLAN_FORM_MOMENT,
     .pattern = MOMENT_PATTERN,
     .values = "a moment"},
    {.path = "cues",
     .name = "say",
     .text = "The sentence. A cue has either this or use.",
     .form = MAT_PLAN_FORM_TEXT,
     .most = MAT_PLAN_SAY_MAX,
     .values = "a text of at most 200 bytes"},
    {.path = "cues",
     .name = "use",
     .text = "A cue of the library, by its id, instead of a sentence.",
     .form = MAT_PLAN_FORM_CUE,
     .values = "the id of a cue, as under CUES OF THE LIBRARY"},
};

/* What the list `key` of a mapping holds. */
static const cyaml_schema_field_t *
fields_of(const cyaml_schema_field_t *fields, const char *key)
{
    while (fields->key && strcmp(fields->key, key) != 0)
        fields++;
    return fields->value.sequence.entry->mapping.fields;
}

const cyaml_schema_field_t *
mat_plan_fields(const char *path)
{
    const cyaml_schema_field_t *plan = mat_plan_schema.mapping.fields;

    if (path[0] == '\0')
        return plan;
    if (strcmp(path, "steps") == 0)
        return fields_of(plan, path);
    return fields_of(fields_of(plan, "steps"), path);
}

const struct mat_plan_key *
mat_plan_key_find(const char *path, const char *name)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *under = keys[i].path ? keys[i].path : "";

        if (strcmp(under, path) == 0 && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    }
    return NULL;
}
