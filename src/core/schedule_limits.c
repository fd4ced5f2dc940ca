#include "core/schedule_build.h"

static const struct mat_why stage_says = {MAT_CAUSE_STAGE, -1};
static const struct mat_why reach_says = {MAT_CAUSE_REACH, -1};

static mat_ms
whole_seconds(mat_ms ms)
{
    return ms - ms % MAT_SECONDS(1);
}

static struct mat_why
row_says(int row)
{
    return (struct mat_why){MAT_CAUSE_ROW, row};
}

static void
limit(struct mat_limit *it, mat_ms most, struct mat_why why)
{
    most = whole_seconds(most);
    if (most < it->most)
        *it = (struct mat_limit){most, why};
}

/* The long session is for the back alone. */
static bool
is_long(const struct mat_build *build)
{
    const struct mat_stage_rule *stage =
        &build->tables->stages[build->standing.stage];

    if (!build->opt_in || stage->total_opt_in <= stage->total)
        return false;
    for (int i = 0; i < build->plan->n_steps; i++) {
        if (build->plan->steps[i].kind == MAT_KIND_MAT &&
            build->verdict->steps[i].refusal == MAT_REFUSAL_NONE &&
            build->plan->steps[i].area != MAT_AREA_BACK)
            return false;
    }
    return true;
}

static struct mat_limit
area_limit(const struct mat_build *build, enum mat_area area, bool long_one)
{
    const struct mat_stage_rule *stage =
        &build->tables->stages[build->standing.stage];
    const struct mat_change *change = &build->verdict->areas[area];
    mat_ms cap = stage->caps[area];
    struct mat_limit it;

    if (long_one && area == MAT_AREA_BACK)
        cap = mat_ms_max(cap, stage->total_opt_in);
    it = (struct mat_limit){whole_seconds(cap), stage_says};
    limit(&it, build->tables->hard_caps[area],
          (struct mat_why){MAT_CAUSE_HARD, -1});
    if (change->permille < 1000)
        limit(&it, cap * change->permille / 1000,
              row_says(change->permille_row));
    limit(&it, change->cap, row_says(change->cap_row));
    return it;
}

/* The area that is shortened least of those in the session, or NONE: its
 * factor is what all of them have in common. */
static enum mat_area
least_shortened(const struct mat_build *build)
{
    enum mat_area least = MAT_AREA_NONE;

    for (int i = 0; i < build->plan->n_steps; i++) {
        const struct mat_plan_step *step = &build->plan->steps[i];

        if (step->kind == MAT_KIND_MAT &&
            build->verdict->steps[i].refusal == MAT_REFUSAL_NONE &&
            (least == MAT_AREA_NONE ||
             build->verdict->areas[step->area].permille >
                 build->verdict->areas[least].permille))
            least = step->area;
    }
    return least;
}

static struct mat_limit
total_limit(const struct mat_build *build, bool long_one)
{
    const struct mat_stage_rule *stage =
        &build->tables->stages[build->standing.stage];
    mat_ms total = long_one ? stage->total_opt_in : stage->total;
    enum mat_area area = least_shortened(build);
    struct mat_limit it = {whole_seconds(total), {MAT_CAUSE_TOTAL, -1}};

    limit(&it, build->tables->hard_total, (struct mat_why){MAT_CAUSE_HARD, -1});
    if (area != MAT_AREA_NONE && build->verdict->areas[area].permille < 1000)
        limit(&it, total * build->verdict->areas[area].permille / 1000,
              row_says(build->verdict->areas[area].permille_row));
    limit(&it, build->verdict->cap, row_says(build->verdict->cap_row));
    if (build->reach != NULL)
        limit(&it, mat_ms_max(build->reach->total, 0), reach_says);
    return it;
}

/* The layer that stands for `limit` on `area`: socks are the feet's shirt. */
static enum mat_layer
layer_for(enum mat_area area, enum mat_layer limit)
{
    if (mat_layer_strength(limit) != mat_layer_strength(MAT_LAYER_SHIRT))
        return limit;
    if (area == MAT_AREA_FEET || area == MAT_AREA_FEET_STANDING)
        return MAT_LAYER_SOCKS;
    return MAT_LAYER_SHIRT;
}

/* The layer of a strength; layer_for() knows what it is on an area. */
static enum mat_layer
layer_of(int strength)
{
    if (strength >= mat_layer_strength(MAT_LAYER_BARE))
        return MAT_LAYER_BARE;
    return strength >= mat_layer_strength(MAT_LAYER_SHIRT) ? MAT_LAYER_SHIRT
                                                           : MAT_LAYER_TOWEL;
}

/* Makes `most` less strong, if `by` is. */
static void
limit_layer(enum mat_layer *most, struct mat_why *why, enum mat_layer by,
            struct mat_why says)
{
    if (mat_layer_strength(by) >= mat_layer_strength(*most))
        return;
    *most = by;
    *why = says;
}

