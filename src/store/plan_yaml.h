/**
 * \file
 * How a plan is written: the libcyaml schema that fills a mat_plan_doc.
 *
 * It asks for `plan`, `title`, `steps` and each step's `kind`; which other
 * keys a kind of step needs is for mat_plan_check() to say. Of a text with
 * mistakes it checks what mat_yaml_salvage() gives.
 */
#ifndef MAT_STORE_PLAN_YAML_H
#define MAT_STORE_PLAN_YAML_H

#include <cyaml/cyaml.h>

#include "matsession/plan.h"

/** Loads a struct mat_plan_doc; for mat_yaml_load(). */
extern const cyaml_schema_value_t mat_plan_schema;

/** Takes the line breaks off the ends of texts, which YAML puts there for a
 *  text written behind `>` or `|`. */
void mat_plan_doc_trim(struct mat_plan_doc *doc);

#endif
