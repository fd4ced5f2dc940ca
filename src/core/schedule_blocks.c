#include "core/schedule_build.h"

/* Steps that only lead to something. */
static bool
leads(enum mat_kind kind)
{
    return kind == MAT_KIND_PREPARE || kind == MAT_KIND_WAIT ||
           kind == MAT_KIND_ON;
}

static bool
is_mat(const struct mat_build *build, int i)
{
    return i >= 0 && i < build->plan->n_steps &&
           build->plan->steps[i].kind == MAT_KIND_MAT;
}

bool
mat_build_same_stay(const struct mat_work *works,
                    const struct mat_plan_step *steps, int a, int b)
{
    return steps[a].area == steps[b].area &&
           steps[a].position == steps[b].position &&
           works[a].layer == works[b].layer &&
           works[a].surface == works[b].surface;
}

/* Whether one of the mat steps in a row from `i` on runs. */
static bool
row_of_mats_runs(const struct mat_build *build, int i, int direction)
{
    for (; is_mat(build, i); i += direction) {
        if (build->works[i].runs)
            return true;
    }
    return false;
}

static int
what_it_leads_to(const struct mat_build *build, int i)
{
    const struct mat_plan_step *steps = build->plan->steps;

    do
        i++;
    while (i < build->plan->n_steps &&
           (leads(steps[i].kind) ||
            (steps[i].kind == MAT_KIND_OFF && !build->works[i].runs)));
    return i;
}

static void
settle_off(struct mat_build *build, int i)
{
    int mat = i - 1;

    while (mat >= 0 && !is_mat(build, mat))
        mat--;
    if (mat >= 0 && !row_of_mats_runs(build, mat, -1))
        build->works[i].runs = false;
}

/* An `on` that leads to no mat step would leave somebody on the spikes
 * uncounted. */
static void
settle_on(struct mat_build *build, int i)
{
    const struct mat_plan_step *steps = build->plan->steps;
    struct mat_work *work = &build->works[i];
    int first = i + 1;

    while (first < build->plan->n_steps && leads(steps[first].kind))
        first++;
    work->runs = false;
    if (!is_mat(build, first)) {
        work->told = true;
        work->length = (struct mat_why){MAT_CAUSE_SAFETY, -1};
        return;
    }
    for (int j = first; is_mat(build, j) && steps[j].area == steps[first].area;
         j++)
        work->runs |= build->works[j].runs;
}

static void
settle_wait(struct mat_build *build, int i)
{
    int to = what_it_leads_to(build, i);

    if (is_mat(build, to) && !row_of_mats_runs(build, to, 1))
        build->works[i].runs = false;
}

/* What a `prepare` gets ready reaches to the next one. Where that is mat steps
 * and all of them are gone, it has lost its purpose. */
static void
settle_prepare(struct mat_build *build, int i)
{
    bool has_mat = false;
    bool some_mat = false;

    for (int j = what_it_leads_to(build, i); j < build->plan->n_steps; j++) {
        if (build->plan->steps[j].kind == MAT_KIND_PREPARE)
            break;
        has_mat |= is_mat(build, j);
        some_mat |= is_mat(build, j) && build->works[j].runs;
    }
    if (has_mat && !some_mat)
        build->works[i].runs = false;
}

static void
settle(struct mat_build *build, enum mat_kind kind,
       void (*by)(struct mat_build *, int))
{
    for (int i = 0; i < build->plan->n_steps; i++) {
        if (build->plan->steps[i].kind == kind && build->works[i].runs)
            by(build, i);
    }
}

/* An ending that was written as one stays. */
static void
settle_end(struct mat_build *build)
{
    int last = build->plan->n_steps - 1;

    if (last >= 0 && build->works[last].runs)
        return;
    for (; last >= 0; last--) {
        if (!build->works[last].runs)
            continue;
        if (!leads(build->plan->steps[last].kind))
            return;
        build->works[last].runs = false;
    }
}

static void
link_running(struct mat_build *build)
{
    int previous = -1;

    for (int i = 0; i < build->plan->n_steps; i++) {
        if (!build->works[i].runs)
            continue;
        build->works[i].previous = previous;
        build->works[i].next = -1;
        if (previous >= 0)
            build->works[previous].next = i;
        previous = i;
    }
}

static bool
has_purpose(const struct mat_build *build)
{
    struct mat_purpose purpose = {0};

    for (int i = 0; i < build->plan->n_steps; i++)
        mat_purpose_add(&purpose, build->plan->steps[i].kind,
                        build->works[i].runs);
    return mat_purpose_is_left(&purpose);
}

bool
mat_build_blocks(struct mat_build *build)
{
    settle(build, MAT_KIND_OFF, settle_off);
    settle(build, MAT_KIND_ON, settle_on);
    settle(build, MAT_KIND_WAIT, settle_wait);
    settle(build, MAT_KIND_PREPARE, settle_prepare);
    settle_end(build);
    link_running(build);
    return has_purpose(build);
}
