#include "matsession/gate.h"

#include <assert.h>
#include <string.h>

#include "core/gate_rows.h"

/* What the decision is made from: the answers to every row, and the rows that
 * apply, strictest first. */
struct decision {
    const struct mat_gate_input *input;
    struct mat_stance stances[MAT_ROWS_MAX];
    int order[MAT_ROWS_MAX];
    int n_order;
};

static const struct mat_change unchanged = {
    .layer = -1,
    .layer_row = -1,
    .surface = -1,
    .surface_row = -1,
    .cap = MAT_MS_NONE,
    .cap_row = -1,
    .permille = 1000,
    .permille_row = -1,
};

bool
mat_row_is_screened(const struct mat_row *row)
{
    return row->question[0] != '\0' && !row->transient &&
           row->follows[0] == '\0';
}

bool
mat_row_is_prompted(const struct mat_row *row)
{
    if (row->follows[0] != '\0')
        return false;
    return (row->transient && row->question[0] != '\0') ||
           row->today[0] != '\0';
}

/* Invariant: order[0, n_order) is sorted by rank, and rows of one rank by
 * table order. */
static void
weigh(struct decision *decision, const struct mat_gate_input *input)
{
    decision->input = input;
    decision->n_order = 0;
    for (int row = 0; row < input->tables->n_rows; row++) {
        struct mat_stance *stance = &decision->stances[row];
        int at = decision->n_order;

        *stance = mat_gate_stance(input, row);
        if (!stance->applies)
            continue;
        while (at > 0 &&
               mat_stance_rank(&decision->stances[decision->order[at - 1]]) >
                   mat_stance_rank(stance)) {
            decision->order[at] = decision->order[at - 1];
            at--;
        }
        decision->order[at] = row;
        decision->n_order++;
    }
}

static int
refusing_row(const struct decision *decision, const struct mat_plan_step *step)
{
    for (int i = 0; i < decision->n_order; i++) {
        int row = decision->order[i];

        if (mat_stance_refuses(decision->input->tables, row,
                               &decision->stances[row], step))
            return row;
    }
    return -1;
}

/* Of several reasons the one that lasts longest is told; skin that has to heal
 * comes before what the user chose. */
static enum mat_refusal
other_refusal(const struct mat_gate_input *input,
              const struct mat_plan_step *step)
{
    const struct mat_stage_rule *stage =
        &input->tables->stages[input->standing.stage];

    if (step->kind == MAT_KIND_POINT)
        return stage->point > 0 ? MAT_REFUSAL_NONE : MAT_REFUSAL_STAGE;
    if (step->kind != MAT_KIND_MAT)
        return MAT_REFUSAL_NONE;
    if (stage->caps[step->area] == 0)
        return MAT_REFUSAL_STAGE;
    if (mat_spot_as_it_lies(input->paused) & MAT_AREA_BIT(step->area))
        return MAT_REFUSAL_PAUSED;
    if ((input->tables->opt_in & MAT_AREA_BIT(step->area)) && !input->opt_in)
        return MAT_REFUSAL_OPT_IN;
    if (input->skip & MAT_AREA_BIT(step->area))
        return MAT_REFUSAL_SKIP;
    return MAT_REFUSAL_NONE;
}

static void
refuse(const struct decision *decision, struct mat_verdict *verdict)
{
    for (int i = 0; i < decision->input->plan->n_steps; i++) {
        const struct mat_plan_step *step = &decision->input->plan->steps[i];
        struct mat_step_verdict *it = &verdict->steps[i];

        it->row = refusing_row(decision, step);
        it->refusal = it->row >= 0 ? MAT_REFUSAL_ROW
                                   : other_refusal(decision->input, step);
    }
}

static bool
worth_starting(const struct mat_plan *plan, const struct mat_verdict *verdict)
{
    struct mat_purpose purpose = {0};

    for (int i = 0; i < plan->n_steps; i++)
        mat_purpose_add(&purpose, plan->steps[i].kind,
                        verdict->steps[i].refusal == MAT_REFUSAL_NONE);
    return mat_purpose_is_left(&purpose);
}

/* Adds up what `row` asks. Rows come strictest first, so that the one which
 * stands beside a value is the strictest that asks it. */
static void
add_up(struct mat_change *area, const struct mat_adaptation *more, int row)
{
    if (more->layer >= 0 &&
        (area->layer < 0 ||
         mat_layer_strength((enum mat_layer)more->layer) <
             mat_layer_strength((enum mat_layer)area->layer))) {
        area->layer = more->layer;
        area->layer_row = row;
    }
    if (more->surface >= 0 &&
        (area->surface < 0 || more->surface < area->surface)) {
        area->surface = more->surface;
        area->surface_row = row;
    }
    if (more->cap < area->cap) {
        area->cap = more->cap;
        area->cap_row = row;
    }
    if (more->permille < 1000 && area->permille_row < 0)
        area->permille_row = row;
    area->permille = area->permille * more->permille / 1000;
}

/* What holds for the session as soon as it holds for one area. */
static void
add_up_session(struct mat_verdict *verdict, const struct mat_adaptation *more,
               int row)
{
    if (more->cap < verdict->cap) {
        verdict->cap = more->cap;
        verdict->cap_row = row;
    }
    if (more->rise > verdict->rise) {
        verdict->rise = more->rise;
        verdict->rise_row = row;
    }
}

