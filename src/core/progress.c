#include "matsession/progress.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS ((mat_ms)24 * 60 * 60 * 1000)

/** The program is younger: 2024-01-01 UTC. */
#define EARLIEST (19723 * DAY_MS)

#define NO_DAY INT64_MIN

/** A past session at the date that is taken for true. */
struct dated {
    struct mat_wall at;
    int device;
    int index;
};

typedef bool is_before_fn(const struct dated *a, const struct dated *b);

/** How far somebody is between two sessions. */
struct walk {
    const struct mat_tables *tables;
    struct mat_standing standing;
    struct mat_reach done;
    enum mat_last last; /**< with what was said after it */
    int last_index;
    int calm;            /**< sessions in a row without a stop signal */
    int64_t first_day;   /**< of the run, or NO_DAY */
    int64_t last_day;    /**< or NO_DAY */
    int64_t counted_day; /**< the latest that `sessions` has in it */
};

int64_t
mat_wall_day(struct mat_wall wall)
{
    mat_ms shown = mat_ms_add(wall.ms, MAT_MINUTES(wall.offset));

    return shown / DAY_MS - (shown % DAY_MS < 0 ? 1 : 0);
}

bool
mat_past_stopped(const struct mat_tables *tables, const struct mat_past *past)
{
    return past->outcome == MAT_OUTCOME_UNWELL ||
           past->skin == MAT_SKIN_BROKEN ||
           (past->strength >= 0 && past->strength >= tables->ramp.stop);
}

mat_ms
mat_past_mat_time(const struct mat_past *past)
{
    mat_ms sum = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        sum = mat_ms_add(sum, mat_ms_max(past->used[area], 0));
    return sum;
}

/* Clocks and zones may run backwards; the days that passed do not. */
static int
days_between(int64_t from, int64_t to)
{
    if (from == NO_DAY || to <= from)
        return 0;
    return to - from < INT_MAX ? (int)(to - from) : INT_MAX;
}

static bool
is_plausible(struct mat_wall at, struct mat_wall now)
{
    return at.ms >= EARLIEST && at.ms <= now.ms;
}

static bool
is_of_device_before(const struct dated *a, const struct dated *b)
{
    return a->device < b->device;
}

static bool
is_earlier(const struct dated *a, const struct dated *b)
{
    return a->at.ms < b->at.ms;
}

/* Merges two sorted runs, [left, middle) and [middle, end). */
static void
merge(const struct dated *from, size_t left, size_t middle, size_t end,
      is_before_fn *is_before, struct dated *to)
{
    size_t a = left;
    size_t b = middle;

    for (size_t i = left; i < end; i++) {
        if (a == middle || (b < end && is_before(&from[b], &from[a])))
            to[i] = from[b++];
        else
            to[i] = from[a++];
    }
}

/* Stable, and as fast for a hostile order as for a good one. Invariant: from
 * each multiple of `run` on, so many are sorted. */
static void
sort(struct dated *dated, struct dated *room, size_t n, is_before_fn *is_before)
{
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t left = 0; left < n; left += 2 * run) {
            size_t middle = n - left < run ? n : left + run;
            size_t end = n - middle < run ? n : middle + run;

            merge(dated, left, middle, end, is_before, room);
        }
        memcpy(dated, room, n * sizeof(*dated));
    }
}

/* Of sessions in the order of devices. A date that cannot be becomes that of
 * what the same device wrote behind it; then none lies before that of what it
 * wrote before: or else, by a clock that was set back, a stop signal would
 * look older than the easy session that it came after. */
static void
put_dates_right(struct dated *dated, size_t n, struct mat_wall now)
{
    for (size_t i = n; i-- > 0;) {
        bool has_next = i + 1 < n && dated[i + 1].device == dated[i].device;

        if (!is_plausible(dated[i].at, now))
            dated[i].at = has_next ? dated[i + 1].at : now;
    }
    for (size_t i = 1; i < n; i++) {
        if (dated[i - 1].device == dated[i].device &&
            is_earlier(&dated[i], &dated[i - 1]))
            dated[i].at = dated[i - 1].at;
    }
}

/* All sessions in the order of time, to be freed, or NULL. By device first:
 * devices come in any order, which must not decide between equal dates. */
static struct dated *
in_order_of_time(const struct mat_past *past, size_t n, struct mat_wall now)
{
    struct dated *dated = n > 0 ? malloc(2 * n * sizeof(*dated)) : NULL;

    if (!dated)
        return NULL;
    for (size_t i = 0; i < n; i++)
        dated[i] = (struct dated){past[i].began, past[i].device, (int)i};
    sort(dated, dated + n, n, is_of_device_before);
    put_dates_right(dated, n, now);
    sort(dated, dated + n, n, is_earlier);
    return dated;
}

