#include "cli/man.h"

#include "cli/man_plan_keys.h"
#include "cli/man_write.h"

static const char example[] = "plan: 1\n"
                              "title: A short back\n"
                              "when: evening\n"
                              "steps:\n"
                              "  - kind: prepare\n"
                              "    duration: 1m\n"
                              "  - kind: on\n"
                              "    duration: 20s\n"
                              "  - kind: mat\n"
                              "    area: back\n"
                              "    layer: shirt\n"
                              "    surface: soft\n"
                              "    duration: 8m\n"
                              "    cues:\n"
                              "      - at: 2m\n"
                              "        say: Let the shoulders sink.\n"
                              "      - at: -30s\n"
                              "        use: ready-off\n"
                              "  - kind: off\n"
                              "    duration: 2m\n";

static void
put_kinds(FILE *file, const char *before, unsigned kinds)
{
    const char *names[MAT_KIND__COUNT];
    int count = 0;

    for (int i = 0; i < MAT_KIND__COUNT; i++) {
        if (kinds & (1u << i))
            names[count++] = mat_word(&mat_kinds, i);
    }
    if (count > 0)
        mat_man_names(file, before, names, count);
}

static void
put_values(FILE *file, const struct mat_plan_key *key)
{
    if (key->words)
        mat_man_names(file, "Values:", key->words->names, key->words->count);
    else
        mat_man_names(file, "Values:", &key->values, 1);
}

/* The fields of a mapping, each with what is known of it. */
static void
put_fields(FILE *file, const char *path, const cyaml_schema_field_t *fields)
{
    mat_man_list(file);
    for (; fields->key; fields++) {
        const struct mat_plan_key *key = mat_plan_key_find(path, fields->key);

        mat_man_item(file, "Cm", fields->key);
        if (!key)
            continue;
        mat_man_text(file, key->text);
        if (!(fields->value.flags & CYAML_FLAG_OPTIONAL))
            mat_man_text(file, "It must be there.");
        put_kinds(file, "Goes with", key->takes);
        put_kinds(file, "Must be there with", key->needs);
        put_values(file, key);
        if (fields->value.type == CYAML_SEQUENCE)
            fprintf(file, "At most %u are allowed.\n",
                    (unsigned)fields->value.sequence.max);
    }
    mat_man_list_end(file);
}

static void
put_keys(FILE *file)
{
    fputs(".Sh KEYS OF A PLAN\n", file);
    put_fields(file, "", mat_plan_fields(""));
    fputs(".Sh KEYS OF A STEP\n", file);
    put_fields(file, "steps", mat_plan_fields("steps"));
    fputs(".Sh KEYS OF A CUE\n", file);
    put_fields(file, "cues", mat_plan_fields("cues"));
}

static void
put_area(FILE *file, enum mat_area area)
{
    enum mat_position usual = mat_area_position(area);
    const char *names[MAT_POSITION__COUNT] = {
        mat_word(&mat_positions, (int)usual)};
    int count = 1;

    for (int i = 0; i < MAT_POSITION__COUNT; i++) {
        if (i != (int)usual && mat_area_allows(area, (enum mat_position)i))
            names[count++] = mat_word(&mat_positions, i);
    }
    mat_man_item(file, "Cm", mat_word(&mat_areas, (int)area));
    mat_man_names(file, "Positions:", names, count);
}

static void
put_areas(FILE *file)
{
    fputs(".Sh AREAS OF THE BODY\n", file);
    mat_man_text(file, "Each with the positions that bring it onto a mat; the "
                       "first of them is taken when none is written.");
    mat_man_list(file);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        put_area(file, (enum mat_area)area);
    mat_man_list_end(file);
}

static void
put_tables(FILE *file, const struct mat_tables *tables)
{
    fputs(".Sh POINTS\n", file);
    mat_man_list(file);
    for (int i = 0; i < tables->n_points; i++) {
        mat_man_item(file, "Cm", tables->points[i].id);
        mat_man_text(file, tables->points[i].name);
    }
    mat_man_list_end(file);
    fputs(".Sh CUES OF THE LIBRARY\n", file);
    mat_man_list(file);
    for (int i = 0; i < tables->n_cues; i++) {
        mat_man_item(file, "Cm", tables->cues[i].id);
        mat_man_text(file, tables->cues[i].text);
    }
    mat_man_list_end(file);
}

void
mat_man_plan(FILE *file, const struct mat_tables *tables, int width)
{
    (void)width;
    mat_man_head(file, "matsession-plan", 5, "a session of matsession");
    fputs(".Sh DESCRIPTION\n", file);
    mat_man_text(
        file,
        "A plan is a YAML file of at most 1 MiB: some keys about the whole, "
        "and an ordered list of steps. \"matsession check\" tells every "
        "mistake in it with line and column, and \"matsession preview\" shows "
        "what it would be for you: a session may be shorter and milder than "
        "its plan, never longer or harder.\n"
        "A key or a word that is nearly right gets a proposal. Aliases and "
        "tags of YAML are not supported.\n"
        "With the JSON Schema of a plan an editor completes and explains keys. "
        "\"matsession new\" writes a first line that tells "
        "yaml-language-server where it is, and any plan may begin with such a "
        "line:");
    mat_man_literal(file, "# yaml-language-server: $schema=FILE\n");
    fputs(".Pp\n", file);
    mat_man_text(file, "FILE is plan.schema.json, in "
                       "share/matsession/sessions/schema/ where the program "
                       "is installed; \"matsession describe "
                       "plan.schema.json\" prints it.");
    put_keys(file);
    fputs(".Sh DURATIONS AND MOMENTS\n", file);
    mat_man_text(file,
                 "A duration is written 90s, 3m, 1m30s, 1h or 1:30, which is "
                 "a minute and a half. A moment of a step is a duration from "
                 "its beginning, 0 for the beginning itself, or with - in "
                 "front from its end, as in -30s.");
    put_areas(file);
    put_tables(file, tables);
    fputs(".Sh FILES\n", file);
    mat_man_list(file);
    mat_man_item(file, "Pa", "~/.config/matsession/plans/");
    mat_man_text(file, "Your plans: NAME.yaml is the plan NAME. The name is of "
                       "letters, digits, - and _, and at most 64 long.");
    mat_man_list_end(file);
    fputs(".Sh EXAMPLES\n", file);
    mat_man_literal(file, example);
    fputs(".Sh SEE ALSO\n.Xr matsession 1 ,\n.Xr matsession-config 5\n", file);
}
