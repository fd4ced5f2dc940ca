#include "past_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_tables.h"

/** 2025-01-01. */
#define DAY_ZERO 20089

#define DAY_MINUTES (24 * 60)

/** A session as it is told. */
struct told {
    int day;
    int up_to;
    int clock; /**< HHMM */
    struct mat_past past;
};

void
past_world_begin(struct past_world *world)
{
    memset(world, 0, sizeof(*world));
    world->tables = fake_tables;
    world->tables.ramp = (struct mat_ramp){.easy = 3,
                                           .stop = 7,
                                           .back_days = 14,
                                           .restart_days = 30,
                                           .permille = 500};
    for (int i = 0; i < MAT_STAGE__COUNT; i++) {
        world->tables.stages[i].calm = i == MAT_STAGE_BUILDING ? 2 : 0;
        world->tables.stages[i].step = S(i < MAT_STAGE_BUILDING ? 60 : 120);
    }
}

/* The number behind the letter; `-` alone is -1. */
static int
number(const char **at)
{
    char *end;
    long value = strtol(*at, &end, 10);

    if (end == *at) {
        assert_int_equal(**at, '-');
        *at += 1;
        return -1;
    }
    *at = end;
    return (int)value;
}

static void
tell_word(struct told *told, const char **at, int *seconds, enum mat_area *area)
{
    struct mat_past *past = &told->past;
    char letter = *(*at)++;

    switch (letter) {
    case '.':
        told->up_to = number(at);
        break;
    case '@':
        told->clock = number(at);
        break;
    case 'z':
        past->began.offset = number(at);
        break;
    case 'd':
        past->device = number(at);
        break;
    case 'm':
        *seconds = number(at);
        break;
    case 'p':
        past->planned = S(number(at));
        break;
    case 'a':
        *area = (enum mat_area)number(at);
        break;
    case 'l':
        past->layer = number(at);
        break;
    case 'f':
        past->surface = number(at);
        break;
    case 's':
        past->strength = number(at);
        break;
    case 'k':
        past->skin = (enum mat_skin)number(at);
        break;
    case 'b':
        past->broken = (mat_area_set)number(at);
        break;
    case 'u':
        past->outcome = MAT_OUTCOME_UNWELL;
        break;
    case 'i':
        past->outcome = MAT_OUTCOME_INTERRUPTED;
        break;
    default:
        fail_msg("what is '%c'?", letter);
    }
}

static struct told
tell_one(const char **at)
{
    struct told told = {.clock = 2000,
                        .past = {.outcome = MAT_OUTCOME_COMPLETED,
                                 .planned = -1,
                                 .layer = 1,
                                 .strength = 3}};
    int seconds = 300;
    enum mat_area area = MAT_AREA_BACK;

    told.day = told.up_to = number(at);
    while (**at != '\0' && **at != ' ')
        tell_word(&told, at, &seconds, &area);
    told.past.used[area] = S(seconds);
    if (told.past.planned < 0)
        told.past.planned = S(seconds);
    return told;
}

static struct mat_wall
moment(const struct told *told, int day)
{
    int offset = told->past.began.offset;
    int64_t minutes = ((int64_t)day + DAY_ZERO) * DAY_MINUTES +
                      told->clock / 100 * 60 + told->clock % 100 - offset;

    return (struct mat_wall){.ms = MAT_MINUTES(minutes), .offset = offset};
}

void
past_world_tell(struct past_world *world, const char *line)
{
    while (*line != '\0') {
        struct told told;

        if (*line == ' ') {
            line++;
            continue;
        }
        told = tell_one(&line);
        for (int day = told.day; day <= told.up_to; day++) {
            assert_true(world->n_past < PAST_MAX);
            told.past.began = moment(&told, day);
            world->past[world->n_past++] = told.past;
        }
    }
}

struct mat_wall
past_world_moment(const char *line)
{
    struct told told = tell_one(&line);

    return moment(&told, told.day);
}

void
past_world_find(struct past_world *world)
{
    /* All of the answer must be written. */
    memset(&world->progress, 0x55, sizeof(world->progress));
    mat_progress_find(&world->tables, world->past, world->n_past, world->now,
                      world->marks, &world->progress);
}

void
past_world_at(struct past_world *world, const char *line, const char *today)
{
    past_world_begin(world);
    past_world_tell(world, line);
    world->now = past_world_moment(today);
    past_world_find(world);
}

const char *
past_world_last(enum mat_last last)
{
    static const char *const names[] = {
        [MAT_LAST_NONE] = "none",       [MAT_LAST_EASY] = "easy",
        [MAT_LAST_UNRATED] = "unrated", [MAT_LAST_STRONG] = "strong",
        [MAT_LAST_MARKS] = "marks",     [MAT_LAST_STOP] = "stop",
    };

    return last < MAT_LAST__COUNT ? names[last] : "?";
}

const char *
past_world_standing(struct past_world *world)
{
    static const char *const turns[] = {
        [MAT_TURN_STAYS] = "stays",
        [MAT_TURN_UP] = "up",
        [MAT_TURN_BACK] = "back",
        [MAT_TURN_RESTART] = "restart",
    };
    const struct mat_progress *progress = &world->progress;

    snprintf(world->text, sizeof(world->text), "%s %d %s %s",
             mat_word(&mat_stages, progress->standing.stage),
             progress->standing.sessions, past_world_last(progress->last),
             progress->turn < MAT_TURN__COUNT ? turns[progress->turn] : "?");
    return world->text;
}

void
past_world_check(struct past_world *world, const struct past_standing *cases,
                 int n)
{
    for (int i = 0; i < n; i++) {
        print_message("%s: %s\n", cases[i].claim, cases[i].past);
        past_world_at(world, cases[i].past, cases[i].today);
        assert_string_equal(past_world_standing(world), cases[i].standing);
    }
}

const char *
past_world_reach(struct past_world *world)
{
    const struct mat_reach *done = &world->progress.done;
    const struct mat_reach *reach = &world->progress.reach;

    snprintf(world->text, sizeof(world->text), "%d %d %d -> %d %d %d",
             (int)(done->total / 1000), done->layer, (int)done->surface,
             (int)(reach->total / 1000), reach->layer, (int)reach->surface);
    return world->text;
}
