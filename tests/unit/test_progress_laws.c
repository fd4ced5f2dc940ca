#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../support/past_world.h"

/** A month that ends habitual, 20 minutes bare on a firm ground. */
#define MONTH "0.27 28m1200l2f2 "

static struct past_world world;
static struct past_world other;
static uint64_t seed;

static int
lot(int below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((uint32_t)(seed >> 33) % (uint32_t)below);
}

/* Ups and downs on up to three devices, first mostly day by day; in several
 * time zones, by clocks that are wrong at times, or neither. */
static void
live(struct past_world *ret_world, int n, bool travels)
{
    static const int steps[] = {0, 0, 1, 1, 1, 1, 1, 2, 3, 8, 15, 31};
    static const int zones[] = {0, 0, 0, 60, -300, 540};
    int day = 0;
    char today[32];

    past_world_begin(ret_world);
    for (int i = 0; i < n; i++) {
        char line[128];
        int told;

        day += steps[lot(i < 12 ? 8 : COUNT(steps))];
        told = travels && lot(6) == 0 ? (lot(2) ? 30000 : -20089) : day;
        snprintf(line, sizeof(line), "%d@%02d%02dz%dd%dm%dl%df%ds%dk%d%s", told,
                 lot(24), lot(2) * 30, travels ? zones[lot(COUNT(zones))] : 60,
                 lot(3), lot(5) ? 60 + lot(1200) : lot(60), lot(4) - 1,
                 lot(4) - 1, lot(4) ? lot(4) : lot(12) - 1,
                 lot(6) ? 0 : lot(4) - 1, lot(12) ? "" : "u");
        past_world_tell(ret_world, line);
    }
    snprintf(today, sizeof(today), "%d@2330", day + steps[lot(8)] + 1);
    ret_world->now = past_world_moment(today);
}

/* The same, with the sessions of the devices dealt anew. */
static void
deal_anew(const struct past_world *from, struct past_world *to)
{
    int next[3] = {0, 0, 0};

    *to = *from;
    to->n_past = 0;
    while (to->n_past < from->n_past) {
        int device = lot(3);

        while (next[device] < from->n_past &&
               from->past[next[device]].device != device)
            next[device]++;
        if (next[device] < from->n_past)
            to->past[to->n_past++] = from->past[next[device]++];
    }
}

static void
assert_same_dealt_anew(int n)
{
    const struct mat_progress *a = &world.progress;
    const struct mat_progress *b = &other.progress;
    char standing[sizeof(world.text)];
    char reach[sizeof(world.text)];

    live(&world, n, true);
    deal_anew(&world, &other);
    past_world_find(&world);
    past_world_find(&other);
    strcpy(standing, past_world_standing(&world));
    strcpy(reach, past_world_reach(&world));
    assert_string_equal(past_world_standing(&other), standing);
    assert_string_equal(past_world_reach(&other), reach);
    assert_int_equal(a->today, b->today);
    assert_int_equal(a->days, b->days);
    assert_int_equal(a->gap, b->gap);
    assert_int_equal(a->last_index < 0, b->last_index < 0);
    if (a->last_index >= 0)
        assert_memory_equal(&world.past[a->last_index].began,
                            &other.past[b->last_index].began,
                            sizeof(struct mat_wall));
}

static void
the_order_of_devices_means_nothing(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++)
        assert_same_dealt_anew(1 + lot(40));
    for (int round = 0; round < 10; round++)
        assert_same_dealt_anew(3650);
}

