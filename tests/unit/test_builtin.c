#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "store/embedded.h"
#include "store/paths.h"
#include "store/plans.h"
#include "store/tables.h"
#include "store/tables_yaml.h"
#include "store/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct mat_tables *const tables = &mat_tables_builtin;

static void
every_row_says_where_it_comes_from(void **state)
{
    (void)state;
    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_row *row = &tables->rows[i];

        if (!row->basis.sources[0] || !row->basis.grade[0] ||
            !row->confidence[0] || !row->why[0] || !row->say[0])
            fail_msg("%s lacks sources, grade, confidence, why or say",
                     row->id);
        assert_false(row->own);
    }
}

static void
own_rows_have_a_group_to_go_to(void **state)
{
    int found = 0;

    (void)state;
    for (int i = 0; i < tables->n_groups; i++)
        found += strcmp(tables->groups[i], "general") == 0;
    assert_int_equal(found, 1);
}

struct seed_doc {
    char *seed;
    char *item;
    char **rows;
    unsigned rows_count;
    char *rule;
};

struct seeds_doc {
    struct seed_doc *seeds;
    unsigned seeds_count;
};

static const cyaml_schema_value_t id_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED)};
static const cyaml_schema_field_t seed_fields[] = {
    CYAML_FIELD_STRING_PTR("seed", CYAML_FLAG_POINTER, struct seed_doc, seed, 0,
                           CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("item", CYAML_FLAG_POINTER, struct seed_doc, item, 0,
                           CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("rows", CYAML_FLAG_POINTER, struct seed_doc, rows,
                         &id_entry, 0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("rule", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct seed_doc, rule, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t seed_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct seed_doc, seed_fields)};
static const cyaml_schema_field_t seeds_fields[] = {
    CYAML_FIELD_SEQUENCE("seeds", CYAML_FLAG_POINTER, struct seeds_doc, seeds,
                         &seed_entry, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};
static const cyaml_schema_value_t seeds_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct seeds_doc, seeds_fields)};

static void
check_seed(const struct seed_doc *doc)
{
    if (!mat_tables_source(tables, doc->seed))
        fail_msg("%s is not a source", doc->seed);
    if (doc->rows_count == 0 && !doc->rule)
        fail_msg("%s: %s: neither rows nor rule", doc->seed, doc->item);
    for (unsigned i = 0; i < doc->rows_count; i++)
        if (mat_tables_row(tables, doc->rows[i]) < 0)
            fail_msg("%s: %s: no row %s", doc->seed, doc->item, doc->rows[i]);
}

/* Lines of domain.md 1.0, with what S3 leaves out. */
#define SEED_LINES 26

static void
every_caution_of_the_seeds_has_a_row(void **state)
{
    struct mat_diags diags = {0};
    struct seeds_doc *seeds;
    void *data = NULL;
    char *text;
    size_t size;

    (void)state;
    assert_int_equal(mat_file_read(TEST_DATA "/sessions/tables/seeds.yaml",
                                   MAT_YAML_BYTES_MAX, &text, &size),
                     0);
    assert_true(mat_yaml_load(text, size, &seeds_schema, &diags, &data, NULL));
    seeds = data;
    assert_true(seeds->seeds_count >= SEED_LINES);
    for (unsigned i = 0; i < seeds->seeds_count; i++)
        check_seed(&seeds->seeds[i]);
    mat_yaml_free(&seeds_schema, data);
    free(text);
}

/* domain.md 2.3 and 2.4, in seconds; the last column is the hard cap. */
static const struct {
    enum mat_area area;
    int caps[MAT_STAGE__COUNT];
    int hard;
} area_caps[] = {
    {MAT_AREA_BACK, {300, 600, 900, 1200, 1200}, 1800},
    {MAT_AREA_LOWER_BACK, {0, 480, 720, 900, 1200}, 1200},
    {MAT_AREA_SHOULDERS, {0, 300, 480, 600, 600}, 600},
    {MAT_AREA_NECK, {0, 180, 300, 480, 600}, 600},
    {MAT_AREA_FEET, {180, 300, 480, 600, 600}, 600},
    {MAT_AREA_FEET_STANDING, {0, 60, 120, 180, 300}, 300},
    {MAT_AREA_LEGS, {0, 180, 300, 480, 600}, 600},
    {MAT_AREA_BUTTOCKS, {0, 180, 300, 480, 600}, 600},
    {MAT_AREA_HANDS, {60, 60, 120, 120, 180}, 180},
    {MAT_AREA_BELLY, {0, 0, 0, 120, 180}, 300},
};

static void
caps_are_those_of_the_domain(void **state)
{
    (void)state;
    assert_int_equal(COUNT(area_caps), MAT_AREA__COUNT);
    for (size_t i = 0; i < COUNT(area_caps); i++) {
        enum mat_area area = area_caps[i].area;

        for (int stage = 0; stage < MAT_STAGE__COUNT; stage++)
            if (tables->stages[stage].caps[area] !=
                MAT_SECONDS(area_caps[i].caps[stage]))
                fail_msg("%s at %s", mat_word(&mat_areas, (int)area),
                         mat_word(&mat_stages, stage));
        assert_int_equal(tables->hard_caps[area],
                         MAT_SECONDS(area_caps[i].hard));
    }
}

static void
stages_are_those_of_the_domain(void **state)
{
    static const struct {
        int sessions, days, calm, step, total, opt_in, point;
    } rules[MAT_STAGE__COUNT] = {
        {0, 0, 0, 60, 300, 300, 60},       {2, 0, 0, 60, 600, 600, 60},
        {5, 7, 2, 120, 900, 900, 120},     {10, 14, 0, 120, 1200, 1200, 120},
        {20, 28, 0, 120, 1200, 1800, 120},
    };

    (void)state;
    for (int i = 0; i < MAT_STAGE__COUNT; i++) {
        const struct mat_stage_rule *rule = &tables->stages[i];

        assert_int_equal(rule->sessions, rules[i].sessions);
        assert_int_equal(rule->days, rules[i].days);
        assert_int_equal(rule->calm, rules[i].calm);
        assert_int_equal(rule->step, MAT_SECONDS(rules[i].step));
        assert_int_equal(rule->total, MAT_SECONDS(rules[i].total));
        assert_int_equal(rule->total_opt_in, MAT_SECONDS(rules[i].opt_in));
        assert_int_equal(rule->point, MAT_SECONDS(rules[i].point));
        assert_int_equal(rule->layer, i < MAT_STAGE_BUILDING ? MAT_LAYER_SHIRT
                                                             : MAT_LAYER_BARE);
    }
    assert_int_equal(tables->stages[MAT_STAGE_FIRST].surface_then,
                     MAT_SURFACE_SOFT);
    assert_int_equal(tables->stages[MAT_STAGE_WEEK].surface, MAT_SURFACE_SOFT);
    assert_int_equal(tables->stages[MAT_STAGE_WEEK].surface_then,
                     MAT_SURFACE_MEDIUM);
    assert_int_equal(tables->stages[MAT_STAGE_WEEK].surface_after, 4);
    assert_int_equal(tables->stages[MAT_STAGE_BUILDING].surface,
                     MAT_SURFACE_FIRM);
    assert_true(tables->stages[MAT_STAGE_BUILDING].firm_covered);
    assert_false(tables->stages[MAT_STAGE_SETTLED].firm_covered);
    assert_int_equal(tables->hard_total, MAT_MINUTES(30));
    assert_int_equal(tables->point_min, MAT_SECONDS(30));
    assert_int_equal(tables->step_min, MAT_SECONDS(60));
    assert_int_equal(tables->opt_in, MAT_AREA_BIT(MAT_AREA_FEET_STANDING) |
                                         MAT_AREA_BIT(MAT_AREA_BELLY));
}

/* domain.md 2.3, rules 2 to 4. */
static void
the_ramp_is_that_of_the_domain(void **state)
{
    const struct mat_ramp *ramp = &tables->ramp;

    (void)state;
    assert_int_equal(ramp->easy, 3);
    assert_int_equal(ramp->stop, 7);
    assert_int_equal(ramp->back_days, 14);
    assert_int_equal(ramp->restart_days, 30);
    assert_int_equal(ramp->permille, 500);
    assert_non_null(strchr(ramp->basis.grade, 'P'));
    assert_non_null(strchr(ramp->basis.sources, 'P'));
}

/* domain.md 2.5, then what the program says beyond the plans: turning over,
 * staying awake, a light touch, and what to do when unwell. */
static const char *const safety_ids[] = {
    "prep-screen", "rate60",      "limb-check",   "rate300",    "awake600",
    "rate900",     "neck-check",  "bed-awake",    "stand-out",  "stand-off",
    "pt-ease",     "ready-off",   "off-slow",     "sit-minute", "stand-hold",
    "skin-look",   "prone-off",   "awake-again",  "unwell-off", "unwell-lie",
    "unwell-help", "unwell-next", "unwell-watch", "pt-light",
};
#define SAFETY_OF_DOMAIN 16

static bool
is_safety(const char *id)
{
    for (size_t i = 0; i < COUNT(safety_ids); i++)
        if (strcmp(safety_ids[i], id) == 0)
            return true;
    return false;
}

static void
safety_cues_are_those_of_the_domain(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAFETY_OF_DOMAIN; i++) {
        const struct mat_cue *cue = mat_tables_cue(tables, safety_ids[i]);

        if (!cue || !cue->safety)
            fail_msg("%s is not a safety cue", safety_ids[i]);
    }
    for (int i = 0; i < tables->n_cues; i++)
        if (tables->cues[i].safety && !is_safety(tables->cues[i].id))
            fail_msg("why is %s a safety cue?", tables->cues[i].id);
}

static const char *const plan_names[] = {
    "back",          "back-long",   "evening",    "feet",
    "feet-standing", "first-touch", "first-week", "lower-back",
    "morning",       "neck",        "points",     "recovery",
};

static void
the_twelve_plans_are_there(void **state)
{
    (void)state;
    assert_int_equal(mat_n_embedded_plans, COUNT(plan_names));
    for (size_t i = 0; i < COUNT(plan_names); i++) {
        const struct mat_embedded *plan = &mat_embedded_plans[i];
        char path[512];
        char *text;
        size_t size;

        assert_string_equal(plan->name, plan_names[i]);
        snprintf(path, sizeof(path), TEST_DATA "/sessions/%s.yaml", plan->name);
        assert_int_equal(mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size),
                         0);
        assert_int_equal(plan->size, size);
        assert_string_equal(plan->text, text);
        free(text);
    }
}

