#include "store/tables_docs.h"

/* Every scalar is a string: libcyaml takes "90x" for 90 and "010" for 8. */
#define TEXT_AS(key, flags, type, member)                                      \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, 0, \
                           CYAML_UNLIMITED)
#define TEXT(key, type, member) TEXT_AS(key, CYAML_FLAG_DEFAULT, type, member)
#define MAYBE(key, type, member) TEXT_AS(key, CYAML_FLAG_OPTIONAL, type, member)
#define LIST_AS(key, flags, type, member, entry)                          \
    CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | (flags), type, member, \
                         entry, 0, CYAML_UNLIMITED)
#define LIST(key, type, member, entry) \
    LIST_AS(key, CYAML_FLAG_DEFAULT, type, member, entry)
#define MAYBE_LIST(key, type, member, entry) \
    LIST_AS(key, CYAML_FLAG_OPTIONAL, type, member, entry)
#define BASIS(type)                                    \
    LIST("sources", type, basis.sources, &text_entry), \
        TEXT("grade", type, basis.grade)
#define ENTRY(name, type, fields)              \
    static const cyaml_schema_value_t name = { \
        CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, type, fields)}
#define TOP(name, type, fields)         \
    const cyaml_schema_value_t name = { \
        CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, type, fields)}

static const cyaml_schema_value_t text_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED)};

static const cyaml_schema_field_t source_fields[] = {
    TEXT("id", struct mat_source_doc, id),
    TEXT("what", struct mat_source_doc, what),
    MAYBE("where", struct mat_source_doc, where),
    CYAML_FIELD_END,
};
ENTRY(source_entry, struct mat_source_doc, source_fields);

static const cyaml_schema_field_t sources_fields[] = {
    LIST("sources", struct mat_sources_doc, sources, &source_entry),
    CYAML_FIELD_END,
};
TOP(mat_sources_schema, struct mat_sources_doc, sources_fields);

static const cyaml_schema_field_t cue_fields[] = {
    TEXT("id", struct mat_cue_doc, id),
    TEXT("text", struct mat_cue_doc, text),
    MAYBE("safety", struct mat_cue_doc, safety),
    MAYBE("breath", struct mat_cue_doc, breath),
    MAYBE("covered", struct mat_cue_doc, covered),
    MAYBE("light", struct mat_cue_doc, light),
    BASIS(struct mat_cue_doc),
    CYAML_FIELD_END,
};
ENTRY(cue_entry, struct mat_cue_doc, cue_fields);

static const cyaml_schema_field_t cues_fields[] = {
    LIST("cues", struct mat_cues_doc, cues, &cue_entry),
    CYAML_FIELD_END,
};
TOP(mat_cues_schema, struct mat_cues_doc, cues_fields);

static const cyaml_schema_field_t cue_at_fields[] = {
    TEXT("at", struct mat_cue_at_doc, at),
    TEXT("use", struct mat_cue_at_doc, use),
    MAYBE("sparse", struct mat_cue_at_doc, sparse),
    CYAML_FIELD_END,
};
ENTRY(cue_at_entry, struct mat_cue_at_doc, cue_at_fields);

static const cyaml_schema_field_t guidance_fields[] = {
    TEXT("kind", struct mat_guidance_doc, kind),
    MAYBE_LIST("areas", struct mat_guidance_doc, areas, &text_entry),
    MAYBE("duration", struct mat_guidance_doc, duration),
    MAYBE_LIST("cues", struct mat_guidance_doc, cues, &cue_at_entry),
    CYAML_FIELD_END,
};
ENTRY(guidance_entry, struct mat_guidance_doc, guidance_fields);

static const cyaml_schema_field_t guidances_fields[] = {
    LIST("guidance", struct mat_guidances_doc, guidance, &guidance_entry),
    CYAML_FIELD_END,
};
TOP(mat_guidances_schema, struct mat_guidances_doc, guidances_fields);

static const cyaml_schema_field_t caps_fields[] = {
    MAYBE("back", struct mat_caps_doc, areas[MAT_AREA_BACK]),
    MAYBE("lower-back", struct mat_caps_doc, areas[MAT_AREA_LOWER_BACK]),
    MAYBE("shoulders", struct mat_caps_doc, areas[MAT_AREA_SHOULDERS]),
    MAYBE("neck", struct mat_caps_doc, areas[MAT_AREA_NECK]),
    MAYBE("feet", struct mat_caps_doc, areas[MAT_AREA_FEET]),
    MAYBE("feet-standing", struct mat_caps_doc, areas[MAT_AREA_FEET_STANDING]),
    MAYBE("legs", struct mat_caps_doc, areas[MAT_AREA_LEGS]),
    MAYBE("buttocks", struct mat_caps_doc, areas[MAT_AREA_BUTTOCKS]),
    MAYBE("hands", struct mat_caps_doc, areas[MAT_AREA_HANDS]),
    MAYBE("belly", struct mat_caps_doc, areas[MAT_AREA_BELLY]),
    CYAML_FIELD_END,
};
_Static_assert(sizeof(caps_fields) / sizeof(caps_fields[0]) ==
                   MAT_AREA__COUNT + 1,
               "every area has a cap");

