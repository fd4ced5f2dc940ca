#include "cli/man_fields.h"

#include <stddef.h>
#include <string.h>

const char mat_man_format[] =
    "Each field is written in braces, {left} or {step_title}, and replaced; "
    "what does not apply is empty. {left:json} is the same as a JSON string, "
    "with its quotes; {percent:json} is a number, without quotes, for minutes, "
    "percent, step, steps and session_minutes (null where there is none). A "
    "brace without a name behind it stands for itself.";

static const struct {
    const char *name;
    const char *text;
} fields[] = {
    {"left", "The time that the step still takes: 02:31."},
    {"minutes", "The same in whole minutes, rounded up."},
    {"length", "How long the step takes as a whole."},
    {"percent", "How much of the step is over, without the sign; empty in a "
                "step that waits."},
    {"step_title", "The title of the step."},
    {"step", "The number of the step, from 1."},
    {"steps", "How many steps there are."},
    {"kind", "The kind of the step: prepare, mat, off, ..."},
    {"area", "Of a step on the mat, the area of the body."},
    {"position", "Of a step on the mat, how one lies or sits."},
    {"layer", "Of a step on the mat, what lies between."},
    {"surface", "Of a step on the mat, what the mat lies on."},
    {"detail", "Position, layer and surface in words."},
    {"next", "The title of the step that follows."},
    {"cue", "What was said last."},
    {"phase", "One of running, paused, held (the computer slept), waiting (for "
              "an answer), alarm and ended."},
    {"sound", "One of on, muted and off."},
    {"plan", "The name of the plan."},
    {"title", "The title of the plan."},
    {"session_left", "The time that the session still takes."},
    {"session_minutes", "The same in whole minutes, rounded up."},
    {"mat", "The time on the mat so far."},
    {"ends", "The time of day at the end of the session: 22:47."},
};

const char *
mat_man_field(const char *name)
{
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].text;
    }
    return "";
}