static void
read_all(struct mat_arena *arena, struct mat_tables *read)
{
    for (int part = 0; part < MAT_TABLES_OWN; part++) {
        struct mat_diags diags = {0};
        char path[512];
        char *text;
        size_t size;

        snprintf(path, sizeof(path), TEST_DATA "/sessions/tables/%s",
                 mat_tables_file((enum mat_tables_part)part));
        assert_int_equal(mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size),
                         0);
        assert_true(mat_tables_read((enum mat_tables_part)part, text, size,
                                    arena, read, &diags));
        free(text);
    }
}

static void
same_targets(const struct mat_targets *a, const struct mat_targets *b)
{
    assert_int_equal(a->areas, b->areas);
    assert_int_equal(a->positions, b->positions);
    assert_int_equal(a->points, b->points);
    assert_int_equal(a->local, b->local);
}

static void
same_row(const struct mat_row *a, const struct mat_row *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->group, b->group);
    assert_string_equal(a->question, b->question);
    assert_string_equal(a->today, b->today);
    assert_string_equal(a->follows, b->follows);
    assert_string_equal(a->implies, b->implies);
    assert_string_equal(a->why, b->why);
    assert_string_equal(a->say, b->say);
    assert_string_equal(a->disagree, b->disagree);
    assert_string_equal(a->confidence, b->confidence);
    assert_string_equal(a->basis.sources, b->basis.sources);
    assert_string_equal(a->basis.grade, b->basis.grade);
    assert_int_equal(a->severity, b->severity);
    assert_int_equal(a->urgent, b->urgent);
    assert_int_equal(a->transient, b->transient);
    assert_int_equal(a->unstored, b->unstored);
    assert_int_equal(a->clearable, b->clearable);
    same_targets(&a->targets, &b->targets);
    same_targets(&a->adapt.on, &b->adapt.on);
    same_targets(&a->adapt.no, &b->adapt.no);
    assert_int_equal(a->adapt.layer, b->adapt.layer);
    assert_int_equal(a->adapt.surface, b->adapt.surface);
    assert_true(a->adapt.cap == b->adapt.cap);
    assert_int_equal(a->adapt.permille, b->adapt.permille);
    assert_int_equal(a->adapt.rise, b->adapt.rise);
    assert_int_equal(a->adapt.breath_off, b->adapt.breath_off);
    assert_int_equal(a->adapt.company, b->adapt.company);
    assert_int_equal(a->adapt.light, b->adapt.light);
}

