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

static const char *const names[N_VARIABLES] = {
    [EVENT] = PREFIX "EVENT",
    [PLAN] = PREFIX "PLAN",
    [TITLE] = PREFIX "TITLE",
    [STAGE] = PREFIX "STAGE",
    [STEP] = PREFIX "STEP",
    [STEPS] = PREFIX "STEPS",
    [STEP_TITLE] = PREFIX "STEP_TITLE",
    [KIND] = PREFIX "KIND",
    [AREA] = PREFIX "AREA",
    [POSITION] = PREFIX "POSITION",
    [LAYER] = PREFIX "LAYER",
    [DURATION] = PREFIX "DURATION_MS",
    [AT] = PREFIX "AT_MS",
    [OUTCOME] = PREFIX "OUTCOME",
    [MAT] = PREFIX "MAT_MS",
    [JSON] = PREFIX "JSON",
};

static void
put(char **to, enum variable variable, const char *value)
{
    assert(!to[variable]);
    to[variable] = mat_xprintf("%s=%s", names[variable], value);
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
        size_t size = strlen(names[i]);

        if (strncmp(entry, names[i], size) == 0 && entry[size] == '=')
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
