/*
 * Every built-in plan, at every stage, with every single row answered in every
 * way and each of its areas left out: what comes out keeps every limit. What
 * the limits are is read from the tables here, not asked from the gate.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "matsession/schedule.h"
#include "store/embedded.h"
#include "store/plans.h"
#include "store/tables.h"

#define TABLES (&mat_tables_builtin)

enum answered { YES, UNSURE, CLEARED, TODAY, ANSWERED_COUNT };

static const char *const answered_names[] = {"yes", "unsure", "yes, cleared",
                                             "yes, today"};

/* One case. */
struct look {
    const struct mat_plan *plan;
    enum mat_stage stage;
    int row; /* -1: no row applies */
    enum answered answered;
    bool opt_in;
    mat_area_set skip;
    mat_ms minutes;
    const struct mat_schedule *schedule;
    int wrong;
};

static void
complain(struct look *look, int segment, const char *what)
{
    print_error("%s, stage %s, row %s (%s)%s%s, segment %d: %s\n",
                look->plan->name, mat_word(&mat_stages, (int)look->stage),
                look->row >= 0 ? TABLES->rows[look->row].id : "-",
                answered_names[look->answered], look->opt_in ? ", opt-in" : "",
                look->skip != 0 ? ", skip" : "", segment, what);
    look->wrong++;
}

static bool
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

static const struct mat_targets *
adapted_targets(const struct mat_row *row)
{
    const struct mat_targets *on = &row->adapt.on;

    return on->areas || on->positions || on->points || on->local
               ? on
               : &row->targets;
}

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

static void
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

static void
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

static void
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

static void
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

static bool
has_cue(const struct mat_segment *segment, const char *id)
{
    for (int i = 0; i < segment->n_cues; i++) {
        if (strcmp(segment->cues[i].cue->id, id) == 0)
            return true;
    }
    return false;
}

static void
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

/* What the author and the table say for safety, and what fits, is said. */
static void
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

static void
check_mat(struct look *look, int index, mat_ms lain)
{
    const struct mat_segment *segment = &look->schedule->segments[index];
    const struct mat_segment *next = segment + 1;

    if (index + 1 >= look->schedule->n_segments ||
        (segment->alarm ? next->kind != MAT_KIND_OFF
                        : next->kind != MAT_KIND_MAT))
        complain(look, index, "not led off the mat");
    if (segment->off <= index ||
        look->schedule->segments[segment->off].kind != MAT_KIND_OFF)
        complain(look, index, "no way off");
    if (lain == 0 && mat_position_lies(segment->position) &&
        (index == 0 || segment[-1].kind != MAT_KIND_ON))
        complain(look, index, "no way on");
    if (segment->duration < TABLES->step_min &&
        segment->duration < look->plan->steps[segment->step].duration)
        complain(look, index, "too short to be worth it");
    check_clamps(look, index);
    if (look->row >= 0)
        check_adapted(look, index);
    check_safety_cues(look, index, lain);
}

/* However the session was cut, its end looks at the skin and gets somebody who
 * lay up again. */
static void
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

/* Nothing is said that the table has another sentence for. */
static void
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

/* A session that gets ready asks about today while it does. */
static void
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

static void
check(struct look *look)
{
    mat_ms lain = 0;

    check_caps(look);
    check_end(look);
    check_screened(look);
    for (int i = 0; i < look->schedule->n_segments; i++) {
        const struct mat_segment *segment = &look->schedule->segments[i];

        check_refused(look, i);
        check_words(look, i);
        if (segment->kind != MAT_KIND_WAIT)
            check_places(look, i);
        if (segment->kind == MAT_KIND_MAT)
            check_mat(look, i, lain);
        lain = segment->kind == MAT_KIND_MAT && !segment->alarm
                   ? lain + segment->duration
                   : 0;
    }
    check_places(look, look->schedule->unwell);
    if (look->schedule->segments[look->schedule->unwell].n_cues == 0)
        complain(look, look->schedule->unwell, "nothing for the unwell");
}

static void
answer(const struct look *look, struct mat_answer *profile,
       struct mat_answer *today)
{
    const struct mat_row *row;
    struct mat_answer *it;

    memset(profile, 0, sizeof *profile * MAT_ROWS_MAX);
    memset(today, 0, sizeof *today * MAT_ROWS_MAX);
    if (look->row < 0)
        return;
    row = &TABLES->rows[look->row];
    it = row->transient || look->answered == TODAY ? &today[look->row]
                                                   : &profile[look->row];
    it->kind = look->answered == UNSURE ? MAT_ANSWER_UNSURE : MAT_ANSWER_YES;
    it->cleared = look->answered == CLEARED;
}

static int
try_it(struct look *look)
{
    static struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_answer today[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {
        .plan = look->plan,
        .tables = TABLES,
        .profile = profile,
        .today = today,
        .standing = {look->stage, TABLES->stages[look->stage].sessions},
        .opt_in = look->opt_in,
        .skip = look->skip,
    };
    struct mat_schedule_options options = {look->minutes};
    struct mat_schedule *schedule;

    answer(look, profile, today);
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, &options);
    assert_non_null(schedule);
    look->schedule = schedule;
    if (!verdict.may_start && schedule->n_segments > 0)
        complain(look, -1, "a refused plan runs");
    check(look);
    mat_schedule_free(schedule);
    return look->wrong;
}

