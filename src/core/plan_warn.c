#include "core/plan_fields.h"

#include "matsession/text.h"

/* Nothing here stops a plan: the gate and the schedule change or refuse what
 * is warned about. The author should know beforehand. */

static void
warn_cap(struct mat_checker *check, int stage, const char *base,
         const struct mat_plan_step *step)
{
    const mat_ms hard = check->tables->hard_caps[step->area];
    const mat_ms cap =
        stage < 0 ? 0 : check->tables->stages[stage].caps[step->area];
    const char *area = mat_area_label(step->area);
    char lasts[MAT_TIME_TEXT], most[MAT_TIME_TEXT];
    struct mat_path path = mat_path_key(base, "duration");

    mat_duration_text(step->duration, lasts);
    if (hard > 0 && step->duration > hard)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path.text, lasts,
                     " is over the hard cap of ", mat_duration_text(hard, most),
                     " for ", area, NULL);
    else if (cap > 0 && step->duration > cap)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path.text, lasts,
                     " is over the cap of ", mat_duration_text(cap, most),
                     " for ", area, " at stage ", mat_word(&mat_stages, stage),
                     NULL);
}

static void
warn_short(struct mat_checker *check, const char *base,
           const struct mat_plan_step *step, mat_ms least)
{
    char lasts[MAT_TIME_TEXT], shortest[MAT_TIME_TEXT];

    if (step->duration < least)
        mat_diag_add(check->diags, MAT_DIAG_WARNING,
                     mat_path_key(base, "duration").text,
                     mat_duration_text(step->duration, lasts),
                     " is shorter than ", mat_duration_text(least, shortest),
                     ", the least that is worth it", NULL);
}

static void
warn_area(struct mat_checker *check, int stage, const char *base,
          const struct mat_plan_step *step)
{
    const char *area = mat_area_label(step->area);
    struct mat_path path = mat_path_key(base, "area");

    if (check->tables->opt_in & MAT_AREA_BIT(step->area))
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path.text, area,
                     " needs --opt-in", NULL);
    if (stage >= 0 && check->tables->stages[stage].caps[step->area] == 0)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path.text, area,
                     " is not offered at stage ", mat_word(&mat_stages, stage),
                     NULL);
}

static void
warn_layer(struct mat_checker *check, int stage, const char *base,
           const struct mat_plan_step *step)
{
    enum mat_layer most;

    if (stage < 0)
        return;
    most = check->tables->stages[stage].layer;
    if (mat_layer_strength(step->layer) > mat_layer_strength(most))
        mat_diag_add(check->diags, MAT_DIAG_WARNING,
                     mat_path_key(base, "layer").text,
                     mat_layer_label(step->layer), " is not offered at stage ",
                     mat_word(&mat_stages, stage), "; the most is ",
                     mat_word(&mat_layers, (int)most), NULL);
}

static void
warn_silence(struct mat_checker *check, const char *base,
             const struct mat_plan_step *step)
{
    if (step->guidance != MAT_GUIDANCE_NONE)
        return;
    for (int i = 0; i < step->n_cues; i++)
        if (step->cues[i].cue->safety)
            return;
    mat_diag_add(check->diags, MAT_DIAG_WARNING,
                 mat_path_key(base, "guidance").text,
                 "leaves the mat without a safety cue; write sparse, or use "
                 "one of the library",
                 NULL);
}

void
mat_plan_step_warn(struct mat_checker *check, int stage, const char *base,
                   const struct mat_plan_step *step)
{
    if (step->kind == MAT_KIND_POINT)
        warn_short(check, base, step, check->tables->point_min);
    if (step->kind != MAT_KIND_MAT)
        return;
    warn_short(check, base, step, check->tables->step_min);
    warn_area(check, stage, base, step);
    warn_cap(check, stage, base, step);
    warn_layer(check, stage, base, step);
    warn_silence(check, base, step);
}

void
mat_plan_change_warn(struct mat_checker *check, const char *base,
                     const struct mat_plan_step *before,
                     const struct mat_plan_step *step)
{
    const char *changed = NULL;

    if (before->kind != MAT_KIND_MAT || step->kind != MAT_KIND_MAT)
        return;
    if (before->area != step->area)
        changed = "area";
    else if (before->position != step->position)
        changed = "position";
    else if (before->layer != step->layer)
        changed = "layer";
    else if (before->surface != step->surface)
        changed = "surface";
    if (changed)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, base, "changes the ",
                     changed,
                     " with no `off` before it; the program adds a "
                     "way off",
                     NULL);
}

void
mat_plan_total_warn(struct mat_checker *check, int stage,
                    const struct mat_plan_step *steps, int n_steps)
{
    const struct mat_stage_rule *rule =
        stage < 0 ? NULL : &check->tables->stages[stage];
    const mat_ms hard = check->tables->hard_total;
    char lasts[MAT_TIME_TEXT], most[MAT_TIME_TEXT];
    bool back_only = true;
    mat_ms total = 0;

    for (int i = 0; i < n_steps; i++) {
        if (steps[i].kind != MAT_KIND_MAT)
            continue;
        total = mat_ms_add(total, steps[i].duration);
        back_only = back_only && steps[i].area == MAT_AREA_BACK;
    }
    mat_duration_text(total, lasts);
    if (hard > 0 && total > hard)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, "steps", lasts,
                     " on the mat is over the hard total of ",
                     mat_duration_text(hard, most), NULL);
    else if (rule && rule->total > 0 && total > rule->total)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, "steps", lasts,
                     " on the mat is over the total of ",
                     mat_duration_text(rule->total, most), " at stage ",
                     mat_word(&mat_stages, stage),
                     back_only && total <= rule->total_opt_in
                         ? "; it needs --opt-in"
                         : "",
                     NULL);
}
