#include "link/hooks.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "front/fact_json.h"
#include "front/out.h"
#include "front/steady.h"
#include "link/hooks_environment.h"
#include "link/hooks_look.h"

/* At the end an end is looked for so often. */
#define LOOK 5

#define N_RUNNING (MAT_HOOKS_AT_ONCE + 1)

_Static_assert(MAT_HOOK_TIME == 5000, "what is said of it below");

/* --- saying what is wrong --- */

static void
complain_of(struct mat_hooks *hooks, enum mat_fact_kind kind, const char *why)
{
    char *text;

    if (hooks->told[kind])
        return;
    hooks->told[kind] = true;
    text = mat_xprintf("the hook %s %s", mat_fact_name(kind), why);
    hooks->complain(hooks->to, text);
    free(text);
}

static void
complain_of_error(struct mat_hooks *hooks, enum mat_fact_kind kind, int error)
{
    char *why = mat_xprintf("cannot be run: %s", strerror(error));

    complain_of(hooks, kind, why);
    free(why);
}

static void
complain_of_look(struct mat_hooks *hooks, bool *told,
                 const struct mat_hook_look *look, const char *outcome)
{
    char *text;

    if (*told)
        return;
    *told = true;
    text = mat_xprintf("%s %s: %s%s%s", look->path, look->why, outcome,
                       look->advice[0] != '\0' ? ". " : "", look->advice);
    hooks->complain(hooks->to, text);
    free(text);
}

/* Whether the hook may be run; of one that may not it is told why. */
static bool
may_run(struct mat_hooks *hooks, enum mat_fact_kind kind)
{
    struct mat_hook_look folder;
    struct mat_hook_look hook = {0};
    bool fine;

    mat_hook_look_folder(hooks->folder, &folder);
    if (folder.state == MAT_HOOK_REFUSED)
        complain_of_look(hooks, &hooks->told_folder, &folder, "no hook runs");
    if (folder.state == MAT_HOOK_FINE)
        mat_hook_look(hooks->folder, mat_fact_name(kind), &hook);
    if (hook.state == MAT_HOOK_REFUSED)
        complain_of_look(hooks, &hooks->told[kind], &hook,
                         "this hook does not run");
    fine = hook.state == MAT_HOOK_FINE;
    mat_hook_look_done(&folder);
    mat_hook_look_done(&hook);
    return fine;
}

bool
mat_hook_is_event(const char *name)
{
    for (int kind = 0; kind < MAT_FACT__COUNT; kind++)
        if (strcmp(name, mat_fact_name((enum mat_fact_kind)kind)) == 0)
            return true;
    return false;
}

void
mat_hooks_check(struct mat_hooks *hooks)
{
    for (int kind = 0; kind < MAT_FACT__COUNT; kind++)
        (void)may_run(hooks, (enum mat_fact_kind)kind);
}

/* --- running --- */

static struct mat_hook *
find_place(struct mat_hooks *hooks)
{
    for (int i = 0; i < MAT_HOOKS_AT_ONCE; i++)
        if (hooks->running[i].child.process == 0)
            return &hooks->running[i];
    return NULL;
}

/* Takes over the environment. */
static void
run(struct mat_hooks *hooks, struct mat_hook *place, enum mat_fact_kind kind,
    char **environment)
{
    char *path = mat_xprintf("%s/%s", hooks->folder, mat_fact_name(kind));
    const char *const argv[] = {path, NULL};
    int error = mat_child_start(&place->child, &(struct mat_child_order){
                                                   .argv = argv,
                                                   .environment = environment,
                                                   .time = MAT_HOOK_TIME,
                                               });

    place->kind = kind;
    if (error)
        complain_of_error(hooks, kind, error);
    mat_hook_environment_free(environment);
    free(path);
}

static void
look_at_running(struct mat_hooks *hooks)
{
    for (int i = 0; i < N_RUNNING; i++) {
        struct mat_hook *hook = &hooks->running[i];

        if (hook->child.process == 0 || mat_child_look(&hook->child))
            continue;
        if (hook->child.error)
            complain_of_error(hooks, hook->kind, hook->child.error);
        else if (hook->child.late)
            complain_of(hooks, hook->kind,
                        "took longer than 5 seconds and was ended");
    }
}