static void
it_is_never_harder_than_the_stage(void **state)
{
    static const struct mat_reach most[MAT_STAGE__COUNT] = {
        [MAT_STAGE_FIRST] = {S(300), 1, MAT_SURFACE_SOFT},
        [MAT_STAGE_WEEK] = {S(600), 1, MAT_SURFACE_MEDIUM},
        [MAT_STAGE_BUILDING] = {S(900), 2, MAT_SURFACE_FIRM},
        [MAT_STAGE_SETTLED] = {S(1200), 2, MAT_SURFACE_FIRM},
        [MAT_STAGE_HABITUAL] = {S(1800), 2, MAT_SURFACE_FIRM},
    };
    bool seen[MAT_STAGE__COUNT] = {false};

    (void)state;
    for (int round = 0; round < 4000; round++) {
        const struct mat_progress *it = &world.progress;
        const struct mat_reach *limit;

        live(&world, 1 + lot(60), lot(2));
        past_world_find(&world);
        limit = &most[it->standing.stage];
        assert_in_range(it->reach.total, S(60), limit->total);
        assert_in_range(it->reach.layer, 0, limit->layer);
        assert_in_range(it->reach.surface, 0, limit->surface);
        seen[it->standing.stage] = true;
    }
    for (int stage = 0; stage < MAT_STAGE__COUNT; stage++)
        assert_true(seen[stage]);
}

static void
assert_no_further(const struct mat_progress *less,
                  const struct mat_progress *more)
{
    assert_true(less->standing.stage <= more->standing.stage);
    assert_true(less->standing.sessions <= more->standing.sessions);
    assert_true(less->done.total <= more->done.total);
    assert_true(less->done.layer <= more->done.layer);
    assert_true(less->done.surface <= more->done.surface);
    assert_true(less->reach.total <= more->reach.total);
    assert_true(less->reach.layer <= more->reach.layer);
    assert_true(less->reach.surface <= more->reach.surface);
}

static void
unsay(struct mat_past *past)
{
    if (past->strength < world.tables.ramp.stop)
        past->strength = -1;
}

static void
make_stronger(struct mat_past *past)
{
    if (past->strength >= 0)
        past->strength += lot(11 - past->strength);
}

static void
leave_marks(struct mat_past *past)
{
    if (past->skin != MAT_SKIN_BROKEN)
        past->skin = MAT_SKIN_MARKS;
}

static void
break_skin(struct mat_past *past)
{
    past->skin = MAT_SKIN_BROKEN;
}

static void
make_unwell(struct mat_past *past)
{
    past->outcome = MAT_OUTCOME_UNWELL;
}

/* One session of many went worse, or nobody said how it went. One that was too
 * short to count must not begin to: it would fill a gap. And nobody travels: of
 * a day that comes twice another session may be the one that counts. */
static void
worse_is_never_further(void **state)
{
    static void (*const worsen[])(struct mat_past *) = {
        unsay, make_stronger, leave_marks, break_skin, make_unwell};

    (void)state;
    for (int round = 0; round < 8000; round++) {
        struct mat_progress before;
        struct mat_past *it;

        live(&world, 1 + lot(40), false);
        past_world_find(&world);
        before = world.progress;
        it = &world.past[lot(world.n_past)];
        if (mat_past_mat_time(it) < world.tables.step_min)
            continue;
        worsen[lot(COUNT(worsen))](it);
        past_world_find(&world);
        assert_no_further(&world.progress, &before);
    }
}

static void
a_stop_signal_never_helps(void **state)
{
    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct mat_progress before;
        struct mat_past stop = {.outcome = MAT_OUTCOME_UNWELL,
                                .planned = S(lot(2000)),
                                .used = {S(lot(1500))},
                                .layer = lot(4) - 1,
                                .surface = lot(4) - 1,
                                .strength = lot(12) - 1,
                                .device = 2};

        live(&world, 1 + lot(40), lot(2));
        past_world_find(&world);
        before = world.progress;
        stop.began = world.now;
        world.past[world.n_past++] = stop;
        past_world_find(&world);
        assert_int_equal(world.progress.last, MAT_LAST_STOP);
        assert_no_further(&world.progress, &before);
        assert_true(world.progress.reach.total >= S(60));
        assert_int_equal(world.progress.reach.total % S(1), 0);
    }
}