/* What somebody may do who has done nothing yet. */
static struct mat_reach
first_steps(const struct mat_tables *tables)
{
    const struct mat_stage_rule *rule = &tables->stages[MAT_STAGE_FIRST];

    return (struct mat_reach){.total = rule->total,
                              .layer = mat_layer_strength(rule->layer),
                              .surface = rule->surface};
}

static struct mat_reach
stage_limit(const struct mat_stage_rule *rule)
{
    struct mat_reach limit = {
        .total = mat_ms_max(rule->total, rule->total_opt_in),
        .layer = mat_layer_strength(rule->layer),
        .surface = rule->surface,
    };

    if (rule->surface_after > 0 && rule->surface_then > limit.surface)
        limit.surface = rule->surface_then;
    return limit;
}

static struct mat_reach
clip(struct mat_reach reach, struct mat_reach limit)
{
    reach.total = mat_ms_min(reach.total, limit.total);
    if (reach.layer > limit.layer)
        reach.layer = limit.layer;
    if (reach.surface > limit.surface)
        reach.surface = limit.surface;
    return reach;
}

/* A new run at the first stage. What a stop signal has eased stays eased. */
static enum mat_turn
restart(struct walk *walk)
{
    walk->standing = (struct mat_standing){.stage = MAT_STAGE_FIRST};
    walk->done = clip(walk->done, first_steps(walk->tables));
    walk->calm = 0;
    walk->first_day = NO_DAY;
    return MAT_TURN_RESTART;
}

static enum mat_turn
go_back(struct walk *walk)
{
    enum mat_turn turn = MAT_TURN_STAYS;

    if (walk->standing.stage > MAT_STAGE_FIRST) {
        walk->standing.stage--;
        turn = MAT_TURN_BACK;
    }
    walk->done = clip(walk->done,
                      stage_limit(&walk->tables->stages[walk->standing.stage]));
    return turn;
}

static bool
may_go_up(const struct walk *walk, int64_t day)
{
    const struct mat_stage_rule *next;

    if (walk->last != MAT_LAST_EASY ||
        walk->standing.stage + 1 >= MAT_STAGE__COUNT)
        return false;
    next = &walk->tables->stages[walk->standing.stage + 1];
    return walk->standing.sessions >= next->sessions &&
           days_between(walk->first_day, day) >= next->days &&
           walk->calm >= next->calm;
}

/* What a day does before a session of that day: one turn at most. */
static enum mat_turn
settle(struct walk *walk, int64_t day)
{
    int gap = days_between(walk->last_day, day);

    if (gap > walk->tables->ramp.restart_days)
        return restart(walk);
    if (gap > walk->tables->ramp.back_days)
        return go_back(walk);
    if (!may_go_up(walk, day))
        return MAT_TURN_STAYS;
    walk->standing.stage++;
    return MAT_TURN_UP;
}

/* The next session is as long as a part of what this one was meant to be, and
 * milder; never more than it could have been without the stop signal. */
static void
ease(struct walk *walk, const struct mat_past *past)
{
    const struct mat_tables *tables = walk->tables;
    mat_ms whole = past->planned;
    struct mat_reach eased = {.layer = walk->done.layer,
                              .surface = walk->done.surface};

    if (whole <= 0 || whole > MAT_DURATION_MAX)
        whole = mat_ms_min(mat_past_mat_time(past), MAT_DURATION_MAX);
    /* Unwell with a fingertip on a point. */
    if (whole == 0)
        whole = walk->done.total;
    eased.total = whole * tables->ramp.permille / 1000;
    eased.total -= eased.total % MAT_SECONDS(1);
    eased.total = mat_ms_max(eased.total, tables->step_min);
    if (past->layer >= 0 && past->layer < eased.layer)
        eased.layer = past->layer;
    if (eased.layer > 0)
        eased.layer--;
    if (past->surface >= 0 && past->surface < (int)eased.surface)
        eased.surface = (enum mat_surface)past->surface;
    if (eased.surface > MAT_SURFACE_SOFT)
        eased.surface--;
    walk->done = clip(walk->done, eased);
}

static void
widen(struct mat_reach *done, const struct mat_past *past)
{
    done->total = mat_ms_max(done->total, mat_past_mat_time(past));
    if (past->layer > done->layer)
        done->layer = past->layer;
    if (past->surface > (int)done->surface)
        done->surface = (enum mat_surface)past->surface;
}