static const cyaml_schema_field_t stage_fields[] = {
    TEXT("id", struct mat_stage_doc, id),
    TEXT("title", struct mat_stage_doc, title),
    MAYBE("sessions", struct mat_stage_doc, sessions),
    MAYBE("days", struct mat_stage_doc, days),
    MAYBE("calm", struct mat_stage_doc, calm),
    TEXT("step", struct mat_stage_doc, step),
    TEXT("total", struct mat_stage_doc, total),
    MAYBE("total-opt-in", struct mat_stage_doc, total_opt_in),
    TEXT("layer", struct mat_stage_doc, layer),
    TEXT("surface", struct mat_stage_doc, surface),
    MAYBE("surface-then", struct mat_stage_doc, surface_then),
    MAYBE("surface-after", struct mat_stage_doc, surface_after),
    TEXT("surface-seated", struct mat_stage_doc, surface_seated),
    MAYBE("firm-covered", struct mat_stage_doc, firm_covered),
    CYAML_FIELD_MAPPING_PTR("caps", CYAML_FLAG_POINTER, struct mat_stage_doc,
                            caps, caps_fields),
    TEXT("point", struct mat_stage_doc, point),
    BASIS(struct mat_stage_doc),
    CYAML_FIELD_END,
};
ENTRY(stage_entry, struct mat_stage_doc, stage_fields);