/* The session that uses all of what it may today. */
static struct mat_past
greedy_session(void)
{
    static const enum mat_layer layers[] = {MAT_LAYER_TOWEL, MAT_LAYER_SHIRT,
                                            MAT_LAYER_BARE};
    const struct mat_progress *progress = &world.progress;
    const struct mat_segment segment = {
        .kind = MAT_KIND_MAT,
        .layer = layers[progress->reach.layer],
        .position = MAT_POSITION_SUPINE,
        .surface = progress->reach.surface,
    };
    const struct mat_schedule wide = {
        .segments = &segment, .n_segments = 1, .mat = progress->reach.total};
    struct mat_reach reach;
    enum mat_growth growth;

    mat_progress_narrow(progress, &wide, &reach, &growth);
    return (struct mat_past){.began = world.now,
                             .outcome = MAT_OUTCOME_COMPLETED,
                             .used = {[MAT_AREA_BACK] = reach.total},
                             .planned = reach.total,
                             .layer = reach.layer,
                             .surface = (int)reach.surface,
                             .strength = 2};
}

/* As much as is allowed on that day: one thing more at most, by one step. */
static struct mat_past *
go_on_greedily(int day)
{
    const struct mat_reach *done = &world.progress.done;
    struct mat_past session;
    char today[16];
    int grown;

    snprintf(today, sizeof(today), "%d", day);
    world.now = past_world_moment(today);
    past_world_find(&world);
    session = greedy_session();
    grown = (session.planned > done->total) + (session.layer > done->layer) +
            (session.surface > (int)done->surface);
    assert_true(grown <= 1);
    assert_true(session.planned <= done->total + S(120));
    assert_true(session.layer <= done->layer + 1);
    assert_true(session.surface <= (int)done->surface + 1);
    world.past[world.n_past] = session;
    return &world.past[world.n_past++];
}

static void
the_way_up_is_one_thing_at_a_time(void **state)
{
    static const struct {
        const char *claim;
        const char *past;
        int from;
        int to;
        const char *reach;
    } cases[] = {
        {"two sessions, then a minute a day", "", 0, 3, "420 1 0 -> 480 1 1"},
        {"after a week it may be two, or bare", "", 0, 6, "600 1 0 -> 720 2 1"},
        {"all of it within a month", "", 0, 40, "1800 2 2 -> 1800 2 2"},
        {"up again after a stop signal", MONTH "29m1200l2f2u", 30, 32,
         "840 1 1 -> 960 2 2"},
        {"all the way", MONTH "29m1200l2f2u", 30, 60, "1800 2 2 -> 1800 2 2"},
    };

    (void)state;
    for (int i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i].claim);
        past_world_begin(&world);
        past_world_tell(&world, cases[i].past);
        for (int day = cases[i].from; day <= cases[i].to; day++)
            go_on_greedily(day);
        world.now.ms += MAT_MINUTES(24 * 60);
        past_world_find(&world);
        assert_string_equal(past_world_reach(&world), cases[i].reach);
    }
}

static void
assert_half_and_milder(const struct mat_past *next, const struct mat_past *stop)
{
    mat_ms half = stop->planned / 2;

    assert_true(next->planned <= (half > S(60) ? half : S(60)));
    assert_true(next->layer < stop->layer || next->layer == 0);
    assert_true(next->surface < stop->surface || next->surface == 0);
}

/* Whatever is said, and however long the gaps are. */
static void
any_way_is_one_thing_at_a_time(void **state)
{
    static const int gaps[] = {1, 1, 1, 1, 1, 1, 2, 3, 14, 15, 31};

    (void)state;
    for (int life = 0; life < 40; life++) {
        struct mat_past *before = NULL;
        int day = 0;

        past_world_begin(&world);
        for (int i = 0; i < 150; i++) {
            struct mat_past *it = go_on_greedily(day);

            if (before && mat_past_stopped(&world.tables, before))
                assert_half_and_milder(it, before);
            it->strength = lot(8) ? lot(4) : lot(12) - 1;
            it->skin = lot(10) ? MAT_SKIN_FINE : (enum mat_skin)lot(3);
            before = it;
            day += gaps[lot(COUNT(gaps) - (lot(4) ? 4 : 0))];
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_devices_means_nothing),
        cmocka_unit_test(it_is_never_harder_than_the_stage),
        cmocka_unit_test(worse_is_never_further),
        cmocka_unit_test(a_stop_signal_never_helps),
        cmocka_unit_test(the_way_up_is_one_thing_at_a_time),
        cmocka_unit_test(any_way_is_one_thing_at_a_time),
    };
    const char *given = getenv("MAT_SEED");

    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    printf("seed: MAT_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
