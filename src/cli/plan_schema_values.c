#include "cli/plan_schema_values.h"

#include <stdlib.h>
#include <string.h>

#include "cli/json.h"
#include "front/out.h"
#include "matsession/text.h"

/* The last character that needs no pair in UTF-16, and those of pairs. */
#define CHAR_MOST 0xFFFFu
#define PAIRS_FROM 0xD800u
#define PAIRS_TO 0xDFFFu

void
mat_schema_complain(json_t *object, const char *text)
{
    mat_json_put(object, "errorMessage", json_string(text));
    if (json_object_get(object, "pattern"))
        mat_json_put(object, "patternErrorMessage", json_string(text));
}

static json_t *
described(const struct mat_plan_key *key)
{
    json_t *schema = json_object();

    mat_json_put(schema, "description", json_string(key->text));
    return schema;
}

/* What a word means, for somebody who picks one. */
static const char *
meaning(const struct mat_plan_key *key, int value,
        const struct mat_tables *tables)
{
    if (key->meanings)
        return key->meanings[value];
    if (key->words == &mat_areas)
        return mat_area_label((enum mat_area)value);
    if (key->words == &mat_positions)
        return mat_position_label((enum mat_position)value);
    if (key->words == &mat_layers)
        return mat_layer_label((enum mat_layer)value);
    if (key->words == &mat_surfaces)
        return mat_surface_label((enum mat_surface)value);
    if (key->words == &mat_stages)
        return tables->stages[value].title;
    return "";
}

/* Words to pick from, each with what editors show beside it. */
struct choice {
    json_t *schema;
    json_t *names;
    json_t *texts;
};

static struct choice
choice_of(json_t *schema)
{
    return (struct choice){schema, json_array(), json_array()};
}

static void
choice_add(struct choice *choice, const char *name, const char *text)
{
    mat_json_add(choice->names, json_string(name));
    mat_json_add(choice->texts, json_string(text));
}

static json_t *
choice_end(struct choice *choice)
{
    mat_json_put(choice->schema, "enum", choice->names);
    mat_json_put(choice->schema, "enumDescriptions", choice->texts);
    return choice->schema;
}

json_t *
mat_schema_words(const struct mat_plan_key *key, uint32_t which,
                 const struct mat_tables *tables)
{
    struct choice choice = choice_of(described(key));

    for (int i = 0; i < key->words->count; i++) {
        if (which & 1u << i)
            choice_add(&choice, key->words->names[i], meaning(key, i, tables));
    }
    return choice_end(&choice);
}

/* What the core has against a text of one character. */
static enum mat_text_fault
char_fault(uint32_t c)
{
    char text[4] = {0};

    if (c < 0x80) {
        text[0] = (char)c;
    } else if (c < 0x800) {
        text[0] = (char)(0xC0u | c >> 6);
        text[1] = (char)(0x80u | (c & 0x3Fu));
    } else {
        text[0] = (char)(0xE0u | c >> 12);
        text[1] = (char)(0x80u | (c >> 6 & 0x3Fu));
        text[2] = (char)(0x80u | (c & 0x3Fu));
    }
    return mat_text_check(text, sizeof(text));
}

static bool
is_bad(uint32_t c)
{
    return c == 0 || char_fault(c) == MAT_TEXT_CONTROL;
}

static bool
is_no_content(uint32_t c)
{
    return is_bad(c) || char_fault(c) == MAT_TEXT_EMPTY;
}

/* The inside of `[^...]` for the characters that \p of names: the core is
 * asked, so that there is no second list. Freed by the caller. */
static char *
class_of(bool (*of)(uint32_t))
{
    char *text = mat_xcopy("");

    for (uint32_t c = 0; c <= CHAR_MOST; c++) {
        uint32_t from = c;
        char *longer;

        if ((c >= PAIRS_FROM && c <= PAIRS_TO) || !of(c))
            continue;
        while (c < CHAR_MOST && of(c + 1))
            c++;
        longer = from == c ? mat_xprintf("%s\\u%04x", text, from)
                           : mat_xprintf("%s\\u%04x-\\u%04x", text, from, c);
        free(text);
        text = longer;
    }
    return text;
}

/* What the key is for, and what is to be written. */
static void
describe(json_t *schema, const struct mat_plan_key *key, const char *wanted)
{
    char *text = mat_xprintf("%s %s", key->text, wanted);

    mat_json_put(schema, "description", json_string(text));
    free(text);
}

/* The text is trimmed of line breaks at its end; so many characters are over
 * a limit in bytes in any case. */
