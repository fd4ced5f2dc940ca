#include "matsession/plan.h"

#include <assert.h>
#include <string.h>

#include "core/plan_fields.h"
#include "matsession/text.h"

static void
check_version(struct mat_checker *check, const struct mat_plan_doc *doc)
{
    const char *text = mat_field(check, "", "plan", doc->plan).text;
    int64_t version;

    if (!doc->plan)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "plan",
                     "is missing; write 1, the version of the format", NULL);
    else if (!text)
        return;
    else if (!mat_number_parse(text, INT64_MAX, &version) || version == 0)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "plan", mat_quote(text).text,
                     " is not a version of the format; write 1", NULL);
    else if (version > 1)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "plan", mat_quote(text).text,
                     " is newer than this program, which knows version 1",
                     NULL);
}

static void
read_sources(struct mat_checker *check, const struct mat_plan_doc *doc,
             struct mat_plan *plan)
{
    const struct mat_tables *tables = check->tables;
    const char **sources =
        mat_checker_take(check, doc->sources_count * sizeof(const char *));

    if (!sources)
        return;
    for (unsigned i = 0; i < doc->sources_count; i++) {
        struct mat_field field =
            mat_field_at(check, mat_path_item("", "sources", i),
                         doc->sources[i] ? doc->sources[i] : "");
        const char *text = mat_field_text(&field, MAT_PLAN_SOURCE_MAX);

        /* The plan may still run. */
        if (text && !mat_tables_source(tables, field.text))
            mat_field_unknown_id(&field, MAT_DIAG_WARNING, "source",
                                 tables->sources, sizeof(*tables->sources),
                                 tables->n_sources);
        sources[i] = text;
    }
    plan->sources = sources;
    plan->n_sources = (int)doc->sources_count;
}

/** Reads what stands above the steps. \return the stage, -1: not known */
static int
read_head(struct mat_checker *check, const struct mat_plan_doc *doc,
          struct mat_plan *plan)
{
    struct mat_field title = mat_field(check, "", "title", doc->title);
    struct mat_field purpose = mat_field(check, "", "purpose", doc->purpose);
    struct mat_field when = mat_field(check, "", "when", doc->when);
    struct mat_field full_at = mat_field(check, "", "full-at", doc->full_at);
    int stage;

    check_version(check, doc);
    if (!doc->title)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "title",
                     "is missing; every plan needs a title", NULL);
    plan->title = mat_field_text(&title, MAT_PLAN_TITLE_MAX);
    plan->purpose = mat_field_text(&purpose, MAT_PLAN_TEXT_MAX);
    if (!plan->purpose)
        plan->purpose = "";
    plan->when = (enum mat_when)mat_field_word(&when, &mat_whens, MAT_WHEN_ANY);
    stage = mat_field_word(&full_at, &mat_stages,
                           doc->full_at ? -1 : MAT_STAGE_BUILDING);
    plan->full_at = stage < 0 ? MAT_STAGE_BUILDING : (enum mat_stage)stage;
    read_sources(check, doc, plan);
    return stage;
}

/** Checks what a step of any kind would be read for, in one whose kind is not
 *  known: its author wants to mend all of it in one go. */
static void
check_unkinded(struct mat_checker *check, const struct mat_plan_doc_step *doc,
               const char *base)
{
    static const struct mat_duration_range range = {0, MAT_DURATION_MAX,
                                                    "a step"};
    const struct {
        const char *key;
        const char *text;
        const struct mat_words *words;
    } words[] = {
        {"area", doc->area, &mat_areas},
        {"position", doc->position, &mat_positions},
        {"layer", doc->layer, &mat_layers},
        {"surface", doc->surface, &mat_surfaces},
        {"guidance", doc->guidance, &mat_guidance_levels},
        {"side", doc->side, &mat_sides},
    };
    struct mat_field title = mat_field(check, base, "title", doc->title);
    struct mat_field lasts = mat_field(check, base, "duration", doc->duration);
    struct mat_plan_step step = {0};

    mat_field_text(&title, MAT_PLAN_TITLE_MAX);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        struct mat_field field =
            mat_field(check, base, words[i].key, words[i].text);

        mat_field_word(&field, words[i].words, 0);
    }
    step.duration = mat_field_duration(&lasts, &range, 0);
    mat_plan_cues_check(check, doc, base, &step);
}

