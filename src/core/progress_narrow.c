#include "matsession/progress.h"

/* Which of the three is more in `wide` than was done before. */
static void
find_growth(const struct mat_schedule *wide, const struct mat_reach *done,
            bool grows[MAT_GROWTH__COUNT])
{
    grows[MAT_GROWTH_MINUTES] = wide->mat > done->total;
    grows[MAT_GROWTH_LAYER] = false;
    grows[MAT_GROWTH_SURFACE] = false;
    for (int i = 0; i < wide->n_segments; i++) {
        const struct mat_segment *segment = &wide->segments[i];

        if (segment->kind != MAT_KIND_MAT)
            continue;
        if (mat_layer_strength(segment->layer) > done->layer)
            grows[MAT_GROWTH_LAYER] = true;
        if (mat_position_lies(segment->position) &&
            segment->surface > done->surface)
            grows[MAT_GROWTH_SURFACE] = true;
    }
}

/* What was done may be more than the stage allows by now. */
static void
hold(struct mat_reach *reach, const struct mat_reach *done,
     enum mat_growth growth)
{
    switch (growth) {
    case MAT_GROWTH_MINUTES:
        reach->total = mat_ms_min(reach->total, done->total);
        break;
    case MAT_GROWTH_LAYER:
        if (reach->layer > done->layer)
            reach->layer = done->layer;
        break;
    case MAT_GROWTH_SURFACE:
        if (reach->surface > done->surface)
            reach->surface = done->surface;
        break;
    case MAT_GROWTH__COUNT:
    case MAT_GROWTH_NONE:
        break;
    }
}

bool
mat_progress_narrow(const struct mat_progress *progress,
                    const struct mat_schedule *wide,
                    struct mat_reach *ret_reach, enum mat_growth *ret_growth)
{
    bool grows[MAT_GROWTH__COUNT];
    int first = 0;
    bool held = false;

    *ret_reach = progress->reach;
    *ret_growth = MAT_GROWTH_NONE;
    find_growth(wide, &progress->done, grows);
    while (first < MAT_GROWTH__COUNT && !grows[first])
        first++;
    if (first == MAT_GROWTH__COUNT)
        return false;
    *ret_growth = (enum mat_growth)first;
    /* Also what does not grow by the plan: extending must not make it. */
    for (int i = 0; i < MAT_GROWTH__COUNT; i++) {
        if (i == first)
            continue;
        hold(ret_reach, &progress->done, (enum mat_growth)i);
        held = held || grows[i];
    }
    return held;
}
