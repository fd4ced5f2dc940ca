/* Stages and the limits that hold whatever the stage. */
#include "store/tables_reader.h"

#include <string.h>

#include "matsession/text.h"

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
    rule->sessions =
        mat_reader_count(reader, MAT_AT("sessions", doc->sessions));
    rule->days = mat_reader_count(reader, MAT_AT("days", doc->days));
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
}