static const cyaml_schema_field_t ramp_fields[] = {
    TEXT("easy", struct mat_ramp_doc, easy),
    TEXT("stop", struct mat_ramp_doc, stop),
    TEXT("back-after", struct mat_ramp_doc, back_after),
    TEXT("restart-after", struct mat_ramp_doc, restart_after),
    TEXT("after-stop", struct mat_ramp_doc, after_stop),
    BASIS(struct mat_ramp_doc),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t stages_fields[] = {
    LIST("stages", struct mat_stages_doc, stages, &stage_entry),
    CYAML_FIELD_MAPPING_PTR("ramp", CYAML_FLAG_POINTER, struct mat_stages_doc,
                            ramp, ramp_fields),
    CYAML_FIELD_MAPPING_PTR("hard", CYAML_FLAG_POINTER, struct mat_stages_doc,
                            hard, caps_fields),
    TEXT("hard-total", struct mat_stages_doc, hard_total),
    TEXT("point-min", struct mat_stages_doc, point_min),
    TEXT("step-min", struct mat_stages_doc, step_min),
    LIST("opt-in", struct mat_stages_doc, opt_in, &text_entry),
    CYAML_FIELD_END,
};
TOP(mat_stages_schema, struct mat_stages_doc, stages_fields);

static const cyaml_schema_field_t adapt_fields[] = {
    MAYBE_LIST("on", struct mat_adapt_doc, on, &text_entry),
    MAYBE_LIST("no", struct mat_adapt_doc, no, &text_entry),
    MAYBE("layer", struct mat_adapt_doc, layer),
    MAYBE("surface", struct mat_adapt_doc, surface),
    MAYBE("cap", struct mat_adapt_doc, cap),
    MAYBE("factor", struct mat_adapt_doc, factor),
    MAYBE("rise", struct mat_adapt_doc, rise),
    MAYBE("breath", struct mat_adapt_doc, breath),
    MAYBE("company", struct mat_adapt_doc, company),
    MAYBE("light", struct mat_adapt_doc, light),
    CYAML_FIELD_END,
};

/* What an own row may leave out is asked of a built-in one by tables_rows.c. */
static const cyaml_schema_field_t row_fields[] = {
    TEXT("id", struct mat_row_doc, id),
    TEXT("title", struct mat_row_doc, title),
    MAYBE("group", struct mat_row_doc, group),
    MAYBE("question", struct mat_row_doc, question),
    MAYBE("today", struct mat_row_doc, today),
    MAYBE("follows", struct mat_row_doc, follows),
    MAYBE("implies", struct mat_row_doc, implies),
    TEXT("severity", struct mat_row_doc, severity),
    MAYBE("urgent", struct mat_row_doc, urgent),
    MAYBE("transient", struct mat_row_doc, transient),
    MAYBE("unstored", struct mat_row_doc, unstored),
    MAYBE("clearance", struct mat_row_doc, clearance),
    MAYBE_LIST("areas", struct mat_row_doc, areas, &text_entry),
    TEXT("why", struct mat_row_doc, why),
    TEXT("say", struct mat_row_doc, say),
    CYAML_FIELD_MAPPING_PTR("adapt", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                            struct mat_row_doc, adapt, adapt_fields),
    MAYBE_LIST("sources", struct mat_row_doc, basis.sources, &text_entry),
    MAYBE("grade", struct mat_row_doc, basis.grade),
    MAYBE("confidence", struct mat_row_doc, confidence),
    MAYBE("disagree", struct mat_row_doc, disagree),
    CYAML_FIELD_END,
};
ENTRY(row_entry, struct mat_row_doc, row_fields);

static const cyaml_schema_field_t group_fields[] = {
    TEXT("id", struct mat_group_doc, id),
    TEXT("title", struct mat_group_doc, title),
    CYAML_FIELD_END,
};
ENTRY(group_entry, struct mat_group_doc, group_fields);

static const cyaml_schema_field_t rows_fields[] = {
    MAYBE_LIST("groups", struct mat_rows_doc, groups, &group_entry),
    LIST("rows", struct mat_rows_doc, rows, &row_entry),
    CYAML_FIELD_END,
};
TOP(mat_rows_schema, struct mat_rows_doc, rows_fields);

static const cyaml_schema_field_t point_fields[] = {
    TEXT("id", struct mat_point_doc, id),
    TEXT("name", struct mat_point_doc, name),
    TEXT("where", struct mat_point_doc, where),
    TEXT("claim", struct mat_point_doc, claim),
    TEXT("caution", struct mat_point_doc, caution),
    MAYBE("paired", struct mat_point_doc, paired),
    MAYBE("region", struct mat_point_doc, region),
    MAYBE("trunk", struct mat_point_doc, trunk),
    BASIS(struct mat_point_doc),
    CYAML_FIELD_END,
};
ENTRY(point_entry, struct mat_point_doc, point_fields);

static const cyaml_schema_field_t points_fields[] = {
    LIST("points", struct mat_points_doc, points, &point_entry),
    CYAML_FIELD_END,
};
TOP(mat_points_schema, struct mat_points_doc, points_fields);

static const cyaml_schema_field_t claim_fields[] = {
    TEXT("id", struct mat_claim_doc, id),
    TEXT("claim", struct mat_claim_doc, claim),
    TEXT("evidence", struct mat_claim_doc, evidence),
    MAYBE("sentence", struct mat_claim_doc, sentence),
    BASIS(struct mat_claim_doc),
    CYAML_FIELD_END,
};
ENTRY(claim_entry, struct mat_claim_doc, claim_fields);

static const cyaml_schema_field_t claims_fields[] = {
    LIST("claims", struct mat_claims_doc, claims, &claim_entry),
    CYAML_FIELD_END,
};
TOP(mat_claims_schema, struct mat_claims_doc, claims_fields);

static const cyaml_schema_field_t helpline_fields[] = {
    TEXT("region", struct mat_helpline_doc, region),
    TEXT("name", struct mat_helpline_doc, name),
    TEXT("contact", struct mat_helpline_doc, contact),
    MAYBE("checked", struct mat_helpline_doc, checked),
    TEXT("source", struct mat_helpline_doc, source),
    CYAML_FIELD_END,
};
ENTRY(helpline_entry, struct mat_helpline_doc, helpline_fields);

static const cyaml_schema_field_t helplines_fields[] = {
    LIST("helplines", struct mat_helplines_doc, helplines, &helpline_entry),
    CYAML_FIELD_END,
};
TOP(mat_helplines_schema, struct mat_helplines_doc, helplines_fields);

static const cyaml_schema_field_t notice_fields[] = {
    TEXT("id", struct mat_notice_doc, id),
    TEXT("text", struct mat_notice_doc, text),
    BASIS(struct mat_notice_doc),
    CYAML_FIELD_END,
};
ENTRY(notice_entry, struct mat_notice_doc, notice_fields);

static const cyaml_schema_field_t notices_fields[] = {
    LIST("notices", struct mat_notices_doc, notices, &notice_entry),
    CYAML_FIELD_END,
};
TOP(mat_notices_schema, struct mat_notices_doc, notices_fields);
