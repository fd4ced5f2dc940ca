#include "cli/command.h"

#include <stdio.h>
#include <string.h>

#include "app/explain.h"
#include "app/render.h"
#include "app/text_page.h"
#include "cli/help.h"
#include "cli/wish.h"
#include "front/out.h"
#include "matsession/text.h"

/* A cue sheet has no way to write a quotation mark in a name. */
static int
check_file(const char *file)
{
    enum mat_text_fault fault = file ? mat_text_check(file, SIZE_MAX) : 0;

    if (!file)
        mat_problem("render needs -o FILE");
    else if (fault != MAT_TEXT_FINE)
        mat_problem("\"%s\" %s; write another name", file,
                    mat_text_fault_label(fault));
    else if (strchr(file, '"'))
        mat_problem("%s has a quotation mark in it; write another name", file);
    else if (mat_render_format(file) < 0)
        mat_problem("%s: the name of the file ends in .wav, .flac, .ogg or "
                    ".opus, which says what kind of file it will be",
                    file);
    else
        return MAT_EXIT_DONE;
    return mat_help_try(&mat_command_render);
}

static int
prepare(struct mat_prepared *prepared, const struct mat_call *call)
{
    struct mat_wish wish = mat_wish_of(call, false);
    int status = mat_prepare_load(prepared, &wish);

    if (status == MAT_EXIT_DONE)
        status = mat_prepare_schedule(prepared);
    if (status == MAT_EXIT_DONE && mat_call_has(call, MAT_OPTION_CONFIRM)) {
        mat_prepared_none(prepared);
        prepared->today_known = true;
        status = mat_prepare_schedule(prepared);
    }
    if (status == MAT_EXIT_REFUSED)
        mat_explain_refused(prepared);
    return status;
}

/* What the file cannot ask. */
static void
put_today(FILE *file, const struct mat_prepared *prepared, int width)
{
    const struct mat_verdict *verdict = &prepared->verdict;
    struct mat_text_page page;

    if (prepared->today_known || verdict->n_prompts == 0)
        return;
    mat_text_page_open(&page);
    fputs("A file does not ask today's questions. Leave it on a day with one "
          "of these: ",
          page.file);
    for (int i = 0; i < verdict->n_prompts; i++)
        fprintf(page.file, "%s%s", i > 0 ? "; " : "",
                prepared->tables->rows[verdict->prompts[i]].title);
    fputs(".", page.file);
    mat_text_page_close(&page);
    mat_out_wrapped(file, page.text, 0, width);
    mat_text_page_done(&page);
}

static bool
has_wait(const struct mat_schedule *schedule)
{
    for (int i = 0; i < schedule->n_segments; i++) {
        if (schedule->segments[i].kind == MAT_KIND_WAIT)
            return true;
    }
    return false;
}

static void
put_notes(FILE *file, const struct mat_prepared *prepared, int width)
{
    char reason[MAT_LENGTH_TEXT];

    mat_explain_length(prepared, reason);
    if (*reason)
        mat_out_wrapped(file, reason, 0, width);
    mat_explain(file, prepared, width);
    mat_explain_profile(file, prepared, width);
    put_today(file, prepared, width);
    if (prepared->schedule->mat > 0)
        mat_out_wrapped(file,
                        "The end of time on the mat is told once; a file "
                        "cannot go on until you answer.",
                        0, width);
    if (has_wait(prepared->schedule))
        mat_out_wrapped(file,
                        "Where the plan waits for a key the file goes on at "
                        "once.",
                        0, width);
}

static int
run(const struct mat_call *call)
{
    const char *file = mat_call_value(call, MAT_OPTION_OUTPUT);
    struct mat_prepared prepared = {0};
    int status = check_file(file);

    if (status != MAT_EXIT_DONE)
        return status;
    status = prepare(&prepared, call);
    if (status == MAT_EXIT_DONE) {
        put_notes(stdout, &prepared, mat_out_width(stdout));
        fflush(stdout);
        status = mat_render(prepared.schedule, file);
    }
    mat_prepared_done(&prepared);
    return status;
}

const struct mat_command mat_command_render = {
    .name = "render",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .summary = "Write a session as a sound file.",
    .text =
        "-o says which file, and its ending of what kind: .opus and .ogg are "
        "small, .flac and .wav are not. It holds what the session would say "
        "and ring, at the moments at which it would, so that a phone or any "
        "other player can lead through it. Beside it stands a cue sheet of "
        "the same name, ending in .cue, with a track for each step.\n"
        "\n"
        "The session is what \"matsession start\" would lead through now, by "
        "your stage and your answers. A file asks nothing and cannot be "
        "answered: today's questions are not asked, the end of time on the "
        "mat is told once, a step that waits for a key takes no time, and "
        "the history does not know that you listened. Keep a real alarm "
        "beside you when you might fall asleep.\n"
        "\n"
        "Voice and chimes are as config.yaml sets them, at its level by day: "
        "at night you turn the player down. The last sentence ends with the "
        "file, which is as long as the session.",
    .examples = "matsession render evening -o evening.opus\n"
                "matsession render back --minutes 8 -o ~/Music/back.flac\n"
                "matsession render ./mine.yaml -o mine.wav\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_OUTPUT) | MAT_WISH_OPTIONS |
               MAT_OPTION_BIT(MAT_OPTION_CONFIRM),
    .run = run,
};