static const char *
instead(const struct mat_cue *cue)
{
    return cue ? cue->id : "";
}

static void
same_cue(const struct mat_cue *a, const struct mat_cue *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->text, b->text);
    assert_int_equal(a->safety, b->safety);
    assert_int_equal(a->breath, b->breath);
    assert_string_equal(instead(a->covered), instead(b->covered));
    assert_string_equal(instead(a->light), instead(b->light));
}

static void
same_point(const struct mat_point *a, const struct mat_point *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->where, b->where);
    assert_string_equal(a->caution, b->caution);
    assert_int_equal(a->paired, b->paired);
    assert_int_equal(a->region, b->region);
    assert_int_equal(a->trunk, b->trunk);
}

static void
same_guidance(const struct mat_guidance *a, const struct mat_guidance *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->areas, b->areas);
    assert_int_equal(a->duration, b->duration);
    assert_int_equal(a->n_cues, b->n_cues);
    for (int i = 0; i < a->n_cues; i++) {
        assert_int_equal(a->cues[i].at, b->cues[i].at);
        assert_int_equal(a->cues[i].from_end, b->cues[i].from_end);
        assert_int_equal(a->cues[i].sparse, b->cues[i].sparse);
        assert_string_equal(a->cues[i].cue->id, b->cues[i].cue->id);
    }
}

