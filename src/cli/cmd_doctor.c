#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/health.h"
#include "cli/entry.h"
#include "cli/json.h"
#include "front/out.h"
#include "store/speech_cache.h"

/* The longest word and the longest check beside each other. */
#define WORD_COLUMNS 6
#define TERM_COLUMNS (WORD_COLUMNS + 14)
/* Below this text stands under the check, not beside it. */
#define WIDE 60

struct printer {
    int width;
};

static void
put_line(void *to, const struct mat_health_finding *finding)
{
    const int width = ((const struct printer *)to)->width;
    const char *word = finding->health == MAT_HEALTH_FAILS
                           ? "FAILS"
                           : mat_health_word(finding->health);
    char *term = mat_xprintf("%-*s%s", WORD_COLUMNS, word, finding->check);
    char *text =
        mat_xprintf("%s%s%s", finding->text,
                    finding->advice[0] != '\0' ? "\n" : "", finding->advice);

    if (width >= WIDE) {
        mat_entry(stdout, term, text, mat_entry_column(TERM_COLUMNS, width),
                  width);
    } else {
        mat_out(stdout, "%*s%s\n", MAT_ENTRY_INDENT, "", term);
        mat_out_wrapped(stdout, text, MAT_ENTRY_INDENT + WORD_COLUMNS, width);
    }
    fflush(stdout);
    free(term);
    free(text);
}

static void
put_json(void *to, const struct mat_health_finding *finding)
{
    (void)to;
    mat_json_print(stdout,
                   json_pack("{s:s, s:s, s:s, s:s}", "check", finding->check,
                             "state", mat_health_word(finding->health), "text",
                             finding->text, "advice", finding->advice),
                   JSON_COMPACT);
    fflush(stdout);
}

static int
clear_speech(bool json)
{
    struct mat_speech_freed freed = {0};
    char *path = mat_speech_cache_path();
    int error = path ? mat_speech_cache_clear(path, &freed) : 0;

    if (error)
        mat_problem("%s: not everything could be removed: %s", path,
                    strerror(error));
    if (json)
        mat_json_print(stdout,
                       json_pack("{s:i, s:I}", "files", freed.files, "bytes",
                                 (json_int_t)freed.bytes),
                       JSON_COMPACT);
    else if (freed.files == 0)
        mat_out(stdout, "No spoken sentences were kept.\n");
    else
        mat_out(stdout, "Removed %d spoken sentence%s: %ju KiB are free.\n",
                freed.files, freed.files == 1 ? "" : "s",
                (uintmax_t)(freed.bytes + 1023) / 1024);
    free(path);
    return error ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
}

static void
put_sum(const struct mat_checkup *checkup, bool played, int width)
{
    char *text;

    if (checkup->fails > 0)
        text = mat_xprintf("%d thing%s that %s switched on cannot work.",
                           checkup->fails, checkup->fails == 1 ? "" : "s",
                           checkup->fails == 1 ? "is" : "are");
    else
        text = mat_xcopy(played ? "" : "Everything that is switched on works.");
    if (text[0] != '\0') {
        mat_out(stdout, "\n");
        mat_out_wrapped(stdout, text, 0, width);
    }
    free(text);
}

static int
run(const struct mat_call *call)
{
    const bool json = mat_call_has(call, MAT_OPTION_JSON);
    const bool play = mat_call_has(call, MAT_OPTION_SOUND);
    struct printer printer = {.width = mat_out_width(stdout)};
    struct mat_checkup checkup = {.take = json ? put_json : put_line,
                                  .to = &printer};

    if (mat_call_has(call, MAT_OPTION_CLEAR_SPEECH))
        return clear_speech(json);
    if (play)
        mat_health_play(&checkup);
    else
        mat_health_check(&checkup);
    if (!json)
        put_sum(&checkup, play, printer.width);
    return checkup.fails > 0 ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
}

const struct mat_command mat_command_doctor = {
    .name = "doctor",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Say what works here and what does not.",
    .text =
        "It looks at the terminal, the locale, the settings, sound and speech, "
        "hooks, notifications and what keeps the machine awake, folders and "
        "their rights, profile, tables, plans and history, and "
        "says what to do about each. \"ok\" works, \"note\" is worth knowing, "
        "\"FAILS\" is switched on and cannot work; with one of these it exits "
        "with 1. Nothing is changed by looking.\n"
        "\n"
        "--sound plays a chime and a sentence and says what should have been "
        "heard. --clear-speech removes the spoken sentences that are kept to "
        "be quicker; they are spoken anew when they are needed.\n"
        "\n"
        "With --json each check is an object with check, state (ok, note or "
        "fails), text and advice; of --clear-speech it is one with files and "
        "bytes.",
    .examples = "matsession doctor\n"
                "matsession doctor --sound\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_JSON) |
               MAT_OPTION_BIT(MAT_OPTION_SOUND) |
               MAT_OPTION_BIT(MAT_OPTION_CLEAR_SPEECH),
    .run = run,
};
