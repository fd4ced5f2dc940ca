/* The parts that are plain lists: sources, points, claims, helplines, notices.
 * A list is hung into the tables before it is filled, and counted as it grows,
 * so that the lookup of the core finds what came twice. */
#include "store/tables_reader.h"

#include <string.h>

#include "store/date.h"

#define TWICE "is there twice"

static void
convert_source(struct mat_reader *reader, const struct mat_source_doc *doc,
               struct mat_source *source)
{
    if (mat_tables_source(reader->tables, doc->id))
        mat_reader_wrong(reader, MAT_AT("id", doc->id), TWICE, "");
    source->id = mat_reader_code(reader, MAT_AT("id", doc->id));
    source->what =
        mat_reader_text(reader, MAT_AT("what", doc->what), MAT_TEXT_LONG_MAX);
    source->where = mat_reader_maybe(reader, MAT_AT("where", doc->where),
                                     MAT_TEXT_LONG_MAX);
}

void
mat_tables_convert_sources(struct mat_reader *reader, const void *doc)
{
    const struct mat_sources_doc *list = doc;
    struct mat_source *made =
        mat_reader_take(reader, list->sources_count, sizeof(*made));

    if (!made)
        return;
    reader->tables->sources = made;
    reader->tables->n_sources = 0;
    for (unsigned i = 0; i < list->sources_count; i++) {
        mat_reader_enter(reader, "sources", (int)i);
        convert_source(reader, &list->sources[i], &made[i]);
        reader->tables->n_sources++;
    }
}

static void
convert_point(struct mat_reader *reader, const struct mat_point_doc *doc,
              struct mat_point *point)
{
    if (mat_tables_point(reader->tables, doc->id) >= 0)
        mat_reader_wrong(reader, MAT_AT("id", doc->id), TWICE, "");
    point->id = mat_reader_code(reader, MAT_AT("id", doc->id));
    point->name =
        mat_reader_text(reader, MAT_AT("name", doc->name), MAT_TEXT_LINE);
    point->where =
        mat_reader_text(reader, MAT_AT("where", doc->where), MAT_TEXT_LONG_MAX);
    point->claim =
        mat_reader_text(reader, MAT_AT("claim", doc->claim), MAT_TEXT_LONG_MAX);
    point->caution = mat_reader_text(reader, MAT_AT("caution", doc->caution),
                                     MAT_TEXT_LONG_MAX);
    point->paired = mat_reader_flag(reader, MAT_AT("paired", doc->paired));
    point->region =
        mat_reader_word(reader, MAT_AT("region", doc->region), &mat_areas);
    point->trunk = mat_reader_flag(reader, MAT_AT("trunk", doc->trunk));
    if (point->trunk && doc->region)
        mat_reader_wrong(reader, MAT_AT("trunk", NULL),
                         "does not fit a point with a region", "");
    point->basis = mat_reader_basis(reader, &doc->basis);
}

void
mat_tables_convert_points(struct mat_reader *reader, const void *doc)
{
    const struct mat_points_doc *list = doc;
    struct mat_point *made =
        mat_reader_take(reader, list->points_count, sizeof(*made));

    if (!made)
        return;
    if (list->points_count > MAT_POINTS_MAX) {
        mat_reader_wrong(reader, MAT_AT("points", NULL),
                         "are too many; at most 32", "");
        return;
    }
    reader->tables->points = made;
    reader->tables->n_points = 0;
    for (unsigned i = 0; i < list->points_count; i++) {
        mat_reader_enter(reader, "points", (int)i);
        convert_point(reader, &list->points[i], &made[i]);
        reader->tables->n_points++;
    }
}

static bool
has_claim(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; i < tables->n_claims; i++)
        if (strcmp(tables->claims[i].id, id) == 0)
            return true;
    return false;
}

