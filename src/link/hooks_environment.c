#include "link/hooks_environment.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "front/fact_json.h"
#include "front/out.h"
#include "matsession/text.h"

#define PREFIX "MATSESSION_"

enum variable {
    EVENT,
    PLAN,
    TITLE,
    STAGE,
    STEP,
    STEPS,
    STEP_TITLE,
    KIND,
    AREA,
    POSITION,
    LAYER,
    DURATION,
    AT,
    OUTCOME,
    MAT,
    JSON,
    N_VARIABLES
};

const struct mat_hook_variable mat_hook_variables[N_VARIABLES] = {
    [EVENT] = {PREFIX "EVENT", "The event, by its name."},
    [PLAN] = {PREFIX "PLAN", "The name of the plan."},
    [TITLE] = {PREFIX "TITLE", "The title of the plan."},
    [STAGE] = {PREFIX "STAGE", "The stage by whose rules the session runs."},
    [STEP] = {PREFIX "STEP", "The number of the step, from 1."},
    [STEPS] = {PREFIX "STEPS", "How many steps there are."},
    [STEP_TITLE] = {PREFIX "STEP_TITLE", "The title of the step."},
    [KIND] = {PREFIX "KIND", "The kind of the step: prepare, mat, off, ..."},
    [AREA] = {PREFIX "AREA", "Of a step on the mat, the area of the body."},
    [POSITION] = {PREFIX "POSITION", "Of a step on the mat, how one lies or "
                                     "sits."},
    [LAYER] = {PREFIX "LAYER", "Of a step on the mat, what lies between."},
    [DURATION] = {PREFIX "DURATION_MS",
                  "The milliseconds that the session or the step takes, or "
                  "that the step took when it ends; empty where nobody knows."},
    [AT] = {PREFIX "AT_MS", "Milliseconds since the session began."},
    [OUTCOME] = {PREFIX "OUTCOME", "At the end of a session: completed, "
                                   "stopped, unwell or interrupted."},
    [MAT] = {PREFIX "MAT_MS", "At the end of a session, the milliseconds on "
                              "the mat."},
    [JSON] = {PREFIX "JSON", "All of it as one line of JSON, as \"start "
                             "--json\" prints it."},
};

const int mat_n_hook_variables = N_VARIABLES;

static const char *const moments[MAT_FACT__COUNT] = {
    [MAT_FACT_SESSION_BEGAN] = "A session begins, before its first step.",
    [MAT_FACT_STEP_BEGAN] = "A step begins.",
    [MAT_FACT_CUE] = "There is something to say; the text is in the JSON.",
    [MAT_FACT_STEP_ENDED] = "A step ends; why is in the JSON.",
    [MAT_FACT_PAUSED] = "The session is paused.",
    [MAT_FACT_RESUMED] = "It goes on, after a pause or a sleep of the "
                         "computer.",
    [MAT_FACT_EXTENDED] = "The step was made longer or shorter.",
    [MAT_FACT_HELD] = "The computer has slept, or a session that was cut off "
                      "is taken up; it waits for an answer.",
    [MAT_FACT_ALARM] = "The alarm sounds, each time: time on the mat is over, "
                       "or a pause there has lasted long.",
    [MAT_FACT_ACKNOWLEDGED] = "The alarm was answered.",
    [MAT_FACT_SESSION_ENDED] =
        "The session has ended, in whatever way, and \"matsession log -n 1\" "
        "has it, if it is recorded. Another one may begin.",
};

const char *
mat_hook_moment(enum mat_fact_kind kind)
{
    assert(kind >= 0 && kind < MAT_FACT__COUNT);
    return moments[kind];
}

static void
put(char **to, enum variable variable, const char *value)
{
    assert(!to[variable]);
    to[variable] =
        mat_xprintf("%s=%s", mat_hook_variables[variable].name, value);
}

static void
put_number(char **to, enum variable variable, int64_t number)
{
    char text[MAT_NUMBER_TEXT];

    put(to, variable, mat_number_text(number, text));
}

/* The same things as the fact's JSON has. */
static void
put_step(char **to, const struct mat_schedule *schedule, int index)
{
    const struct mat_segment *segment = &schedule->segments[index];

    put_number(to, STEP, index + 1);
    put(to, STEP_TITLE, segment->title);
    put(to, KIND, mat_word(&mat_kinds, segment->kind));
    if (segment->kind != MAT_KIND_MAT)
        return;
    put(to, AREA, mat_word(&mat_areas, segment->area));
    put(to, POSITION, mat_word(&mat_positions, segment->position));
    put(to, LAYER, mat_word(&mat_layers, segment->layer));
}

static void
put_fact(char **to, const struct mat_schedule *schedule,
         const struct mat_fact *fact)
{
    bool of_session = fact->kind == MAT_FACT_SESSION_BEGAN ||
                      fact->kind == MAT_FACT_SESSION_ENDED;
    char *json = mat_fact_json(schedule, fact);

    put(to, EVENT, mat_fact_name(fact->kind));
    put(to, PLAN, schedule->plan);
    put(to, TITLE, schedule->title);
    put(to, STAGE, mat_word(&mat_stages, schedule->standing.stage));
    put_number(to, STEPS, schedule->n_segments);
    put_number(to, AT, fact->at);
    put(to, JSON, json ? json : "");
    free(json);
    if (!of_session)
        put_step(to, schedule, fact->segment);
    if (fact->kind == MAT_FACT_SESSION_ENDED) {
        put(to, OUTCOME, mat_word(&mat_outcomes, fact->outcome));
        put_number(to, MAT, fact->ms);
    }
    if ((fact->kind == MAT_FACT_SESSION_BEGAN ||
         fact->kind == MAT_FACT_STEP_BEGAN ||
         fact->kind == MAT_FACT_STEP_ENDED) &&
        fact->ms != MAT_MS_NONE)
        put_number(to, DURATION, fact->ms);
}

/* A session that a hook has started must not hand on what that one was told. */
static bool
is_of_a_hook(const char *entry)
{
    for (int i = 0; i < N_VARIABLES; i++) {
        const char *name = mat_hook_variables[i].name;
        size_t size = strlen(name);

        if (strncmp(entry, name, size) == 0 && entry[size] == '=')
            return true;
    }
    return false;
}

char **
mat_hook_environment(const struct mat_schedule *schedule,
                     const struct mat_fact *fact)
{
    size_t n = 0;
    char **environment;

    while (environ && environ[n])
        n++;
    environment = mat_xalloc((N_VARIABLES + n + 1) * sizeof(environment[0]));
    put_fact(environment, schedule, fact);
    for (int i = 0; i < N_VARIABLES; i++)
        if (!environment[i])
            put(environment, (enum variable)i, "");
    for (size_t i = 0, to = N_VARIABLES; i < n; i++)
        if (!is_of_a_hook(environ[i]))
            environment[to++] = mat_xcopy(environ[i]);
    return environment;
}

void
mat_hook_environment_free(char **environment)
{
    for (size_t i = 0; environment && environment[i]; i++)
        free(environment[i]);
    free(environment);
}
