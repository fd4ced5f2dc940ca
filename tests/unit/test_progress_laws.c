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

static struct past_world world;
static struct past_world other;
static uint64_t seed;

static int
lot(int below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((uint32_t)(seed >> 33) % (uint32_t)below);
}

/* Three months of ups and downs on up to three devices. */
static void
live(struct past_world *ret_world, bool clocks)
{
    static const int steps[] = {0, 0, 1, 1, 1, 1, 1, 2, 3, 8, 15, 31};
    static const int zones[] = {0, 0, 0, 60, -300, 540};
    int day = 0;
    int n = 1 + lot(40);
    char today[32];

    past_world_begin(ret_world);
    for (int i = 0; i < n; i++) {
        int device = lot(3);
        char line[128];
        int told = day;

        day += steps[lot(i < 12 ? 8 : COUNT(steps))];
        told = clocks && lot(6) == 0 ? (lot(2) ? 3000 : -20089) : day;
        snprintf(line, sizeof(line), "%d@%02d%02dz%dd%dm%dl%df%ds%dk%d%s", told,
                 lot(24), lot(2) * 30, zones[lot(COUNT(zones))], device,
                 lot(5) ? 60 + lot(1200) : lot(60), lot(4) - 1, lot(4) - 1,
                 lot(4) ? lot(4) : lot(12) - 1, lot(6) ? 0 : lot(4) - 1,
                 lot(12) ? "" : "u");
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
the_order_of_devices_means_nothing(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        const struct mat_progress *a = &world.progress;
        const struct mat_progress *b = &other.progress;
        char standing[sizeof(world.text)];
        char reach[sizeof(world.text)];

        live(&world, true);
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
}

static void
assert_no_further(const struct mat_progress *less,
                  const struct mat_progress *more)
{
    assert_true(less->standing.stage <= more->standing.stage);
    assert_true(less->standing.sessions <= more->standing.sessions);
    assert_true(less->done.total <= more->done.total);
    assert_true(less->reach.total <= more->reach.total);
    assert_true(less->reach.layer <= more->reach.layer);
    assert_true(less->reach.surface <= more->reach.surface);
}

static void
less_known_is_never_more_allowed(void **state)
{
    int highest = 0;

    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct mat_progress before;
        struct mat_past *unsaid;

        live(&world, lot(2));
        past_world_find(&world);
        before = world.progress;
        if ((int)before.standing.stage > highest)
            highest = (int)before.standing.stage;
        unsaid = &world.past[lot(world.n_past)];
        if (unsaid->strength < world.tables.ramp.stop)
            unsaid->strength = -1;
        past_world_find(&world);
        assert_no_further(&world.progress, &before);
    }
    assert_true(highest >= MAT_STAGE_SETTLED);
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

        live(&world, lot(2));
        past_world_find(&world);
        before = world.progress;
        stop.began = world.now;
        world.past[world.n_past++] = stop;
        past_world_find(&world);
        assert_int_equal(world.progress.last, MAT_LAST_STOP);
        assert_no_further(&world.progress, &before);
        assert_int_equal(world.progress.reach.total > S(0), 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_devices_means_nothing),
        cmocka_unit_test(less_known_is_never_more_allowed),
        cmocka_unit_test(a_stop_signal_never_helps),
    };
    const char *given = getenv("MAT_SEED");

    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    printf("seed: MAT_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
