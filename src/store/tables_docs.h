/**
 * \file
 * The tables as written: every scalar is still the text that the file holds,
 * and an absent key is NULL. One document a file of sessions/tables/.
 */
#ifndef MAT_STORE_TABLES_DOCS_H
#define MAT_STORE_TABLES_DOCS_H

#include <cyaml/cyaml.h>

#include "matsession/words.h"

/** Sources and grade, in every document that makes a statement. */
struct mat_basis_doc {
    char **sources;
    unsigned sources_count;
    char *grade;
};

struct mat_source_doc {
    char *id;
    char *what;
    char *where;
};

struct mat_sources_doc {
    struct mat_source_doc *sources;
    unsigned sources_count;
};

struct mat_cue_doc {
    char *id;
    char *text;
    char *safety;
    char *breath;
    char *covered;
    char *light;
    struct mat_basis_doc basis;
};

struct mat_cues_doc {
    struct mat_cue_doc *cues;
    unsigned cues_count;
};

struct mat_cue_at_doc {
    char *at;
    char *use;
    char *sparse;
};

struct mat_guidance_doc {
    char *kind;
    char **areas;
    unsigned areas_count;
    char *duration;
    struct mat_cue_at_doc *cues;
    unsigned cues_count;
};

struct mat_guidances_doc {
    struct mat_guidance_doc *guidance;
    unsigned guidance_count;
};

/** A duration an area. */
struct mat_caps_doc {
    char *areas[MAT_AREA__COUNT];
};

struct mat_stage_doc {
    char *id;
    char *title;
    char *sessions;
    char *days;
    char *calm;
    char *step;
    char *total;
    char *total_opt_in;
    char *layer;
    char *surface;
    char *surface_then;
    char *surface_after;
    char *surface_seated;
    char *firm_covered;
    struct mat_caps_doc *caps;
    char *point;
    struct mat_basis_doc basis;
};

struct mat_ramp_doc {
    char *easy;
    char *stop;
    char *back_after;
    char *restart_after;
    char *after_stop;
    struct mat_basis_doc basis;
};

struct mat_stages_doc {
    struct mat_stage_doc *stages;
    unsigned stages_count;
    struct mat_ramp_doc *ramp;
    struct mat_caps_doc *hard;
    char *hard_total;
    char *point_min;
    char *step_min;
    char **opt_in;
    unsigned opt_in_count;
};

struct mat_adapt_doc {
    char **on;
    unsigned on_count;
    char **no;
    unsigned no_count;
    char *layer;
    char *surface;
    char *cap;
    char *factor;
    char *rise;
    char *breath;
    char *company;
    char *light;
};

struct mat_row_doc {
    char *id;
    char *title;
    char *group;
    char *question;
    char *today;
    char *follows;
    char *implies;
    char *severity;
    char *urgent;
    char *transient;
    char *unstored;
    char *clearance;
    char **areas;
    unsigned areas_count;
    char *why;
    char *say;
    struct mat_adapt_doc *adapt;
    struct mat_basis_doc basis;
    char *confidence;
    char *disagree;
};

struct mat_group_doc {
    char *id;
    char *title;
};

struct mat_rows_doc {
    struct mat_group_doc *groups;
    unsigned groups_count;
    struct mat_row_doc *rows;
    unsigned rows_count;
};

struct mat_point_doc {
    char *id;
    char *name;
    char *where;
    char *claim;
    char *caution;
    char *paired;
    char *region;
    char *trunk;
    struct mat_basis_doc basis;
};

struct mat_points_doc {
    struct mat_point_doc *points;
    unsigned points_count;
};

struct mat_claim_doc {
    char *id;
    char *claim;
    char *evidence;
    char *sentence;
    struct mat_basis_doc basis;
};

struct mat_claims_doc {
    struct mat_claim_doc *claims;
    unsigned claims_count;
};

struct mat_helpline_doc {
    char *region;
    char *name;
    char *contact;
    char *checked;
    char *source;
};

struct mat_helplines_doc {
    struct mat_helpline_doc *helplines;
    unsigned helplines_count;
};

struct mat_notice_doc {
    char *id;
    char *text;
    struct mat_basis_doc basis;
};

struct mat_notices_doc {
    struct mat_notice_doc *notices;
    unsigned notices_count;
};

extern const cyaml_schema_value_t mat_sources_schema;
extern const cyaml_schema_value_t mat_cues_schema;
extern const cyaml_schema_value_t mat_guidances_schema;
extern const cyaml_schema_value_t mat_stages_schema;
extern const cyaml_schema_value_t mat_rows_schema;
extern const cyaml_schema_value_t mat_points_schema;
extern const cyaml_schema_value_t mat_claims_schema;
extern const cyaml_schema_value_t mat_helplines_schema;
extern const cyaml_schema_value_t mat_notices_schema;

#endif
