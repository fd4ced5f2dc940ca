#include "cli/man_plan_keys.h"

#include <string.h>

#define BIT(kind) (1u << MAT_KIND_##kind)
#define TIMED                                                                  \
    (BIT(PREPARE) | BIT(ON) | BIT(MAT) | BIT(OFF) | BIT(REST) | BIT(BREATHE) | \
     BIT(POINT))
#define ANY (TIMED | BIT(WAIT))

static const struct mat_plan_key keys[] = {
    {.name = "plan", .text = "The version of the format.", .values = "1"},
    {.name = "title",
     .text = "What the plan is called on the screen.",
     .values = "a text of at most 80 bytes"},
    {.name = "purpose",
     .text = "What it is for, in a sentence or two.",
     .values = "a text of at most 400 bytes"},
    {.name = "when",
     .text = "The time of day that it is for. With evening the screen is dim "
             "and the sound is quieter. Left out, it is any.",
     .words = &mat_whens},
    {.name = "full-at",
     .text = "The stage at which it runs at the lengths written here; before, "
             "it is shorter. Left out, it is building.",
     .words = &mat_stages},
    {.name = "sources",
     .text = "Where it comes from: ids of \"matsession about sources\".",
     .values = "a list of texts of at most 40 bytes"},
    {.name = "steps",
     .text = "What there is to do, in this order. All of it together takes at "
             "most 12 hours, and at least one step is of kind mat, point, "
             "breathe or rest.",
     .values = "a list of steps"},

    {.path = "steps",
     .name = "kind",
     .text = "What kind of step it is: get ready, get on the mat, be on it, "
             "get off it, rest, breathe at a pace, press a point, or wait "
             "until a key says that it goes on.",
     .words = &mat_kinds},
    {.path = "steps",
     .name = "title",
     .text = "What the step is called. Left out, it is made from the rest.",
     .values = "a text of at most 80 bytes",
     .takes = ANY,
     .needs = BIT(WAIT)},
    {.path = "steps",
     .name = "area",
     .text = "Where the spikes are.",
     .words = &mat_areas,
     .takes = BIT(MAT),
     .needs = BIT(MAT)},
    {.path = "steps",
     .name = "position",
     .text = "How the body is. On a mat it has to be one that goes with the "
             "area.",
     .words = &mat_positions,
     .takes = BIT(MAT) | BIT(REST)},
    {.path = "steps",
     .name = "layer",
     .text = "What lies between skin and spikes. Socks go with feet, "
             "feet-standing and legs, and only a towel with the belly. Left "
             "out, it is socks for feet and feet-standing, towel for the "
             "belly, else shirt.",
     .words = &mat_layers,
     .takes = BIT(MAT)},
    {.path = "steps",
     .name = "surface",
     .text = "What lies under the mat. Who stands needs a firm one. Left out, "
             "it is firm for feet-standing, medium for feet, legs, buttocks "
             "and hands, else soft.",
     .words = &mat_surfaces,
     .takes = BIT(MAT)},
    {.path = "steps",
     .name = "duration",
     .text = "How long it takes. A point without it takes 1m.",
     .values = "a duration of more than 0s and at most 3h",
     .takes = TIMED,
     .needs = TIMED & ~BIT(POINT)},
    {.path = "steps",
     .name = "guidance",
     .text = "How many of the table's own cues are added. Left out, it is "
             "full.",
     .words = &mat_guidance_levels,
     .takes = BIT(PREPARE) | BIT(ON) | BIT(MAT) | BIT(OFF) | BIT(POINT)},
    {.path = "steps",
     .name = "point",
     .text = "The point to press, one of those below.",
     .values = "the id of a point",
     .takes = BIT(POINT),
     .needs = BIT(POINT)},
    {.path = "steps",
     .name = "side",
     .text = "On which side the point is pressed; both is one after the other, "
             "for the duration each. A point on the midline has only that. "
             "Left out, it is both or midline.",
     .words = &mat_sides,
     .takes = BIT(POINT)},
    {.path = "steps",
     .name = "inhale",
     .text = "How long a breath in takes. Left out, it is 5s.",
     .values = "a duration of at least 1s and at most 20s",
     .takes = BIT(BREATHE)},
    {.path = "steps",
     .name = "exhale",
     .text = "How long a breath out takes. Left out, it is 5s.",
     .values = "a duration of at least 1s and at most 20s",
     .takes = BIT(BREATHE)},
    {.path = "steps",
     .name = "timeout",
     .text = "After how long it asks again. Left out, it does not.",
     .values = "a duration of at least 5s and at most 30m",
     .takes = BIT(WAIT)},
    {.path = "steps",
     .name = "cues",
     .text = "What is said during the step, beside the guidance.",
     .values = "a list of cues",
     .takes = TIMED},

    {.path = "cues",
     .name = "at",
     .text = "The moment at which it is said. It must be there, and inside the "
             "step.",
     .values = "a moment"},
    {.path = "cues",
     .name = "say",
     .text = "The sentence. A cue has either this or use.",
     .values = "a text of at most 200 bytes"},
    {.path = "cues",
     .name = "use",
     .text = "A cue of the library, instead of a sentence: one of those below.",
     .values = "the id of a cue"},
};

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
