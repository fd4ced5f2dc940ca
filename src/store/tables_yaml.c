#include "store/tables_yaml.h"

#include <assert.h>

#include "store/tables_reader.h"
#include "store/yaml.h"

static const struct {
    const char *file;
    const cyaml_schema_value_t *schema;
    void (*convert)(struct mat_reader *reader, const void *doc);
} parts[] = {
    [MAT_TABLES_SOURCES] = {"sources.yaml", &mat_sources_schema,
                            mat_tables_convert_sources},
    [MAT_TABLES_POINTS] = {"points.yaml", &mat_points_schema,
                           mat_tables_convert_points},
    [MAT_TABLES_CUES] = {"cues.yaml", &mat_cues_schema,
                         mat_tables_convert_cues},
    [MAT_TABLES_GUIDANCE] = {"guidance.yaml", &mat_guidances_schema,
                             mat_tables_convert_guidance},
    [MAT_TABLES_STAGES] = {"stages.yaml", &mat_stages_schema,
                           mat_tables_convert_stages},
    [MAT_TABLES_ROWS] = {"contraindications.yaml", &mat_rows_schema,
                         mat_tables_convert_rows},
    [MAT_TABLES_CLAIMS] = {"claims.yaml", &mat_claims_schema,
                           mat_tables_convert_claims},
    [MAT_TABLES_HELPLINES] = {"helplines.yaml", &mat_helplines_schema,
                              mat_tables_convert_helplines},
    [MAT_TABLES_NOTICES] = {"notices.yaml", &mat_notices_schema,
                            mat_tables_convert_notices},
    [MAT_TABLES_OWN] = {"", &mat_rows_schema, mat_tables_convert_rows},
};

const char *
mat_tables_file(enum mat_tables_part part)
{
    assert(part < MAT_TABLES__COUNT);
    return parts[part].file;
}

bool
mat_tables_read(enum mat_tables_part part, const char *text, size_t size,
                struct mat_arena *arena, struct mat_tables *tables,
                struct mat_diags *diags)
{
    struct mat_tables made = *tables;
    struct mat_reader reader = {
        .arena = arena,
        .tables = &made,
        .diags = diags,
        .own = part == MAT_TABLES_OWN,
    };
    struct mat_yaml_map *map = NULL;
    void *doc = NULL;
    int errors = diags->errors;

    assert(part < MAT_TABLES__COUNT);
    if (!mat_yaml_load(text, size, parts[part].schema, diags, &doc, &map)) {
        mat_yaml_map_free(map);
        return false;
    }
    parts[part].convert(&reader, doc);
    if (reader.no_memory)
        mat_diag_add(diags, MAT_DIAG_ERROR, "", "there is no memory", NULL);
    mat_yaml_place(map, diags);
    mat_yaml_free(parts[part].schema, doc);
    mat_yaml_map_free(map);
    if (diags->errors > errors)
        return false;
    *tables = made;
    return true;
}
