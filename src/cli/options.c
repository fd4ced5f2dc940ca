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
            .excludes = MAT_OPTION_BIT(MAT_OPTION_PLAIN) |
                        MAT_OPTION_BIT(MAT_OPTION_CSV) |
                        MAT_OPTION_BIT(MAT_OPTION_FORMAT) |
                        MAT_OPTION_BIT(MAT_OPTION_INSTALL) |
                        MAT_OPTION_BIT(MAT_OPTION_REMOVE) |
                        MAT_OPTION_BIT(MAT_OPTION_REMIND),
            .help = "One JSON object a line on stdout, for programs.",
        },
    [MAT_OPTION_MINUTES] =
        {
            .name = "minutes",
            .argument = "N",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
            .least = 1,
            .most = 30,
            .help = "At most so many minutes on the mat; it never makes a "
                    "session longer.",
        },
    [MAT_OPTION_STAGE] =
        {
            .name = "stage",
            .argument = "S",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
            .words = &mat_stages,
            .help = "Go by the rules of this stage. A real session can only "
                    "be made easier; a preview or a rehearsal takes any.",
        },
    [MAT_OPTION_SKIP] =
        {
            .name = "skip",
            .argument = "AREA",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
            .repeats = true,
            .words = &mat_areas,
            .list = true,
            .help = "Leave an area of the body out today.",
        },
    [MAT_OPTION_OPT_IN] =
        {
            .name = "opt-in",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
            .help = "Allow what is left out unless it is wanted: standing on "
                    "the mat, the belly, the long session.",
        },
    [MAT_OPTION_CONFIRM] =
        {
            .name = "confirm",
            .help = "State that none of today's questions applies to you. It "
                    "does not replace the screening.",
        },
    [MAT_OPTION_RESUME] =
        {
            .name = "resume",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_MINUTES) |
                        MAT_OPTION_BIT(MAT_OPTION_STAGE) |
                        MAT_OPTION_BIT(MAT_OPTION_SKIP) |
                        MAT_OPTION_BIT(MAT_OPTION_OPT_IN) |
                        MAT_OPTION_BIT(MAT_OPTION_NO_HISTORY) |
                        MAT_OPTION_BIT(MAT_OPTION_SPEED),
            .help = "Take up a session that was cut off less than ten minutes "
                    "ago.",
        },
    [MAT_OPTION_NO_HISTORY] =
        {
            .name = "no-history",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
            .help = "Keep no record of this session.",
        },
    [MAT_OPTION_QUIET] =
        {
            .name = "quiet",
            .help = "Nothing sounds: no voice, no chimes, no bell.",
        },
    [MAT_OPTION_NO_SOUND] =
        {
            .name = "no-sound",
            .help = "No voice and no chimes; the terminal's bell still rings "
                    "at the end of time on the mat.",
        },
    [MAT_OPTION_SPEED] =
        {
            .name = "speed",
            .argument = "N",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_RESUME),
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
    [MAT_OPTION_COUNT] =
        {
            .name = "count",
            .argument = "N",
            .letter = 'n',
            .least = 1,
            .most = 100000,
            .help = "Only the N newest.",
        },
    [MAT_OPTION_SINCE] =
        {
            .name = "since",
            .argument = "DATE",
            .help = "Only what began on that day or later: YYYY-MM-DD, or so "
                    "many days or weeks ago, as in 30d or 4w.",
        },
    [MAT_OPTION_CSV] =
        {
            .name = "csv",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON),
            .help = "A table for a spreadsheet, with a line of titles.",
        },
    [MAT_OPTION_FINE] =
        {
            .name = "fine",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_MARKS) |
                        MAT_OPTION_BIT(MAT_OPTION_BROKEN) |
                        MAT_OPTION_BIT(MAT_OPTION_FORGET),
            .help = "The skin is fine; takes --marks and --broken back.",
        },
    [MAT_OPTION_MARKS] =
        {
            .name = "marks",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_FINE) |
                        MAT_OPTION_BIT(MAT_OPTION_FORGET),
            .help = "Marks or soreness stay.",
        },
    [MAT_OPTION_BROKEN] =
        {
            .name = "broken",
            .argument = "AREA",
            .repeats = true,
            .words = &mat_areas,
            .list = true,
            .excludes = MAT_OPTION_BIT(MAT_OPTION_FINE) |
                        MAT_OPTION_BIT(MAT_OPTION_HEALED) |
                        MAT_OPTION_BIT(MAT_OPTION_FORGET),
            .help = "The skin there is broken, blistered or bruised. The area "
                    "rests until it has healed.",
        },
    [MAT_OPTION_HEALED] =
        {
            .name = "healed",
            .argument = "AREA",
            .repeats = true,
            .words = &mat_areas,
            .list = true,
            .excludes = MAT_OPTION_BIT(MAT_OPTION_BROKEN) |
                        MAT_OPTION_BIT(MAT_OPTION_FORGET) |
                        MAT_OPTION_BIT(MAT_OPTION_ID),
            .help = "The skin there has healed.",
        },
    [MAT_OPTION_NOTE] =
        {
            .name = "note",
            .argument = "TEXT",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_FORGET),
            .help = "Keep a line of text with the session. A new one replaces "
                    "the old one.",
        },
    [MAT_OPTION_FORGET] =
        {
            .name = "forget",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_FINE) |
                        MAT_OPTION_BIT(MAT_OPTION_MARKS) |
                        MAT_OPTION_BIT(MAT_OPTION_BROKEN) |
                        MAT_OPTION_BIT(MAT_OPTION_HEALED) |
                        MAT_OPTION_BIT(MAT_OPTION_NOTE),
            .help = "Leave the session out of everything from now on.",
        },
    [MAT_OPTION_ID] =
        {
            .name = "id",
            .argument = "SESSION",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_HEALED),
            .help = "Not the last session but the one whose id begins so.",
        },
    [MAT_OPTION_OUTPUT] =
        {
            .name = "output",
            .argument = "FILE",
            .letter = 'o',
            .help = "The file to write; its name ends in .wav, .flac, .ogg or "
                    ".opus.",
        },
    [MAT_OPTION_SOUND] =
        {
            .name = "sound",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_CLEAR_SPEECH),
            .help = "Play a chime and a sentence.",
        },
    [MAT_OPTION_CLEAR_SPEECH] =
        {
            .name = "clear-speech",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_SOUND),
            .help = "Remove the spoken sentences that are kept.",
        },
    [MAT_OPTION_FORMAT] =
        {
            .name = "format",
            .argument = "FMT",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON),
            .help = "A text of your own, with fields in braces.",
        },
    [MAT_OPTION_WATCH] =
        {
            .name = "watch",
            .help = "Print again whenever it changes, until the session ends.",
        },
    [MAT_OPTION_FROM] =
        {
            .name = "from",
            .argument = "PLAN",
            .help = "Begin with the text of this plan.",
        },
    [MAT_OPTION_INSTALL] =
        {
            .name = "install",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON) |
                        MAT_OPTION_BIT(MAT_OPTION_REMOVE) |
                        MAT_OPTION_BIT(MAT_OPTION_REMIND),
            .help = "Have a systemd user timer remind you every evening when "
                    "it is time to start.",
        },
    [MAT_OPTION_REMOVE] =
        {
            .name = "remove",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON) |
                        MAT_OPTION_BIT(MAT_OPTION_INSTALL) |
                        MAT_OPTION_BIT(MAT_OPTION_REMIND),
            .help = "Take that timer away again.",
        },
    [MAT_OPTION_REMIND] =
        {
            .name = "remind",
            .excludes = MAT_OPTION_BIT(MAT_OPTION_JSON) |
                        MAT_OPTION_BIT(MAT_OPTION_INSTALL) |
                        MAT_OPTION_BIT(MAT_OPTION_REMOVE),
            .help = "Remind now, if it is time; that timer runs it, or cron.",
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
