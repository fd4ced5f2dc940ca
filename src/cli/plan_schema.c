#include "cli/plan_schema.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "cli/plan_schema_values.h"
#include "front/out.h"
#include "matsession/text.h"

#define STEP "#/definitions/step"
#define CUE "#/definitions/cue"

/* Room for the names of all keys or kinds in a sentence. */
#define NAMES_TEXT 256

static json_t *
reference(const char *to)
{
    return json_pack("{s:s}", "$ref", to);
}

static json_t *
list_schema(const struct mat_plan_key *key, const cyaml_schema_field_t *field,
            json_t *items)
{
    return json_pack("{s:s, s:s, s:I, s:I, s:o}", "description", key->text,
                     "type", "array", "minItems",
                     (json_int_t)field->value.sequence.min, "maxItems",
                     (json_int_t)field->value.sequence.max, "items", items);
}

/* What is known of a key of the loader's: a test sees to it that every one has
 * a row. */
static const struct mat_plan_key *
key_of(const char *path, const char *name)
{
    const struct mat_plan_key *key = mat_plan_key_find(path, name);

    assert(key);
    return key;
}

static json_t *
field_schema(const char *path, const cyaml_schema_field_t *field,
             const struct mat_tables *tables)
{
    const struct mat_plan_key *key = key_of(path, field->key);

    if (key->form == MAT_PLAN_FORM_STEPS)
        return list_schema(key, field, reference(STEP));
    if (key->form == MAT_PLAN_FORM_CUES)
        return list_schema(key, field, reference(CUE));
    if (key->form == MAT_PLAN_FORM_TEXTS)
        return list_schema(key, field, mat_schema_source(key, tables));
    return mat_schema_value(key, tables);
}

/* What the loader asks of a mapping. */
static json_t *
mapping_schema(const char *path, const char *title,
               const struct mat_tables *tables)
{
    const cyaml_schema_field_t *fields = mat_plan_fields(path);
    json_t *required = json_array();
    json_t *properties = json_object();

    for (; fields->key; fields++) {
        if (!(fields->value.flags & CYAML_FLAG_OPTIONAL))
            mat_json_add(required, json_string(fields->key));
        mat_json_put(properties, fields->key,
                     field_schema(path, fields, tables));
    }
    return json_pack("{s:s, s:s, s:b, s:o, s:o}", "title", title, "type",
                     "object", "additionalProperties", false, "required",
                     required, "properties", properties);
}

/* Whether \p key has one of \p names, and is there at all. */
static json_t *
has(const char *key, json_t *names)
{
    return json_pack("{s:[s], s:{s:{s:o}}}", "required", key, "properties", key,
                     "enum", names);
}

/* \p branch "then": where it has one of these, else "else": where not, the key
 * \p other is of \p schema. */
static json_t *
rule(const char *key, json_t *names, const char *branch, const char *other,
     json_t *schema)
{
    return json_pack("{s:o, s:{s:{s:o}}}", "if", has(key, names), branch,
                     "properties", other, schema);
}

/* The keys of a step are described once, by name. */
static json_t *
key_reference(const char *key)
{
    char *to = mat_xprintf("#/definitions/%s", key);
    json_t *schema = reference(to);

    free(to);
    return schema;
}

static json_t *
names_of(const struct mat_words *words)
{
    json_t *names = json_array();

    for (int i = 0; i < words->count; i++)
        mat_json_add(names, json_string(words->names[i]));
    return names;
}

/* The positions that bring an area onto a mat. */
static json_t *
position_rules(const struct mat_tables *tables)
{
    const struct mat_plan_key *key = key_of("steps", "position");
    json_t *rules = json_array();

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        const char *name = mat_word(&mat_areas, area);
        uint32_t which = 0;

        for (int i = 0; i < MAT_POSITION__COUNT; i++) {
            if (mat_area_allows((enum mat_area)area, (enum mat_position)i))
                which |= 1u << i;
        }
        mat_json_add(rules,
                     rule("area", json_pack("[s]", name), "then", "position",
                          mat_schema_words(key, which, tables)));
    }
    mat_json_add(rules, rule("area", names_of(&mat_areas), "else", "position",
                             key_reference("position")));
    return rules;
}