/* Adds one row's changes to every area that it changes, once each. */
static void
adapt(const struct decision *decision, int row, struct mat_verdict *verdict)
{
    const struct mat_adaptation *change =
        &decision->input->tables->rows[row].adapt;
    mat_area_set areas = 0;

    verdict->breath_off |= change->breath_off;
    for (int i = 0; i < decision->input->plan->n_steps; i++) {
        const struct mat_plan_step *step = &decision->input->plan->steps[i];

        if (verdict->steps[i].refusal != MAT_REFUSAL_NONE ||
            !mat_stance_adapts(decision->input->tables, row,
                               &decision->stances[row], step))
            continue;
        verdict->company |= change->company;
        verdict->light |= change->light && step->kind == MAT_KIND_POINT;
        if (step->kind == MAT_KIND_MAT)
            areas |= MAT_AREA_BIT(step->area);
    }
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (areas & MAT_AREA_BIT(area))
            add_up(&verdict->areas[area], change, row);
    }
    if (areas != 0)
        add_up_session(verdict, change, row);
}

static void
find(const struct decision *decision, int row, struct mat_verdict *verdict)
{
    const struct mat_stance *stance = &decision->stances[row];
    struct mat_finding finding = {
        .row = row,
        .cleared = stance->cleared,
        .unsure = stance->unsure,
    };
    struct mat_stance cleared = mat_gate_stance_cleared(decision->input, row);
    bool reaches = stance->urgent;

    for (int i = 0; i < decision->input->plan->n_steps; i++) {
        const struct mat_plan_step *step = &decision->input->plan->steps[i];

        reaches |=
            mat_row_reaches(decision->input->tables, row, stance->where, step);
        if (!mat_stance_refuses(decision->input->tables, row, stance, step))
            continue;
        finding.refuses = true;
        finding.clearable |=
            !mat_stance_refuses(decision->input->tables, row, &cleared, step);
        if (step->kind == MAT_KIND_MAT)
            finding.areas |= MAT_AREA_BIT(step->area);
    }
    if (reaches)
        verdict->findings[verdict->n_findings++] = finding;
}

static void
decide(struct decision *decision, struct mat_verdict *ret_verdict)
{
    memset(ret_verdict, 0, sizeof *ret_verdict);
    ret_verdict->urgent = -1;
    ret_verdict->cap = MAT_MS_NONE;
    ret_verdict->cap_row = -1;
    ret_verdict->rise_row = -1;
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        ret_verdict->areas[area] = unchanged;
    refuse(decision, ret_verdict);
    for (int i = 0; i < decision->n_order; i++) {
        adapt(decision, decision->order[i], ret_verdict);
        find(decision, decision->order[i], ret_verdict);
    }
    if (decision->n_order > 0 && decision->stances[decision->order[0]].urgent)
        ret_verdict->urgent = decision->order[0];
    ret_verdict->may_start = ret_verdict->urgent < 0 &&
                             worth_starting(decision->input->plan, ret_verdict);
}

/* Whether the question of `row` is for this user: what is new today on a row
 * that only asks or adapts concerns those who have it. */
static bool
is_asked(const struct decision *decision, int row)
{
    const struct mat_row *it = &decision->input->tables->rows[row];

    return mat_row_is_prompted(it) &&
           (!mat_row_has_today(it) || it->severity == MAT_SEVERITY_AVOID ||
            decision->stances[row].applies);
}

/* Whether an answer to `row` could still change something: a row that hears it
 * reaches a step that runs. */
static bool
matters(const struct decision *decision, int row,
        const struct mat_verdict *verdict)
{
    const struct mat_tables *tables = decision->input->tables;

    if (tables->rows[row].urgent)
        return true;
    for (int other = 0; other < tables->n_rows; other++) {
        if (!mat_row_is_heard(tables, row, other))
            continue;
        for (int i = 0; i < decision->input->plan->n_steps; i++) {
            if (verdict->steps[i].refusal == MAT_REFUSAL_NONE &&
                mat_row_reaches(tables, other, 0,
                                &decision->input->plan->steps[i]))
                return true;
        }
    }
    return false;
}

static int
list_prompts(const struct decision *decision, const struct mat_verdict *verdict,
             int prompts[MAT_ROWS_MAX])
{
    int count = 0;

    if (!verdict->may_start)
        return 0;
    for (int row = 0; row < decision->input->tables->n_rows; row++) {
        if (is_asked(decision, row) && matters(decision, row, verdict))
            prompts[count++] = row;
    }
    return count;
}

void
mat_gate(const struct mat_gate_input *input, struct mat_verdict *ret_verdict)
{
    struct mat_gate_input before = *input;
    struct decision decision;
    int prompts[MAT_ROWS_MAX] = {0};
    int n_prompts;

    assert(input->tables->n_rows <= MAT_ROWS_MAX);
    assert(input->plan->n_steps <= MAT_PLAN_STEPS_MAX);
    /* What to ask today follows from what was known before, so that the
     * questions stay the same once they are answered. */
    before.today = NULL;
    weigh(&decision, &before);
    decide(&decision, ret_verdict);
    n_prompts = list_prompts(&decision, ret_verdict, prompts);
    if (input->today != NULL) {
        weigh(&decision, input);
        decide(&decision, ret_verdict);
    }
    if (ret_verdict->may_start) {
        memcpy(ret_verdict->prompts, prompts, sizeof prompts);
        ret_verdict->n_prompts = n_prompts;
    }
}
