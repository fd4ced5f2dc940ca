#include "core/gate_rows.h"

#include <string.h>

#define FEET \
    (MAT_AREA_BIT(MAT_AREA_FEET) | MAT_AREA_BIT(MAT_AREA_FEET_STANDING))

#define WHOLE_BACK                                                     \
    (MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_LOWER_BACK) | \
     MAT_AREA_BIT(MAT_AREA_SHOULDERS))

#define TRUNK                                                          \
    (MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_LOWER_BACK) | \
     MAT_AREA_BIT(MAT_AREA_SHOULDERS) | MAT_AREA_BIT(MAT_AREA_NECK) |  \
     MAT_AREA_BIT(MAT_AREA_BELLY))

static bool
spot_on_point(const struct mat_point *point, mat_area_set where)
{
    return (point->trunk && (where & TRUNK)) ||
           (point->region != MAT_AREA_NONE &&
            (where & MAT_AREA_BIT(point->region)));
}

static bool
targets_reach(const struct mat_tables *tables,
              const struct mat_targets *targets, mat_area_set where,
              const struct mat_plan_step *step)
{
    if (step->kind == MAT_KIND_MAT) {
        mat_area_set area = MAT_AREA_BIT(step->area);

        return (targets->areas & area) ||
               (targets->positions & (1u << step->position)) ||
               (targets->local && (where == 0 || (where & area)));
    }
    /* Lying is lying, with spikes or without (domain.md 1.1 D). */
    if (step->kind == MAT_KIND_REST)
        return step->position != MAT_POSITION_NONE &&
               (targets->positions & (1u << step->position));
    if (step->kind == MAT_KIND_POINT) {
        return (targets->points & (1u << step->point)) ||
               (targets->local &&
                (where == 0 ||
                 spot_on_point(&tables->points[step->point], where)));
    }
    return false;
}

static const struct mat_targets *
adapted(const struct mat_row *row)
{
    const struct mat_targets *on = &row->adapt.on;

    if (on->areas || on->positions || on->points || on->local)
        return on;
    return &row->targets;
}

bool
mat_row_reaches(const struct mat_tables *tables, int row, mat_area_set where,
                const struct mat_plan_step *step)
{
    const struct mat_row *it = &tables->rows[row];

    if (step->kind == MAT_KIND_BREATHE)
        return it->adapt.breath_off;
    return targets_reach(tables, &it->targets, where, step) ||
           targets_reach(tables, adapted(it), where, step) ||
           targets_reach(tables, &it->adapt.no, where, step);
}

bool
mat_stance_refuses(const struct mat_tables *tables, int row,
                   const struct mat_stance *stance,
                   const struct mat_plan_step *step)
{
    const struct mat_row *it = &tables->rows[row];

    if (!stance->applies)
        return false;
    if (stance->urgent)
        return true;
    if (step->kind == MAT_KIND_BREATHE)
        return it->adapt.breath_off;
    /* `no` holds before a clearance as well: nobody who is not cleared may do
     * more than somebody who is. */
    return (stance->severity != MAT_SEVERITY_ADAPT &&
            targets_reach(tables, &it->targets, stance->where, step)) ||
           targets_reach(tables, &it->adapt.no, stance->where, step);
}

bool
mat_stance_adapts(const struct mat_tables *tables, int row,
                  const struct mat_stance *stance,
                  const struct mat_plan_step *step)
{
    return stance->applies &&
           targets_reach(tables, adapted(&tables->rows[row]), stance->where,
                         step) &&
           !mat_stance_refuses(tables, row, stance, step);
}

/* A spot on the feet is there standing, too; and the back lies on the mat from
 * the shoulders to the waist (domain.md 4). */
mat_area_set
mat_spot_as_it_lies(mat_area_set where)
{
    if (where & FEET)
        where |= FEET;
    if (where & MAT_AREA_BIT(MAT_AREA_BACK))
        where |= WHOLE_BACK;
    if (where & WHOLE_BACK)
        where |= MAT_AREA_BIT(MAT_AREA_BACK);
    return where;
}

bool
mat_row_has_today(const struct mat_row *row)
{
    return !row->transient && row->today[0] != '\0';
}