/* The sides that points have. */
static json_t *
side_rules(const struct mat_tables *tables)
{
    const uint32_t midline = 1u << MAT_SIDE_MIDLINE;
    const struct mat_plan_key *key = key_of("steps", "side");
    json_t *paired = json_array();
    json_t *single = json_array();
    json_t *all = json_array();
    json_t *rules = json_array();

    for (int i = 0; i < tables->n_points; i++) {
        const struct mat_point *point = &tables->points[i];

        mat_json_add(point->paired ? paired : single, json_string(point->id));
        mat_json_add(all, json_string(point->id));
    }
    mat_json_add(rules, rule("point", paired, "then", "side",
                             mat_schema_words(key, ~midline, tables)));
    mat_json_add(rules, rule("point", single, "then", "side",
                             mat_schema_words(key, midline, tables)));
    mat_json_add(rules,
                 rule("point", all, "else", "side", key_reference("side")));
    return rules;
}

/* What a step of a kind is, in words. */
static void
explain_kind(json_t *then, enum mat_kind kind)
{
    const char *name = mat_word(&mat_kinds, (int)kind);
    char needs[NAMES_TEXT] = "", may[NAMES_TEXT] = "";
    char *title = mat_xprintf("A step of kind %s", name);
    char *text;

    for (const cyaml_schema_field_t *field = mat_plan_fields("steps");
         field->key; field++) {
        const struct mat_plan_key *key = key_of("steps", field->key);
        char *to = key->needs & 1u << kind ? needs : may;
        const size_t used = strlen(to);

        if (key->takes & 1u << kind)
            mat_join(to + used, NAMES_TEXT - used, used > 0 ? ", " : "",
                     field->key, NULL);
    }
    text = mat_xprintf("%s needs %s, and may have %s.", title, needs, may);
    mat_json_put(then, "title", json_string(title));
    mat_schema_complain(then, text);
    free(title);
    free(text);
}

/* The keys that go with a kind, which is one of them: editors then propose a
 * whole step. The values of two are for further rules. */
static json_t *
keys_of_kind(enum mat_kind kind, json_t *required)
{
    json_t *properties = json_object();

    mat_json_add(required, json_string("kind"));
    mat_json_put(properties, "kind",
                 json_pack("{s:s}", "const", mat_word(&mat_kinds, (int)kind)));
    for (const cyaml_schema_field_t *field = mat_plan_fields("steps");
         field->key; field++) {
        const struct mat_plan_key *key = key_of("steps", field->key);
        const bool ruled =
            (kind == MAT_KIND_MAT && key->words == &mat_positions) ||
            (kind == MAT_KIND_POINT && key->words == &mat_sides);

        if (key->words == &mat_kinds)
            continue;
        if (key->needs & 1u << kind)
            mat_json_add(required, json_string(field->key));
        mat_json_put(properties, field->key,
                     !(key->takes & 1u << kind) ? json_false()
                     : ruled                    ? json_true()
                                                : key_reference(field->key));
    }
    return properties;
}

static json_t *
kind_rule(enum mat_kind kind, const struct mat_tables *tables)
{
    const char *name = mat_word(&mat_kinds, (int)kind);
    json_t *required = json_array();
    json_t *properties = keys_of_kind(kind, required);
    json_t *then =
        json_pack("{s:o, s:o}", "required", required, "properties", properties);

    explain_kind(then, kind);
    if (kind == MAT_KIND_MAT)
        mat_json_put(then, "allOf", position_rules(tables));
    else if (kind == MAT_KIND_POINT)
        mat_json_put(then, "allOf", side_rules(tables));
    return json_pack("{s:o, s:o}", "if", has("kind", json_pack("[s]", name)),
                     "then", then);
}