static json_t *
text_pattern(int most)
{
    char *bad = class_of(is_bad);
    char *no_content = class_of(is_no_content);
    char *pattern = mat_xprintf("^(?=[^%s]{1,%d}\\n*$)[^%s]*[^%s]", bad, most,
                                bad, no_content);
    json_t *string = json_string(pattern);

    free(pattern);
    free(no_content);
    free(bad);
    return string;
}

/* YAML may read a text as a number, a truth or nothing: the loader has it as
 * it is written, so only lists and mappings are none. Without a type, editors
 * need an `anyOf` to write the colon behind the key. */
static json_t *
text_schema(const struct mat_plan_key *key)
{
    json_t *schema = json_object();
    json_t *text = json_object();
    json_t *string = json_pack("{s:s}", "type", "string");
    char *wanted = mat_xprintf("Write a text of at most %d bytes, in one line, "
                               "without control characters.",
                               key->most);

    mat_schema_complain(string, wanted);
    mat_json_put(text, "if", json_pack("{s:[s,s]}", "type", "array", "object"));
    mat_json_put(text, "then", string);
    mat_json_put(text, "pattern", text_pattern(key->most));
    mat_schema_complain(text, wanted);
    describe(schema, key, wanted);
    mat_json_put(schema, "anyOf", json_pack("[o]", text));
    free(wanted);
    return schema;
}

static json_t *
duration_schema(const struct mat_plan_key *key)
{
    json_t *schema = json_object();
    char *wanted =
        mat_xprintf("Write %s, such as 90s, 5m or 1m30s.", key->values);

    describe(schema, key, wanted);
    mat_json_put(schema, "type", json_string("string"));
    mat_json_put(schema, "pattern", json_string(key->pattern));
    mat_schema_complain(schema, wanted);
    free(wanted);
    return schema;
}

/* A text for which YAML may have one number. */
static json_t *
text_or_number(const struct mat_plan_key *key, const char *wanted,
               const char *pattern, int number)
{
    json_t *schema = json_object();
    json_t *only = json_pack("{s:i}", "const", number);

    describe(schema, key, wanted);
    mat_schema_complain(only, wanted);
    mat_json_put(schema, "type", json_pack("[s,s]", "string", "integer"));
    mat_json_put(schema, "pattern", json_string(pattern));
    mat_schema_complain(schema, wanted);
    mat_json_put(schema, "if", json_pack("{s:s}", "type", "integer"));
    mat_json_put(schema, "then", only);
    return schema;
}

static json_t *
version_schema(const struct mat_plan_key *key)
{
    json_t *schema = text_or_number(key, "Write 1.", "^1$", 1);

    mat_json_put(schema, "default", json_integer(1));
    return schema;
}

static json_t *
point_schema(const struct mat_plan_key *key, const struct mat_tables *tables)
{
    struct choice choice = choice_of(described(key));

    for (int i = 0; i < tables->n_points; i++)
        choice_add(&choice, tables->points[i].id, tables->points[i].name);
    return choice_end(&choice);
}

static json_t *
cue_schema(const struct mat_plan_key *key, const struct mat_tables *tables)
{
    struct choice choice = choice_of(described(key));

    for (int i = 0; i < tables->n_cues; i++)
        choice_add(&choice, tables->cues[i].id, tables->cues[i].text);
    return choice_end(&choice);
}

json_t *
mat_schema_value(const struct mat_plan_key *key,
                 const struct mat_tables *tables)
{
    switch (key->form) {
    case MAT_PLAN_FORM_WORD:
        return mat_schema_words(key, MAT_SCHEMA_ALL, tables);
    case MAT_PLAN_FORM_DURATION:
        return duration_schema(key);
    case MAT_PLAN_FORM_MOMENT:
        return text_or_number(key,
                              "Write a moment: 0, 1m30s, or -30s from the end.",
                              key->pattern, 0);
    case MAT_PLAN_FORM_VERSION:
        return version_schema(key);
    case MAT_PLAN_FORM_POINT:
        return point_schema(key, tables);
    case MAT_PLAN_FORM_CUE:
        return cue_schema(key, tables);
    case MAT_PLAN_FORM_TEXT:
    case MAT_PLAN_FORM_TEXTS:
    case MAT_PLAN_FORM_STEPS:
    case MAT_PLAN_FORM_CUES:
        break;
    }
    return text_schema(key);
}

/* Which sources there are is only worth a warning. */
json_t *
mat_schema_source(const struct mat_plan_key *key,
                  const struct mat_tables *tables)
{
    struct choice known = choice_of(json_object());
    json_t *either = json_array();

    for (int i = 0; i < tables->n_sources; i++)
        choice_add(&known, tables->sources[i].id, tables->sources[i].what);
    mat_json_add(either, choice_end(&known));
    mat_json_add(either, text_schema(key));
    return json_pack("{s:o}", "anyOf", either);
}