static enum mat_last
how_it_went(const struct mat_tables *tables, const struct mat_past *past,
            bool marks)
{
    if (mat_past_stopped(tables, past))
        return MAT_LAST_STOP;
    if (marks)
        return MAT_LAST_MARKS;
    if (past->strength > tables->ramp.easy)
        return MAT_LAST_STRONG;
    return past->strength < 0 ? MAT_LAST_UNRATED : MAT_LAST_EASY;
}

/* Takes one session in, after its day was settled. */
static void
take(struct walk *walk, const struct mat_past *past, int index, int64_t day)
{
    walk->last = how_it_went(walk->tables, past, past->skin == MAT_SKIN_MARKS);
    walk->last_index = index;
    walk->last_day = day;
    if (walk->first_day == NO_DAY &&
        mat_past_mat_time(past) >= walk->tables->step_min)
        walk->first_day = day;
    if (walk->last == MAT_LAST_STOP) {
        ease(walk, past);
        walk->calm = 0;
        return;
    }
    widen(&walk->done, past);
    walk->calm++;
    if (day > walk->counted_day) {
        walk->standing.sessions++;
        walk->counted_day = day;
    }
}

static void
walk_through(struct walk *walk, const struct mat_past *past,
             const struct dated *dated, int n)
{
    for (int i = 0; i < n; i++) {
        const struct mat_past *it = &past[dated[i].index];
        int64_t day = mat_wall_day(dated[i].at);

        if (mat_past_mat_time(it) < walk->tables->step_min &&
            !mat_past_stopped(walk->tables, it))
            continue;
        settle(walk, day);
        take(walk, it, dated[i].index, day);
    }
}

/* Areas that were on the mat for long enough on a day, all its sessions
 * together. */
static mat_area_set
areas_of_day(const struct mat_tables *tables, const struct mat_past *past,
             const struct dated *dated, int n, int64_t day)
{
    mat_ms used[MAT_AREA__COUNT] = {0};
    mat_area_set areas = 0;

    for (int i = 0; i < n; i++) {
        if (mat_wall_day(dated[i].at) != day)
            continue;
        for (int area = 0; area < MAT_AREA__COUNT; area++)
            used[area] = mat_ms_add(
                used[area], mat_ms_max(past[dated[i].index].used[area], 0));
    }
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (used[area] > 0 && used[area] >= tables->step_min)
            areas |= MAT_AREA_BIT(area);
    }
    return areas;
}

/* What the walk comes to on the day of the next session. */
static void
arrive(struct walk *walk, int64_t today, struct mat_progress *progress)
{
    const struct mat_stage_rule *rule;
    struct mat_reach reach;

    progress->gap = days_between(walk->last_day, today);
    progress->turn = settle(walk, today);
    progress->days = days_between(walk->first_day, today);
    progress->standing = walk->standing;
    progress->last = walk->last;
    progress->last_index = walk->last_index;
    progress->done = reach = walk->done;
    rule = &walk->tables->stages[walk->standing.stage];
    if (walk->last == MAT_LAST_EASY &&
        progress->gap <= walk->tables->ramp.back_days) {
        reach.total = mat_ms_add(reach.total, rule->step);
        reach.layer++;
        reach.surface++;
    }
    progress->reach = clip(reach, stage_limit(rule));
}

void
mat_progress_find(const struct mat_tables *tables, const struct mat_past *past,
                  int n_past, struct mat_wall now, enum mat_answer_kind marks,
                  struct mat_progress *ret_progress)
{
    struct mat_progress progress = {0};
    struct walk walk = {.tables = tables,
                        .done = first_steps(tables),
                        .last_index = -1,
                        .first_day = NO_DAY,
                        .last_day = NO_DAY,
                        .counted_day = NO_DAY};
    struct dated *dated;

    assert(n_past >= 0);
    for (int i = 0; i < n_past; i++)
        progress.paused |= past[i].broken;
    /* Without memory nothing is behind one: that is the easiest. */
    dated = in_order_of_time(past, (size_t)n_past, now);
    if (dated) {
        walk_through(&walk, past, dated, n_past);
        progress.today =
            areas_of_day(tables, past, dated, n_past, mat_wall_day(now));
    }
    if (walk.last_index >= 0 && marks != MAT_ANSWER_UNSET)
        walk.last =
            how_it_went(tables, &past[walk.last_index], marks != MAT_ANSWER_NO);
    arrive(&walk, mat_wall_day(now), &progress);
    free(dated);
    *ret_progress = progress;
}
