/* What the tests of the tables share: sources, points and cues to refer to,
 * and reading one part on top of them. Include cmocka.h first. */
#ifndef TEST_TABLES_FIXTURE_H
#define TEST_TABLES_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "store/tables_yaml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define SOURCES                                  \
    "sources:\n"                                 \
    "  - {id: S0, what: A shop, where: a.txt}\n" \
    "  - {id: M1, what: A maker}\n"              \
    "  - {id: P, what: Our own precaution}\n"

#define POINT(id, paired)                                         \
    "  - {id: " id ", name: N, where: W, claim: C, caution: K,\n" \
    "     paired: " paired ", region: hands, sources: [S0], grade: T}\n"
#define POINTS "points:\n" POINT("GV20", "false") POINT("LI4", "true")

#define CUES                                                               \
    "cues:\n"                                                              \
    "  - {id: peak-soon, text: It peaks soon., sources: [S0], grade: R}\n" \
    "  - {id: one-min, text: One minute., safety: true, breath: true,\n"   \
    "     sources: [S0, P], grade: S+P}\n"

/* A stage, and all five; \p rest goes into the last. */
#define STAGE_BUT(id, step, rest)                                          \
    "  - {id: " id ", title: T, total: 5m, layer: shirt, surface: soft,\n" \
    "     surface-seated: medium, caps: {back: 5m}, point: 60s" step ",\n" \
    "     sources: [S0], grade: S" rest "}\n"
#define STAGE_STEP(id, step) STAGE_BUT(id, ", step: " step, "")
#define STAGE(id, rest) STAGE_BUT(id, ", step: 30s", rest)
#define FIVE(rest)     \
    STAGE("first", "") \
    STAGE("week", "")  \
    STAGE("building", "") STAGE("settled", "") STAGE("habitual", rest)
#define HARD                                                                 \
    "hard: {back: 30m, lower-back: 20m, shoulders: 10m, neck: 10m,\n"        \
    "  feet: 10m, feet-standing: 5m, legs: 10m, buttocks: 10m, hands: 3m,\n" \
    "  belly: 5m}\n"
#define RAMP_OF(keys) "ramp: {" keys ", sources: [S0, P], grade: S+P}\n"
#define RAMP                                                        \
    RAMP_OF("easy: 3, stop: 7, back-after: 14, restart-after: 30, " \
            "after-stop: '0.5'")
#define NO_RAMP                                        \
    "hard-total: 30m\npoint-min: 30s\nstep-min: 60s\n" \
    "opt-in: [feet-standing, belly]\n"
#define LIMITS NO_RAMP RAMP

/* One byte more than a line of a terminal. */
#define LONG_77                                                                \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aa"                                                                       \
    "aaa"
_Static_assert(sizeof(LONG_77) == 77 + 1, "the name says how long it is");

struct fixture {
    struct mat_arena *arena;
    struct mat_tables tables;
    struct mat_diags diags;
};

static inline bool
read_part(struct fixture *fixture, enum mat_tables_part part, const char *text)
{
    fixture->diags = (struct mat_diags){0};
    return mat_tables_read(part, text, strlen(text), fixture->arena,
                           &fixture->tables, &fixture->diags);
}

/* All mistakes, a line each: "LINE:COLUMN PATH: TEXT". */
static inline const char *
said(const struct mat_diags *diags)
{
    static char text[8192];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < diags->count; i++) {
        const struct mat_diag *diag = &diags->items[i];

        used +=
            (size_t)snprintf(text + used, sizeof(text) - used, "%s%d:%d %s: %s",
                             i > 0 ? "\n" : "", diag->line, diag->column,
                             diag->path, diag->text);
    }
    return text;
}

static inline void
expect_read(struct fixture *fixture, enum mat_tables_part part,
            const char *text)
{
    if (!read_part(fixture, part, text))
        fail_msg("not read: %s", said(&fixture->diags));
}

/* The text is not read, and just this is said. */
static inline void
expect_said(struct fixture *fixture, enum mat_tables_part part,
            const char *text, const char *claim, const char *expected)
{
    bool read = read_part(fixture, part, text);

    if (strcmp(said(&fixture->diags), expected) != 0)
        fail_msg("%s:\n  got      %s\n  expected %s", claim,
                 said(&fixture->diags), expected);
    if (read)
        fail_msg("%s: was read all the same", claim);
}

/* Every test begins with sources, points and cues. */
static inline int
set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));

    assert_non_null(fixture);
    fixture->arena = mat_arena_new();
    expect_read(fixture, MAT_TABLES_SOURCES, SOURCES);
    expect_read(fixture, MAT_TABLES_POINTS, POINTS);
    expect_read(fixture, MAT_TABLES_CUES, CUES);
    *state = fixture;
    return 0;
}

static inline int
tear_down(void **state)
{
    struct fixture *fixture = *state;

    mat_arena_free(fixture->arena);
    free(fixture);
    return 0;
}

#endif