static int
try_rows(struct look look)
{
    int wrong = 0;

    for (look.row = -1; look.row < TABLES->n_rows; look.row++) {
        for (int how = 0; how < ANSWERED_COUNT; how++) {
            const struct mat_row *row =
                look.row >= 0 ? &TABLES->rows[look.row] : NULL;

            look.answered = (enum answered)how;
            /* Only a row that is asked about today can be answered today, and
             * one that follows another takes that one's answer. */
            if (row != NULL && (row->follows[0] != '\0' ||
                                (how == TODAY && !mat_row_is_prompted(row))))
                continue;
            look.wrong = 0;
            wrong += try_it(&look);
        }
    }
    return wrong;
}

static mat_area_set
areas_of(const struct mat_plan *plan)
{
    mat_area_set areas = 0;

    for (int i = 0; i < plan->n_steps; i++) {
        if (plan->steps[i].kind == MAT_KIND_MAT)
            areas |= MAT_AREA_BIT(plan->steps[i].area);
    }
    return areas;
}

static int
try_wishes(struct look look)
{
    int wrong = try_rows(look);

    look.minutes = MAT_SECONDS(200);
    wrong += try_rows(look);
    look.minutes = MAT_MS_NONE;
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        look.skip = MAT_AREA_BIT(area);
        if (areas_of(look.plan) & look.skip)
            wrong += try_rows(look);
    }
    return wrong;
}

/* Whether --opt-in can change anything. */
static bool
may_opt_in(const struct mat_plan *plan, int stage)
{
    return (areas_of(plan) & TABLES->opt_in) ||
           TABLES->stages[stage].total_opt_in > TABLES->stages[stage].total;
}

static int
try_plan(const struct mat_plan *plan)
{
    int wrong = 0;

    for (int stage = 0; stage < MAT_STAGE__COUNT; stage++) {
        for (int opt_in = 0; opt_in <= may_opt_in(plan, stage); opt_in++)
            wrong += try_wishes((struct look){
                .plan = plan,
                .stage = (enum mat_stage)stage,
                .opt_in = opt_in != 0,
                .minutes = MAT_MS_NONE,
            });
    }
    return wrong;
}

static void
no_plan_breaks_a_limit(void **state)
{
    (void)state;
    assert_true(mat_n_embedded_plans > 0);
    for (int i = 0; i < mat_n_embedded_plans; i++) {
        const struct mat_embedded *it = &mat_embedded_plans[i];
        struct mat_plan_file file;

        print_message("%s\n", it->name);
        assert_int_equal(
            mat_plan_read(it->text, it->size, it->name, TABLES, &file),
            MAT_PLAN_LOADED);
        assert_int_equal(try_plan(file.plan), 0);
        mat_plan_file_done(&file);
    }
}

/* Without any row a plan runs as it was written at the stage it names. */
static void
plans_run_in_full_where_they_say(void **state)
{
    static struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_verdict verdict;

    (void)state;
    for (int i = 0; i < mat_n_embedded_plans; i++) {
        const struct mat_embedded *it = &mat_embedded_plans[i];
        struct mat_plan_file file;
        struct mat_gate_input input = {
            .tables = TABLES, .profile = profile, .opt_in = true};
        struct mat_schedule *schedule;

        print_message("%s\n", it->name);
        assert_int_equal(
            mat_plan_read(it->text, it->size, it->name, TABLES, &file),
            MAT_PLAN_LOADED);
        input.plan = file.plan;
        input.standing.stage = file.plan->full_at;
        input.standing.sessions = TABLES->stages[file.plan->full_at].sessions;
        mat_gate(&input, &verdict);
        schedule = mat_schedule_new(&input, &verdict, NULL);
        assert_non_null(schedule);
        for (int j = 0; j < file.plan->n_steps; j++)
            assert_int_equal(verdict.steps[j].refusal, MAT_REFUSAL_NONE);
        assert_int_equal(schedule->n_notes, 0);
        mat_schedule_free(schedule);
        mat_plan_file_done(&file);
    }
}

/* What the schedule adds takes its length from the table. */
static void
every_area_has_a_way_on_and_off(void **state)
{
    static const enum mat_kind kinds[] = {MAT_KIND_ON, MAT_KIND_OFF};

    (void)state;
    for (int i = 0; i < 2; i++) {
        for (int area = 0; area < MAT_AREA__COUNT; area++) {
            const struct mat_guidance *guidance =
                mat_tables_guidance(TABLES, kinds[i], (enum mat_area)area);

            assert_non_null(guidance);
            assert_true(guidance->duration > 0);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_area_has_a_way_on_and_off),
        cmocka_unit_test(no_plan_breaks_a_limit),
        cmocka_unit_test(plans_run_in_full_where_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