static void
same_stage(const struct mat_stage_rule *a, const struct mat_stage_rule *b)
{
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->basis.sources, b->basis.sources);
    assert_string_equal(a->basis.grade, b->basis.grade);
    assert_int_equal(a->sessions, b->sessions);
    assert_int_equal(a->days, b->days);
    assert_int_equal(a->calm, b->calm);
    assert_int_equal(a->step, b->step);
    assert_int_equal(a->total, b->total);
    assert_int_equal(a->total_opt_in, b->total_opt_in);
    assert_int_equal(a->layer, b->layer);
    assert_int_equal(a->surface, b->surface);
    assert_int_equal(a->surface_then, b->surface_then);
    assert_int_equal(a->surface_after, b->surface_after);
    assert_int_equal(a->surface_seated, b->surface_seated);
    assert_int_equal(a->firm_covered, b->firm_covered);
    assert_memory_equal(a->caps, b->caps, sizeof(a->caps));
    assert_int_equal(a->point, b->point);
}

static void
same_ramp(const struct mat_ramp *a, const struct mat_ramp *b)
{
    assert_int_equal(a->easy, b->easy);
    assert_int_equal(a->stop, b->stop);
    assert_int_equal(a->back_days, b->back_days);
    assert_int_equal(a->restart_days, b->restart_days);
    assert_int_equal(a->permille, b->permille);
    assert_string_equal(a->basis.sources, b->basis.sources);
    assert_string_equal(a->basis.grade, b->basis.grade);
}

static void
what_is_built_in_is_what_the_loader_reads(void **state)
{
    struct mat_arena *arena = mat_arena_new();
    struct mat_tables read = {0};

    (void)state;
    read_all(arena, &read);
    assert_int_equal(read.n_sources, tables->n_sources);
    assert_int_equal(read.n_cues, tables->n_cues);
    for (int i = 0; i < read.n_cues; i++)
        same_cue(&tables->cues[i], &read.cues[i]);
    assert_int_equal(read.n_points, tables->n_points);
    for (int i = 0; i < read.n_points; i++)
        same_point(&tables->points[i], &read.points[i]);
    assert_int_equal(read.n_claims, tables->n_claims);
    assert_int_equal(read.n_helplines, tables->n_helplines);
    assert_int_equal(read.n_groups, tables->n_groups);
    assert_int_equal(read.n_rows, tables->n_rows);
    for (int i = 0; i < read.n_rows; i++)
        same_row(&tables->rows[i], &read.rows[i]);
    for (int i = 0; i < MAT_STAGE__COUNT; i++)
        same_stage(&tables->stages[i], &read.stages[i]);
    same_ramp(&tables->ramp, &read.ramp);
    assert_int_equal(read.n_guidance, tables->n_guidance);
    for (int i = 0; i < read.n_guidance; i++)
        same_guidance(&tables->guidance[i], &read.guidance[i]);
    assert_int_equal(read.n_notices, tables->n_notices);
    for (int i = 0; i < read.n_notices; i++)
        assert_string_equal(tables->notices[i].text, read.notices[i].text);
    mat_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_says_where_it_comes_from),
        cmocka_unit_test(own_rows_have_a_group_to_go_to),
        cmocka_unit_test(every_caution_of_the_seeds_has_a_row),
        cmocka_unit_test(caps_are_those_of_the_domain),
        cmocka_unit_test(stages_are_those_of_the_domain),
        cmocka_unit_test(the_ramp_is_that_of_the_domain),
        cmocka_unit_test(safety_cues_are_those_of_the_domain),
        cmocka_unit_test(the_twelve_plans_are_there),
        cmocka_unit_test(what_is_built_in_is_what_the_loader_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
