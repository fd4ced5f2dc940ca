/* Stages and the limits that hold whatever the stage. */
#include "store/tables_reader.h"

#include <string.h>

#include "matsession/text.h"

#define STRENGTH_MAX 10
#define CALM_MAX 10
#define DAYS_MAX 9999

/* A whole number in its bounds, or -1. */
static int
read_between(struct mat_reader *reader, struct mat_table_field field, int least,
             int most)
{
    char from[MAT_NUMBER_TEXT];
    char to[MAT_NUMBER_TEXT];
    char bounds[64];
    int64_t number;

    if (mat_number_parse(field.value, most, &number) && number >= least)
        return (int)number;
    mat_join(bounds, sizeof(bounds), mat_number_text(least, from), " to ",
             mat_number_text(most, to), NULL);
    mat_reader_wrong(reader, field, "does not fit; write a whole number, ",
                     bounds);
    return -1;
}

static void
convert_caps(struct mat_reader *reader, const char *key,
             const struct mat_caps_doc *doc, mat_ms *caps)
{
    char path[48];

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        mat_join(path, sizeof(path), key, ".", mat_word(&mat_areas, area),
                 NULL);
        caps[area] =
            mat_reader_duration(reader, MAT_AT(path, doc->areas[area]), 0);
    }
}

static void
check_caps(struct mat_reader *reader, const struct mat_stage_doc *doc,
           const struct mat_stage_rule *rule)
{
    char path[48];

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        mat_ms hard = reader->tables->hard_caps[area];

        if (hard == 0 || rule->caps[area] <= hard)
            continue;
        mat_join(path, sizeof(path), "caps.", mat_word(&mat_areas, area), NULL);
        mat_reader_wrong(reader, MAT_AT(path, doc->caps->areas[area]),
                         "is over the hard cap of the area", "");
    }
}

static void
check_totals(struct mat_reader *reader, const struct mat_stage_doc *doc,
             const struct mat_stage_rule *rule)
{
    mat_ms hard = reader->tables->hard_total;

    if (rule->total > hard)
        mat_reader_wrong(reader, MAT_AT("total", doc->total),
                         "is over hard-total", "");
    if (rule->total_opt_in > hard)
        mat_reader_wrong(reader, MAT_AT("total-opt-in", doc->total_opt_in),
                         "is over hard-total", "");
    if (doc->total_opt_in && rule->total_opt_in < rule->total)
        mat_reader_wrong(reader, MAT_AT("total-opt-in", doc->total_opt_in),
                         "is under total", "");
    if (rule->point < reader->tables->point_min)
        mat_reader_wrong(reader, MAT_AT("point", doc->point),
                         "is under point-min", "");
}

/* What lies under and between. */
static void
convert_strength(struct mat_reader *reader, const struct mat_stage_doc *doc,
                 struct mat_stage_rule *rule)
{
    int layer =
        mat_reader_word(reader, MAT_AT("layer", doc->layer), &mat_layers);
    int lying =
        mat_reader_word(reader, MAT_AT("surface", doc->surface), &mat_surfaces);
    int then = mat_reader_word(
        reader, MAT_AT("surface-then", doc->surface_then), &mat_surfaces);
    int seated = mat_reader_word(
        reader, MAT_AT("surface-seated", doc->surface_seated), &mat_surfaces);

    rule->layer = layer < 0 ? MAT_LAYER_TOWEL : (enum mat_layer)layer;
    rule->surface = lying < 0 ? MAT_SURFACE_SOFT : (enum mat_surface)lying;
    rule->surface_then = then < 0 ? rule->surface : (enum mat_surface)then;
    rule->surface_seated =
        seated < 0 ? MAT_SURFACE_SOFT : (enum mat_surface)seated;
    rule->surface_after =
        mat_reader_count(reader, MAT_AT("surface-after", doc->surface_after));
    rule->firm_covered =
        mat_reader_flag(reader, MAT_AT("firm-covered", doc->firm_covered));
    if (!doc->surface_then != !doc->surface_after)
        mat_reader_wrong(
            reader,
            MAT_AT(doc->surface_then ? "surface-then" : "surface-after", NULL),
            "needs both surface-then and surface-after", "");
}

/* What leads here, and on from here. */
static void
convert_growth(struct mat_reader *reader, const struct mat_stage_doc *doc,
               struct mat_stage_rule *rule)
{
    struct mat_table_field calm = MAT_AT("calm", doc->calm);