static void
convert_claim(struct mat_reader *reader, const struct mat_claim_doc *doc,
              struct mat_claim *claim)
{
    if (has_claim(reader->tables, doc->id))
        mat_reader_wrong(reader, MAT_AT("id", doc->id), TWICE, "");
    claim->id = mat_reader_id(reader, MAT_AT("id", doc->id));
    claim->claim =
        mat_reader_text(reader, MAT_AT("claim", doc->claim), MAT_TEXT_LONG_MAX);
    claim->evidence = mat_reader_text(reader, MAT_AT("evidence", doc->evidence),
                                      MAT_TEXT_LONG_MAX);
    claim->sentence = mat_reader_maybe(
        reader, MAT_AT("sentence", doc->sentence), MAT_TEXT_LONG_MAX);
    claim->basis = mat_reader_basis(reader, &doc->basis);
}

void
mat_tables_convert_claims(struct mat_reader *reader, const void *doc)
{
    const struct mat_claims_doc *list = doc;
    struct mat_claim *made =
        mat_reader_take(reader, list->claims_count, sizeof(*made));

    if (!made)
        return;
    reader->tables->claims = made;
    reader->tables->n_claims = 0;
    for (unsigned i = 0; i < list->claims_count; i++) {
        mat_reader_enter(reader, "claims", (int)i);
        convert_claim(reader, &list->claims[i], &made[i]);
        reader->tables->n_claims++;
    }
}

static void
convert_helpline(struct mat_reader *reader, const struct mat_helpline_doc *doc,
                 struct mat_helpline *line)
{
    line->region =
        mat_reader_text(reader, MAT_AT("region", doc->region), MAT_TEXT_LINE);
    line->name =
        mat_reader_text(reader, MAT_AT("name", doc->name), MAT_TEXT_CUE);
    line->contact =
        mat_reader_text(reader, MAT_AT("contact", doc->contact), MAT_TEXT_CUE);
    line->checked = mat_reader_maybe(reader, MAT_AT("checked", doc->checked),
                                     MAT_TEXT_LINE);
    if (line->checked[0] && !mat_date_parse(line->checked, NULL))
        mat_reader_wrong(reader, MAT_AT("checked", line->checked),
                         "is not a date; ", "write YYYY-MM-DD");
    line->source =
        mat_reader_text(reader, MAT_AT("source", doc->source), MAT_TEXT_LINE);
    if (line->source[0] && !mat_tables_source(reader->tables, line->source))
        mat_reader_wrong(reader, MAT_AT("source", line->source),
                         "is not a source of sources.yaml", "");
}

void
mat_tables_convert_helplines(struct mat_reader *reader, const void *doc)
{
    const struct mat_helplines_doc *list = doc;
    struct mat_helpline *made =
        mat_reader_take(reader, list->helplines_count, sizeof(*made));

    if (!made)
        return;
    for (unsigned i = 0; i < list->helplines_count; i++) {
        mat_reader_enter(reader, "helplines", (int)i);
        convert_helpline(reader, &list->helplines[i], &made[i]);
    }
    reader->tables->helplines = made;
    reader->tables->n_helplines = (int)list->helplines_count;
}

static void
convert_notice(struct mat_reader *reader, const struct mat_notice_doc *doc,
               struct mat_notice *notice)
{
    if (mat_tables_notice(reader->tables, doc->id)[0])
        mat_reader_wrong(reader, MAT_AT("id", doc->id), TWICE, "");
    notice->id = mat_reader_id(reader, MAT_AT("id", doc->id));
    notice->text =
        mat_reader_text(reader, MAT_AT("text", doc->text), MAT_TEXT_NOTICE);
    notice->basis = mat_reader_basis(reader, &doc->basis);
}

void
mat_tables_convert_notices(struct mat_reader *reader, const void *doc)
{
    const struct mat_notices_doc *list = doc;
    struct mat_notice *made =
        mat_reader_take(reader, list->notices_count, sizeof(*made));

    if (!made)
        return;
    reader->tables->notices = made;
    reader->tables->n_notices = 0;
    for (unsigned i = 0; i < list->notices_count; i++) {
        mat_reader_enter(reader, "notices", (int)i);
        convert_notice(reader, &list->notices[i], &made[i]);
        reader->tables->n_notices++;
    }
}