static struct mat_stance
stance_of(const struct mat_row *row, const struct mat_answer *answer,
          bool about_today)
{
    struct mat_stance stance = {
        .unsure = answer->kind == MAT_ANSWER_UNSURE,
        .severity = row->severity,
        .where = mat_spot_as_it_lies(answer->where),
    };
    bool clearable = row->clearable;

    stance.applies = stance.unsure || answer->kind == MAT_ANSWER_YES;
    if (!stance.applies)
        return stance;
    if (about_today) {
        stance.severity = stance.unsure ? MAT_SEVERITY_ASK : MAT_SEVERITY_AVOID;
        clearable = stance.unsure;
    } else if (stance.unsure && row->severity == MAT_SEVERITY_ADAPT) {
        stance.severity = MAT_SEVERITY_ASK;
        clearable = true;
    }
    stance.cleared =
        answer->cleared && clearable && stance.severity != MAT_SEVERITY_ADAPT;
    if (stance.cleared)
        stance.severity = MAT_SEVERITY_ADAPT;
    stance.urgent =
        row->urgent && !stance.cleared &&
        (!mat_row_has_today(row) || (about_today && !stance.unsure));
    return stance;
}

int
mat_stance_rank(const struct mat_stance *stance)
{
    if (stance->urgent)
        return 0;
    return 1 + MAT_SEVERITY_AVOID - (int)stance->severity;
}

static struct mat_stance
stricter(struct mat_stance a, struct mat_stance b)
{
    struct mat_stance both;

    if (!a.applies)
        return b;
    if (!b.applies)
        return a;
    both = mat_stance_rank(&b) < mat_stance_rank(&a) ? b : a;
    both.where = a.where && b.where ? a.where | b.where : 0;
    return both;
}

/* The row whose answer a row takes, or -1. */
static int
asked_row(const struct mat_tables *tables, int row)
{
    const char *follows = tables->rows[row].follows;

    return follows[0] != '\0' ? mat_tables_row(tables, follows) : row;
}

static bool
implies(const struct mat_tables *tables, int row, int other)
{
    const char *named = tables->rows[row].implies;

    return other >= 0 && named != NULL && named[0] != '\0' &&
           strcmp(named, tables->rows[other].id) == 0;
}

bool
mat_row_is_heard(const struct mat_tables *tables, int row, int other)
{
    int asked = asked_row(tables, other);

    return asked == row || implies(tables, row, asked);
}

/* 0: the row does not apply; then what may be, and what is. */
static int
weight(enum mat_answer_kind kind)
{
    if (kind == MAT_ANSWER_YES)
        return 2;
    return kind == MAT_ANSWER_UNSURE ? 1 : 0;
}

/* What was said about `row`, and no less than what other rows say about it. A
 * clearance belongs to the answer that it was recorded for. */
static struct mat_answer
answer_to(const struct mat_tables *tables, const struct mat_answer *answers,
          int row)
{
    struct mat_answer answer = answers[row];

    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_answer *other = &answers[i];

        if (other->kind < MAT_ANSWER_UNSURE || i == row ||
            !implies(tables, i, row))
            continue;
        if (weight(answer.kind) == 0)
            answer.where = other->where;
        else
            answer.where =
                answer.where && other->where ? answer.where | other->where : 0;
        if (weight(other->kind) > weight(answer.kind)) {
            answer.kind = other->kind;
            answer.cleared = false;
        }
    }
    return answer;
}

static struct mat_stance
stance_on(const struct mat_gate_input *input, int row, bool cleared)
{
    const struct mat_row *it = &input->tables->rows[row];
    int asked = asked_row(input->tables, row);
    struct mat_answer answer;
    struct mat_stance stance;
    bool about_today;

    if (asked < 0)
        return (struct mat_stance){.severity = it->severity};
    answer = answer_to(input->tables, input->profile, asked);
    answer.cleared |= cleared;
    stance = stance_of(it, &answer, false);
    if (input->today != NULL) {
        answer = answer_to(input->tables, input->today, asked);
        /* What another row implies does not answer this row's question. */
        about_today =
            mat_row_has_today(it) && answer.kind == input->today[asked].kind;
        stance = stricter(stance, stance_of(it, &answer, about_today));
    }
    return stance;
}

struct mat_stance
mat_gate_stance(const struct mat_gate_input *input, int row)
{
    return stance_on(input, row, false);
}

/* A clearance is recorded for a row that is asked, not for its followers. */
struct mat_stance
mat_gate_stance_cleared(const struct mat_gate_input *input, int row)
{
    return stance_on(input, row, input->tables->rows[row].follows[0] == '\0');
}
