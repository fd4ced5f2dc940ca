#include "safe_look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const answered_names[] = {"yes", "unsure", "yes, cleared",
                                             "yes, today"};

void
complain(struct look *look, int segment, const char *what)
{
    print_error("%s, stage %s, row %s (%s)%s%s, segment %d: %s\n",
                look->plan->name, mat_word(&mat_stages, (int)look->stage),
                look->row >= 0 ? TABLES->rows[look->row].id : "-",
                answered_names[look->answered], look->opt_in ? ", opt-in" : "",
                look->skip != 0 ? ", skip" : "", segment, what);
    look->wrong++;
}

bool
reaches(const struct mat_targets *targets, const struct mat_segment *segment)
{
    if (segment->kind == MAT_KIND_POINT)
        return targets->local || (targets->points & (1u << segment->point));
    if (segment->kind == MAT_KIND_REST)
        return segment->position != MAT_POSITION_NONE &&
               (targets->positions & (1u << segment->position));
    if (segment->kind != MAT_KIND_MAT)
        return false;
    return targets->local || (targets->areas & MAT_AREA_BIT(segment->area)) ||
           (targets->positions & (1u << segment->position));
}

const struct mat_targets *
adapted_targets(const struct mat_row *row)
{
    const struct mat_targets *on = &row->adapt.on;

    return on->areas || on->positions || on->points || on->local
               ? on
               : &row->targets;
}
