#include "store/plan_yaml.h"

#include <string.h>

/* Every value is a text: libcyaml would take 90x for 90 and 010 for 8. */
#define TEXT(key, type, member)                                      \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, type, member, 0, \
                           CYAML_UNLIMITED)
#define TEXT_IF(key, type, member)                                        \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, \
                           type, member, 0, CYAML_UNLIMITED)

/* More than anybody cites. */
#define SOURCES_MAX 64

static const cyaml_schema_field_t cue_fields[] = {
    TEXT_IF("at", struct mat_plan_doc_cue, at),
    TEXT_IF("say", struct mat_plan_doc_cue, say),
    TEXT_IF("use", struct mat_plan_doc_cue, use),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t cue_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct mat_plan_doc_cue,
                        cue_fields),
};

static const cyaml_schema_field_t step_fields[] = {
    TEXT("kind", struct mat_plan_doc_step, kind),
    TEXT_IF("title", struct mat_plan_doc_step, title),
    TEXT_IF("area", struct mat_plan_doc_step, area),
    TEXT_IF("position", struct mat_plan_doc_step, position),
    TEXT_IF("layer", struct mat_plan_doc_step, layer),
    TEXT_IF("surface", struct mat_plan_doc_step, surface),
    TEXT_IF("duration", struct mat_plan_doc_step, duration),
    TEXT_IF("guidance", struct mat_plan_doc_step, guidance),
    TEXT_IF("point", struct mat_plan_doc_step, point),
    TEXT_IF("side", struct mat_plan_doc_step, side),
    TEXT_IF("inhale", struct mat_plan_doc_step, inhale),
    TEXT_IF("exhale", struct mat_plan_doc_step, exhale),
    TEXT_IF("timeout", struct mat_plan_doc_step, timeout),
    CYAML_FIELD_SEQUENCE("cues", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct mat_plan_doc_step, cues, &cue_schema, 1,
                         MAT_PLAN_CUES_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t step_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct mat_plan_doc_step,
                        step_fields),
};

static const cyaml_schema_value_t source_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

static const cyaml_schema_field_t plan_fields[] = {
    TEXT("plan", struct mat_plan_doc, plan),
    TEXT("title", struct mat_plan_doc, title),
    TEXT_IF("purpose", struct mat_plan_doc, purpose),
    TEXT_IF("when", struct mat_plan_doc, when),
    TEXT_IF("full-at", struct mat_plan_doc, full_at),
    CYAML_FIELD_SEQUENCE("sources", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct mat_plan_doc, sources, &source_schema, 1,
                         SOURCES_MAX),
    CYAML_FIELD_SEQUENCE("steps", CYAML_FLAG_POINTER, struct mat_plan_doc,
                         steps, &step_schema, 1, MAT_PLAN_STEPS_MAX),
    CYAML_FIELD_END,
};

const cyaml_schema_value_t mat_plan_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct mat_plan_doc, plan_fields),
};

static void
text_trim(char *text)
{
    size_t size = text ? strlen(text) : 0;

    while (size > 0 && text[size - 1] == '\n')
        text[--size] = '\0';
}

void
mat_plan_doc_trim(struct mat_plan_doc *doc)
{
    text_trim(doc->title);
    text_trim(doc->purpose);
    for (unsigned i = 0; i < doc->steps_count; i++) {
        struct mat_plan_doc_step *step = &doc->steps[i];

        text_trim(step->title);
        for (unsigned k = 0; k < step->cues_count; k++)
            text_trim(step->cues[k].say);
    }
}