    rule->sessions =
        mat_reader_count(reader, MAT_AT("sessions", doc->sessions));
    rule->days = mat_reader_count(reader, MAT_AT("days", doc->days));
    rule->calm = doc->calm ? read_between(reader, calm, 0, CALM_MAX) : 0;
    rule->step = mat_reader_duration(reader, MAT_AT("step", doc->step), 0);
    if (rule->calm > rule->sessions)
        mat_reader_wrong(reader, calm, "is over sessions", "");
}

static void
convert_stage(struct mat_reader *reader, const struct mat_stage_doc *doc,
              int stage, struct mat_stage_rule *rule)
{
    const char *id = mat_word(&mat_stages, stage);

    mat_reader_enter(reader, "stages", stage);
    if (strcmp(doc->id, id) != 0)
        mat_reader_wrong(reader, MAT_AT("id", doc->id),
                         "is not the stage that comes here: ", id);
    rule->title =
        mat_reader_text(reader, MAT_AT("title", doc->title), MAT_TEXT_LINE);
    convert_growth(reader, doc, rule);
    rule->total = mat_reader_duration(reader, MAT_AT("total", doc->total), 0);
    rule->total_opt_in = mat_reader_duration(
        reader, MAT_AT("total-opt-in", doc->total_opt_in), rule->total);
    rule->point = mat_reader_duration(reader, MAT_AT("point", doc->point),
                                      reader->tables->point_min);
    convert_strength(reader, doc, rule);
    convert_caps(reader, "caps", doc->caps, rule->caps);
    rule->basis = mat_reader_basis(reader, &doc->basis);
    check_totals(reader, doc, rule);
    check_caps(reader, doc, rule);
}

static void
convert_limits(struct mat_reader *reader, const struct mat_stages_doc *doc)
{
    struct mat_tables *tables = reader->tables;

    convert_caps(reader, "hard", doc->hard, tables->hard_caps);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        if (!doc->hard->areas[area])
            mat_reader_wrong(reader, MAT_AT("hard", NULL), "has no cap for ",
                             mat_word(&mat_areas, area));
    tables->hard_total = mat_reader_duration(
        reader, MAT_AT("hard-total", doc->hard_total), MAT_MS_NONE);
    tables->point_min =
        mat_reader_duration(reader, MAT_AT("point-min", doc->point_min), 0);
    tables->step_min =
        mat_reader_duration(reader, MAT_AT("step-min", doc->step_min), 0);
    tables->opt_in =
        mat_reader_areas(reader, "opt-in", doc->opt_in, doc->opt_in_count);
}

static void
convert_ramp(struct mat_reader *reader, const struct mat_ramp_doc *doc,
             struct mat_ramp *ramp)
{
    struct mat_table_field stop = MAT_AT("stop", doc->stop);
    struct mat_table_field restart =
        MAT_AT("restart-after", doc->restart_after);
    struct mat_table_field after = MAT_AT("after-stop", doc->after_stop);

    mat_reader_enter(reader, "ramp", -1);
    ramp->easy =
        read_between(reader, MAT_AT("easy", doc->easy), 0, STRENGTH_MAX);
    ramp->stop = read_between(reader, stop, 0, STRENGTH_MAX);
    ramp->back_days = read_between(
        reader, MAT_AT("back-after", doc->back_after), 1, DAYS_MAX);
    ramp->restart_days = read_between(reader, restart, 1, DAYS_MAX);
    ramp->permille = mat_reader_factor(reader, after);
    ramp->basis = mat_reader_basis(reader, &doc->basis);
    /* What was told once is not told again. */
    if (ramp->stop >= 0 && ramp->stop <= ramp->easy)
        mat_reader_wrong(reader, stop, "is not over easy", "");
    if (ramp->restart_days >= 0 && ramp->restart_days <= ramp->back_days)
        mat_reader_wrong(reader, restart, "is not over back-after", "");
    if (ramp->permille == 1000)
        mat_reader_wrong(reader, after, "makes nothing shorter", "");
}

void
mat_tables_convert_stages(struct mat_reader *reader, const void *doc)
{
    const struct mat_stages_doc *list = doc;
    unsigned count = list->stages_count;

    convert_limits(reader, list);
    if (count != MAT_STAGE__COUNT)
        mat_reader_wrong(reader, MAT_AT("stages", NULL),
                         count < MAT_STAGE__COUNT ? "are too few"
                                                  : "are too many",
                         "; write first, week, building, settled and habitual");
    for (unsigned i = 0; i < count && i < MAT_STAGE__COUNT; i++)
        convert_stage(reader, &list->stages[i], (int)i,
                      &reader->tables->stages[i]);
    convert_ramp(reader, list->ramp, &reader->tables->ramp);
}