static void
go_on(struct mat_hooks *hooks)
{
    struct mat_hook *place;
    int taken = 0;

    look_at_running(hooks);
    while (taken < hooks->n_waiting && (place = find_place(hooks))) {
        const struct mat_hook *next = &hooks->waiting[taken++];

        if (may_run(hooks, next->kind))
            run(hooks, place, next->kind, next->environment);
        else
            mat_hook_environment_free(next->environment);
    }
    hooks->n_waiting -= taken;
    memmove(hooks->waiting, hooks->waiting + taken,
            (size_t)hooks->n_waiting * sizeof(hooks->waiting[0]));
}

/* --- the sink --- */

static void
enqueue(struct mat_hooks *hooks, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    if (hooks->n_waiting == MAT_HOOKS_WAITING) {
        if (!hooks->told_full)
            hooks->complain(hooks->to, "the hooks are slower than the session; "
                                       "some were left out");
        hooks->told_full = true;
        return;
    }
    hooks->waiting[hooks->n_waiting++] =
        (struct mat_hook){.kind = fact->kind,
                          .environment = mat_hook_environment(schedule, fact)};
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_hooks *hooks = self;

    if (hooks->ended) {
        /* Nothing happens behind its end. */
    } else if (fact->kind == MAT_FACT_SESSION_ENDED) {
        hooks->ended = true;
        hooks->ended_at = mat_steady_now();
        hooks->end = mat_hook_environment(schedule, fact);
    } else if (may_run(hooks, fact->kind)) {
        enqueue(hooks, schedule, fact);
    }
    go_on(hooks);
    return true;
}

static void
on_frame(void *self, const struct mat_schedule *schedule,
         const struct mat_state *state, mat_ms now)
{
    (void)schedule;
    (void)state;
    (void)now;
    go_on(self);
}

static mat_ms
next_frame(void *self, const struct mat_schedule *schedule,
           const struct mat_state *state, mat_ms now)
{
    const struct mat_hooks *hooks = self;
    mat_ms patience = MAT_MS_NONE;

    (void)schedule;
    (void)state;
    for (int i = 0; i < N_RUNNING; i++)
        patience =
            mat_ms_min(patience, mat_child_patience(&hooks->running[i].child));
    return mat_ms_add(now, patience);
}

struct mat_sink
mat_hooks_sink(struct mat_hooks *hooks)
{
    static const struct mat_sink_ops ops = {
        .name = "hooks",
        .on_fact = on_fact,
        .on_frame = on_frame,
        .next_frame = next_frame,
    };

    return (struct mat_sink){.ops = &ops, .self = hooks};
}

/* --- the end --- */

/* Who waits does so for one that runs. */
static bool
others_run(const struct mat_hooks *hooks)
{
    for (int i = 0; i < MAT_HOOKS_AT_ONCE; i++)
        if (hooks->running[i].child.process != 0)
            return true;
    return false;
}

static bool
is_shortly_after(const struct mat_hooks *hooks)
{
    return hooks->ended &&
           mat_ms_sub(mat_steady_now(), hooks->ended_at) < MAT_HOOKS_AFTER;
}

/* It has a place of its own: no other hook can keep it from being told. */
static void
run_end(struct mat_hooks *hooks)
{
    char **environment = hooks->end;

    hooks->end = NULL;
    if (environment && may_run(hooks, MAT_FACT_SESSION_ENDED))
        run(hooks, &hooks->running[MAT_HOOKS_AT_ONCE], MAT_FACT_SESSION_ENDED,
            environment);
    else
        mat_hook_environment_free(environment);
}

void
mat_hooks_over(struct mat_hooks *hooks)
{
    run_end(hooks);
    for (go_on(hooks); hooks->n_waiting > 0 && is_shortly_after(hooks);
         go_on(hooks))
        (void)poll(NULL, 0, LOOK);
}

bool
mat_hooks_busy(struct mat_hooks *hooks)
{
    go_on(hooks);
    return hooks->running[MAT_HOOKS_AT_ONCE].child.process != 0 ||
           (is_shortly_after(hooks) && others_run(hooks));
}

void
mat_hooks_end(struct mat_hooks *hooks)
{
    while (mat_hooks_busy(hooks))
        (void)poll(NULL, 0, LOOK);
    for (int i = 0; i < N_RUNNING; i++)
        mat_child_end(&hooks->running[i].child);
    for (int i = 0; i < hooks->n_waiting; i++)
        mat_hook_environment_free(hooks->waiting[i].environment);
    hooks->n_waiting = 0;
    mat_hook_environment_free(hooks->end);
    hooks->end = NULL;
}
