#include "safe_limits.h"

#include <string.h>

static bool
has_today(const struct mat_row *row)
{
    return !row->transient && row->today[0] != '\0';
}

/* Whether the row answers, or gives its answer to, row `i`. */
static bool
is_answered(const struct look *look, int i)
{
    const struct mat_row *row = &TABLES->rows[i];
    const struct mat_row *asked = &TABLES->rows[look->row];
    const char *id = row->follows[0] != '\0' ? row->follows : row->id;

    return strcmp(id, asked->id) == 0 ||
           (asked->implies != NULL && strcmp(id, asked->implies) == 0);
}

/* Whether the answers leave the row's own targets refused. */
static bool
is_refusing(const struct look *look, const struct mat_row *row)
{
    bool own = row == &TABLES->rows[look->row];

    if (look->answered == UNSURE)
        return true;
    if (look->answered == CLEARED && own)
        return row->severity != MAT_SEVERITY_ADAPT && !row->clearable;
    if (look->answered == TODAY && own && has_today(row))
        return true;
    return row->severity != MAT_SEVERITY_ADAPT;
}

static bool
is_urgent(const struct look *look, const struct mat_row *row)
{
    return row->urgent && is_refusing(look, row) &&
           (!has_today(row) || look->answered == TODAY);
}

void
check_refused(struct look *look, int index)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_stage_rule *stage = &TABLES->stages[look->stage];

    if (segment->kind == MAT_KIND_MAT) {
        if (stage->caps[segment->area] == 0)
            complain(look, index, "area before its stage");
        if ((TABLES->opt_in & MAT_AREA_BIT(segment->area)) && !look->opt_in)
            complain(look, index, "area without opt-in");
        if (look->skip & MAT_AREA_BIT(segment->area))
            complain(look, index, "area that was left out");
    }
    for (int i = 0; i < TABLES->n_rows && look->row >= 0; i++) {
        const struct mat_row *row = &TABLES->rows[i];

        if (!is_answered(look, i))
            continue;
        if (is_urgent(look, row))
            complain(look, index, "something urgent stands");
        if (is_refusing(look, row) && reaches(&row->targets, segment))
            complain(look, index, "refused target");
        if (reaches(&row->adapt.no, segment))
            complain(look, index, "target refused in any case");
        if (segment->kind == MAT_KIND_BREATHE && row->adapt.breath_off)
            complain(look, index, "paced breathing");
    }
}

void
check_clamps(struct look *look, int index)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_stage_rule *stage = &TABLES->stages[look->stage];
    bool lies = mat_position_lies(segment->position);
    enum mat_surface most = lies ? stage->surface : stage->surface_seated;

    if (lies && stage->surface_after > 0 &&
        look->schedule->standing.sessions >= stage->surface_after)
        most = stage->surface_then;
    if (mat_layer_strength(segment->layer) > mat_layer_strength(stage->layer))
        complain(look, index, "layer over the stage's");
    if (segment->position == MAT_POSITION_STANDING)
        return;
    if (segment->surface > most)
        complain(look, index, "surface over the stage's");
    if (stage->firm_covered && segment->surface == MAT_SURFACE_FIRM &&
        segment->layer == MAT_LAYER_BARE)
        complain(look, index, "bare on a firm surface");
}

void
check_adapted(struct look *look, int index)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_row *row = &TABLES->rows[look->row];
    const struct mat_adaptation *change = &row->adapt;
    const struct mat_segment *off = &look->schedule->segments[segment->off];

    if (!reaches(adapted_targets(row), segment))
        return;
    if (change->layer >= 0 &&
        mat_layer_strength(segment->layer) >
            mat_layer_strength((enum mat_layer)change->layer))
        complain(look, index, "layer over the row's");
    if (change->surface >= 0 && segment->position != MAT_POSITION_STANDING &&
        (int)segment->surface > change->surface)
        complain(look, index, "surface over the row's");
    if (look->schedule->mat > change->cap ||
        look->schedule->cap_total > change->cap)
        complain(look, index, "longer than the row's cap");
    if (mat_position_lies(segment->position) && off->duration < change->rise)
        complain(look, index, "getting up too fast");
    if (look->schedule->cap_area[segment->area] >
        TABLES->stages[look->stage].total_opt_in * change->permille / 1000)
        complain(look, index, "factor forgotten");
}

void
check_caps(struct look *look)
{
    const struct mat_stage_rule *stage = &TABLES->stages[look->stage];
    mat_ms areas[MAT_AREA__COUNT] = {0};
    mat_ms total = 0;
    bool only_back = true;

    for (int i = 0; i < look->schedule->n_segments; i++) {
        const struct mat_segment *segment = &look->schedule->segments[i];

        if (segment->kind != MAT_KIND_MAT)
            continue;
        areas[segment->area] += segment->duration;
        total += segment->duration;
        only_back &= segment->area == MAT_AREA_BACK;
    }
    for (int i = 0; i < MAT_AREA__COUNT; i++) {
        mat_ms cap = stage->caps[i];

        if (look->opt_in && only_back && i == MAT_AREA_BACK)
            cap = mat_ms_max(cap, stage->total_opt_in);
        if (areas[i] > cap || areas[i] > TABLES->hard_caps[i] ||
            areas[i] > look->schedule->cap_area[i] ||
            look->schedule->cap_area[i] > TABLES->hard_caps[i])
            complain(look, -1, "area over its cap");
    }
    if (total != look->schedule->mat)
        complain(look, -1, "time on the mat does not add up");
    if (total >
            (look->opt_in && only_back ? stage->total_opt_in : stage->total) ||
        total > TABLES->hard_total || total > look->schedule->cap_total ||
        look->schedule->cap_total > TABLES->hard_total || total > look->minutes)
        complain(look, -1, "session over its total");
}