/* A step says nothing of its keys but its kind, so that editors propose those
 * that go with that; all of them where it has none yet. */
static json_t *
step_schema(json_t *definitions, const struct mat_tables *tables)
{
    json_t *step = mapping_schema("steps", "A step", tables);
    json_t *properties = json_object_get(step, "properties");
    json_t *any = json_object();
    json_t *rules = json_array();

    for (const cyaml_schema_field_t *field = mat_plan_fields("steps");
         field->key; field++) {
        if (strcmp(field->key, "kind") == 0)
            continue;
        mat_json_put(definitions, field->key,
                     json_incref(json_object_get(properties, field->key)));
        mat_json_put(properties, field->key, json_true());
        mat_json_put(any, field->key, key_reference(field->key));
    }
    for (int kind = 0; kind < MAT_KIND__COUNT; kind++)
        mat_json_add(rules, kind_rule((enum mat_kind)kind, tables));
    mat_json_add(rules, json_pack("{s:o, s:{s:o}}", "if",
                                  has("kind", names_of(&mat_kinds)), "else",
                                  "properties", any));
    mat_json_put(step, "allOf", rules);
    return step;
}

/* A cue says something, in one of two ways, at some moment. */
static json_t *
cue_schema(const struct mat_tables *tables)
{
    json_t *cue = mapping_schema("cues", "A cue", tables);

    mat_json_add(json_object_get(cue, "required"), json_string("at"));
    mat_json_put(cue, "if", json_pack("{s:[s]}", "required", "say"));
    mat_json_put(cue, "then",
                 json_pack("{s:{s:b}, s:s}", "properties", "use", false,
                           "errorMessage",
                           "A cue has either say or use, not both."));
    mat_json_put(cue, "else",
                 json_pack("{s:[s], s:s}", "required", "use", "errorMessage",
                           "A cue needs say with a sentence, or use with a "
                           "cue of the library."));
    return cue;
}

/* A step of these kinds is something to do. */
static json_t *
purpose_rule(void)
{
    char text[NAMES_TEXT];
    size_t used = mat_join(
        text, sizeof(text),
        "There is nothing to do: add a step of one of the kinds ", NULL);
    json_t *kinds = json_array();

    for (int kind = 0; kind < MAT_KIND__COUNT; kind++) {
        const size_t count = json_array_size(kinds);
        struct mat_purpose purpose = {0};

        mat_purpose_add(&purpose, (enum mat_kind)kind, true);
        if (!mat_purpose_is_left(&purpose))
            continue;
        used +=
            mat_join(text + used, sizeof(text) - used, count > 0 ? ", " : "",
                     mat_word(&mat_kinds, kind), NULL);
        mat_json_add(kinds, json_string(mat_word(&mat_kinds, kind)));
    }
    mat_join(text + used, sizeof(text) - used, ".", NULL);
    return json_pack("{s:o, s:s}", "contains", has("kind", kinds),
                     "errorMessage", text);
}

static json_t *
plan_schema(const struct mat_tables *tables)
{
    json_t *schema = json_pack(
        "{s:s, s:s}", "$schema", "http://json-schema.org/draft-07/schema#",
        "description", "Written by \"matsession describe plan.schema.json\".");
    json_t *plan = mapping_schema("", "A plan of matsession", tables);
    json_t *definitions = json_object();
    json_t *steps =
        json_object_get(json_object_get(plan, "properties"), "steps");

    mat_json_put(steps, "allOf", json_pack("[o]", purpose_rule()));
    mat_json_put(definitions, "step", step_schema(definitions, tables));
    mat_json_put(definitions, "cue", cue_schema(tables));
    if (json_object_update(schema, plan) != 0)
        mat_no_memory();
    json_decref(plan);
    mat_json_put(schema, "definitions", definitions);
    return schema;
}

void
mat_plan_schema_print(FILE *file, const struct mat_tables *tables, int width)
{
    (void)width;
    mat_json_print(file, plan_schema(tables),
                   JSON_INDENT(2) | JSON_ENSURE_ASCII);
}