static void
clamp_layer(const struct mat_build *build, const struct mat_plan_step *step,
            struct mat_work *work)
{
    const struct mat_stage_rule *stage =
        &build->tables->stages[build->standing.stage];
    const struct mat_change *change = &build->verdict->areas[step->area];
    enum mat_layer most = stage->layer;
    struct mat_why why = stage_says;

    if (change->layer >= 0)
        limit_layer(&most, &why, (enum mat_layer)change->layer,
                    row_says(change->layer_row));
    if (build->reach != NULL)
        limit_layer(&most, &why, layer_of(build->reach->layer), reach_says);
    work->covered =
        mat_layer_strength(most) < mat_layer_strength(MAT_LAYER_BARE);
    work->layer = step->layer;
    if (mat_layer_strength(step->layer) > mat_layer_strength(most)) {
        work->layer = layer_for(step->area, most);
        work->layer_why = why;
    }
}

static enum mat_surface
stage_surface(const struct mat_build *build, const struct mat_plan_step *step,
              enum mat_layer layer)
{
    const struct mat_standing *standing = &build->standing;
    const struct mat_stage_rule *stage =
        &build->tables->stages[standing->stage];
    enum mat_surface most = stage->surface_seated;

    if (mat_position_lies(step->position))
        most = stage->surface_after > 0 &&
                       standing->sessions >= stage->surface_after
                   ? stage->surface_then
                   : stage->surface;
    if (stage->firm_covered && most == MAT_SURFACE_FIRM &&
        layer == MAT_LAYER_BARE)
        most = MAT_SURFACE_MEDIUM;
    return most;
}

/* Standing is never softened: a soft ground wobbles (domain.md 2.3, rule 8).
 * Expects the layer to be clamped. */
static void
clamp_surface(const struct mat_build *build, const struct mat_plan_step *step,
              struct mat_work *work)
{
    const struct mat_change *change = &build->verdict->areas[step->area];
    enum mat_surface most = stage_surface(build, step, work->layer);
    struct mat_why why = stage_says;

    work->surface = step->surface;
    if (step->position == MAT_POSITION_STANDING)
        return;
    if (change->surface >= 0 && change->surface < (int)most) {
        most = (enum mat_surface)change->surface;
        why = row_says(change->surface_row);
    }
    if (build->reach != NULL && mat_position_lies(step->position) &&
        build->reach->surface < most) {
        most = build->reach->surface;
        why = reach_says;
    }
    if (step->surface > most) {
        work->surface = most;
        work->surface_why = why;
    }
}

static void
take_refusal(const struct mat_step_verdict *verdict, struct mat_work *work)
{
    static const enum mat_cause causes[] = {
        [MAT_REFUSAL_ROW] = MAT_CAUSE_ROW,
        [MAT_REFUSAL_STAGE] = MAT_CAUSE_STAGE,
        [MAT_REFUSAL_OPT_IN] = MAT_CAUSE_OPT_IN,
        [MAT_REFUSAL_SKIP] = MAT_CAUSE_SKIP,
        [MAT_REFUSAL_PAUSED] = MAT_CAUSE_PAUSED,
    };

    work->runs = verdict->refusal == MAT_REFUSAL_NONE;
    work->told = !work->runs;
    if (!work->runs)
        work->length = (struct mat_why){causes[verdict->refusal], verdict->row};
}

/* How long a mat step may be with what is left, in the order of the plan. */
static void
measure(const struct mat_build *build, const struct mat_plan_step *step,
        const struct mat_limit *area, const struct mat_limit *total,
        struct mat_work *work)
{
    const struct mat_limit *least = total->most < area->most ? total : area;

    if (step->duration <= least->most)
        return;
    work->duration = least->most;
    work->length = least->why;
    if (work->duration < build->tables->step_min) {
        work->runs = false;
        work->told = true;
        work->left = work->duration;
        work->duration = 0;
    }
}

void
mat_build_limits(struct mat_build *build, mat_ms minutes)
{
    bool long_one = is_long(build);
    struct mat_limit left[MAT_AREA__COUNT];
    struct mat_limit total;

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        left[area] = build->areas[area] =
            area_limit(build, (enum mat_area)area, long_one);
    total = build->total = total_limit(build, long_one);
    limit(&total, mat_ms_max(minutes, 0),
          (struct mat_why){MAT_CAUSE_MINUTES, -1});
    for (int i = 0; i < build->plan->n_steps; i++) {
        const struct mat_plan_step *step = &build->plan->steps[i];
        struct mat_work *work = &build->works[i];

        *work = (struct mat_work){.duration = step->duration};
        take_refusal(&build->verdict->steps[i], work);
        if (step->kind == MAT_KIND_POINT) {
            work->duration =
                mat_ms_min(step->duration,
                           build->tables->stages[build->standing.stage].point);
            if (work->runs)
                work->length = stage_says;
        }
        if (step->kind != MAT_KIND_MAT || !work->runs)
            continue;
        clamp_layer(build, step, work);
        clamp_surface(build, step, work);
        measure(build, step, &left[step->area], &total, work);
        left[step->area].most -= work->duration;
        total.most -= work->duration;
    }
}
