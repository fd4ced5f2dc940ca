#include "cli/command.h"

#include <stddef.h>

const struct mat_option mat_options[MAT_OPTION__COUNT] = {
    [MAT_OPTION_PLAIN] =
        {
            .name = "plain",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON) |
                        MAT_OPTION_BIT(MAT_OPTION_SHOW),
            .help = "Lines instead of a full screen; good for screen readers "
                    "and logs.",
        },
    [MAT_OPTION_JSON] =
        {
            .name = "json",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_PLAIN),
            .help = "One JSON object a line on stdout, for programs.",
        },
    [MAT_OPTION_MINUTES] =
        {
            .name = "minutes",
            .argument = "N",
            .least = 1,
            .most = 30,
            .help = "At most so many minutes on the mat; it never makes a "
                    "session longer.",
        },
    [MAT_OPTION_STAGE] =
        {
            .name = "stage",
            .argument = "S",
            .words = &mat_stages,
            .help = "Go by the rules of this stage. A real session can only "
                    "be made easier; a preview or a rehearsal takes any.",
        },
    [MAT_OPTION_SKIP] =
        {
            .name = "skip",
            .argument = "AREA",
            .repeats = true,
            .words = &mat_areas,
            .list = true,
            .help = "Leave an area of the body out today.",
        },
    [MAT_OPTION_OPT_IN] =
        {
            .name = "opt-in",
            .help = "Allow what is left out unless it is wanted: standing on "
                    "the mat, the belly, the long session.",
        },
    [MAT_OPTION_CONFIRM] =
        {
            .name = "confirm",
            .help = "State that none of today's questions applies to you. It "
                    "does not replace the screening.",
        },
    [MAT_OPTION_NO_HISTORY] =
        {
            .name = "no-history",
            .help = "Keep no record of this session. This version keeps none "
                    "of any, so scripts may say it already.",
        },
    [MAT_OPTION_QUIET] =
        {
            .name = "quiet",
            .help = "No bell.",
        },
    [MAT_OPTION_SPEED] =
        {
            .name = "speed",
            .argument = "N",
            .least = 1,
            .most = 10000,
            .help = "Let the clock run N times faster: a rehearsal, never "
                    "recorded.",
        },
    [MAT_OPTION_STRICT] =
        {
            .name = "strict",
            .help = "Count warnings as errors.",
        },
    [MAT_OPTION_SHOW] =
        {
            .name = "show",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_PLAIN) |
                        MAT_OPTION_BIT(MAT_OPTION_NONE) |
                        MAT_OPTION_BIT(MAT_OPTION_SET) |
                        MAT_OPTION_BIT(MAT_OPTION_CLEAR) |
                        MAT_OPTION_BIT(MAT_OPTION_BY),
            .help = "Show the answers that are kept, and change nothing.",
        },
    [MAT_OPTION_NONE] =
        {
            .name = "none",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_SHOW),
            .help = "State that none of the questions applies to you.",
        },
    [MAT_OPTION_SET] =
        {
            .name = "set",
            .argument = "ID=ANSWER",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_SHOW),
            .repeats = true,
            .help = "Answer one question: yes, no or unsure.",
        },
    [MAT_OPTION_CLEAR] =
        {
            .name = "clear",
            .argument = "ID",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_SHOW),
            .needs = MAT_OPTION_BIT(MAT_OPTION_BY),
            .repeats = true,
            .help = "Note that a health professional has agreed, where the "
                    "table allows it.",
        },
    [MAT_OPTION_BY] =
        {
            .name = "by",
            .argument = "WHO",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_SHOW),
            .needs = MAT_OPTION_BIT(MAT_OPTION_CLEAR),
            .help = "The professional who has agreed.",
        },
    [MAT_OPTION_HELP] =
        {
            .name = "help",
            .letter = 'h',
            .help = "Print this help.",
        },
    [MAT_OPTION_VERSION] =
        {
            .name = "version",
            .letter = 'V',
            .help = "Print the version.",
        },
};