/** Checks one step and warns about it. \return whether it is good */
static bool
read_step(struct mat_checker *check, int stage,
          const struct mat_plan_doc_step *doc, const char *base,
          struct mat_plan_step *ret_step)
{
    const int unread = check->unread;

    if (!mat_plan_step_check(check, doc, base, ret_step)) {
        if (!doc->kind || mat_word_find(&mat_kinds, doc->kind) < 0)
            check_unkinded(check, doc, base);
        return false;
    }
    if (check->unread != unread || check->no_memory)
        return false;
    mat_plan_step_warn(check, stage, base, ret_step);
    return true;
}

/** Checks what all steps are together. Nothing is said about steps that are
 *  wrong by themselves. */
static void
check_steps(struct mat_checker *check, int stage,
            const struct mat_plan_step *steps, int n_steps)
{
    struct mat_purpose purpose = {0};
    mat_ms total = 0;
    char lasts[MAT_TIME_TEXT], most[MAT_TIME_TEXT];

    for (int i = 0; i < n_steps; i++) {
        const bool twice =
            steps[i].kind == MAT_KIND_POINT && steps[i].side == MAT_SIDE_BOTH;

        mat_purpose_add(&purpose, steps[i].kind, true);
        if (steps[i].kind != MAT_KIND_WAIT)
            total += steps[i].duration * (twice ? 2 : 1);
    }
    if (!mat_purpose_is_left(&purpose))
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "steps",
                     "has nothing to do; add a step of kind mat, point, "
                     "breathe or rest",
                     NULL);
    if (total > MAT_PLAN_TIME_MAX)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, "steps", "takes ",
                     mat_duration_text(total, lasts), " in all; at most ",
                     mat_duration_text(MAT_PLAN_TIME_MAX, most), NULL);
    mat_plan_total_warn(check, stage, steps, n_steps);
}

static void
read_steps(struct mat_checker *check, int stage, const struct mat_plan_doc *doc,
           struct mat_plan *plan)
{
    char count[MAT_NUMBER_TEXT], most[MAT_NUMBER_TEXT];
    struct mat_plan_step *steps;
    bool good = true, good_before = false;

    if (doc->steps_count > MAT_PLAN_STEPS_MAX) {
        mat_diag_add(
            check->diags, MAT_DIAG_ERROR, "steps", "has ",
            mat_number_text(doc->steps_count, count), " steps; at most ",
            mat_number_text(MAT_PLAN_STEPS_MAX, most), " are allowed", NULL);
        return;
    }
    steps = mat_checker_take(check, doc->steps_count * sizeof(*steps));
    if (!steps)
        return;
    if (doc->steps && doc->steps_count == 0) {
        check->unread++;
        good = false;
    }
    assert(doc->steps || doc->steps_count == 0);
    for (unsigned i = 0; i < doc->steps_count && !check->no_memory; i++) {
        struct mat_path base = mat_path_item("", "steps", i);
        bool fine =
            read_step(check, stage, &doc->steps[i], base.text, &steps[i]);

        if (fine && good_before)
            mat_plan_change_warn(check, base.text, &steps[i - 1], &steps[i]);
        good = good && fine;
        good_before = fine;
    }
    plan->steps = steps;
    plan->n_steps = (int)doc->steps_count;
    if (good)
        check_steps(check, stage, steps, plan->n_steps);
}

bool
mat_plan_check(const struct mat_plan_doc *doc, const char *name,
               const struct mat_tables *tables, struct mat_diags *diags,
               struct mat_plan **ret_plan)
{
    struct mat_checker check = {.tables = tables, .diags = diags};
    const int errors = diags->errors;
    struct mat_plan *plan;

    check.arena = mat_arena_new();
    if (!check.arena)
        return false;
    plan = mat_checker_take(&check, sizeof(*plan));
    if (!plan)
        goto fail;
    plan->arena = check.arena;
    plan->name = mat_checker_copy(&check, name);
    read_steps(&check, read_head(&check, doc, plan), doc, plan);
    if (check.no_memory || check.unread || diags->errors != errors)
        goto fail;
    *ret_plan = plan;
    return true;

fail:
    mat_arena_free(check.arena);
    return false;
}

void
mat_plan_free(struct mat_plan *plan)
{
    if (plan)
        mat_arena_free(plan->arena);
}

mat_ms
mat_plan_mat_time(const struct mat_plan *plan)
{
    mat_ms time = 0;

    for (int i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == MAT_KIND_MAT)
            time = mat_ms_add(time, plan->steps[i].duration);
    return time;
}
