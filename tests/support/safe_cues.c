#include "safe_cues.h"

#include <string.h>

static bool
has_cue(const struct mat_segment *segment, const char *id)
{
    for (int i = 0; i < segment->n_cues; i++) {
        if (strcmp(segment->cues[i].cue->id, id) == 0)
            return true;
    }
    return false;
}

void
check_places(struct look *look, int index)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    mat_ms before = 0;

    for (int i = 0; i < segment->n_cues; i++) {
        mat_ms place = mat_cue_place(&segment->cues[i], segment->duration);

        if (place < 0 || place >= segment->duration)
            complain(look, index, "cue outside its segment");
        if (place < before)
            complain(look, index, "cues out of order");
        before = place;
    }
}

void
check_safety_cues(struct look *look, int index, mat_ms lain)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_plan_step *step = &look->plan->steps[segment->step];
    const struct mat_guidance *guidance =
        mat_tables_guidance(TABLES, segment->kind, segment->area);

    for (int i = 0; i < step->n_cues; i++) {
        mat_ms place = mat_cue_place(&step->cues[i], segment->duration);

        if (step->cues[i].cue->safety && place >= 0 &&
            place < segment->duration &&
            !has_cue(segment, step->cues[i].cue->id))
            complain(look, index, step->cues[i].cue->id);
    }
    for (int i = 0; guidance != NULL && i < guidance->n_cues; i++) {
        const struct mat_cue_at *at = &guidance->cues[i];
        mat_ms place =
            mat_cue_place(at, segment->duration) - (at->from_end ? 0 : lain);

        if (step->guidance == MAT_GUIDANCE_NONE || !at->cue->safety ||
            (step->guidance == MAT_GUIDANCE_SPARSE && !at->sparse) ||
            (at->from_end && !segment->alarm))
            continue;
        if (strcmp(at->cue->id, "limb-check") == 0 && segment->alarm &&
            place >= segment->duration)
            place = 0;
        if (place >= 0 && place < segment->duration &&
            !has_cue(segment, at->cue->id))
            complain(look, index, at->cue->id);
    }
}

void
check_end(struct look *look)
{
    int index = look->schedule->n_segments - 1;
    const struct mat_segment *segments = look->schedule->segments;
    const struct mat_guidance *guidance;
    const struct mat_segment *off;

    while (index >= 0 && segments[index].kind != MAT_KIND_MAT)
        index--;
    if (index < 0)
        return;
    off = &segments[segments[index].off];
    guidance = mat_tables_guidance(TABLES, MAT_KIND_OFF, segments[index].area);
    if (!has_cue(off, "skin-look"))
        complain(look, index, "the skin is not looked at");
    if (mat_position_lies(segments[index].position) &&
        !has_cue(off, "stand-hold"))
        complain(look, index, "nobody says how to stand up");
    if (off->duration < guidance->duration)
        complain(look, index, "the last way off is too short");
}

/* The strongest layer that the stage and the row allow in a segment. */
static enum mat_layer
layer_allowed(const struct look *look, const struct mat_segment *segment)
{
    enum mat_layer most = TABLES->stages[look->stage].layer;
    const struct mat_row *row =
        look->row >= 0 ? &TABLES->rows[look->row] : NULL;

    if (row != NULL && row->adapt.layer >= 0 &&
        reaches(adapted_targets(row), segment) &&
        mat_layer_strength((enum mat_layer)row->adapt.layer) <
            mat_layer_strength(most))
        most = (enum mat_layer)row->adapt.layer;
    return most;
}

/* The mat segment that a `prepare` gets ready for, or NULL. */
static const struct mat_segment *
prepared_for(const struct look *look, int index)
{
    for (index++; index < look->schedule->n_segments; index++) {
        const struct mat_segment *it = &look->schedule->segments[index];

        if (it->kind == MAT_KIND_MAT)
            return it;
        if (it->kind == MAT_KIND_PREPARE)
            break;
    }
    return NULL;
}

void
check_words(struct look *look, int index)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_segment *mat = NULL;
    const struct mat_row *row =
        look->row >= 0 ? &TABLES->rows[look->row] : NULL;
    bool light = row != NULL && row->adapt.light &&
                 segment->kind == MAT_KIND_POINT &&
                 reaches(adapted_targets(row), segment);
    bool covered;

    if (segment->kind == MAT_KIND_PREPARE)
        mat = prepared_for(look, index);
    covered = mat != NULL && layer_allowed(look, mat) != MAT_LAYER_BARE;
    for (int i = 0; i < segment->n_cues; i++) {
        if (light && segment->cues[i].cue->light != NULL)
            complain(look, index, "pressed where a light touch is allowed");
        if (covered && segment->cues[i].cue->covered != NULL)
            complain(look, index, "bare skin where it is not allowed");
    }
}

void
check_screened(struct look *look)
{
    int prepares = 0;

    for (int i = 0; i < look->schedule->n_segments; i++) {
        const struct mat_segment *segment = &look->schedule->segments[i];

        if (segment->kind != MAT_KIND_PREPARE)
            continue;
        if (has_cue(segment, "prep-screen"))
            return;
        prepares++;
    }
    if (prepares > 0)
        complain(look, -1, "nothing asks about today");
}
