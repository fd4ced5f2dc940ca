/* Cues and the guidance that places them. */
#include "store/tables_reader.h"

#include <string.h>

static void
convert_cue(struct mat_reader *reader, const struct mat_cue_doc *doc,
            struct mat_cue *cue)
{
    if (mat_tables_cue(reader->tables, doc->id))
        mat_reader_wrong(reader, MAT_AT("id", doc->id), "is there twice", "");
    cue->id = mat_reader_id(reader, MAT_AT("id", doc->id));
    cue->text =
        mat_reader_text(reader, MAT_AT("text", doc->text), MAT_TEXT_CUE);
    cue->safety = mat_reader_flag(reader, MAT_AT("safety", doc->safety));
    cue->breath = mat_reader_flag(reader, MAT_AT("breath", doc->breath));
    cue->basis = mat_reader_basis(reader, &doc->basis);
}

static const struct mat_cue *
find_cue(struct mat_reader *reader, struct mat_table_field field)
{
    const struct mat_tables *tables = reader->tables;
    const struct mat_cue *cue = mat_tables_cue(tables, field.value);
    const char **names;

    if (cue)
        return cue;
    names = mat_reader_take(reader, (size_t)tables->n_cues, sizeof(*names));
    for (int i = 0; names && i < tables->n_cues; i++)
        names[i] = tables->cues[i].id;
    mat_reader_unknown(reader, field, "is not a cue of cues.yaml", names,
                       names ? tables->n_cues : 0);
    return NULL;
}

/* What is said instead of \p cue, or NULL. */
static const struct mat_cue *
find_instead(struct mat_reader *reader, struct mat_table_field field,
             const struct mat_cue *cue)
{
    const struct mat_cue *instead;

    if (!field.value)
        return NULL;
    instead = find_cue(reader, field);
    if (instead == cue)
        mat_reader_wrong(reader, field, "is the cue itself", "");
    return instead;
}

/* One cue may name another further down, so this comes when all are there. */
static void
resolve_cues(struct mat_reader *reader, const struct mat_cues_doc *list,
             struct mat_cue *made)
{
    for (unsigned i = 0; i < list->cues_count; i++) {
        const struct mat_cue_doc *doc = &list->cues[i];

        mat_reader_enter(reader, "cues", (int)i);
        made[i].covered =
            find_instead(reader, MAT_AT("covered", doc->covered), &made[i]);
        made[i].light =
            find_instead(reader, MAT_AT("light", doc->light), &made[i]);
    }
}

void
mat_tables_convert_cues(struct mat_reader *reader, const void *doc)
{
    const struct mat_cues_doc *list = doc;
    struct mat_cue *made =
        mat_reader_take(reader, list->cues_count, sizeof(*made));

    if (!made)
        return;
    reader->tables->cues = made;
    reader->tables->n_cues = 0;
    for (unsigned i = 0; i < list->cues_count; i++) {
        mat_reader_enter(reader, "cues", (int)i);
        convert_cue(reader, &list->cues[i], &made[i]);
        reader->tables->n_cues++;
    }
    resolve_cues(reader, list, made);
}

static void
convert_place(struct mat_reader *reader, const struct mat_cue_at_doc *doc,
              mat_ms duration, struct mat_cue_at *cue)
{
    struct mat_table_field at = MAT_AT("at", doc->at);

    if (!mat_offset_parse(doc->at, &cue->at, &cue->from_end))
        mat_reader_wrong(reader, at, "is not an offset; ",
                         "write 0, 30s or -30s (from the end)");
    else if (duration && cue->at > duration)
        mat_reader_wrong(reader, at, "lies outside the duration", "");
    cue->cue = find_cue(reader, MAT_AT("use", doc->use));
    cue->sparse = mat_reader_flag(reader, MAT_AT("sparse", doc->sparse));
}

/* Whether \p a is given before \p b: those from the start, then those from the
 * end, each in the order of time. */
static bool
is_before(const struct mat_cue_at *a, const struct mat_cue_at *b)
{
    if (a->from_end != b->from_end)
        return b->from_end;
    return a->from_end ? a->at > b->at : a->at < b->at;
}

/* The places of entry \p index. */
static void
convert_places(struct mat_reader *reader, const struct mat_guidance_doc *doc,
               int index, struct mat_guidance *guidance)
{
    struct mat_cue_at *made =
        mat_reader_take(reader, doc->cues_count, sizeof(*made));

    if (!made)
        return;
    for (unsigned i = 0; i < doc->cues_count; i++) {
        int errors = reader->diags->errors;

        mat_reader_enter(reader, "guidance", index);
        mat_reader_enter_under(reader, "cues", (int)i);
        convert_place(reader, &doc->cues[i], guidance->duration, &made[i]);
        if (i > 0 && errors == reader->diags->errors &&
            !is_before(&made[i - 1], &made[i]))
            mat_reader_wrong(reader, MAT_AT("at", doc->cues[i].at),
                             "does not come after the cue above; ",
                             "write cues in the order of time");
    }
    guidance->cues = made;
    guidance->n_cues = (int)doc->cues_count;
}

static bool
overlaps(const struct mat_guidance *a, const struct mat_guidance *b)
{
    return a->kind == b->kind &&
           (a->areas == b->areas || (a->areas & b->areas) != 0);
}

static void
convert_guidance(struct mat_reader *reader, const struct mat_guidance_doc *doc,
                 int index, struct mat_guidance *made)
{
    struct mat_guidance *guidance = &made[index];
    int kind;

    mat_reader_enter(reader, "guidance", index);
    kind = mat_reader_word(reader, MAT_AT("kind", doc->kind), &mat_kinds);
    guidance->kind = kind < 0 ? MAT_KIND_WAIT : (enum mat_kind)kind;
    guidance->areas =
        mat_reader_areas(reader, "areas", doc->areas, doc->areas_count);
    guidance->duration =
        mat_reader_duration(reader, MAT_AT("duration", doc->duration), 0);
    if (doc->duration && kind >= 0 && kind != MAT_KIND_ON &&
        kind != MAT_KIND_OFF)
        mat_reader_wrong(reader, MAT_AT("duration", NULL),
                         "only fits the kinds on and off", "");
    for (int i = 0; i < index && kind >= 0; i++)
        if (overlaps(&made[i], guidance)) {
            mat_reader_wrong(reader, MAT_AT("kind", doc->kind),
                             "has guidance for these areas above", "");
            break;
        }
    convert_places(reader, doc, index, guidance);
}

void
mat_tables_convert_guidance(struct mat_reader *reader, const void *doc)
{
    const struct mat_guidances_doc *list = doc;
    struct mat_guidance *made =
        mat_reader_take(reader, list->guidance_count, sizeof(*made));

    if (!made)
        return;
    for (unsigned i = 0; i < list->guidance_count; i++)
        convert_guidance(reader, &list->guidance[i], (int)i, made);
    reader->tables->guidance = made;
    reader->tables->n_guidance = (int)list->guidance_count;
}
