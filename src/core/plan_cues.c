#include "core/plan_fields.h"

#include <assert.h>

#include "matsession/text.h"

/** Reads where a cue is, inside a step of \p duration (0: not known). */
static void
read_place(const struct mat_field *at, mat_ms duration, struct mat_cue_at *cue)
{
    struct mat_diags *diags = at->check->diags;
    char lasts[MAT_TIME_TEXT];
    bool read;

    if (at->unread)
        return;
    if (!at->text) {
        mat_diag_add(diags, MAT_DIAG_ERROR, at->path.text,
                     "is missing; write 1m, or -30s from the end", NULL);
        return;
    }
    read = mat_offset_parse(at->text, &cue->at, &cue->from_end);
    if (!read && !mat_duration_spelled(at->text + (at->text[0] == '-')))
        mat_diag_add(
            diags, MAT_DIAG_ERROR, at->path.text, mat_quote(at->text).text,
            " is not an offset; write 0, 1m30s, or -30s from the end", NULL);
    else if (duration > 0 && (!read || cue->at > duration))
        mat_diag_add(diags, MAT_DIAG_ERROR, at->path.text,
                     mat_quote(at->text).text,
                     " lies outside the step, which lasts ",
                     mat_duration_text(duration, lasts), NULL);
}

/** The plan's own sentence as a cue; NULL when it is wrong. */
static const struct mat_cue *
make_cue(const struct mat_field *say)
{
    const char *text = mat_field_text(say, MAT_PLAN_SAY_MAX);
    struct mat_cue *cue =
        text ? mat_checker_take(say->check, sizeof(*cue)) : NULL;

    if (cue)
        *cue = (struct mat_cue){
            .id = "", .text = text, .basis = {.sources = "", .grade = ""}};
    return cue;
}

static void
check_cue(struct mat_checker *check, const struct mat_plan_doc_cue *doc,
          const char *base, mat_ms duration, struct mat_cue_at *ret_cue)
{
    const struct mat_tables *tables = check->tables;
    struct mat_field at = mat_field(check, base, "at", doc->at);
    struct mat_field say = mat_field(check, base, "say", doc->say);
    struct mat_field use = mat_field(check, base, "use", doc->use);

    read_place(&at, duration, ret_cue);
    if (say.unread || use.unread)
        return;
    if (doc->say && doc->use) {
        mat_diag_add(check->diags, MAT_DIAG_ERROR, use.path.text,
                     "does not go with `say`; write one of the two", NULL);
    } else if (doc->say) {
        ret_cue->cue = make_cue(&say);
    } else if (doc->use) {
        ret_cue->cue = mat_tables_cue(tables, doc->use);
        if (!ret_cue->cue)
            mat_field_unknown_id(&use, MAT_DIAG_ERROR, "cue of the library",
                                 tables->cues, sizeof(*tables->cues),
                                 tables->n_cues);
    } else {
        mat_diag_add(check->diags, MAT_DIAG_ERROR, base,
                     "says nothing; write `say` with a sentence, or `use` with "
                     "a cue of the library",
                     NULL);
    }
}

void
mat_plan_cues_check(struct mat_checker *check,
                    const struct mat_plan_doc_step *doc, const char *base,
                    struct mat_plan_step *step)
{
    char count[MAT_NUMBER_TEXT], most[MAT_NUMBER_TEXT];

    if (doc->cues && doc->cues_count == 0)
        check->unread++;
    if (doc->cues_count > MAT_PLAN_CUES_MAX) {
        mat_diag_add(
            check->diags, MAT_DIAG_ERROR, mat_path_key(base, "cues").text,
            "has ", mat_number_text(doc->cues_count, count), " cues; at most ",
            mat_number_text(MAT_PLAN_CUES_MAX, most), " are allowed", NULL);
        return;
    }
    step->cues = mat_checker_take(check, doc->cues_count * sizeof(*step->cues));
    if (!step->cues)
        return;
    assert(doc->cues || doc->cues_count == 0);
    for (unsigned i = 0; i < doc->cues_count; i++)
        check_cue(check, &doc->cues[i], mat_path_item(base, "cues", i).text,
                  step->duration, &step->cues[i]);
    step->n_cues = (int)doc->cues_count;
}
